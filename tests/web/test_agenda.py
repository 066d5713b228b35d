"""The queue's calendar by its address: who reads it, what its readers understand of changes, and what nobody learns of it."""

import io
import logging
from collections.abc import Callable
from typing import Any

import pytest

from advocacybot import logs
from advocacybot.campaign.roles import Role
from advocacybot.pipeline import agenda, review
from advocacybot.web import tokens
from advocacybot.web.api.pace import Pace
from advocacybot.web.models import Staff, Token
from advocacybot.web.pages import agenda as door
from advocacybot.web.tokens import TOGETHER, Scope
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import MINUTE, SOLO
from tests.pipeline.test_agenda import as_we_read, client, events
from tests.pipeline.warning_steps import WARNS, accepted
from tests.test_logs import nobody_listening
from tests.web.api.steps import a_token, asked, somebody
from tests.web.api.test_door import every_end
from tests.web.conftest import Room, a_browser

Make = Callable[..., Room]


@pytest.fixture
def room(make_room: Make) -> Room:
    return make_room(a_vote_entry(), campaign=SOLO, lean=True)


def secret(room: Room, whose: Staff | None = None) -> str:
    """Of a calendar's address."""
    return a_token(room, Scope.AGENDA, whose=whose).secret


def subscribed(token: str, **headers: str) -> Any:
    """What a calendar gets from the address with that token."""
    return a_browser(headers=headers).get(f"/agenda/{token}.ics")


def told(token: str) -> bytes:
    """The same, where it is answered."""
    answer = subscribed(token)
    assert answer.status_code == 200
    return bytes(answer.content)


