"""One's own settings."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.store import journal
from advocacybot.web.models import Staff
from tests.houses import ANA, a_vote_entry
from tests.web.codes import is_in
from tests.web.conftest import PASSWORD, Room, a_browser

Make = Callable[..., Room]
OTHER = "another horse battery staple"


@pytest.fixture
def room(make_room: Make) -> Room:
    return make_room(a_vote_entry(hour="2016-10-08 15:00 America/New_York"))


def test_hours_are_shown_on_ones_own_clock(room: Room) -> None:
    client = room.enter(Role.VIEWER)
    assert client.post(reverse("myself-keep"), {"zone": "Africa/Nairobi", "language": ""}).status_code == 302
    assert "(Fri 22:00 EAT)" in client.get(reverse("queue")).content.decode()


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "<script>", "utc"])
def test_a_clock_that_nobody_has_is_refused(room: Room, zone: str) -> None:
    answer = room.enter(Role.VIEWER).post(reverse("myself-keep"), {"zone": zone, "language": "fr"})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode()
    assert (Staff.objects.get().zone, Staff.objects.get().language) == ("UTC", "")


def language_of(page: bytes) -> str:
    return page.decode().split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_chosen_language_goes_before_the_browsers(room: Room, language: str) -> None:
    client = room.enter(Role.VIEWER)
    assert language_of(client.get(reverse("queue"), HTTP_ACCEPT_LANGUAGE="es").content) == "es"
    client.post(reverse("myself-keep"), {"zone": "UTC", "language": language})
    answer = client.get(reverse("queue"), HTTP_ACCEPT_LANGUAGE="en")
    assert language_of(answer.content) == language
    assert language_of(a_browser().get(reverse("login")).content) == "en"


def test_a_language_that_the_room_does_not_speak_is_refused(room: Room) -> None:
    assert room.enter(Role.VIEWER).post(reverse("myself-keep"), {"zone": "UTC", "language": "xx"}).status_code == 422
    assert Staff.objects.get().language == ""


def test_at_the_door_a_language_is_chosen_without_an_account(room: Room) -> None:
    stranger = a_browser()
    answer = stranger.post(reverse("language"), {"language": "fr", "next": reverse("login")})
    assert answer.headers["Location"] == reverse("login")
    assert language_of(stranger.get(reverse("login"), HTTP_ACCEPT_LANGUAGE="es").content) == "fr"
    assert room.at_work.house.campaign.name in stranger.get(reverse("login")).content.decode()


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_sent_elsewhere_after_choosing_a_language(elsewhere: str) -> None:
    answer = a_browser(HTTP_REFERER=elsewhere).post(reverse("language"), {"language": "fr", "next": elsewhere})
    assert "evil" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")


def change(client: Client, old: str = PASSWORD, new: str = OTHER) -> None:
    client.post(reverse("password"), {"old_password": old, "new_password1": new, "new_password2": new})


def test_another_password_signs_out_everywhere_but_here(room: Room) -> None:
    here, elsewhere = room.enter(Role.VIEWER), room.enter(Role.VIEWER)
    assert is_in(elsewhere)
    change(here)
    assert is_in(here)
    assert not is_in(elsewhere)
    assert Staff.objects.get().check_password(OTHER)
    (row,) = journal.read(f"user {Role.VIEWER} {ANA}")
    assert (row.by, row.facts) == (ANA, {"new password": True})


@pytest.mark.parametrize(("old", "new"), [("wrong", OTHER), (PASSWORD, "short"), (PASSWORD, "1qaz2wsx3edc")])
def test_a_password_that_will_not_do_changes_nothing(room: Room, old: str, new: str) -> None:
    change(room.enter(Role.VIEWER), old, new)
    assert Staff.objects.get().check_password(PASSWORD)
    assert journal.read() == [] or journal.read()[-1].kind != "user changed"


def test_every_role_has_settings_of_its_own(room: Room) -> None:
    for role in Role:
        page = room.enter(role).get(reverse("myself"))
        assert page.status_code == 200
        assert f"{role} {ANA}" in page.content.decode()
