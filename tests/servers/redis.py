"""A Redis of our own, by Debian's ``redis-server``. A write is on the disk before it is answered, so a power cut loses none."""

import shutil
from collections.abc import Sequence
from contextlib import closing

import redis

from tests.servers.guard import Guarded
from tests.servers.process import NotStarted

_MISSING = "These tests take a Redis: apt-get install redis-server"


class Redis(Guarded):
    """The server; its database 0 is all that anybody needs."""

    def server(self) -> Sequence[str]:
        found = shutil.which("redis-server")
        if not found:
            raise NotStarted(_MISSING)
        where = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder)]
        return [found, *where, "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--daemonize", "no"]

    def address(self) -> str:
        """The ``QUEUE_URL``."""
        return f"redis://127.0.0.1:{self.port}/0"

    def answers(self) -> bool:
        with closing(redis.Redis.from_url(self.address())) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False
