"""The debate that the General Assembly holds after a veto.

A/RES/76/262 of 26 April 2022, operative paragraph 1: the President of the General Assembly convenes a formal meeting of the
Assembly "within ten working days of the casting of a veto by one or more permanent members", to hold a debate on the situation as
to which it was cast, provided that the Assembly does not meet in an emergency special session on the same situation.

The resolution does not say what a working day is. Here it is Monday to Friday, from the day after the veto, without the official
holidays of the United Nations as far as somebody lists them.
"""

import datetime as dt
from collections.abc import Collection, Iterator

from advocacybot.council.outcomes import Outcome, Result

STANDING_MANDATE = dt.date(2022, 4, 26)
"""The day on which the resolution was adopted."""

WORKING_DAYS = 10

_SATURDAY = 5


def debate_due(outcome: Outcome, day: dt.date, holidays: Collection[dt.date] = ()) -> dt.date | None:
    """The last day for the debate on a draft that was vetoed on that day in New York; ``None`` where none is owed."""
    if outcome.result is not Result.VETOED or day < STANDING_MANDATE:
        return None
    return last_working_day(day, WORKING_DAYS, holidays)


def last_working_day(day: dt.date, number: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """The last of so many working days after that one."""
    days = _days_after(day)
    working = (one for one in days if one.weekday() < _SATURDAY and one not in holidays)
    return [next(working) for _ in range(number)][-1]


def left_out(day: dt.date, until: dt.date, holidays: Collection[dt.date]) -> tuple[dt.date, ...]:
    """The holidays that were not counted between a day and the last working day after it: those that no weekend holds."""
    return tuple(sorted(one for one in set(holidays) if day < one <= until and one.weekday() < _SATURDAY))


def _days_after(day: dt.date) -> Iterator[dt.date]:
    while True:
        day += dt.timedelta(days=1)
        yield day
