"""Access for programs: which of them read in somebody's name, what, and until when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from advocacybot.campaign.roles import Deed
from advocacybot.web import tokens
from advocacybot.web.house import for_deed, house, staff, whole_number
from advocacybot.web.pages.myself import check_password
from advocacybot.web.tokens import TOGETHER, Scope

DAYS = (30, 90, 180, 365)
"""For how long access may be given."""


@require_GET
@for_deed(Deed.HAVE_PROGRAMS)
def index(request: HttpRequest) -> HttpResponse:
    """One's own, and the form for another; for whoever keeps the list of people, everybody's."""
    who = staff(request)
    seen = {
        "tokens": [(one, one.scopes.split(",")) for one in tokens.of(who)],
        "everybodys": who.may(Deed.KEEP_PEOPLE),
        "scopes": TOGETHER,
        "agenda": Scope.AGENDA,
        "days": DAYS,
        "now": house().clock.now(),
    }
    return render(request, "web/programs.html", seen)


@sensitive_post_parameters("password")
@never_cache
@require_POST
@for_deed(Deed.HAVE_PROGRAMS)
def give(request: HttpRequest) -> HttpResponse:
    """Another one, shown this once."""
    check_password(request)
    days = whole_number(request.POST.get("days", ""))
    who = staff(request)
    made = tokens.make(house(), who, request.POST.get("name", ""), request.POST.getlist("scope"), days, by=who)
    return render(request, "web/program_given.html", {"made": made})


@require_POST
@for_deed(Deed.HAVE_PROGRAMS)
def take_back(request: HttpRequest) -> HttpResponse:
    one = tokens.take_back(house(), whole_number(request.POST.get("token", "")), by=staff(request))
    messages.success(request, _("%(name)s reads nothing any more.") % {"name": one.name})
    return redirect("programs")
