"""What programs read: the calendar, the queue, outcomes and scorecards, page by page, nothing left out and nothing twice."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacybot.pipeline import outcome, score
from advocacybot.pipeline.offer import Days, calendar_entry, place
from advocacybot.store import votes
from advocacybot.store.models import PostRow
from advocacybot.web.pages.public import told as published
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, ASSESSED, BEN, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL
from tests.pipeline.test_properties import no_haste
from tests.pipeline.warning_steps import WARNS, accepted
from tests.web.api.steps import a_token, asked, told
from tests.web.conftest import Room

Make = Callable[..., Room]

BY_ONE = ASSESSED.replace(f", {{name: {BEN}, on: 2016-10-03}}", "")
NOON, LATER = "2016-10-08 12:00 America/New_York", "2016-10-09 12:00 America/New_York"
CALENDAR = (
    a_vote_entry("S/2016/1", hour="2016-10-01 12:00 America/New_York"),
    a_vote_entry("S/2016/3", hour=NOON),
    a_vote_entry("S/2016/2", hour=NOON),
    a_vote_entry("S/2016/10", hour=NOON),
    a_vote_entry("S/2016/4", hour=NOON, assessed=""),
    a_vote_entry("S/2016/5", hour=NOON, assessed=BY_ONE),
    a_vote_entry("S/2016/6", hour=NOON, withdrawn="true"),
    a_vote_entry("S/2016/7", hour=LATER),
)


def pages(path: str, secret: str, limit: int, **wishes: Any) -> Iterator[dict[str, Any]]:
    """Every page, from the first to the last."""
    after: dict[str, str] = {}
    while True:
        answer = asked(path, secret, limit=limit, **wishes, **after)
        assert answer.status_code == 200, answer.content
        page = answer.json()  # type: ignore[attr-defined]
        assert len(page["data"]) <= limit
        yield page
        assert ("Link" in answer.headers) is (page["next"] is not None)
        if page["next"] is None:
            return
        assert page["data"]
        after = {"after": page["next"]}


def walked(path: str, secret: str, limit: int, by: str, **wishes: Any) -> list[Any]:
    return [one[by] for page in pages(path, secret, limit, **wishes) for one in page["data"]]


# ── the calendar ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_assessed_votes_ahead_are_told_by_hour_and_nothing_of_others(make_room: Make, limit: int) -> None:
    secret = a_token(make_room(*CALENDAR, campaign=SOLO)).secret
    assert walked("calendar", secret, limit, "symbol") == ["S/2016/10", "S/2016/2", "S/2016/3", "S/2016/7"]


@pytest.mark.parametrize(
    ("days", "symbols"),
    [
        ({"from": "2016-10-01", "until": "2016-10-01"}, ["S/2016/1"]),
        ({"from": "2016-10-09"}, ["S/2016/7"]),
        ({"until": "2016-10-08"}, ["S/2016/10", "S/2016/2", "S/2016/3"]),
        ({"from": "0001-01-01", "until": "9999-12-31"}, ["S/2016/1", "S/2016/10", "S/2016/2", "S/2016/3", "S/2016/7"]),
        ({"from": "2016-10-09", "until": "2016-10-08"}, []),
    ],
)
def test_days_are_new_yorks(make_room: Make, days: dict[str, str], symbols: list[str]) -> None:
    secret = a_token(make_room(*CALENDAR, campaign=SOLO)).secret
    assert walked("calendar", secret, 2, "symbol", **days) == symbols


def test_a_vote_is_told_as_it_stands(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    (one,) = told("calendar", a_token(room).secret)["data"]
    assert one == calendar_entry(votes.find([SYMBOL])[SYMBOL].vote).model_dump(mode="json")
    assert (one["hour"], one["date"]) == ("2016-10-08T19:00:00Z", "2016-10-08")
    assert [person["name"] for person in one["assessment"]["assessors"]] == [ANA, BEN]


def test_what_comes_while_a_program_turns_pages_changes_nothing_of_those_that_it_has_read(make_room: Make) -> None:
    room = make_room(*CALENDAR, campaign=SOLO)
    secret = a_token(room).secret
    first = told("calendar", secret, limit=2)
    earlier = a_vote_entry("S/2016/0", hour="2016-10-07 12:00 America/New_York")
    room.at_work.edit_calendar(earlier, *(one for one in CALENDAR if "S/2016/2\n" not in one))
    rest = told("calendar", secret, after=first["next"])
    assert [one["symbol"] for one in (*first["data"], *rest["data"])] == ["S/2016/10", "S/2016/2", "S/2016/3", "S/2016/7"]


# ── the queue ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("limit", [1, 4, 200])
def test_what_waits_is_told_by_hour_with_its_words(make_room: Make, limit: int) -> None:
    room = make_room(a_vote_entry())
    secret = a_token(room).secret
    waiting = room.at_work.queue()
    assert walked("queue", secret, limit, "id") == [post.id for post in waiting]
    first = told("queue", secret)["data"][0]
    assert [part["text"] for part in first["parts"]] == list(waiting[0].words.parts)
    assert (first["symbol"], first["state"], first["approvals"]) == (SYMBOL, waiting[0].state, 0)


def test_of_the_queue_a_state_an_account_or_a_vote_can_be_asked_for(make_room: Make) -> None:
    room = make_room(a_vote_entry(), a_vote_entry("S/2016/847"))
    secret = a_token(room).secret
    PostRow.objects.filter(account="asks-two").update(state="held")
    assert {one["account"] for one in told("queue", secret, state="held")["data"]} == {"asks-two"}
    assert {one["account"] for one in told("queue", secret, account="asks-one")["data"]} == {"asks-one"}
    assert {one["symbol"] for one in told("queue", secret, symbol="S/2016/847")["data"]} == {"S/2016/847"}
    assert told("queue", secret, account="nobody")["data"] == []


def test_a_post_of_a_warning_tells_its_number_and_no_symbol(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    number = accepted(room.at_work)
    waiting = told("queue", a_token(room).secret)["data"]
    assert {(one["symbol"], one["warning"], one["message"]) for one in waiting} == {
        (None, number, "invitation"),
        (None, number, "warning"),
    }


def test_what_is_out_is_no_queue(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    PostRow.objects.update(state="published")
    assert told("queue", a_token(room).secret)["data"] == []


# ── outcomes and scorecards ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def held(make_room: Make) -> Room:
    """A room of the shipped record, and of one assessed vote with an outcome."""
    room = make_room(a_vote_entry(), campaign=SOLO + "outcome_people_needed: 1\n")
    room.at_work.clock.set(HOUR + MINUTE)
    outcome.enter(room.at_work.house, SYMBOL, a_report(a_roll_call(against="RUS VEN", abstained="AGO CHN")), ANA)
    return room


@pytest.mark.parametrize("limit", [7, 200])
def test_every_outcome_is_told_once_by_day(held: Room, limit: int) -> None:
    known = sorted((one.day, one.symbol) for one in score.judged(held.at_work.house))
    secret = a_token(held).secret
    assert len(known) > 100
    assert walked("outcomes", secret, limit, "symbol") == [symbol for _, symbol in known]


def test_an_outcome_is_told_as_the_public_data_tell_it(held: Room) -> None:
    secret = a_token(held).secret
    one = told("outcomes/S-2016-846", secret)
    assert (one["symbol"], one["result"], one["vetoed_by"]) == (SYMBOL, "vetoed", ["RUS"])
    assert one["links"]["data"] == "http://127.0.0.1:8000/scorecard/data/votes/S-2016-846.json"
    assert told("outcomes", secret, assessed="true")["data"] == [one]
    assert one not in told("outcomes", secret, assessed="false")["data"]
    of_that_day = {"from": "2016-10-08", "until": "2016-10-08"}
    assert one in told("outcomes", secret, **of_that_day)["data"]


def test_scores_are_those_of_the_votes_that_were_assessed(held: Room) -> None:
    page = told("scorecards", a_token(held).secret)
    assert page["votes"] == [SYMBOL]
    assert page["not_assessed"] > 100
    known = published(held.at_work.house).scorecard.scores
    assert [(one["iso3"], one["kept"], one["broke"]) for one in page["data"]] == [
        (one.state, one.kept, one.broke) for one in known
    ]


def test_scores_of_a_situation_are_asked_for_in_any_language(held: Room) -> None:
    secret = a_token(held).secret
    whole = told("scorecards", secret)["data"]
    assert told("scorecards", secret, situation="syrie")["data"] == whole
    assert told("scorecards", secret, situation="Atlantis")["data"] == []
    assert walked("scorecards", secret, 1, "iso3") == [one["iso3"] for one in whole]


def test_what_is_corrected_is_told_otherwise_at_once(held: Room) -> None:
    secret = a_token(held).secret
    before = asked("outcomes/S-2016-846", secret)
    outcome.enter(held.at_work.house, SYMBOL, a_report(a_roll_call(against="VEN")), ANA)
    after = asked("outcomes/S-2016-846", secret, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.json()["result"] == "adopted"  # type: ignore[attr-defined]


# ── where a page begins ─────────────────────────────────────────────────────────────────────────────────────────────


def test_any_place_of_that_form_is_one_that_a_page_can_begin_after(make_room: Make) -> None:
    room = make_room(*CALENDAR, campaign=SOLO)
    secret = a_token(room).secret

    @no_haste
    @given(after=st.from_regex(r"\A-?[0-9]{1,17}\.[ -~]{1,60}\Z", fullmatch=True))
    def begins(after: str) -> None:
        assert asked("calendar", secret, after=after).status_code == 200

    begins()


@given(microseconds=st.integers(-(10**15), 10**16))
def test_places_follow_one_another_as_their_hours_do(microseconds: int) -> None:
    hour = HOUR + dt.timedelta(microseconds=microseconds)
    later = hour + dt.timedelta(microseconds=1)
    assert int(place(hour, "x").split(".")[0]) + 1 == int(place(later, "x").split(".")[0])


def test_days_hold_their_ends() -> None:
    first, last = dt.date(2016, 10, 1), dt.date(2016, 10, 8)
    assert [Days(first, last).hold(day) for day in (first, last)] == [True, True]
    assert Days().hold(first)
