"""Handles: whom posts may tag, who verified it by what, and who asked not to be tagged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from advocacybot.campaign.accounts import Handle, HandleKind, PlatformName
from advocacybot.campaign.roles import Deed
from advocacybot.council.hours import new_york_day
from advocacybot.errors import BadInput, MembersNotKnown, NoSuchThing
from advocacybot.pipeline import verify as stage
from advocacybot.pipeline.verify import Known
from advocacybot.web.house import for_deed, house, reason, staff, whole_number
from advocacybot.wording.languages import alphabetical

A_PAGE = 30


@dataclass(frozen=True)
class Row:
    """A handle in the list. ``address``: where its account can be looked at."""

    known: Known
    address: str | None

    @property
    def handle(self) -> Handle:
        return self.known.handle

    @property
    def by_room(self) -> bool:
        return self.handle.verified is not None and not self.known.verified_by_file


@dataclass(frozen=True)
class StateRow:
    """A State with its handles. ``addressed``: it sits on the Council now, and reminders address it as a supporter."""

    code: str
    name: str
    addressed: bool
    rows: tuple[Row, ...]


@require_GET
@for_deed(Deed.LOOK)
def index(request: HttpRequest) -> HttpResponse:
    return _page(request, request.GET.get("q", "").strip(), request.GET.get("platform", ""), request.GET.get("order", ""))


@require_POST
@for_deed(Deed.VERIFY_HANDLES)
def add(request: HttpRequest) -> HttpResponse:
    given = [request.POST.get(name, "").strip() for name in ("state", "platform", "handle", "kind", "evidence")]
    return _done(request, _("The handle is noted. Verify it next."), stage.add, *given, staff(request).person)


@require_POST
@for_deed(Deed.VERIFY_HANDLES)
def verify(request: HttpRequest) -> HttpResponse:
    on, proof = (request.POST.get(name, "").strip() for name in ("on", "proof"))
    return _done(request, _("The handle is verified."), stage.verify, *_which(request), on, proof, *_who(request))


@require_POST
@for_deed(Deed.VERIFY_HANDLES)
def unverify(request: HttpRequest) -> HttpResponse:
    says = _("The handle is verified no more. Posts write the State’s name.")
    return _done(request, says, stage.unverify, *_which(request), reason(request), *_who(request))


@require_POST
@for_deed(Deed.VERIFY_HANDLES)
def opt_out(request: HttpRequest) -> HttpResponse:
    on, says = request.POST.get("on", "").strip(), _("Noted. From now on nobody tags that handle.")
    return _done(request, says, stage.opt_out, *_which(request), on, reason(request), *_who(request))


@require_POST
@for_deed(Deed.VERIFY_HANDLES)
def opt_in(request: HttpRequest) -> HttpResponse:
    says = _("Noted. The handle may be tagged again, where it is verified.")
    return _done(request, says, stage.opt_in, *_which(request), reason(request), *_who(request))


def _done(request: HttpRequest, says: str, deed: Callable[..., None], *given: object) -> HttpResponse:
    """The State's handles after the deed; where it was refused for what was typed, with all of that still there."""
    state = request.POST.get("state", "")
    try:
        deed(house(), *given)
    except NoSuchThing:
        raise
    except BadInput as error:
        return _page(request, state, "", "", problem=error)
    messages.success(request, says)
    return redirect(f"{reverse('handles')}?{urlencode({'q': state})}")


def _page(request: HttpRequest, words: str, platform: str, order: str, problem: BadInput | None = None) -> HttpResponse:
    states = sorted(_states(platform), key=lambda one: (order != "name" and not one.addressed, alphabetical(one.name)))
    found = [one for one in states if _about(one, words.casefold())]
    page = Paginator([one for one in found if one.rows], A_PAGE).get_page(request.GET.get("page"))
    seen = {
        "page": page,
        "without": [one.name for one in found if not one.rows],
        "words": words,
        "platform": platform,
        "order": order,
        "platforms": list(PlatformName),
        "kinds": list(HandleKind),
        "every_state": sorted(((_name(code), code) for code in _codes()), key=lambda one: alphabetical(one[0])),
        "may_verify": staff(request).may(Deed.VERIFY_HANDLES),
        "today": new_york_day(house().clock.now()),
        "problem": problem,
        "typed": request.POST,
        "at": (request.POST.get("state"), request.POST.get("platform"), request.POST.get("handle")),
    }
    return render(request, "web/handles.html", seen, status=422 if problem else 200)


def _states(platform: str) -> Iterable[StateRow]:
    """The States that have a handle, and the supporters on the Council that have none yet."""
    every = stage.every(house())
    wanted = sorted((one for one in every if platform in ("", one.handle.platform)), key=lambda one: one.handle.state)
    by_state = {
        code: tuple(Row(one, _address(one.handle)) for one in found)
        for code, found in groupby(wanted, key=lambda one: one.handle.state)
    }
    addressed = _addressed()
    return (StateRow(code, _name(code), code in addressed, by_state.get(code, ())) for code in {*by_state, *addressed})


def _addressed() -> set[str]:
    """Supporters on the Council today; nobody where nobody knows who sits on it."""
    reference, day = house().configuration.reference, new_york_day(house().clock.now())
    try:
        members = reference.council.members_on(day)
    except MembersNotKnown:
        return set()
    standings = {one.state: reference.supporters.standing(one.state, day) for one in members}
    return {code for code, one in standings.items() if one.pledged or one.listed_later}


def _about(one: StateRow, words: str) -> bool:
    spoken = (one.name, one.code, *(row.handle.handle for row in one.rows))
    return any(words.removeprefix("@") in said.casefold() for said in spoken)


def _address(handle: Handle) -> str | None:
    """Where the account can be looked at; nothing where the platform could have none of that name."""
    try:
        handle.check_form()
    except BadInput:
        return None
    user, _at, server = handle.handle.partition("@")
    return {
        PlatformName.X: f"https://x.com/{user}",
        PlatformName.MASTODON: f"https://{server}/@{user}",
        PlatformName.BLUESKY: f"https://bsky.app/profile/{user}",
    }[handle.platform]


def _codes() -> Iterable[str]:
    return house().configuration.reference.states.by_code


def _name(code: str) -> str:
    return house().configuration.reference.states.find(code).short_name((get_language() or "en")[:2])


def _which(request: HttpRequest) -> tuple[str, str, str]:
    """Which handle a form is about."""
    state, platform, handle = (request.POST.get(name, "").strip() for name in ("state", "platform", "handle"))
    return state, platform, handle


def _who(request: HttpRequest) -> tuple[str, int]:
    """Who says it, and the version that they looked at."""
    return staff(request).person, whole_number(request.POST.get("version", ""))
