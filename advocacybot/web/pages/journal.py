"""The journal: everything that happened, looked through, taken along, and held against its chain of hashes."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import TypeAdapter, ValidationError

from advocacybot.campaign.roles import Deed
from advocacybot.council.hours import NEW_YORK
from advocacybot.council.values import Day
from advocacybot.council.votes import Symbol
from advocacybot.errors import JournalBroken, NotADate
from advocacybot.store import journal, journal_search
from advocacybot.store.journal_search import Found, Wanted
from advocacybot.store.models import JournalRow
from advocacybot.web import sentences
from advocacybot.web.house import for_deed, house, staff, whole_number
from advocacybot.web.shown import Hour, hour

_DAY = TypeAdapter[dt.date](Day)
_SYMBOL = TypeAdapter[str](Symbol)
_AN_HOUR = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
_NUMBERED = frozenset({"post", "suggestion", "warning"})
"""What entries name by its kind and its number, and what has a page of that name."""
_MOST_WORDS = 8
_LONGEST = 300
_FIELDS = ("words", "kind", "by", "subject", "since", "until")


@dataclass(frozen=True)
class Told:
    """An entry as people read it. ``link``: the page of what it is about."""

    seq: int
    at: Hour
    kind: str
    subject: str
    by: str
    facts: tuple[tuple[str, str], ...]
    link: str | None


@require_GET
@for_deed(Deed.LOOK)
def index(request: HttpRequest) -> HttpResponse:
    """What was looked for, the newest first, by pages."""
    typed = {field: request.GET.get(field, "")[:_LONGEST] for field in _FIELDS}
    problem, found = "", Found((), None)
    try:
        before = request.GET.get("before", "")
        found = journal_search.page(_wanted(typed), whole_number(before) if before else None)
    except NotADate as error:
        problem = sentences.told(error)
    seen = {
        "typed": typed,
        "narrowed": any(typed[field] for field in _FIELDS if field != "words"),
        "problem": problem,
        "found": found,
        "entries": [_told(row, request) for row in found.entries],
        "kinds": journal_search.kinds(),
        "people": journal_search.people(),
        "length": journal.length(),
    }
    return render(request, "web/journal.html", seen, status=422 if problem else 200)


@require_GET
@for_deed(Deed.LOOK)
def download(request: HttpRequest) -> HttpResponseBase:
    """All that was looked for, a line of JSON each, as it is read."""
    wanted = _wanted({field: request.GET.get(field, "")[:_LONGEST] for field in _FIELDS})
    answer = StreamingHttpResponse(_lines(wanted), content_type="application/jsonl; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="journal.jsonl"'
    return answer


@require_POST
@for_deed(Deed.LOOK)
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain, and show its last hash: noted elsewhere, it proves the journal later."""
    try:
        entries, last = journal.verify()
    except JournalBroken as error:
        return render(request, "web/journal_verified.html", {"broken": error})
    return render(request, "web/journal_verified.html", {"entries": entries, "last": last})


def _wanted(typed: Mapping[str, str]) -> Wanted:
    """What the form asks for. Its days are New York's, the last one to its end.

    Raises:
        NotADate: a day is none.
    """
    readable = {field: "".join(letter for letter in text if letter.isprintable()).strip() for field, text in typed.items()}
    return Wanted(
        words=tuple(readable["words"].split()[:_MOST_WORDS]),
        kind=readable["kind"],
        by=readable["by"],
        subject=readable["subject"],
        since=_midnight(readable["since"]),
        until=_midnight(readable["until"], dt.timedelta(days=1)),
    )


def _midnight(day: str, later: dt.timedelta = dt.timedelta()) -> dt.datetime | None:
    if not day:
        return None
    try:
        return dt.datetime.combine(_DAY.validate_python(day) + later, dt.time(), NEW_YORK).astimezone(dt.UTC)
    except (ValidationError, OverflowError):
        raise NotADate(text=day) from None


def _told(row: JournalRow, request: HttpRequest) -> Told:
    at = hour(row.at, house(), staff(request))
    facts = tuple((name, _in_words(value)) for name, value in row.facts.items())
    return Told(row.seq, at, row.kind, row.subject, row.by, facts, _link(row.subject))


def _in_words(value: Any) -> str:
    """A fact of whatever shape, in a line."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_in_words(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_in_words, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and _AN_HOUR.fullmatch(value):
        return f"{dt.datetime.fromisoformat(value).astimezone(NEW_YORK):%Y-%m-%d %H:%M} {_('New York')}"
    return "–" if value is None else str(value).replace("|", " · ")


def _link(subject: str) -> str | None:
    kind, _space, number = subject.partition(" ")
    if kind in _NUMBERED and number.isascii() and number.isdecimal():
        return reverse(kind, args=[int(number)])
    try:
        return reverse("vote", args=[_SYMBOL.validate_python(subject)])
    except ValidationError:
        return None


def _lines(wanted: Wanted) -> Iterator[str]:
    for row in journal_search.every(wanted):
        fields = ("seq", "kind", "subject", "by", "facts", "hash")
        entry = {field: getattr(row, field) for field in fields} | {"at": row.at.isoformat()}
        yield json.dumps(entry, ensure_ascii=False) + "\n"
