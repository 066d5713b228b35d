"""Warnings in a browser: a report is accepted, its posts are read, one goes out, and the warning is taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person, Waiting
from tests.browser.rooms import Room
from tests.browser.warnings import accepts_the_report
from tests.fakes.suggesting import reports

SitsDown = Callable[..., Person]

TO_SUPPORTERS = Waiting("warning to the supporters · Warning 1", "asks-one")
ON_ANOTHER = Waiting("invitation to the Secretary-General · Warning 1", "automatic")
CORRECTION = Waiting("warning taken back · Warning 1", "asks-one")


@pytest.mark.parametrize(
    ("screen", "scripts"), [(DESK, True), (PHONE, True), (DESK, False)], ids=["desk", "phone", "without-scripts"]
)
def test_a_warning_is_accepted_its_post_goes_out_and_it_is_taken_back(
    sits_down: SitsDown, room: Room, screen: Screen, scripts: bool
) -> None:
    ana = sits_down("ana", screen, scripts=scripts)
    ana.signs_in()
    reports(room.home)
    accepts_the_report(ana, 1)
    ana.photographs_it("warning")

    ana.finds_in_the_queue(ON_ANOTHER, "0 of 1 agreed")
    ana.photographs_it("queue-of-a-warning")
    ana.opens(TO_SUPPORTERS)
    ana.reads("ALERTE – Syrie", "What it rests on", "Crimes of which the reports speak", "war crimes")
    ana.photographs_it("post-of-a-warning")
    ana.presses("Agree to these words")
    ana.reads_in_the_end("published")
    assert "ALERTE – Syrie" in room.feed("asks-one")

    ana.follows("The whole story of Warning 1")
    ana.reads("warning accepted", "published")
    ana.follows("Take it back")
    ana.reads("1 account has told its readers otherwise, and owes them a correction.")
    ana.fills("Because", "the experts withdrew their report")
    ana.photographs_it("warning-step")
    ana.presses("Take it back: do this")
    ana.reads("The warning is taken back.", "the experts withdrew their report")
    ana.photographs_it("warning-taken-back")
    ana.finds_in_the_queue(CORRECTION, "0 of 1 agreed")
    expect(ana.link_to(ON_ANOTHER)).to_have_count(0)
    ana.follows("Suggestions")
    ana.follows("Warnings")
    ana.reads("Warning 1 · Syria", "taken back")
    ana.photographs_it("warnings")
