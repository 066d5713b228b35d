"""Votes read from an iCalendar file (RFC 5545): the one that we publish, or plain events with a Council symbol in their summary.

An event is used whole or not at all, and one that cannot be used is named with its line. Only the properties that are needed are
read as what they are, so nothing else in a file – recurrences, zones of its own, alarms – can do anything.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from icalendar.parser import Contentline, split_on_unescaped_comma, unescape_backslash

from advocacybot.council.hours import Hour, parse_hour
from advocacybot.council.values import Iso3, Line, Translated, Value
from advocacybot.council.votes import Document, Procedure, Symbol, Vote
from advocacybot.errors import AdvocacyBotError, BadInput, DuplicateSymbol, UnknownZone
from advocacybot.site import ics
from advocacybot.sources.models import in_a_line

_SYMBOL = re.compile(r"(?<![\w/-])S/(RES/\d{1,5}\(\d{4}\)|\d{4}/\d{1,4}(/(Rev|Corr|Amend)\.\d{1,2})?)(?![\w/])")
_HOUR = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)")
_ZONE = re.compile(r"[A-Za-z][\w+\-/]*")
_AROUND = " \t\n\u00a0:;,.–—-()[]"
_CALENDAR = re.compile(rb"\s*BEGIN:VCALENDAR\s", re.IGNORECASE)
_BEGINS_OR_ENDS = re.compile(rb"\s*(BEGIN|END):\s*([^\s]+)\s*", re.IGNORECASE)
_RECURS = {"RRULE", "RDATE", "RECURRENCE-ID"}


class FoundVote(Value):
    """A vote as far as its event tells it. Nobody has assessed it: what people hold of a draft is taken over from no file."""

    symbol: Symbol
    hour: Hour
    subject: Translated | None = None
    situation: Translated | None = None
    meeting: Line | None = None
    procedure: Procedure = Procedure.SUBSTANTIVE
    penholders: tuple[Iso3, ...] = ()
    documents: tuple[Document, ...] = ()
    withdrawn: bool = False

    def vote(self) -> Vote:
        """The vote.

        Raises:
            BadInput: the event does not say what it is about, which a vote in the calendar must.
        """
        missing = [name for name, words in (("subject", self.subject), ("situation", self.situation)) if not words]
        if missing:
            what = f"the event of {self.symbol} says no {' and no '.join(missing)}"
            mend = "write the subject after the symbol in its summary, and the situation as its category"
            raise BadInput(what=what, mend=mend)
        with in_a_line():
            return Vote.model_validate(self.model_dump())


@dataclass(frozen=True)
class VotesFile:
    """The votes of a file in their order, and what was wrong with each event that could not be used."""

    votes: tuple[FoundVote, ...]
    problems: tuple[AdvocacyBotError, ...]


def read(data: bytes, name: str) -> VotesFile:
    """The votes in a file of that name.

    Raises:
        BadInput: it is no iCalendar file, or not a whole one.
    """
    votes: dict[str, FoundVote] = {}
    problems: list[AdvocacyBotError] = []
    for event in _events(data, name):
        try:
            vote = _vote(_properties(event))
            if vote.symbol in votes:
                raise DuplicateSymbol(symbol=vote.symbol, also=" in the file")
            votes[vote.symbol] = vote
        except AdvocacyBotError as error:
            problems.append(error.at(f"{name}, line {event.line}"))
    return VotesFile(tuple(votes.values()), tuple(problems))


# ── lines and events ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Event:
    """The lines of a VEVENT, unfolded; those of what it holds, such as alarms, left out. ``line``: where it begins."""

    line: int
    lines: list[bytes]


def _events(data: bytes, name: str) -> list[_Event]:
    """Every event of the file.

    Raises:
        BadInput: it is no iCalendar file, or breaks off.
    """
    events: list[_Event] = []
    for number, within, line in _structured(data.removeprefix(b"\xef\xbb\xbf"), name):
        if within == [b"VCALENDAR", b"VEVENT"]:
            if _BEGINS_OR_ENDS.fullmatch(line):
                events.append(_Event(number, []))
            elif line.strip():
                events[-1].lines.append(line)
    return events


def _structured(data: bytes, name: str) -> Iterator[tuple[int, list[bytes], bytes]]:
    """Each line with its number and the components that it stands in. A BEGIN stands in what it begins; no END is told."""
    if not _CALENDAR.match(data):
        what = "this is no iCalendar file: it does not begin with BEGIN:VCALENDAR"
        raise BadInput(where=name, what=what, mend="export the calendar as iCalendar (.ics)")
    within: list[bytes] = []
    for number, line in _unfolded(data):
        found = _BEGINS_OR_ENDS.fullmatch(line)
        if found is None or found[1].upper() == b"BEGIN":
            within += [found[2].upper()] if found else []
            yield number, within, line
        elif not within or within.pop() != found[2].upper():
            what = f"{_shown(line)} ends what did not begin"
            raise BadInput(where=f"{name}, line {number}", what=what, mend="export the calendar anew")
    if within:
        raise BadInput(where=name, what=f"the file breaks off within {_shown(within[-1])}", mend="fetch it again")


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line with its number. A line that begins with a blank goes on with the one before it (RFC 5545, 3.1), which may part
    even the bytes of one sign."""
    first, parts = 1, list[bytes]()
    for number, written in enumerate(data.split(b"\n"), start=1):
        line = written.removesuffix(b"\r")
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield first, b"".join(parts)
        first, parts = number, [line]
    yield first, b"".join(parts)


