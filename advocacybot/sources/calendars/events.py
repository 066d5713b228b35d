"""The events of a calendar, each as it holds and as often as it takes place.

Of two versions of one event the one with the higher SEQUENCE holds, then the one that was changed last (RFC 5546, 2.1.5). An
event that recurs is worked out within a window: its rule and RDATE, less EXDATE, and in place of each instance the one that names
it by RECURRENCE-ID (RFC 5545, 3.8.4.4 and 3.8.5).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.sources.calendars.lines import Component, Properties, first
from advocacybot.sources.calendars.recurrence import Rule, days, rule
from advocacybot.sources.calendars.times import Around, When, Window, Written, says_whole_day, times
from advocacybot.sources.calendars.zones import Zone, hour_on_the_wall

MOST_INSTANCES = 200
"""Of one event in the window. A vote is taken once; what takes place more often is something else."""
_ABOUT_TIME = frozenset(
    {"DTSTART", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED"}
)
USED = _ABOUT_TIME | {"UID", "STATUS"}
RECURS = frozenset({"RRULE", "RDATE", "EXRULE", "RECURRENCE-ID"})
_STEPS = 20
"""What one instance costs (``Allowance``): a file gives 12,500 of them at most."""
_A_DAY = dt.timedelta(days=1)
_LONG_AGO = dt.datetime(1, 1, 1)  # noqa: DTZ001 – stamps are compared as they are written, in UTC


@dataclass(frozen=True)
class Event:
    """A VEVENT as it is written: what it says, with what its calendar says around it."""

    component: Component
    told: Properties = field(repr=False)
    around: Around = field(repr=False)

    @property
    def line(self) -> int:
        return self.component.line

    @property
    def uid(self) -> str | None:
        told = first(self.told, "UID")
        return (told.value.strip() or None) if told else None

    @property
    def cancelled(self) -> bool:
        status = first(self.told, "STATUS")
        return self.around.cancels or (status is not None and status.value.strip().upper() == "CANCELLED")

    def one(self, name: str) -> Written | None:
        """The time that the property says, if it says one.

        Raises:
            BadInput: it is none, or nobody can tell in which zone it is.
        """
        found = first(self.told, name)
        return times(found, self.around, whole_day=says_whole_day(self.told))[0] if found else None

    def all(self, name: str) -> list[Written]:
        """The times of a property that may stand several times.

        Raises:
            BadInput: as ``one`` does.
        """
        whole_day = says_whole_day(self.told)
        return [each for found in self.told.get(name, ()) for each in times(found, self.around, whole_day=whole_day)]

    def instance(self) -> str | None:
        """Which instance of an event that recurs it is written for: ``20261128T200000Z``, or a day alone.

        Raises:
            BadInput: it is for all from one on, or what it names is no time.
        """
        named = first(self.told, "RECURRENCE-ID")
        if named is None:
            return None
        if named.parameters.get("RANGE"):
            what = "the event changes all of its like from one on (RANGE)"
            raise BadInput(what=what, mend="end the one series there, and begin another")
        return written(times(named, self.around, whole_day=says_whole_day(self.told))[0].when())


@dataclass(frozen=True)
class Instance:
    """An event as it takes place. ``recurrence``: which of an event that recurs; ``when``: its hour, or its day alone."""

    event: Event
    when: When
    recurrence: str | None
    cancelled: bool


Unusable = tuple[Event, AdvocacyBotError]
"""An event with what is wrong with it."""
Found = Instance | Unusable


def written(when: When) -> str:
    """A time as RECURRENCE-ID writes it in UTC."""
    return f"{when:%Y%m%dT%H%M%SZ}" if isinstance(when, dt.datetime) else f"{when:%Y%m%d}"


def that_hold(events: Iterable[Event]) -> tuple[list[list[Event]], list[Unusable]]:
    """The events by UID, each that recurs before those that are written for its instances, older versions left out; and those
    that cannot be used. Where one of a UID cannot, none is: another might stand in its place as if nothing were changed."""
    by_uid: dict[str, list[Event]] = {}
    for number, event in enumerate(events):
        by_uid.setdefault(event.uid or f"\n{number}", []).append(event)
    groups, problems = list[list[Event]](), list[Unusable]()
    for held in map(_holding, by_uid.values()):
        if isinstance(held, list):
            groups.append(held)
        else:
            problems.append(held)
    return groups, problems


def _holding(named: list[Event]) -> list[Event] | Unusable:
    """Of the events of one UID those that hold; or one of which nobody can tell whether it does, or for which instance."""
    versions: dict[str | None, list[Event]] = {}
    for event in named:
        try:
            versions.setdefault(event.instance(), []).append(event)
        except AdvocacyBotError as error:
            return event, error
    holding: list[Event] = []
    for latest in map(_latest, versions.values()):
        if not isinstance(latest, Event):
            return latest
        holding.append(latest)
    return sorted(holding, key=lambda one: "RECURRENCE-ID" in one.told)


def taking_place(group: list[Event], window: Window | None) -> Iterator[Found]:
    """When the events of one UID take place, as :func:`that_hold` gives them; without a window each is taken by itself."""
    if window is None or "RECURRENCE-ID" in group[0].told:
        yield from (one for event in group for one in _single(event) if _is_looked_for(one, window))
        return
    head, *rest = group
    instead = {event.instance(): _with_its_series(event, head) for event in rest}
    yield from _series(head, instead, window) if RECURS & head.told.keys() else _single(head)
    for one in (one for event in instead.values() for one in _single(event) if _is_looked_for(one, window)):
        yield replace(one, cancelled=one.cancelled or head.cancelled) if isinstance(one, Instance) else one


def _is_looked_for(one: Found, window: Window | None) -> bool:
    """What recurs is looked for in the window alone."""
    return window is None or not isinstance(one, Instance) or one.recurrence is None or window.holds(one.when)


# ── versions ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _latest(versions: list[Event]) -> Event | Unusable:
    """The version that holds; or one of those of which nothing tells."""
    if len(versions) == 1:
        return versions[0]
    try:
        ages = [_age(one) for one in versions]
    except AdvocacyBotError as error:
        return versions[-1], error
    highest = max(ages)
    newest = [one for one, age in zip(versions, ages, strict=True) if age == highest]
    if all(_the_same(one, newest[0]) for one in newest):
        return newest[0]
    what = f"the event stands also in line {newest[0].line}, and nothing tells which of the two holds"
    return newest[-1], BadInput(what=what, mend="take the older one out")


def _the_same(one: Event, other: Event) -> bool:
    return one.component.lines == other.component.lines and one.around.cancels == other.around.cancels


def _age(event: Event) -> tuple[int, dt.datetime, dt.datetime]:
    """What grows with every version: SEQUENCE, then LAST-MODIFIED or else DTSTAMP, then DTSTAMP.

    Raises:
        BadInput: one of them is not what it should be.
    """
    sequence = first(event.told, "SEQUENCE")
    number = sequence.value.strip() if sequence else "0"
    if not (number.isascii() and number.isdecimal() and len(number) <= 10):
        raise BadInput(what=f"the event's SEQUENCE is {number[:20]!r}", mend="export the event anew")
    stamp, modified = (_stamp(event, name) for name in ("DTSTAMP", "LAST-MODIFIED"))
    return int(number), modified or stamp or _LONG_AGO, stamp or _LONG_AGO


def _stamp(event: Event, name: str) -> dt.datetime | None:
    told = first(event.told, name)
    return hour_on_the_wall(told.value.strip().removesuffix("Z")) if told else None


def _with_its_series(event: Event, head: Event) -> Event:
    """An instance's own event says what its series says wherever it says nothing itself."""
    inherited = {name: told for name, told in head.told.items() if name not in _ABOUT_TIME | {"STATUS"}}
    return replace(event, told={**inherited, **event.told})


