"""One's own settings: clock, language, password, second factor."""

from urllib.parse import quote
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp import login as note_second_factor

from advocacybot.campaign.roles import Deed
from advocacybot.errors import BadInput, Refusal, UnknownZone
from advocacybot.web import people, second_factor
from advocacybot.web.house import for_deed, house, staff
from advocacybot.web.models import Staff

ZONES = ("UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))


@require_GET
@for_deed(Deed.LOOK)
def show(request: HttpRequest) -> HttpResponse:
    who = staff(request)
    on = second_factor.is_on(who)
    seen = {
        "zones": ZONES,
        "languages": settings.LANGUAGES,
        "second_factor": on,
        "codes_left": second_factor.codes_left(who) if on else 0,
        "may_have_programs": who.may(Deed.HAVE_PROGRAMS),
        "stranger": who.person not in house().campaign.people,
    }
    return render(request, "web/myself.html", seen)


@require_POST
@for_deed(Deed.LOOK)
def keep(request: HttpRequest) -> HttpResponse:
    """Another clock, another language."""
    zone, language = request.POST.get("zone", ""), request.POST.get("language", "")
    if zone not in ZONES:
        raise UnknownZone(zone=zone)
    if language and language not in dict(settings.LANGUAGES):
        raise BadInput(what=f"the room does not speak {language!r}", mend=f"choose one of {', '.join(dict(settings.LANGUAGES))}")
    Staff.objects.filter(pk=staff(request).pk).update(zone=zone, language=language)
    messages.success(request, _("Kept."))
    return redirect("myself")


class Password(PasswordChangeView):
    """Another password. Wherever else they are signed in, they are out; here they stay."""

    template_name = "web/password.html"
    success_url = reverse_lazy("myself")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            people.tell_of_own_password(house(), staff(self.request))
        messages.success(self.request, _("Your password is another now."))
        return answer


@sensitive_post_parameters("password")
@require_POST
@for_deed(Deed.LOOK)
def begin_second_factor(request: HttpRequest) -> HttpResponse:
    check_password(request)
    second_factor.begin(staff(request))
    return redirect("second-factor")


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
@for_deed(Deed.LOOK)
def confirm_second_factor(request: HttpRequest) -> HttpResponse:
    """Show the key to the app, and let the app prove that it took it. Then the recovery codes are shown, this once."""
    who, wrong = staff(request), False
    app = second_factor.begun(who)
    if app is None:
        return redirect("myself")
    if request.method == "POST":
        confirmed = second_factor.confirm(house(), who, request.POST.get("code", ""))
        if confirmed:
            note_second_factor(request, confirmed[0])
            request.session.cycle_key()
            return _codes(request, confirmed[1])
        wrong = True
    seen = {"picture": second_factor.picture(app), "key": second_factor.key_in_letters(app), "wrong": wrong}
    return render(request, "web/second_factor.html", seen)


@sensitive_post_parameters("password")
@never_cache
@require_POST
@for_deed(Deed.LOOK)
def renew_codes(request: HttpRequest) -> HttpResponse:
    check_password(request)
    if not second_factor.is_on(staff(request)):
        return redirect("myself")
    return _codes(request, second_factor.renew_codes(house(), staff(request)))


@sensitive_post_parameters("password")
@require_POST
@for_deed(Deed.LOOK)
def end_second_factor(request: HttpRequest) -> HttpResponse:
    check_password(request)
    second_factor.switch_off(house(), staff(request))
    messages.success(request, _("Your password alone signs you in now."))
    return redirect("myself")


def _codes(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    """The codes, and the same as a file, whose words stand in the page itself: no address ever gives them out again."""
    text = "".join(f"{code}\r\n" for code in codes)
    return render(request, "web/recovery_codes.html", {"codes": codes, "file": f"data:text/plain;charset=utf-8,{quote(text)}"})


def check_password(request: HttpRequest) -> None:
    """Ask again who sits there; five wrong answers lock out, as at the door.

    Raises:
        Refusal: it is not their password.
    """
    who = staff(request)
    if authenticate(request, username=who.username, password=request.POST.get("password", "")) is None:
        raise Refusal(what="that is not your password", mend="go back and write it anew; nothing was changed")
