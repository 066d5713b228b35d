"""The campaign and its wording as they change: what waits is drawn anew, and agreement to something else holds no more."""

import pytest

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.policy import Bar
from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import review
from advocacybot.pipeline.publish import publish, why_not
from advocacybot.pipeline.sweep import sweep
from advocacybot.platforms.registry import Platforms
from advocacybot.store import posts
from advocacybot.store.models import PostRow
from tests.fakes.platforms import FakePlatform, is_busy, loses_the_receipt, takes
from tests.houses import ANA, BEN, CY, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    ALONE_ON_ITS_OWN,
    SOLO,
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    edit_campaign,
    edit_template,
    the_bot_looks,
    waiting,
    with_a_fake,
)
from tests.store.rows import as_kept

DUE = before("24 h")

OTHERWISE = "Mind your pledge: {{ vote.symbol }}."
WORDED_OTHERWISE = ("Mind your pledge: S/2016/846.",)
ASKS_TWO = a_campaign(an_account(approvals_needed=2))


@pytest.mark.parametrize("held", [False, True])
def test_another_wording_draws_anew_what_waits_for_people(make_house: Make, held: bool) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    if held:
        review.hold(at_work.house, at_work.queue()[0].id, ANA, "is the hour right?")
    edit_template(at_work, OTHERWISE)
    the_bot_looks(at_work)
    (post,) = at_work.queue()
    assert post.words.parts == WORDED_OTHERWISE
    assert post.state is (PostState.HELD if held else PostState.QUEUED)


def test_another_wording_draws_anew_what_too_few_have_agreed_to_so_far(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ASKS_TWO)
    review.approve(at_work.house, at_work.queue()[0].id, ANA)
    edit_template(at_work, OTHERWISE)
    the_bot_looks(at_work)
    assert [post.words.parts for post in at_work.queue()] == [WORDED_OTHERWISE]


