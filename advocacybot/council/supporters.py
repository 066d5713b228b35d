"""Who supports the Code of Conduct, read from dated lists, and never further than they reach.

Nobody publishes the day on which each State joined. What is published are lists: some whole, some naming a few. A day between
two of them is certain only where both sides of it agree. *Missing data is better than incorrect data.*
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from advocacybot.council.values import Day, Iso3, Line, Source, Value
from advocacybot.errors import BadInput


class Initiative(StrEnum):
    CODE_OF_CONDUCT = "code_of_conduct"
    FRENCH_MEXICAN_DECLARATION = "french_mexican_declaration"
    EITHER = "either_initiative"


class SupporterList(Value):
    """States that a source names as supporters on one day. A whole list also says who is *not* one."""

    as_of: Day
    whole: bool = Field(description="true where the source names every supporter of that day")
    states: tuple[Iso3, ...] = ()
    observers: tuple[Iso3, ...] = Field(default=(), description="supporters that are non-member observer States")
    source: Source

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        twice = sorted({code for code in self.named if self.named.count(code) > 1})
        if twice:
            raise BadInput(what=f"the list of {self.as_of} names {', '.join(twice)} twice", mend="name each State once")
        return self

    @property
    def named(self) -> tuple[str, ...]:
        return self.states + self.observers


class Total(Value):
    """A published number of supporters: member States and observers apart, as far as the source tells them apart."""

    initiative: Initiative
    as_of: Day
    states: int = Field(ge=0)
    observers: int | None = Field(default=None, ge=0)
    at_least: bool = Field(default=False, description='true where the source says "more than" or "over" so many')
    note: Line | None = None
    source: Source


class Support(StrEnum):
    """What is known of a State's support on a day."""

    SUPPORTER = "supporter"
    """Lists on both sides of the day, or on it, name the State."""
    LISTED = "listed supporter"
    """The last list before the day names it, and there is none after: say "listed supporter as of …"."""
    NOT_KNOWN = "support on that day not known"
    """The State joined, or left, at an unknown day between two lists."""
    NOT_LISTED = "not listed as a supporter"


@dataclass(frozen=True)
class Standing:
    """A State's support on a day: what is known of it, known since when, and by the list of which day."""

    support: Support
    since: dt.date | None = None
    listed_as_of: dt.date | None = None

    @property
    def pledged(self) -> bool:
        """Whether the pledge may be held up to the State on that day."""
        return self.support in (Support.SUPPORTER, Support.LISTED)

    @property
    def by_list_alone(self) -> bool:
        """Whether the support rests on the last list before the day, with none after it."""
        return self.support is Support.LISTED

    @property
    def listed_later(self) -> bool:
        """Whether a list after the day names the State, though its support on the day itself is not known."""
        return self.uncertain and self.listed_as_of is not None

    @property
    def uncertain(self) -> bool:
        return self.support is Support.NOT_KNOWN


class Supporters(Value):
    """The Code's supporters, by every list that is known."""

    opened: Day = Field(description="the first day on which a State could support the Code")
    source: Source
    lists: tuple[SupporterList, ...]
    totals: tuple[Total, ...] = ()

    @model_validator(mode="after")
    def _lists_of_one_day_agree(self) -> Self:
        for whole in (roll for roll in self.lists if roll.whole):
            others = {code for roll in self.lists if roll.as_of == whole.as_of for code in roll.named}
            if others - set(whole.named):
                states = ", ".join(sorted(others - set(whole.named)))
                raise BadInput(what=f"the lists of {whole.as_of} disagree about {states}", mend="keep the one that is right")
        return self

    def standing(self, state: str, day: dt.date) -> Standing:
        """What is known of that State's support on that day in New York."""
        return self.on(day)[state]

    def on(self, day: dt.date) -> Mapping[str, Standing]:
        """What is known of each State's support on that day, by code: of every code, whether a list ever names it or not."""
        stretch = bisect_left(self._days, day), bisect_right(self._days, day)
        if stretch not in self._standings:
            self._standings[stretch] = _Standings(self, day)
        return self._standings[stretch]

    @cached_property
    def _days(self) -> list[dt.date]:
        """The days on which something is known: between two of them a State's standing is the same."""
        return sorted({self.opened, *(roll.as_of for roll in self.lists)})

    @cached_property
    def _standings(self) -> dict[tuple[int, int], Mapping[str, Standing]]:
        """By how many of those days lie before a day, and up to it."""
        return {}

    def find_out(self, state: str, day: dt.date) -> Standing:
        """The same as :meth:`standing`, from the lists themselves."""
        if day < self.opened:
            return Standing(Support.NOT_LISTED)
        told = [(roll.as_of, state in roll.named) for roll in self._ordered() if roll.whole or state in roll.named]
        before = [(as_of, named) for as_of, named in told if as_of <= day]
        after = [(as_of, named) for as_of, named in told if as_of >= day]
        return _between(before[-1] if before else None, after[0] if after else None, _since(before))

    def latest_whole_list(self) -> SupporterList | None:
        return next((roll for roll in reversed(self._ordered()) if roll.whole), None)

    def _ordered(self) -> list[SupporterList]:
        return sorted(self.lists, key=lambda roll: roll.as_of)


class _Standings(dict[str, Standing]):
    """By code, and each found out when it is first asked for."""

    def __init__(self, supporters: Supporters, day: dt.date) -> None:
        super().__init__()
        self._supporters, self._day = supporters, day

    def __missing__(self, state: str) -> Standing:
        standing = self[state] = self._supporters.find_out(state, self._day)
        return standing


_Told = tuple[dt.date, bool]
"""The day of a list, and whether it names the State."""


def _since(before: list[_Told]) -> dt.date | None:
    """The first day of the unbroken run of lists that name the State, up to the last one."""
    since = None
    for as_of, named in reversed(before):
        if not named:
            break
        since = as_of
    return since


def _between(before: _Told | None, after: _Told | None, since: dt.date | None) -> Standing:
    match (before and before[1], after and after[1]):
        case (True, True):
            return Standing(Support.SUPPORTER, since=since, listed_as_of=after[0] if after else None)
        case (True, None):
            return Standing(Support.LISTED, since=since, listed_as_of=before[0] if before else None)
        case (True, False) | (False, True) | (None, True):
            return Standing(Support.NOT_KNOWN, listed_as_of=after[0] if after and after[1] else None)
        case _:
            return Standing(Support.NOT_LISTED, listed_as_of=(before or after or (None,))[0])
