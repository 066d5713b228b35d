"""Around every page: who is signed in as a whole, in which language, and in plain words what a page cannot do."""

import re
from collections.abc import Callable, Mapping

from django.contrib.auth import logout
from django.db.utils import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from advocacybot.errors import (
    AdvocacyBotError,
    BadInput,
    MayNot,
    NoSuchThing,
    NotAText,
    OutdatedEntry,
    OutdatedReport,
    OutdatedVersion,
)
from advocacybot.web import second_factor
from advocacybot.web.api import door
from advocacybot.web.house import staff
from advocacybot.web.pages import agenda, public

_STATUS: tuple[tuple[type[AdvocacyBotError], int], ...] = (
    (MayNot, 403),
    (NoSuchThing, 404),
    (OutdatedVersion, 409),
    (OutdatedReport, 409),
    (OutdatedEntry, 409),
    (BadInput, 422),
    (AdvocacyBotError, 409),
)

_SECRET = re.compile("csrfmiddlewaretoken|code|.*password.*")
"""What was typed there is never shown again."""


class PublicPages:
    """Answers for the public pages before anything asks who somebody is, or which language their browser speaks: so what is
    answered is the same for everybody, and any cache may keep it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        root = reverse("scorecard")
        if not request.path_info.startswith(root):
            return self._get_response(request)
        return public.page(request, request.path_info.removeprefix(root))


_FOR_PROGRAMS: Mapping[str, Callable[[HttpRequest, str], HttpResponseBase]] = {"api": door.page, "agenda": agenda.page}
"""By their routes' names."""


class Programs:
    """Answers programs, calendars among them, before anything looks at a cookie, begins a session or asks for a form's own token:
    none of it is for them, and they are let in by nothing else than what they show."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for name, page in _FOR_PROGRAMS.items():
            root = reverse(name)
            if request.path_info.startswith(root):
                return page(request, request.path_info.removeprefix(root))
        return self._get_response(request)


class WholeSignIn:
    """Whoever has a second factor is signed out of every session in which it was not given: a password alone reaches nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not second_factor.was_given(staff(request)):
            logout(request)
        return self._get_response(request)


class OwnLanguage:
    """Speaks the language that whoever is signed in chose; else the browser's stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = staff(request).language if request.user.is_authenticated else ""
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return self._get_response(request)


class Errors:
    """Shows what the house refuses, with what was typed kept where the form is shown again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of an error of ours; any other is Django's to handle."""
        if isinstance(error, DataError):  # PostgreSQL has no text with a NUL in it, and can look for none
            error = NotAText()
        if not isinstance(error, AdvocacyBotError):
            return None
        status = next(status for kind, status in _STATUS if isinstance(error, kind))
        typed = {name: value for name, value in request.POST.items() if not _SECRET.fullmatch(name)}
        return render(request, "web/refused.html", {"error": error, "typed": typed, "status": status}, status=status)
