"""A warning that somebody accepted: a report speaks of atrocity crimes in a situation.

Of it the campaign reminds the supporters on the Council of what they pledged (OP1), and invites the Secretary-General to bring
the situation to the Council's attention (Code of Conduct, paragraph 3; Charter, Article 99).
"""

import datetime as dt
from enum import StrEnum
from typing import Self

from pydantic import Field, PositiveInt, model_validator

from advocacybot.campaign.durations import Duration
from advocacybot.council.hours import Hour, end_of_day, new_york_day
from advocacybot.council.values import Line, Source, Translated, Value, repeated
from advocacybot.errors import BadInput

_NAME = "warning "

MOST_REPORTS = 3
"""So many of them a post may name."""


class Crime(StrEnum):
    """What the Code of Conduct is about."""

    GENOCIDE = "genocide"
    CRIMES_AGAINST_HUMANITY = "crimes against humanity"
    WAR_CRIMES = "war crimes"


class Warnings(Value):
    """How the campaign speaks of warnings. Its people read each post first, on every account."""

    late_by: Duration = Field(description="how long after a warning was accepted its posts may go out, such as 7 d")

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.late_by <= dt.timedelta():
            what = "posts of a warning with a late_by of nothing could never go out"
            raise BadInput(what=what, mend="write how late, such as 7 d", path=("late_by",))
        return self


class EarlyWarning(Value):
    """``number``: of the suggestion that was accepted. ``by`` and ``at``: who accepted it, and when."""

    number: PositiveInt
    situation: Translated
    crimes: tuple[Crime, ...] = Field(min_length=1, description="of which the reports speak")
    sources: tuple[Source, ...] = Field(min_length=1, max_length=MOST_REPORTS, description="the reports, as posts name them")
    by: Line
    at: Hour
    taken_back: bool = False

    @model_validator(mode="after")
    def _each_crime_once(self) -> Self:
        again = repeated(self.crimes)
        if again:
            raise BadInput(what=f"{again[1]} is named twice", mend="name it once", path=("crimes", again[0]))
        return self

    @property
    def name(self) -> str:
        """What it is known by, where a vote has its symbol."""
        return name_of(self.number)

    @property
    def day(self) -> dt.date:
        """The day in New York on which it was accepted. Whoever is on the Council then is spoken to."""
        return new_york_day(self.at)


def name_of(number: int) -> str:
    """What the warning of that number is known by."""
    return f"{_NAME}{number}"


def is_name(symbol: str) -> bool:
    """Whether it is a warning that is known by that, and no vote."""
    return symbol.startswith(_NAME)


def number_in(name: str) -> int:
    """The number of the warning of that name."""
    return int(name.removeprefix(_NAME))


def until(warning: EarlyWarning, late_by: dt.timedelta) -> dt.datetime:
    """When its posts are too late: at the end of the year at the latest, as others are on the Council then."""
    return min(warning.at + late_by, end_of_day(warning.day.replace(month=12, day=31)))
