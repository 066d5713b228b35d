"""Letters to supporters that voted against, drafted for people to sign and send. Nothing is kept, and nothing sent."""

from advocacybot.council.conduct import Conduct
from advocacybot.council.hours import new_york_day
from advocacybot.errors import NoLetter, NoSuchThing
from advocacybot.pipeline import draft
from advocacybot.pipeline.house import House
from advocacybot.pipeline.judge import judged
from advocacybot.store import votes
from advocacybot.store.votes import KeptVote
from advocacybot.wording import letters


def letter(house: House, symbol: str, state: str, language: str) -> str:
    """A letter to that State about its vote against, in that language, dated today in New York.

    Raises:
        NoSuchThing: there is no such vote.
        NoLetter: no outcome of it stands by which the State broke the pledge.
        NoTemplate, BadTemplate: no letter can be worded in that language.
    """
    kept = votes.find([symbol]).get(symbol)
    if kept is None:
        raise NoSuchThing(kind="vote", name=symbol, known="the symbols that the calendar shows")
    if kept.report is None or state not in addressees(house, kept):
        raise NoLetter(symbol=symbol, name=state)
    story, today = draft.story_of(house, kept, {}), new_york_day(house.clock.now())
    reference = house.configuration.reference
    facts = letters.letter_facts(story, kept.report, state, language, today, house.campaign, reference)
    return letters.in_words(house.configuration.templates, facts)


def addressees(house: House, kept: KeptVote) -> tuple[str, ...]:
    """The States that broke the pledge in that vote, by code; nobody where too few people hold its draft to be credible."""
    return judged(house, kept).states(Conduct.BROKE) if kept.report else ()


def languages(house: House) -> tuple[str, ...]:
    """The languages in which a letter is worded."""
    texts = house.configuration.templates.texts
    return tuple(one for one in house.configuration.templates.languages if f"{one}/{letters.NAME}" in texts)
