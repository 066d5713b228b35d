"""What is done to a vote in one step, shown with what it does before anybody does it: withdrawn, taken out of the calendar, its
assessment agreed to or taken back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from advocacybot.campaign.roles import Deed
from advocacybot.errors import BadInput, OutdatedEntry
from advocacybot.pipeline import assess, schedule
from advocacybot.pipeline.draft import Foreseen
from advocacybot.pipeline.house import House
from advocacybot.store import desk
from advocacybot.web import sentences, suggested
from advocacybot.web.house import for_deed, house, reason, staff, whole_number
from advocacybot.web.pages.votes import facts, find
from advocacybot.web.preview import preview


@dataclass(frozen=True)
class Step:
    """``version``: of what it is done to; ``why``: whether a reason is asked for; ``done``: what is told after it."""

    title: Promise
    button: Promise
    done: Promise
    version: Callable[[str], int]
    foresee: Callable[[House, str, str, int], Foreseen | None]
    do: Callable[[House, str, str, int, str], None]
    why: bool = True


def _of_vote(symbol: str) -> int:
    room = desk.votes([symbol]).get(symbol)
    return room.version if room else 0


def _of_assessment(symbol: str) -> int:
    room = desk.assessments([symbol]).get(symbol)
    return room.version if room else 0


WITHDRAW = Step(
    gettext_lazy("The sponsors withdrew the draft"),
    gettext_lazy("It is withdrawn: do this"),
    gettext_lazy("The draft is marked as withdrawn."),
    _of_vote,
    lambda house, symbol, _by, version: schedule.foresee_withdrawal(house, symbol, version),
    schedule.withdraw,
)
TAKE_OUT = Step(
    gettext_lazy("Take the vote out of the calendar"),
    gettext_lazy("Take it out: do this"),
    gettext_lazy("The vote is out of the calendar."),
    _of_vote,
    lambda house, symbol, _by, version: schedule.foresee_taking_out(house, symbol, version),
    schedule.take_out,
)
AGREE = Step(
    gettext_lazy("Stand behind the assessment"),
    gettext_lazy("I stand behind it: do this"),
    gettext_lazy("You stand behind the assessment."),
    _of_assessment,
    assess.foresee_agreeing,
    lambda house, symbol, by, version, _why: assess.agree(house, symbol, by, version),
    why=False,
)
TAKE_BACK = Step(
    gettext_lazy("Take the assessment back"),
    gettext_lazy("Take it back: do this"),
    gettext_lazy("The assessment is taken back."),
    _of_assessment,
    assess.foresee_taking_back,
    assess.take_back,
)


@require_http_methods(["GET", "POST"])
@for_deed(Deed.EDIT_CALENDAR)
def withdraw(request: HttpRequest, symbol: str) -> HttpResponse:
    return _step(request, symbol, WITHDRAW)


@require_http_methods(["GET", "POST"])
@for_deed(Deed.EDIT_CALENDAR)
def take_out(request: HttpRequest, symbol: str) -> HttpResponse:
    return _step(request, symbol, TAKE_OUT)


@require_http_methods(["GET", "POST"])
@for_deed(Deed.ASSESS)
def agree(request: HttpRequest, symbol: str) -> HttpResponse:
    return _step(request, symbol, AGREE)


@require_http_methods(["GET", "POST"])
@for_deed(Deed.ASSESS)
def take_back(request: HttpRequest, symbol: str) -> HttpResponse:
    return _step(request, symbol, TAKE_BACK)


def _step(request: HttpRequest, symbol: str, step: Step) -> HttpResponse:
    """What it would do; done where just that was shown."""
    if request.method == "GET":
        return _page(request, symbol, step, step.version(symbol))
    version, by = whole_number(request.POST.get("version", "")), staff(request).person
    try:
        why = reason(request) if step.why else ""
    except BadInput as error:
        return _page(request, symbol, step, version, sentences.told(error), 422)
    try:
        foreseen = step.foresee(house(), symbol, by, version)
        if foreseen and preview(house(), foreseen, staff(request)).mark != request.POST.get("do"):
            told = _("What this does has changed since you looked: read it again.")
            return _page(request, symbol, step, version, told, 409)
        with suggested.accepting(request, symbol):
            step.do(house(), symbol, by, version, why)
    except OutdatedEntry as error:
        return _page(request, symbol, step, step.version(symbol), sentences.told(error), 409)
    messages.success(request, str(step.done))
    return redirect("vote", symbol=symbol)


def _page(request: HttpRequest, symbol: str, step: Step, version: int, problem: str = "", status: int = 200) -> HttpResponse:
    kept = find(symbol)
    foreseen = step.foresee(house(), symbol, staff(request).person, version)
    seen = {
        "kept": kept,
        **facts(request, kept.vote),
        "step": step,
        "version": version,
        "problem": problem,
        "why": request.POST.get("why", ""),
        "room": desk.votes([symbol]).get(symbol),
        "preview": preview(house(), foreseen, staff(request)) if foreseen else None,
        **suggested.seen(request),
    }
    return render(request, "web/vote_step.html", seen, status=status)
