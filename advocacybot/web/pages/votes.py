"""A vote: its whole story, and what people in the room make of it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from advocacybot.campaign.roles import Deed
from advocacybot.campaign.suggestions import Told
from advocacybot.council.states import States
from advocacybot.council.votes import Vote
from advocacybot.errors import AdvocacyBotError, BadInput, NoSuchThing, OutdatedEntry, OwnedByFile, Problems
from advocacybot.pipeline import assess, schedule
from advocacybot.store import desk, journal, posts, votes
from advocacybot.store.desk import DeskVote
from advocacybot.store.models import JournalRow
from advocacybot.store.votes import KeptVote
from advocacybot.web import suggested, vote_form, vote_shown
from advocacybot.web.house import for_deed, house, staff, whole_number
from advocacybot.web.preview import Preview, preview
from advocacybot.web.shown import Hour, hour
from advocacybot.web.vote_form import Typed

A_PAGE = 50
MOST_ENTRIES = 100


@require_GET
@for_deed(Deed.LOOK)
def show(request: HttpRequest, symbol: str) -> HttpResponse:
    kept, reader, language = find(symbol), staff(request), get_language() or "en"
    number = sum(posts.count_of_matters([symbol]).get(symbol, {}).values())
    page = Paginator(range(number), A_PAGE).get_page(request.GET.get("page"))
    found = posts.of_matter(symbol, skip=A_PAGE * (page.number - 1), most=A_PAGE)
    seen = {
        **facts(request, kept.vote),
        **vote_shown.grounds(house(), kept, language),
        "letters": vote_shown.letters(house(), kept, language),
        "marks": vote_shown.marks(house(), kept),
        "page": page,
        "accounts": vote_shown.posts_by_account(house(), found, reader),
        "entered": votes.last_report(symbol),
        "journal": entries(request, [symbol]),
        "of_posts": entries(request, [f"post {one.post.id}" for one in found]),
        "now": house().clock.now(),
        **_owned(request, kept),
    }
    return render(request, "web/vote.html", seen)


def entries(request: HttpRequest, subjects: list[str]) -> list[tuple[Hour, JournalRow]]:
    """The last that the journal tells of those subjects."""
    return [(hour(row.at, house(), staff(request)), row) for row in journal.read_about(subjects, MOST_ENTRIES)]


def find(symbol: str) -> KeptVote:
    """The vote of that symbol.

    Raises:
        NoSuchThing: there is none.
    """
    kept = votes.find([symbol]).get(symbol)
    if kept is None:
        raise NoSuchThing(kind="vote", name=symbol, known="the symbols that the calendar shows")
    return kept


def facts(request: HttpRequest, vote: Vote) -> dict[str, Any]:
    """What the calendar says of the vote, for its template."""
    states, language = house().configuration.reference.states, get_language() or "en"
    return {
        "vote": vote,
        "hour": hour(vote.hour, house(), staff(request)),
        "penholders": [states.find(code).short_name(language) if code in states.by_code else code for code in vote.penholders],
    }


def _owned(request: HttpRequest, kept: KeptVote) -> dict[str, Any]:
    """Who owns the vote and its assessment, and what this reader may therefore do."""
    symbol, reader = kept.vote.symbol, staff(request)
    room, assessment = desk.votes([symbol]).get(symbol), desk.assessments([symbol]).get(symbol)
    may_assess = reader.may(Deed.ASSESS) and assess.room_may_assess(house(), kept, assessment)
    people = {one.name for one in assessment.assessment.assessors} if assessment else set()
    return {
        "room": room,
        "place": house().files.place_of(symbol) if room is None and kept.listed else "",
        "may_edit": reader.may(Deed.EDIT_CALENDAR) and room is not None,
        "assessment": assessment,
        "needed": house().campaign.assessors_needed,
        "may_assess": may_assess,
        "may_agree": may_assess and assessment is not None and reader.person not in people,
        "may_enter": reader.may(Deed.ENTER_OUTCOMES),
    }


# ── put into the calendar, and changed ──────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@for_deed(Deed.EDIT_CALENDAR)
def new(request: HttpRequest) -> HttpResponse:
    """A vote of the room's own."""
    languages = house().campaign.languages
    if request.method == "GET":
        suggestion = suggested.suggestion_in(request)
        return _form(request, suggested.as_vote(suggestion.told if suggestion else Told(), languages, _states()))
    return _typed(request, vote_form.typed_in(request.POST, languages), None)


