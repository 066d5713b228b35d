import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.earned import Message, Slot
from advocacybot.campaign.posts import (
    MOVES,
    ON_ITS_WAY,
    OPEN,
    TAKEN,
    Move,
    Picture,
    PostState,
    Words,
    after,
    content_hash,
    states_before,
)
from advocacybot.errors import UnlawfulMove
from tests.factories import a_draft, a_post, a_slot

FINAL = {PostState.LAPSED, PostState.WITHDRAWN, PostState.REJECTED, PostState.TAKEN_DOWN}

every_state = pytest.mark.parametrize("state", list(PostState))


def reachable(start: PostState) -> set[PostState]:
    """Where moves can lead from there, the start included."""
    found: set[PostState] = set()
    ahead = {start}
    while ahead:
        found |= ahead
        ahead = {to for state in ahead for to in MOVES[state].values()} - found
    return found


# ── the table of moves ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_knows_every_state_and_every_move() -> None:
    assert set(MOVES) == set(PostState)
    assert {move for moves in MOVES.values() for move in moves} == set(Move)


def test_every_state_can_be_reached_from_the_queue() -> None:
    assert reachable(PostState.QUEUED) == set(PostState)


def test_from_final_states_nothing_leads_anywhere() -> None:
    assert {state for state in PostState if not MOVES[state]} == FINAL


@every_state
def test_from_every_state_there_is_a_way_to_a_final_one(state: PostState) -> None:
    assert reachable(state) & FINAL


@every_state
def test_only_a_claimed_post_can_be_published(state: PostState) -> None:
    published = PostState.PUBLISHED in MOVES[state].values()
    assert published is (state in {PostState.SENDING, PostState.DOUBTFUL})


@every_state
def test_only_an_approved_post_can_be_claimed(state: PostState) -> None:
    assert (PostState.SENDING in MOVES[state].values()) is (state is PostState.APPROVED)


def test_an_edit_asks_for_approval_anew() -> None:
    assert after(PostState.APPROVED, Move.EDIT) is PostState.QUEUED


def test_a_post_that_is_held_is_approved_only_after_its_release() -> None:
    assert Move.APPROVE not in MOVES[PostState.HELD]
    assert after(PostState.HELD, Move.RELEASE) is PostState.QUEUED


def test_of_a_post_in_doubt_nobody_may_claim_a_part_before_it_is_settled() -> None:
    assert set(MOVES[PostState.DOUBTFUL]) == {Move.FINISH, Move.POSTPONE, Move.REFUSE}


@every_state
@pytest.mark.parametrize("move", list(Move))
def test_a_move_leads_where_the_table_says_or_is_refused(state: PostState, move: Move) -> None:
    if move in MOVES[state]:
        assert after(state, move) is MOVES[state][move]
    else:
        with pytest.raises(UnlawfulMove) as refused:
            after(state, move)
        assert f"A post that is {state} cannot {move}" in str(refused.value)
        assert all(lawful in str(refused.value) for lawful in MOVES[state])


@pytest.mark.parametrize("state", sorted(FINAL))
def test_it_is_said_of_a_final_state_that_it_is_final(state: PostState) -> None:
    with pytest.raises(UnlawfulMove, match="that is final"):
        after(state, Move.CLAIM)


@pytest.mark.parametrize("move", list(Move))
def test_the_states_before_a_move_are_those_that_have_it(move: Move) -> None:
    assert states_before(move) == {state for state in PostState if move in MOVES[state]}


def test_open_posts_are_those_that_no_platform_can_have() -> None:
    assert {PostState.QUEUED, PostState.HELD, PostState.APPROVED} == OPEN
    assert not OPEN & ON_ITS_WAY


def test_a_post_keeps_its_place_while_it_is_open_or_on_its_way_and_once_it_is_out() -> None:
    assert set(PostState) - TAKEN == (FINAL - {PostState.TAKEN_DOWN}) | {PostState.FAILED}


@given(st.lists(st.sampled_from(list(Move)), max_size=40))
@settings(deadline=None, max_examples=300)
def test_any_walk_of_a_post_stays_within_the_table_and_ends_where_it_is_published(walk: list[Move]) -> None:
    state = PostState.QUEUED
    for move in walk:
        lawful = move in MOVES[state]
        try:
            state, was = after(state, move), state
        except UnlawfulMove:
            assert not lawful
            continue
        assert lawful
        assert was not in FINAL
        assert state is not PostState.PUBLISHED or was in ON_ITS_WAY


@given(st.data())
@settings(deadline=None)
def test_any_lawful_walk_can_still_end(data: st.DataObject) -> None:
    state = PostState.QUEUED
    for _ in range(data.draw(st.integers(0, 20))):
        if state in FINAL:
            break
        state = after(state, data.draw(st.sampled_from(sorted(MOVES[state]))))
    assert reachable(state) & FINAL


