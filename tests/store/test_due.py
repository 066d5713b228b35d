"""Which posts are handed out."""

import datetime as dt

import pytest

from advocacybot.campaign.posts import PostState
from advocacybot.store import claims, pauses
from advocacybot.store.models import MatterRow, PostRow
from tests.store.rows import MOMENT, NOW, SYMBOL, approved, drawn, kept

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _a_vote(store: None) -> None:  # noqa: ARG001
    kept()


def test_what_is_due_is_approved_and_its_hour_has_come() -> None:
    now = approved(key="now").id
    approved(key="in a moment", due=NOW + MOMENT)
    for state in set(PostState) - {PostState.APPROVED}:
        drawn(key=f"in {state}", state=state)
    assert claims.due(NOW, 100) == [now]


def test_a_post_that_waits_is_due_again_when_its_wait_is_over() -> None:
    post = approved()
    PostRow.objects.update(next_try_at=NOW + MOMENT)
    assert claims.due(NOW, 100) == []
    assert claims.due(NOW + MOMENT, 100) == [post.id]


def test_what_has_been_due_longest_comes_first() -> None:
    ids = [approved(key=f"{hours}", due=NOW - hours * HOUR).id for hours in (1, 3, 2)]
    assert claims.due(NOW, 2) == [ids[1], ids[2]]


def test_what_is_due_on_an_account_is_its_own() -> None:
    ids = [approved(key=f"{hours}", due=NOW - hours * HOUR).id for hours in (1, 2)]
    approved(key="elsewhere", account="act-fr", due=NOW - 3 * HOUR)
    assert claims.due(NOW, 100, "act-x") == [ids[1], ids[0]]
    assert [one.post.id for one in claims.ready("act-x", NOW)] == [ids[1], ids[0]]
    assert [one.post.id for one in claims.ready("act-x", NOW, but=[ids[1]])] == [ids[0]]
    assert claims.ready("act-x", NOW, but=ids) == []


def test_posts_that_cannot_go_out_never_crowd_out_the_others() -> None:
    pauses.put(["act-fr"], "Ana", "a typo", NOW)
    approved(key="paused", account="act-fr", due=NOW - 4 * HOUR)
    approved(key="late", due=NOW - 3 * HOUR, lapses_at=NOW)
    approved(key="untrue", due=NOW - 2 * HOUR, says="vote at 2016-10-09T19:00Z")
    last = approved(key="good", due=NOW).id
    assert claims.due(NOW, 1) == [last]


def test_whatever_is_due_can_be_claimed() -> None:
    post = approved(lapses_at=None)
    assert claims.due(NOW, 1) == [post.id]
    assert claims.claim(post, NOW) is not None
    assert claims.due(NOW, 1) == []


def test_what_was_due_is_due_no_more_when_its_vote_is_another() -> None:
    approved()
    MatterRow.objects.filter(pk=SYMBOL).update(truth="withdrawn")
    assert claims.due(NOW, 1) == []
