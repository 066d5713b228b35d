"""An assessment of a draft, as one person makes it: with reasons and dated sources, under their own name."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from advocacybot.campaign.roles import Deed
from advocacybot.errors import AdvocacyBotError, BadInput, OutdatedEntry, Problems
from advocacybot.pipeline import assess as stage
from advocacybot.store import desk
from advocacybot.web.assessment_form import Typed, form, typed_in, typed_of
from advocacybot.web.house import for_deed, house, staff, whole_number
from advocacybot.web.pages.votes import facts, find
from advocacybot.web.preview import Preview, preview


@require_http_methods(["GET", "POST"])
@for_deed(Deed.ASSESS)
def assess(request: HttpRequest, symbol: str) -> HttpResponse:
    """First shown what it does; done where just that was shown, and is asked for."""
    room = desk.assessments([symbol]).get(symbol)
    if request.method == "GET":
        version = room.version if room else 0
        stage.check_may_assess(house(), symbol, staff(request).person, version)
        return _form(request, symbol, typed_of(room.assessment if room else None), version)
    version, typed = whole_number(request.POST.get("version", "")), typed_in(request.POST)
    if "more" in request.POST:
        return _form(request, symbol, typed, version)
    asked: tuple[Any, ...] = (house(), symbol, typed.credible, typed.reasons, typed.facts, staff(request).person, version)
    try:
        foreseen = stage.foresee(*asked)
        seen = preview(house(), foreseen, staff(request), repr(typed)) if foreseen else None
        if seen is None or request.POST.get("do") != seen.mark:
            return _form(request, symbol, typed, version, seen=seen, changes_nothing=seen is None, asked="do" in request.POST)
        stage.assess(*asked)
    except OutdatedEntry as error:
        now = desk.assessments([symbol]).get(symbol)
        there = now.assessment if now else None
        return _form(request, symbol, typed, now.version if now else 0, found=[error], status=409, there=there, changed=True)
    except BadInput as error:
        found: list[AdvocacyBotError] = error.problems if isinstance(error, Problems) else [error]
        return _form(request, symbol, typed, version, found=found, status=422)
    messages.success(request, _("Your assessment of %(symbol)s is kept.") % {"symbol": symbol})
    return redirect("vote", symbol=symbol)


def _form(
    request: HttpRequest,
    symbol: str,
    typed: Typed,
    version: int,
    *,
    found: list[AdvocacyBotError] | None = None,
    seen: Preview | None = None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    context = {
        **facts(request, find(symbol).vote),
        "form": form(typed, found or ()),
        "problems": found or [],
        "version": version,
        "preview": seen,
        "needed": house().campaign.assessors_needed,
        **shown,
    }
    return render(request, "web/assess.html", context, status=status)
