"""Who may come in: kept by administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from advocacybot.campaign.roles import Deed, Role
from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.web import people as stage
from advocacybot.web import sentences
from advocacybot.web.house import for_deed, house, staff
from advocacybot.web.models import Staff
from advocacybot.web.people import Change


@require_GET
@for_deed(Deed.KEEP_PEOPLE)
def index(request: HttpRequest) -> HttpResponse:
    everybody = list(Staff.objects.order_by("username"))
    seen = {"everybody": everybody, "coded": stage.with_second_factor(everybody), "people": house().campaign.people}
    return render(request, "web/people.html", seen)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@for_deed(Deed.KEEP_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """Let somebody in. What was typed is kept where it will not do, but for the password."""
    problem, typed = "", request.POST
    if request.method == "POST":
        try:
            given = (typed.get("name", ""), typed.get("person", ""), _role(request), typed.get("password", ""))
            made = stage.add(house(), *given, by=staff(request))
        except AdvocacyBotError as error:
            problem = sentences.told(error)
        else:
            messages.success(request, _("%(name)s may come in.") % {"name": made.username})
            return redirect("people")
    seen = {"problem": problem, "typed": typed, "people": house().campaign.people, "roles": list(Role)}
    return render(request, "web/person_new.html", seen, status=422 if problem else 200)


@require_GET
@for_deed(Deed.KEEP_PEOPLE)
def person(request: HttpRequest, number: int) -> HttpResponse:
    one = get_object_or_404(Staff, pk=number)
    seen = {"one": one, "coded": stage.with_second_factor([one]), "people": house().campaign.people, "roles": list(Role)}
    return render(request, "web/person.html", seen)


@sensitive_post_parameters("password")
@require_POST
@for_deed(Deed.KEEP_PEOPLE)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """The one thing that the form was about."""
    one = get_object_or_404(Staff, pk=number)
    stage.change(house(), one.username, _wanted(request), by=staff(request))
    messages.success(request, _("%(name)s: changed.") % {"name": one.username})
    return redirect("person", number=number)


def _wanted(request: HttpRequest) -> Change:
    what = request.POST.get("change", "")
    if what == "role":
        return Change(role=_role(request))
    if what == "password":
        return Change(password=request.POST.get("password", ""))
    if what in _WITHOUT_MORE:
        return _WITHOUT_MORE[what]
    raise BadInput(what="the form does not say what to change", mend="open the page anew")


_WITHOUT_MORE = {
    "let in": Change(lets_in=True),
    "shut out": Change(lets_in=False),
    "no second factor": Change(without_second_factor=True),
}


def _role(request: HttpRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError:
        raise BadInput(what="that is no role", mend=f"choose one of {', '.join(Role)}") from None
