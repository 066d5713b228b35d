"""Who sits on the Security Council on a day (Charter, Art. 23)."""

import datetime as dt
from bisect import bisect_right
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Self

from pydantic import model_validator

from advocacybot.council.values import Day, Iso3, Line, Source, Value
from advocacybot.errors import BadInput, MembersNotKnown, NoCouncilYet, TooManyMembers

FIRST_DAY = dt.date(1946, 1, 1)
ENLARGED = dt.date(1966, 1, 1)
"""From this day fifteen members sit, not eleven (General Assembly resolution 1991 A (XVIII), amending Art. 23)."""


class Seat(StrEnum):
    PERMANENT = "permanent"
    ELECTED = "elected"


class Confidence(StrEnum):
    """How far the source of a term carries."""

    HIGH = "high"
    MEDIUM_HIGH = "medium-high"
    MEDIUM = "medium"


class Term(Value):
    """A State's seat from the first to the last of its days, both included; a permanent seat has no last day."""

    state: Iso3
    seat: Seat = Seat.ELECTED
    first_day: Day
    last_day: Day | None = None
    source: Source
    confidence: Confidence
    note: Line | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last_day and self.last_day < self.first_day:
            raise BadInput(
                what=f"the term of {self.state} ends on {self.last_day}, before it begins on {self.first_day}",
                mend="mend one of the two days",
            )
        return self

    def covers(self, day: dt.date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class Member(Value):
    """A State as it sits on the Council on one day."""

    state: Iso3
    seat: Seat

    @property
    def permanent(self) -> bool:
        return self.seat is Seat.PERMANENT


class Council(Value):
    """Every term that is known."""

    terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _nobody_sits_twice(self) -> Self:
        ordered = sorted(enumerate(self.terms), key=lambda numbered: (numbered[1].state, numbered[1].first_day))
        for (first, one), (second, other) in pairwise(ordered):
            if one.state == other.state and one.covers(other.first_day):
                raise BadInput(
                    what=f"{one.state} has two terms that hold {other.first_day}",
                    mend="mend their days, or keep one of them",
                    path=("terms", max(first, second)),
                )
        return self

    @cached_property
    def _turns(self) -> list[int]:
        """The days on which somebody comes or has gone, as ordinals: between two of them the same members sit."""
        begun = {term.first_day.toordinal() for term in self.terms}
        over = {term.last_day.toordinal() + 1 for term in self.terms if term.last_day}
        return sorted(begun | over | {FIRST_DAY.toordinal(), ENLARGED.toordinal()})

    @cached_property
    def _between(self) -> dict[int, tuple[Member, ...]]:
        """The members since the so many-th turn."""
        return {}

    def members_on(self, day: dt.date) -> tuple[Member, ...]:
        """The members on that day in New York, permanent members first, each group by code.

        Raises:
            MembersNotKnown: not every seat of that day is known.
        """
        turn = bisect_right(self._turns, day.toordinal())
        if turn not in self._between:
            self._between[turn] = self._sitting(day)
        return self._between[turn]

    def _sitting(self, day: dt.date) -> tuple[Member, ...]:
        members = [Member(state=term.state, seat=term.seat) for term in self.terms if term.covers(day)]
        if day < FIRST_DAY:
            raise NoCouncilYet(day=day, first=FIRST_DAY)
        if len(members) > size_on(day):
            raise TooManyMembers(size=size_on(day), day=day, known=len(members))
        if len(members) < size_on(day):
            raise MembersNotKnown(size=size_on(day), day=day, known=len(members))
        return tuple(sorted(members, key=lambda member: (not member.permanent, member.state)))


def size_on(day: dt.date) -> int:
    """How many members the Council has on that day (Charter, Art. 23, as amended from 1 January 1966)."""
    return 15 if day >= ENLARGED else 11
