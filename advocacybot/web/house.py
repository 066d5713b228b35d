"""The house that the pages are about, and who asks for what."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.apps import apps
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from advocacybot.campaign.roles import Deed, Role, check_may
from advocacybot.errors import BadInput
from advocacybot.pipeline.house import House
from advocacybot.web.apps import WebConfig
from advocacybot.web.models import Staff

LONGEST_REASON = 300

Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def house() -> House:
    """The campaign at work in this process."""
    return cast("WebConfig", apps.get_app_config("web")).house


def staff(request: HttpRequest) -> Staff:
    """Who asks."""
    return cast("Staff", request.user)


def for_deed(deed: Deed) -> Callable[[Page[Rest]], Page[Rest]]:
    """Let only those in who may do that."""

    def guard(page: Page[Rest]) -> Page[Rest]:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            check_may(Role(staff(request).role), deed)
            return page(request, *args, **kwargs)

        return cast("Page[Rest]", guarded)

    return guard


def whole_number(typed: str) -> int:
    """A number that one of our forms gave.

    Raises:
        BadInput: it is none.
    """
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        raise BadInput(what="the form does not say what was looked at", mend="open the page anew")
    return int(typed)


def reason(request: HttpRequest) -> str:
    """The reason that one of our forms gave.

    Raises:
        BadInput: it gave none, or a story.
    """
    why = request.POST.get("why", "").strip()
    if not why or len(why) > LONGEST_REASON:
        what = "that reason is too long" if why else "no reason is given"
        raise BadInput(what=what, mend=f"write it in a few words, for the journal ({LONGEST_REASON} letters at most)")
    return why


def back(request: HttpRequest) -> str:
    """The page of ours from which a form came, else the first one."""
    there = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if ours else reverse("queue")
