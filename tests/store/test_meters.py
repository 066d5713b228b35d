"""What is counted while the bot works: in each process first, then in the database."""

import pytest
from django.db import DatabaseError, connection

from advocacybot.store import meters
from advocacybot.store.meters import LATENESS, PARTS_SENT
from tests.store.at_once import at_once

pytestmark = pytest.mark.usefixtures("store", "_nothing_counted")


@pytest.fixture
def _nothing_counted() -> None:
    meters._counted.clear()


def test_nothing_is_kept_before_it_is_added_and_nothing_is_added_twice() -> None:
    PARTS_SENT.count("x")
    assert meters.kept() == {}
    assert (meters.flush(), meters.flush()) == (1, 0)
    assert meters.kept() == {"parts_sent_total": {("x",): 1}}


def test_what_every_process_counted_adds_up() -> None:
    def count() -> None:
        for _ in range(50):
            PARTS_SENT.count("x")
            PARTS_SENT.count("mastodon")
            meters.flush()

    at_once(*[count] * 4)
    meters.flush()
    assert meters.kept()["parts_sent_total"] == {("x",): 200, ("mastodon",): 200}


def test_nothing_is_lost_where_it_cannot_be_added() -> None:
    PARTS_SENT.count("x")

    def out_of_order(*_: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(out_of_order), pytest.raises(DatabaseError):
        meters.flush()
    PARTS_SENT.count("x")
    meters.flush()
    assert meters.kept() == {"parts_sent_total": {("x",): 2}}


@pytest.mark.parametrize(("seconds", "edge"), [(0, "0.1"), (0.1, "0.1"), (0.11, "0.25"), (7200, "7200.0"), (7201, "+Inf")])
def test_a_time_falls_into_the_first_bucket_that_holds_it(seconds: float, edge: str) -> None:
    LATENESS.observe(seconds, "x")
    meters.flush()
    assert meters.kept() == {
        "lateness_seconds_bucket": {("x", edge): 1},
        "lateness_seconds_sum": {("x",): seconds},
        "lateness_seconds_count": {("x",): 1},
    }


def test_a_block_is_timed_however_it_ends() -> None:
    with pytest.raises(KeyError), meters.ANSWERS.timing("x", "publish"):
        raise KeyError
    meters.flush()
    assert meters.kept()["platform_answer_seconds_count"] == {("x", "publish"): 1}
