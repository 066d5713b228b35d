"""Seeing to an account: its posts one after another, as many as may go out."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import OperationalError

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import Post, PostState
from advocacybot.pipeline import review, sweep
from advocacybot.pipeline.house import House
from advocacybot.pipeline.publish import publish_ready
from advocacybot.pipeline.sweep import UNBOUND_FOR, attend_to, glance
from advocacybot.store import claims, journal
from advocacybot.store.claims import Claim, InLine
from advocacybot.store.journal import Entry
from advocacybot.store.models import JournalInboxRow
from advocacybot.store.spending import FREE
from tests.fakes.platforms import FakePlatform, meanwhile, refuses
from tests.houses import MakeHouse, a_vote_entry
from tests.pipeline.steps import MINUTE, RIVAL, Make, before, in_a_word, the_bot_looks, with_a_fake
from tests.store.rows import MOMENT, a_receipt


@pytest.fixture
def due(make_house: Make) -> tuple[MakeHouse, FakePlatform]:
    """Two posts of one account that are due at the same hour."""
    at_work, platform = with_a_fake(make_house, a_vote_entry(), a_vote_entry(RIVAL))
    the_bot_looks(at_work)
    in_a_word(at_work)
    at_work.clock.set(before("24 h"))
    return at_work, platform


def test_what_is_told_of_sending_is_bound_once_posts_are_out_or_after_a_while(due: tuple[MakeHouse, FakePlatform]) -> None:
    at_work, _ = due
    glance(at_work.house)
    with transaction.atomic():
        journal.write([Entry("post claimed", "post 1")], at_work.clock.now())
    unbound = []
    for hour in (at_work.clock.now(), at_work.clock.now() + UNBOUND_FOR, at_work.clock.now() + UNBOUND_FOR + MOMENT):
        at_work.clock.set(hour)
        glance(at_work.house)
        unbound.append(JournalInboxRow.objects.exists())
    attend_to(at_work.house, "solo")
    glance(at_work.house)
    assert [*unbound, JournalInboxRow.objects.exists()] == [True, True, False, False]


def test_what_is_told_of_anything_else_is_bound_at_once(due: tuple[MakeHouse, FakePlatform]) -> None:
    at_work, _ = due
    glance(at_work.house)
    with transaction.atomic():
        journal.write([Entry("resumed", "solo")], at_work.clock.now())
    assert glance(at_work.house).accounts
    assert not JournalInboxRow.objects.exists()


def test_a_post_that_is_refused_keeps_no_other_from_its_try(due: tuple[MakeHouse, FakePlatform]) -> None:
    at_work, platform = due
    platform.will(refuses)
    attend_to(at_work.house, "solo")
    assert [len(at_work.posts(state)) for state in (PostState.FAILED, PostState.PUBLISHED)] == [1, 1]


def test_nor_does_one_that_goes_wrong_here(due: tuple[MakeHouse, FakePlatform], monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, _ = due
    first, second = (post.id for post in at_work.posts(PostState.APPROVED))
    tried: list[int] = []

    def stumbles(house: House, one: InLine, *others: Any) -> None:
        tried.append(one.post.id)
        if one.post.id == first:
            raise ValueError
        publish_ready(house, one, *others)

    monkeypatch.setattr(sweep, "publish_ready", stumbles)
    attend_to(at_work.house, "solo")
    assert tried == [first, second]
    assert [post.id for post in at_work.posts(PostState.PUBLISHED)] == [second]


def test_once_the_database_is_gone_nothing_more_is_tried(
    due: tuple[MakeHouse, FakePlatform], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, _ = due
    tried: list[int] = []

    def gone(_: House, one: InLine, *__: Any) -> None:
        tried.append(one.post.id)
        raise OperationalError

    monkeypatch.setattr(sweep, "publish_ready", gone)
    with pytest.raises(OperationalError):
        attend_to(at_work.house, "solo")
    assert len(tried) == 1


def test_what_is_to_stop_begins_no_other_post(due: tuple[MakeHouse, FakePlatform]) -> None:
    at_work, _ = due
    asked = iter([False])
    attend_to(at_work.house, "solo", lambda: next(asked, True))
    assert [len(at_work.posts(state)) for state in (PostState.APPROVED, PostState.PUBLISHED)] == [1, 1]


@pytest.mark.parametrize(("goes_on", "claimed"), [([False], [False]), ([False, False], [True, False])])
def test_a_post_is_claimed_as_the_one_before_it_is_out_unless_it_is_to_stop_and_is_sent_then_whatever_comes(
    due: tuple[MakeHouse, FakePlatform], monkeypatch: pytest.MonkeyPatch, goes_on: list[bool], claimed: list[bool]
) -> None:
    at_work, platform = due
    asked, keep, seen = iter(goes_on), claims.keep, list[bool]()

    def keeps(*given: Any) -> bool:
        lifted = keep(*given)
        seen.append(given[-1] is not None and given[-1].held is not None)
        return lifted

    monkeypatch.setattr(claims, "keep", keeps)
    attend_to(at_work.house, "solo", lambda: next(asked, True))
    assert seen == claimed
    assert len(platform.taken) == len(at_work.posts(PostState.PUBLISHED)) == len(claimed)


def test_whatever_is_wrong_with_the_next_post_the_receipt_of_the_one_before_it_is_kept(
    due: tuple[MakeHouse, FakePlatform], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, platform = due
    needed = review.needed

    def stumbles(house: House, post: Post) -> int:
        if platform.taken:
            raise ValueError
        return needed(house, post)

    monkeypatch.setattr(review, "needed", stumbles)
    attend_to(at_work.house, "solo")
    assert [len(at_work.posts(state)) for state in (PostState.APPROVED, PostState.PUBLISHED)] == [1, 1]


def test_where_it_is_to_be_asked_who_the_account_is_the_next_post_is_claimed_after_that(
    due: tuple[MakeHouse, FakePlatform],
) -> None:
    at_work, platform = due
    platform.will(meanwhile(at_work.house.known.clear))
    attend_to(at_work.house, "solo")
    assert len(at_work.posts(PostState.PUBLISHED)) == 2
    assert at_work.house.known


def test_what_was_claimed_is_let_go_of_where_its_account_is_no_longer_known_to_be_itself(
    due: tuple[MakeHouse, FakePlatform], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, platform = due
    keep = claims.keep

    def then_is_another(*given: Any) -> bool:
        lifted = keep(*given)
        at_work.house.known.clear()
        platform.signed_in_as["solo"] = "@somebody_else"
        return lifted

    monkeypatch.setattr(claims, "keep", then_is_another)
    attend_to(at_work.house, "solo")
    assert len(platform.taken) == 1
    (left,) = at_work.posts(PostState.APPROVED)
    assert left.cause is Cause.TOKEN
    assert left.parts[0].attempted_at is None


def test_a_post_that_falls_due_while_another_of_its_account_is_sent_goes_out_in_the_same_go(make_house: Make) -> None:
    later = a_vote_entry(RIVAL, hour="2016-10-08 15:05 America/New_York")
    at_work, platform = with_a_fake(make_house, a_vote_entry(), later)
    the_bot_looks(at_work)
    in_a_word(at_work)
    at_work.clock.set(before("24 h"))
    platform.will(meanwhile(lambda: at_work.clock.set(before("24 h") + 5 * MINUTE)))
    attend_to(at_work.house, "solo")
    assert len(at_work.posts(PostState.PUBLISHED)) == 2


def test_who_finds_another_one_at_the_account_passes_no_post_by(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, *map(a_vote_entry, ("S/2016/846", RIVAL, "S/2016/901")))
    the_bot_looks(at_work)
    in_a_word(at_work)
    at_work.clock.set(before("24 h"))
    first, now = at_work.posts(PostState.APPROVED)[0], at_work.clock.now()
    held: list[Claim] = []

    def claims_it() -> None:
        claim = claims.claim(first, now, FREE)
        assert claim
        held.append(claim)

    def finishes_it() -> None:
        claims.keep(held[0], held[0].post.parts[0], a_receipt(), now)

    elsewhere: Iterator[Callable[[], None]] = iter([claims_it, lambda: None, finishes_it])
    attend_to(at_work.house, "solo", lambda: bool(next(elsewhere)()))
    assert [len(at_work.posts(state)) for state in (PostState.SENDING, PostState.APPROVED)] == [1, 2]
