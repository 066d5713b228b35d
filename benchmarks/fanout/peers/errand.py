"""What a contender is given to do, in a file: the posts, where to, how many at once, and the instant at which all are due."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from mastodon import Mastodon

from benchmarks.fanout.counting import Post
from benchmarks.fanout.platform import token


@dataclass(frozen=True)
class Errand:
    """``at``: seconds of the machine's steady clock, which all its processes share."""

    url: str
    at_once: int
    at: float
    posts: list[Post]

    def write(self, path: Path) -> Path:
        posts = [(post.account, post.text) for post in self.posts]
        path.write_text(json.dumps([self.url, self.at_once, self.at, posts]), encoding="utf-8")
        return path

    @classmethod
    def read(cls, path: str) -> Self:
        url, at_once, at, posts = json.loads(Path(path).read_text(encoding="utf-8"))
        return cls(url, at_once, at, [Post(*post) for post in posts])

    def accounts(self) -> Iterator[str]:
        return iter(dict.fromkeys(post.account for post in self.posts))

    def wait(self) -> None:
        """Until the instant has come."""
        time.sleep(max(0.0, self.at - time.monotonic()))


@cache
def client(url: str, account: str) -> Mastodon:
    """The account's own, with a session that is kept, which is how Mastodon.py's documentation has it; it does not ask what
    version the instance is of, and so asks for nothing but what is posted."""
    return Mastodon(access_token=token(account), api_base_url=url, version_check_mode="none", request_timeout=30)
