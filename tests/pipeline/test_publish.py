"""A post's way out: once, in order, and only while it may."""

import datetime as dt
from dataclasses import replace

import pytest

from advocacybot.campaign.policy import Bar
from advocacybot.campaign.posts import PostState
from advocacybot.errors import NoSuchThing
from advocacybot.pipeline import draft, outcome, publish, review
from advocacybot.store import claims, journal, posts
from advocacybot.store.claims import LEASE, InLine
from advocacybot.store.models import MatterRow
from tests.factories import a_report
from tests.fakes.platforms import is_busy, meanwhile, refuses, takes
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import (
    ALONE_ON_ITS_OWN,
    HOUR,
    MINUTE,
    SYMBOL,
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    the_bot_looks,
    told,
    waiting,
    with_a_fake,
)
from tests.store.at_once import at_once
from tests.store.rows import MOMENT, as_kept

DUE = before("24 h")
ONE, TWO, THREE = "One. (1/3)", "Two. (2/3)", "Three. (3/3)"


# ── in order ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_post_of_one_part_answers_nothing(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    the_bot_looks(at_work, at=DUE)
    (out,) = platform.taken
    assert (out.text, out.language, out.root, out.parent, out.key) == (ONE, "en", None, None, post.parts[0].key)
    assert as_kept(post).parts[0].receipt == out.receipt


