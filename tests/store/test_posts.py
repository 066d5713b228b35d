import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from advocacybot.campaign.approvals import Approval
from advocacybot.campaign.posts import TAKEN, Move, Post, PostState, Words
from advocacybot.errors import NoSuchThing, OutdatedVersion, UnlawfulMove
from advocacybot.store import pictures, posts
from advocacybot.store.locks import alone
from advocacybot.store.models import PartRow, PostRow
from tests.factories import a_vote
from tests.store.at_once import at_once
from tests.store.rows import HOUR, MOMENT, NOW, SYMBOL, a_draft, a_slot, as_kept, drawn, kept, row_of

THREAD = ("We count on your vote. (1/2)", "¡Contamos con su voto! 🕊️ (2/2)")


@pytest.fixture(autouse=True)
def _a_vote(store: None) -> None:  # noqa: ARG001
    kept()


# ── drawn and read ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_post_is_kept_as_it_was_drawn() -> None:
    draft = a_draft(*THREAD, language="es")
    (post,) = posts.draw([(draft, PostState.QUEUED)], NOW)
    assert post == as_kept(post)
    assert (post.slot, post.words, post.state, post.version) == (draft.slot, draft.words, PostState.QUEUED, 1)
    assert post.content_hash == post.drawn_hash == draft.content_hash
    assert [part.number for part in post.parts] == [1, 2]
    assert not post.begun


def test_each_part_has_a_key_of_its_own_before_anything_is_sent() -> None:
    keys = [part.key for number in range(20) for part in drawn(*THREAD, key=f"reminder {number}").parts]
    assert len(set(keys)) == 40
    assert min(map(len, keys)) == 32


def test_no_two_parts_ever_have_the_same_key() -> None:
    first, second = drawn(*THREAD).parts
    with pytest.raises(IntegrityError):
        PartRow.objects.filter(key=second.key).update(key=first.key)


def test_a_post_that_is_not_there_is_told_with_where_to_look() -> None:
    with pytest.raises(NoSuchThing) as missing:
        posts.get(4711)
    assert "There is no post 4711; write one of the numbers that `advocacybot queue list` shows" in str(missing.value)


def test_a_post_is_the_same_by_its_number_as_however_else_it_is_read() -> None:
    picture = pictures.keep(b"\x89PNG a chart", "image/png", "A chart")
    later, first = drawn(*THREAD, key="later", due=NOW + MOMENT), drawn(key="first", account="act-fr")
    posts.rewrite(later, replace(later.words, pictures=(picture,)), "Ana")
    for by in ("Ana", "Ben"):
        assert posts.approve(as_kept(later), by, NOW)
    assert posts.by_numbers([later.id, first.id]) == [posts.get(first.id), posts.get(later.id)]
    assert posts.by_numbers([]) == []


def test_posts_are_found_by_their_vote_whatever_became_of_them() -> None:
    kinds = [PostState.QUEUED, PostState.PUBLISHED, PostState.REJECTED]
    ids = [drawn(key=f"in {state}", state=state).id for state in kinds]
    assert [post.id for post in posts.of_matters([SYMBOL, "S/2016/847"])[SYMBOL]] == ids


def test_the_posts_of_the_votes_from_an_hour_on_are_all_of_theirs_whatever_became_of_them() -> None:
    kinds = [PostState.QUEUED, PostState.LAPSED]
    ids = [drawn(key=f"in {state}", state=state).id for state in kinds]
    assert [post.id for post in posts.of_matters_since(HOUR)] == ids
    assert posts.of_matters_since(HOUR + MOMENT) == []


def test_posts_are_listed_by_when_they_are_due_and_by_account() -> None:
    later = drawn(key="b", due=NOW + dt.timedelta(hours=1))
    sooner = drawn(key="a")
    other = drawn(key="a", account="act-fr")
    drawn(key="c", state=PostState.LAPSED)
    assert [one.post.id for one in posts.listed([PostState.QUEUED])] == [sooner.id, other.id, later.id]
    assert [one.post.id for one in posts.listed([PostState.QUEUED], "act-fr")] == [other.id]


