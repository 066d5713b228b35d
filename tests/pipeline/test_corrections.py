"""What was said and is so no more: one correction, never none and never two."""

import pytest

from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import review
from advocacybot.store.claims import LEASE
from tests.fakes.platforms import Killed, dies_after_taking, is_busy, meanwhile, never_hears_of_it, refuses, takes
from tests.houses import ANA, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    A_DAY_LATER,
    ALONE_ON_ITS_OWN,
    HOUR,
    MINUTE,
    SOLO,
    Make,
    a_campaign,
    an_account,
    before,
    edit_campaign,
    the_bot_looks,
    waiting,
    with_a_fake,
)
from tests.store.rows import as_kept

THERE, BACK = {"hour": A_DAY_LATER}, {"hour": "2016-10-08 15:00 America/New_York"}
GONE = {"withdrawn": "true"}
DUE = before("24 h")


def turns_out(at_work: MakeHouse, fields: dict[str, str]) -> list[str]:
    """The vote turns out to be so; the messages of what waits then, reminders apart."""
    at_work.edit_calendar(a_vote_entry(**fields))
    return [message for message, _ in waiting() if message != "reminder"]


def all_goes_out(at_work: MakeHouse) -> None:
    at_work.approve_all()
    the_bot_looks(at_work)


def reminded(make: Make, campaign: str = SOLO) -> MakeHouse:
    """A house whose reminder is out, of a vote on Saturday."""
    at_work = make(a_vote_entry(), campaign=campaign)
    at_work.clock.set(DUE)
    all_goes_out(at_work)
    assert PostState.PUBLISHED in {post.state for post in at_work.posts()}
    return at_work


# ── owed ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_that_moves_before_anything_is_said_owes_nothing(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    assert turns_out(at_work, THERE) == []


@pytest.mark.parametrize(("fields", "message"), [(THERE, "moved"), (GONE, "withdrawn"), ({"assessed": ""}, "retracted")])
def test_what_is_said_and_is_so_no_more_is_corrected_once(make_house: Make, fields: dict[str, str], message: str) -> None:
    at_work = reminded(make_house)
    assert turns_out(at_work, fields) == [message]
    the_bot_looks(at_work)
    all_goes_out(at_work)
    the_bot_looks(at_work)
    assert [post.slot.message for post in at_work.posts(PostState.PUBLISHED)] == ["reminder", message]
    assert [message for message, _ in waiting() if message != "reminder"] == []


def test_the_correction_says_what_is_so_and_what_was_said(make_house: Make) -> None:
    at_work = reminded(make_house)
    turns_out(at_work, THERE)
    (words,) = [" ".join(post.words.parts) for post in at_work.queue() if post.slot.message == "moved"]
    assert "Sunday, 9 October 2016" in words
    assert "8 October 2016" in words


def test_another_subject_is_no_correction(make_house: Make) -> None:
    assert turns_out(reminded(make_house), {"subject": "An end to the bombardment"}) == []


def test_only_an_account_that_said_it_owes_the_correction(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign(an_account("quick", posting="automatic"), an_account("slow")))
    the_bot_looks(at_work, at=DUE)
    edit_campaign(at_work, a_campaign(an_account("quick", posting="automatic"), an_account("slow"), an_account("new")))
    turns_out(at_work, GONE)
    assert [(post.slot.account, post.slot.message) for post in at_work.queue()] == [("quick", "withdrawn")]


