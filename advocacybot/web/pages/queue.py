"""The queue: what waits, what needs a decision, what is in doubt."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from advocacybot.campaign.posts import OPEN, PostState
from advocacybot.campaign.roles import Deed
from advocacybot.errors import AdvocacyBotError
from advocacybot.pipeline import review
from advocacybot.store import posts, waits
from advocacybot.web.house import for_deed, house, staff, whole_number
from advocacybot.web.shown import Shown, shown

WAITING = (*sorted(OPEN), PostState.SENDING, PostState.FAILED)
A_PAGE = 25


@require_GET
@for_deed(Deed.LOOK)
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the soonest first; and before it what is in doubt."""
    pages = Paginator(range(posts.count(WAITING)), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    waiting = posts.listed(WAITING, skip=A_PAGE * (page.number - 1), most=A_PAGE)
    seen = {
        "page": page,
        "waiting": _shown(request, waiting),
        "doubtful": _shown(request, posts.listed([PostState.DOUBTFUL])),
        "waits": waits.standing(house().clock.now()),
    }
    return render(request, "web/queue.html", seen)


@require_POST
@for_deed(Deed.APPROVE_POSTS)
def approve_several(request: HttpRequest) -> HttpResponse:
    """Agree to several posts, each at the version that was looked at; what could not be agreed to is told, one by one."""
    refused = []
    for wanted in request.POST.getlist("post"):
        number, _, version = wanted.partition(":")
        try:
            review.approve(house(), whole_number(number), staff(request).person, whole_number(version))
        except AdvocacyBotError as error:
            refused.append((number, str(error)))
    if refused:
        return render(request, "web/not_all.html", {"refused": refused}, status=409)
    return redirect("queue")


def _shown(request: HttpRequest, found: list[posts.Queued]) -> list[Shown]:
    return [shown(house(), one, staff(request)) for one in found]
