"""The form of every answer: JSON with an ``ETag``, for its reader alone; or a problem (RFC 9457)."""

import hashlib
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from advocacybot.pipeline.offered import Page
from advocacybot.site.documents import Public

JSON, PROBLEM = "application/json", "application/problem+json"


class Problem(Public):
    """What is wrong, by RFC 9457."""

    type: str = "about:blank"
    """What kind of problem: none of its own, but that of the status."""
    title: str
    """The status in words."""
    status: int
    """The status."""
    detail: str
    """What is wrong with this request."""


def problem(status: HTTPStatus, detail: str, **headers: str) -> HttpResponse:
    """What is wrong, told so that programs read it. ``headers``: with ``_`` for ``-``."""
    told = Problem(title=status.phrase, status=status, detail=detail)
    answer = HttpResponse(told.model_dump_json(), content_type=PROBLEM, status=status)
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return private(_by_token(answer))


def found(request: HttpRequest, value: Public) -> HttpResponseBase:
    """What was asked for, where its reader does not have it already."""
    answer = as_json(request, value.model_dump_json(by_alias=True).encode())
    if isinstance(value, Page) and value.next is not None:
        query = request.GET.copy()
        query["after"] = value.next
        answer["Link"] = f'<{request.path}?{urlencode(query.dict())}>; rel="next"'
    return answer


def as_json(request: HttpRequest, body: bytes) -> HttpResponseBase:
    return unless_known(request, _by_token(HttpResponse(body, content_type=JSON)))


def unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """The answer, for its reader alone; where they have it already, that it is still the same."""
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer["Content-Length"] = str(len(answer.content))
    return get_conditional_response(request, answer["ETag"], None, private(answer)) or answer


def private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _by_token(answer: HttpResponse) -> HttpResponse:
    answer["Vary"] = "Authorization"
    return answer