# ── the hash of the content ─────────────────────────────────────────────────────────────────────────────────────────

SLOT = a_slot()
WORDS = Words("en", ("We count on", "your vote."))


def test_the_same_content_has_the_same_hash() -> None:
    assert content_hash(a_slot(), Words("en", ("We count on", "your vote."))) == content_hash(SLOT, WORDS)


@pytest.mark.parametrize(
    "slot",
    [
        replace(SLOT, account="act-fr"),
        replace(SLOT, symbol="S/2016/847"),
        replace(SLOT, message=Message.MOVED),
        replace(SLOT, due=SLOT.due + dt.timedelta(seconds=1)),
        replace(SLOT, says="withdrawn"),
    ],
    ids=["account", "symbol", "message", "due", "says"],
)
def test_another_place_is_another_content(slot: Slot) -> None:
    assert content_hash(slot, WORDS) != content_hash(SLOT, WORDS)


@pytest.mark.parametrize(
    "words",
    [
        Words("fr", WORDS.parts),
        Words("en", WORDS.parts, "x @somebody"),
        Words("en", ("We count on", "your vote!")),
        Words("en", ("We count on", "your vote")),
        Words("en", ("We count on your vote.",)),
        Words("en", ("We count", "on your vote.")),
        Words("en", ("your vote.", "We count on")),
        Words("en", ("We count on", "your vote.", "")),
        Words("en", ('We count on", "your vote.',)),
    ],
    ids=[
        "language",
        "whose account it is",
        "a letter",
        "a full stop",
        "one part",
        "cut elsewhere",
        "order",
        "an empty part",
        "quotation marks",
    ],
)
def test_other_words_or_parts_are_another_content(words: Words) -> None:
    assert content_hash(SLOT, words) != content_hash(SLOT, WORDS)


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
@settings(deadline=None)
def test_any_two_threads_have_the_same_hash_only_where_they_are_the_same(one: list[str], other: list[str]) -> None:
    hashes = {content_hash(SLOT, Words("en", tuple(parts))) for parts in (one, other)}
    assert len(hashes) == (1 if one == other else 2)


KNOWN_SINCE_THE_BEGINNING = "22b826f0674a6a1c0a5c1f89e7998f07cefaaf20558d8d50c6e4cbef4c435340"


def test_the_hash_of_words_without_pictures_is_what_it_always_was() -> None:
    """Approvals that were given before posts could show pictures still count."""
    assert content_hash(SLOT, WORDS) == KNOWN_SINCE_THE_BEGINNING


CHART, MAP = Picture("c" * 64, "image/png", "A chart of vetoes"), Picture("d" * 64, "image/png", "A map")
SHOWING = replace(WORDS, pictures=(CHART, MAP))


@pytest.mark.parametrize(
    "pictures",
    [(), (CHART,), (MAP, CHART), (CHART, replace(MAP, alt="A map of Syria")), (CHART, replace(MAP, sha256="e" * 64))],
    ids=["none", "one of them", "order", "what one says in words", "other bytes"],
)
def test_other_pictures_are_another_content(pictures: tuple[Picture, ...]) -> None:
    assert content_hash(SLOT, replace(SHOWING, pictures=pictures)) != content_hash(SLOT, SHOWING)


def test_the_same_pictures_are_the_same_content() -> None:
    assert content_hash(SLOT, replace(WORDS, pictures=(replace(CHART), replace(MAP)))) == content_hash(SLOT, SHOWING)


# ── a post, its draft and its parts ─────────────────────────────────────────────────────────────────────────────────


def test_a_post_has_the_content_of_its_draft_until_somebody_edits_it() -> None:
    draft = a_draft()
    assert a_post(draft).content_hash == a_post(draft).drawn_hash == draft.content_hash
    edited = a_post(draft, edited_to="We count on you.")
    assert edited.content_hash != edited.drawn_hash == draft.content_hash


@pytest.mark.parametrize(("parts_out", "begun", "whole"), [(0, False, False), (1, True, False), (2, True, True)])
def test_a_thread_is_whole_only_when_every_part_has_its_receipt(parts_out: int, begun: bool, whole: bool) -> None:
    post = a_post(a_draft("one", "two"), parts_out=parts_out)
    assert (post.parts_out, post.begun, post.whole) == (parts_out, begun, whole)


def test_a_post_has_begun_once_a_part_was_attempted() -> None:
    post = a_post()
    assert replace(post, parts=(replace(post.parts[0], attempted_at=SLOT.due),)).begun