def test_what_the_platform_refused_was_never_said(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    platform.will(refuses)
    the_bot_looks(at_work, at=DUE)
    assert turns_out(at_work, GONE) == []


# ── there and back ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("away", [THERE, GONE, {"assessed": ""}], ids=["moved", "withdrawn", "doubted"])
def test_what_was_wrong_for_a_while_and_never_corrected_owes_nothing_once_it_is_so_again(
    make_house: Make, away: dict[str, str]
) -> None:
    at_work = reminded(make_house)
    turns_out(at_work, away)
    at_work.approve_all()
    assert turns_out(at_work, BACK) == []
    the_bot_looks(at_work)
    assert [post.slot.message for post in at_work.posts(PostState.PUBLISHED)] == ["reminder"]


@pytest.mark.parametrize("away", [THERE, GONE, {"assessed": ""}], ids=["moved", "withdrawn", "doubted"])
def test_what_was_corrected_and_is_so_after_all_is_corrected_again(make_house: Make, away: dict[str, str]) -> None:
    at_work = reminded(make_house)
    turns_out(at_work, away)
    all_goes_out(at_work)
    assert turns_out(at_work, BACK) == ["moved"]


@pytest.mark.parametrize("away", [THERE, GONE, {"assessed": ""}], ids=["moved", "withdrawn", "doubted"])
def test_what_turns_out_to_be_wrong_a_second_time_is_corrected_a_second_time(make_house: Make, away: dict[str, str]) -> None:
    at_work = reminded(make_house)
    for minute, fields in enumerate((away, BACK, away), start=1):
        at_work.clock.set(DUE + minute * MINUTE)
        assert len(turns_out(at_work, fields)) == 1
        all_goes_out(at_work)


def test_a_correction_that_is_wrong_itself_before_it_is_out_is_drawn_anew_and_agreed_to_no_more(make_house: Make) -> None:
    at_work = reminded(make_house)
    turns_out(at_work, THERE)
    at_work.approve_all()
    assert turns_out(at_work, GONE) == ["withdrawn"]
    assert waiting() == [("withdrawn", "queued")]


def test_a_correction_that_a_person_rejected_is_not_drawn_again_but_the_next_one_is(make_house: Make) -> None:
    at_work = reminded(make_house)
    turns_out(at_work, GONE)
    (post,) = at_work.queue()
    review.reject(at_work.house, post.id, ANA, "we say so by ourselves")
    the_bot_looks(at_work)
    assert turns_out(at_work, GONE | {"meeting": "7785th meeting"}) == []
    assert turns_out(at_work, THERE) == ["moved"]


# ── on its way ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_vote_said_while_it_moved_is_corrected_once_it_is_out(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    parts = len(at_work.queue()[0].parts)
    platform.will(*[takes] * (parts - 1), meanwhile(lambda: turns_out(at_work, GONE)))
    the_bot_looks(at_work, at=DUE)
    the_bot_looks(at_work)
    assert waiting() == [("withdrawn", "queued")]


def test_of_a_thread_whose_vote_is_withdrawn_between_two_parts_the_rest_does_not_follow(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    platform.will(meanwhile(lambda: turns_out(at_work, GONE)))
    the_bot_looks(at_work, at=DUE)
    the_bot_looks(at_work)
    assert len(platform.taken) == 1
    assert waiting() == [("withdrawn", "queued")]


def test_of_a_thread_that_is_out_in_part_when_its_vote_moves_the_rest_does_not_follow(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    platform.will(takes, is_busy)
    the_bot_looks(at_work, at=DUE)
    (post,) = at_work.queue()
    assert turns_out(at_work, THERE) == ["moved"]
    the_bot_looks(at_work, at=DUE + LEASE)
    assert (as_kept(post).state, len(platform.taken)) == (PostState.FAILED, 1)
    assert "look at the account, and delete what should not stand there" in as_kept(post).why


def test_what_nobody_knows_to_be_out_is_corrected_once_it_is_found_to_be(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    parts = len(at_work.queue()[0].parts)
    platform.will(*[takes] * (parts - 1), dies_after_taking)
    with pytest.raises(Killed):
        the_bot_looks(at_work, at=DUE)
    assert "withdrawn" in turns_out(at_work, GONE)
    the_bot_looks(at_work, at=DUE + LEASE)
    assert [post.state for post in at_work.posts()] == [PostState.PUBLISHED, PostState.QUEUED]
    assert len(platform.taken) == parts


def test_what_nobody_knows_to_be_out_and_is_not_lapses_without_a_correction(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    platform.will(never_hears_of_it)
    the_bot_looks(at_work, at=DUE)
    turns_out(at_work, GONE)
    the_bot_looks(at_work)
    the_bot_looks(at_work)
    assert [post.state for post in at_work.posts()] == [PostState.WITHDRAWN]
    assert platform.taken == []


# ── who goes first ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_account_that_waits_for_nobody_waits_for_a_person_with_a_correction(make_house: Make) -> None:
    at_work = reminded(make_house, campaign=ALONE_ON_ITS_OWN)
    out = at_work.feed("solo")
    turns_out(at_work, GONE)
    the_bot_looks(at_work, at=HOUR)
    assert at_work.feed("solo") == out
    assert waiting() == [("withdrawn", "queued")]


def test_a_reminder_of_the_new_hour_never_does_away_with_the_correction(make_house: Make) -> None:
    at_work = reminded(make_house, campaign=ALONE_ON_ITS_OWN)
    turns_out(at_work, THERE)
    the_bot_looks(at_work, at=HOUR)
    the_bot_looks(at_work)
    assert ("moved", "queued") in waiting()


def test_that_a_vote_is_now_due_is_not_said_once_it_has_begun(make_house: Make) -> None:
    at_work = reminded(make_house)
    turns_out(at_work, THERE)
    out = at_work.feed("solo")
    at_work.approve_all()
    the_bot_looks(at_work, at=HOUR + 24 * 60 * MINUTE)
    assert at_work.feed("solo") == out
