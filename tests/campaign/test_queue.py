import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import ON_ITS_WAY, OPEN, Draft, Move, Post, PostState, after
from advocacybot.campaign.queue import FINAL_WORD, Redraw, redraw
from advocacybot.campaign.truth import RETRACTED, WITHDRAWN, Truth
from tests.factories import ALEPPO_TOLD, a_draft, a_post, a_slot

DRAFT = a_draft("We count on your vote.")
OTHER_WORDS = a_draft("We count on all fifteen.")
OTHER_PLACE = a_draft(slot=a_slot("act-fr"))
NOTHING = Redraw((), ())

open_states = pytest.mark.parametrize("state", sorted(OPEN))
beyond_us = pytest.mark.parametrize("state", sorted(ON_ITS_WAY | {PostState.PUBLISHED}))


def applied(change: Redraw, posts: list[Post]) -> list[Post]:
    """The posts after the change."""
    moved = {post.id: replace(post, state=after(post.state, move), why=why) for post, move, why in change.leave}
    number = max((post.id for post in posts), default=0)
    drawn = [a_post(draft, number=number + count) for count, draft in enumerate(change.draw, start=1)]
    return [moved.get(post.id, post) for post in posts] + drawn


# ── what is wanted and not there ────────────────────────────────────────────────────────────────────────────────────


def test_what_is_earned_is_drawn() -> None:
    assert redraw([], [DRAFT], ALEPPO_TOLD) == Redraw((), (DRAFT,))


def test_what_is_drawn_comes_in_the_order_of_its_places() -> None:
    drafts = [a_draft(slot=a_slot(name)) for name in ("c", "a", "b")]
    assert [draft.slot.account for draft in redraw([], drafts, ALEPPO_TOLD).draw] == ["a", "b", "c"]


@open_states
def test_an_open_post_stays_where_it_would_be_drawn_the_same_again(state: PostState) -> None:
    assert redraw([a_post(DRAFT, state)], [DRAFT], ALEPPO_TOLD) == NOTHING


@open_states
def test_an_edited_post_stays_while_the_facts_are_the_same(state: PostState) -> None:
    assert redraw([a_post(DRAFT, state, edited_to="We count on you.")], [DRAFT], ALEPPO_TOLD) == NOTHING


@pytest.mark.parametrize("state", [PostState.LAPSED, PostState.WITHDRAWN])
def test_what_lapsed_or_was_withdrawn_is_drawn_again_where_it_is_earned_again(state: PostState) -> None:
    assert redraw([a_post(DRAFT, state)], [DRAFT], ALEPPO_TOLD) == Redraw((), (DRAFT,))


def test_a_post_in_one_place_keeps_no_other_place() -> None:
    assert redraw([a_post(DRAFT)], [DRAFT, OTHER_PLACE], ALEPPO_TOLD) == Redraw((), (OTHER_PLACE,))


# ── what is there and no longer wanted ──────────────────────────────────────────────────────────────────────────────


@open_states
@pytest.mark.parametrize("edited_to", ["", "We count on you."], ids=["as drawn", "edited"])
def test_an_open_post_whose_words_would_be_others_lapses_and_is_drawn_anew(state: PostState, edited_to: str) -> None:
    post = a_post(DRAFT, state, edited_to=edited_to)
    change = redraw([post], [OTHER_WORDS], ALEPPO_TOLD)
    assert [(left.id, move) for left, move, _ in change.leave] == [(post.id, Move.LAPSE)]
    assert change.draw == (OTHER_WORDS,)


@pytest.mark.parametrize(
    ("truth", "move", "why"),
    [
        (ALEPPO_TOLD, Move.LAPSE, "changed"),
        (WITHDRAWN, Move.WITHDRAW, "the draft resolution was withdrawn"),
        (RETRACTED, Move.WITHDRAW, "no longer one that the campaign speaks of"),
    ],
)
@open_states
def test_an_open_post_that_is_earned_no_more_leaves_the_queue_with_the_reason(
    state: PostState, truth: Truth, move: Move, why: str
) -> None:
    ((_, by, because),) = redraw([a_post(DRAFT, state)], [], truth).leave
    assert by is move
    assert why in because


def test_a_post_at_another_hour_is_drawn_anew() -> None:
    later = a_draft(slot=a_slot(due=DRAFT.slot.due + dt.timedelta(minutes=1)))
    change = redraw([a_post(DRAFT)], [later], ALEPPO_TOLD)
    assert (len(change.leave), change.draw) == (1, (later,))


def test_a_post_that_may_be_less_late_than_before_is_drawn_anew() -> None:
    """An operator shortens `late_by` in campaign.yaml: what waits in the queue is bound by it too."""
    sooner = a_draft(*DRAFT.words.parts, slot=a_slot(lapses_at=DRAFT.slot.due + dt.timedelta(minutes=1)))
    change = redraw([a_post(DRAFT)], [sooner], ALEPPO_TOLD)
    assert (len(change.leave), change.draw) == (1, (sooner,))


