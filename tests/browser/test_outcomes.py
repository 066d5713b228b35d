"""A vote's outcome in a browser: by grid and by pasted text, confirmed by a second person, corrected."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import outcomes
from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person, Waiting
from tests.browser.rooms import ALEPPO

SitsDown = Callable[..., Person]

SAID = Waiting(ALEPPO, "automatic")
"""What goes out by itself is out before the correction, so its readers are owed one; and that waits for a person."""
POSTS = [Waiting(ALEPPO, account) for account in ("asks-one", "asks-two")]


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_an_outcome_is_entered_by_grid_confirmed_by_somebody_else_and_corrected(sits_down: SitsDown, screen: Screen) -> None:
    ana, ben = sits_down("ana", screen), sits_down("ben", screen)
    ana.signs_in()
    outcomes.enters_by_grid(ana)
    ana.sees_no_button("I compared it with the source: confirm")
    ana.opens_the_queue()
    ana.does_not_read(ALEPPO)
    ben.signs_in()
    outcomes.confirms(ben)
    for post in POSTS:
        ben.finds_in_the_queue(post, "vetoed")
    ben.goes_to("/?show=out")
    ben.reads_in_the_end(ALEPPO)
    outcomes.corrects_venezuela(ana)
    outcomes.confirms(ben)
    ben.reads("Entered by", "SC/12545", "S/PV.7785", "Against the entry before, it changed")
    ben.photographs_it("outcome-corrected")
    ben.finds_in_the_queue(SAID, "correct")
    ben.goes_to(f"/votes/{ALEPPO}/")
    ben.photographs_it("vote")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_a_pasted_text_fills_the_grid_unless_it_tells_of_a_rival_draft(sits_down: SitsDown, screen: Screen) -> None:
    ana = sits_down("ana", screen)
    ana.signs_in()
    ana.goes_to(outcomes.PAGE)
    outcomes.pastes(ana, outcomes.PRESS.format("S/2016/847"))
    ana.reads("This passage names S/2016/847, not S/2016/846.", "It may be a rival draft or an amendment")
    outcomes.counts(ana, "0 in favour", "0 against")
    expect(ana.page.get_by_role("main").locator("fieldset.seat").get_by_role("radio", checked=True)).to_have_count(0)
    ana.photographs_it("outcome-rival")
    outcomes.pastes(ana, outcomes.PRESS.format(ALEPPO))
    ana.reads("The grid is filled from the text.", "Not named; they follow from the totals")
    outcomes.counts(ana, "11 in favour", "2 against", "2 abstained", "Vetoed by Russian Federation")
    for member, ballot in outcomes.CAST.items():
        expect(outcomes.seat(ana, member).get_by_role("radio", name=ballot)).to_be_checked()
    outcomes.enters(ana)
