"""Which zone a calendar means, and what hour a clock there showed.

A name counts before what the file makes of it: names of the IANA database, also behind a prefix as Mozilla and Evolution write
them, and those of Windows by Unicode's map (CLDR, windowsZones), as the icalendar package has it. A name that is neither is read
by its VTIMEZONE (RFC 5545, 3.6.5). An hour that the clocks skip or show twice is refused whoever tells it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from advocacybot.council.hours import parse_hour
from advocacybot.errors import BadInput, HourDoesNotExist, HourIsAmbiguous, NotAnHour, UnknownZone
from advocacybot.sources.calendars.lines import Component, Properties, first, properties
from advocacybot.sources.calendars.recurrence import Allowance, Rule, days, rule

NEW_YORK = "America/New_York"
UTC = "UTC"

_IANA = re.compile(r"[A-Za-z][\w+-]*(/[A-Za-z0-9][\w+-]*){0,2}", re.ASCII)
_NO_PLACES = {"localtime", "Factory", "posixrules", "posix", "right"}
"""What lies beside the zones on some machines: this machine's own, none at all, and clocks that count leap seconds."""
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()} | {"tzone://microsoft/utc": "UTC"}
_HOUR = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d)([0-5]\d)([0-5]\d)?", re.ASCII)
_SAID = frozenset({"TZID", "X-LIC-LOCATION"})
_OBSERVED = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_STEPS = 5
"""What looking at one observance of a zone costs (``Allowance``)."""


def hour_on_the_wall(text: str) -> dt.datetime:
    """``20261128T150000`` as a clock showed it, in no zone.

    Raises:
        NotAnHour: it is none.
    """
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        raise NotAnHour(text=text[:40])
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        return dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 – the zone is what this is about
    except ValueError:
        raise NotAnHour(text=f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}") from None


