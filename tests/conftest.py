"""One database for the whole run, emptied before each test that asks for it. It is a real file, with real transactions; only that
nobody waits until they are on the disk, as it goes with the run. ``tests/store/test_opening.py`` sees to the bot's own.

Where ``DATABASE_URL`` names a PostgreSQL (``make postgres``), it is a new database beside that one.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from advocacybot.settings import Settings
from advocacybot.store.opening import open_tables, set_up
from tests.examples import fewer_where_asked
from tests.servers.postgres import a_database

pytest_plugins = ["tests.servers.fixtures", "tests.on_postgres"]

fewer_where_asked()

_RUN = ExitStack()
"""What goes with the run."""

os.environ["ADVOCACYBOT_HOME"] = _RUN.enter_context(tempfile.TemporaryDirectory(prefix="advocacybot-tests-"))
os.environ["ADVOCACYBOT_FEEDS"] = "off"  # nothing here asks the internet
if "DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = _RUN.enter_context(a_database(os.environ["DATABASE_URL"]))
set_up(Settings(), web=True)

from django.db import connection, connections  # noqa: E402 – Django is to be set up first

if connection.vendor == "sqlite":
    connections.settings["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

from advocacybot.pipeline import watch  # noqa: E402 – the store's tables need Django to be set up
from advocacybot.wording import samples  # noqa: E402
from tests import tables  # noqa: E402
from tests.houses import MakeHouse, a_house  # noqa: E402
from tests.wording.once import EachOnce, Once  # noqa: E402


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI a skipped test is a failure: there, nothing may be missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure() -> None:
    """Workers of a parallel run each had a home of their own, and so had whoever started them."""
    connections.close_all()
    _RUN.close()


@pytest.fixture(scope="session")
def _tables() -> None:
    open_tables(Settings())


@pytest.fixture(scope="session", autouse=True)
def _wording_is_tried_once() -> Iterator[None]:
    """Hundreds of houses have the same wording, and trying it takes as long as all else that a house does when it begins."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watch, "check_wording", Once(watch.check_wording))
        patch.setattr(samples, "_try", EachOnce(samples._try))
        yield


@pytest.fixture
def store(_tables: None) -> None:
    """An empty database."""
    tables.empty()


@pytest.fixture
def make_house(store: None, tmp_path: Path) -> Callable[..., MakeHouse]:  # noqa: ARG001 – an empty database is asked for
    """Makes a campaign at work in a folder of its own, on a clock that stands still until it is set."""

    def make(*entries: str, **wishes: object) -> MakeHouse:
        return a_house(tmp_path, *entries, **wishes)  # type: ignore[arg-type]

    return make