def test_a_post_that_was_sent_while_it_was_read_is_ready_no_more(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    seen = posts.get(a_thread(at_work, ONE).id)
    the_bot_looks(at_work, at=DUE)
    half_seen = replace(seen, post=replace(seen.post, parts=as_kept(seen.post).parts))
    assert publish.publish_ready(at_work.house, InLine(half_seen)) is False
    assert platform.texts() == [ONE]


def test_a_thread_goes_out_in_order_each_part_below_the_one_before(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    the_bot_looks(at_work, at=DUE)
    first, second, third = platform.taken
    assert platform.texts() == [ONE, TWO, THREE]
    assert (second.root, second.parent) == (first.receipt.remote_id, first.receipt.remote_id)
    assert (third.root, third.parent) == (first.receipt.remote_id, second.receipt.remote_id)
    assert as_kept(post).state is PostState.PUBLISHED
    assert told(f"post {post.id}")[-5:] == ["post claimed", *["part published"] * 3, "post published"]


def test_each_part_is_told_with_where_it_stands(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    the_bot_looks(at_work, at=DUE)
    facts = [row.facts for row in journal.read(f"post {post.id}") if row.kind == "part published"]
    assert facts == [
        {"part": number, "of": 2, "id": out.receipt.remote_id, "url": out.receipt.url}
        for number, out in enumerate(platform.taken, start=1)
    ]


def test_what_is_published_twice_goes_out_once(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    at_work.clock.set(DUE)
    assert publish.publish(at_work.house, post.id) is PostState.PUBLISHED
    assert publish.publish(at_work.house, post.id) is PostState.PUBLISHED
    assert platform.texts() == [ONE, TWO]


def test_jobs_that_come_doubled_in_the_same_moment_publish_once(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    at_work.clock.set(DUE)
    at_once(*[lambda: publish.publish(at_work.house, post.id)] * 4)
    assert platform.texts() == [ONE, TWO, THREE]


def test_a_job_for_a_post_that_is_on_its_way_sends_nothing(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    platform.will(meanwhile(lambda: publish.publish(at_work.house, post.id)))
    the_bot_looks(at_work, at=DUE)
    assert platform.texts() == [ONE, TWO]


def test_a_job_for_a_post_that_is_not_there_says_so(make_house: Make) -> None:
    with pytest.raises(NoSuchThing):
        publish.publish(make_house().house, 4711)


# ── what it hangs on ────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_goes_out_before_it_is_due(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    at_work.clock.set(DUE - MOMENT)
    assert publish.why_not(at_work.house, posts.get(post.id)) is Bar.NOT_DUE
    assert publish.publish(at_work.house, post.id) is PostState.APPROVED
    assert platform.taken == []


def test_nothing_goes_out_once_it_is_too_late(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    at_work.clock.set(before("12 h"))
    assert publish.why_not(at_work.house, posts.get(post.id)) is Bar.LATE
    publish.publish(at_work.house, post.id)
    assert platform.taken == []


@pytest.mark.parametrize("late_by", ["90 min", "48 h"])
def test_no_reminder_goes_out_once_the_vote_has_begun(make_house: Make, late_by: str) -> None:
    campaign = a_campaign(an_account(posting="automatic"), reminders=f"{{before: 1 h, late_by: {late_by}}}")
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=campaign)
    (post,) = at_work.queue()
    at_work.clock.set(HOUR)
    publish.publish(at_work.house, post.id)
    the_bot_looks(at_work)
    assert platform.taken == []
    assert as_kept(post).state is PostState.LAPSED


def test_of_a_thread_that_the_vote_overtakes_the_rest_does_not_follow(make_house: Make) -> None:
    campaign = a_campaign(an_account(posting="automatic"), reminders="{before: 1 h, late_by: 1 h}")
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=campaign)
    platform.will(meanwhile(lambda: at_work.clock.set(HOUR)))
    the_bot_looks(at_work, at=HOUR - MINUTE)
    assert len(platform.taken) == 1


def test_nothing_goes_out_that_is_no_longer_so(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    MatterRow.objects.filter(pk=SYMBOL).update(truth="withdrawn")
    at_work.clock.set(DUE)
    assert publish.why_not(at_work.house, posts.get(post.id)) is Bar.NOT_TRUE
    publish.publish(at_work.house, post.id)
    assert platform.taken == []


def test_what_changes_after_the_check_and_before_the_claim_does_not_go_out(
    make_house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    at_work.clock.set(DUE)
    claim = claims.claim

    def edited_first(*asked: object) -> object:
        review.edit(at_work.house, post.id, ANA, ("Other words.",))
        review.approve(at_work.house, post.id, BEN)
        return claim(*asked)  # type: ignore[arg-type]

    with monkeypatch.context() as changed:
        changed.setattr(claims, "claim", edited_first)
        assert publish.publish(at_work.house, post.id) is PostState.APPROVED
    assert platform.taken == []
    publish.publish(at_work.house, post.id)
    assert platform.texts() == ["Other words."]


def test_an_automatic_account_reminds_and_reports_with_nobody_there(make_house: Make) -> None:
    campaign = ALONE_ON_ITS_OWN + "outcome_people_needed: 1\n"
    at_work, _ = with_a_fake(make_house, a_vote_entry(), campaign=campaign)
    the_bot_looks(at_work, at=DUE)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(), ANA)
    the_bot_looks(at_work)
    assert [post.slot.message for post in at_work.posts(PostState.PUBLISHED)] == ["reminder", "vetoed"]


# ── not sent, and refused ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_not_sent_waits_and_goes_on_where_it_stopped(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    platform.will(takes, is_busy)
    the_bot_looks(at_work, at=DUE)
    stopped = as_kept(post)
    assert (stopped.state, stopped.parts_out, stopped.tries) == (PostState.APPROVED, 1, 1)
    assert stopped.why == "The post did not go out: it is over capacity; it will be tried again"
    assert stopped.next_try_at is not None
    at_work.clock.set(stopped.next_try_at - MOMENT)
    assert publish.why_not(at_work.house, posts.get(post.id)) is Bar.WAITING
    the_bot_looks(at_work)
    assert platform.texts() == [ONE]
    the_bot_looks(at_work, at=stopped.next_try_at)
    assert platform.texts() == [ONE, TWO, THREE]
    assert {out.root for out in platform.taken[1:]} == {platform.taken[0].receipt.remote_id}
    assert as_kept(post).state is PostState.PUBLISHED


def test_what_is_not_sent_again_and_again_waits_longer_each_time_and_lapses_in_the_end(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    platform.will(*[is_busy] * 1000)
    waits = []
    at_work.clock.set(DUE)
    while as_kept(post).state is PostState.APPROVED:
        the_bot_looks(at_work)
        now = as_kept(post)
        if now.next_try_at and now.state is PostState.APPROVED:
            waits.append(now.next_try_at - at_work.clock.now())
            at_work.clock.set(now.next_try_at)
    assert as_kept(post).state is PostState.LAPSED
    assert dt.timedelta(seconds=11) < waits[0] < dt.timedelta(seconds=19)
    assert waits[0] < waits[2] < waits[5]
    assert max(waits) <= dt.timedelta(minutes=15) * 1.25
    assert platform.taken == []


@pytest.mark.parametrize("tries", [0, 3, 10, 10_000])
def test_no_two_tries_of_many_posts_come_all_at_once(tries: int) -> None:
    waits = {publish.wait(None, tries) for _ in range(50)}
    assert len(waits) > 25
    assert max(waits) < LEASE * 10


def test_what_the_platform_refuses_has_failed_and_is_not_tried_again(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    platform.will(takes, refuses)
    the_bot_looks(at_work, at=DUE)
    assert (as_kept(post).state, as_kept(post).parts_out) == (PostState.FAILED, 1)
    assert as_kept(post).why == "The platform refused the post, and will refuse it again: the account is suspended"
    the_bot_looks(at_work, at=DUE + LEASE)
    draft.what_is_due(at_work.house)
    assert platform.texts() == [ONE]
    assert waiting() == []
    assert told(f"post {post.id}")[-1] == "post failed"
