"""A staff room that is open, a browser, and people to sit down at it."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.people import Person
from tests.browser.rooms import Room, lay_out, open_room
from tests.browser.watching import Watch
from tests.journeys.warm import warm

_FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_PATIENCE = 15_000
"""Milliseconds until something that should be seen is missed: a machine may be busy with other things."""
_FAILED = pytest.StashKey[bool]()


@dataclass(frozen=True)
class Screen:
    """What somebody sits in front of."""

    name: str
    width: int
    height: int
    scheme: str
    phone: bool = False

    def wishes(self) -> dict[str, Any]:
        """What the browser is asked for."""
        size = {"width": self.width, "height": self.height}
        return {
            "viewport": size,
            "screen": size,
            "color_scheme": self.scheme,
            "is_mobile": self.phone,
            "has_touch": self.phone,
            "device_scale_factor": 2 if self.phone else 1,
            "reduced_motion": "reduce",
            "locale": "en-GB",
        }


DESK = Screen("desk", 1100, 800, "light")
DESK_AT_NIGHT = Screen("desk-dark", 1100, 800, "dark")
PHONE = Screen("phone", 360, 740, "light", phone=True)
PHONE_AT_NIGHT = Screen("phone-dark", 360, 740, "dark", phone=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", type=Path, metavar="DIR", help="keep the pictures that the journeys take there")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember how the journey ended, for the pictures of one that failed."""
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium as Debian has it. It ends with this folder's tests: nothing of theirs stays in the process."""
    chromium = shutil.which("chromium")
    assert chromium, "the journeys take a browser: apt-get install chromium"
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=_FLAGS, chromium_sandbox=not _is_root())
        yield made
        made.close()


@pytest.fixture(scope="package")
def _warm() -> Iterator[None]:
    """Commands start fast; the bot itself starts from nothing, as its operator starts it."""
    with warm():
        yield


@pytest.fixture(scope="package")
def _laid_out(_warm: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("campaign") / "home")


@pytest.fixture
def room(_laid_out: Path, tmp_path: Path) -> Iterator[Room]:
    with open_room(_laid_out, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def contexts(browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers without a memory, each of one person. Of a journey that fails, all that they showed last is kept."""
    made: list[BrowserContext] = []

    def make(**wishes: Any) -> BrowserContext:
        made.append(browser.new_context(**wishes))
        return made[-1]

    yield make
    for number, context in enumerate(made):
        for page in context.pages if request.node.stash.get(_FAILED, False) else ():
            page.screenshot(path=tmp_path / f"failed-{number}.png", full_page=True)
        context.close()


@pytest.fixture
def sits_down(
    room: Room, contexts: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Person]]:
    """Somebody of the staff sits down, not yet signed in: ``sits_down("ana", PHONE)``. ``scripts=False``: without JavaScript."""
    watches: list[Watch] = []

    def sit_down(name: str, screen: Screen = DESK, *, scripts: bool = True) -> Person:
        context = contexts(java_script_enabled=scripts, **screen.wishes())
        watches.append(Watch(context, scripts=scripts))
        folder = request.config.getoption("--screenshots", default=None)
        return Person(name, room, context.new_page(), watches[-1], folder and folder / screen.name)

    yield sit_down
    for watch in watches:
        watch.check()


def _is_root() -> bool:
    """Chromium keeps no sandbox for root."""
    return os.geteuid() == 0
