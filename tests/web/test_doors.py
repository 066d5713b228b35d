"""Who comes in, and how far."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from django.urls import reverse

from advocacybot.campaign.roles import MAY, Deed, Role
from advocacybot.web import django_settings
from advocacybot.web.models import Staff
from advocacybot.web.urls import urlpatterns
from tests.houses import a_vote_entry
from tests.web.conftest import PASSWORD, Room, a_browser

Make = Callable[..., Room]

PAGES = (
    "accounts",
    "journal",
    "people",
    "person-add",
    "myself",
    "programs",
    "password",
    "health",
    "calendar",
    "votes",
    "vote",
    "vote-new",
    "suggestions",
    "warnings",
)
FOR_PROGRAMS = {"api", "api-page", "agenda", "agenda-page"}
"""They have doors of their own: ``tests/web/api/test_door.py``, and ``test_agenda`` for calendars."""
OPEN_TO_ALL = {"login", "code", "language", "logout", "healthz", "metrics", "scorecard", "scorecard-page"} | FOR_PROGRAMS
ROUTES = sorted(str(one.name) for one in urlpatterns)
ASKED_BY_POST = {
    "approve": Deed.APPROVE_POSTS,
    "reject": Deed.APPROVE_POSTS,
    "hold": Deed.HOLD_POSTS,
    "release": Deed.HOLD_POSTS,
    "edit": Deed.EDIT_POSTS,
    "cut": Deed.EDIT_POSTS,
    "settle": Deed.SETTLE_DOUBT,
    "approve-several": Deed.APPROVE_POSTS,
    "template-save": Deed.EDIT_WORDING,
    "template-preview": Deed.EDIT_WORDING,
    "template-restore": Deed.EDIT_WORDING,
    "handle-add": Deed.VERIFY_HANDLES,
    "handle-verify": Deed.VERIFY_HANDLES,
    "handle-unverify": Deed.VERIFY_HANDLES,
    "handle-opt-out": Deed.VERIFY_HANDLES,
    "handle-opt-in": Deed.VERIFY_HANDLES,
    "vote-new": Deed.EDIT_CALENDAR,
    "vote-edit": Deed.EDIT_CALENDAR,
    "vote-withdraw": Deed.EDIT_CALENDAR,
    "vote-take-out": Deed.EDIT_CALENDAR,
    "assess": Deed.ASSESS,
    "assessment-agree": Deed.ASSESS,
    "assessment-take-back": Deed.ASSESS,
    "outcome": Deed.ENTER_OUTCOMES,
    "outcome-count": Deed.ENTER_OUTCOMES,
    "outcome-read": Deed.ENTER_OUTCOMES,
    "outcome-confirm": Deed.CONFIRM_OUTCOMES,
    "suggestion-change": Deed.EDIT_CALENDAR,
    "suggestion-dismiss": Deed.EDIT_CALENDAR,
    "suggestion-note": Deed.EDIT_CALENDAR,
    "warning-accept": Deed.EDIT_CALENDAR,
    "warning-take-back": Deed.EDIT_CALENDAR,
    "pause": Deed.PAUSE,
    "resume": Deed.RESUME,
    "ask-platform": Deed.ASK_PLATFORM,
    "journal-verify": Deed.LOOK,
    "person-add": Deed.KEEP_PEOPLE,
    "person-change": Deed.KEEP_PEOPLE,
    "myself-keep": Deed.LOOK,
    "password": Deed.LOOK,
    "second-factor-begin": Deed.LOOK,
    "second-factor-codes": Deed.LOOK,
    "second-factor-end": Deed.LOOK,
    "program-give": Deed.HAVE_PROGRAMS,
    "program-take-back": Deed.HAVE_PROGRAMS,
}


OF_ITS_OWN = {
    "picture": ["0" * 64],
    "scorecard-page": ["en/index.html"],
    "api-page": ["v1/calendar"],
    "agenda-page": ["abt_.ics"],
    "letter": ["S/2016/846", "ESP"],
    "ask-platform": ["asks-two"],
}
"""What stands in addresses that are like no other."""


def address(route: str, number: int = 1) -> str:
    """An address of that route."""
    if route in OF_ITS_OWN:
        return reverse(route, args=OF_ITS_OWN[route])
    if route.startswith("template"):
        return reverse(route, args=["en", "reminder"])
    if any("<symbol" in str(one.pattern) for one in urlpatterns if one.name == route):
        return reverse(route, args=["S/2016/846"])
    needs_number = any("<int" in str(one.pattern) for one in urlpatterns if one.name == route)
    return reverse(route, args=[number] if needs_number else [])


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_door_from_everywhere(make_room: Make, method: str) -> None:
    make_room(a_vote_entry())
    routes = sorted(set(ROUTES) - OPEN_TO_ALL)
    assert [route for route in routes if not is_sent_to_the_door(getattr(a_browser(), method)(address(route)))] == []


def is_sent_to_the_door(answer: Any) -> bool:
    where: str = answer.headers.get("Location", "")
    return bool(answer.status_code == 302 and where.split("?")[0] == reverse("login"))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("route", "deed"), ASKED_BY_POST.items(), ids=ASKED_BY_POST)
def test_nobody_does_what_their_role_may_not(make_room: Make, role: Role, route: str, deed: Deed) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    answer = room.enter(role).post(address(route, post.id), {"version": post.version, "why": "a drill"})
    assert (answer.status_code == 403) is (deed not in MAY[role])
    if deed not in MAY[role]:
        assert f"A {role} may not {deed}" in answer.content.decode()
        assert room.at_work.queue()[0] == post


@pytest.mark.parametrize("route", sorted(ASKED_BY_POST))
def test_nothing_is_done_for_another_site(make_room: Make, route: str) -> None:
    """Without the token of a form of ours (CSRF) every deed is refused."""
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    strict = a_browser(enforce_csrf_checks=True)
    strict.cookies = room.enter(Role.ADMINISTRATOR).cookies
    answer = strict.post(address(route, post.id), {"version": post.version, "why": "a drill"})
    assert answer.status_code == 403
    assert room.at_work.queue()[0] == post


def test_who_is_shut_out_is_out_at_once(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    inside = room.enter()
    assert inside.get(reverse("queue")).status_code == 200
    Staff.objects.update(is_active=False)
    assert inside.get(reverse("queue")).status_code == 302


def sign_in(client: Client, name: str, password: str, **more: str) -> object:
    return client.post(reverse("login"), {"username": name, "password": password, **more})


def test_signing_in_begins_another_session(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    Staff.objects.create_user("ana", "Ana Approver", Role.VIEWER, PASSWORD)
    client = a_browser()
    client.get(reverse("login"))
    client.session["planted"] = "by a stranger"
    client.session.save()
    before = client.session.session_key
    sign_in(client, "ana", PASSWORD)
    assert client.get(reverse("queue")).status_code == 200
    assert client.session.session_key != before
    assert room.at_work.house.campaign.name in client.get(reverse("queue")).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_sent_elsewhere_after_signing_in(make_room: Make, elsewhere: str) -> None:
    make_room(a_vote_entry())
    Staff.objects.create_user("ana", "Ana Approver", Role.VIEWER, PASSWORD)
    answer = a_browser().post(reverse("login"), {"username": "ana", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == reverse("queue")


def test_after_five_wrong_passwords_even_the_right_one_waits(make_room: Make) -> None:
    make_room(a_vote_entry())
    Staff.objects.create_user("ben", "Ben Bystander", Role.VIEWER, PASSWORD)
    client = a_browser()
    answers = [client.post(reverse("login"), {"username": "ben", "password": "wrong"}).status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]
    assert client.post(reverse("login"), {"username": "ben", "password": PASSWORD}).status_code == 429
    assert client.get(reverse("queue")).status_code == 302


@pytest.mark.parametrize("route", [*PAGES, "queue", "login", "post", "edit"])
def test_every_page_allows_no_script_but_its_own_and_no_frame(make_room: Make, route: str) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    answer = (a_browser() if route == "login" else room.enter(Role.ADMINISTRATOR)).get(address(route, post.id))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    text = answer.content.decode()
    assert re.findall(r"<script(?![^>]* src=)", text) == []
    assert re.findall(r" on\w+=| style=|javascript:", text) == []


def test_monitoring_hears_whether_the_bot_is_awake_and_nothing_else(make_room: Make) -> None:
    make_room(a_vote_entry())
    answer = a_browser().get(reverse("healthz"))
    assert (answer.status_code, answer.json()) == (503, {"awake": False})


def test_a_password_is_kept_by_scrypt_alone() -> None:
    assert get_user_model()(username="x", person="X").password == ""
    one = Staff(username="x", person="X", role=Role.VIEWER)
    with override_settings(PASSWORD_HASHERS=django_settings.PASSWORD_HASHERS):
        one.set_password(PASSWORD)
    assert one.password.startswith("scrypt$")
