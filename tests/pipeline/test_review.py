"""People look at posts: what they agree to is bound to exactly those words."""

import pytest

from advocacybot.campaign.posts import Post, PostState
from advocacybot.errors import (
    ApprovedAlready,
    BadInput,
    NoSuchThing,
    NotAPerson,
    OutdatedVersion,
    OwnWords,
    Refusal,
    UnlawfulMove,
)
from advocacybot.pipeline import review
from advocacybot.store import journal, posts
from tests.fakes.platforms import is_busy, takes
from tests.houses import ANA, BEN, CY, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    ALONE_ON_ITS_OWN,
    SOLO,
    Make,
    a_campaign,
    an_account,
    before,
    everything,
    the_bot_looks,
    told,
    with_a_fake,
)
from tests.store.at_once import at_once
from tests.store.rows import as_kept

TWO = a_campaign(an_account(approvals_needed=2))
WORDS = ("Mind your pledge.",)


def a_post(make: Make, campaign: str = SOLO) -> tuple[MakeHouse, Post]:
    at_work = make(a_vote_entry(), campaign=campaign)
    (post,) = at_work.queue()
    return at_work, post


# ── approved ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_where_one_person_is_asked_one_approval_is_enough(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    queued = review.approve(at_work.house, post.id, ANA, post.version)
    assert queued.post.state is PostState.APPROVED
    assert [approval.by for approval in queued.approvals] == [ANA]
    assert told(f"post {post.id}") == ["post drafted", "approved", "post approved"]
    by_ana = journal.read(f"post {post.id}")[1]
    assert (by_ana.by, by_ana.facts) == (ANA, {"words": post.content_hash})


def test_where_two_people_are_asked_the_second_approval_is_enough(make_house: Make) -> None:
    at_work, post = a_post(make_house, TWO)
    assert review.approve(at_work.house, post.id, ANA).post.state is PostState.QUEUED
    assert review.approve(at_work.house, post.id, BEN).post.state is PostState.APPROVED
    assert told(f"post {post.id}") == ["post drafted", "approved", "approved", "post approved"]


def test_where_two_people_are_asked_nobody_approves_twice(make_house: Make) -> None:
    at_work, post = a_post(make_house, TWO)
    review.approve(at_work.house, post.id, ANA)
    kept = everything()
    with pytest.raises(ApprovedAlready, match="2 different people are asked for: let somebody else approve it"):
        review.approve(at_work.house, post.id, ANA)
    assert everything() == kept


def test_where_two_people_are_asked_nobody_approves_what_they_edited(make_house: Make) -> None:
    at_work, post = a_post(make_house, TWO)
    review.edit(at_work.house, post.id, ANA, WORDS)
    with pytest.raises(OwnWords, match="let somebody else approve it"):
        review.approve(at_work.house, post.id, ANA)
    review.approve(at_work.house, post.id, BEN)
    assert review.approve(at_work.house, post.id, CY).post.state is PostState.APPROVED


def test_an_approval_that_came_before_the_same_person_edited_counts_no_more(make_house: Make) -> None:
    at_work, post = a_post(make_house, TWO)
    review.approve(at_work.house, post.id, ANA)
    review.edit(at_work.house, post.id, ANA, WORDS)
    review.edit(at_work.house, post.id, ANA, post.words.parts)
    assert review.approve(at_work.house, post.id, BEN).post.state is PostState.QUEUED


