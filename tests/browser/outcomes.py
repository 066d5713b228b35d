"""The outcome of S/2016/846 at its page: entered by grid or by pasted text, and confirmed."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.people import Person
from tests.browser.rooms import ALEPPO

PAGE = f"/votes/{ALEPPO}/outcome"
CAST = {"Russian Federation": "against", "Venezuela": "against", "Angola": "abstained", "China": "abstained"}
OTHERS = (
    *("France", "United Kingdom", "United States", "Egypt", "Japan", "Malaysia"),
    *("New Zealand", "Senegal", "Spain", "Ukraine", "Uruguay"),
)
PRESS = (
    "By a vote of 11 in favour to 2 against (Russian Federation, Venezuela), with 2 abstentions (Angola, China), the Council "
    "rejected the draft resolution contained in document {}."
)


def seat(who: Person, member: str) -> Locator:
    return who.page.get_by_role("group", name=re.compile(f"^{member}"))


def taps(who: Person, member: str, ballot: str) -> None:
    """One tap, as a thumb or a mouse makes it: on what is seen of the button."""
    seat(who, member).locator("label", has_text=ballot).click()
    expect(seat(who, member).get_by_role("radio", name=ballot)).to_be_checked()


def counts(who: Person, *words: str) -> None:
    """The count says so, without anything being pressed."""
    for wanted in words:
        expect(who.page.get_by_role("status", name="The count")).to_contain_text(wanted)


def fills_the_grid(who: Person) -> None:
    for member, ballot in CAST.items():
        taps(who, member, ballot)
    counts(who, "2 against", "2 abstained", "9 in favour are needed; so far there are 0")
    for number, member in enumerate(OTHERS, start=1):
        taps(who, member, "in favour")
        counts(who, f"{number} in favour")
    counts(who, "11 in favour", "2 against", "2 abstained", "Vetoed by Russian Federation")


def enters(who: Person, source: str = "SC/12545") -> None:
    """What the grid says, with where it is published."""
    who.fills("Where it is published", source)
    who.presses("Enter this outcome")
    who.reads("Waits for a second person", "somebody else must compare it", "not confirmed")


def enters_by_grid(who: Person) -> None:
    who.goes_to(PAGE)
    fills_the_grid(who)
    who.photographs_it("outcome")
    seat(who, "Russian Federation").evaluate("(one) => one.scrollIntoView()")
    who.photographs_it("outcome-in-view", whole=False)
    enters(who)


def pastes(who: Person, text: str) -> None:
    field = who.page.get_by_label("Text of the press release")
    if not field.is_visible():
        who.unfolds("Paste the press release")
    field.fill(text)
    who.presses("Read it, and fill the grid")


def enters_that_spain_voted_against(who: Person) -> None:
    """A documented supporter: its page offers a letter."""
    who.goes_to(PAGE)
    pastes(who, PRESS.format(ALEPPO).replace("Venezuela", "Spain"))
    counts(who, "11 in favour", "2 against", "2 abstained")
    enters(who)


def confirms(who: Person) -> None:
    who.goes_to(PAGE)
    who.presses("I compared it with the source: confirm")
    who.reads("Confirmed. What it earns is in the queue.", "stands")


def corrects_venezuela(who: Person) -> None:
    """She heard an abstention; what was said before stays visible."""
    who.goes_to(PAGE)
    taps(who, "Venezuela", "abstained")
    counts(who, "1 against", "3 abstained")
    for ballot, total in (("in favour", 11), ("against", 1), ("abstained", 3)):
        who.page.get_by_role("group", name="Totals as published").get_by_label(ballot).fill(str(total))
    enters(who, "S/PV.7785")
    who.reads("Against what stands, it changes", "Venezuela", "SC/12545", "S/PV.7785")