def test_words_that_people_agreed_to_stay_whatever_the_wording_becomes_and_go_out(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    (agreed,) = at_work.queue()
    for wording in (OTHERWISE, "Another still: {{ vote.symbol }}."):
        edit_template(at_work, wording)
        the_bot_looks(at_work)
        assert as_kept(agreed) == agreed
    the_bot_looks(at_work, at=DUE)
    assert at_work.feed("solo") == list(agreed.words.parts)


def test_words_that_people_agreed_to_are_drawn_anew_once_the_facts_are_others(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    edit_template(at_work, OTHERWISE + " {{ vote.subject }}")
    at_work.edit_calendar(a_vote_entry(subject="Halting the bombardment of Aleppo"))
    the_bot_looks(at_work)
    (post,) = at_work.queue()
    assert post.words.parts == ("Mind your pledge: S/2016/846. Halting the bombardment of Aleppo",)
    assert post.state is PostState.QUEUED


def test_another_wording_draws_anew_what_an_automatic_account_would_have_said(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    edit_template(at_work, OTHERWISE)
    the_bot_looks(at_work)
    assert [(post.words.parts, post.state) for post in at_work.queue()] == [(WORDED_OTHERWISE, PostState.APPROVED)]


def test_a_correction_that_a_person_agreed_to_stays_on_an_automatic_account_too(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    the_bot_looks(at_work, at=DUE)
    at_work.edit_calendar(a_vote_entry(hour="2016-10-09 15:00 America/New_York"))
    (correction,) = [post for post in at_work.queue() if post.slot.message == "moved"]
    review.approve(at_work.house, correction.id, BEN)
    edit_template(at_work, "{{ vote.symbol }} comes later.", "moved")
    sweep(at_work.house)
    assert as_kept(correction).words == correction.words
    assert as_kept(correction).state is PostState.APPROVED


def test_what_was_drawn_before_anybody_kept_its_facts_is_drawn_anew(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    PostRow.objects.update(drawn_from="")
    edit_template(at_work, OTHERWISE)
    the_bot_looks(at_work)
    assert [post.words.parts for post in at_work.queue()] == [WORDED_OTHERWISE]


def test_another_room_for_words_draws_anew_even_those_that_people_agreed_to(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    at_work.approve_all()
    platform.most = 180
    platform.standing(at_work.house.campaign.account("solo"))
    edit_template(at_work, OTHERWISE)
    the_bot_looks(at_work)
    assert [post.words.parts for post in at_work.queue()] == [WORDED_OTHERWISE]


def test_another_wording_leaves_what_is_out_as_it_is(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    the_bot_looks(at_work, at=DUE)
    out = at_work.feed("solo")
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    the_bot_looks(at_work)
    assert at_work.feed("solo") == out
    assert at_work.queue() == []


def test_what_a_person_edited_and_nobody_agreed_to_is_drawn_anew_once_its_wording_changes(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    review.edit(at_work.house, at_work.queue()[0].id, ANA, ("My own words.",))
    edit_template(at_work, OTHERWISE)
    the_bot_looks(at_work)
    assert [post.words.parts for post in at_work.queue()] == [WORDED_OTHERWISE]


@pytest.mark.parametrize("campaign", [SOLO, ALONE_ON_ITS_OWN], ids=["asked for", "automatic"])
def test_what_a_person_edited_and_another_agreed_to_stays_where_its_wording_changes(make_house: Make, campaign: str) -> None:
    at_work = make_house(a_vote_entry(), campaign=campaign)
    post = a_thread(at_work, "My own words.")
    edit_template(at_work, OTHERWISE)
    the_bot_looks(at_work)
    assert as_kept(post) == post


def test_what_a_person_edited_stays_where_another_messages_wording_changes(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    post = a_thread(at_work, "My own words.")
    edit_template(at_work, "{{ vote.symbol }} will not be voted on.", "withdrawn")
    the_bot_looks(at_work)
    assert as_kept(post) == post


def test_a_new_account_is_drafted_for_and_an_account_that_left_is_not(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign(an_account("old"), an_account("kept")))
    edit_campaign(at_work, a_campaign(an_account("kept"), an_account("new")))
    the_bot_looks(at_work)
    assert {post.slot.account: post.state for post in at_work.posts()} == {
        "old": PostState.LAPSED,
        "kept": PostState.QUEUED,
        "new": PostState.QUEUED,
    }


def test_a_reminder_at_another_time_is_another_reminder(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    edit_campaign(at_work, a_campaign(reminders="{before: 2 h, late_by: 90 min}"))
    the_bot_looks(at_work)
    (post,) = at_work.queue()
    assert (post.slot.due, post.state) == (before("2 h"), PostState.QUEUED)


def test_a_limit_that_is_made_shorter_holds_for_what_waits_already(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    edit_campaign(at_work, a_campaign(an_account(posting="automatic"), reminders="{before: 24 h, late_by: 1 h}"))
    the_bot_looks(at_work)
    the_bot_looks(at_work, at=before("20 h"))
    assert at_work.feed("solo") == []


# ── how many people are asked ───────────────────────────────────────────────────────────────────────────────────────


def approved_then_asks_two(make: Make) -> tuple[MakeHouse, int]:
    at_work = make(a_vote_entry(), campaign=SOLO)
    (post,) = at_work.queue()
    review.approve(at_work.house, post.id, ANA)
    edit_campaign(at_work, ASKS_TWO)
    the_bot_looks(at_work, at=DUE)
    return at_work, post.id


def test_a_campaign_that_asks_more_people_holds_back_what_too_few_agreed_to(make_house: Make) -> None:
    at_work, post = approved_then_asks_two(make_house)
    assert at_work.feed("solo") == []
    assert why_not(at_work.house, posts.get(post)) is Bar.NOT_APPROVED


def test_what_too_few_agreed_to_by_now_waits_for_somebody_else_to_agree(make_house: Make) -> None:
    at_work, post = approved_then_asks_two(make_house)
    assert waiting() == [("reminder", "queued")]
    review.approve(at_work.house, post, BEN)
    the_bot_looks(at_work)
    assert len(at_work.feed("solo")) > 0


def test_an_account_that_is_automatic_no_longer_waits_for_people(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    edit_campaign(at_work, SOLO)
    the_bot_looks(at_work, at=DUE)
    assert at_work.feed("solo") == []
    at_work.approve_all()
    the_bot_looks(at_work)
    assert len(at_work.feed("solo")) > 0


def test_the_approval_of_a_person_who_left_the_campaign_counts_no_more(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(assessed=ASSESSED_BY_OTHERS), campaign=SOLO)
    (post,) = at_work.queue()
    review.approve(at_work.house, post.id, ANA)
    edit_campaign(at_work, a_campaign(people=f"[{BEN}, {CY}]"))
    the_bot_looks(at_work, at=DUE)
    assert at_work.feed("solo") == []


ASSESSED_BY_OTHERS = f"""assessment:
  assessors: [{{name: {BEN}, on: 2016-10-03}}, {{name: {CY}, on: 2016-10-03}}]
  reasons: [It demands an end to the bombardment of civilians.]
  sources: [{{title: Briefing of the Under-Secretary-General, date: 2016-09-29}}]
"""


def test_what_a_person_edited_waits_for_a_person_through_any_edit_of_the_campaign(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    (post,) = at_work.queue()
    review.edit(at_work.house, post.id, ANA, ("My own words.",))
    edit_campaign(at_work, ALONE_ON_ITS_OWN + "outcomes_late_by: 12 h\n")
    the_bot_looks(at_work, at=DUE)
    assert at_work.feed("solo") == []
    assert waiting() == [("reminder", "queued")]


def test_of_what_is_out_in_part_the_rest_can_be_agreed_to_by_somebody_else(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, "One. (1/2)", "Two. (2/2)")
    platform.will(takes, is_busy)
    the_bot_looks(at_work, at=DUE)
    edit_campaign(at_work, ASKS_TWO)
    the_bot_looks(at_work, at=before("23 h"))
    assert platform.texts() == ["One. (1/2)"]
    review.approve(at_work.house, post.id, CY)
    the_bot_looks(at_work)
    assert platform.texts() == ["One. (1/2)", "Two. (2/2)"]


# ── which account it is ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "becomes", [{"handle": "'@other'"}, {"platform": "bluesky"}, {"rehearsal": "false"}], ids=["handle", "platform", "for real"]
)
def test_what_was_agreed_to_for_one_account_is_not_agreed_to_for_another_of_the_same_name(
    make_house: Make, becomes: dict[str, object]
) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    the_bot_looks(at_work)
    at_work.approve_all()
    real = FakePlatform(at_work.clock)
    at_work.house.platforms = Platforms(real, {PlatformName.X: real, PlatformName.BLUESKY: real})
    edit_campaign(at_work, a_campaign(an_account(**becomes)))
    the_bot_looks(at_work, at=DUE)
    assert real.texts() == []


def test_what_nobody_knows_to_be_out_is_never_sent_again_by_another_account_of_the_same_name(make_house: Make) -> None:
    at_work, rehearsal = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, "One. (1/2)", "Two. (2/2)")
    rehearsal.will(loses_the_receipt)
    the_bot_looks(at_work, at=DUE)
    real = FakePlatform(at_work.clock)
    at_work.house.platforms = Platforms(rehearsal, {PlatformName.X: real})
    edit_campaign(at_work, a_campaign(an_account(rehearsal="false")))
    for hour in (DUE, before("23 h")):
        the_bot_looks(at_work, at=hour)
    assert real.texts() == []
    assert as_kept(post).state is PostState.DOUBTFUL


# ── between the edit and the drawing anew ───────────────────────────────────────────────────────────────────────────


def test_nothing_goes_out_that_the_campaign_as_it_now_is_does_not_hold_to_be_so(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    at_work.clock.set(DUE)
    (post,) = at_work.queue()
    edit_campaign(at_work, ALONE_ON_ITS_OWN + "assessors_needed: 3\n")
    publish(at_work.house, post.id)
    assert at_work.feed("solo") == []


def test_what_keeps_a_post_until_it_is_drawn_anew_is_told(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    the_bot_looks(at_work)
    at_work.clock.set(DUE)
    (post,) = at_work.queue()
    assert why_not(at_work.house, posts.get(post.id)) is None
    edit_campaign(at_work, ALONE_ON_ITS_OWN + "outcomes_late_by: 12 h\n")
    assert why_not(at_work.house, posts.get(post.id)) is not None


@pytest.mark.parametrize("leaves", ["wording", "rejected"])
def test_a_thread_that_is_out_in_part_never_starts_again(make_house: Make, leaves: str) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    edit_template(at_work, "One of {{ vote.symbol }}. " + "Many words. " * 30)
    platform.will(takes, is_busy)
    the_bot_looks(at_work, at=DUE)
    (post,) = at_work.queue()
    assert post.parts_out == 1
    if leaves == "rejected":
        review.reject(at_work.house, post.id, ANA, "a typo in it")
    edit_template(at_work, "One and only: {{ vote.symbol }}.")
    the_bot_looks(at_work)
    the_bot_looks(at_work, at=before("23 h"))
    assert len(platform.texts()) == 1
