"""The facts that a message may say, by name, as the values that hold them have it. What it tells is never out of date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, cast, get_args, get_type_hints

from advocacybot.campaign.earned import CORRECTIONS, OF_WARNINGS, Message
from advocacybot.council.values import Value
from advocacybot.wording import letters, scores
from advocacybot.wording.facts import (
    AssemblyFacts,
    BallotGroup,
    CorrectionFacts,
    CountFact,
    Facts,
    FollowUpFacts,
    Group,
    OutcomeFacts,
    ReminderFacts,
    ReportFact,
    ScorecardFacts,
    StateFact,
    WarningFacts,
)
from advocacybot.wording.letters import LetterFacts


class Kind(StrEnum):
    """What a fact is."""

    TEXT = "text"
    NUMBER = "number"
    YES_OR_NO = "yes or no"
    STATE = "State"
    GROUP = "group"
    BALLOT_GROUP = "group with a ballot"
    COUNT = "count"
    REPORT = "report"
    MORE = "facts of its own"


@dataclass(frozen=True)
class Fact:
    """``vote.link``: its kind, whether there are several, and whether it may be missing."""

    name: str
    kind: Kind
    several: bool = False
    may_be_missing: bool = False


_KINDS: dict[type, Kind] = {
    str: Kind.TEXT,
    int: Kind.NUMBER,
    bool: Kind.YES_OR_NO,
    StateFact: Kind.STATE,
    Group: Kind.GROUP,
    BallotGroup: Kind.BALLOT_GROUP,
    CountFact: Kind.COUNT,
    ReportFact: Kind.REPORT,
}
_OF_THEIR_OWN: dict[str, type[Facts]] = {
    scores.NAME: ScorecardFacts,
    Message.REMINDER: ReminderFacts,
    Message.FOLLOW_UP: FollowUpFacts,
    Message.GENERAL_ASSEMBLY: AssemblyFacts,
    letters.NAME: LetterFacts,
    **dict.fromkeys(OF_WARNINGS, WarningFacts),
}
MADE_OF: dict[Kind, type] = {kind: made for made, kind in _KINDS.items() if is_dataclass(made)}
"""What has facts of its own, wherever it stands."""


def of_messages(messages: Iterable[str]) -> tuple[Fact, ...]:
    """The facts that every one of those messages has, in the order of the first one's."""
    told = [tuple(_of(_facts(message))) for message in messages]
    return tuple(fact for fact in told[0] if all(fact in other for other in told)) if told else ()


def of_kind(kind: Kind) -> tuple[Fact, ...]:
    """What a State, a group or a count is made of."""
    return tuple(_of(MADE_OF[kind]))


def _facts(message: str) -> type[Facts]:
    without_an_outcome = {str(one): CorrectionFacts for one in CORRECTIONS - {Message.CORRECTED}}
    return (without_an_outcome | _OF_THEIR_OWN).get(message, OutcomeFacts)


def _of(made: type, inside: str = "") -> Iterator[Fact]:
    hints = get_type_hints(made)
    for name in _names(made):
        yield from _fact(f"{inside}{name}", hints[name])


def _names(made: type) -> list[str]:
    return list(made.model_fields) if issubclass(made, Value) else [one.name for one in fields(cast("Any", made))]


def _fact(name: str, hint: Any) -> Iterator[Fact]:
    known = [one for one in get_args(hint) if one is not NoneType]
    may_be_missing, several = NoneType in get_args(hint), Ellipsis in known
    bare = known[0] if known else hint
    yield Fact(name, _KINDS.get(bare, Kind.MORE), several, may_be_missing)
    if bare not in _KINDS:
        yield from _of(bare, f"{name}.")