# ── what people agreed to ───────────────────────────────────────────────────────────────────────────────────────────

ALEPPO_FACTS = replace(DRAFT, drawn_from="the facts of Aleppo")
SAME_FACTS = replace(OTHER_WORDS, drawn_from="the facts of Aleppo")
OTHER_FACTS = replace(OTHER_WORDS, drawn_from="other facts")


@pytest.mark.parametrize("edited_to", ["", "We count on you."], ids=["as drawn", "edited"])
def test_words_that_people_agreed_to_stay_where_the_wording_alone_would_be_another(edited_to: str) -> None:
    post = a_post(ALEPPO_FACTS, PostState.APPROVED, edited_to=edited_to)
    assert redraw([post], [SAME_FACTS], ALEPPO_TOLD, agreed={post.id}) == NOTHING


@pytest.mark.parametrize(
    ("post", "wanted", "people_agreed"),
    [
        (a_post(ALEPPO_FACTS, PostState.APPROVED), SAME_FACTS, False),
        (a_post(ALEPPO_FACTS, PostState.APPROVED), OTHER_FACTS, True),
        (a_post(ALEPPO_FACTS, PostState.QUEUED), SAME_FACTS, True),
        (a_post(ALEPPO_FACTS, PostState.HELD), SAME_FACTS, True),
        (a_post(DRAFT, PostState.APPROVED), OTHER_WORDS, True),
    ],
    ids=["nobody agreed", "other facts", "queued", "held", "nobody kept its facts"],
)
def test_other_wording_is_drawn_for_all_the_rest(post: Post, wanted: Draft, people_agreed: bool) -> None:
    change = redraw([post], [wanted], ALEPPO_TOLD, agreed={post.id} if people_agreed else ())
    assert (len(change.leave), change.draw) == (1, (wanted,))


def test_what_people_agreed_to_stays_where_other_facts_make_the_same_words() -> None:
    post = a_post(ALEPPO_FACTS, PostState.APPROVED)
    assert redraw([post], [replace(DRAFT, drawn_from="other facts")], ALEPPO_TOLD, agreed={post.id}) == NOTHING


def test_what_people_agreed_to_leaves_once_it_is_earned_no_more() -> None:
    post = a_post(ALEPPO_FACTS, PostState.APPROVED)
    assert [move for _, move, _ in redraw([post], [], ALEPPO_TOLD, agreed={post.id}).leave] == [Move.LAPSE]


# ── what is out, or on its way ──────────────────────────────────────────────────────────────────────────────────────


@beyond_us
@pytest.mark.parametrize("wanted", [[], [DRAFT], [OTHER_WORDS]], ids=["nothing", "the same", "other words"])
@pytest.mark.parametrize("truth", [ALEPPO_TOLD, WITHDRAWN, RETRACTED])
def test_a_post_that_a_platform_may_have_is_never_touched_and_keeps_its_place(
    state: PostState, wanted: list[Draft], truth: Truth
) -> None:
    assert redraw([a_post(DRAFT, state)], wanted, truth) == NOTHING


@open_states
@pytest.mark.parametrize("truth", [ALEPPO_TOLD, WITHDRAWN, RETRACTED])
def test_a_post_that_is_out_in_part_is_handed_to_a_person(state: PostState, truth: Truth) -> None:
    half_out = a_post(a_draft("one", "two", "three"), state, parts_out=1)
    ((_, move, why),) = redraw([half_out], [], truth).leave
    assert move is Move.REFUSE
    assert "1 of 3 parts were out" in why
    assert "look at the account" in why


@open_states
def test_a_post_that_is_out_in_part_keeps_its_place_from_other_words(state: PostState) -> None:
    half_out = a_post(a_draft("one", "two"), state, parts_out=1)
    assert redraw([half_out], [OTHER_WORDS], ALEPPO_TOLD).draw == ()
    assert redraw([replace(half_out, state=PostState.FAILED)], [OTHER_WORDS], ALEPPO_TOLD).draw == ()


def test_a_post_that_was_attempted_is_handed_to_a_person_too() -> None:
    post = a_post(DRAFT, PostState.APPROVED)
    attempted = replace(post, parts=(replace(post.parts[0], attempted_at=DRAFT.slot.due),))
    assert [move for _, move, _ in redraw([attempted], [], ALEPPO_TOLD).leave] == [Move.REFUSE]


HALF_OUT = a_draft("one", "two", slot=a_slot(message=Message.VETOED))


@open_states
def test_an_outcome_that_is_out_in_part_and_therefore_earned_no_more_goes_on(state: PostState) -> None:
    assert redraw([a_post(HALF_OUT, state, parts_out=1)], [], HALF_OUT.slot.says) == NOTHING


@pytest.mark.parametrize("message", [Message.REMINDER, Message.FOLLOW_UP])
def test_what_is_earned_for_as_long_as_it_is_so_does_not_go_on_without(message: Message) -> None:
    half_out = a_post(a_draft("one", "two", slot=a_slot(message=message)), PostState.APPROVED, parts_out=1)
    assert [move for _, move, _ in redraw([half_out], [], ALEPPO_TOLD).leave] == [Move.REFUSE]


