"""Which days a recurrence rule names (RFC 5545, 3.3.10), worked out within bounds.

Rules that go by days are understood: daily, weekly, monthly and yearly ones by weekday, day of the month, month and place among
those, with an interval, a count or an end. What no vote and no zone does – every hour, by the week's or the year's number – is
refused, as is a rule that takes more steps than its file is given: a rule may name the 30th of February for ever.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from advocacybot.errors import BadInput

_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?\d{1,4}")
_YEAR = 366
"""No list of a rule is longer, and no place in a year higher."""


@dataclass
class Allowance:
    """How many steps a file's recurrences and zones may still take."""

    steps: int = 250_000

    def take(self, steps: int) -> None:
        """Use so many of them.

        Raises:
            BadInput: there are no more.
        """
        self.steps -= steps
        if self.steps < 0:
            what = "the recurrences of the calendar go on for too long to be followed"
            raise BadInput(what=what, mend="make a single event of each vote")


@dataclass(frozen=True)
class Rule:
    """A recurrence rule. ``days``: each a weekday from 0 for Monday, and which of them in its month or year, 0 for all."""

    every: str
    interval: int = 1
    count: int | None = None
    until: str | None = None
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    week_starts: int = 0


def rule(text: str) -> Rule:
    """The rule as it is written: ``FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4``.

    Raises:
        BadInput: it is none, or not one that is understood here.
    """
    parts = [part.partition("=") for part in text.strip().upper().rstrip(";").split(";")]
    told = {name: value for name, _, value in parts}
    if len(told) != len(parts) or not told.keys() <= _PARTS or told.get("FREQ") not in _CHOSEN:
        raise _not_understood(text)
    made = Rule(
        every=told["FREQ"],
        interval=_number(told.get("INTERVAL", "1"), 1, 9999, text),
        count=_number(told["COUNT"], 1, 9999, text) if "COUNT" in told else None,
        until=told.get("UNTIL"),
        days=tuple(_weekday(one, text) for one in _listed(told, "BYDAY", text)),
        month_days=tuple(_number(one, -31, 31, text) for one in _listed(told, "BYMONTHDAY", text)),
        months=tuple(_number(one, 1, 12, text) for one in _listed(told, "BYMONTH", text)),
        places=tuple(_number(one, -_YEAR, _YEAR, text) for one in _listed(told, "BYSETPOS", text)),
        week_starts=_WEEK.index(told["WKST"]) if told.get("WKST") in _WEEK else 0,
    )
    if not _lawful(made):
        raise _not_understood(text)
    return made


def days(of: Rule, start: dt.date, since: dt.date, until: dt.date, allowance: Allowance) -> Iterator[dt.date]:
    """The days from ``since`` to ``until`` that the rule names where it begins on ``start``, in their order.

    Its own UNTIL is not looked at, since that is an hour; its COUNT is.

    Raises:
        BadInput: that takes too many steps.
    """
    named = _from(of, start, start if of.count else max(since, start), until, allowance)
    for number, day in enumerate(named, start=1):
        if of.count and number > of.count:
            return
        if day >= since:
            yield day


# ── what is written ─────────────────────────────────────────────────────────────────────────────────────────────────


def _not_understood(text: str) -> BadInput:
    what = f"the event recurs by a rule that is not followed here ({text[:80]!r})"
    return BadInput(what=what, mend="make a single event of each vote")


def _listed(told: dict[str, str], name: str, text: str) -> list[str]:
    found = told[name].split(",") if name in told else []
    if len(found) > _YEAR:
        raise _not_understood(text)
    return found


def _number(written: str, least: int, most: int, text: str) -> int:
    """A whole number that is not 0, within those bounds."""
    number = int(written) if _NUMBER.fullmatch(written) else 0
    if number == 0 or not least <= number <= most:
        raise _not_understood(text)
    return number


def _weekday(written: str, text: str) -> tuple[int, int]:
    found = _BY_DAY.fullmatch(written)
    if found is None or (found[1] and not 1 <= abs(int(found[1])) <= 53):
        raise _not_understood(text)
    return _WEEK.index(found[2]), int(found[1] or 0)


def _lawful(made: Rule) -> bool:
    """Whether its parts go together (RFC 5545, 3.3.10: which part may stand beside which)."""
    which = any(number for _, number in made.days)
    if made.every in ("DAILY", "WEEKLY") and which:
        return False
    if made.every == "WEEKLY" and made.month_days:
        return False
    if made.every == "YEARLY" and which and made.month_days:
        return False
    by_parts = made.days or made.month_days or made.months
    return not made.places or bool(by_parts)


