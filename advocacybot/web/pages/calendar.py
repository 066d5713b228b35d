"""The calendar: a month of it, and every vote in a list."""

import calendar as weeks
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from advocacybot.campaign.roles import Deed
from advocacybot.council.hours import NEW_YORK, new_york_day
from advocacybot.errors import BadInput
from advocacybot.store import posts, votes
from advocacybot.store.votes import KeptVote
from advocacybot.web.house import for_deed, house, staff
from advocacybot.web.vote_shown import Line, line

A_PAGE = 25
MOST_A_MONTH = 300
_LONGEST = 100
_FIRST_YEAR, _LAST_YEAR = 1946, 2199


@dataclass(frozen=True)
class DayShown:
    """A day in New York with its votes. ``outside``: it belongs to the month before or after."""

    day: dt.date
    votes: tuple[Line, ...]
    outside: bool
    today: bool


@require_GET
@for_deed(Deed.LOOK)
def month(request: HttpRequest) -> HttpResponse:
    """A month of New York's days."""
    today = new_york_day(house().clock.now())
    first = _first_day(request.GET.get("month", "")) if request.GET.get("month") else today.replace(day=1)
    after = _month_after(first)
    found = votes.between(_midnight(first), _midnight(after), MOST_A_MONTH + 1)
    lines = _lines(request, found[:MOST_A_MONTH])
    by_day: dict[dt.date, list[Line]] = {}
    for one in lines:
        by_day.setdefault(one.hour.new_york.date(), []).append(one)
    days = [
        [DayShown(day, tuple(by_day.get(day, ())), day.month != first.month, day == today) for day in week]
        for week in weeks.Calendar().monthdatescalendar(first.year, first.month)
    ]
    seen = {
        "first": first,
        "weeks": days,
        "with_votes": [one for week in days for one in week if one.votes and not one.outside],
        "before": _month_after(first, -1),
        "after": after,
        "this_month": today.replace(day=1),
        "more": len(found) > MOST_A_MONTH,
        "may_edit": staff(request).may(Deed.EDIT_CALENDAR),
    }
    return render(request, "web/calendar.html", seen)


@require_GET
@for_deed(Deed.LOOK)
def listed(request: HttpRequest) -> HttpResponse:
    """Every vote, those ahead before the others; or those alone of which symbol or subject hold some words."""
    now, words = house().clock.now(), request.GET.get("words", "").strip()[:_LONGEST]
    ahead, past = votes.count(now, words, house().campaign.languages)
    page = Paginator(range(ahead + past), A_PAGE).get_page(request.GET.get("page"))
    skip = A_PAGE * (page.number - 1)
    found = votes.listed(now, words, house().campaign.languages, ahead=ahead, skip=skip, most=A_PAGE)
    coming = sum(one.vote.hour > now for one in found)
    lines = _lines(request, found)
    seen = {
        "words": words,
        "ahead": lines[:coming],
        "past": lines[coming:],
        "page": page,
        "may_edit": staff(request).may(Deed.EDIT_CALENDAR),
    }
    return render(request, "web/votes.html", seen)


def _lines(request: HttpRequest, found: Iterable[KeptVote]) -> list[Line]:
    kept = list(found)
    counts = posts.count_of_matters(one.vote.symbol for one in kept)
    reader, language = staff(request), get_language() or "en"
    return [line(house(), one, counts.get(one.vote.symbol, {}), reader, language) for one in kept]


def _first_day(month: str) -> dt.date:
    """The first day of a month written ``2016-10``.

    Raises:
        BadInput: it is none, or in no year of the Council.
    """
    written = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", month)
    if not written or not _FIRST_YEAR <= int(written[1]) <= _LAST_YEAR:
        raise BadInput(what=f"{month[:20]!r} is no month of the Council's", mend="write it as YYYY-MM, such as 2016-10")
    return dt.date(int(written[1]), int(written[2]), 1)


def _month_after(first: dt.date, months: int = 1) -> dt.date:
    number = first.year * 12 + first.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), NEW_YORK).astimezone(dt.UTC)
