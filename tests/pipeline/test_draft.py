"""From votes to posts in the queue, as the clock goes on."""

import datetime as dt
from typing import Any

import pytest
from django.db import OperationalError

from advocacybot.campaign.earned import Slot
from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import draft, review, watch
from advocacybot.pipeline.sweep import sweep
from advocacybot.store import journal, matters
from advocacybot.wording.facts import Facts, facts_for
from tests.fakes.platforms import is_busy, takes
from tests.houses import ANA, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    ALONE_ON_ITS_OWN,
    HOUR,
    MINUTE,
    RIVAL,
    SOLO,
    SYMBOL,
    Make,
    a_campaign,
    before,
    edit_template,
    everything,
    the_bot_looks,
    told,
    waiting,
    with_a_fake,
)
from tests.store.rows import as_kept

A_MONTH_AHEAD = HOUR - dt.timedelta(days=30)
THREE = a_campaign(reminders="{before: 72 h, late_by: 24 h}, {before: 24 h, late_by: 12 h}, {before: 2 h, late_by: 90 min}")


def test_a_vote_in_the_calendar_queues_its_reminders_on_every_account(make_house: Make) -> None:
    at_work = make_house(a_vote_entry())
    assert [post.slot.account for post in at_work.queue()] == ["asks-one", "asks-two", "automatic"] * 3
    assert {post.slot.due for post in at_work.queue()} == {before("72 h"), before("24 h"), before("2 h")}


def test_each_account_is_spoken_to_in_its_language_and_waits_for_as_many_people_as_it_asks(make_house: Make) -> None:
    at_work = make_house(a_vote_entry())
    first = {post.slot.account: post for post in at_work.queue()}
    assert {name: post.words.language for name, post in first.items()} == {
        "asks-one": "fr",
        "asks-two": "en",
        "automatic": "es",
    }
    assert {name: post.state for name, post in first.items()} == {
        "asks-one": PostState.QUEUED,
        "asks-two": PostState.QUEUED,
        "automatic": PostState.APPROVED,
    }


def test_a_drafted_post_is_told_with_the_words_that_it_was_drawn_with(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    (post,) = at_work.queue()
    (entry,) = journal.read(f"post {post.id}")
    assert (entry.kind, entry.facts["words"], entry.facts["due"]) == (
        "post drafted",
        post.content_hash,
        post.slot.due.isoformat(),
    )


def test_to_look_again_when_nothing_has_changed_changes_nothing(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), a_vote_entry(RIVAL))
    the_bot_looks(at_work)
    at_work.approve_all()
    matters.plan_all_live(at_work.clock.now())
    kept = [at_work.posts(), journal.verify()]
    assert draft.what_is_due(at_work.house) == 2
    assert draft.what_is_due(at_work.house) == 0
    assert [at_work.posts(), journal.verify()] == kept


def test_a_reminder_whose_hour_has_passed_already_is_not_drafted(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=THREE, now=before("20 h"))
    assert [post.slot.due for post in at_work.queue()] == [before("24 h"), before("2 h")]
    late = make_house_again(at_work, before("12 h"))
    assert [post.slot.due for post in late.queue()] == [before("2 h")]


def make_house_again(at_work: MakeHouse, now: dt.datetime) -> MakeHouse:
    at_work.edit_calendar()
    at_work.clock.set(now)
    at_work.edit_calendar(a_vote_entry())
    return at_work


def test_for_a_vote_that_has_begun_nothing_is_drafted(make_house: Make) -> None:
    assert make_house(a_vote_entry(), campaign=THREE, now=HOUR).queue() == []


# ── drafted ahead ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_that_is_far_is_drafted_for_later(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=THREE, now=A_MONTH_AHEAD)
    assert at_work.queue() == []


DUE = [before("72 h"), before("24 h"), before("2 h")]
LOOKS_ONCE = "defect: draft._plan_again looks once, a day before anything may be drafted, and never again"


def days_go_by(at_work: MakeHouse, *moments: dt.datetime) -> dict[dt.datetime, dt.datetime]:
    """Let the bot look once a day until the vote, and at those moments; when each reminder was first in the queue."""
    days = [A_MONTH_AHEAD + dt.timedelta(days=number) for number in range(30)]
    drafted: dict[dt.datetime, dt.datetime] = {}
    for moment in sorted([*days, *moments]):
        at_work.clock.set(moment)
        sweep(at_work.house)
        for post in at_work.posts():
            drafted.setdefault(post.slot.due, moment)
    return drafted


def test_each_reminder_of_a_far_vote_is_drafted_a_week_before_it_is_due(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=THREE, now=A_MONTH_AHEAD)
    drafted = {due: due - dt.timedelta(days=7) for due in DUE}
    just_before = [moment - MINUTE for moment in drafted.values()]
    assert days_go_by(at_work, *just_before, *drafted.values()) == drafted


def test_the_last_reminder_is_drafted_though_nobody_ever_approved_the_first(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=THREE + "draft_ahead: 1 h\n", now=A_MONTH_AHEAD)
    assert list(days_go_by(at_work, *(due - MINUTE for due in DUE))) == DUE


def test_a_far_vote_is_drafted_for_however_long_the_bot_slept(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=THREE, now=A_MONTH_AHEAD)
    for hour in (before("264 h"), before("30 h")):
        the_bot_looks(at_work, at=hour)
    assert [post.slot.due for post in at_work.queue()] == [before("24 h"), before("2 h")]


def test_a_far_vote_that_moves_near_is_drafted_for_at_once(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(hour="2016-12-08 15:00 America/New_York"), campaign=SOLO)
    assert at_work.queue() == []
    at_work.edit_calendar(a_vote_entry())
    assert waiting() == [("reminder", "queued")]


