"""The same tests on another database: whatever the run's own is, a test may have a PostgreSQL in its place."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler

from advocacybot.settings import Settings
from advocacybot.store.address import shared
from advocacybot.store.opening import open_tables
from tests.servers.postgres import Postgres


@contextmanager
def instead(url: str) -> Iterator[None]:
    """Let the database of that URL be ours, in every thread that begins within the block."""
    before = connections.databases["default"]
    _to(ConnectionHandler({"default": shared(url)}).databases["default"])
    try:
        yield
    finally:
        _to(before)


def _to(settings: dict[str, object]) -> None:
    connections["default"].close()
    del connections["default"]
    connections.databases["default"] = settings


@pytest.fixture(scope="session")
def _with_tables(postgres: Postgres) -> Iterator[str]:
    """A database that nobody uses but as the pattern of others."""
    with postgres.database() as url:
        with instead(url):
            open_tables(Settings())
        yield url.rpartition("/")[2]


@pytest.fixture
def on_postgres(postgres: Postgres, _with_tables: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database on a PostgreSQL, for this process and for those that it starts; its ``DATABASE_URL``."""
    with postgres.database(_with_tables) as url, instead(url), monkeypatch.context() as environment:
        environment.setenv("DATABASE_URL", url)
        yield url
