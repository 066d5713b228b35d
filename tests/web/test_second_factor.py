"""Whoever set up a second factor reaches nothing without it."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken

from advocacybot.campaign.roles import Role
from advocacybot.store import journal
from advocacybot.web.models import Authenticator, Staff
from advocacybot.web.urls import urlpatterns
from tests.houses import a_vote_entry
from tests.web.codes import WRONG, a_moment_passes, codes_on, enrolled, half_signed_in, is_in, key_of, key_on, shows
from tests.web.conftest import PASSWORD, Room, a_browser
from tests.web.test_doors import OPEN_TO_ALL, address, is_sent_to_the_door

Make = Callable[..., Room]
NAME = "administrator Ana Approver"


@pytest.fixture(autouse=True)
def _nobody_tried_before(_tables: None) -> Iterator[None]:
    AccessAttempt.objects.all().delete()
    yield
    AccessAttempt.objects.all().delete()


@pytest.fixture
def room(make_room: Make) -> Room:
    return make_room(a_vote_entry())


@pytest.fixture
def client(room: Room) -> Client:
    """Somebody's browser in which the second factor was set up."""
    made = room.enter(Role.ADMINISTRATOR)
    enrolled(made)
    Authenticator.objects.update(drift=0)  # a half minute that began meanwhile was taken for a clock that is slow
    return made


def who() -> Staff:
    return Staff.objects.get(username=NAME)


def give(client: Client, code: str) -> int:
    return client.post(reverse("code"), {"code": code}).status_code


