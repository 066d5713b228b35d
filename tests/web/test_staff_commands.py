"""``advocacybot user``: the same list of people, from the terminal."""

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from advocacybot.campaign.roles import Role
from advocacybot.cli.staff import user
from advocacybot.errors import BadInput, NotAPerson, Refusal
from advocacybot.store import journal
from advocacybot.web.models import Authenticator, Staff
from tests.houses import ANA, BEN, a_vote_entry
from tests.web.codes import enrolled
from tests.web.conftest import PASSWORD, Room

Make = Callable[..., Room]


@pytest.fixture
def room(make_room: Make) -> Room:
    return make_room(a_vote_entry())


def at_the_terminal(room: Room, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(user, list(words), obj=room.at_work.folder, input=typed)


def add(room: Room, name: str, person: str, password: str = PASSWORD) -> Result:
    words = ("add", name, "--person", person, "--role", "administrator", "--password-stdin")
    return at_the_terminal(room, *words, typed=f"{password}\n")


def test_the_first_user_is_added_there(room: Room) -> None:
    assert "ana may come in as Ana Approver, administrator." in add(room, "ana", ANA).output
    assert Staff.objects.get().check_password(PASSWORD)
    assert (journal.read()[-1].kind, journal.read()[-1].by) == ("user added", journal.BOT)


@pytest.mark.parametrize(
    ("name", "person", "password", "error"),
    [("ana", "Nobody", PASSWORD, NotAPerson), ("ana", ANA, "short", BadInput), ("", ANA, PASSWORD, BadInput)],
)
def test_what_will_not_do_adds_nobody(room: Room, name: str, person: str, password: str, error: type[Exception]) -> None:
    assert isinstance(add(room, name, person, password).exception, error)
    assert not Staff.objects.exists()


def test_a_lost_second_factor_is_taken_away_there(room: Room) -> None:
    enrolled(room.enter(Role.ADMINISTRATOR))
    name = Staff.objects.get().username
    assert at_the_terminal(room, "change", name, "--no-second-factor").exit_code == 0
    assert not Authenticator.objects.exists()
    assert journal.read()[-1].facts["second factor"] == "taken away"


def test_the_list_tells_who_signs_in_with_a_code(room: Room) -> None:
    enrolled(room.enter(Role.ADMINISTRATOR))
    room.enter(Role.VIEWER, BEN)
    told = at_the_terminal(room, "list").output
    found = {line.split()[0]: re.findall(r"\s(yes|no)\b", line) for line in told.splitlines()}
    assert "second factor" in told
    assert (found["administrator"], found["viewer"]) == (["yes", "yes"], ["yes", "no"])


def test_the_last_administrator_stays(room: Room) -> None:
    add(room, "ana", ANA)
    assert isinstance(at_the_terminal(room, "change", "ana", "--out").exception, Refusal)
    assert Staff.objects.get().is_active
