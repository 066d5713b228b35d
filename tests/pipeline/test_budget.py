"""An account's budget for the month holds: nothing is begun that it does not last for, and nothing paid that did not go out."""

import datetime as dt
from decimal import Decimal

import pytest

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import publish, reconcile
from advocacybot.store import claims, spending, waits
from advocacybot.store.claims import LEASE
from tests.fakes.platforms import Killed, dies_before_taking, is_busy, loses_the_receipt, never_hears_of_it, refuses, takes
from tests.houses import ANA, a_vote_entry
from tests.pipeline.steps import (
    MINUTE,
    RIVAL,
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    edit_campaign,
    in_a_word,
    the_bot_looks,
    told,
    with_a_fake,
)
from tests.store.rows import as_kept

DUE = before("24 h")
PRICE = Decimal("0.2")
LINK = "Read it: https://www.example.org/code (1/3)"
ONE, TWO, THREE = LINK, LINK.replace("1/3", "2/3"), LINK.replace("1/3", "3/3")


def within(budget: str) -> str:
    """A campaign whose account may spend so much a month."""
    return a_campaign(an_account(x=f"{{budget: {budget}}}"))


def spent(at: dt.datetime = DUE) -> Decimal:
    return spending.spent("solo", at)


@pytest.mark.parametrize(("budget", "goes_out"), [("0.6", True), ("0.59", False)])
def test_a_thread_is_begun_where_the_budget_lasts_for_all_of_it(make_house: Make, budget: str, goes_out: bool) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=within(budget))
    platform.price = PRICE
    post = a_thread(at_work, ONE, TWO, THREE)
    the_bot_looks(at_work, at=DUE)
    assert platform.texts() == ([ONE, TWO, THREE] if goes_out else [])
    assert as_kept(post).state is (PostState.PUBLISHED if goes_out else PostState.APPROVED)
    assert spent() == (Decimal("0.6") if goes_out else 0)


def test_a_post_that_the_budget_does_not_last_for_says_so_and_holds_up_nobody(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), a_vote_entry(RIVAL), campaign=within("0.5"))
    platform.price = PRICE
    dear, cheap = in_a_word(at_work)
    dear = a_thread(at_work, ONE, TWO, THREE)
    the_bot_looks(at_work, at=DUE)
    assert platform.texts() == [f"Post {cheap.id}."]
    assert as_kept(dear).cause is Cause.SPENT
    assert "0.00 of 0.5 USD are used this month, and what is missing of the post costs 0.6 USD" in as_kept(dear).why
    assert told(f"post {dear.id}")[-1] == "not sent"
    assert waits.of("solo") is None


def test_a_thread_that_stopped_half_way_is_only_charged_for_the_rest(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=within("0.6"))
    platform.price = PRICE
    post = a_thread(at_work, ONE, TWO, THREE)
    platform.will(takes, is_busy)
    the_bot_looks(at_work, at=DUE)
    assert spent() == PRICE
    the_bot_looks(at_work, at=DUE + MINUTE)
    assert as_kept(post).state is PostState.PUBLISHED
    assert spent() == 3 * PRICE


def test_next_month_it_goes_on(make_house: Make) -> None:
    """The reminder is due on 31 October at 19:00 UTC, and is too late twelve hours later."""
    at_work, platform = with_a_fake(make_house, a_vote_entry(hour="2016-11-01 15:00 America/New_York"), campaign=within("0.3"))
    platform.price = PRICE
    at_work.clock.set(dt.datetime(2016, 10, 30, tzinfo=dt.UTC))
    the_bot_looks(at_work)
    post = a_thread(at_work, ONE)
    in_october, in_november = dt.datetime(2016, 10, 31, 19, 0, tzinfo=dt.UTC), dt.datetime(2016, 11, 1, tzinfo=dt.UTC)
    assert spending.charge("solo", spending.Price(PRICE), in_october)
    at_work.clock.set(in_october)
    while at_work.clock.now() < in_november:
        the_bot_looks(at_work)
        again = as_kept(post).next_try_at
        assert again is not None
        assert platform.taken == []
        at_work.clock.set(again)
    the_bot_looks(at_work)
    assert platform.texts() == [ONE]
    assert (spent(in_october), spent(in_november)) == (PRICE, PRICE)


def test_a_larger_budget_lets_it_go_on(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=within("0.1"))
    platform.price = PRICE
    post = a_thread(at_work, ONE)
    the_bot_looks(at_work, at=DUE)
    edit_campaign(at_work, within("0.2"))
    the_bot_looks(at_work, at=DUE + MINUTE)
    assert as_kept(post).state is PostState.PUBLISHED


@pytest.mark.parametrize("answer", [is_busy, refuses], ids=["busy", "refused"])
def test_what_surely_did_not_go_out_is_given_back(make_house: Make, answer: object) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=within("0.6"))
    platform.price = PRICE
    a_thread(at_work, ONE, TWO)
    platform.will(takes, answer)  # type: ignore[arg-type]
    the_bot_looks(at_work, at=DUE)
    assert spent() == PRICE


def test_while_nobody_knows_whether_it_is_out_it_is_paid(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), a_vote_entry(RIVAL), campaign=within("0.2"))
    platform.price, platform.settles_after = PRICE, 2 * MINUTE
    first, second = in_a_word(at_work)
    first = a_thread(at_work, ONE)
    platform.will(never_hears_of_it)
    at_work.clock.set(DUE)
    publish.publish(at_work.house, first.id)
    assert spent() == PRICE
    publish.publish(at_work.house, second.id)
    assert as_kept(second).cause is Cause.SPENT
    the_bot_looks(at_work, at=DUE + 2 * MINUTE)
    assert platform.texts().count(ONE) == 1
    assert spent() == PRICE


def test_what_is_found_stays_paid_once(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=within("0.2"))
    platform.price = PRICE
    post = a_thread(at_work, ONE)
    platform.will(loses_the_receipt)
    the_bot_looks(at_work, at=DUE)
    the_bot_looks(at_work)
    assert as_kept(post).state is PostState.PUBLISHED
    assert spent() == PRICE


def test_what_a_person_did_not_find_is_given_back(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=within("0.2"))
    platform.price = PRICE
    post = a_thread(at_work, ONE)
    platform.will(never_hears_of_it)
    the_bot_looks(at_work, at=DUE)
    reconcile.decide(at_work.house, post.id, ANA, None)
    assert spent() == 0


def test_a_worker_that_is_killed_has_paid_until_it_is_looked_for(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=within("0.2"))
    platform.price = PRICE
    post = a_thread(at_work, ONE)
    platform.will(dies_before_taking)
    with pytest.raises(Killed):
        the_bot_looks(at_work, at=DUE)
    assert spent() == PRICE
    the_bot_looks(at_work, at=DUE + LEASE)
    assert as_kept(post).state is PostState.PUBLISHED
    assert spent() == PRICE
    assert claims.due(DUE + LEASE, 10) == []
