"""Wording and handles in a browser: a template is changed with a live preview, and restored; a handle is verified."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person, Waiting
from tests.browser.rooms import LATER, TODAY
from tests.houses import BEN

SitsDown = Callable[..., Person]

AGREED, WAITS = Waiting(LATER, "asks-one"), Waiting(LATER, "asks-two")
WORDS = "Remember the pledge: {{ vote.symbol }}.\n"


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_a_template_is_changed_under_a_live_preview_and_restored(sits_down: SitsDown, screen: Screen) -> None:
    ben = sits_down("ben", screen)
    ben.signs_in()
    ben.agrees_to(AGREED)
    for language in ("fr", "en"):
        ben.goes_to(f"/wording/{language}/reminder/")
        text = ben.page.get_by_label("Its text", exact=True)
        expect(text).to_have_attribute("lang", language)
        before = text.input_value()
        text.fill("\n" + WORDS.replace("vote.symbol", "vote.symbl"))
        expect(ben.page.locator("#preview")).to_contain_text("Line 2: ")
        ben.photographs_it(f"wording-wrong-{language}")
        text.fill(WORDS)
        expect(ben.page.locator("#preview")).to_contain_text("It works, on the worst of facts too.")
        expect(ben.page.locator("#preview")).to_contain_text(f"Remember the pledge: {TODAY}.")
        ben.photographs_it(f"wording-{language}")
        ben.presses("Keep this wording")
        ben.reads("The wording is kept.", "The room’s text holds", BEN)
    ben.opens_once_it_says(WAITS, f"Remember the pledge: {LATER}.")
    ben.reads(f"Remember the pledge: {LATER}.", "0 of 2 agreed")
    ben.opens(AGREED)
    ben.does_not_read("Remember the pledge")
    ben.reads(f"1 of 1 agreed: {BEN}", "approved")

    ben.goes_to("/wording/en/reminder/")
    ben.page.get_by_role("listitem").filter(has_text="the file’s text, kept before").locator("summary").click()
    ben.presses("Let version 1 hold again")
    ben.reads("Version 1 holds again.")
    expect(ben.page.get_by_label("Its text", exact=True)).to_have_value(before)
    ben.opens_once_it_says(WAITS, "the #UNSC is due to vote")
    ben.does_not_read("Remember the pledge")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_a_handle_is_verified_with_its_proof(sits_down: SitsDown, screen: Screen) -> None:
    ben = sits_down("ben", screen)
    ben.signs_in()
    ben.goes_to("/handles/?q=franceonu")
    handle = ben.page.get_by_role("listitem").filter(has_text=re.compile(r"@franceonu\b"))
    expect(handle).to_contain_text("not verified")
    handle.locator("summary", has_text="Verify").click()
    handle.get_by_label("The address of the page that proves it").fill("https://onu.delegfrance.org/")
    ben.presses("I looked, and it is theirs")
    ben.reads("The handle is verified.", f"Verified by {BEN}", "may be tagged")
    ben.photographs_it("handle")