def test_an_outcome_that_is_out_in_part_and_not_so_any_more_is_handed_to_a_person() -> None:
    half_out = a_post(HALF_OUT, PostState.APPROVED, parts_out=1)
    assert [move for _, move, _ in redraw([half_out], [], RETRACTED).leave] == [Move.REFUSE]


def test_an_outcome_of_which_nothing_is_out_leaves_once_it_is_earned_no_more() -> None:
    assert [move for _, move, _ in redraw([a_post(HALF_OUT)], [], HALF_OUT.slot.says).leave] == [Move.LAPSE]


def test_a_post_that_is_out_in_part_goes_on_while_the_facts_are_the_same() -> None:
    draft = a_draft("one", "two")
    assert redraw([a_post(draft, PostState.APPROVED, parts_out=1)], [draft], ALEPPO_TOLD) == NOTHING


# ── what somebody said no to ────────────────────────────────────────────────────────────────────────────────────────

said_no = pytest.mark.parametrize("state", sorted(FINAL_WORD))


@said_no
@pytest.mark.parametrize("edited_to", ["", "We count on you."], ids=["as drawn", "edited"])
def test_words_that_were_rejected_or_refused_are_not_drawn_again(state: PostState, edited_to: str) -> None:
    assert redraw([a_post(DRAFT, state, edited_to=edited_to)], [DRAFT], ALEPPO_TOLD) == NOTHING


@said_no
def test_other_words_are_drawn_for_the_place_of_those_that_were_rejected_or_refused(state: PostState) -> None:
    assert redraw([a_post(DRAFT, state)], [OTHER_WORDS], ALEPPO_TOLD) == Redraw((), (OTHER_WORDS,))


@said_no
def test_words_that_were_rejected_in_one_place_may_be_drawn_in_another(state: PostState) -> None:
    assert redraw([a_post(DRAFT, state)], [OTHER_PLACE], ALEPPO_TOLD) == Redraw((), (OTHER_PLACE,))


@said_no
def test_the_words_that_were_rejected_first_stay_rejected_after_others_were_too(state: PostState) -> None:
    posts = [a_post(DRAFT, state, number=1), a_post(OTHER_WORDS, state, number=2)]
    assert redraw(posts, [DRAFT], ALEPPO_TOLD) == NOTHING


# ── any queue ───────────────────────────────────────────────────────────────────────────────────────────────────────

SLOTS = [a_slot(name, key=key) for name in ("act-x", "act-fr") for key in ("2 h before", "24 h before")]
DRAFTS = st.builds(
    lambda slot, words: a_draft(*words, slot=slot), st.sampled_from(SLOTS), st.sampled_from([("one",), ("two",), ("one", "two")])
)


@st.composite
def queues(draw: st.DrawFn) -> list[Post]:
    """Posts in any state, no two of which keep the same place."""
    posts: list[Post] = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        state = draw(st.sampled_from(list(PostState)))
        draft = draw(DRAFTS)
        kept = {post.slot.identity for post in posts if post.state not in (PostState.LAPSED, PostState.REJECTED)}
        if draft.slot.identity in kept:
            state = draw(st.sampled_from([PostState.LAPSED, PostState.REJECTED]))
        out = draw(st.integers(0, len(draft.words.parts)))
        posts.append(a_post(draft, state, number=number, parts_out=out, edited_to=draw(st.sampled_from(["", "", "edited"]))))
    return posts


@given(queues(), st.lists(DRAFTS, max_size=6), st.sampled_from([ALEPPO_TOLD, WITHDRAWN, RETRACTED]))
@settings(deadline=None, max_examples=200)
def test_what_was_drawn_anew_is_not_drawn_anew_again(posts: list[Post], wanted: list[Draft], truth: Truth) -> None:
    after_it = applied(redraw(posts, wanted, truth), posts)
    assert redraw(after_it, wanted, truth) == NOTHING


@given(queues(), st.lists(DRAFTS, max_size=6), st.sampled_from([ALEPPO_TOLD, WITHDRAWN, RETRACTED]))
@settings(deadline=None, max_examples=200)
def test_no_two_posts_that_are_open_or_on_their_way_or_out_have_the_same_place(
    posts: list[Post], wanted: list[Draft], truth: Truth
) -> None:
    keeping = OPEN | ON_ITS_WAY | {PostState.PUBLISHED}
    places = [post.slot.identity for post in applied(redraw(posts, wanted, truth), posts) if post.state in keeping]
    assert len(set(places)) == len(places)


@given(queues(), st.lists(DRAFTS, max_size=6), st.sampled_from([ALEPPO_TOLD, WITHDRAWN, RETRACTED]))
@settings(deadline=None, max_examples=200)
def test_only_open_posts_are_ever_touched(posts: list[Post], wanted: list[Draft], truth: Truth) -> None:
    assert all(post.state in OPEN for post, _, _ in redraw(posts, wanted, truth).leave)
