"""The big red switch, in a browser."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from advocacybot.campaign.roles import MAY, Deed, Role
from advocacybot.pipeline import pause as stage
from advocacybot.store import journal, pauses
from tests.houses import ANA, BEN, a_vote_entry
from tests.web.conftest import Room

Make = Callable[..., Room]
NASTY = "<script>alert('x')</script>"
PAGES = ("queue", "accounts", "journal", "myself", "health")


@pytest.fixture
def room(make_room: Make) -> Room:
    return make_room(a_vote_entry())


def test_one_step_and_a_reason_stop_everything(room: Room) -> None:
    answer = room.enter(Role.OPERATOR).post(reverse("pause"), {"why": "wrong link", "back": reverse("journal")})
    assert answer.headers["Location"] == reverse("journal")
    assert [(one.account, one.by, one.why) for one in pauses.standing()] == [(None, ANA, "wrong link")]
    assert journal.read()[-1].kind == "paused"


@pytest.mark.parametrize("route", PAGES)
def test_every_page_says_by_whom_why_and_since_when(room: Room, route: str) -> None:
    stage.pause(room.at_work.house, BEN, "wrong link")
    page = room.enter(Role.VIEWER).get(reverse(route)).content.decode()
    assert "Posting is paused on all accounts." in page
    assert "Ben Bystander: wrong link" in page
    assert "Tue 4 Oct 12:00 New York" in page


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("route", PAGES)
def test_the_switch_is_on_every_page_of_whoever_may_use_it(room: Room, role: Role, route: str) -> None:
    page = room.enter(role).get(reverse(route)).content.decode()
    assert ("Pause everything" in page) is (Deed.PAUSE in MAY[role])


@pytest.mark.parametrize("role", list(Role))
def test_to_go_on_is_offered_to_whoever_may(room: Room, role: Role) -> None:
    stage.pause(room.at_work.house, BEN, "wrong link")
    page = room.enter(role).get(reverse("queue")).content.decode()
    assert ("Post again on all accounts" in page) is (Deed.RESUME in MAY[role])
    assert "Pause everything" not in page


def test_to_go_on_takes_one_step_more(room: Room) -> None:
    stage.pause(room.at_work.house, BEN, "wrong link")
    room.enter(Role.APPROVER).post(reverse("resume"), {"back": reverse("queue")})
    assert pauses.standing() == []
    assert journal.read()[-1].kind == "resumed"


def test_one_account_is_paused_alone(room: Room) -> None:
    client = room.enter(Role.OPERATOR)
    client.post(reverse("pause"), {"why": "wrong link", "account": "asks-one", "back": reverse("accounts")})
    assert [one.account for one in pauses.standing()] == ["asks-one"]
    assert "Posting is paused on asks-one." in client.get(reverse("queue")).content.decode()
    assert "Pause everything" in client.get(reverse("queue")).content.decode()
    room.enter(Role.APPROVER).post(reverse("resume"), {"account": "asks-one"})
    assert pauses.standing() == []


def test_an_account_that_there_is_not_is_no_pause_of_all(room: Room) -> None:
    answer = room.enter(Role.OPERATOR).post(reverse("pause"), {"why": "wrong link", "account": "nobody"})
    assert (answer.status_code, pauses.standing()) == (404, [])


@pytest.mark.parametrize("why", ["", "   ", "x" * 301])
def test_a_reason_is_asked_for_in_a_few_words(room: Room, why: str) -> None:
    answer = room.enter(Role.OPERATOR).post(reverse("pause"), {"why": why})
    assert (answer.status_code, pauses.standing()) == (422, [])


def test_a_pause_that_stands_keeps_its_first_reason(room: Room) -> None:
    client = room.enter(Role.OPERATOR)
    for why in ("wrong link", "another"):
        client.post(reverse("pause"), {"why": why})
    assert [one.why for one in pauses.standing()] == ["wrong link"]


def leads_back_to(page: str) -> set[str]:
    return set(re.findall(r'name="back" value="([^"]*)"', page))


@pytest.mark.parametrize("paused", [False, True])
def test_whoever_pauses_or_goes_on_comes_back_to_a_page_that_there_is(room: Room, paused: bool) -> None:
    if paused:
        stage.pause(room.at_work.house, BEN, "a drill")
    client = room.enter(Role.ADMINISTRATOR)
    asked = client.post(reverse("ask-platform", args=["asks-one"])).content.decode()
    verified = client.post(reverse("journal-verify")).content.decode()
    searched = client.get(reverse("journal"), {"words": "a&b"}).content.decode()
    assert leads_back_to(asked) == {"", reverse("accounts")}
    assert leads_back_to(verified) == {""}
    assert leads_back_to(searched) == {f"{reverse('journal')}?words=a%26b"}


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", ""])
def test_nobody_is_sent_elsewhere_after_a_pause(room: Room, elsewhere: str) -> None:
    answer = room.enter(Role.OPERATOR).post(reverse("pause"), {"why": "a drill", "back": elsewhere})
    assert answer.headers["Location"] == reverse("queue")


def test_no_script_gets_into_a_page_by_a_reason(room: Room) -> None:
    client = room.enter(Role.APPROVER)
    client.post(reverse("pause"), {"why": NASTY, "account": "asks-one"})
    for route in PAGES:
        page = client.get(reverse(route), {"x": NASTY}).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