def test_a_near_vote_that_moves_far_leaves_the_queue_until_it_is_near(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.edit_calendar(a_vote_entry(hour="2016-12-08 15:00 America/New_York"))
    assert at_work.queue() == []


# ── too late ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_post_that_nobody_approved_in_time_lapses_and_says_so(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    (post,) = at_work.queue()
    at_work.clock.set(before("12 h") - MINUTE)
    assert draft.lapse_late(at_work.house) == 0
    at_work.clock.set(before("12 h"))
    assert draft.lapse_late(at_work.house) == 1
    assert (as_kept(post).state, as_kept(post).why) == (PostState.LAPSED, "too late")
    assert told(f"post {post.id}")[-1] == "post lapsed"
    assert draft.lapse_late(at_work.house) == 0


def test_a_post_that_somebody_holds_lapses_as_well(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    (post,) = at_work.queue()
    review.hold(at_work.house, post.id, ANA, "let us see")
    the_bot_looks(at_work, at=before("12 h"))
    assert as_kept(post).state is PostState.LAPSED


def test_a_thread_that_is_out_in_part_when_it_is_too_late_is_shown_to_people_and_the_rest_stays_back(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    platform.will(takes, is_busy)
    the_bot_looks(at_work, at=before("24 h"))
    (post,) = at_work.queue()
    the_bot_looks(at_work, at=before("12 h"))
    failed = as_kept(post)
    assert failed.state is PostState.FAILED
    assert failed.why.startswith(f"1 of {len(post.parts)} parts were out when it was too late: look at the account")
    assert len(platform.taken) == 1


# ── what cannot be worded ───────────────────────────────────────────────────────────────────────────────────────────

FAR = "2016-11-08 15:00 America/New_York"
NEAR_FAR = dt.datetime(2016, 11, 7, 20, 0, tzinfo=dt.UTC)


def a_far_vote_that_cannot_be_worded(make: Make) -> MakeHouse:
    """Its subject is one word that fits no post of X; nobody can tell before it draws near. The rival is a good one."""
    at_work = make(campaign=SOLO, now=dt.datetime(2016, 9, 1, tzinfo=dt.UTC))
    at_work.edit_calendar(a_vote_entry(hour=FAR, subject="o" * 290), a_vote_entry(RIVAL, hour=FAR))
    at_work.clock.set(NEAR_FAR)
    matters.plan_all_live(NEAR_FAR)
    return at_work


def test_a_vote_that_cannot_be_worded_holds_up_no_other_and_is_told(make_house: Make) -> None:
    at_work = a_far_vote_that_cannot_be_worded(make_house)
    assert draft.what_is_due(at_work.house) == 2
    assert [post.slot.symbol for post in at_work.queue()] == [RIVAL]
    last = journal.read(SYMBOL)[-1]
    assert last.kind == "not drafted"
    assert "too long for x" in last.facts["why"]
    assert "shorten it" in last.facts["why"]


def test_a_vote_that_cannot_be_worded_is_not_tried_again_and_again(make_house: Make) -> None:
    at_work = a_far_vote_that_cannot_be_worded(make_house)
    draft.what_is_due(at_work.house)
    kept = everything()
    assert draft.what_is_due(at_work.house) == 0
    assert everything() == kept


def test_a_vote_that_could_not_be_worded_is_drafted_for_once_it_is_mended(make_house: Make) -> None:
    at_work = a_far_vote_that_cannot_be_worded(make_house)
    draft.what_is_due(at_work.house)
    at_work.edit_calendar(a_vote_entry(hour=FAR), a_vote_entry(RIVAL, hour=FAR))
    assert sorted(post.slot.symbol for post in at_work.queue()) == [SYMBOL, RIVAL]


def test_a_vote_that_could_not_be_worded_is_drafted_for_once_its_wording_is_mended(make_house: Make) -> None:
    at_work = a_far_vote_that_cannot_be_worded(make_house)
    draft.what_is_due(at_work.house)
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    draft.what_is_due(at_work.house)
    assert sorted(post.slot.symbol for post in at_work.queue()) == [SYMBOL, RIVAL]


def test_an_error_that_nobody_foresaw_in_one_vote_holds_up_no_other(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(slot: Slot, *rest: Any) -> Facts:
        if slot.symbol == SYMBOL:
            raise ZeroDivisionError
        return facts_for(slot, *rest)

    at_work = make_house(a_vote_entry(), a_vote_entry(RIVAL), campaign=SOLO)
    monkeypatch.setattr(draft, "facts_for", breaks)
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    the_bot_looks(at_work)
    assert told(SYMBOL)[-1] == "not drafted"
    assert [post.words.parts for post in at_work.queue() if post.slot.symbol == RIVAL] == [(f"Mind your pledge: {RIVAL}.",)]


def test_a_vote_that_an_error_of_the_moment_kept_from_being_drafted_for_is_looked_at_again(
    make_house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_locked(*_: Any) -> Facts:
        raise OperationalError

    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    with monkeypatch.context() as for_a_moment:
        for_a_moment.setattr(draft, "facts_for", is_locked)
        the_bot_looks(at_work)
    the_bot_looks(at_work, at=before("24 h"))
    assert at_work.feed("solo") == [f"Mind your pledge: {SYMBOL}."]


def test_many_votes_are_looked_at_in_one_sweep(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft, "AT_A_GLANCE", 2)
    at_work = make_house(campaign=SOLO)
    at_work.write_calendar(*(a_vote_entry(f"S/2016/{number}") for number in range(101, 106)))
    watch.reread(at_work.house)
    assert len(at_work.queue()) == 5
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    sweep(at_work.house)
    assert {post.words.parts[0][:4] for post in at_work.queue()} == {"Mind"}