# ── days ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _from(of: Rule, start: dt.date, since: dt.date, until: dt.date, allowance: Allowance) -> Iterator[dt.date]:
    """The days from ``start`` to ``until``, beginning with the stretch of the rule that holds ``since``."""
    number_of, chosen = _CHOSEN[of.every]
    first, last = number_of(of, start), number_of(of, until)
    begun = first + max(number_of(of, since) - first, 0) // of.interval * of.interval
    steps = _STEPS[of.every] * (1 + (len(of.days) + len(of.month_days) + len(of.places)) // len(_WEEK))
    for number in range(begun, last + 1, of.interval):
        allowance.take(steps)
        found = _placed(of, chosen(of, number, start))
        yield from (day for day in found if start <= day <= until)


def _placed(of: Rule, found: list[dt.date]) -> list[dt.date]:
    if not of.places:
        return found
    return sorted({found[place - (place > 0)] for place in of.places if -len(found) <= place - (place > 0) < len(found)})


def _day_number(_: Rule, day: dt.date) -> int:
    return day.toordinal()


def _of_day(of: Rule, number: int, _: dt.date) -> list[dt.date]:
    day = dt.date.fromordinal(number)
    return [day] if _month_fits(of, day) and _fits(of, day, [day]) else []


def _week_number(of: Rule, day: dt.date) -> int:
    return (day.toordinal() - 1 - of.week_starts) // 7


def _of_week(of: Rule, number: int, start: dt.date) -> list[dt.date]:
    first = number * 7 + 1 + of.week_starts
    wanted = {weekday for weekday, _ in of.days} or {start.weekday()}
    week = (dt.date.fromordinal(one) for one in range(max(first, 1), min(first + 7, dt.date.max.toordinal() + 1)))
    return [day for day in week if day.weekday() in wanted and _month_fits(of, day)]


def _month_number(_: Rule, day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _of_month(of: Rule, number: int, start: dt.date) -> list[dt.date]:
    year, month = divmod(number, 12)
    span = [dt.date(year, month + 1, day) for day in range(1, calendar.monthrange(year, month + 1)[1] + 1)]
    if not _month_fits(of, span[0]):
        return []
    if not of.days and not of.month_days:
        return [day for day in span if day.day == start.day]
    return [day for day in span if _fits(of, day, span)]


def _year_number(_: Rule, day: dt.date) -> int:
    return day.year


def _of_year(of: Rule, number: int, start: dt.date) -> list[dt.date]:
    if of.days and not of.months and not of.month_days:
        first = dt.date(number, 1, 1).toordinal()
        span = [dt.date.fromordinal(first + day) for day in range(_YEAR - (not calendar.isleap(number)))]
        return [day for day in span if _fits(of, day, span)]
    months = of.months or (range(1, 13) if of.month_days else (start.month,))
    return [day for month in sorted(set(months)) for day in _of_month(of, number * 12 + month - 1, start)]


def _month_fits(of: Rule, day: dt.date) -> bool:
    return not of.months or day.month in of.months


def _fits(of: Rule, day: dt.date, span: list[dt.date]) -> bool:
    """Whether weekday and day of the month are those of the rule. ``span``: the month or year in which weekdays are counted."""
    if of.month_days and not _in_month(day, of.month_days):
        return False
    forward, back = (day - span[0]).days // 7 + 1, -((span[-1] - day).days // 7) - 1
    return not of.days or any(weekday == day.weekday() and which in (0, forward, back) for weekday, which in of.days)


def _in_month(day: dt.date, wanted: Iterable[int]) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    return any(one in (day.day, day.day - length - 1) for one in wanted)


_CHOSEN: dict[str, tuple[Callable[[Rule, dt.date], int], Callable[[Rule, int, dt.date], list[dt.date]]]] = {
    "DAILY": (_day_number, _of_day),
    "WEEKLY": (_week_number, _of_week),
    "MONTHLY": (_month_number, _of_month),
    "YEARLY": (_year_number, _of_year),
}
"""By how often: which stretch of time holds a day, and which of its days the rule names."""
_STEPS = {"DAILY": 1, "WEEKLY": 4, "MONTHLY": 20, "YEARLY": 200}
"""What looking at one stretch costs, a day of a daily rule being one."""
