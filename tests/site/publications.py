"""What is published, to try the data on: the shipped record with whatever a test says was assessed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from advocacybot.council.record import RecordedVote
from advocacybot.council.scorecard import JudgedVote
from advocacybot.site.published import Published
from tests.config.shipped import the_shipped_files
from tests.factories import an_assessment

CHANGED = dt.datetime(2026, 11, 26, 12, 30, tzinfo=dt.UTC)
ALEPPO = "S/2016/846"


def record(assessed: Callable[[RecordedVote], bool]) -> tuple[JudgedVote, ...]:
    """The shipped votes, in which two people assessed those."""
    reference = the_shipped_files().reference
    return tuple(
        (vote.model_copy(update={"assessment": an_assessment()}) if assessed(vote) else vote).judged(
            reference.council, reference.supporters, people_needed=2
        )
        for vote in the_shipped_files().record.votes
    )


def a_vote(symbol: str = ALEPPO, *, assessed: bool = True, **changes: Any) -> JudgedVote:
    """One vote of the shipped record."""
    (vote,) = [vote for vote in record(lambda _: assessed) if vote.symbol == symbol]
    return replace(vote, **changes)


def published(*votes: JudgedVote, **changes: Any) -> Published:
    """Those votes, as a campaign publishes them at an address that nobody knows yet."""
    facts: dict[str, Any] = {
        "campaign": "A campaign",
        "hashtags": ("#ACTcodeofconduct",),
        "code_link": None,
        "votes": votes,
        "ahead": (),
        "reference": the_shipped_files().reference,
        "people_needed": 2,
        "changed": CHANGED,
    }
    return Published(**facts | changes)
