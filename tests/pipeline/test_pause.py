"""The switch."""

import pytest

from advocacybot.campaign.policy import Bar
from advocacybot.campaign.posts import PostState
from advocacybot.errors import BadInput, NoSuchThing, NotAPerson
from advocacybot.pipeline import pause, publish, reconcile
from advocacybot.store import journal, posts
from tests.fakes.platforms import loses_the_receipt, meanwhile, takes
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import (
    SOLO,
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    edit_campaign,
    everything,
    the_bot_looks,
    told,
    with_a_fake,
)
from tests.store.rows import as_kept

DUE = before("24 h")
ONE, TWO, THREE = "One. (1/3)", "Two. (2/3)", "Three. (3/3)"
TWO_ACCOUNTS = a_campaign(an_account("first", posting="automatic"), an_account("second", posting="automatic"))


@pytest.mark.parametrize("account", [None, "solo"])
def test_while_posting_is_paused_nothing_goes_out_and_then_everything_does(make_house: Make, account: str | None) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    pause.pause(at_work.house, ANA, "the account was taken over", account)
    the_bot_looks(at_work, at=DUE)
    assert publish.publish(at_work.house, post.id) is PostState.APPROVED
    assert publish.why_not(at_work.house, posts.get(post.id)) is Bar.PAUSED
    assert platform.taken == []
    pause.resume(at_work.house, BEN, account)
    the_bot_looks(at_work)
    assert platform.texts() == [ONE]


def test_a_pause_of_one_account_leaves_the_others_alone(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=TWO_ACCOUNTS)
    pause.pause(at_work.house, ANA, "a typo", "first")
    the_bot_looks(at_work, at=DUE)
    assert {out.account for out in platform.taken} == {"second"}


@pytest.mark.parametrize("account", [None, "solo"])
def test_a_pause_between_two_parts_of_a_thread_stops_the_second(make_house: Make, account: str | None) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    platform.will(takes, meanwhile(lambda: pause.pause(at_work.house, ANA, "stop", account)))
    the_bot_looks(at_work, at=DUE)
    assert platform.texts() == [ONE, TWO]
    stopped = as_kept(post)
    assert (stopped.state, stopped.parts_out, stopped.why) == (PostState.APPROVED, 2, "posting is paused")
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO]
    pause.resume(at_work.house, BEN, account)
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]
    assert as_kept(post).state is PostState.PUBLISHED


def test_a_pause_leaks_nothing_through_a_doubt_that_is_settled(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    platform.will(loses_the_receipt)
    the_bot_looks(at_work, at=DUE)
    pause.pause(at_work.house, ANA, "stop")
    the_bot_looks(at_work)
    assert platform.texts() == [ONE]
    assert as_kept(post).parts_out == 1
    the_bot_looks(at_work)
    assert platform.texts() == [ONE]


def test_a_pause_leaks_nothing_through_a_doubt_that_a_person_settled(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    platform.will(loses_the_receipt)
    the_bot_looks(at_work, at=DUE)
    pause.pause(at_work.house, ANA, "stop")
    reconcile.decide(at_work.house, post.id, ANA, "solo-1")
    the_bot_looks(at_work)
    assert platform.texts() == [ONE]


def test_a_post_that_is_paused_too_long_lapses(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    pause.pause(at_work.house, ANA, "stop")
    the_bot_looks(at_work, at=before("12 h"))
    pause.resume(at_work.house, ANA)
    the_bot_looks(at_work)
    assert as_kept(post).state is PostState.LAPSED
    assert platform.taken == []


def test_to_pause_and_to_resume_are_told_with_who_and_why(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    pause.pause(at_work.house, ANA, "a typo", "solo")
    pause.pause(at_work.house, ANA, "stop")
    pause.resume(at_work.house, BEN, "solo")
    pause.resume(at_work.house, BEN)
    assert [(row.kind, row.subject, row.by, row.facts) for row in journal.read()] == [
        ("paused", "solo", ANA, {"why": "a typo"}),
        ("paused", "all accounts", ANA, {"why": "stop"}),
        ("resumed", "solo", BEN, {}),
        ("resumed", "all accounts", BEN, {}),
    ]


def test_what_is_not_paused_cannot_be_resumed(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    pause.pause(at_work.house, ANA, "stop")
    kept = everything()
    with pytest.raises(BadInput, match="no pause stands for account solo; look with `advocacybot pause`"):
        pause.resume(at_work.house, ANA, "solo")
    assert everything() == kept
    pause.resume(at_work.house, ANA)
    with pytest.raises(BadInput, match="no pause stands for all accounts"):
        pause.resume(at_work.house, ANA)


@pytest.mark.parametrize(
    ("by", "account", "error"), [("Eve", None, NotAPerson), (ANA, "solos", NoSuchThing), (ANA, "", NoSuchThing)]
)
def test_only_people_of_the_campaign_pause_and_only_its_accounts(
    make_house: Make, by: str, account: str | None, error: type[Exception]
) -> None:
    at_work = make_house(campaign=SOLO)
    with pytest.raises(error):
        pause.pause(at_work.house, by, "stop", account)
    with pytest.raises(error):
        pause.resume(at_work.house, by, account)
    assert told() == []


def test_an_account_that_left_the_campaign_can_still_be_resumed(make_house: Make) -> None:
    at_work = make_house(campaign=TWO_ACCOUNTS)
    pause.pause(at_work.house, ANA, "a typo", "second")
    edit_campaign(at_work, a_campaign(an_account("first")))
    pause.resume(at_work.house, ANA, "second")
