"""What carries the jobs: Huey, by a file in one machine, by PostgreSQL or Redis between several.

Huey brings every queue's client along, so it is loaded with the first lane and not with the program.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey
from huey.registry import Message
from huey.serializer import Serializer

from advocacybot.settings import Settings
from advocacybot.store.locks import Lock, one_after_another

_WAITS = 1
"""Seconds that a queue which can be waited at is waited at."""


class AsJson(Serializer):  # type: ignore[misc]
    """Jobs as JSON: what is read from a queue, which others may write into, is never more than words."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


_NOT_WAITED_FOR = {"options": "-c synchronous_commit=off"}
"""A job that a power cut takes is handed out again: nobody waits for the disk because of it."""

_OURS = {"results": False, "serializer": AsJson()}

Carrier = Callable[[str], Huey]
"""Gives the queue of that name."""


def carrier(settings: Settings) -> Carrier:
    """What carries the jobs, as the settings say."""
    if settings.queue_url:
        return partial(RedisHuey, url=settings.queue_url, read_timeout=_WAITS, **_OURS)
    if settings.database_url:
        return _by_postgres(settings)
    return in_a_file(settings.jobs)


def in_a_file(path: Path) -> Carrier:
    """Within one process."""
    return partial(SqliteHuey, filename=str(path), fsync=False, **_OURS)


def _by_postgres(settings: Settings) -> Carrier:
    """By tables of Huey's own. Made by one process at a time: ``create if not exists`` fails where two do it at once."""
    with one_after_another(Lock.OPENING, settings.data_folder):
        PostgresHuey("advocacybot", dsn=settings.database_url, results=False).storage.close()
    return partial(PostgresHuey, dsn=settings.database_url, read_timeout=_WAITS, create_tables=False, **_NOT_WAITED_FOR, **_OURS)
