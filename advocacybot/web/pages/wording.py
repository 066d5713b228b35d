"""Wording: who words what, and an editor that shows what a text would say before anybody says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.roles import Deed
from advocacybot.errors import BadInput, Problems, Refusal
from advocacybot.pipeline import reword
from advocacybot.pipeline.preview import TRUE, Made, preview
from advocacybot.pipeline.reword import Standing
from advocacybot.store import desk
from advocacybot.store.desk import Version
from advocacybot.web.house import for_deed, house, staff, whole_number
from advocacybot.web.shown import Hour, hour
from advocacybot.web.wording_words import facts_shown, language_name, title
from advocacybot.wording.changes import changes
from advocacybot.wording.samples import MESSAGES, WORDED

A_PAGE = 20


@dataclass(frozen=True)
class Row:
    """A template in the list; who changed it last in the room, and when."""

    standing: Standing
    language: str
    name: str
    title: str
    platform: str
    at: Hour | None

    @property
    def is_piece(self) -> bool:
        return self.name.startswith("_")


@dataclass(frozen=True)
class Said:
    """What one account would say in one message: on true facts where there are any, and on the others."""

    message: str
    first: Made
    others: tuple[Made, ...]

    @property
    def works(self) -> bool:
        """Whether it can be said on any facts at all."""
        return not all(made.trouble for made in (self.first, *self.others))


@require_GET
@for_deed(Deed.LOOK)
def index(request: HttpRequest) -> HttpResponse:
    rows = sorted((_row(one, request) for one in reword.every(house())), key=lambda row: (row.language, *_order(row)))
    by_language = groupby(rows, key=lambda row: row.language)
    languages = [(language, language_name(language), list(found)) for language, found in by_language]
    return render(request, "web/wording.html", {"languages": languages})


@require_GET
@for_deed(Deed.LOOK)
def template(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The editor, with the text that holds. A platform's own begins with the text that it would go before."""
    found = reword.find(house(), f"{language}/{name}")
    text = found.text if found.is_template else reword.find(house(), reword.general(found.name)).text
    return _editor(request, found, text)


