"""A vote's outcome: one person enters it, a second confirms it, and nothing that was ever entered is forgotten."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advocacybot.campaign.roles import Deed
from advocacybot.council.values import in_language
from advocacybot.errors import AdvocacyBotError, NoSuchThing, OutdatedReport
from advocacybot.pipeline import outcome as stage
from advocacybot.store import votes
from advocacybot.store.votes import EnteredReport, KeptVote
from advocacybot.web import sentences, suggested
from advocacybot.web.house import for_deed, house, staff, whole_number
from advocacybot.web.outcome_form import FIELDS, Problems, Typed, problems, report
from advocacybot.web.outcome_shown import Shown, Understood
from advocacybot.web.words import in_words

if TYPE_CHECKING:
    from advocacybot.sources.press import Reading


@dataclass(frozen=True)
class Desk:
    """A vote before whoever looks at its outcome, with every report of it that was entered."""

    kept: KeptVote
    shown: Shown
    reports: tuple[EnteredReport, ...]

    @property
    def last(self) -> EnteredReport | None:
        return self.reports[-1] if self.reports else None

    @property
    def waits(self) -> EnteredReport | None:
        """The report that waits for a second person."""
        waits = self.last and not self.last.confirmed_by and house().campaign.outcome_people_needed > 1
        return self.last if waits else None


@dataclass(frozen=True)
class Said:
    """What the page says of what was sent: problems by field, and how the press text was understood."""

    problems: Problems = field(default_factory=dict)
    trouble: str = ""
    reading: "Reading | None" = None
    understood: tuple[Understood, ...] = ()
    taken: int | None = None
    status: int = 200


@require_http_methods(["GET", "POST"])
@for_deed(Deed.ENTER_OUTCOMES)
def outcome(request: HttpRequest, symbol: str) -> HttpResponse:
    """The grid as it was entered last, or empty; and what is sent of it."""
    desk = _desk(request, symbol)
    if request.method == "POST":
        return _enter(request, desk)
    typed = Typed.of(desk.last.report) if desk.last else Typed()
    suggestion = suggested.suggestion_in(request)
    if suggestion is None:
        return _page(request, desk, typed, Said())
    typed = suggested.as_outcome(suggestion, typed)
    return _read(request, desk, typed) if typed.press else _page(request, desk, typed, Said())


def _enter(request: HttpRequest, desk: Desk) -> HttpResponse:
    typed = Typed.read(request.POST, desk.shown.sitting)
    found = problems(typed, desk.shown.sitting)
    if found:
        return _page(request, desk, typed, Said(found, status=422))
    symbol, by = desk.kept.vote.symbol, staff(request).person
    try:
        with suggested.accepting(request, symbol):
            stage.enter(house(), symbol, report(typed), by, whole_number(request.POST.get("revision", "")))
    except AdvocacyBotError as error:
        status = 409 if isinstance(error, OutdatedReport) else 422
        return _page(request, _desk(request, symbol), typed, Said(trouble=sentences.told(error), status=status))
    if house().campaign.outcome_people_needed > 1:
        messages.success(request, _("Entered. A second person must confirm it before anything is said of it."))
    else:
        messages.success(request, _("Entered. What it earns is in the queue."))
    return redirect("outcome", symbol=symbol)


@require_POST
@for_deed(Deed.ENTER_OUTCOMES)
def count(request: HttpRequest, symbol: str) -> HttpResponse:
    """What the rule makes of the grid so far; with ``others``, once everybody else voted in favour."""
    desk = _desk(request, symbol)
    typed = Typed.read(request.POST, desk.shown.sitting)
    if "others" in request.POST:
        typed = typed.with_the_others(desk.shown.sitting)
    if request.headers.get("HX-Request"):
        return render(request, "web/_verdict.html", {"verdict": desk.shown.verdict(typed)})
    return _page(request, desk, typed, Said())


@require_POST
@for_deed(Deed.ENTER_OUTCOMES)
def read(request: HttpRequest, symbol: str) -> HttpResponse:
    """What was understood of a press text. It fills the grid where it may well be this vote; else a person picks (``take``)."""
    desk = _desk(request, symbol)
    return _read(request, desk, Typed.read(request.POST, desk.shown.sitting))


def _read(request: HttpRequest, desk: Desk, typed: Typed) -> HttpResponse:
    from advocacybot.sources import press  # its patterns take a moment to prepare: only where a text is read

    try:
        reading = press.read(typed.press, desk.shown.members, house().configuration.reference.states)
    except AdvocacyBotError as error:
        return _page(request, desk, typed, Said({"press": sentences.told(error)}, status=422))
    understood = tuple(desk.shown.understood(number, vote) for number, vote in enumerate(reading.votes))
    chosen = _chosen(request, understood)
    if chosen and not chosen.vote.problems:
        typed = typed.filled_from(chosen.vote)
        return _page(request, desk, typed, Said(reading=reading, understood=understood, taken=chosen.number))
    return _page(request, desk, typed, Said(reading=reading, understood=understood))


def _chosen(request: HttpRequest, understood: tuple[Understood, ...]) -> Understood | None:
    """The vote that a person picked; or the only one, where nothing speaks against its being this one."""
    if "take" in request.POST:
        number = whole_number(request.POST["take"])
        return understood[number] if number < len(understood) else None
    return understood[0] if len(understood) == 1 and understood[0].sure else None


@require_POST
@for_deed(Deed.CONFIRM_OUTCOMES)
def confirm(request: HttpRequest, symbol: str) -> HttpResponse:
    """Stand behind the report that was looked at."""
    stage.confirm(house(), symbol, staff(request).person, whole_number(request.POST.get("revision", "")))
    messages.success(request, _("Confirmed. What it earns is in the queue."))
    return redirect("outcome", symbol=symbol)


def _desk(request: HttpRequest, symbol: str) -> Desk:
    kept = votes.find([symbol]).get(symbol)
    if kept is None:
        raise NoSuchThing(kind="vote", name=symbol, known="the symbols that the calendar shows")
    shown = Shown(house(), kept.vote, staff(request), get_language() or "en")
    return Desk(kept, shown, votes.reports(symbol))


def _page(request: HttpRequest, desk: Desk, typed: Typed, said: Said) -> HttpResponse:
    not_held = _not_held(desk)
    seen = {
        "vote": desk.kept.vote,
        "subject": in_language(desk.kept.vote.subject, get_language() or "en"),
        "held": desk.shown.hour(desk.kept.vote.hour),
        "not_held": not_held,
        "with_form": not not_held or request.method == "POST",
        "typed": typed,
        "choices": [(name, in_words(ballot)) for name, ballot in FIELDS.items()],
        "totals": [(name, in_words(ballot), typed.totals.get(name, "")) for name, ballot in FIELDS.items()],
        "seats": desk.shown.seats(typed),
        "verdict": desk.shown.verdict(typed),
        "revision": desk.last.revision if desk.last else 0,
        "people_needed": house().campaign.outcome_people_needed,
        "said": said,
        **suggested.seen(request),
        **_history(request, desk),
    }
    return render(request, "web/outcome.html", seen, status=said.status)


def _not_held(desk: Desk) -> str:
    try:
        stage.check_held(desk.kept.vote, house().clock.now())
    except AdvocacyBotError as error:
        return sentences.told(error)
    return ""


def _history(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Every report, the last one first, each against the one before; and the one that waits against the one that stands."""
    befores = [None, *(one.report for one in desk.reports)]
    history = [desk.shown.entered(one, before) for one, before in zip(desk.reports, befores, strict=False)]
    standing = next((one for one in reversed(desk.reports) if one.confirmed_by), None)
    waits = desk.waits
    return {
        "history": history[::-1],
        "standing": standing,
        "waits": desk.shown.entered(waits, standing.report if standing else None) if waits else None,
        "own": waits is not None and waits.entered_by == staff(request).person,
        "may_confirm": staff(request).may(Deed.CONFIRM_OUTCOMES),
    }