# ── when ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _single(event: Event) -> Iterator[Found]:
    """The event by itself. One that is cancelled may say no more than which instance it was."""
    try:
        start = event.one("DTSTART") or event.one("RECURRENCE-ID")
        if start is None:
            raise BadInput(what="the event does not say when it begins", mend="give it the day and hour of the vote")
        yield Instance(event, start.when(), event.instance(), event.cancelled)
    except AdvocacyBotError as error:
        yield event, error


def _series(head: Event, instead: Mapping[str | None, Event], window: Window) -> Iterator[Found]:
    """The instances of an event that recurs which lie in the window, but for those that others are written for."""
    found: dict[str, Instance] = {}
    try:
        left_out = _LeftOut.of(head)
        for when in _whens(head, window, left_out):
            if not isinstance(when, dt.date):
                yield head, when
            elif window.holds(when) and written(when) not in instead:
                head.around.allowance.take(_STEPS)
                found[written(when)] = Instance(head, when, written(when), head.cancelled)
            if len(found) > MOST_INSTANCES:
                raise _too_many()
    except AdvocacyBotError as error:
        yield head, error
        return
    yield from (found[which] for which in sorted(found))


@dataclass(frozen=True)
class _LeftOut:
    """What EXDATE names: hours, hours as they are written – the clocks may skip them – and days alone."""

    whens: frozenset[When]
    on_the_wall: frozenset[tuple[dt.datetime, Zone | None]]
    days: frozenset[dt.date]

    @classmethod
    def of(cls, head: Event) -> "_LeftOut":
        told = head.all("EXDATE")
        whens = (_when(one) for one in told)
        return cls(
            frozenset(one for one in whens if isinstance(one, dt.date)),
            frozenset((one.local, one.zone) for one in told),
            frozenset(one.local.date() for one in told if one.day_alone),
        )

    def holds(self, start: Written) -> bool:
        return (start.local, start.zone) in self.on_the_wall or start.local.date() in self.days or _when(start) in self.whens


