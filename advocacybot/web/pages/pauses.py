"""The big red switch, on every page: one step and a reason stop posting, on all accounts or on one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from advocacybot.campaign.roles import Deed
from advocacybot.pipeline import pause as stage
from advocacybot.web.house import back, for_deed, house, reason, staff


@require_POST
@for_deed(Deed.PAUSE)
def pause(request: HttpRequest) -> HttpResponse:
    """From the next part on nothing goes out any more. Every page then says so, at its top."""
    stage.pause(house(), staff(request).person, reason(request), request.POST.get("account") or None)
    return redirect(back(request))


@require_POST
@for_deed(Deed.RESUME)
def resume(request: HttpRequest) -> HttpResponse:
    account = request.POST.get("account") or None
    stage.resume(house(), staff(request).person, account)
    messages.success(request, _("Posting goes on: %(where)s.") % {"where": account or _("all accounts")})
    return redirect(back(request))
