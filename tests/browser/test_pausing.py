"""The big red switch in a browser: one step and a reason stop everything, and an approver lets it go on."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person, Waiting
from tests.browser.rooms import TODAY, Room
from tests.houses import ANA

SitsDown = Callable[..., Person]

DUE = Waiting(TODAY, "asks-one")
MEANWHILE, AFTER_THAT = "S/2026/201", "S/2026/202"
"""Votes that come into the calendar while everything is paused. Each has a reminder that would go out by itself at once; that
the second one's stand in the queue shows that the bot looked again at the first one's."""


@pytest.mark.parametrize(
    ("screen", "scripts"), [(DESK, True), (PHONE, True), (PHONE, False)], ids=["desk", "phone", "no-scripts"]
)
def test_nothing_goes_out_while_everything_is_paused(sits_down: SitsDown, room: Room, screen: Screen, scripts: bool) -> None:
    ana = sits_down("ana", screen, scripts=scripts)
    ana.signs_in()
    ana.pauses_everything(because="a wrong link")
    for page in ("/", "/calendar/", "/wording/", "/accounts/", "/myself/"):
        ana.goes_to(page)
        ana.sees("Posting is paused on all accounts.", f"{ANA}: a wrong link")
    ana.agrees_to(DUE)
    ana.reads("approved")
    ana.photographs_it("paused")
    ana.opens_the_queue()
    for symbol in (MEANWHILE, AFTER_THAT):
        room.puts_into_the_file(symbol, 3)
        ana.reads_in_the_end(symbol)
    assert TODAY not in room.feed("asks-one")
    assert MEANWHILE not in room.feed("automatic")
    ana.lets_everything_go_on()
    ana.goes_to("/?show=out")
    ana.reads_in_the_end(MEANWHILE)
    ana.reads_in_the_end("@one")
    assert TODAY in room.feed("asks-one")
    assert MEANWHILE in room.feed("automatic")