def _when(start: Written) -> When | AdvocacyBotError:
    """When it is, or why that cannot be told."""
    try:
        return start.when()
    except AdvocacyBotError as error:
        return error


def _whens(head: Event, window: Window, left_out: _LeftOut) -> Iterator[When | AdvocacyBotError]:
    """When the instances are that EXDATE does not leave out.

    Raises:
        BadInput: that cannot be told.
    """
    yield from (_when(start) for start in _starts(head, window) if not left_out.holds(start))


def _starts(head: Event, window: Window) -> Iterator[Written]:
    """When the instances begin, about the window, as they are written.

    Raises:
        BadInput: that cannot be told.
    """
    start = head.one("DTSTART")
    if start is None:
        raise BadInput(what="the event does not say when it begins", mend="give it the day and hour of the vote")
    if "EXRULE" in head.told or len(head.told.get("RRULE", ())) > 1:
        raise BadInput(what="the event recurs by several rules", mend="make a single event of each vote")
    if "RRULE" in head.told:
        yield from _by_rule(rule(head.told["RRULE"][0].value), start, window)
    else:
        yield start
    yield from head.all("RDATE")


def _by_rule(recurs: Rule, start: Written, window: Window) -> Iterator[Written]:
    """The starts that a rule names.

    Raises:
        BadInput: its end is no time, or it does not name the day on which it begins.
    """
    day, allowance = start.local.date(), start.around.allowance
    if day not in days(recurs, day, day, day, allowance):
        what = "the event begins on a day that its own rule does not name"
        raise BadInput(what=what, mend="let it begin on the first day of its rule")
    ends = _end(recurs.until, start) if recurs.until else None
    since, until = window.starts.date() - 2 * _A_DAY, window.ends.date() + 2 * _A_DAY
    for named in days(recurs, day, since, until, allowance):
        one = start.on(named)
        if ends is not None and _is_after(one, ends):
            return
        yield one


def _end(until: str, start: Written) -> dt.datetime:
    """The last hour of a rule: in UTC where it is written so; else as the clock shows it, on a day alone to its end.

    Raises:
        NotAnHour: it is none.
    """
    if until.endswith("Z") and not start.day_alone:
        return hour_on_the_wall(until[:-1]).replace(tzinfo=dt.UTC)
    return hour_on_the_wall(f"{until[:8]}T235959" if "T" not in until or start.day_alone else until)


def _is_after(one: Written, ends: dt.datetime) -> bool:
    """Whether a start lies after the rule's end. One whose hour the clocks skip or show twice is told by the clock."""
    if ends.tzinfo is None:
        return one.local > ends
    try:
        when = one.when()
    except AdvocacyBotError:
        return one.local > ends.replace(tzinfo=None) + _A_DAY
    return isinstance(when, dt.datetime) and when > ends


def _too_many() -> BadInput:
    what = f"the event takes place more than {MOST_INSTANCES} times in that time"
    return BadInput(what=what, mend="make a single event of each vote")
