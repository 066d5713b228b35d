"""The queue's calendar, for clients that subscribe to an address and can show nothing else: so the token stands in it."""

from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import Configuration
from advocacybot.web.api.answers import private, unless_known
from advocacybot.web.api.pace import Pace
from advocacybot.web.house import house
from advocacybot.web.models import Token
from advocacybot.web.press import Press
from advocacybot.web.tokens import Scope, found_by

_ENDING, _MEDIA_TYPE = ".ics", "text/calendar; charset=utf-8"
_pace = Pace()


@dataclass(frozen=True)
class Edition:
    """The calendar as it stands, until something is written into the journal, or the files are others."""

    entries: int
    files: Configuration
    told: bytes

    def stands(self, house: House, entries: int) -> bool:
        return self.entries == entries and self.files is house.configuration


def _edition(house: House, entries: int) -> Edition:
    from advocacybot.pipeline import agenda  # it loads what writes calendars: only where somebody reads one

    return Edition(entries, house.configuration, agenda.written(house, settings.ROOM_ADDRESS))


_press = Press(_edition)


@login_not_required
@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The calendar, where the address holds a token that is for it. Of any other nothing is said, not even whether it is good."""
    token = _token(path)
    if token is None:
        return private(HttpResponse(status=HTTPStatus.NOT_FOUND))
    wait = _pace.wait(token.pk)
    if wait:
        return private(HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)}))
    return unless_known(request, _calendar())


def _token(path: str) -> Token | None:
    secret, ending = path[: -len(_ENDING)], path[-len(_ENDING) :]
    token = found_by(secret, house().clock.now()) if ending == _ENDING else None
    return token if token and token.may_read(Scope.AGENDA) else None


def _calendar() -> HttpResponse:
    answer = HttpResponse(_press.edition(house()).told, content_type=_MEDIA_TYPE)
    answer["Content-Disposition"] = "inline; filename=queue.ics"
    return answer
