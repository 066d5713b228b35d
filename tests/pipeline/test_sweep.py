"""Seeing to an account: its posts one after another, as many as may go out."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.db.utils import OperationalError

from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import sweep
from advocacybot.pipeline.house import House
from advocacybot.pipeline.publish import publish_ready
from advocacybot.pipeline.sweep import UNBOUND_FOR, attend_to, glance
from advocacybot.store import claims, journal
from advocacybot.store.claims import Claim
from advocacybot.store.journal import Entry
from advocacybot.store.models import JournalInboxRow
from advocacybot.store.posts import Queued
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

    def stumbles(house: House, queued: Queued) -> None:
        tried.append(queued.post.id)
        if queued.post.id == first:
            raise ValueError
        publish_ready(house, queued)

    monkeypatch.setattr(sweep, "publish_ready", stumbles)
    attend_to(at_work.house, "solo")
    assert tried == [first, second]
    assert [post.id for post in at_work.posts(PostState.PUBLISHED)] == [second]


def test_once_the_database_is_gone_nothing_more_is_tried(
    due: tuple[MakeHouse, FakePlatform], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, _ = due
    tried: list[int] = []

    def gone(_: House, queued: Queued) -> None:
        tried.append(queued.post.id)
        raise OperationalError

    monkeypatch.setattr(sweep, "publish_ready", gone)
    with pytest.raises(OperationalError):
        attend_to(at_work.house, "solo")
    assert len(tried) == 1


def test_what_is_to_stop_begins_no_other_post(due: tuple[MakeHouse, FakePlatform]) -> None:
    at_work, _ = due
    asked = iter([False, True])
    attend_to(at_work.house, "solo", lambda: next(asked))
    assert [len(at_work.posts(state)) for state in (PostState.APPROVED, PostState.PUBLISHED)] == [1, 1]


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
