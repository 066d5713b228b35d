import datetime as dt

import pytest

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.said import Said
from advocacybot.store import claims, matters
from advocacybot.store.claims import LEASE
from advocacybot.store.models import LookRow, MatterRow
from tests.factories import a_vote
from tests.store.rows import HOUR, MOMENT, NOW, SYMBOL, TRUTH, a_receipt, approved, claimed, drawn, kept

RIVAL = "S/2016/847"
MOVED = "vote at 2016-10-09T19:00Z"
LATER = NOW + dt.timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("store")


# ── when its posts are looked at ────────────────────────────────────────────────────────────────────────────────────


def test_votes_are_looked_at_from_their_moment_on_the_soonest_vote_first() -> None:
    kept(plan_at=NOW)
    kept(a_vote(RIVAL, hour=HOUR - dt.timedelta(hours=1)), plan_at=NOW)
    kept(a_vote("S/2016/848"), plan_at=NOW + MOMENT)
    kept(a_vote("S/2016/849"))
    assert matters.to_plan(NOW, 10) == [RIVAL, SYMBOL]
    assert matters.to_plan(NOW, 1) == [RIVAL]


def test_when_the_files_change_every_vote_is_looked_at_that_is_ahead_or_has_a_post_waiting() -> None:
    kept(plan_at=None)
    kept(a_vote(RIVAL), plan_at=LATER)
    over = {"hour": HOUR - dt.timedelta(days=30)}
    kept(a_vote("S/2016/100", **over))
    kept(a_vote("S/2016/101", **over))
    drawn(symbol="S/2016/101")
    kept(a_vote("S/2016/102", **over))
    drawn(symbol="S/2016/102", state=PostState.PUBLISHED)
    assert matters.plan_all_live(NOW) == 3
    assert sorted(matters.to_plan(NOW, 10)) == ["S/2016/101", SYMBOL, RIVAL]


def test_a_vote_that_waits_to_be_looked_at_already_is_not_put_off() -> None:
    kept(plan_at=NOW)
    matters.plan_all_live(LATER)
    assert MatterRow.objects.get(pk=SYMBOL).plan_at == NOW


# ── what each account said ──────────────────────────────────────────────────────────────────────────────────────────


def publish(*texts: str, at: dt.datetime = NOW, parts: int = 1, **slot: object) -> None:
    """Let so many parts of a post go out."""
    held = claims.claim(approved(*texts, **slot), NOW)
    assert held is not None
    for part in held.post.parts[:parts]:
        claims.keep(held, part, a_receipt(at=at), NOW)
    if parts < len(held.post.parts):
        claims.not_taken(held, "busy", LATER, NOW)
    LookRow.objects.all().delete()  # as if it had been looked at again


def test_what_waits_or_is_on_its_way_is_not_said_yet() -> None:
    kept()
    drawn()
    claimed(key="another", account="act-fr")
    assert matters.said([SYMBOL]) == {}


def test_what_an_account_said_comes_in_the_order_in_which_it_went_out() -> None:
    kept()
    publish(key="first")
    MatterRow.objects.update(truth=MOVED)
    publish(key="second", message=Message.MOVED, says=MOVED, at=LATER)
    assert matters.said([SYMBOL]) == {SYMBOL: {"act-x": [Said(Message.REMINDER, TRUTH), Said(Message.MOVED, MOVED)]}}


def test_what_was_drawn_first_may_have_been_said_last() -> None:
    kept()
    first = approved(key="drawn first")
    MatterRow.objects.update(truth=MOVED)
    publish(key="said first", says=MOVED)
    MatterRow.objects.update(truth=TRUTH)
    held = claims.claim(first, NOW)
    assert held is not None
    claims.keep(held, held.post.parts[0], a_receipt(at=LATER), NOW)
    assert [said.told for said in matters.said([SYMBOL])[SYMBOL]["act-x"]] == [MOVED, TRUTH]


def test_what_is_out_is_said_once_in_whole_or_in_part() -> None:
    kept()
    publish("One.", "Two.", key="whole", parts=2)
    publish("One.", "Two.", key="in part")
    assert len(matters.said([SYMBOL])[SYMBOL]["act-x"]) == 2


def test_each_account_said_its_own_of_each_vote() -> None:
    kept()
    kept(a_vote(RIVAL), truth=MOVED)
    publish()
    publish(symbol=RIVAL, account="act-fr", says=MOVED)
    assert matters.said([SYMBOL, RIVAL]) == {
        SYMBOL: {"act-x": [Said(Message.REMINDER, TRUTH)]},
        RIVAL: {"act-fr": [Said(Message.REMINDER, MOVED)]},
    }


def test_a_claim_that_ran_out_still_counts_what_was_said() -> None:
    kept()
    held = claimed("One.", "Two.")
    claims.keep(held, held.post.parts[0], a_receipt(), NOW)
    claims.take_over(held.post.id, NOW + LEASE)
    assert SYMBOL in matters.said([SYMBOL])
