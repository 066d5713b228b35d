"""What is remembered of each feed: asked once when it is due, by one process."""

import datetime as dt
from dataclasses import replace

import pytest

from advocacybot.store import feeds
from advocacybot.store.feeds import FeedState
from tests.store.at_once import at_once
from tests.store.rows import NOW

ADDRESS = "https://feeds.example/rss.xml"
MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.usefixtures("store")


def take(at: dt.datetime = NOW, *, address: str = ADDRESS, whenever: bool = False) -> FeedState | None:
    return feeds.take("press", address, at, at + 5 * MINUTE, whenever=whenever)


def taken(at: dt.datetime = NOW, *, address: str = ADDRESS) -> FeedState:
    state = take(at, address=address)
    assert state is not None
    return state


def test_a_feed_that_was_never_asked_is_due_and_nothing_is_known_of_it() -> None:
    assert taken() == FeedState("press", ADDRESS)


def test_nobody_asks_while_somebody_does_nor_before_it_is_due_again() -> None:
    state = taken()
    assert take(NOW + MINUTE) is None
    feeds.worked(state, NOW + MINUTE, NOW + 15 * MINUTE)
    assert take(NOW + 14 * MINUTE) is None
    assert taken(NOW + 15 * MINUTE).worked_at == NOW + MINUTE


def test_whoever_was_cut_short_keeps_nobody_from_it_for_long() -> None:
    taken()
    assert take(NOW + 5 * MINUTE) is not None


def test_of_many_who_ask_at_once_one_gets_it() -> None:
    assert sum(state is not None for state in at_once(*[take] * 4)) == 1


def test_a_person_gets_it_whenever_they_ask() -> None:
    taken()
    assert take(whenever=True) is not None


def test_what_its_server_said_last_is_remembered() -> None:
    said = replace(
        taken(), etag='W/"1"', last_modified="Sat, 08 Oct 2016 19:00:00 GMT", seen={"votes": [{"symbol": "S/2016/846"}]}
    )
    feeds.worked(said, NOW, NOW)
    again = taken()
    assert (again.etag, again.last_modified, again.seen) == (said.etag, said.last_modified, said.seen)


def test_a_failure_changes_nothing_of_what_it_said_last_and_success_forgets_the_failures() -> None:
    feeds.worked(replace(taken(), etag="1", seen={"S/2016/846": {}}), NOW, NOW)
    feeds.failed(taken(), "feeds.example cannot be reached", NOW)
    feeds.failed(taken(), "feeds.example did not answer in time", NOW)
    state = taken()
    assert (state.failures, state.why, state.etag, state.seen) == (
        2,
        "feeds.example did not answer in time",
        "1",
        {"S/2016/846": {}},
    )
    assert [one.name for one in feeds.failing(["press"], 2)] == ["press"]
    assert feeds.failing(["press"], 3) == []
    feeds.worked(state, NOW, NOW)
    assert (taken().failures, feeds.failing(["press"], 1)) == (0, [])


def test_what_another_address_said_is_forgotten_but_not_that_it_fails() -> None:
    feeds.worked(replace(taken(), etag="1", seen={"S/2016/846": {}}), NOW, NOW)
    feeds.failed(taken(), "gone", NOW)
    moved = taken(address="https://elsewhere.example/rss.xml")
    assert (moved.etag, moved.seen, moved.failures) == ("", {}, 1)


def test_an_answer_of_any_length_can_be_remembered() -> None:
    feeds.worked(replace(taken(), etag="x" * 5000), NOW, NOW)
    assert len(taken().etag) == 1000
