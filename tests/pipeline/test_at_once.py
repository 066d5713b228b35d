"""What is planned, decided and sent in the same moment, on a real PostgreSQL: nothing twice, nothing lost, and nobody fails."""

import logging
import threading
from collections import Counter

import pytest
from django.db import transaction

from advocacybot.campaign.posts import TAKEN, PostState
from advocacybot.pipeline import draft, pause, reconcile, review, sweep
from advocacybot.pipeline.house import House
from advocacybot.store import claims, journal, matters, posts
from advocacybot.store.claims import InLine
from advocacybot.store.models import MatterRow, PostRow, TurnRow
from advocacybot.store.spending import FREE
from tests.fakes.platforms import FakePlatform, never_hears_of_it
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import Make, before, in_a_word, the_bot_looks, with_a_fake
from tests.store.at_once import at_once
from tests.store.rows import a_receipt

TIMES = 5
VOTES = 6


@pytest.fixture
def there(on_postgres: str, make_house: Make) -> tuple[MakeHouse, FakePlatform]:  # noqa: ARG001 – there the house is
    made, platform = with_a_fake(make_house, *(a_vote_entry(f"S/2016/{846 + number}") for number in range(VOTES)))
    the_bot_looks(made)
    return made, platform


@pytest.fixture
def at_work(there: tuple[MakeHouse, FakePlatform]) -> MakeHouse:
    return there[0]


def planned_anew(house: House) -> None:
    matters.plan_all_live(house.clock.now())


def slots() -> Counter[str]:
    """How many posts there are for each slot that is taken."""
    return Counter(PostRow.objects.filter(state__in=sorted(TAKEN)).values_list("slot", flat=True))


def test_two_that_plan_at_once_draw_no_slot_twice_and_none_fails(at_work: MakeHouse, caplog: pytest.LogCaptureFixture) -> None:
    before_it = set(slots())
    for _ in range(TIMES):
        PostRow.objects.all().delete()
        planned_anew(at_work.house)
        with caplog.at_level(logging.WARNING):
            at_once(*[lambda: draft.what_is_due(at_work.house)] * 3)
        assert set(slots()) == before_it
        assert set(slots().values()) == {1}
    assert caplog.messages == []
    assert "not drafted" not in {row.kind for row in journal.read()}


def test_what_is_planned_beside_what_is_sent_leaves_each_post_sent_once(there: tuple[MakeHouse, FakePlatform]) -> None:
    at_work, platform = there
    in_a_word(at_work)
    at_work.clock.set(before("24 h"))
    planned_anew(at_work.house)
    at_once(
        lambda: draft.what_is_due(at_work.house),
        lambda: draft.what_is_due(at_work.house),
        lambda: sweep.attend_to(at_work.house, "solo"),
        lambda: sweep.attend_to(at_work.house, "solo"),
    )
    draft.what_is_due(at_work.house)
    sweep.attend_to(at_work.house, "solo")
    assert [len(platform.taken), len(at_work.posts(PostState.PUBLISHED))] == [VOTES, VOTES]
    assert not MatterRow.objects.filter(stale=True).exists()
    journal.verify()


def test_a_pause_beside_what_is_sent_stops_all_that_comes_after_it(at_work: MakeHouse) -> None:
    in_a_word(at_work)
    at_work.clock.set(before("24 h"))
    at_once(lambda: pause.pause(at_work.house, ANA, "stop"), lambda: sweep.attend_to(at_work.house, "solo"))
    out = len(at_work.posts(PostState.PUBLISHED))
    sweep.attend_to(at_work.house, "solo")
    assert len(at_work.posts(PostState.PUBLISHED)) == out


def test_people_who_decide_while_it_is_planned_are_all_heard(at_work: MakeHouse) -> None:
    waiting = at_work.posts(PostState.QUEUED)
    planned_anew(at_work.house)
    at_once(
        lambda: draft.what_is_due(at_work.house),
        *(lambda post=post: review.approve(at_work.house, post.id, BEN) for post in waiting),
    )
    assert {post.id for post in waiting} <= {post.id for post in at_work.posts(PostState.APPROVED)}


def test_a_receipt_is_kept_while_the_next_post_of_its_account_is_planned(there: tuple[MakeHouse, FakePlatform]) -> None:
    at_work, _ = there
    first, second, *_ = in_a_word(at_work)
    at_work.clock.set(before("24 h"))
    now, behind = at_work.clock.now(), InLine(posts.get(second.id))
    held = claims.claim(first, now, FREE)
    assert held is not None
    planning, kept = threading.Event(), threading.Event()

    def plans() -> None:
        with transaction.atomic():
            list(PostRow.objects.filter(pk=second.id).select_for_update())
            planning.set()
            assert kept.wait(30)

    def keeps() -> None:
        assert planning.wait(30)
        claims.keep(held, first.parts[0], a_receipt(), now, behind)
        kept.set()

    at_once(plans, keeps)
    assert [posts.state(post.id) for post in (first, second)] == [PostState.PUBLISHED, PostState.APPROVED]
    assert behind.held is None


def test_whoever_settles_a_doubt_waits_for_the_account_and_not_with_the_post_in_hand(
    there: tuple[MakeHouse, FakePlatform], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, platform = there
    first = in_a_word(at_work)[0]
    platform.will(never_hears_of_it)
    the_bot_looks(at_work, before("24 h"))
    (post,) = at_work.posts(PostState.DOUBTFUL)
    assert post.id == first.id
    deciding, take_over = threading.Event(), claims.take_over

    def about_to(*args: object) -> object:
        deciding.set()
        return take_over(*args)  # type: ignore[arg-type]

    def another_looks() -> None:
        with transaction.atomic():
            list(TurnRow.objects.filter(pk="solo").select_for_update())
            assert deciding.wait(30)
            PostRow.objects.filter(pk=post.id).update(why="looked for")

    monkeypatch.setattr(claims, "take_over", about_to)
    at_once(another_looks, lambda: reconcile.decide(at_work.house, post.id, ANA, None))
    assert "doubt settled" in {row.kind for row in journal.read(f"post {post.id}")}