def test_where_one_person_is_asked_they_may_approve_their_own_words(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.edit(at_work.house, post.id, ANA, WORDS)
    assert review.approve(at_work.house, post.id, ANA).post.state is PostState.APPROVED


def test_an_approved_post_cannot_be_approved_again(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.approve(at_work.house, post.id, ANA)
    with pytest.raises(UnlawfulMove, match="A post that is approved cannot approve"):
        review.approve(at_work.house, post.id, BEN)


def test_two_people_who_approve_at_once_are_both_heard(make_house: Make) -> None:
    at_work, post = a_post(make_house, TWO)
    at_once(*(lambda name=name: review.approve(at_work.house, post.id, name) for name in (ANA, BEN)))
    assert as_kept(post).state is PostState.APPROVED
    assert len(posts.get(post.id).approvals) == 2
    assert told(f"post {post.id}").count("post approved") == 1


# ── who, and of which version ───────────────────────────────────────────────────────────────────────────────────────


def test_nobody_whom_the_campaign_does_not_know_may_do_anything(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    kept = everything()
    for act in (
        lambda: review.approve(at_work.house, post.id, "Eve"),
        lambda: review.hold(at_work.house, post.id, "Eve", "why"),
        lambda: review.reject(at_work.house, post.id, "Eve", "why"),
        lambda: review.release(at_work.house, post.id, "Eve"),
        lambda: review.edit(at_work.house, post.id, "Eve", WORDS),
    ):
        with pytest.raises(NotAPerson, match=f"'Eve' is not among the campaign's people; write one of {ANA}, "):
            act()
    assert everything() == kept


def test_a_post_that_is_not_there_cannot_be_approved(make_house: Make) -> None:
    at_work, _ = a_post(make_house)
    with pytest.raises(NoSuchThing):
        review.approve(at_work.house, 4711, ANA)


def test_what_has_changed_since_somebody_read_it_is_neither_approved_nor_edited(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.edit(at_work.house, post.id, BEN, WORDS)
    kept = everything()
    with pytest.raises(OutdatedVersion, match="version 1, now 2"):
        review.approve(at_work.house, post.id, ANA, post.version)
    with pytest.raises(OutdatedVersion):
        review.edit(at_work.house, post.id, ANA, ("Other words.",), post.version)
    assert everything() == kept


def test_of_two_people_who_edit_the_same_version_at_once_one_is_refused(make_house: Make) -> None:
    at_work, post = a_post(make_house)

    def edit(name: str) -> bool:
        try:
            review.edit(at_work.house, post.id, name, (f"{name}'s words.",), post.version)
        except OutdatedVersion:
            return False
        return True

    assert sorted(at_once(lambda: edit(ANA), lambda: edit(BEN))) == [False, True]
    assert as_kept(post).words.parts == (f"{as_kept(post).edited_by}'s words.",)


# ── edited ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edit_voids_what_was_agreed_to(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.approve(at_work.house, post.id, ANA)
    queued = review.edit(at_work.house, post.id, BEN, WORDS)
    assert (queued.post.state, queued.post.words.parts, queued.post.edited_by) == (PostState.QUEUED, WORDS, BEN)
    the_bot_looks(at_work, at=before("24 h"))
    assert at_work.feed("solo") == []


def test_an_edit_is_told_with_the_words_before_and_after(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.edit(at_work.house, post.id, BEN, WORDS)
    last = journal.read(f"post {post.id}")[-1]
    assert (last.kind, last.by) == ("edited", BEN)
    assert last.facts == {"was": list(post.words.parts), "now": list(WORDS)}


def test_words_that_were_edited_there_and_back_can_still_be_approved(make_house: Make) -> None:
    at_work, post = a_post(make_house, TWO)
    for name in (ANA, BEN):
        review.approve(at_work.house, post.id, name)
    review.edit(at_work.house, post.id, CY, WORDS)
    review.edit(at_work.house, post.id, CY, post.words.parts)
    if as_kept(post).state is PostState.QUEUED:
        review.approve(at_work.house, post.id, ANA)
        review.approve(at_work.house, post.id, BEN)
    assert as_kept(post).state is PostState.APPROVED


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ((), "one to 25 parts"),
        (("fine", "  \n"), "none of them empty"),
        (("fine",) * 26, "one to 25 parts"),
        (("fine", "o" * 281), r"part 2 is too long for x \(281 of 280\); shorten it"),
    ],
    ids=["no part", "an empty part", "too many parts", "a part too long"],
)
def test_an_edit_that_could_not_go_out_is_refused_and_changes_nothing(
    make_house: Make, parts: tuple[str, ...], says: str
) -> None:
    at_work, post = a_post(make_house)
    kept = everything()
    with pytest.raises(BadInput, match=says):
        review.edit(at_work.house, post.id, ANA, parts)
    assert everything() == kept


def test_a_post_that_is_out_in_part_is_edited_no_more(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    platform.will(takes, is_busy)
    the_bot_looks(at_work, at=before("24 h"))
    (post,) = at_work.queue()
    with pytest.raises(Refusal, match=f"a part of post {post.id} is out already; let it finish, then correct it"):
        review.edit(at_work.house, post.id, ANA, WORDS)
    assert as_kept(post) == post


@pytest.mark.parametrize("state", ["published", "rejected", "lapsed"])
def test_what_is_final_is_edited_no_more(make_house: Make, state: str) -> None:
    at_work, post = a_post(make_house)
    if state == "rejected":
        review.reject(at_work.house, post.id, ANA, "no")
    if state == "published":
        at_work.approve_all()
    the_bot_looks(at_work, at=before("24 h" if state == "published" else "12 h"))
    assert as_kept(post).state == state
    with pytest.raises(Refusal):
        review.edit(at_work.house, post.id, ANA, WORDS)
    with pytest.raises(UnlawfulMove, match="that is final" if state != "published" else "it can be taken down"):
        review.reject(at_work.house, post.id, ANA, "no")


# ── held, released, rejected ────────────────────────────────────────────────────────────────────────────────────────


def test_a_held_post_waits_until_somebody_releases_it(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.approve(at_work.house, post.id, ANA)
    assert review.hold(at_work.house, post.id, BEN, "let us see") is PostState.HELD
    assert as_kept(post).why == "let us see"
    the_bot_looks(at_work, at=before("24 h"))
    assert at_work.feed("solo") == []
    assert review.release(at_work.house, post.id, CY) is PostState.APPROVED
    the_bot_looks(at_work)
    assert at_work.feed("solo") == list(post.words.parts)
    assert told(f"post {post.id}")[3:6] == ["held", "released", "post approved"]


def test_what_nobody_agreed_to_waits_for_people_once_it_is_released(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.hold(at_work.house, post.id, BEN, "let us see")
    assert review.release(at_work.house, post.id, ANA) is PostState.QUEUED


def test_release_restores_only_what_was_agreed_to_of_these_very_words(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.approve(at_work.house, post.id, ANA)
    review.hold(at_work.house, post.id, BEN, "a typo")
    assert review.edit(at_work.house, post.id, BEN, WORDS).post.state is PostState.HELD
    assert review.release(at_work.house, post.id, BEN) is PostState.QUEUED


def test_a_held_post_is_approved_by_nobody(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.hold(at_work.house, post.id, BEN, "let us see")
    with pytest.raises(UnlawfulMove, match="A post that is held cannot approve"):
        review.approve(at_work.house, post.id, ANA)


def test_a_rejected_post_is_gone_for_good_and_its_words_are_not_drawn_again(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.approve(at_work.house, post.id, ANA)
    assert review.reject(at_work.house, post.id, BEN, "not ours to say") is PostState.REJECTED
    at_work.edit_calendar(a_vote_entry(meeting="7785th meeting"))
    the_bot_looks(at_work, at=before("24 h"))
    assert [(one.state, one.why) for one in at_work.posts()] == [(PostState.REJECTED, "not ours to say")]
    assert told(f"post {post.id}")[-1] == "rejected"


def test_other_words_in_the_place_of_rejected_ones_are_drawn(make_house: Make) -> None:
    at_work, post = a_post(make_house)
    review.reject(at_work.house, post.id, BEN, "not ours to say")
    at_work.edit_calendar(a_vote_entry(subject="An end to the bombardment"))
    assert [one.state for one in at_work.posts()] == [PostState.REJECTED, PostState.QUEUED]
