"""The list of people: what administrators do to it, and what nobody can."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.errors import Refusal
from advocacybot.store import journal
from advocacybot.web import people
from advocacybot.web.models import Authenticator, Staff
from advocacybot.web.people import Change
from tests.houses import ANA, BEN, CAMPAIGN, CY, a_vote_entry
from tests.pipeline.steps import edit_campaign
from tests.web.codes import enrolled, is_in
from tests.web.conftest import PASSWORD, Room, a_browser

Make = Callable[..., Room]
NASTY = "<script>alert('x')</script>"
NEW = {"name": "cy", "person": CY, "role": "operator", "password": "another horse battery"}


@pytest.fixture
def room(make_room: Make) -> Room:
    return make_room(a_vote_entry())


def change(room: Room, number: int, what: str, **more: str) -> int:
    administrator = room.enter(Role.ADMINISTRATOR)
    return administrator.post(reverse("person-change", args=[number]), {"change": what, **more}).status_code


def ben(room: Room, role: Role = Role.VIEWER) -> Staff:
    room.enter(role, BEN)
    return Staff.objects.get(person=BEN)


def test_an_administrator_lets_somebody_in(room: Room) -> None:
    assert room.enter(Role.ADMINISTRATOR).post(reverse("person-add"), NEW).headers["Location"] == reverse("people")
    client = a_browser()
    client.post(reverse("login"), {"username": "cy", "password": NEW["password"]})
    assert is_in(client)
    (row,) = journal.read("user cy")
    assert (row.kind, row.by, row.facts) == ("user added", ANA, {"person": CY, "role": "operator"})


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"person": "Nobody Known"}, "is not among the campaign"),
        ({"password": "tiny!"}, "at least 12 characters"),
        ({"password": "1qaz2wsx3edc"}, "too common"),
        ({"role": "emperor"}, "that is no role"),
        ({"name": ""}, "no name to sign in with"),
        ({"name": "a\x00b"}, "no name to sign in with"),
        ({"name": "x" * 61}, "no name to sign in with"),
        ({"name": f"administrator {ANA}"}, "already"),
        ({"name": "ｃｙ", "person": "Nobody Known"}, "is not among the campaign"),
    ],
)
def test_what_will_not_do_lets_nobody_in_and_keeps_what_was_typed(room: Room, wrong: dict[str, str], told: str) -> None:
    answer = room.enter(Role.ADMINISTRATOR).post(reverse("person-add"), NEW | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert (NEW | wrong)["password"] not in page
    assert Staff.objects.count() == 1


def test_a_name_that_looks_the_same_is_the_same(room: Room) -> None:
    people.add(room.at_work.house, "cy", CY, Role.VIEWER, PASSWORD)
    answer = room.enter(Role.ADMINISTRATOR).post(reverse("person-add"), NEW | {"name": "ｃｙ"})
    assert (answer.status_code, Staff.objects.filter(person=CY).count()) == (422, 1)


def test_another_role_holds_from_the_next_page_on(room: Room) -> None:
    client = room.enter(Role.VIEWER, BEN)
    assert client.get(reverse("people")).status_code == 403
    assert change(room, Staff.objects.get(person=BEN).pk, "role", role="administrator") == 302
    assert client.get(reverse("people")).status_code == 200


def test_who_is_shut_out_is_out_at_once_and_who_is_let_in_comes_in_again(room: Room) -> None:
    client = room.enter(Role.VIEWER, BEN)
    number = Staff.objects.get(person=BEN).pk
    change(room, number, "shut out")
    assert not is_in(client)
    change(room, number, "let in")
    assert is_in(client)


def test_another_password_signs_them_out_everywhere(room: Room) -> None:
    client = room.enter(Role.VIEWER, BEN)
    number = Staff.objects.get(person=BEN).pk
    assert change(room, number, "password", password="short") == 422  # noqa: S106
    assert is_in(client)
    assert change(room, number, "password", password=NEW["password"]) == 302
    assert not is_in(client)
    assert journal.read()[-1].facts["new password"] is True


def test_a_lost_second_factor_is_taken_away(room: Room) -> None:
    enrolled(room.enter(Role.VIEWER, BEN))
    assert change(room, Staff.objects.get(person=BEN).pk, "no second factor") == 302
    assert not Authenticator.objects.exists()
    assert journal.read()[-1].facts["second factor"] == "taken away"


@pytest.mark.parametrize(("what", "more"), [("shut out", {}), ("role", {"role": "approver"})])
def test_nobody_takes_their_own_leave_away(room: Room, what: str, more: dict[str, str]) -> None:
    room.enter(Role.ADMINISTRATOR, BEN)
    room.enter(Role.ADMINISTRATOR)
    number = Staff.objects.get(person=ANA).pk
    assert change(room, number, what, **more) == 409
    assert (Staff.objects.get(pk=number).role, Staff.objects.get(pk=number).is_active) == ("administrator", True)


@pytest.mark.parametrize("wanted", [Change(role=Role.VIEWER), Change(lets_in=False)])
def test_the_last_administrator_stays_even_at_the_terminal(room: Room, wanted: Change) -> None:
    one, other = ben(room, Role.ADMINISTRATOR), people.add(room.at_work.house, "cy", CY, Role.ADMINISTRATOR, PASSWORD)
    people.change(room.at_work.house, one.username, wanted)
    with pytest.raises(Refusal, match="is the last administrator"):
        people.change(room.at_work.house, other.username, wanted)
    assert Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True).get() == other


@pytest.mark.parametrize("what", ["", "everything"])
def test_a_form_that_nobody_of_ours_made_changes_nothing(room: Room, what: str) -> None:
    assert change(room, ben(room).pk, what) == 422
    assert journal.read("user viewer Ben Bystander") == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR, Role.APPROVER])
def test_only_administrators_see_the_list(room: Room, role: Role) -> None:
    number = ben(room).pk
    client = room.enter(role)
    for route, args in (("people", []), ("person-add", []), ("person", [number])):
        assert client.get(reverse(route, args=args)).status_code == 403
    assert reverse("people") not in client.get(reverse("queue")).content.decode()


def test_whose_person_has_left_the_campaign_looks_and_is_told_why_nothing_else_goes(room: Room) -> None:
    client = room.enter(Role.OPERATOR, CY)
    edit_campaign(room.at_work, CAMPAIGN.replace(f", {CY}]", "]"))
    assert is_in(client)
    assert f"{CY} is not among the campaign's people" in client.get(reverse("myself")).content.decode()
    assert CY in room.enter(Role.ADMINISTRATOR).get(reverse("people")).content.decode()
    answer = client.post(reverse("pause"), {"why": "a drill"})
    assert "is not among the campaign&#x27;s people" in answer.content.decode()
    assert answer.status_code == 422


def test_no_script_gets_into_a_page_by_a_name(room: Room) -> None:
    client = room.enter(Role.ADMINISTRATOR)
    client.post(reverse("person-add"), NEW | {"name": NASTY})
    made = Staff.objects.get(username=NASTY)
    again = client.post(reverse("person-add"), NEW | {"name": NASTY})
    for page in (
        again,
        client.get(reverse("people")),
        client.get(reverse("person", args=[made.pk])),
        client.get(reverse("journal")),
    ):
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;alert" in page.content.decode()


def test_queries_do_not_grow_with_the_list(room: Room, django_queries: Callable[[Callable[[], object]], int]) -> None:
    client = room.enter(Role.ADMINISTRATOR)
    few = django_queries(lambda: client.get(reverse("people")))
    Staff.objects.bulk_create(Staff(username=f"user {number}", person=BEN, role=Role.VIEWER) for number in range(30))
    assert django_queries(lambda: client.get(reverse("people"))) <= few
