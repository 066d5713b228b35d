"""The door for programs: who asks, by a token in ``Authorization`` (RFC 6750) and by nothing else, what they may read, and how
often. Nobody's cookies are looked at, so no page of another site ever asks in a reader's name."""

import logging
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from advocacybot.store.address import GONE
from advocacybot.web.api import queries
from advocacybot.web.api.answers import JSON, as_json, found, problem
from advocacybot.web.api.described import document
from advocacybot.web.api.pace import Pace
from advocacybot.web.api.routes import Route, find
from advocacybot.web.house import house
from advocacybot.web.models import Token
from advocacybot.web.tokens import found_by

logger = logging.getLogger("advocacybot")

VERSION = "v1/"
DOCUMENT = "openapi.json"
METHODS = ("GET", "HEAD")

_LOOK_AGAIN_AFTER = "5"
_pace = Pace()


@login_not_required
def page(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The answer to whatever is asked below ``/api/``."""
    try:
        return _unlawful(request) or _answered(request, path)
    except GONE:
        detail = "the database is not there for a while"
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, Retry_After=_LOOK_AGAIN_AFTER)
    except Exception:
        logger.exception("a program could not be answered")
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the fault is ours")


def _unlawful(request: HttpRequest) -> HttpResponse | None:
    if request.method not in METHODS:
        detail = "this is for reading alone"
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, detail, Allow=", ".join(METHODS))
    if not request.accepts(JSON):
        return problem(HTTPStatus.NOT_ACCEPTABLE, f"everything here is {JSON}")
    return None


def _answered(request: HttpRequest, path: str) -> HttpResponseBase:
    if path == f"{VERSION}{DOCUMENT}":
        return as_json(request, document())
    there = find(path.removeprefix(VERSION)) if path.startswith(VERSION) else None
    if there is None:
        return problem(HTTPStatus.NOT_FOUND, f"nothing is here; /api/{VERSION}{DOCUMENT} tells what there is")
    route, name = there
    token = _token(request)
    refused = token if isinstance(token, HttpResponse) else _may_not(token, route)
    return refused or _read(request, route, name)


def _token(request: HttpRequest) -> Token | HttpResponse:
    """The token of whoever asks, where it is good."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if not secret or kind.lower() != "bearer":
        detail = "show a token: Authorization: Bearer abt_…"
        return problem(HTTPStatus.UNAUTHORIZED, detail, WWW_Authenticate='Bearer realm="advocacybot"')
    token = found_by(secret.strip(), house().clock.now())
    if token is None:
        wrong = 'Bearer realm="advocacybot", error="invalid_token"'
        return problem(HTTPStatus.UNAUTHORIZED, "this token is good for nothing, or not any more", WWW_Authenticate=wrong)
    return token


def _may_not(token: Token, route: Route) -> HttpResponse | None:
    wait = _pace.wait(token.pk)
    if wait:
        return problem(HTTPStatus.TOO_MANY_REQUESTS, "that is too often", Retry_After=str(wait))
    if not token.may_read(route.scope):
        wrong = f'Bearer realm="advocacybot", error="insufficient_scope", scope="{route.scope}"'
        return problem(HTTPStatus.FORBIDDEN, f"this token has not the scope {route.scope}", WWW_Authenticate=wrong)
    return None


def _read(request: HttpRequest, route: Route, name: str) -> HttpResponseBase:
    asked, wrong = queries.read(route.query, request.GET)
    if asked is None:
        return problem(HTTPStatus.BAD_REQUEST, wrong)
    value = route.read(house(), asked, name)
    if value is None:
        return problem(HTTPStatus.NOT_FOUND, f"no {route.path} of that {route.name} are told")
    return found(request, value)
