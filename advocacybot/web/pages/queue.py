"""The queue: what waits, what needs a decision, what is in doubt; and what became of the others."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from advocacybot.campaign.posts import OPEN, PostState
from advocacybot.campaign.roles import Deed
from advocacybot.errors import AdvocacyBotError, NoSuchThing
from advocacybot.pipeline import review
from advocacybot.store import posts, suggestions, waits
from advocacybot.web import sentences
from advocacybot.web.house import for_deed, house, staff, whole_number
from advocacybot.web.shown import Shown, hour, shown

WAITING = (*sorted(OPEN), PostState.SENDING, PostState.FAILED)
LISTS: Mapping[str, tuple[object, tuple[PostState, ...]]] = {
    "waiting": (_("Waiting"), WAITING),
    "doubt": (_("In doubt"), (PostState.DOUBTFUL,)),
    "out": (_("Out"), (PostState.PUBLISHED,)),
    "over": (_("Came to nothing"), (PostState.LAPSED, PostState.WITHDRAWN, PostState.REJECTED, PostState.TAKEN_DOWN)),
}
"""The lists of posts: what is still to go out the soonest first, what is past the latest first."""
A_PAGE = 25
_PAST = ("out", "over")


@require_GET
@for_deed(Deed.LOOK)
def index(request: HttpRequest) -> HttpResponse:
    """One list of posts, on all accounts or on one. What is in doubt stands before what waits."""
    which, account = request.GET.get("show", "waiting"), request.GET.get("account", "")
    if which not in LISTS:
        raise NoSuchThing(kind="list", name=which, known=", ".join(LISTS))
    if account:
        house().campaign.account(account)
    states = LISTS[which][1]
    page = Paginator(range(posts.count(states, account or None)), A_PAGE).get_page(request.GET.get("page"))
    found = posts.listed(states, account or None, latest_first=which in _PAST, skip=A_PAGE * (page.number - 1), most=A_PAGE)
    first_of_doubt = posts.listed([PostState.DOUBTFUL], most=A_PAGE) if which == "waiting" and page.number == 1 else []
    seen = {
        "lists": [(name, title) for name, (title, _states) in LISTS.items()],
        "which": which,
        "account": account,
        "accounts": [one.name for one in house().campaign.accounts],
        "page": page,
        "found": _shown(request, found),
        "may_agree": staff(request).may(Deed.APPROVE_POSTS),
        "doubtful": _shown(request, first_of_doubt),
        "in_doubt": posts.count([PostState.DOUBTFUL]),
        "waits": [(one, hour(one.until, house(), staff(request))) for one in waits.standing(house().clock.now())],
        "mark": posts.change_mark((*WAITING, PostState.DOUBTFUL)),
        "suggested": suggestions.count(),
    }
    return render(request, "web/queue.html", seen)


@require_GET
@for_deed(Deed.LOOK)
def news(request: HttpRequest) -> HttpResponse:
    """Asked for now and then by an open queue: whether it has changed since. It is never changed under its reader's hands."""
    mark = posts.change_mark((*WAITING, PostState.DOUBTFUL))
    return render(request, "web/_news.html", {"mark": request.GET.get("mark"), "changed": mark != request.GET.get("mark")})


@require_POST
@for_deed(Deed.APPROVE_POSTS)
def approve_several(request: HttpRequest) -> HttpResponse:
    """Agree to several posts, each at the version that was looked at; what could not be agreed to is told, one by one."""
    refused = []
    for wanted in request.POST.getlist("post"):
        number, _colon, version = wanted.partition(":")
        try:
            review.approve(house(), whole_number(number), staff(request).person, whole_number(version))
        except AdvocacyBotError as error:
            refused.append((number, sentences.told(error)))
    if refused:
        return render(request, "web/not_all.html", {"refused": refused}, status=409)
    return redirect("queue")


def _shown(request: HttpRequest, found: list[posts.Queued]) -> list[Shown]:
    return [shown(house(), one, staff(request)) for one in found]
