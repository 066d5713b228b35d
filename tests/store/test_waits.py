"""Accounts that wait: on every machine, until their platform's hour, and no longer than until something goes well."""

import pytest

from advocacybot.campaign.causes import Cause
from advocacybot.store import claims, waits
from advocacybot.store.claims import LEASE
from advocacybot.store.waits import Wait
from tests.store.at_once import at_once, elsewhere
from tests.store.rows import MOMENT, NOW, SECOND, a_receipt, approved, as_kept, claimed, kept

UNTIL = NOW + 30 * SECOND


@pytest.fixture(autouse=True)
def _a_vote(store: None) -> None:  # noqa: ARG001
    kept()


def test_an_account_that_was_never_told_to_wait_does_not() -> None:
    assert waits.of("act-x") is None
    assert waits.standing(NOW) == []


def test_a_wait_says_until_when_and_why_to_everybody() -> None:
    waits.put("act-x", UNTIL, Cause.WINDOW, "slower")
    assert elsewhere(lambda: waits.of("act-x")) == Wait("act-x", UNTIL, Cause.WINDOW, "slower", 1)


def test_a_wait_counts_how_often_in_a_row_it_was_put() -> None:
    for seconds, cause in ((30, Cause.WINDOW), (60, Cause.WINDOW), (90, Cause.CAP)):
        waits.put("act-x", NOW + seconds * SECOND, cause, f"{seconds}")
    assert waits.of("act-x") == Wait("act-x", NOW + 90 * SECOND, Cause.CAP, "90", 3)


def test_waits_that_are_put_at_once_are_all_counted() -> None:
    at_once(*[lambda: waits.put("act-x", UNTIL, Cause.WINDOW, "slower")] * 6)
    found = waits.of("act-x")
    assert found is not None
    assert found.tries == 6


def test_a_wait_that_is_over_stands_no_more_but_is_remembered() -> None:
    waits.put("act-x", UNTIL, Cause.WINDOW, "slower")
    assert [one.account for one in waits.standing(UNTIL - MOMENT)] == ["act-x"]
    assert waits.standing(UNTIL) == []
    assert waits.of("act-x") is not None


def test_a_wait_that_was_lifted_is_forgotten() -> None:
    waits.put("act-x", UNTIL, Cause.WINDOW, "slower")
    waits.put("act-fr", UNTIL, Cause.CAP, "tomorrow")
    waits.lift("act-x")
    waits.lift("act-x")
    assert [one.account for one in waits.standing(NOW)] == ["act-fr"]


def test_a_reason_however_long_is_kept_as_far_as_it_fits() -> None:
    waits.put("act-x", UNTIL, Cause.WINDOW, "no " * 1000)
    waits.put("act-x", UNTIL, Cause.WINDOW, "no " * 1000)
    found = waits.of("act-x")
    assert found is not None
    assert found.why == ("no " * 1000)[:500]


# ── what waits with it ──────────────────────────────────────────────────────────────────────────────────────────────


def test_nobody_claims_a_post_on_an_account_that_waits() -> None:
    post = approved()
    waits.put("act-x", UNTIL, Cause.WINDOW, "slower")
    assert claims.due(NOW, 10) == []
    assert claims.claim(post, UNTIL - MOMENT) is None
    assert claims.due(UNTIL, 10) == [post.id]
    assert claims.claim(post, UNTIL) is not None


def test_a_wait_of_another_account_keeps_nobody() -> None:
    waits.put("act-fr", UNTIL, Cause.WINDOW, "slower")
    assert claims.claim(approved(), NOW) is not None


def test_no_part_is_attempted_while_the_account_waits() -> None:
    held = claimed("One. (1/2)", "Two. (2/2)")
    waits.put("act-x", UNTIL, Cause.WINDOW, "slower")
    assert claims.attempt(held, held.post.parts[0], NOW) is None
    assert not as_kept(held.post).begun
    assert claims.attempt(held, held.post.parts[0], UNTIL) is not None


def test_with_a_part_that_went_out_the_account_waits_no_longer() -> None:
    held = claimed()
    waits.put("act-x", UNTIL, Cause.WINDOW, "slower")
    waits.put("act-fr", UNTIL, Cause.WINDOW, "slower")
    claims.keep(held, held.post.parts[0], a_receipt(), NOW)
    assert [one.account for one in waits.standing(NOW)] == ["act-fr"]


def test_a_part_that_is_found_went_out_before_and_says_nothing_of_now() -> None:
    held = claimed()
    claims.attempt(held, held.post.parts[0], NOW)
    taken = claims.take_over(held.post.id, NOW + LEASE)
    assert taken is not None
    waits.put("act-x", NOW + 2 * LEASE, Cause.CAP, "tomorrow")
    claims.keep(taken, taken.post.parts[0], a_receipt(), NOW + LEASE)
    assert waits.of("act-x") is not None


def test_a_doubtful_post_is_looked_for_though_its_account_waits() -> None:
    held = claimed()
    claims.doubted(held, "who knows", None, NOW)
    waits.put("act-x", UNTIL, Cause.WINDOW, "slower")
    assert claims.unsettled(NOW, 10) == [held.post.id]
    assert claims.take_over(held.post.id, NOW) is not None
