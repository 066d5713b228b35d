"""From ballots to an outcome, by the Charter's Article 27.

Art. 27 (2): decisions on procedural matters are made by an affirmative vote of nine members. (3): decisions on all other
matters by an affirmative vote of nine members *including the concurring votes of the permanent members*; in the Council's
practice an abstention or absence of a permanent member is no veto (ICJ, Namibia, Advisory Opinion of 21 June 1971, para. 22).
Until the end of 1965 seven of eleven were needed. A negative vote of a permanent member is a veto only where the draft would
have passed without it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import repeat
from typing import Self

from pydantic import Field, model_validator

from advocacybot.council.members import ENLARGED, Member
from advocacybot.council.values import Iso3, Line, Source, Value
from advocacybot.council.votes import Procedure
from advocacybot.errors import BadInput, BallotMissing, DidNotSit, TotalsDisagree, TwoBallots


class Ballot(StrEnum):
    IN_FAVOUR = "in favour"
    AGAINST = "against"
    ABSTAINED = "abstained"
    NOT_VOTING = "not voting"
    """Absent, or present and not participating in the vote."""


class Result(StrEnum):
    ADOPTED = "adopted"
    ADOPTED_WITHOUT_A_VOTE = "adopted without a vote"
    VETOED = "vetoed"
    FAILED = "failed"
    """It did not obtain the required number of affirmative votes."""
    WITHDRAWN = "withdrawn"


ADOPTED = (Result.ADOPTED, Result.ADOPTED_WITHOUT_A_VOTE)


class Tally(Value):
    """How many members cast which ballot."""

    in_favour: int = Field(ge=0)
    against: int = Field(ge=0)
    abstained: int = Field(ge=0)
    not_voting: int = Field(default=0, ge=0)

    def __str__(self) -> str:
        counts = f"{self.in_favour}-{self.against}-{self.abstained}"
        return f"{counts} ({self.not_voting} not voting)" if self.not_voting else counts


class RollCall(Value):
    """Who cast which ballot."""

    in_favour: tuple[Iso3, ...] = ()
    against: tuple[Iso3, ...] = ()
    abstained: tuple[Iso3, ...] = ()
    not_voting: tuple[Iso3, ...] = ()

    @model_validator(mode="after")
    def _one_ballot_each(self) -> Self:
        states = (*self.in_favour, *self.against, *self.abstained, *self.not_voting)
        if len(set(states)) < len(states):
            raise TwoBallots(states=", ".join(sorted({state for state in states if states.count(state) > 1})))
        return self

    def ballots(self) -> Iterator[tuple[str, Ballot]]:
        """Every State with its ballot."""
        yield from zip(self.in_favour, repeat(Ballot.IN_FAVOUR))
        yield from zip(self.against, repeat(Ballot.AGAINST))
        yield from zip(self.abstained, repeat(Ballot.ABSTAINED))
        yield from zip(self.not_voting, repeat(Ballot.NOT_VOTING))

    @property
    def tally(self) -> Tally:
        return Tally(
            in_favour=len(self.in_favour),
            against=len(self.against),
            abstained=len(self.abstained),
            not_voting=len(self.not_voting),
        )


class Trust(StrEnum):
    """How far a report of an outcome can be relied on."""

    PRELIMINARY = "preliminary"
    """By the press, or by ear."""
    OFFICIAL = "official"
    """By the meeting record (S/PV.…)."""


class Report(Value):
    """What somebody reports of a vote: a roll call, or that none was taken."""

    roll_call: RollCall | None = None
    totals: Tally | None = Field(default=None, description="as published, to be checked against the roll call")
    adopted_without_a_vote: bool = False
    trust: Trust = Trust.PRELIMINARY
    source: Source
    meeting_record: Line | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.roll_call is None) != self.adopted_without_a_vote:
            raise BadInput(
                what="the report must say either the roll call, or that the text was adopted without a vote",
                mend="give one of the two",
            )
        if self.roll_call and self.totals and self.roll_call.tally != self.totals:
            raise TotalsDisagree(said=self.totals, counted=self.roll_call.tally)
        return self


@dataclass(frozen=True)
class Outcome:
    """What became of a draft, with the votes that were needed and the permanent members whose negative votes blocked it."""

    result: Result
    tally: Tally | None
    votes_needed: int
    vetoed_by: tuple[str, ...] = ()

    @property
    def adopted(self) -> bool:
        return self.result in ADOPTED


def decide(report: Report, members: Iterable[Member], day: dt.date, procedure: Procedure = Procedure.SUBSTANTIVE) -> Outcome:
    """The outcome of a vote on that day in New York, by Art. 27.

    Raises:
        DidNotSit: a ballot of a State that is no member on that day.
        BallotMissing: a member whose ballot is not reported.
    """
    if report.roll_call is None:
        return Outcome(Result.ADOPTED_WITHOUT_A_VOTE, None, votes_needed(day))
    return count(report.roll_call, members, day, procedure)


def count(roll_call: RollCall, members: Iterable[Member], day: dt.date, procedure: Procedure = Procedure.SUBSTANTIVE) -> Outcome:
    """The outcome of a vote in which those ballots were cast, by Art. 27.

    Raises:
        DidNotSit, BallotMissing: they are not those of the members.
    """
    sitting = tuple(members)
    check_everybody(roll_call, sitting, day)
    against = [member.state for member in sitting if member.permanent and member.state in roll_call.against]
    blocked_by = tuple(sorted(against)) if procedure is Procedure.SUBSTANTIVE else ()
    return _by_rule(roll_call.tally, votes_needed(day), blocked_by)


def votes_needed(day: dt.date) -> int:
    """Nine affirmative votes; seven until the end of 1965 (Art. 27 as amended by resolution 1991 A (XVIII))."""
    return 9 if day >= ENLARGED else 7


def check_everybody(roll_call: RollCall, members: tuple[Member, ...], day: dt.date) -> None:
    """Refuse a roll call that is not one of those members.

    Raises:
        DidNotSit, BallotMissing: it names others, or leaves some out.
    """
    sitting = {member.state for member in members}
    voting = {*roll_call.in_favour, *roll_call.against, *roll_call.abstained, *roll_call.not_voting}
    if voting - sitting:
        raise DidNotSit(states=", ".join(sorted(voting - sitting)), day=day)
    if sitting - voting:
        raise BallotMissing(states=", ".join(sorted(sitting - voting)))


def _by_rule(tally: Tally, needed: int, permanent_against: tuple[str, ...]) -> Outcome:
    if tally.in_favour < needed:
        return Outcome(Result.FAILED, tally, needed)
    if permanent_against:
        return Outcome(Result.VETOED, tally, needed, permanent_against)
    return Outcome(Result.ADOPTED, tally, needed)
