"""One database for the whole run, emptied before each test that asks for it. It is a real file, with real transactions."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from advocacybot.settings import Settings
from advocacybot.store.opening import open_tables, set_up

pytest_plugins = ["tests.servers.fixtures"]

_HOME = tempfile.TemporaryDirectory(prefix="advocacybot-tests-")
os.environ["ADVOCACYBOT_HOME"] = _HOME.name
set_up(Settings(), web=True)

from tests.houses import MakeHouse, a_house  # noqa: E402 – the store's tables need Django to be set up


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI a skipped test is a failure: there, nothing may be missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def _remove_the_home() -> Iterator[None]:
    yield
    from django.db import connections

    connections.close_all()
    _HOME.cleanup()


@pytest.fixture(scope="session")
def _tables() -> None:
    open_tables(Settings())


@pytest.fixture
def store(_tables: None) -> None:
    """An empty database."""
    from django.apps import apps

    for model in reversed(list(apps.get_app_config("store").get_models())):
        model._default_manager.all().delete()


@pytest.fixture
def make_house(store: None, tmp_path: Path) -> Callable[..., MakeHouse]:  # noqa: ARG001 – an empty database is asked for
    """Makes a campaign at work in a folder of its own, on a clock that stands still until it is set."""

    def make(*entries: str, **wishes: object) -> MakeHouse:
        return a_house(tmp_path, *entries, **wishes)  # type: ignore[arg-type]

    return make
