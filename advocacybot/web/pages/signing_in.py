"""Signing in: name and password, then the code of whoever has a second factor. Before that, nobody is signed in at all."""

import datetime as dt

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import login, user_login_failed
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from django.views.i18n import set_language

from advocacybot.web import second_factor
from advocacybot.web.house import house
from advocacybot.web.models import Staff

_WAITS = "waits for a code"
_NO_LONGER_THAN = dt.timedelta(minutes=5)

language = login_not_required(set_language)


class SignIn(LoginView):
    """Name and password. They are all that it takes where there is no second factor."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True
    extra_context = {"languages": [code for code, _ in settings.LANGUAGES]}  # noqa: RUF012 – as Django has it

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        who = form.get_user()
        if not second_factor.is_on(who):
            return super().form_valid(form)
        self.request.session.flush()
        self.request.session[_WAITS] = {
            "user": who.pk,
            "so far": who.get_session_auth_hash(),
            "since": house().clock.now().isoformat(),
            "next": self.get_redirect_url(),
        }
        return redirect("code")


@method_decorator([sensitive_post_parameters("code"), never_cache, login_not_required], name="dispatch")
class Code(View):
    """The second step. A session that has not taken the first one, lately and in this browser, is sent back there."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "web/code.html") if _who(request) else redirect("login")

    def post(self, request: HttpRequest) -> HttpResponse:
        who = _who(request)
        if who is None:
            return redirect("login")
        credentials = {"username": who.username}
        if not AxesProxyHandler.is_allowed(request, credentials):
            return _locked(request)
        device = second_factor.check(who, request.POST.get("code", ""))
        if device is None:
            user_login_failed.send(__name__, credentials=credentials, request=request)
            return render(request, "web/code.html", {"wrong": True})
        there = request.session.pop(_WAITS)["next"]
        who.otp_device = device  # type: ignore[attr-defined]  # by which django-otp knows the session
        login(request, who, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return redirect(there or settings.LOGIN_REDIRECT_URL)


def _locked(request: HttpRequest) -> HttpResponse:
    request.axes_locked_out = True  # type: ignore[attr-defined]  # its middleware answers
    return HttpResponse(status=429)


def _who(request: HttpRequest) -> Staff | None:
    """Who gave name and password in this session a moment ago, where both are still theirs."""
    waits = request.session.get(_WAITS)
    if not waits or house().clock.now() - dt.datetime.fromisoformat(waits["since"]) > _NO_LONGER_THAN:
        return None
    who = Staff.objects.filter(pk=waits["user"], is_active=True).first()
    return who if who and constant_time_compare(waits["so far"], who.get_session_auth_hash()) else None