# ── one post for each slot ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", sorted(TAKEN))
def test_the_database_itself_refuses_a_second_post_for_a_slot(state: PostState) -> None:
    drawn(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        drawn()
    assert PostRow.objects.count() == 1


@pytest.mark.parametrize("state", sorted(set(PostState) - TAKEN))
def test_a_post_that_will_never_go_out_leaves_its_slot(state: PostState) -> None:
    drawn(state=state)
    drawn()
    assert PostRow.objects.count() == 2


def test_two_threads_that_draw_for_a_slot_at_once_leave_one_post() -> None:
    def draw() -> bool:
        try:
            with transaction.atomic():
                drawn()
        except IntegrityError:
            return False
        return True

    assert sorted(at_once(draw, draw)) == [False, True]
    assert PostRow.objects.count() == PartRow.objects.count() == 1


# ── moved ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_move_makes_another_version() -> None:
    post = drawn()
    assert posts.move(post, Move.APPROVE) is PostState.APPROVED
    assert (as_kept(post).state, as_kept(post).version) == (PostState.APPROVED, post.version + 1)


def test_a_move_by_an_outdated_version_is_refused_and_changes_nothing() -> None:
    post = drawn()
    posts.move(post, Move.HOLD, why="wait")
    before = row_of(post)
    with pytest.raises(OutdatedVersion) as outdated:
        posts.move(post, Move.APPROVE)
    assert str(outdated.value) == (
        f"Post {post.id} has changed since you looked at it (version 1, now 2); read it again, then decide"
    )
    assert row_of(post) == before


def test_a_version_that_went_and_came_back_to_its_state_is_outdated_all_the_same() -> None:
    post = drawn()
    posts.move(post, Move.HOLD)
    posts.move(as_kept(post), Move.RELEASE)
    with pytest.raises(OutdatedVersion):
        posts.move(post, Move.APPROVE)


def test_an_unlawful_move_says_what_is_lawful() -> None:
    post = drawn(state=PostState.PUBLISHED)
    with pytest.raises(UnlawfulMove, match="A post that is published cannot approve"):
        posts.move(post, Move.APPROVE)


def test_of_two_threads_that_move_a_post_at_once_one_is_refused() -> None:
    def by(post_move: Move) -> Callable[[], str]:
        def act() -> str:
            try:
                return posts.move(post, post_move)
            except OutdatedVersion:
                return "refused"

        return act

    for number in range(10):
        post = drawn(key=f"reminder {number}")
        assert sorted(at_once(by(Move.APPROVE), by(Move.HOLD)))[1] == "refused"


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_other_words_have_other_keys_and_another_hash() -> None:
    post = drawn(*THREAD, state=PostState.APPROVED)
    assert posts.rewrite(post, Words("en", ("Mind your pledge.",)), "Ana") is PostState.QUEUED
    now = as_kept(post)
    assert now.words == Words("en", ("Mind your pledge.",))
    assert now.edited_by == "Ana"
    assert now.content_hash != post.content_hash
    assert row_of(post)["content_hash"] == now.content_hash
    assert not {part.key for part in now.parts} & {part.key for part in post.parts}
    assert PartRow.objects.count() == 1


def test_the_same_words_again_have_other_keys_and_the_same_hash() -> None:
    post = drawn(*THREAD)
    posts.rewrite(post, post.words, "Ana")
    assert as_kept(post).content_hash == post.content_hash
    assert not {part.key for part in as_kept(post).parts} & {part.key for part in post.parts}


def test_what_a_post_was_drawn_from_is_remembered_through_every_edit() -> None:
    post = drawn()
    posts.rewrite(post, Words("en", ("Mind your pledge.",)), "Ana")
    assert as_kept(post).drawn_hash == post.drawn_hash


def test_words_are_not_changed_by_an_outdated_version() -> None:
    post = drawn(*THREAD)
    posts.move(post, Move.HOLD)
    with pytest.raises(OutdatedVersion), transaction.atomic():
        posts.rewrite(post, Words("en", ("Mind your pledge.",)), "Ana")
    assert as_kept(post).words == post.words


def test_an_approval_names_the_content_that_was_agreed_to() -> None:
    post = drawn()
    posts.approve(post, "Ana", NOW)
    assert posts.get(post.id).approvals == (Approval("Ana", post.content_hash, NOW),)


def test_nobody_agrees_twice_to_the_same_words() -> None:
    post = drawn()
    assert posts.approve(post, "Ana", NOW)
    assert not posts.approve(post, "Ana", NOW)
    assert len(posts.get(post.id).approvals) == 1


# ── late ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", [PostState.QUEUED, PostState.HELD, PostState.APPROVED])
def test_a_post_is_late_from_its_limit_on(state: PostState) -> None:
    post = drawn(state=state)
    limit = post.slot.lapses_at
    assert limit is not None
    with alone():
        assert posts.late(limit - MOMENT) == []
        assert [one.id for one in posts.late(limit)] == [post.id]


def test_a_post_on_its_way_and_one_that_has_no_limit_are_never_late() -> None:
    for state in (PostState.SENDING, PostState.DOUBTFUL, PostState.PUBLISHED, PostState.FAILED):
        drawn(key=f"in {state}", state=state)
    drawn(key="a correction", lapses_at=None)
    with alone():
        assert posts.late(NOW + dt.timedelta(days=365)) == []


# ── what else is out, and who else says so ──────────────────────────────────────────────────────────────────────────


def out(post: Post, *numbers: str, at: dt.datetime = NOW) -> None:
    """Its parts are out under those numbers."""
    for part, number in zip(post.parts, numbers, strict=False):
        PartRow.objects.filter(post=post.id, number=part.number).update(begun_at=at, receipt_at=at, remote_id=number)


def begun(post: Post, at: dt.datetime = NOW) -> Post:
    PartRow.objects.filter(post=post.id, number=len(post.parts)).update(begun_at=at, attempted_at=at)
    return as_kept(post)


def test_what_is_out_on_the_account_is_none_of_what_is_looked_for() -> None:
    thread = drawn(*THREAD)
    out(thread, "17")
    out(drawn(key="another", state=PostState.PUBLISHED), "18")
    assert posts.others_out(begun(thread)) == {"17", "18"}


def test_what_is_out_on_another_account_or_long_before_is_left_out() -> None:
    out(drawn(account="act-fr"), "17")
    out(drawn(key="of last month"), "18", at=NOW - dt.timedelta(days=30))
    out(drawn(key="of this morning"), "19", at=NOW - dt.timedelta(hours=6))
    out(drawn(key="by a person's word"), "", at=NOW)
    assert posts.others_out(begun(drawn(key="this"))) == {"19"}


def test_of_a_post_that_was_never_begun_nothing_is_looked_for() -> None:
    out(drawn(key="another"), "17")
    assert posts.others_out(drawn()) == frozenset()


def saying(account: str, voice: str, *texts: str, state: PostState = PostState.QUEUED, **slot: object) -> Post:
    draft = replace(a_draft(*texts), slot=a_slot(account=account, **slot))
    return posts.draw([(replace(draft, words=replace(draft.words, voice=voice)), state)], NOW)[0]


@pytest.mark.parametrize("voice", ["x @ACTdeux", "rehearsing x @ACTdeux"])
@pytest.mark.parametrize("state", sorted(TAKEN))
def test_another_account_of_the_platform_with_the_same_words_is_told(voice: str, state: PostState) -> None:
    post = saying("act-x", "x @ACT")
    saying("act-deux", voice, state=state)
    assert posts.with_the_same_words(post) == ["act-deux"]


def test_other_words_platforms_votes_and_what_will_never_go_out_are_not_told() -> None:
    kept(a_vote("S/2016/847"))
    post = saying("act-x", "x @ACT")
    saying("other-words", "x @ACTdeux", "Mind your pledge.")
    saying("other-words-first", "x @ACTtrois", "Mind your pledge.", "We count on your vote.")
    saying("on-mastodon", "mastodon @act")
    saying("other-vote", "x @ACTquatre", symbol="S/2016/847")
    saying("rejected", "x @ACTcinq", state=PostState.REJECTED)
    saying("act-x", "x @ACT", key="its own second reminder")
    assert posts.with_the_same_words(post) == []