def _shown(line: bytes) -> str:
    return repr(line[:60].decode(errors="replace"))


# ── what an event says ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Property:
    """``raw``: its value before escapes are undone."""

    parameters: Mapping[str, str]
    value: str
    raw: str


_Properties = Mapping[str, list[_Property]]


def _properties(event: _Event) -> _Properties:
    """What the event says, by name in capitals.

    Raises:
        BadInput: a line of it says nothing that can be read.
    """
    found: dict[str, list[_Property]] = {}
    for line in event.lines:
        try:
            name, parameters, raw = Contentline(line.decode()).raw_parts()  # type: ignore[no-untyped-call]
        except ValueError:
            raise BadInput(what=f"{_shown(line)} is no property in UTF-8", mend="export the event anew") from None
        told = {key.upper(): words for key, words in parameters.items() if isinstance(words, str)}
        found.setdefault(name.upper(), []).append(_Property(told, unescape_backslash(raw), raw))
    return found


def _vote(told: _Properties) -> FoundVote:
    recurs = sorted(_RECURS & told.keys())
    if recurs:
        what = f"the event recurs ({', '.join(recurs)}), and a vote is taken once"
        raise BadInput(what=what, mend="make a single event of it")
    facts = _our_own(told) if ics.SYMBOL in told else _plain(told)
    status = _first(told, "STATUS")
    with in_a_line():
        withdrawn = status is not None and status.value.strip().upper() == "CANCELLED"
        return FoundVote.model_validate({"hour": _hour(told), "withdrawn": withdrawn} | facts)


def _our_own(told: _Properties) -> dict[str, object]:
    """What :mod:`advocacybot.site.ics` wrote into properties of our own. Only what is there, so that defaults hold."""
    single = {"symbol": ics.SYMBOL, "meeting": ics.MEETING, "procedure": ics.PROCEDURE}
    facts: dict[str, object] = {field: told[name][0].value for field, name in single.items() if name in told}
    return facts | {
        "subject": _by_language(told.get(ics.SUBJECT, ())) or None,
        "situation": _by_language(told.get(ics.SITUATION, ())) or None,
        "penholders": tuple(one.value for one in told.get(ics.PENHOLDER, ())),
        "documents": tuple(_document(one.value) for one in told.get(ics.DOCUMENT, ())),
    }


def _plain(told: _Properties) -> dict[str, object]:
    """What an event of anybody's says: the symbol in its summary, the subject beside it, the situation as its category."""
    summary, category = _first(told, "SUMMARY"), _first(told, "CATEGORIES")
    words = summary.value if summary else ""
    symbols = {found[0] for found in _SYMBOL.finditer(words)}
    if len(symbols) != 1:
        what = f"the event {words[:80]!r} names {'several texts' if symbols else 'no text of the Council'} in its summary"
        raise BadInput(what=what, mend="write one symbol such as S/2016/846 into it")
    (symbol,) = symbols
    before, _, after = words.partition(symbol)
    subject = after.strip(_AROUND) or before.strip(_AROUND)
    situation = split_on_unescaped_comma(category.raw)[0].strip() if category else ""
    return {
        "symbol": symbol,
        "subject": {_language(summary): " ".join(subject.split())} if subject else None,
        "situation": {_language(category): situation} if situation else None,
    }


def _first(told: _Properties, name: str) -> _Property | None:
    return told[name][0] if name in told else None


def _by_language(found: Iterable[_Property]) -> dict[str, str]:
    return {_language(one): one.value for one in found}


def _language(one: _Property | None) -> str:
    """``fr`` of ``fr-CH``; English where it says none."""
    return (one.parameters.get("LANGUAGE", "") if one else "")[:2].lower() or "en"


def _document(words: str) -> dict[str, str]:
    url, _, title = words.partition(" ")
    return {"url": url, "title": title}


def _hour(told: _Properties) -> dt.datetime:
    """When the event begins.

    Raises:
        BadInput: it does not say so, or says a day alone.
        NaiveHour, UnknownZone, NotAnHour, HourDoesNotExist, HourIsAmbiguous: its hour cannot be relied on.
    """
    start = _first(told, "DTSTART")
    if start is None:
        raise BadInput(what="the event does not say when it begins", mend="give it the day and hour of the vote")
    found = _HOUR.fullmatch(start.value.strip())
    if found is None:
        what = f"the event begins at {start.value[:40]!r}, which is no day and hour"
        raise BadInput(what=what, mend="give it the hour of the vote, not the day alone")
    year, month, day, hour, minute, second, utc = found.groups()
    return parse_hour(f"{year}-{month}-{day} {hour}:{minute}:{second}{'+00:00' if utc else _zone(start)}")


def _zone(start: _Property) -> str:
    """The zone of that name. What a file itself defines under the name is not looked at."""
    name = start.parameters.get("TZID", "")
    if name and not _ZONE.fullmatch(name):
        raise UnknownZone(zone=name)
    return f" {name}" if name else ""
