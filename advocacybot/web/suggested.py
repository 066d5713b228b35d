"""Forms that begin with what a suggestion tells, and accept it by being sent."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from advocacybot.campaign.hints import crimes_in
from advocacybot.campaign.suggestions import OPEN, Sighting, Suggestion, Told
from advocacybot.campaign.warnings import MOST_REPORTS
from advocacybot.council.hours import NEW_YORK, new_york_day
from advocacybot.council.states import States
from advocacybot.errors import DecidedAlready
from advocacybot.pipeline import suggest
from advocacybot.store import suggestions
from advocacybot.web import outcome_form, vote_form, warning_form
from advocacybot.web.house import house, staff, whole_number
from advocacybot.web.suggestion_shown import shown

_DOCUMENT = re.compile(r"[A-Z]{1,6}/[\w/.()]{1,40}")
"""The number of a document, such as SC/12545 or S/PV.7785."""
_LONGEST = 300
"""Characters of a title in a form."""


def number_in(request: HttpRequest) -> int | None:
    """The suggestion that a form was opened from, if it was from one.

    Raises:
        BadInput: what the address says is no number.
    """
    typed = request.POST.get("suggestion") or request.GET.get("suggestion")
    return whole_number(typed) if typed else None


def suggestion_in(request: HttpRequest) -> Suggestion | None:
    """The same suggestion, which is still open.

    Raises:
        NoSuchThing, DecidedAlready: there is none, or it is decided.
    """
    number = number_in(request)
    return None if number is None else still_open(number)


def still_open(number: int) -> Suggestion:
    """The suggestion of that number.

    Raises:
        NoSuchThing, DecidedAlready: there is none, or it is decided.
    """
    one = suggestions.get(number).suggestion
    if one.state not in OPEN:
        raise DecidedAlready(number=number, state=one.state)
    return one


def seen(request: HttpRequest) -> dict[str, Any]:
    """What a form's page shows of the suggestion that it was opened from."""
    number = number_in(request)
    return {} if number is None else seen_of(request, number)


def seen_of(request: HttpRequest, number: int) -> dict[str, Any]:
    """What it shows of the suggestion of that number."""
    return {"suggested": shown(house(), suggestions.get(number), staff(request), get_language() or "en", frozenset())}


def accepting(request: HttpRequest, symbol: str) -> AbstractContextManager[None]:
    """Accept the suggestion, if the form was opened from one, by what is done about that vote inside."""
    return suggest.accepting(house(), number_in(request), staff(request).person, symbol)


def as_vote(told: Told, languages: Iterable[str], states: States, before: vote_form.Typed | None = None) -> vote_form.Typed:
    """The form of a vote with what was told, in place of what stands in it before."""
    empty = tuple((one, "") for one in languages)
    typed = before or vote_form.Typed(subject=empty, situation=empty)
    language = get_language() or "en"
    if told.hour:
        there = told.hour.astimezone(NEW_YORK)
        typed = replace(typed, day=f"{there:%Y-%m-%d}", time=f"{there:%H:%M}", offset=vote_form.offset_of(there))
    penholders = tuple(states.find(code).short_name(language) for code in told.penholders if code in states.by_code)
    return replace(
        typed,
        symbol=told.symbol or typed.symbol,
        subject=_by_language(typed.subject, told.subject),
        situation=_by_language(typed.situation, told.situation),
        meeting=told.meeting or typed.meeting,
        penholders=penholders or typed.penholders,
        documents=tuple((one.title, one.url) for one in told.documents) or typed.documents,
    )


def _by_language(fields: Iterable[tuple[str, str]], told: dict[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple((language, (told or {}).get(language, words)) for language, words in fields)


def as_outcome(one: Suggestion, typed: outcome_form.Typed) -> outcome_form.Typed:
    """The form of an outcome with the text that was seen last, and where it stands."""
    last = one.sightings[-1]
    title, date, url = _named(last, last.item if _DOCUMENT.fullmatch(last.item) else last.title)
    return replace(typed, title=title, url=url, date=date, press=one.told.text)


def as_warning(one: Suggestion, languages: Iterable[str]) -> warning_form.Typed:
    """The form of a warning with the reports that were seen last, and the crimes that they name."""
    reports = one.sightings[: -MOST_REPORTS - 1 : -1]
    words = "\n".join(f"{report.passage}\n{report.sentence}" for report in reports)
    return warning_form.Typed(
        situation=_by_language(((language, "") for language in languages), one.told.situation),
        crimes=crimes_in(words),
        reports=tuple(_named(report, report.title) for report in reports),
    )


def _named(sighting: Sighting, title: str) -> tuple[str, str, str]:
    """Title, date and address of an item, as a form names a source."""
    return " ".join(title.split())[:_LONGEST], f"{new_york_day(sighting.at)}", sighting.address or ""
