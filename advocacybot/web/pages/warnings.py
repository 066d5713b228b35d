"""Warnings: accepted out of suggestions, with a look at the posts that they draw; and taken back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from advocacybot.campaign.roles import Deed
from advocacybot.campaign.suggestions import Suggestion
from advocacybot.errors import AdvocacyBotError, BadInput, OutdatedEntry, Problems
from advocacybot.pipeline import warn
from advocacybot.store import posts, warnings
from advocacybot.web import sentences, suggested, vote_shown, warning_form, warning_shown
from advocacybot.web.house import for_deed, house, reason, staff, whole_number
from advocacybot.web.pages.suggestions import LISTS
from advocacybot.web.pages.votes import entries
from advocacybot.web.preview import Preview, preview
from advocacybot.web.vote_form import all_languages
from advocacybot.web.warning_form import Typed

A_PAGE = 20
POSTS_A_PAGE = 50


@require_GET
@for_deed(Deed.LOOK)
def index(request: HttpRequest) -> HttpResponse:
    """All warnings that somebody accepted, the latest before the others."""
    page = Paginator(range(warnings.count()), A_PAGE).get_page(request.GET.get("page"))
    found = warnings.listed(skip=A_PAGE * (page.number - 1), most=A_PAGE)
    counts = posts.count_of_matters(one.warning.name for one in found)
    language = get_language() or "en"
    seen = {
        "lists": [(name, title) for name, (title, _states) in LISTS.items()],
        "which": "warnings",
        "page": page,
        "found": [warning_shown.line(house(), one, counts.get(one.warning.name, {}), staff(request), language) for one in found],
    }
    return render(request, "web/warnings.html", seen)


@require_GET
@for_deed(Deed.LOOK)
def show(request: HttpRequest, number: int) -> HttpResponse:
    """One warning: what it says, what was said of it, and its story."""
    kept = warn.get(number)
    name = kept.warning.name
    there = sum(posts.count_of_matters([name]).get(name, {}).values())
    page = Paginator(range(there), POSTS_A_PAGE).get_page(request.GET.get("page"))
    found = posts.of_matter(name, skip=POSTS_A_PAGE * (page.number - 1), most=POSTS_A_PAGE)
    seen = {
        **warning_shown.facts(house(), kept, staff(request), get_language() or "en"),
        "page": page,
        "accounts": vote_shown.posts_by_account(house(), found, staff(request)),
        "journal": entries(request, [name]),
        "of_posts": entries(request, [f"post {one.post.id}" for one in found]),
        "subject": name,
        "silent": house().campaign.warnings is None,
        "may_take_back": staff(request).may(Deed.EDIT_CALENDAR) and not kept.warning.taken_back,
    }
    return render(request, "web/warning.html", seen)


# ── accepted ────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@for_deed(Deed.EDIT_CALENDAR)
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """First shown what it does; done where just that was shown, and is asked for."""
    one = suggested.still_open(number)
    warn.check(house(), number)
    languages = all_languages(house().campaign.languages, one.told.situation or {})
    if request.method == "GET":
        return _form(request, one, suggested.as_warning(one, languages), one.version)
    version, typed = whole_number(request.POST.get("version", "")), warning_form.typed_in(request.POST, languages)
    try:
        warning = warning_form.read(typed, number, staff(request).person, house().clock.now())
        seen = preview(house(), warn.foresee(house(), warning), staff(request), warning.model_dump_json(exclude={"at"}))
        if request.POST.get("do") != seen.mark:
            return _form(request, one, typed, version, seen=seen, asked="do" in request.POST)
        warn.accept(house(), warning, version)
    except OutdatedEntry as error:
        return _form(request, one, typed, one.version, found=[error], status=409)
    except BadInput as error:
        found: list[AdvocacyBotError] = error.problems if isinstance(error, Problems) else [error]
        return _form(request, one, typed, version, found=found, status=422)
    messages.success(request, _("The warning is accepted. Its posts wait for people to agree to them."))
    return redirect("warning", number=number)


def _form(
    request: HttpRequest,
    one: Suggestion,
    typed: Typed,
    version: int,
    *,
    found: list[AdvocacyBotError] | None = None,
    seen: Preview | None = None,
    asked: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        **suggested.seen_of(request, one.number),
        "form": warning_form.form(typed, found or ()),
        "problems": found or [],
        "version": version,
        "preview": seen,
        "asked": asked,
    }
    return render(request, "web/warning_accept.html", context, status=status)


# ── taken back ──────────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@for_deed(Deed.EDIT_CALENDAR)
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """What it would do; done where just that was shown."""
    seen = preview(house(), warn.foresee_taking_back(house(), number), staff(request))
    if request.method == "GET":
        return _step(request, number, seen)
    try:
        why = reason(request)
    except BadInput as error:
        return _step(request, number, seen, sentences.told(error), 422)
    if request.POST.get("do") != seen.mark:
        return _step(request, number, seen, _("What this does has changed since you looked: read it again."), 409)
    warn.take_back(house(), number, staff(request).person, why)
    messages.success(request, _("The warning is taken back."))
    return redirect("warning", number=number)


def _step(request: HttpRequest, number: int, seen: Preview, problem: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        **warning_shown.facts(house(), warn.get(number), staff(request), get_language() or "en"),
        "preview": seen,
        "problem": problem,
        "why": request.POST.get("why", ""),
    }
    return render(request, "web/warning_take_back.html", context, status=status)
