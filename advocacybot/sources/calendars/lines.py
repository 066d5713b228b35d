"""An iCalendar file taken apart: bytes → lines → calendars with their events and zones (RFC 5545, 3.1, 3.4, 3.6).

How its signs are read: UTF-16 where it begins with a mark of that, or with letters of two bytes; else each line by itself in
UTF-8, and where it is no UTF-8, in what is declared, by the property's CHARSET or by whoever sent the file. Where nothing is
declared, an event that is written in something else is refused: no letter is guessed.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from icalendar.parser import Contentline, unescape_backslash

from advocacybot.errors import BadInput

MOST_BYTES = 8 * 1024 * 1024
MOST_LINES = 400_000
MOST_EVENTS = 10_000
_LONGEST_LINE = 20_000
"""Bytes of a property that is used, unfolded."""
_MOST_OBSERVANCES = 600
"""Of one zone: the whole history of a place has two hundred."""

_CALENDAR = re.compile(rb"\s*BEGIN:VCALENDAR\s", re.IGNORECASE)
_BEGINS_OR_ENDS = re.compile(rb"\s*(BEGIN|END):\s*([^\s]+)\s*", re.IGNORECASE)
_LINE_ENDS = re.compile(rb"\r*\n|\r")
_NAME = re.compile(rb"[ \t]*([A-Za-z0-9][A-Za-z0-9-]*)[ \t]*[;:]")
_CHARSET = re.compile(rb'^[^:]*;CHARSET="?([\w.-]+)"?', re.IGNORECASE)
_TZONE = re.compile(r";TZID=(tzone://[\w/]+)(?=[:;])")
"""A zone's name as Exchange writes it: without the quotes that its colon asks for."""
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""What no text in iCalendar may hold (RFC 5545, 3.1)."""
_ENCODINGS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"), "cp1252"),
    "iso-8859-15": "iso-8859-15",
}
"""Encodings that may be declared; Latin-1 is read as browsers read it (WHATWG Encoding, 4.2)."""

_HELD = {b"VEVENT": b"VCALENDAR", b"VTIMEZONE": b"VCALENDAR", b"STANDARD": b"VTIMEZONE", b"DAYLIGHT": b"VTIMEZONE"}
"""The components that are looked at, each with the one that it stands in."""


@dataclass(frozen=True)
class Component:
    """A calendar, an event, a zone or a part of one. ``line``: where it begins; ``lines``: its own, unfolded."""

    kind: str
    line: int
    lines: list[bytes] = field(default_factory=list, repr=False)
    inner: "list[Component]" = field(default_factory=list, repr=False)

    def of_kind(self, *kinds: str) -> "list[Component]":
        return [one for one in self.inner if one.kind in kinds]


@dataclass(frozen=True)
class Property:
    """``raw``: its value before escapes are undone."""

    parameters: Mapping[str, str]
    value: str
    raw: str


Properties = Mapping[str, list[Property]]
"""By name, in capitals."""


def calendars(data: bytes, name: str) -> list[Component]:
    """Every calendar of the file of that name, in its order: a file may hold several.

    Raises:
        BadInput: it is no iCalendar file, too long a one, or not a whole one.
    """
    if len(data) > MOST_BYTES:
        what = f"the file has {len(data)} bytes, of which {MOST_BYTES} are read"
        raise BadInput(where=name, what=what, mend="export the votes alone, or the months ahead")
    text = _in_utf8(data, name)
    if max(text.count(b"\n"), text.count(b"\r")) > MOST_LINES:
        what = f"the file has more than {MOST_LINES} lines"
        raise BadInput(where=name, what=what, mend="export the votes alone, or the months ahead")
    if not _CALENDAR.match(text):
        what = "this is no iCalendar file: it does not begin with BEGIN:VCALENDAR"
        raise BadInput(where=name, what=what, mend="export the calendar as iCalendar (.ics)")
    return _taken_apart(text, name)


def properties(component: Component, wanted: frozenset[str], charset: str | None = None) -> Properties:
    """What the component says, of the properties that are wanted. ``charset``: in what its lines are written, as declared by
    whoever sent the file.

    Raises:
        BadInput: a line that is wanted cannot be read; of an event, any line.
    """
    found: dict[str, list[Property]] = {}
    for line in component.lines:
        named = _NAME.match(line)
        if named is None and component.kind == "VEVENT":
            raise BadInput(what=f"{shown(line)} is no property in UTF-8", mend="export the event anew")
        name = named[1].decode("ascii").upper() if named else ""
        if name in wanted:
            found.setdefault(name, []).append(_property(line, charset))
    return found


def uid(component: Component) -> str | None:
    """The event's UID, as far as it can be told of one that cannot be read."""
    named = (line for line in component.lines if (found := _NAME.match(line)) and found[1].upper() == b"UID")
    try:
        return next((_property(line, None).value.strip() or None for line in named), None)
    except BadInput:
        return None


def first(told: Properties, name: str) -> Property | None:
    return told[name][0] if name in told else None


def shown(line: bytes) -> str:
    """A line as it may stand in a message."""
    return repr(line[:60].decode(errors="replace"))


# ── signs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_utf8(data: bytes, name: str) -> bytes:
    """The file with its letters in single bytes, as lines are told apart by; UTF-8 where it was UTF-16.

    Raises:
        BadInput: it begins as UTF-16, and is none.
    """
    encoding = _wide(data)
    if encoding is None:
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(encoding).encode()
    except UnicodeDecodeError:
        what = "the file begins in UTF-16, and does not go on in it"
        raise BadInput(where=name, what=what, mend="export the calendar in UTF-8") from None