@require_POST
@for_deed(Deed.EDIT_WORDING)
def save(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """What somebody else wrote meanwhile is shown beside what was typed, and nothing typed is lost."""
    full, typed = f"{language}/{name}", request.POST.get("text", "")
    after, seen = whole_number(request.POST.get("after", "")), request.POST.get("seen", "")
    try:
        reword.save(house(), full, typed, staff(request).person, after, seen)
    except Refusal as error:
        return _editor(request, reword.find(house(), full), typed, problem=error, other=True, status=409)
    except BadInput as error:
        return _editor(request, reword.find(house(), full), typed, problem=error, status=422)
    messages.success(request, _("The wording is kept. Posts that people have agreed to stay as they are."))
    return redirect("template", language=language, name=name)


@require_POST
@for_deed(Deed.EDIT_WORDING)
def try_out(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """What the text would say: alone where the page asks while somebody types, else with the editor around it."""
    found, typed = reword.find(house(), f"{language}/{name}"), request.POST.get("text", "")
    if not getattr(request, "htmx", False):
        return _editor(request, found, typed)
    try:
        return render(request, "web/_wording_preview.html", _previewed(found.name, typed) | {"language": language})
    except BadInput as error:
        return render(request, "web/_wording_preview.html", {"problem": error})


@require_GET
@for_deed(Deed.LOOK)
def compare(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """Two versions, word by word: the first as it was, the second as it became."""
    found = reword.find(house(), f"{language}/{name}")
    first, second = (desk.version(found.name, whole_number(request.GET.get(which, ""))) for which in ("first", "second"))
    seen = {
        "standing": found,
        "language": language,
        "name": name,
        "title": title(found.name),
        "first": first,
        "second": second,
        "both": [(one, hour(one.at, house(), staff(request))) for one in (first, second)],
        "changes": changes(first.text, second.text),
        "may_edit": staff(request).may(Deed.EDIT_WORDING),
    }
    return render(request, "web/wording_compare.html", seen)


@require_POST
@for_deed(Deed.EDIT_WORDING)
def restore(request: HttpRequest, language: str, name: str) -> HttpResponse:
    number, after = (whole_number(request.POST.get(which, "")) for which in ("number", "after"))
    reword.restore(house(), f"{language}/{name}", number, staff(request).person, after)
    messages.success(request, _("Version %(number)s holds again.") % {"number": number})
    return redirect("template", language=language, name=name)


def _editor(
    request: HttpRequest,
    found: Standing,
    typed: str,
    *,
    problem: BadInput | Refusal | None = None,
    other: bool = False,
    status: int = 200,
) -> HttpResponse:
    language, _slash, name = found.name.partition("/")
    page = Paginator(range(found.number), A_PAGE).get_page(request.GET.get("page"))
    versions = desk.history(found.name, skip=A_PAGE * (page.number - 1), most=A_PAGE)
    try:
        shown = _previewed(found.name, typed)
    except BadInput as error:
        shown, problem = {}, problem or error
        status = status if status != 200 else 422
    made = shown["preview"].made if shown else ()
    used = {one.message for one in made} or set(WORDED)
    seen = {
        "standing": found,
        "language": language,
        "name": name,
        "title": title(found.name),
        "language_name": language_name(language),
        "typed": typed,
        "problems": problem.problems if isinstance(problem, Problems) else [problem] if problem else [],
        "other": found.text if other else None,
        "changes": changes(found.text, typed) if other else (),
        "versions": [(one, hour(one.at, house(), staff(request)), _of_file(one)) for one in versions],
        "page": page,
        "platforms": _own(found),
        "may_edit": staff(request).may(Deed.EDIT_WORDING),
        "longest": reword.LONGEST,
        "filters": house().configuration.templates.filters,
        **facts_shown(message for message in WORDED if message in used),
    }
    return render(request, "web/template.html", seen | shown, status=status)


def _previewed(name: str, text: str) -> dict[str, Any]:
    seen = preview(house(), name, text)
    lines = seen.text.removesuffix("\n").split("\n")
    wrong = {one.line for one in seen.trouble if one.template == name}
    return {
        "preview": seen,
        "trouble": [(one, one.template == name) for one in seen.trouble],
        "said": [one for one in _said(seen.made) if one.works],
        "without": [title(message) for message in seen.without],
        "lines": [(number, line, number in wrong) for number, line in enumerate(lines, start=1)],
    }


def _said(made: Iterable[Made]) -> Iterable[Said]:
    for (message, _account), found in groupby(made, key=lambda one: (one.message, one.account.name)):
        first, *others = sorted(found, key=lambda one: one.kind != TRUE)
        yield Said(message, first, tuple(others))


def _row(one: Standing, request: HttpRequest) -> Row:
    language, _slash, name = one.name.partition("/")
    at = hour(one.kept.at, house(), staff(request)) if one.kept and not _of_file(one.kept) else None
    return Row(one, language, name, title(one.name), name.partition(".")[2], at)


def _order(row: Row) -> tuple[int, str]:
    """Messages as they come about a vote, then the pieces that they include."""
    message = row.name.partition(".")[0]
    return (WORDED.index(message) if message in WORDED else len(WORDED)), row.name


def _of_file(version: Version) -> bool:
    """Whether it is the file's text, kept before the room wrote over it."""
    return version.by == reword.file_of(version.name)


def _own(found: Standing) -> list[tuple[str, str, bool]]:
    """The platforms that have, or may have, wording of their own for the message; the message itself first."""
    language, _slash, message = reword.general(found.name).partition("/")
    if message not in MESSAGES or f"{language}/{message}" not in house().files.templates.texts:
        return []
    there = house().configuration.templates.texts
    names = [message, *(f"{message}.{platform}" for platform in PlatformName)]
    return [(name, name.partition(".")[2], f"{language}/{name}" in there) for name in names]
