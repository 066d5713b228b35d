"""The house that the pages are about, and who asks for what."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.apps import apps
from django.http import HttpRequest, HttpResponse

from advocacybot.campaign.roles import Deed, Role, check_may
from advocacybot.errors import BadInput
from advocacybot.pipeline.house import House
from advocacybot.web.apps import WebConfig
from advocacybot.web.models import Staff

Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


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
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
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
