"""Servers for tests: each starts when the first test asks for it."""

from collections.abc import Iterator

import pytest

from tests.servers.between import nowhere as _nowhere
from tests.servers.mastodon import MastodonMock
from tests.servers.pds import Pds
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis


@pytest.fixture(scope="session")
def pds() -> Iterator[Pds]:
    """The PDS of this run. It keeps what it is given, so each test makes accounts of its own."""
    with Pds() as server:
        yield server


@pytest.fixture(scope="session")
def _mastodon() -> Iterator[MastodonMock]:
    with MastodonMock() as server:
        yield server


@pytest.fixture
def mastodon(_mastodon: MastodonMock) -> MastodonMock:
    """A Mastodon with the accounts ``alice``, ``bob`` and ``carol``, and nothing posted."""
    _mastodon.reset()
    return _mastodon


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An address where nobody listens."""
    with _nowhere() as url:
        yield url


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL of this run, whatever DATABASE_URL says; a test that stops it starts it again, or takes one of its own."""
    with Postgres(fsync=False, max_connections=200) as server:
        yield server


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """The Redis of this run. It keeps what it is given, so each test takes names of its own."""
    with Redis() as server:
        yield server