@dataclass(frozen=True)
class Observance:
    """A part of a zone: from when on which offset holds, ``before`` it another. ``starts`` is on the wall; ``ends``: in UTC."""

    starts: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    dates: tuple[dt.datetime, ...] = ()
    recurs: Rule | None = None
    ends: dt.datetime | None = None

    def changes(self, year: int, allowance: Allowance) -> Iterator[tuple[dt.datetime, dt.timedelta, dt.timedelta]]:
        """When the clocks are put on or back, in UTC, as far as that matters for a year: also the last time before it."""
        allowance.take(_STEPS + len(self.dates) // _STEPS)
        for local in (self.starts, *self.dates, *self._by_rule(year, allowance)):
            change = local - self.before
            if self.ends is None or change <= self.ends:
                yield change, self.before, self.after

    def _by_rule(self, year: int, allowance: Allowance) -> Iterator[dt.datetime]:
        if self.recurs is None or year < self.starts.year:
            return
        last = min(year + 1, self.ends.year if self.ends else year + 1)
        since, until = dt.date(max(min(year, last) - 1, 1), 1, 1), dt.date(min(last, 9999), 12, 31)
        for day in days(self.recurs, self.starts.date(), since, until, allowance):
            yield dt.datetime.combine(day, self.starts.time())


@dataclass(frozen=True)
class Defined:
    """A zone as its file defines it."""

    name: str
    observances: tuple[Observance, ...]

    def utc(self, local: dt.datetime, allowance: Allowance) -> dt.datetime:
        """What a clock of that zone shows, as UTC.

        Raises:
            HourDoesNotExist, HourIsAmbiguous: the clocks skip it, or show it twice.
            NotAnHour: it lies beyond all years.
        """
        text = f"{local:%Y-%m-%d %H:%M:%S} {self.name}"
        try:
            changes = sorted(change for one in self.observances for change in one.changes(local.year, allowance))
            offsets = {offset for _, before, after in changes for offset in (before, after)}
            found = [local - offset for offset in offsets if _in_force(changes, local - offset) == offset]
        except OverflowError:
            raise NotAnHour(text=text) from None
        if len(found) != 1:
            raise (HourIsAmbiguous if found else HourDoesNotExist)(text=text)
        return found[0].replace(tzinfo=dt.UTC)


Zone = str | Defined
"""The name of a zone of the IANA database, or one that the file defines."""


def utc(local: dt.datetime, zone: Zone, allowance: Allowance) -> dt.datetime:
    """What a clock of that zone shows, as UTC.

    Raises:
        HourDoesNotExist, HourIsAmbiguous, NotAnHour: as ``parse_hour`` does.
    """
    if isinstance(zone, Defined):
        return zone.utc(local, allowance)
    written = f"{local.isoformat(' ')}"
    return parse_hour(f"{written}+00:00" if zone == UTC else f"{written} {zone}")


def named(name: str) -> str | None:
    """The zone of the IANA database that a calendar means by a name, if it means one."""
    bare = name.strip().strip('"')
    return _behind_a_prefix(bare) or _WINDOWS.get(bare.casefold())


class Zones:
    """The zones of one calendar of a file."""

    def __init__(self, calendar: Component) -> None:
        self._components = calendar.of_kind("VTIMEZONE")
        self._known: dict[str, Zone] = {}

    def zone(self, name: str) -> Zone:
        """The zone that the calendar means by that name.

        Raises:
            UnknownZone: nobody knows it, and the calendar does not define it.
            BadInput: its definition cannot be followed.
        """
        if name not in self._known:
            self._known[name] = named(name) or self._defined(name)
        return self._known[name]

    def _defined(self, name: str) -> Zone:
        defined = self._definitions.get(name)
        if defined is None:
            raise UnknownZone(zone=name[:80])
        located = first(defined[1], "X-LIC-LOCATION")
        return (located and named(located.value)) or Defined(name, tuple(_observances(defined[0])))

    @cached_property
    def _definitions(self) -> Mapping[str, tuple[Component, Properties]]:
        return dict(_told(self._components))


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _behind_a_prefix(name: str) -> str | None:
    """``Europe/Paris`` of ``/freeassociation.sourceforge.net/Europe/Paris``; ``EST5EDT`` only where nothing is before it."""
    steps = name.strip("/").split("/")
    for length in (3, 2):
        tail = "/".join(steps[-length:])
        if len(steps) >= length and _stands(tail):
            return tail
    return name if len(steps) == 1 and _stands(name) else None


def _stands(name: str) -> bool:
    return bool(_IANA.fullmatch(name)) and name.partition("/")[0] not in _NO_PLACES and _known(name)


@lru_cache(maxsize=1024)
def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


# ── definitions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _told(components: list[Component]) -> Iterator[tuple[str, tuple[Component, Properties]]]:
    for component in components:
        try:
            told = properties(component, _SAID)
        except BadInput:
            continue
        if "TZID" in told:
            yield told["TZID"][0].value, (component, told)


def _observances(zone: Component) -> Iterator[Observance]:
    """The parts of a zone.

    Raises:
        BadInput: they cannot be followed.
    """
    parts = zone.of_kind("STANDARD", "DAYLIGHT")
    if not parts:
        raise _unfollowed(zone)
    for part in parts:
        told = properties(part, _OBSERVED)
        if not {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= told.keys() or len(told.get("RRULE", ())) > 1:
            raise _unfollowed(zone)
        yield _observance(told, zone)


def _observance(told: Properties, zone: Component) -> Observance:
    recurs = _yearly(told["RRULE"][0].value, zone) if "RRULE" in told else None
    before = _offset(told["TZOFFSETFROM"][0].value, zone)
    dates = (written for one in told.get("RDATE", ()) for written in one.value.split(","))
    return Observance(
        starts=hour_on_the_wall(told["DTSTART"][0].value),
        before=before,
        after=_offset(told["TZOFFSETTO"][0].value, zone),
        dates=tuple(hour_on_the_wall(written) for written in dates),
        recurs=recurs,
        ends=_end(recurs.until, before) if recurs and recurs.until else None,
    )


def _yearly(written: str, zone: Component) -> Rule:
    try:
        recurs = rule(written)
    except BadInput:
        raise _unfollowed(zone) from None
    if recurs.every != "YEARLY" or recurs.interval != 1 or recurs.count:
        raise _unfollowed(zone)
    return recurs


def _offset(written: str, zone: Component) -> dt.timedelta:
    found = _OFFSET.fullmatch(written.strip())
    if found is None or int(found[2]) > 23:
        raise _unfollowed(zone)
    length = dt.timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -length if found[1] == "-" else length


def _end(until: str, before: dt.timedelta) -> dt.datetime:
    """The last hour of a rule in UTC: it is written so, or on the wall, or as a day, which is then the last."""
    if until.endswith("Z"):
        return hour_on_the_wall(until[:-1])
    try:
        return hour_on_the_wall(until if "T" in until else f"{until}T235959") - before
    except OverflowError:
        raise NotAnHour(text=until) from None


def _unfollowed(zone: Component) -> BadInput:
    what = f"the time zone that begins in line {zone.line} cannot be followed"
    return BadInput(what=what, mend="name a zone of the IANA database, such as America/New_York")


def _in_force(changes: list[tuple[dt.datetime, dt.timedelta, dt.timedelta]], hour: dt.datetime) -> dt.timedelta:
    """The offset at that hour of UTC, where the changes are in their order."""
    past = [after for change, _, after in changes if change <= hour]
    return past[-1] if past else changes[0][1]
