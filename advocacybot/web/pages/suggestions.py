"""Suggestions: what feeds and calendars brought, and what people make of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from advocacybot.campaign.feeds import WatchedFeed
from advocacybot.campaign.roles import Deed
from advocacybot.campaign.suggestions import OPEN, Kind, State, Told
from advocacybot.errors import AdvocacyBotError, BadInput, NoSuchThing
from advocacybot.pipeline import suggest
from advocacybot.sources.models import in_a_line
from advocacybot.store import feeds, journal, suggestions, votes
from advocacybot.store.feeds import FeedState
from advocacybot.store.suggestions import Kept
from advocacybot.web import sentences
from advocacybot.web.fields import clean
from advocacybot.web.house import for_deed, house, reason, staff, whole_number
from advocacybot.web.shown import Hour, hour
from advocacybot.web.suggestion_shown import Shown, shown

LISTS: Mapping[str, tuple[object, frozenset[State]]] = {
    "open": (gettext_lazy("To be decided"), OPEN),
    "accepted": (gettext_lazy("Accepted"), frozenset({State.ACCEPTED})),
    "over": (gettext_lazy("Dismissed or overtaken"), frozenset({State.DISMISSED, State.OVERTAKEN})),
}
A_PAGE = 20


@require_GET
@for_deed(Deed.LOOK)
def index(request: HttpRequest) -> HttpResponse:
    """One list of suggestions, the one of which something was seen last before the others."""
    which = request.GET.get("show", "open")
    if which not in LISTS:
        raise NoSuchThing(kind="list", name=which, known=", ".join(LISTS))
    states = LISTS[which][1]
    page = Paginator(range(suggestions.count(states)), A_PAGE).get_page(request.GET.get("page"))
    found = suggestions.listed(states, skip=A_PAGE * (page.number - 1), most=A_PAGE)
    seen = {
        "lists": [(name, title) for name, (title, _states) in LISTS.items()],
        "which": which,
        "page": page,
        "found": _shown(request, found),
        "feeds": _feeds(request),
    }
    return render(request, "web/suggestions.html", seen)


def _feeds(request: HttpRequest) -> list[tuple[WatchedFeed, FeedState | None, Hour | None]]:
    """What is watched, how it is known, and when it was read last."""
    watched = house().configuration.feeds.feeds
    known = feeds.states(one.name for one in watched)
    found = [(one, known.get(one.name)) for one in watched]
    return [
        (one, state, hour(state.worked_at, house(), staff(request)) if state and state.worked_at else None)
        for one, state in found
    ]


@require_GET
@for_deed(Deed.LOOK)
def show(request: HttpRequest, number: int) -> HttpResponse:
    """One suggestion, with every source and its story."""
    return _page(request, number)


@require_POST
@for_deed(Deed.EDIT_CALENDAR)
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    return _decided(request, number, suggest.dismiss, _("Dismissed. It does not come back by what it was seen in."))


@require_POST
@for_deed(Deed.EDIT_CALENDAR)
def note(request: HttpRequest, number: int) -> HttpResponse:
    """Accept a warning: somebody saw to it, and says what they did."""
    if suggestions.get(number).suggestion.kind is not Kind.WARNING:
        raise BadInput(what=_("it is accepted by its form"), mend=_("open it from the list of suggestions"))
    return _decided(request, number, suggest.accept, _("Noted, under your name."))


def _decided(request: HttpRequest, number: int, decide: Callable[..., None], said: str) -> HttpResponse:
    """Decide it as the person who asks says, and say so; or show it again with why that cannot be."""
    try:
        decide(house(), number, staff(request).person, reason(request), _version(request))
    except BadInput as error:
        return _refused(request, number, error)
    messages.success(request, said)
    return redirect("suggestions")


@require_POST
@for_deed(Deed.EDIT_CALENDAR)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Say what it is about: the symbol of a vote, or the situation of which a report speaks."""
    kind, words = suggestions.get(number).suggestion.kind, clean(request.POST.get("about", ""))
    try:
        if not words:
            raise BadInput(what=_("this is empty"), mend=_("write it"))
        with in_a_line():
            told = Told.model_validate({"situation" if kind is Kind.WARNING else "symbol": words})
        suggest.change(house(), number, told, staff(request).person, _version(request))
    except BadInput as error:
        return _refused(request, number, error)
    messages.success(request, _("Changed: it is about %(what)s now.") % {"what": words})
    return redirect("suggestion", number=number)


def _version(request: HttpRequest) -> int:
    return whole_number(request.POST.get("version", ""))


def _refused(request: HttpRequest, number: int, error: AdvocacyBotError) -> HttpResponse:
    """What was wrong, with what was typed still there."""
    return _page(request, number, sentences.told(error), 422)


def _page(request: HttpRequest, number: int, problem: str = "", status: int = 200) -> HttpResponse:
    (one,) = _shown(request, [suggestions.get(number)])
    told = journal.read(subject=f"suggestion {number}")
    seen: dict[str, Any] = {
        "one": one,
        "problem": problem,
        "why": request.POST.get("why", ""),
        "about": request.POST.get("about", ""),
        "story": [(hour(row.at, house(), staff(request)), row) for row in told],
    }
    return render(request, "web/suggestion.html", seen, status=status)


def _shown(request: HttpRequest, found: Iterable[Kept]) -> list[Shown]:
    found = list(found)
    symbols = {one.suggestion.told.symbol for one in found if one.suggestion.told.symbol}
    listed = frozenset(symbol for symbol, kept in votes.find(symbols).items() if kept.listed) if symbols else frozenset()
    return [shown(house(), one, staff(request), get_language() or "en", listed) for one in found]
