"""The shipped votes, judged as they are and as if two people had assessed each; and votes made for a question."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from advocacybot.council.conduct import Judgement, conduct
from advocacybot.council.outcomes import Ballot, Outcome, Result, RollCall
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.supporters import Standing, Support
from advocacybot.wording.cards import Mark, VoteCard
from advocacybot.wording.facts import Reference
from tests.config.shipped import the_shipped_files
from tests.factories import a_day, a_member, a_report, a_roll_call_of, an_assessment

CAMPAIGN = "#ACTcodeofconduct"
SUPPORTER = Standing(Support.SUPPORTER, listed_as_of=a_day("2017-05-15"))
LISTED = Standing(Support.LISTED, listed_as_of=a_day("2017-05-15"))
LATER = Standing(Support.NOT_KNOWN, listed_as_of=a_day("2017-05-15"))
LEFT = Standing(Support.NOT_KNOWN)
NOT_LISTED = Standing(Support.NOT_LISTED, listed_as_of=a_day("2017-05-15"))


def reference() -> Reference:
    return the_shipped_files().reference


@cache
def as_shipped() -> tuple[JudgedVote, ...]:
    there = reference()
    return tuple(vote.judged(there.council, there.supporters, 2) for vote in the_shipped_files().record.votes)


@cache
def as_if_assessed() -> tuple[JudgedVote, ...]:
    there = reference()
    assessed = (vote.model_copy(update={"assessment": an_assessment()}) for vote in the_shipped_files().record.votes)
    return tuple(vote.judged(there.council, there.supporters, 2) for vote in assessed)


def the_vote(symbol: str) -> JudgedVote:
    """A shipped vote, as if assessed."""
    return next(vote for vote in as_if_assessed() if vote.symbol == symbol)


def a_vote_of(
    parts: dict[str, tuple[Ballot, Standing]], *, credible: bool = True, day: str = "2018-04-10", **changes: object
) -> JudgedVote:
    """A vote in which each State cast that ballot with that standing; adopted, where nothing else is said."""
    roll_call = a_roll_call_of({state: ballot for state, (ballot, _) in parts.items()})
    facts: dict[str, object] = {
        "symbol": "S/2018/321",
        "situation": {"en": "Syria", "fr": "Syrie"},
        "subject": {"en": "Chemical weapons", "fr": "Armes chimiques"},
        "outcome": an_outcome(Result.ADOPTED, roll_call),
        "report": a_report(roll_call, trust="official"),
        "assessment": an_assessment() if credible else None,
    }
    judgements = tuple(
        Judgement(a_member(state), ballot, standing, conduct(ballot, standing, credible))
        for state, (ballot, standing) in parts.items()
    )
    return JudgedVote(day=a_day(day), judgements=judgements, credible=credible, **(facts | changes))  # type: ignore[arg-type]


def an_outcome(result: Result, roll_call: RollCall, *vetoed_by: str, needed: int = 9) -> Outcome:
    return Outcome(result, roll_call.tally, needed, vetoed_by)


def marks(card: VoteCard) -> dict[str, tuple[Mark, ...]]:
    return {member.state: member.marks for column in card.columns for member in column.members}


def ballots(card: VoteCard) -> dict[Ballot, set[str]]:
    return {column.ballot: {member.state for member in column.members} for column in card.columns}


def every_text(value: object) -> Iterator[tuple[str, str]]:
    """Every text of a card, with the name of the field that holds it."""
    if is_dataclass(value):
        for field in fields(value):
            there = getattr(value, field.name)
            items = there if isinstance(there, tuple) else (there,)
            for item in items:
                yield from [(field.name, item)] if type(item) is str else every_text(item)
