"""Access for programs, as people give it in the room and at the terminal, and take it back."""

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.cli.tokens import tokens as verb
from advocacybot.errors import AdvocacyBotError
from advocacybot.store import journal
from advocacybot.web.models import Staff, Token
from tests.houses import ANA, BEN, a_vote_entry
from tests.web.api.steps import a_token, asked, somebody
from tests.web.conftest import PASSWORD, Room, a_browser

Make = Callable[..., Room]
GIVEN = {"name": "A partner", "scope": ["calendar:read", "outcomes:read"], "days": "90", "password": PASSWORD}


@pytest.fixture
def room(make_room: Make) -> Room:
    return make_room(a_vote_entry())


def secret_in(page: str) -> str:
    (found,) = re.findall(r"abt_[A-Za-z0-9_-]{43}", page)
    return str(found)


# ── in the room ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_token_is_shown_once_and_reads_what_was_chosen(room: Room) -> None:
    client = room.enter(Role.OPERATOR)
    answer = client.post(reverse("program-give"), GIVEN)
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True)
    secret = secret_in(answer.content.decode())
    assert [asked(path, secret).status_code for path in ("calendar", "outcomes", "scorecards", "queue")] == [200, 200, 403, 403]
    page = client.get(reverse("programs")).content.decode()
    assert "A partner" in page
    assert secret not in page
    assert secret[:12] in page
    entry = journal.read()[-1]
    assert (entry.kind, entry.by, entry.facts["for"]) == ("access for a program given", ANA, "A partner")


def test_the_address_of_the_queues_calendar_is_shown_once_and_a_calendar_reads_by_it(room: Room) -> None:
    client = room.enter(Role.OPERATOR)
    assert 'type="hidden" name="scope" value="agenda:read"' in client.get(reverse("programs")).content.decode()
    page = client.post(reverse("program-give"), GIVEN | {"scope": ["agenda:read"]}).content.decode()
    secret = secret_in(page)
    assert f"<code>http://127.0.0.1:8000/agenda/{secret}.ics</code>" in page
    assert a_browser().get(f"/agenda/{secret}.ics").status_code == 200
    assert secret not in client.get(reverse("programs")).content.decode()
    assert journal.read()[-1].facts["scopes"] == ["agenda:read"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 61},
        {"scope": []},
        {"scope": ["all"]},
        {"scope": ["agenda:read", "queue:read"]},
        {"days": "0"},
        {"days": "400"},
        {"days": "x"},
        {"password": "no"},
    ],
)
def test_what_will_not_do_makes_none(room: Room, wrong: dict[str, object]) -> None:
    assert room.enter(Role.OPERATOR).post(reverse("program-give"), GIVEN | wrong).status_code in (409, 422)
    assert not Token.objects.exists()


def test_a_person_has_only_so_many(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advocacybot.web.tokens.MOST", 1)
    client = room.enter(Role.OPERATOR)
    assert [client.post(reverse("program-give"), GIVEN).status_code for _ in range(2)] == [200, 422]


def test_everybody_sees_their_own_and_an_administrator_all(room: Room) -> None:
    mine, others = room.enter(Role.OPERATOR), room.enter(Role.APPROVER, BEN)
    mine.post(reverse("program-give"), GIVEN | {"name": "Of Ana's"})
    others.post(reverse("program-give"), GIVEN | {"name": "Of Ben's"})
    seen = {who: room_page.get(reverse("programs")).content.decode() for who, room_page in (("mine", mine), ("others", others))}
    assert ("Of Ana&#x27;s" in seen["mine"], "Of Ben&#x27;s" in seen["mine"]) == (True, False)
    assert ("Of Ana&#x27;s" in seen["others"], "Of Ben&#x27;s" in seen["others"]) == (False, True)
    everybodys = room.enter(Role.ADMINISTRATOR).get(reverse("programs")).content.decode()
    assert "Of Ana&#x27;s" in everybodys
    assert "Of Ben&#x27;s" in everybodys


def test_one_takes_back_ones_own_and_an_administrator_any(room: Room) -> None:
    secret = a_token(room, whose=somebody(person=BEN, name="ben")).secret
    number = {"token": str(Token.objects.get().pk)}
    assert room.enter(Role.OPERATOR).post(reverse("program-take-back"), number).status_code == 404
    assert asked("calendar", secret).status_code == 200
    assert room.enter(Role.ADMINISTRATOR).post(reverse("program-take-back"), number).status_code == 302
    assert asked("calendar", secret).status_code == 401
    assert (journal.read()[-1].kind, journal.read()[-1].by) == ("access for a program taken back", ANA)


def test_a_viewer_has_no_programs_and_is_not_led_to_them(room: Room) -> None:
    client = room.enter(Role.VIEWER)
    assert client.get(reverse("programs")).status_code == 403
    assert reverse("programs") not in client.get(reverse("myself")).content.decode()
    assert reverse("programs") in room.enter(Role.OPERATOR).get(reverse("myself")).content.decode()


# ── at the terminal ─────────────────────────────────────────────────────────────────────────────────────────────────


def at_the_terminal(room: Room, *words: str) -> Result:
    return CliRunner().invoke(verb, list(words), obj=room.at_work.folder)


def test_at_the_terminal_a_token_is_given_listed_and_revoked(room: Room) -> None:
    somebody()
    made = at_the_terminal(room, "add", "olga", "--for", "A partner", "--scope", "queue:read", "--days", "30")
    assert made.exit_code == 0, made.output
    secret, number = secret_in(made.output), str(Token.objects.get().pk)
    assert journal.read()[-1].by == journal.BOT
    listed = at_the_terminal(room, "list").output
    assert ("A partner" in listed, secret in listed) == (True, False)
    assert '"scopes": [\n      "queue:read"\n    ]' in at_the_terminal(room, "list", "--json").output
    assert at_the_terminal(room, "revoke", number).exit_code == 0
    assert not Token.objects.exists()
    assert isinstance(at_the_terminal(room, "revoke", number).exception, AdvocacyBotError)


def test_at_the_terminal_the_address_of_the_queues_calendar_is_printed(room: Room) -> None:
    somebody()
    made = at_the_terminal(room, "add", "olga", "--for", "Olga's phone", "--scope", "agenda:read")
    assert made.output.splitlines()[-1] == f"http://127.0.0.1:8000/agenda/{secret_in(made.output)}.ics"
    with_more = at_the_terminal(room, "add", "olga", "--for", "More", "--scope", "agenda:read", "--scope", "queue:read")
    assert "agenda:read stands in an address, so its token reads nothing else" in str(with_more.exception)
    assert Token.objects.count() == 1


def test_at_the_terminal_nobody_gets_one_who_is_not_there(room: Room) -> None:
    answer = at_the_terminal(room, "add", "nobody", "--for", "A partner", "--scope", "queue:read")
    assert isinstance(answer.exception, AdvocacyBotError)
    assert not Staff.objects.exists()