# ── setting it up ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_counts_only_once_the_app_has_shown_that_it_took_the_key(room: Room) -> None:
    client = room.enter(Role.ADMINISTRATOR)
    client.post(reverse("second-factor-begin"), {"password": PASSWORD})
    key_on(client)
    answer = client.post(reverse("second-factor"), {"code": WRONG})
    assert "That code is wrong" in answer.content.decode()
    answer = a_browser().post(reverse("login"), {"username": NAME, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("queue")


def test_whoever_sits_at_an_open_browser_does_not_set_it_up_without_the_password(room: Room) -> None:
    client = room.enter(Role.ADMINISTRATOR)
    answer = client.post(reverse("second-factor-begin"), {"password": "a guess"})
    assert (answer.status_code, Authenticator.objects.count()) == (409, 0)
    assert "that is not your password" in answer.content.decode()
    assert "a guess" not in answer.content.decode()


def test_whoever_set_it_up_stays_signed_in_here_and_is_signed_out_elsewhere(room: Room) -> None:
    here, elsewhere = room.enter(Role.ADMINISTRATOR), room.enter(Role.ADMINISTRATOR)
    assert is_in(elsewhere)
    enrolled(here)
    assert is_in(here)
    assert not is_in(elsewhere)


def test_the_key_is_drawn_as_a_picture_within_the_page(room: Room) -> None:
    client = room.enter(Role.ADMINISTRATOR)
    client.post(reverse("second-factor-begin"), {"password": PASSWORD})
    page = client.get(reverse("second-factor"))
    assert "<svg" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_neither_key_nor_recovery_codes_stand_in_the_database_as_they_are(room: Room) -> None:
    key, codes = enrolled(room.enter(Role.ADMINISTRATOR))
    kept = Authenticator.objects.get().key
    assert key.replace(" ", "") not in kept
    assert Authenticator.objects.get().bin_key.hex() not in kept
    kept_codes = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept_codes) == len(codes) == 10
    assert kept_codes.isdisjoint(code.replace("-", "") for code in codes)


def test_anothers_sealed_key_opens_nothing(client: Client, room: Room) -> None:
    other = room.enter(Role.ADMINISTRATOR, "Ben Bystander")
    enrolled(other)
    stolen = Authenticator.objects.get(user=who()).key
    Authenticator.objects.exclude(user=who()).update(key=stolen)
    answer = half_signed_in("administrator Ben Bystander").post(reverse("code"), {"code": "123456"})
    assert answer.status_code == 409
    assert "--no-second-factor" in answer.content.decode()
    assert is_in(client)


# ── signing in ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_name_password_and_code_sign_in(client: Client) -> None:
    again = half_signed_in(NAME)
    assert give(again, shows(key_of(who()), 1)) == 302
    assert is_in(again)
    assert is_in(client)


def test_nothing_is_reached_by_name_and_password_alone(client: Client) -> None:
    routes = sorted({str(one.name) for one in urlpatterns} - OPEN_TO_ALL)
    assert [route for route in routes if not is_sent_to_the_door(half_signed_in(NAME).get(address(route)))] == []
    assert is_in(client)


def test_a_code_is_good_for_nothing_without_name_and_password(client: Client) -> None:
    stranger = a_browser()
    answer = stranger.post(reverse("code"), {"code": shows(key_of(who()), 1)})
    assert answer.headers["Location"] == reverse("login")
    assert not is_in(stranger)
    assert is_in(client)


@pytest.mark.usefixtures("client")
def test_a_code_is_good_once() -> None:
    code = shows(key_of(who()), 1)
    first, second = half_signed_in(NAME), half_signed_in(NAME)
    assert (give(first, code), give(second, code)) == (302, 200)
    assert is_in(first)
    assert not is_in(second)


def test_a_recovery_code_is_good_once_however_it_is_written(room: Room) -> None:
    _, codes = enrolled(room.enter(Role.ADMINISTRATOR))
    written = f" {codes[0].upper().replace('-', ' ')} "
    first, second = half_signed_in(NAME), half_signed_in(NAME)
    assert (give(first, written), give(second, written)) == (302, 200)
    assert is_in(first)
    assert not is_in(second)
    assert StaticToken.objects.count() == 9


@pytest.mark.usefixtures("client")
def test_after_five_wrong_codes_even_the_right_one_waits() -> None:
    guesser = half_signed_in(NAME)
    answers = []
    for _ in range(5):
        a_moment_passes(who())
        answers.append(give(guesser, WRONG))
    assert answers == [200] * 4 + [429]
    a_moment_passes(who())
    assert give(guesser, shows(key_of(who()), 1)) == 429
    assert not is_in(guesser)
    assert a_browser().post(reverse("login"), {"username": NAME, "password": PASSWORD}).status_code == 429


@pytest.mark.usefixtures("client")
def test_giving_the_password_anew_forgives_no_wrong_code() -> None:
    answers = []
    for _ in range(5):
        a_moment_passes(who())
        answers.append(give(half_signed_in(NAME), WRONG))
    assert answers[-1] == 429


@pytest.mark.usefixtures("client")
def test_right_after_a_wrong_code_not_even_the_right_one_is_taken_wherever_it_comes_from() -> None:
    give(half_signed_in(NAME), WRONG)
    Authenticator.objects.update(throttling_failure_count=12)
    elsewhere = a_browser(REMOTE_ADDR="198.51.100.7")
    elsewhere.post(reverse("login"), {"username": NAME, "password": PASSWORD})
    assert give(elsewhere, shows(key_of(who()), 1)) == 200
    assert not is_in(elsewhere)


def test_a_wrong_code_of_the_app_holds_up_no_recovery_code(room: Room) -> None:
    _, codes = enrolled(room.enter(Role.ADMINISTRATOR))
    client = half_signed_in(NAME)
    assert (give(client, WRONG), give(client, codes[3])) == (200, 302)


@pytest.mark.parametrize("code", ["", "٠٠٠٠٠٠", "9" * 5000, "+12345", "<script>", "\x00", "1e5"])
@pytest.mark.usefixtures("client")
def test_what_is_no_code_signs_nobody_in(code: str) -> None:
    guesser = half_signed_in(NAME)
    answer = guesser.post(reverse("code"), {"code": code})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
    assert not is_in(guesser)


@pytest.mark.usefixtures("client")
def test_no_guess_at_a_code_is_kept_in_the_log_of_failures() -> None:
    give(half_signed_in(NAME), "abcd-efgh")
    assert "abcd" not in "".join(AccessAttempt.objects.values_list("post_data", flat=True))


@pytest.mark.usefixtures("client")
def test_each_step_of_signing_in_begins_another_session() -> None:
    planted = a_browser()
    planted.get(reverse("login"))
    planted.session["planted"] = "by a stranger"
    planted.session.save()
    keys = [planted.session.session_key]
    planted.post(reverse("login"), {"username": NAME, "password": PASSWORD})
    keys.append(planted.session.session_key)
    give(planted, shows(key_of(who()), 1))
    keys.append(planted.session.session_key)
    assert len(set(keys)) == 3
    assert not Session.objects.filter(session_key__in=[key for key in keys[:2] if key]).exists()
    assert "planted" not in planted.session


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_sent_elsewhere_after_the_code(elsewhere: str) -> None:
    client = half_signed_in(NAME, elsewhere)
    answer = client.post(f"{reverse('code')}?next={elsewhere}", {"code": shows(key_of(who()), 1), "next": elsewhere})
    assert answer.headers["Location"] == reverse("queue")


@pytest.mark.usefixtures("client")
def test_whoever_came_from_a_page_of_ours_is_sent_there_after_the_code() -> None:
    client = half_signed_in(NAME, reverse("journal"))
    assert client.post(reverse("code"), {"code": shows(key_of(who()), 1)}).headers["Location"] == reverse("journal")


def test_the_first_step_is_good_for_five_minutes(room: Room, client: Client) -> None:
    late = half_signed_in(NAME)
    room.at_work.clock.set(room.at_work.clock.now() + dt.timedelta(minutes=6))
    assert late.post(reverse("code"), {"code": shows(key_of(who()), 1)}).headers["Location"] == reverse("login")
    assert is_in(client)


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("meanwhile", ["shut out", "another password"])
def test_the_first_step_is_good_for_nothing_once(meanwhile: str) -> None:
    late, one = half_signed_in(NAME), who()
    code = shows(key_of(one), 1)
    if meanwhile == "shut out":
        one.is_active = False
    else:
        one.set_password("another horse battery staple")
    one.save()
    assert late.post(reverse("code"), {"code": code}).headers["Location"] == reverse("login")
    assert not is_in(late)


# ── renewing and ending it ──────────────────────────────────────────────────────────────────────────────────────────


def test_new_recovery_codes_end_the_old_ones(room: Room) -> None:
    here = room.enter(Role.ADMINISTRATOR)
    _, old = enrolled(here)
    answer = here.post(reverse("second-factor-codes"), {"password": PASSWORD})
    new = codes_on(answer)
    assert len(new) == 10
    assert set(new).isdisjoint(old)
    assert f"data:text/plain;charset=utf-8,{new[0]}%0D%0A" in answer.content.decode()
    assert is_in(here)
    client = half_signed_in(NAME)
    assert (give(client, old[0]), is_in(client)) == (200, False)


@pytest.mark.parametrize("route", ["second-factor-codes", "second-factor-end"])
def test_the_password_is_asked_for(client: Client, route: str) -> None:
    before = set(StaticToken.objects.values_list("token", flat=True))
    assert client.post(reverse(route), {"password": "a guess"}).status_code == 409
    assert set(StaticToken.objects.values_list("token", flat=True)) == before
    assert Authenticator.objects.filter(user=who(), confirmed=True).exists()


def test_five_wrong_passwords_in_an_open_session_lock_out_as_at_the_door(client: Client) -> None:
    answers = [client.post(reverse("second-factor-end"), {"password": "a guess"}).status_code for _ in range(5)]
    assert answers == [409] * 4 + [429]
    assert client.post(reverse("second-factor-end"), {"password": PASSWORD}).status_code == 429
    assert Authenticator.objects.exists()


def test_once_it_is_switched_off_the_password_is_enough(client: Client) -> None:
    client.post(reverse("second-factor-end"), {"password": PASSWORD})
    assert is_in(client)
    assert a_browser().post(reverse("login"), {"username": NAME, "password": PASSWORD}).headers["Location"] == reverse("queue")
    assert not Authenticator.objects.exists()
    assert not StaticToken.objects.exists()


def test_the_journal_tells_of_it_and_names_no_secret(room: Room) -> None:
    client = room.enter(Role.ADMINISTRATOR)
    key, codes = enrolled(client)
    client.post(reverse("second-factor-codes"), {"password": PASSWORD})
    client.post(reverse("second-factor-end"), {"password": PASSWORD})
    told = [row.facts for row in journal.read(f"user {NAME}")]
    assert told == [{"second factor": "on"}, {"recovery codes": "new ones"}, {"second factor": "off"}]
    assert not any(secret in str(told) for secret in (key, *codes))
