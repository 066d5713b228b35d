"""How long a server is left alone (advocacybot.campaign.fetches)."""

import datetime as dt
from itertools import pairwise

import pytest

from advocacybot.campaign.fetches import LONGEST_ASKED, WAITS, Failure, back_off

every_failure = pytest.mark.parametrize("kind", list(Failure))


@every_failure
def test_every_failure_has_its_wait_and_is_tried_again_within_a_day(kind: Failure) -> None:
    assert dt.timedelta(minutes=1) <= WAITS[kind].first < WAITS[kind].longest <= dt.timedelta(days=1)


@every_failure
def test_waits_double_and_stop_growing(kind: Failure) -> None:
    waits = [back_off(kind, failures) for failures in range(1, 30)]
    assert waits[0] == WAITS[kind].first
    assert waits[-1] == WAITS[kind].longest
    assert all(later in (2 * sooner, WAITS[kind].longest) for sooner, later in pairwise(waits))
    assert back_off(kind, 10**9) == WAITS[kind].longest


@every_failure
def test_a_server_that_asks_for_longer_is_left_alone_for_longer_and_never_for_less(kind: Failure) -> None:
    usual = back_off(kind, 1)
    assert back_off(kind, 1, usual + dt.timedelta(minutes=1)) == usual + dt.timedelta(minutes=1)
    assert back_off(kind, 1, dt.timedelta()) == usual
    assert back_off(kind, 1, dt.timedelta(days=400)) == LONGEST_ASKED


def test_what_may_mend_itself_is_tried_sooner_than_what_takes_a_persons_hand() -> None:
    assert back_off(Failure.TOO_SLOW, 1) < back_off(Failure.TOO_BIG, 1) < back_off(Failure.GONE, 1)
