"""``python -m benchmarks.fanout.peers.floor FILE``: Mastodon.py in a bare pool of threads, which keeps nothing of what it did.

https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor-example
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks.fanout.peers.errand import Errand, client


def main(errand: Errand) -> None:
    for account in errand.accounts():
        client(errand.url, account)
    with ThreadPoolExecutor(errand.at_once) as pool:
        errand.wait()
        for sent in [pool.submit(client(errand.url, post.account).status_post, post.text) for post in errand.posts]:
            sent.result()


if __name__ == "__main__":
    main(Errand.read(sys.argv[1]))