def _wide(data: bytes) -> str | None:
    """Which UTF-16 it is, by its mark or by the zero beside its first letter."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return {b"B\x00": "utf-16-le", b"\x00B": "utf-16-be"}.get(data[:2])


def _text(line: bytes, charset: str | None) -> str:
    """The line in letters. What is UTF-8 is UTF-8, whatever is declared: by chance no sentence is both.

    Raises:
        BadInput: it is neither UTF-8 nor what is declared.
    """
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.match(line)
    named = declared[1].decode() if declared else charset
    try:
        return line.decode(_ENCODINGS[(named or "").strip().lower()])
    except (KeyError, UnicodeDecodeError):
        what = f"{shown(line)} is no property in UTF-8{f', nor in {named[:40]}' if named else ''}"
        raise BadInput(what=what, mend="export the event anew, in UTF-8") from None


def _property(line: bytes, charset: str | None) -> Property:
    """One line's property.

    Raises:
        BadInput: it is none, or holds what no text may hold.
    """
    if len(line) > _LONGEST_LINE:
        raise BadInput(what=f"{shown(line)} goes on for {len(line)} bytes", mend=f"shorten it to {_LONGEST_LINE}")
    text = _text(line, charset)
    if _CONTROL.search(text):
        raise BadInput(what=f"{shown(line)} holds a control character", mend="type it anew, without what was pasted into it")
    try:
        _, parameters, raw = Contentline(_TZONE.sub(r';TZID="\1"', text)).raw_parts()  # type: ignore[no-untyped-call]
    except ValueError:
        raise BadInput(what=f"{shown(line)} is no property in UTF-8", mend="export the event anew") from None
    told = {key.upper(): words for key, words in parameters.items() if isinstance(words, str)}
    if told.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        what = f"{shown(line)} is written as vCalendar 1.0 writes it"
        raise BadInput(what=what, mend="export the calendar as iCalendar 2.0, in UTF-8")
    return Property(told, unescape_backslash(raw), raw)


# ── lines and components ────────────────────────────────────────────────────────────────────────────────────────────


def _taken_apart(data: bytes, name: str) -> list[Component]:
    """The calendars, with the components that are looked at; what stands in others, such as alarms, is left out.

    Raises:
        BadInput: something ends that did not begin, does not end, or stands in its like; or there are too many events.
    """
    found: list[Component] = []
    within: list[bytes] = []
    opened: list[Component] = []
    for number, line in _unfolded(data):
        marked = _BEGINS_OR_ENDS.fullmatch(line)
        if marked is None:
            if len(opened) == len(within) and opened and line.strip():
                opened[-1].lines.append(line)
        elif marked[1].upper() == b"BEGIN":
            _begin(marked[2].upper(), f"{name}, line {number}", within)
            if _looked_at(within, opened):
                begun = Component(within[-1].decode(), number)
                _held_by(opened, found, name).append(begun)
                opened.append(begun)
        elif not within or within.pop() != marked[2].upper():
            what = f"{shown(line)} ends what did not begin"
            raise BadInput(where=f"{name}, line {number}", what=what, mend="export the calendar anew")
        else:
            del opened[len(within) :]
    if within:
        raise BadInput(where=name, what=f"the file breaks off within {shown(within[-1])}", mend="fetch it again")
    return found


def _begin(kind: bytes, where: str, within: list[bytes]) -> None:
    """Go into a component.

    Raises:
        BadInput: it stands in another of its kind, or outside of every calendar.
    """
    if not within and kind != b"VCALENDAR":
        what = f"{shown(b'BEGIN:' + kind)} stands outside of every calendar"
        raise BadInput(where=where, what=what, mend="export the calendar anew")
    if kind in (b"VCALENDAR", b"VEVENT") and kind in within[:3]:
        what = f"a {kind.decode()} begins within another one"
        raise BadInput(where=where, what=what, mend="export the calendar anew")
    within.append(kind)


def _looked_at(within: list[bytes], opened: list[Component]) -> bool:
    if len(within) != len(opened) + 1:
        return False
    return within == [b"VCALENDAR"] or (len(within) > 1 and _HELD.get(within[-1]) == within[-2])


def _held_by(opened: list[Component], found: list[Component], name: str) -> list[Component]:
    """The list that a component goes into.

    Raises:
        BadInput: it is full.
    """
    if not opened:
        return found
    inner, most = opened[-1].inner, MOST_EVENTS if opened[-1].kind == "VCALENDAR" else _MOST_OBSERVANCES
    if len(inner) >= most:
        what = f"the {opened[-1].kind} that begins in line {opened[-1].line} holds more than {most} entries"
        raise BadInput(where=name, what=what, mend="export the votes alone, or the months ahead")
    return inner


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line with its number. A line that begins with a blank goes on with the one before it (RFC 5545, 3.1), which may part
    even the bytes of one sign."""
    start, parts = 1, list[bytes]()
    for number, written in enumerate(_LINE_ENDS.split(data), start=1):
        if written[:1] in (b" ", b"\t") and parts:
            parts.append(written[1:])
            continue
        if parts:
            yield start, b"".join(parts)
        start, parts = number, [written]
    yield start, b"".join(parts)
