"""Meetings of the Security Council in the Journal of the United Nations, as its own application asks for a day of them.

The interface is undocumented, and used by others in the same way: ``groups[].sessions[].meetings[]``, where a session is an
organ's. Hours are New York's and say no zone. Nothing in it says that a meeting votes, and Council meetings stand in it about a
day ahead: it tells people when the Council sits, and no more.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advocacybot.council.hours import parse_hour
from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.sources.feeds import json_of
from advocacybot.sources.letters import as_text
from advocacybot.sources.plain_text import clean_line, without_html

HEADERS = {"location": "new york", "language": "en", "Accept": "application/json"}
"""What is asked for with the day: the Journal holds Geneva's meetings too, and other languages."""

MOST_MEETINGS = 500
_LONGEST = 300
_COUNCIL = re.compile(r"security council|conseil de sécurité|consejo de seguridad", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{1,5})(?:st|nd|rd|th|e|ª|a)\b", re.IGNORECASE)
_FOLLOWED = re.compile(r"followed by|suivie? de|seguida de", re.IGNORECASE)
_LOCAL = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,7})?)?")
_PAGE = "https://journal.un.org/en/meeting/officials"
_ID = re.compile(r"[A-Za-z0-9-]{1,60}")


@dataclass(frozen=True)
class CouncilMeeting:
    """A meeting of the Council.

    ``begins``: in UTC; nothing where no hour is given, or where it is to *follow* another, whose id is ``after`` if it is known.
    ``number``: of a formal meeting, such as 10170; consultations have none. ``address``: its page in the Journal.
    """

    id: str
    day: dt.date
    title: str
    number: int | None
    begins: dt.datetime | None
    follows: bool
    after: str | None
    cancelled: bool
    closed: bool
    address: str


@dataclass(frozen=True)
class JournalDay:
    """The Council's meetings of a day in their order, and what could not be read of them."""

    meetings: tuple[CouncilMeeting, ...]
    problems: tuple[AdvocacyBotError, ...] = ()


def read_day(content: bytes, name: str, day: dt.date, charset: str | None = None) -> JournalDay:
    """The Council's meetings on that day of New York.

    Args:
        content: what the Journal gave for the day; nothing at all where it lists no meeting.
        name: the feed's, for messages.
        day: the day that was asked about.
        charset: what the server says of its encoding.

    Raises:
        BadInput: it is no day of the Journal.
    """
    text = as_text(content, charset).strip()
    if not text or text == "null":
        return JournalDay(())
    data = json_of(text, name)
    if not isinstance(data.get("groups"), list):
        raise BadInput(where=name, what="this is no day of the Journal: it has no groups", mend="see that the address is right")
    meetings: dict[str, CouncilMeeting] = {}
    problems: list[AdvocacyBotError] = []
    before: str | None = None
    for told in _of_the_council(data):
        try:
            meeting = _meeting(told, day, before)
        except AdvocacyBotError as error:
            problems.append(error.at(name))
            continue
        if meeting.day == day and meeting.id not in meetings:
            meetings[meeting.id] = meeting
            before = before if meeting.cancelled else meeting.id
    return JournalDay(tuple(meetings.values()), tuple(problems))


def _of_the_council(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is told of each of its meetings; those of its committees are another organ's."""
    left = MOST_MEETINGS
    for group in _objects(data, "groups"):
        for session in _objects(group, "sessions"):
            for told in _objects(session, "meetings")[:left]:
                left -= 1
                if _COUNCIL.fullmatch(_organ(told, session)):
                    yield told


def _organ(told: dict[str, Any], session: dict[str, Any]) -> str:
    names = (session.get("name"), told.get("relatedOrganizationFullName"), told.get("organization"))
    return next(filter(None, map(_plain, names)), "")


def _meeting(told: dict[str, Any], asked: dt.date, before: str | None) -> CouncilMeeting:
    """One meeting.

    Raises:
        BadInput: it has no id.
        HourDoesNotExist, HourIsAmbiguous, NotAnHour: its hour cannot be told.
    """
    key, number, more = told.get("id"), _plain(told.get("meetingNumber")), _plain(told.get("title"))
    title = ": ".join(filter(None, (number, more))) or "meeting"
    if not isinstance(key, str) or not _ID.fullmatch(key):
        raise BadInput(what=f"the meeting {title!r} has no id", mend="it is left out")
    follows = told.get("isFollowedBy") is True or bool(_FOLLOWED.match(_plain(told.get("timeFrom"))))
    day, begins = _hour(told.get("startDate"), asked)
    formal = _NUMBER.search(number)
    return CouncilMeeting(
        id=key,
        day=day,
        title=title[:_LONGEST],
        number=int(formal[1]) if formal else None,
        begins=None if follows else begins,
        follows=follows,
        after=before if follows else None,
        cancelled=told.get("isCancelled") is True,
        closed=told.get("isClosed") is True,
        address=f"{_PAGE}/{key}/{day}",
    )


def _hour(written: object, asked: dt.date) -> tuple[dt.date, dt.datetime | None]:
    """The day, and the hour in UTC, of New York's *2026-06-12T10:00:00*; midnight stands for an hour that is not known."""
    local = _LOCAL.fullmatch(written.strip()) if isinstance(written, str) else None
    if local is None:
        return asked, None
    hour = parse_hour(f"{local[1]} {local[2]} America/New_York")
    return dt.date.fromisoformat(local[1]), None if local[2] == "00:00" else hour


def _objects(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = data.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _plain(value: object) -> str:
    """Words of the Journal, which are small pieces of HTML, by themselves or by language."""
    if isinstance(value, dict):
        texts = (one for one in (value.get("en"), *value.values()) if isinstance(one, str) and one.strip())
        value = next(texts, "")
    return clean_line(without_html(value[:20_000]), _LONGEST) if isinstance(value, str) else ""