def says_nothing(answer: Any) -> bool:
    return (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (404, b"", "private, no-cache")


# ── who ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_address_alone_is_enough(room: Room) -> None:
    answer = subscribed(secret(room))
    assert answer.content == agenda.written(room.at_work.house, "http://127.0.0.1:8000")
    assert len(events(answer.content)) == 2
    headers = {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")}
    assert headers == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": "inline; filename=queue.ics",
        "Cache-Control": "private, no-cache",
    }
    assert (answer.headers["Referrer-Policy"], answer.headers["X-Content-Type-Options"]) == ("same-origin", "nosniff")
    assert answer.cookies == {}


@pytest.mark.parametrize("scope", TOGETHER)
def test_no_token_for_anything_else_is_taken_in_an_address(room: Room, scope: Scope) -> None:
    assert says_nothing(subscribed(a_token(room, scope).secret))


@pytest.mark.parametrize("path", ["calendar", "outcomes", "scorecards", "queue"])
def test_what_stands_in_an_address_reads_nothing_else(room: Room, path: str) -> None:
    assert asked(path, secret(room)).status_code == 403


@pytest.mark.parametrize("scope", TOGETHER)
def test_no_token_is_made_that_reads_by_an_address_and_something_else(room: Room, scope: Scope) -> None:
    with pytest.raises(ValueError, match="its token reads nothing else; give access for the rest by itself"):
        tokens.make(room.at_work.house, somebody(), "both", [Scope.AGENDA, scope], 1)
    assert not Token.objects.exists()


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(
    "path", ["", ".ics", "queue.ics", f"abt_{'x' * 43}.ics", f"abt_{'x' * 42}é.ics", "abt_%00.ics", "a/b.ics"]
)
def test_where_no_good_token_stands_nothing_is_said(path: str) -> None:
    assert says_nothing(a_browser().get(f"/agenda/{path}"))


def test_a_good_one_stands_there_whole_and_with_its_ending(room: Room) -> None:
    good = secret(room)
    for path in (good, good[:-1] + ".ics", good + ".ICS", good + "/.ics", "x" + good + ".ics", good + ".ics/"):
        assert says_nothing(a_browser().get(f"/agenda/{path}")), path


@every_end
def test_nothing_is_said_any_more_where_a_token_is_over_or_its_person_is(room: Room, ends: Callable[[Room, Staff], None]) -> None:
    whose = somebody()
    good = secret(room, whose)
    told(good)
    ends(room, whose)
    assert says_nothing(subscribed(good))


def test_whoever_is_signed_in_to_the_room_is_nobody_here(room: Room) -> None:
    assert says_nothing(room.enter(Role.ADMINISTRATOR).get("/agenda/"))


def test_its_last_use_is_noted(room: Room) -> None:
    good = secret(room)
    assert Token.objects.get().used_at is None
    told(good)
    assert Token.objects.get().used_at == room.at_work.clock.now()


# ── how it is asked ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_is_done_here_but_reading(room: Room, method: str) -> None:
    answer = getattr(a_browser(enforce_csrf_checks=True), method)(f"/agenda/{secret(room)}.ics")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_head_is_all_but_the_body(room: Room) -> None:
    address = f"/agenda/{secret(room)}.ics"
    whole, head = a_browser().get(address), a_browser().head(address)
    assert (head.content, head.headers) == (b"", whole.headers)


def test_what_a_calendar_has_is_not_sent_again_until_the_queue_is_another(room: Room) -> None:
    good = secret(room)
    tag = subscribed(good).headers["ETag"]
    again = subscribed(good, if_none_match=tag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    review.hold(room.at_work.house, room.at_work.queue()[0].id, ANA, "a drill")
    assert subscribed(good, if_none_match=tag).status_code == 200


def test_however_many_calendars_ask_each_queue_is_written_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    good, often = secret(room), list[bytes]()

    def written(*of: Any) -> bytes:
        often.append(real(*of))
        return often[-1]

    real = agenda.written
    monkeypatch.setattr(agenda, "written", written)
    assert [told(good), told(good)] == often * 2
    review.approve(room.at_work.house, room.at_work.queue()[0].id, BEN)
    assert told(good) == often[1]
    room.at_work.edit_calendar(a_vote_entry(subject="Another subject"))
    assert told(good) == often[2]
    assert len(often) == 3


def test_whoever_asks_too_often_is_told_when_to_ask_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_pace", Pace(most=2))
    first, second = secret(room), secret(room, somebody(person=BEN, name="ben"))
    answers = [subscribed(first) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert subscribed(second).status_code == 200


# ── what its readers understand ─────────────────────────────────────────────────────────────────────────────────────


def test_a_client_sees_that_a_post_was_changed(room: Room) -> None:
    good, (post,) = secret(room), room.at_work.queue()
    shown = client({}, told(good))
    before = {uid: event.sequence for uid, event in shown.items()}
    room.at_work.clock.set(room.at_work.clock.now() + MINUTE)
    review.edit(room.at_work.house, post.id, ANA, ("Words that a person chose.",))
    edited = told(good)
    after = {uid: event.sequence for uid, event in client(shown, edited).items()}
    assert after.keys() == before.keys() == as_we_read(edited).keys()
    assert [uid for uid in after if after[uid] <= before[uid]] == []


def test_posts_of_warnings_stand_in_it_too(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    number = accepted(room.at_work)
    summaries = [str(one["SUMMARY"]) for one in events(told(secret(room)))]
    assert summaries != []
    assert [one for one in summaries if not one.endswith(f"warning {number}")] == []
    assert {one.partition(":")[0] for one in summaries} == {"Goes out", "Last hour to agree"}


# ── what nobody learns ──────────────────────────────────────────────────────────────────────────────────────────────


def test_no_log_tells_the_address_whatever_is_answered(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_pace", Pace(most=1))
    good, stream = secret(room), io.StringIO()
    with nobody_listening():
        logs.begin(str, "json", stream)
        statuses = [subscribed(good).status_code, subscribed(good).status_code]
        statuses.append(a_browser().post(f"/agenda/{good}.ics").status_code)
        tokens.take_back(room.at_work.house, Token.objects.get().pk)
        statuses.append(subscribed(good).status_code)
        monkeypatch.setattr(door, "found_by", lambda *_: 1 / 0)
        statuses.append(subscribed(good).status_code)
        logging.getLogger("waitress").error("Exception while serving %s", f"/agenda/{good}.ics")
    assert statuses == [200, 429, 405, 404, 500]
    assert stream.getvalue().count("/agenda/abt_….ics") == 5
    assert good[4:] not in stream.getvalue()
