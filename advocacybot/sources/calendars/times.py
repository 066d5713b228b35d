"""A time as a calendar writes it: an hour in UTC, an hour on the wall somewhere, or a day alone (RFC 5545, 3.3.4 and 3.3.5)."""

import datetime as dt
from dataclasses import dataclass, field, replace

from advocacybot.council.hours import new_york_day
from advocacybot.errors import BadInput, NaiveHour, NotADate
from advocacybot.sources.calendars.lines import Component, Properties, Property, first, properties
from advocacybot.sources.calendars.recurrence import Allowance
from advocacybot.sources.calendars.zones import NEW_YORK, UTC, Zone, Zones, hour_on_the_wall, named, utc

When = dt.datetime | dt.date
"""An aware hour in UTC, or a day alone."""

_LONGEST_WINDOW = dt.timedelta(days=3 * 366)
_STEPS = 4
"""What reading one time costs (``Allowance``)."""
_AROUND = frozenset({"METHOD", "X-WR-TIMEZONE"})
_WHOLE_DAYS = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT")
WHOLE_DAY = frozenset(_WHOLE_DAYS)
"""By what Outlook says that an event which begins at midnight is one of a whole day."""


@dataclass(frozen=True)
class Window:
    """The time of which recurrences are worked out; ``ends`` is not in it. A day alone is in it where New York's day is.

    Raises:
        BadInput: it is no length of time, or more than three years.
    """

    starts: dt.datetime
    ends: dt.datetime

    def __post_init__(self) -> None:
        if not dt.timedelta() < self.ends - self.starts <= _LONGEST_WINDOW:
            what = f"from {self.starts} to {self.ends} is no time in which votes are looked for"
            raise BadInput(what=what, mend="name an hour and a later one, three years apart at most")

    def holds(self, when: When) -> bool:
        if isinstance(when, dt.datetime):
            return self.starts <= when < self.ends
        return new_york_day(self.starts) <= when <= new_york_day(self.ends)


@dataclass(frozen=True)
class Around:
    """What a calendar says of all its events. ``floating``: the zone of hours that name none, where it is known.

    ``cancels``: it is a notice that its events are cancelled (RFC 5546, 3.2.5).
    """

    zones: Zones
    floating: Zone | None
    cancels: bool
    allowance: Allowance = field(repr=False)


def around(calendar: Component, allowance: Allowance) -> Around:
    """What the calendar says of its events. Hours without a zone are read in New York where it says that it is New York's, and
    nowhere else: another zone may only be that in which it is shown.

    Raises:
        BadInput: a line of it cannot be read.
    """
    told = properties(calendar, _AROUND)
    zone, method = first(told, "X-WR-TIMEZONE"), first(told, "METHOD")
    in_new_york = zone is not None and named(zone.value) in (NEW_YORK, "US/Eastern")
    cancels = method is not None and method.value.strip().upper() == "CANCEL"
    return Around(Zones(calendar), NEW_YORK if in_new_york else None, cancels, allowance)


@dataclass(frozen=True)
class Written:
    """A time as it is written. ``local``: what the clock shows, or midnight of a day alone; ``zone``: none for a day alone."""

    local: dt.datetime
    zone: Zone | None
    around: Around = field(repr=False)

    @property
    def day_alone(self) -> bool:
        return self.zone is None

    def when(self) -> When:
        """The hour in UTC, or the day.

        Raises:
            HourDoesNotExist, HourIsAmbiguous: the clocks of its zone skip it, or show it twice.
            NotAnHour: it lies beyond all years.
        """
        return self.local.date() if self.zone is None else utc(self.local, self.zone, self.around.allowance)

    def on(self, day: dt.date) -> "Written":
        """The same hour on another day."""
        return replace(self, local=dt.datetime.combine(day, self.local.time()))


def times(told: Property, around_it: Around, *, whole_day: bool = False) -> list[Written]:
    """The times of a property, such as DTSTART's one or those of EXDATE. Of a period its beginning counts.

    Raises:
        NotAnHour, NotADate: one is none.
        BadInput: it begins in the middle of what is called a whole day.
        NaiveHour, UnknownZone: nobody can tell in which zone it is.
    """
    listed = told.value.split(",")
    around_it.allowance.take(_STEPS * len(listed))
    if told.parameters.get("VALUE", "").upper() == "PERIOD":
        listed = [one.partition("/")[0] for one in listed]
    return [_time(one.strip(), told, around_it, whole_day=whole_day) for one in listed]


def _time(text: str, told: Property, around_it: Around, *, whole_day: bool) -> Written:
    if len(text) == len("20261128") and text.isascii() and text.isdecimal():
        return Written(_midnight(text), None, around_it)
    local = hour_on_the_wall(text.removesuffix("Z"))
    if whole_day:
        return Written(_start_of_day(local), None, around_it)
    return Written(local, UTC if text.endswith("Z") else _zone(told, local, around_it), around_it)


def _midnight(text: str) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
    except ValueError:
        raise NotADate(text=text) from None


def _start_of_day(local: dt.datetime) -> dt.datetime:
    if local.time() != dt.time():
        what = f"the event is called one of a whole day, and begins at {local:%H:%M}"
        raise BadInput(what=what, mend="give it the hour of the vote")
    return local


def _zone(told: Property, local: dt.datetime, around_it: Around) -> Zone:
    name = told.parameters.get("TZID", "")
    if name:
        return around_it.zones.zone(name)
    if around_it.floating is None:
        raise NaiveHour(text=str(local))
    return around_it.floating


def says_whole_day(told: Properties) -> bool:
    """Whether Outlook says that the event is one of a whole day."""
    return any(one.value.strip().upper() == "TRUE" for name in _WHOLE_DAYS for one in told.get(name, ()))
