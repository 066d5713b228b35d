"""A vote of the room's own, put into its calendar and assessed."""

import datetime as dt
from zoneinfo import ZoneInfo

from tests.browser.people import Person

OURS = "S/2026/301"
SUBJECT = {"English": "protecting hospitals", "French": "protection des hôpitaux", "Spanish": "protección de los hospitales"}
SITUATION = {"English": "Syria", "French": "Syrie", "Spanish": "Siria"}


def in_days(days: int) -> str:
    """New York's day, so many days from now, as a date field has it."""
    return (dt.datetime.now(ZoneInfo("America/New_York")) + dt.timedelta(days=days)).date().isoformat()


def adds_the_vote(who: Person) -> None:
    who.follows("Calendar")
    who.follows("Add a vote")
    who.fills("Symbol of the draft", OURS)
    who.fills("Day", in_days(4))
    who.fills("Time", "15:00")
    for group, words in (("What the draft is to do", SUBJECT), ("The situation", SITUATION)):
        for language, said in words.items():
            who.page.get_by_role("group", name=group).get_by_label(language).fill(said)
    who.presses("Show what this does")
    who.reads("What this does", "Nothing may be said of this vote then")
    who.presses("Do it")
    who.reads(f"{OURS} is kept", "Nobody has assessed this draft yet.", "Nothing was drawn for it yet.")


def assesses_it(who: Person) -> None:
    who.follows("Assess it")
    who.page.get_by_label("Yes, it is credible").check()
    who.fills("Reasons", "It asks the parties to spare hospitals.")
    who.fills("Title 1", "Briefing of the Under-Secretary-General")
    who.fills("Date 1", in_days(-2))
    who.presses("Show what this does")
    who.presses("Do it")
    who.reads("It asks the parties to spare hospitals.")
