"""How a calendar of ours is written, whatever stands in it (RFC 5545; RFC 7986 for its name and how often to look again)."""

import datetime as dt
import re

import icalendar

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufeff]")
"""What no text in iCalendar may hold (RFC 5545, 3.3.11), and a byte order mark, which would be lost where it begins a value."""


def begun(name: str, of: str, language: str, look_again: dt.timedelta) -> icalendar.Calendar:
    """A calendar without events. ``of``: what stands in it, for PRODID; ``look_again``: after how long clients should."""
    made = icalendar.Calendar()
    made.add("PRODID", f"-//advocacybot//{of}//EN")
    made.add("VERSION", "2.0")
    made.add("NAME", text(name, LANGUAGE=language))
    made.add("X-WR-CALNAME", text(name))
    made.add("REFRESH-INTERVAL", look_again, {"VALUE": "DURATION"})
    return made


def text(words: str, **parameters: str) -> icalendar.vText:
    return icalendar.vText(printable(words, keep="\n"), params=parameters)


def printable(words: str, keep: str = "") -> str:
    return _CONTROL.sub(lambda found: found[0] if found[0] in keep else "\ufffd", words)
