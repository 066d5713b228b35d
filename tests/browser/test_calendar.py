"""The calendar in a browser: a vote is added, assessed by two people, moved with a preview, withdrawn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.calendars import OURS, adds_the_vote, assesses_it, in_days
from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person, Waiting

SitsDown = Callable[..., Person]

REMINDER = Waiting(OURS, "asks-one")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_a_vote_is_added_assessed_by_two_moved_and_withdrawn(sits_down: SitsDown, screen: Screen) -> None:
    ana, ben = sits_down("ana", screen), sits_down("ben", screen)
    ana.signs_in()
    adds_the_vote(ana)
    assesses_it(ana)
    ana.opens_the_queue()
    ana.does_not_read(OURS)
    ben.signs_in()
    ben.goes_to(f"/votes/{OURS}/")
    ben.follows("Stand behind it too")
    ben.reads("What this does", "3 posts are drawn", "protection des hôpitaux")
    ben.presses("I stand behind it: do this")
    ben.photographs_it("vote-assessed")
    ben.photographs_it("vote-in-view", whole=False)
    ben.opens_the_queue()
    expect(ben.link_to(REMINDER)).to_have_count(1)

    ana.goes_to(f"/votes/{OURS}/")
    ana.follows("Move or change it")
    ana.fills("Day", in_days(6))
    ana.presses("Show what this does")
    ana.reads("The vote moves from", "3 posts leave the queue", "3 posts are drawn")
    ana.photographs_it("vote-moves")
    ana.presses("Do it")
    ana.reads(f"{OURS} is kept, and the queue is as it was shown.")

    ana.follows("It was withdrawn")
    ana.reads("3 posts leave the queue")
    ana.fills("Because", "the sponsors said so")
    ana.presses("It is withdrawn: do this")
    ana.reads("The draft is marked as withdrawn.", "the sponsors said so")
    ana.opens_the_queue()
    expect(ana.link_to(REMINDER)).to_have_count(0)
