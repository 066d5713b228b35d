"""What people do in the staff room's calendar, and small votes to do it with."""

from typing import Any

from advocacybot.council.votes import Vote
from advocacybot.pipeline import assess, schedule
from advocacybot.pipeline.house import House
from advocacybot.store import desk
from tests.houses import ANA, BEN
from tests.pipeline.steps import SYMBOL

REASONS = ["It demands an end to the bombardment of civilians."]
SOURCES = [{"title": "Briefing of the Under-Secretary-General", "date": "2016-09-29"}]


def a_rooms_vote(symbol: str = SYMBOL, /, **changes: Any) -> Vote:
    """A vote as somebody puts it into the calendar in the room: at three in New York on 8 October 2016, not assessed."""
    facts = {"symbol": symbol, "subject": "Aleppo", "situation": "Syria", "hour": "2016-10-08 15:00 America/New_York"}
    return Vote.model_validate(facts | changes)


def version_of(symbol: str = SYMBOL) -> int:
    """At which version the room keeps the vote; 0 where it does not."""
    kept = desk.votes([symbol]).get(symbol)
    return kept.version if kept else 0


def put(house: House, vote: Vote, by: str = ANA) -> None:
    schedule.put(house, vote, by, version_of(vote.symbol))


def assessment_version(symbol: str = SYMBOL) -> int:
    kept = desk.assessments([symbol]).get(symbol)
    return kept.version if kept else 0


def assessed_by_ana(house: House, symbol: str = SYMBOL, *, credible: bool = True) -> None:
    assess.assess(house, symbol, credible, REASONS, SOURCES, ANA, assessment_version(symbol))


def agreed_to_by_ben(house: House, symbol: str = SYMBOL) -> None:
    assess.agree(house, symbol, BEN, assessment_version(symbol))


def assessed_by_two(house: House, symbol: str = SYMBOL) -> None:
    assessed_by_ana(house, symbol)
    agreed_to_by_ben(house, symbol)
