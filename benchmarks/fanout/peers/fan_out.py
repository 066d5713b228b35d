"""``python -m benchmarks.fanout.peers.fan_out FILE``: puts a task for each post into Celery's queue at the instant, as a task
that beat started would: tasks that wait in a worker for their hour (``eta``) would all wait in the one that fetched them first.
"""

import sys

from benchmarks.fanout.peers.errand import Errand
from benchmarks.fanout.peers.queue import app, post


def main(errand: Errand) -> None:
    with app.producer_pool.acquire(block=True) as producer:
        errand.wait()
        for one in errand.posts:
            post.apply_async((errand.url, one.account, one.text), producer=producer)


if __name__ == "__main__":
    main(Errand.read(sys.argv[1]))
