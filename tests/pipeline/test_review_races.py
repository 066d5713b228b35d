"""Two people in the same moment: something happens after a person read a post, and before their word is kept."""

from collections.abc import Callable
from typing import Any

import pytest

from advocacybot.campaign.approvals import check_may_approve
from advocacybot.campaign.posts import Post, PostState
from advocacybot.errors import ApprovedAlready, OutdatedVersion, Refusal
from advocacybot.pipeline import review
from advocacybot.store import posts
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import SOLO, Make, before, the_bot_looks
from tests.store.rows import as_kept


@pytest.fixture
def in_between(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Lets something happen once, between what an approval reads and what it writes."""

    def then(act: Callable[[], object]) -> None:
        def check(*seen: Any) -> None:
            monkeypatch.setattr(review, "check_may_approve", check_may_approve)
            check_may_approve(*seen)
            act()

        monkeypatch.setattr(review, "check_may_approve", check)

    return then


InBetween = Callable[[Callable[[], object]], None]


def a_post(make: Make) -> tuple[MakeHouse, Post]:
    at_work = make(a_vote_entry(), campaign=SOLO)
    (post,) = at_work.queue()
    return at_work, post


def test_words_that_change_while_somebody_agrees_are_not_agreed_to(make_house: Make, in_between: InBetween) -> None:
    at_work, post = a_post(make_house)
    in_between(lambda: review.edit(at_work.house, post.id, BEN, ("Other words.",)))
    review.approve(at_work.house, post.id, ANA, post.version)
    assert as_kept(post).state is PostState.QUEUED
    the_bot_looks(at_work, at=before("24 h"))
    assert at_work.feed("solo") == []


def test_what_is_rejected_while_somebody_agrees_stays_rejected(make_house: Make, in_between: InBetween) -> None:
    at_work, post = a_post(make_house)
    in_between(lambda: review.reject(at_work.house, post.id, BEN, "no"))
    review.approve(at_work.house, post.id, ANA)
    assert as_kept(post).state is PostState.REJECTED


def test_facts_that_change_while_somebody_agrees_leave_nothing_approved(make_house: Make, in_between: InBetween) -> None:
    at_work, post = a_post(make_house)
    in_between(lambda: at_work.edit_calendar(a_vote_entry(subject="An end to the bombardment")))
    review.approve(at_work.house, post.id, ANA)
    assert [one.state for one in at_work.posts()] == [PostState.LAPSED, PostState.QUEUED]


def test_a_person_who_agrees_twice_in_the_same_moment_is_told_so(make_house: Make, in_between: InBetween) -> None:
    at_work, post = a_post(make_house)
    in_between(lambda: review.approve(at_work.house, post.id, ANA))
    with pytest.raises(ApprovedAlready):
        review.approve(at_work.house, post.id, ANA)
    assert len(posts.get(post.id).approvals) == 1


def test_a_post_that_is_claimed_while_somebody_holds_it_is_held_by_nobody(
    make_house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, post = a_post(make_house)
    at_work.approve_all()
    at_work.clock.set(before("24 h"))
    seen = posts.get(post.id)
    the_bot_looks(at_work)
    with monkeypatch.context() as read_before:
        read_before.setattr(posts, "get", lambda _: seen)
        with pytest.raises(OutdatedVersion):
            review.hold(at_work.house, post.id, ANA, "too late")
    assert as_kept(post).state is PostState.PUBLISHED
    with pytest.raises(Refusal):
        review.hold(at_work.house, post.id, ANA, "too late")
