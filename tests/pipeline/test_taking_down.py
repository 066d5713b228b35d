"""A person has a post deleted: the last part first, once, and what was said stays said."""

import pytest

from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import Post, PostState
from advocacybot.errors import BadInput, NotAPerson, NotSent, UnlawfulMove
from advocacybot.pipeline import reconcile
from advocacybot.store import journal
from tests.fakes.platforms import FakePlatform, loses_the_receipt, refuses, says, takes
from tests.houses import ANA, CY, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    A_DAY_LATER,
    MINUTE,
    SOLO,
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    edit_campaign,
    everything,
    the_bot_looks,
    told,
    with_a_fake,
)
from tests.store.rows import as_kept

DUE = before("24 h")
ONE, TWO, THREE = "One. (1/3)", "Two. (2/3)", "Three. (3/3)"
WHY = "a wrong number"


def a_published_thread(make: Make) -> tuple[MakeHouse, FakePlatform, Post]:
    at_work, platform = with_a_fake(make, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    the_bot_looks(at_work, at=DUE)
    return at_work, platform, as_kept(post)


def taken_down(at_work: MakeHouse, post: Post, by: str = ANA) -> PostState:
    return reconcile.take_down(at_work.house, post.id, by, WHY)


def test_a_thread_is_taken_down_from_its_end(make_house: Make) -> None:
    at_work, platform, post = a_published_thread(make_house)
    numbers = [out.receipt.remote_id for out in platform.taken]
    assert taken_down(at_work, post) is PostState.TAKEN_DOWN
    assert platform.deleted == numbers[::-1]
    assert platform.taken == []
    assert (as_kept(post).state, as_kept(post).why) == (PostState.TAKEN_DOWN, f"{ANA}: {WHY}")


def test_who_took_it_down_and_why_is_told_and_where_it_stood_stays_known(make_house: Make) -> None:
    at_work, _, post = a_published_thread(make_house)
    taken_down(at_work, post)
    entry = journal.read(f"post {post.id}")[-1]
    assert (entry.kind, entry.by, entry.facts) == ("post taken down", ANA, {"why": WHY})
    assert as_kept(post).parts == post.parts
    journal.verify()


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_where_a_part_is_not_known_to_be_gone_it_stays_published_and_can_be_asked_again(make_house: Make, gone: int) -> None:
    at_work, platform, post = a_published_thread(make_house)
    kept = everything()
    delete = platform.delete
    platform.delete = lambda *asked: delete(*asked) if len(platform.deleted) < gone else cut_off()  # type: ignore[method-assign]
    with pytest.raises(NotSent):
        taken_down(at_work, post)
    assert len(platform.taken) == 3 - gone
    assert everything() == kept
    platform.delete = delete  # type: ignore[method-assign]
    assert taken_down(at_work, post) is PostState.TAKEN_DOWN
    assert platform.taken == []


def cut_off() -> None:
    raise ending(Cause.CUT_OFF, posting=False)


def test_what_was_taken_down_is_never_drafted_again(make_house: Make) -> None:
    at_work, platform, post = a_published_thread(make_house)
    taken_down(at_work, post)
    edit_campaign(at_work, a_campaign(an_account(posting="automatic")))
    edit_campaign(at_work, SOLO)
    for minutes in range(3):
        the_bot_looks(at_work, at=DUE + minutes * MINUTE)
    assert at_work.queue() == []
    assert [one.state for one in at_work.posts()] == [PostState.TAKEN_DOWN]
    assert platform.taken == []


def test_a_correction_is_still_owed_for_what_was_taken_down(make_house: Make) -> None:
    """Who read it was told a wrong hour, and a deletion tells them nothing."""
    at_work, _, post = a_published_thread(make_house)
    taken_down(at_work, post)
    at_work.edit_calendar(a_vote_entry(hour=A_DAY_LATER))
    assert "moved" in [one.slot.message for one in at_work.queue()]


def test_a_thread_that_failed_half_way_can_be_taken_down(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    platform.will(takes, refuses)
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).state is PostState.FAILED
    assert taken_down(at_work, post) is PostState.TAKEN_DOWN
    assert (platform.taken, len(platform.deleted)) == ([], 1)
    the_bot_looks(at_work)
    assert at_work.queue() == []


def test_of_what_failed_whole_there_is_nothing_to_take_down(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    platform.will(refuses)
    the_bot_looks(at_work, at=DUE)
    kept = everything()
    with pytest.raises(UnlawfulMove, match="A post that is failed cannot be taken down"):
        taken_down(at_work, post)
    assert everything() == kept
    assert platform.deleted == []


@pytest.mark.parametrize("state", ["approved", "doubtful", "taken down"])
def test_what_is_not_published_cannot_be_taken_down(make_house: Make, state: str) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    if state == "doubtful":
        platform.will(loses_the_receipt)
    if state != "approved":
        the_bot_looks(at_work, at=DUE)
    if state == "taken down":
        taken_down(at_work, post)
    kept, deleted = everything(), list(platform.deleted)
    with pytest.raises(UnlawfulMove, match=f"A post that is {state} cannot be taken down"):
        taken_down(at_work, post)
    assert (everything(), platform.deleted) == (kept, deleted)


def test_only_the_campaigns_people_take_anything_down(make_house: Make) -> None:
    at_work, platform, post = a_published_thread(make_house)
    with pytest.raises(NotAPerson):
        taken_down(at_work, post, by="Eve")
    assert len(platform.taken) == 3
    assert taken_down(at_work, post, by=CY) is PostState.TAKEN_DOWN


def test_what_stands_on_an_account_that_left_is_for_people_to_delete(make_house: Make) -> None:
    at_work, platform, post = a_published_thread(make_house)
    edit_campaign(at_work, a_campaign(an_account("another")))
    with pytest.raises(BadInput):
        taken_down(at_work, post)
    assert len(platform.taken) == 3


def test_what_a_rehearsal_published_is_cut_from_its_feed(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    post = a_thread(at_work, ONE, TWO)
    the_bot_looks(at_work, at=DUE)
    assert taken_down(at_work, post) is PostState.TAKEN_DOWN
    assert at_work.feed("solo") == []
    assert told(f"post {post.id}")[-1] == "post taken down"


def test_what_was_refused_after_a_doubt_was_settled_is_taken_down_where_it_stands(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    platform.will(loses_the_receipt, says(Cause.REJECTED))
    the_bot_looks(at_work, at=DUE)
    the_bot_looks(at_work)
    assert (as_kept(post).state, as_kept(post).parts_out) == (PostState.FAILED, 1)
    taken_down(at_work, post)
    assert platform.taken == []