@require_http_methods(["GET", "POST"])
@for_deed(Deed.EDIT_CALENDAR)
def edit(request: HttpRequest, symbol: str) -> HttpResponse:
    """Another hour, or other facts, of a vote of the room's. Its symbol stays: another symbol is another vote."""
    room = desk.votes([symbol]).get(symbol)
    if room is None and schedule.owning_file(house(), symbol):
        raise OwnedByFile(symbol=symbol, file=house().files.place_of(symbol))
    if request.method == "GET":
        if room is None:
            raise NoSuchThing(kind="vote", name=symbol, known="the symbols that the calendar shows")
        suggestion = suggested.suggestion_in(request)
        typed = vote_form.typed_of(room.vote, _languages(room), _states(), get_language() or "en")
        if suggestion:
            typed = replace(suggested.as_vote(suggestion.told, _languages(room), _states(), typed), symbol=symbol)
        return _form(request, typed, room=room, version=room.version, symbol=symbol)
    typed = vote_form.typed_in(request.POST, _languages(room))
    return _typed(request, replace(typed, symbol=symbol), symbol, room)


def _states() -> States:
    return house().configuration.reference.states


def _languages(room: DeskVote | None) -> tuple[str, ...]:
    said = (room.vote.subject, room.vote.situation) if room else ()
    return vote_form.all_languages(house().campaign.languages, *said)


def _typed(request: HttpRequest, typed: Typed, symbol: str | None, room: DeskVote | None = None) -> HttpResponse:
    """First shown what it does; done where just that was shown, and is asked for."""
    version = whole_number(request.POST.get("version", "")) if symbol else 0
    shown: dict[str, Any] = {"symbol": symbol, "version": version, "room": room}
    if "more" in request.POST:
        return _form(request, typed, **shown)
    try:
        vote = vote_form.read(typed, _states())
        foreseen = schedule.foresee(house(), vote, version)
        seen = preview(house(), foreseen, staff(request), vote.model_dump_json()) if foreseen else None
        if seen is None or request.POST.get("do") != seen.mark:
            shown |= {"changes_nothing": seen is None, "asked": "do" in request.POST, "moves": _moves(request, room, vote)}
            return _form(request, typed, seen=seen, **shown)
        with suggested.accepting(request, vote.symbol):
            schedule.put(house(), vote, staff(request).person, version)
    except OutdatedEntry as error:
        return _outdated(request, typed, error, shown)
    except BadInput as error:
        found: list[AdvocacyBotError] = error.problems if isinstance(error, Problems) else [error]
        return _form(request, typed, found=found, status=422, **shown)
    except OwnedByFile as error:
        error.path = ("symbol",)
        return _form(request, typed, found=[error], status=409, **shown)
    messages.success(request, _("%(symbol)s is kept, and the queue is as it was shown.") % {"symbol": vote.symbol})
    return redirect("vote", symbol=vote.symbol)


def _moves(request: HttpRequest, room: DeskVote | None, vote: Vote) -> tuple[Hour, Hour] | None:
    """From which hour to which, where it moves."""
    if room is None or room.vote.hour == vote.hour:
        return None
    return hour(room.vote.hour, house(), staff(request)), hour(vote.hour, house(), staff(request))


def _outdated(request: HttpRequest, typed: Typed, error: OutdatedEntry, shown: dict[str, Any]) -> HttpResponse:
    """What is there now stands beside what was typed; whoever goes on from there goes on from that."""
    now = desk.votes([typed.symbol]).get(typed.symbol)
    told: AdvocacyBotError = error
    if shown["symbol"]:
        shown |= {"room": now, "version": now.version if now else 0}
    else:
        told = BadInput(what=_("it is in the calendar already"), mend=_("change it on its own page"), path=("symbol",))
    there = facts(request, now.vote) if now else {"vote": None}
    return _form(request, typed, found=[told], status=409, there=there, now_kept=now, **shown)


def _form(
    request: HttpRequest,
    typed: Typed,
    *,
    found: list[AdvocacyBotError] | None = None,
    seen: Preview | None = None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    states, language = _states().by_code.values(), get_language() or "en"
    context = {
        "form": vote_form.form(typed, found or ()),
        "problems": found or [],
        "preview": seen,
        "states": sorted(one.short_name(language) for one in states),
        **suggested.seen(request),
        **shown,
    }
    return render(request, "web/vote_edit.html", context, status=status)
