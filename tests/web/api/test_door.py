"""Who reads by a program, what, and how often: by a good token with the scope for it, and by nothing else."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
from django.db import OperationalError

from advocacybot.campaign.roles import Role
from advocacybot.store import journal
from advocacybot.web import people, tokens
from advocacybot.web.api import door
from advocacybot.web.api.answers import PROBLEM, Problem
from advocacybot.web.api.pace import Pace
from advocacybot.web.models import Staff, Token
from advocacybot.web.people import Change
from advocacybot.web.tokens import TOGETHER
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL
from tests.web.api.steps import LISTS, ROOT, SCOPES, a_token, asked, somebody, told
from tests.web.conftest import Room, a_browser

Make = Callable[..., Room]

every_path = pytest.mark.parametrize("path", SCOPES)
DAY = dt.timedelta(days=1)


@pytest.fixture
def room(make_room: Make) -> Room:
    """Of a vote that was held, and of which an outcome was entered."""
    from advocacybot.pipeline import outcome

    made = make_room(a_vote_entry(), campaign=SOLO + "outcome_people_needed: 1\n", lean=True)
    made.at_work.clock.set(HOUR + MINUTE)
    outcome.enter(made.at_work.house, SYMBOL, a_report(a_roll_call()), ANA)
    return made


def is_a_problem(path: str, status: int, secret: str = "", **wishes: object) -> Problem:
    """What is wrong, in its form; and nothing of what is kept is in it."""
    answer = asked(path, secret, **wishes)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM), answer.content
    assert "no-cache" in answer.headers["Cache-Control"]
    found = Problem.model_validate_json(answer.content)
    assert found.status == status
    return found


# ── who ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("room")
@every_path
def test_nothing_is_read_without_a_token(path: str) -> None:
    answer = asked(path)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="advocacybot"')
    is_a_problem(path, 401)


@pytest.mark.usefixtures("room")
@every_path
@pytest.mark.parametrize("shown", ["abt_" + "x" * 43, "abt_", "x", "abt_" + "é" * 43, "' OR 1=1 --", "abt_" + "x" * 5000])
def test_nothing_is_read_by_what_is_no_token(path: str, shown: str) -> None:
    assert asked(path, shown).headers["WWW-Authenticate"].endswith('error="invalid_token"')
    is_a_problem(path, 401, shown)


def is_taken_back(room: Room, whose: Staff) -> None:
    tokens.take_back(room.at_work.house, Token.objects.get(user=whose).pk)


def is_out_of_time(room: Room, _: Staff) -> None:
    room.at_work.clock.set(room.at_work.clock.now() + 90 * DAY)


def is_shut_out(room: Room, whose: Staff) -> None:
    people.change(room.at_work.house, whose.username, Change(lets_in=False))


def is_shut_out_unseen(_: Room, whose: Staff) -> None:
    Staff.objects.filter(pk=whose.pk).update(is_active=False)


def is_a_viewer_now(room: Room, whose: Staff) -> None:
    people.change(room.at_work.house, whose.username, Change(role=Role.VIEWER))


def is_deleted(_: Room, whose: Staff) -> None:
    Staff.objects.filter(pk=whose.pk).delete()


every_end = pytest.mark.parametrize(
    "ends", [is_taken_back, is_out_of_time, is_shut_out, is_shut_out_unseen, is_a_viewer_now, is_deleted]
)


@every_path
@every_end
def test_nothing_is_read_by_a_token_that_is_over_or_whose_person_is(
    room: Room, path: str, ends: Callable[[Room, Staff], None]
) -> None:
    whose = somebody()
    secret = a_token(room, whose=whose).secret
    assert asked(path, secret).status_code == 200
    ends(room, whose)
    is_a_problem(path, 401, secret)


def test_who_is_let_in_again_has_no_program_any_more(room: Room) -> None:
    whose = somebody()
    secret = a_token(room, whose=whose).secret
    is_shut_out(room, whose)
    people.change(room.at_work.house, whose.username, Change(lets_in=True))
    is_a_problem("calendar", 401, secret)


@every_path
def test_nothing_is_read_without_the_scope_for_it(room: Room, path: str) -> None:
    others = a_token(room, *(set(TOGETHER) - {SCOPES[path]})).secret
    answer = asked(path, others)
    assert f'error="insufficient_scope", scope="{SCOPES[path]}"' in answer.headers["WWW-Authenticate"]
    is_a_problem(path, 403, others)
    assert asked(path, a_token(room, SCOPES[path]).secret).status_code == 200


@every_path
def test_whoever_is_signed_in_to_the_room_is_nobody_here(room: Room, path: str) -> None:
    client = room.enter(Role.ADMINISTRATOR)
    answer = client.get(ROOT + path)
    assert answer.status_code == 401
    assert answer.cookies == {}
    assert "Cookie" not in answer.headers["Vary"]


@pytest.mark.parametrize("kind", ["Basic", "Token", "bearer", "BEARER"])
def test_the_kind_of_what_is_shown_is_told_by_any_case(room: Room, kind: str) -> None:
    secret = a_token(room).secret
    answer = a_browser(headers={"Authorization": f"{kind} {secret}"}).get(f"{ROOT}calendar")
    assert answer.status_code == (200 if kind.lower() == "bearer" else 401)


# ── how a token is kept ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_token_is_kept_as_a_digest_alone(room: Room) -> None:
    made = a_token(room)
    kept = Token.objects.get()
    assert made.secret.startswith("abt_")
    assert kept.sha256 == hashlib.sha256(made.secret.encode()).hexdigest()
    assert made.secret not in str(vars(kept))
    assert made.secret not in str([vars(one) for one in journal.read()])
    assert made.secret[: len(kept.shown)] == kept.shown
    assert a_token(room).secret != made.secret


def test_its_last_use_is_noted_once_a_minute(room: Room) -> None:
    secret, began = a_token(room).secret, room.at_work.clock.now()
    assert Token.objects.get().used_at is None
    for seconds, noted in ((0, 0), (59, 0), (60, 60), (61, 60)):
        room.at_work.clock.set(began + dt.timedelta(seconds=seconds))
        told("calendar", secret)
        assert Token.objects.get().used_at == began + dt.timedelta(seconds=noted)


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [("", ["calendar:read"], 1), ("x" * 61, ["calendar:read"], 1), ("x", [], 1), ("x", ["all"], 1), ("x", ["queue:read"], 367)],
)
def test_a_token_for_nothing_or_for_ever_is_not_made(room: Room, name: str, scopes: list[str], days: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        tokens.make(room.at_work.house, somebody(), name, scopes, days)
    assert not Token.objects.exists()


# ── how it is asked ─────────────────────────────────────────────────────────────────────────────────────────────────


@every_path
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_nothing_is_done_here_but_reading(room: Room, path: str, method: str) -> None:
    client = a_browser(headers={"Authorization": f"Bearer {a_token(room).secret}"}, enforce_csrf_checks=True)
    answer = getattr(client, method)(ROOT + path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@every_path
def test_a_head_is_all_but_the_body(room: Room, path: str) -> None:
    client = a_browser(headers={"Authorization": f"Bearer {a_token(room).secret}"})
    whole, head = client.get(ROOT + path), client.head(ROOT + path)
    assert head.content == b""
    assert {name: head.headers[name] for name in ("ETag", "Content-Length", "Content-Type")} == {
        name: whole.headers[name] for name in ("ETag", "Content-Length", "Content-Type")
    }


@every_path
def test_what_its_reader_has_is_not_sent_again(room: Room, path: str) -> None:
    secret = a_token(room).secret
    first = asked(path, secret)
    assert first.headers["Content-Type"] == "application/json"
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = asked(path, secret, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert asked(path, secret, headers={"If-None-Match": '"another"'}).content == first.content


@every_path
def test_whoever_wants_something_else_than_json_is_told_so(room: Room, path: str) -> None:
    secret = a_token(room).secret
    is_a_problem(path, 406, secret, headers={"Accept": "text/html"})
    for accept in ("*/*", "application/*", "text/html, application/json;q=0.1"):
        assert asked(path, secret, headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=x", "limit=5_0", "limit=+5", "limit=", "unheard=of", "limit=1&limit=2", "after=x", "after="],
)
@pytest.mark.parametrize("path", LISTS)
def test_what_is_asked_wrongly_is_refused(room: Room, path: str, query: str) -> None:
    is_a_problem(f"{path}?{query}", 400, a_token(room).secret)


@pytest.mark.parametrize(
    "query",
    [
        "calendar?from=8.10.2016",
        "calendar?until=2016-13-01",
        "calendar?from_=2016-10-08",
        "outcomes?assessed=1",
        "queue?state=published",
    ],
)
def test_so_is_what_is_of_another_form(room: Room, query: str) -> None:
    is_a_problem(query, 400, a_token(room).secret)


@pytest.mark.parametrize(
    "path", ["", "calendar/", "votes", "outcomes/S-2016-999", "outcomes/a/b", "../../people/", "scorecards/FRA"]
)
def test_what_there_is_not_is_told_as_a_problem(room: Room, path: str) -> None:
    is_a_problem(path, 404, a_token(room).secret)


@pytest.mark.usefixtures("room")
def test_below_api_there_is_this_version_alone() -> None:
    for path in ("/api/", "/api/v2/calendar", "/api/v1"):
        answer = a_browser().get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM), path


def test_whoever_asks_too_often_is_told_when_to_ask_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_pace", Pace(most=2))
    first, second = a_token(room).secret, a_token(room, whose=somebody(person=BEN, name="ben")).secret
    answers = [asked("calendar", first) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert asked("calendar", second).status_code == 200


@pytest.mark.parametrize(("error", "status"), [(OperationalError("it is gone"), 503), (RuntimeError("a fault"), 500)])
def test_a_fault_is_a_problem_that_tells_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    secret = a_token(room).secret

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(door, "found_by", fails)
    assert str(error) not in is_a_problem("calendar", status, secret).detail
