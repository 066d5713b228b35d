"""One at a time: what may be done by one process of a fleet alone, and by one transaction after another.

PostgreSQL's own advisory locks hold it: the database lets them go as soon as whoever holds them is gone. On SQLite a transaction
already waits for every other one, and what one process alone may do is held by a file that the system locks.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error


class Lock(IntEnum):
    """The locks, by the numbers that PostgreSQL knows them by. They never change: another version may run beside this one."""

    OPENING = 0x41435401
    PLANNING = 0x41435402
    WRITING = 0x41435403


@contextmanager
def alone() -> Iterator[None]:
    """A transaction that sees, from its first look on, all that such transactions before it did, and none beside it.

    For what people and plans decide by what they read. Sending a post is not among it (:mod:`advocacybot.store.claims`): that
    holds its own rows alone, so that no account waits for another.
    """
    with briefly():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.WRITING])
        yield


@contextmanager
def briefly() -> Iterator[None]:
    """A transaction that many threads of a process begin at once.

    On SQLite they wait for each other here: where its lock is taken, SQLite sleeps for up to a tenth of a second before it looks
    again, and the lock lies idle meanwhile.
    """
    queue = _WRITERS if connection.vendor == "sqlite" and not connection.in_atomic_block else nullcontext()
    with queue, transaction.atomic():
        yield


_WRITERS = threading.Lock()


@contextmanager
def one_after_another(lock: Lock, folder: Path) -> Iterator[None]:
    """Wait for whoever holds the lock, and hold it until the block ends. ``folder``: where SQLite's file lies."""
    if connection.vendor != "postgresql":
        with _file(folder, lock).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [lock])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


class Turn(Protocol):
    """What one process of a fleet alone may do."""

    def mine(self) -> bool:
        """Whether it is this process's turn; asked again and again, as it may be lost, or become free. It raises nothing."""

    def give_up(self) -> None:
        """Let another one take over."""


def turn(lock: Lock, folder: Path) -> Turn:
    """This process's chance of that lock; nobody waits for it."""
    return _OnPostgres(lock) if connection.vendor == "postgresql" else _InAFile(_file(folder, lock))


_SILENT_FOR = "10s"
"""So long a session may hold a lock without a word; whoever is frozen for longer loses it (PostgreSQL's idle_session_timeout)."""


class _OnPostgres:
    """By a session of its own, so that nothing else ever ends it, and it ends nothing else."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self._session: BaseDatabaseWrapper | None = None

    def mine(self) -> bool:
        try:
            if self._session is not None:
                self._ask("SELECT true")
                return True
            return self._took()
        except Error:
            self.give_up()
            return False

    def _took(self) -> bool:
        self._session = connection.copy()
        self._ask(f"SET idle_session_timeout = '{_SILENT_FOR}'")
        if self._ask("SELECT pg_try_advisory_lock(%s)", self._lock):
            return True
        self.give_up()
        return False

    def _ask(self, query: str, *values: int) -> object:
        assert self._session is not None  # noqa: S101 – for the type alone
        with self._session.cursor() as cursor:
            cursor.execute(query, values)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    def give_up(self) -> None:
        session = self._session
        if session is None:
            return
        if session.connection is not None:  # else there is nothing to give up, and asking would try to connect once more
            with suppress(Error):
                self._ask("SELECT pg_advisory_unlock_all()")  # the server ends a session some time after it was closed
        self._session = None
        with suppress(Error):
            session.close()


class _InAFile:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: int | None = None

    def mine(self) -> bool:
        if self._held is not None:
            return True
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self._held = file
        return True

    def give_up(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            os.close(held)


def _file(folder: Path, lock: Lock) -> Path:
    return folder / f"{lock.name.lower()}.lock"
