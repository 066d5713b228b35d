"""The whole trip of somebody new, from the door to the red switch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import outcomes
from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person, Waiting
from tests.browser.rooms import LATER
from tests.houses import ANA

SitsDown = Callable[..., Person]

FAR, ASKS_TWO = Waiting(LATER, "asks-one"), Waiting(LATER, "asks-two")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_a_newcomer_finds_the_way_through_everything(sits_down: SitsDown, screen: Screen) -> None:
    ana, ben = sits_down("ana", screen), sits_down("ben", screen)
    ana.signs_in()
    ana.agrees_to(FAR)
    ana.reads(f"1 of 1 agreed: {ANA}", "approved")

    ben.signs_in()
    ben.edits(ASKS_TWO, "We count on your vote in favour.")
    ben.presses("Agree to these words")
    ben.is_at("That did not work")

    ana.goes_to(outcomes.PAGE)
    outcomes.fills_the_grid(ana)
    outcomes.pastes(ana, outcomes.PRESS.format("S/2016/846"))
    ana.reads("The grid is filled from the text.")
    outcomes.enters(ana)
    outcomes.confirms(ben)
    outcomes.corrects_venezuela(ana)
    outcomes.confirms(ben)

    ana.goes_to("/wording/fr/reminder/")
    ana.page.get_by_label("Its text", exact=True).fill("Rappel : {{ vote.symbol }}.\n")
    expect(ana.page.locator("#preview")).to_contain_text("It works")
    ana.presses("Keep this wording")
    ana.reads("The wording is kept.")

    ana.pauses_everything(because="that is enough for today")
    ben.opens_the_queue()
    ben.sees("Posting is paused on all accounts.", f"{ANA}: that is enough for today")
