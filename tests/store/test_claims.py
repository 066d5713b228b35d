"""Who may send a post, and until when."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import PostState
from advocacybot.errors import NotSent
from advocacybot.store import claims, journal, matters, pauses, posts, waits
from advocacybot.store.claims import LEASE, Claim, ClaimLost, InLine
from advocacybot.store.models import LookRow, MatterRow, PartRow, PostRow
from advocacybot.store.spending import FREE, Price
from tests.store.at_once import elsewhere
from tests.store.rows import (
    MOMENT,
    NOW,
    SECOND,
    SYMBOL,
    a_receipt,
    approved,
    as_kept,
    claimed,
    drawn,
    kept,
    row_of,
)

SOON = NOW + dt.timedelta(minutes=1)
PARTS = ("One. (1/3)", "Two. (2/3)", "Three. (3/3)")


@pytest.fixture(autouse=True)
def _a_vote(store: None) -> None:  # noqa: ARG001
    kept()


# ── who may send ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_approved_post_is_claimed_for_as_long_as_the_lease_lasts() -> None:
    post = approved()
    held = claims.claim(post, NOW)
    assert held is not None
    assert row_of(post)["claimed_until"] == NOW + LEASE
    assert held.post.state is as_kept(post).state is PostState.SENDING
    assert as_kept(post).version == post.version + 1
    assert [row.kind for row in journal.read(f"post {post.id}")] == ["post claimed"]


def test_a_claim_is_committed_before_anything_is_sent() -> None:
    held = claimed()
    assert elsewhere(lambda: as_kept(held.post).state) is PostState.SENDING


@pytest.mark.parametrize("state", sorted(set(PostState) - {PostState.APPROVED}))
def test_nobody_claims_a_post_that_is_not_approved(state: PostState) -> None:
    post = drawn(state=state)
    before = row_of(post)
    assert claims.claim(post, NOW) is None
    assert row_of(post) == before
    assert journal.read() == []


def test_nobody_claims_a_post_before_it_is_due() -> None:
    post = approved(due=NOW)
    assert claims.claim(post, NOW - MOMENT) is None
    assert claims.claim(post, NOW) is not None


def test_nobody_claims_a_post_from_its_limit_on() -> None:
    limit = NOW + dt.timedelta(hours=12)
    assert claims.claim(approved(key="late", lapses_at=limit), limit) is None
    assert claims.claim(approved(key="just in time", lapses_at=limit), limit - MOMENT) is not None


def test_a_post_without_a_limit_is_never_late() -> None:
    assert claims.claim(approved(lapses_at=None), NOW + dt.timedelta(days=365)) is not None


@pytest.mark.parametrize("paused", [[None], ["act-x"], [None, "act-x"]])
def test_nobody_claims_a_post_on_a_paused_account(paused: list[str | None]) -> None:
    pauses.put(paused, "Ana", "a typo", NOW)
    assert claims.claim(approved(), NOW) is None


def test_a_pause_of_another_account_keeps_nobody() -> None:
    pauses.put(["act-fr"], "Ana", "a typo", NOW)
    assert claims.claim(approved(), NOW) is not None


def test_nobody_claims_a_post_that_says_what_is_no_longer_so() -> None:
    post = approved()
    MatterRow.objects.filter(pk=SYMBOL).update(truth="vote at 2016-10-09T19:00Z")
    assert claims.claim(post, NOW) is None


def test_nobody_claims_a_post_by_a_version_that_has_passed() -> None:
    post = approved()
    PostRow.objects.update(version=post.version + 1)
    assert claims.claim(post, NOW) is None


def test_nobody_claims_a_post_twice() -> None:
    post = approved()
    assert claims.claim(post, NOW) is not None
    assert claims.claim(post, NOW) is None
    assert claims.claim(as_kept(post), NOW) is None


# ── how long it lasts ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_claim_is_nobody_elses_until_its_lease_is_over() -> None:
    held = claimed()
    assert claims.take_over(held.post.id, NOW + LEASE - MOMENT) is None
    assert claims.unsettled(NOW + LEASE - MOMENT, 100) == []


def test_a_claim_whose_lease_is_over_can_be_taken_over() -> None:
    held = claimed()
    assert claims.unsettled(NOW + LEASE, 100) == [held.post.id]
    taken = claims.take_over(held.post.id, NOW + LEASE)
    assert taken is not None
    assert taken.token != held.token
    assert row_of(held.post)["claimed_until"] == NOW + LEASE + LEASE
    assert taken.post.state is PostState.DOUBTFUL
    assert claims.unsettled(NOW + LEASE, 100) == []


def test_at_no_moment_may_one_process_send_while_another_takes_over() -> None:
    held = claimed()
    with pytest.raises(ClaimLost):
        claims.attempt(held, held.post.parts[0], NOW + LEASE)
    assert claims.attempt(held, held.post.parts[0], NOW + LEASE - MOMENT)


def test_every_part_has_the_whole_lease_to_be_sent_in() -> None:
    held = claimed(*PARTS)
    for number, part in enumerate(held.post.parts, start=1):
        moment = NOW + number * (LEASE - MOMENT)
        assert claims.attempt(held, part, moment)
        assert claims.take_over(held.post.id, moment + LEASE - MOMENT) is None
    assert claims.take_over(held.post.id, moment + LEASE) is not None


Write = Callable[[Claim], object]
WRITES: dict[str, Write] = {
    "attempt": lambda held: claims.attempt(held, held.post.parts[0], SOON),
    "keep": lambda held: claims.keep(held, held.post.parts[0], a_receipt("late"), SOON),
    "not taken": lambda held: claims.not_taken(held, "busy", None, SOON),
    "refused": lambda held: claims.refused(held, "no", SOON),
    "doubted": lambda held: claims.doubted(held, "who knows", None, SOON),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_process_that_lost_its_claim_can_write_nothing_any_more(write: Write) -> None:
    held = claimed(*PARTS)
    assert claims.attempt(held, held.post.parts[0], NOW)
    assert claims.take_over(held.post.id, NOW + LEASE) is not None
    before, parts, told = row_of(held.post), list(PartRow.objects.values()), len(journal.read())
    with pytest.raises(ClaimLost):
        write(held)
    assert (row_of(held.post), list(PartRow.objects.values()), len(journal.read())) == (before, parts, told)


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_process_that_gave_its_claim_up_can_write_nothing_any_more(write: Write) -> None:
    held = claimed(*PARTS)
    claims.not_taken(held, "busy", None, NOW)
    before, parts = row_of(held.post), list(PartRow.objects.values())
    with pytest.raises(ClaimLost):
        write(held)
    assert (row_of(held.post), list(PartRow.objects.values())) == (before, parts)


def test_a_receipt_that_comes_late_is_kept_while_nobody_else_has_the_post() -> None:
    held = claimed()
    claims.keep(held, held.post.parts[0], a_receipt(), NOW + LEASE + SECOND)
    assert as_kept(held.post).state is PostState.PUBLISHED


def test_a_post_that_nobody_sends_cannot_be_taken_over() -> None:
    for state in set(PostState) - {PostState.SENDING, PostState.DOUBTFUL}:
        assert claims.take_over(drawn(key=f"in {state}", state=state).id, NOW + LEASE) is None


# ── what became of it ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_attempt_is_written_down_before_the_part_is_sent() -> None:
    held = claimed(*PARTS)
    assert claims.attempt(held, held.post.parts[1], SOON)
    assert [part.attempted_at for part in elsewhere(lambda: as_kept(held.post).parts)] == [None, SOON, None]


def test_when_a_part_was_begun_is_kept_over_every_try() -> None:
    held = claimed()
    begun = claims.attempt(held, held.post.parts[0], NOW)
    assert begun is not None
    assert begun.begun_at == begun.attempted_at == NOW
    claims.not_taken(held, "busy", None, NOW)
    assert (as_kept(held.post).parts[0].begun_at, as_kept(held.post).parts[0].attempted_at) == (NOW, None)
    again = claims.claim(as_kept(held.post), SOON)
    assert again is not None
    begun = claims.attempt(again, again.post.parts[0], SOON)
    assert begun is not None
    assert (begun.begun_at, begun.attempted_at) == (NOW, SOON)
    assert as_kept(held.post).parts == (begun,)


@pytest.mark.parametrize("end", [claims.not_taken, claims.doubted], ids=["not taken", "doubted"])
def test_why_it_did_not_go_out_is_kept_with_its_cause(end: Callable[..., object]) -> None:
    held = claimed()
    claims.attempt(held, held.post.parts[0], NOW)
    end(held, "slower", SOON, NOW, Cause.WINDOW)
    assert (as_kept(held.post).why, as_kept(held.post).cause) == ("slower", Cause.WINDOW)
    assert journal.read()[-1].facts == {"cause": "window", "why": "slower"}


def test_once_it_is_out_nothing_is_told_of_why_it_was_not() -> None:
    held = claimed()
    claims.not_taken(held, "slower", None, NOW, Cause.WINDOW)
    again = claims.claim(as_kept(held.post), NOW)
    assert again is not None
    claims.keep(again, again.post.parts[0], a_receipt(), NOW)
    assert (as_kept(held.post).why, as_kept(held.post).cause) == ("", None)


@pytest.mark.parametrize(("paused", "goes_on"), [([None], False), (["act-x"], False), (["act-fr"], True)])
def test_an_attempt_is_not_made_once_posting_is_paused(paused: list[str | None], goes_on: bool) -> None:
    held = claimed()
    pauses.put(paused, "Ana", "a typo", NOW)
    assert (claims.attempt(held, held.post.parts[0], NOW) is not None) is goes_on
    assert as_kept(held.post).begun is goes_on


def test_with_its_last_receipt_a_post_is_published_and_nobodys_any_more() -> None:
    held = claimed(*PARTS)
    for part in held.post.parts:
        assert as_kept(held.post).state is PostState.SENDING
        claims.keep(held, part, a_receipt(f"{part.number}"), SOON)
    post = as_kept(held.post)
    assert (post.state, post.whole) == (PostState.PUBLISHED, True)
    assert [part.receipt for part in post.parts] == [a_receipt("1"), a_receipt("2"), a_receipt("3")]
    assert (row_of(post)["claim"], row_of(post)["claimed_until"]) == ("", None)
    told = [(row.kind, row.facts.get("part")) for row in journal.read(f"post {post.id}")]
    assert told[1:] == [("part published", 1), ("part published", 2), ("part published", 3), ("post published", None)]


def test_what_was_surely_not_taken_goes_back_into_the_queue_with_what_is_out() -> None:
    held = claimed(*PARTS)
    claims.keep(held, held.post.parts[0], a_receipt(), NOW)
    claims.attempt(held, held.post.parts[1], NOW)
    claims.not_taken(held, "busy", SOON, NOW)
    post = as_kept(held.post)
    assert (post.state, post.parts_out, post.tries, post.next_try_at, post.why) == (PostState.APPROVED, 1, 1, SOON, "busy")
    assert post.parts[0].receipt == a_receipt()
    assert post.parts[1].attempted_at is None


def test_what_the_platform_refuses_has_failed() -> None:
    held = claimed()
    claims.attempt(held, held.post.parts[0], NOW)
    claims.refused(held, "the account is suspended", NOW)
    post = as_kept(held.post)
    assert (post.state, post.why, post.begun) == (PostState.FAILED, "the account is suspended", False)
    assert journal.read()[-1].facts == {"why": "the account is suspended"}


def test_what_nobody_knows_is_doubtful_and_keeps_its_attempt() -> None:
    held = claimed()
    claims.attempt(held, held.post.parts[0], NOW)
    claims.doubted(held, "the connection broke off", SOON, NOW)
    post = as_kept(held.post)
    assert (post.state, post.begun, post.tries) == (PostState.DOUBTFUL, True, 1)


def test_a_doubtful_post_is_looked_for_when_its_wait_is_over() -> None:
    held = claimed()
    claims.doubted(held, "the connection broke off", SOON, NOW)
    assert claims.unsettled(SOON - MOMENT, 100) == []
    assert claims.take_over(held.post.id, SOON - MOMENT) is None
    assert claims.unsettled(SOON, 100) == [held.post.id]
    assert claims.take_over(held.post.id, SOON) is not None


def test_a_reason_however_long_is_kept_as_far_as_it_fits() -> None:
    held = claimed()
    claims.refused(held, "no " * 1000, NOW)
    assert as_kept(held.post).why == ("no " * 1000)[:500]
    assert journal.read()[-1].facts == {"why": "no " * 1000}


ENDINGS: dict[str, Write] = {
    "published": lambda held: claims.keep(held, held.post.parts[0], a_receipt(), SOON),
    "not taken": WRITES["not taken"],
    "refused": WRITES["refused"],
    "doubted": WRITES["doubted"],
}


@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
def test_however_it_ends_its_vote_is_looked_at_again(end: Write) -> None:
    end(claimed())
    matters.look_again(SOON)
    assert (MatterRow.objects.get(pk=SYMBOL).plan_at, MatterRow.objects.get(pk=SYMBOL).stale) == (SOON, False)


@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
def test_once_something_is_let_go_that_is_no_longer_so_nothing_else_of_its_vote_goes_out_before_that_is_looked_at(
    end: Write,
) -> None:
    held = claimed()
    MatterRow.objects.filter(pk=SYMBOL).update(truth="withdrawn")
    owed = approved(key="a word on it", says="withdrawn")
    end(held)
    assert claims.claim(owed, SOON) is None
    matters.look_again(SOON)
    assert (MatterRow.objects.get(pk=SYMBOL).plan_at, MatterRow.objects.get(pk=SYMBOL).stale) == (SOON, True)
    assert claims.claim(owed, SOON) is None
    MatterRow.objects.filter(pk=SYMBOL).update(stale=False)
    assert claims.claim(owed, SOON) is not None


def test_while_its_posts_go_out_as_they_should_a_vote_waits_a_while_before_it_is_looked_at() -> None:
    held = claimed()
    approved(key="another", account="act-fr")
    claims.keep(held, held.post.parts[0], a_receipt(), NOW)
    matters.look_again(NOW + claims.A_WHILE - MOMENT)
    assert MatterRow.objects.get(pk=SYMBOL).plan_at is None
    matters.look_again(NOW + claims.A_WHILE)
    assert MatterRow.objects.get(pk=SYMBOL).plan_at == NOW + claims.A_WHILE


def test_of_many_that_go_out_as_they_should_one_reason_to_look_at_their_vote_is_kept() -> None:
    approved(key="another", account="act-fr")
    for number in range(3):
        at, held = NOW + number * SECOND, claimed(key=f"{number}")
        claims.keep(held, held.post.parts[0], a_receipt(f"{number}"), at)
        matters.look_again(at)
        assert LookRow.objects.get().at == NOW + claims.A_WHILE
    matters.look_again(NOW + claims.A_WHILE)
    assert MatterRow.objects.get(pk=SYMBOL).plan_at == NOW + claims.A_WHILE
    assert not LookRow.objects.exists()


# ── the next one, as one is out ─────────────────────────────────────────────────────────────────────────────────────


def kept_before(behind: InLine, now: dt.datetime = SOON, held: Claim | None = None) -> bool:
    """Keep the receipt of a post that was being sent; whether it had waited."""
    held = held or claimed(key="before")
    return claims.keep(held, held.post.parts[0], a_receipt(), now, behind)


def next_in_line(*texts: str, **slot: object) -> InLine:
    return InLine(posts.get(approved(*texts, key="behind", **slot).id))


def test_as_a_post_is_out_the_next_one_of_its_account_is_claimed_and_begun() -> None:
    behind = next_in_line(*PARTS)
    kept_before(behind)
    assert behind.held is not None
    assert behind.held.post == as_kept(behind.post)
    assert (behind.held.post.state, behind.held.post.parts[0].attempted_at) == (PostState.SENDING, SOON)
    assert row_of(behind.post)["claimed_until"] == SOON + LEASE
    assert [row.kind for row in journal.read(f"post {behind.post.id}")] == ["post claimed"]


def test_what_was_claimed_so_is_its_claimants_as_any_other() -> None:
    behind = next_in_line()
    kept_before(behind)
    assert behind.held is not None
    claims.keep(behind.held, behind.held.post.parts[0], a_receipt("18"), SOON)
    assert as_kept(behind.post).state is PostState.PUBLISHED


KEPT_FROM_IT: dict[str, Callable[[InLine], object]] = {
    "posting is paused": lambda _: pauses.put([None], "Ana", "a typo", NOW),
    "its account is paused": lambda _: pauses.put(["act-x"], "Ana", "a typo", NOW),
    "it is not as it was seen": lambda it: PostRow.objects.filter(pk=it.post.id).update(version=2),
    "it was taken back": lambda it: PostRow.objects.filter(pk=it.post.id).update(state=PostState.HELD),
    "it is not due": lambda it: PostRow.objects.filter(pk=it.post.id).update(due=SOON + MOMENT),
    "it is too late": lambda it: PostRow.objects.filter(pk=it.post.id).update(lapses_at=SOON),
    "it is no longer so": lambda _: MatterRow.objects.filter(pk=SYMBOL).update(truth="withdrawn"),
    "its vote is to be looked at": lambda _: LookRow.objects.create(symbol=SYMBOL, says="withdrawn", at=NOW),
    "another one is being sent": lambda _: PostRow.objects.filter(pk=claimed(key="third", account="act-fr").post.id).update(
        account="act-x"
    ),
}


@pytest.mark.parametrize("keep_from_it", KEPT_FROM_IT.values(), ids=KEPT_FROM_IT)
def test_what_may_not_go_out_is_not_claimed_and_the_one_before_it_is_out_all_the_same(
    keep_from_it: Callable[[InLine], object],
) -> None:
    behind, held = next_in_line(), claimed(key="before")
    keep_from_it(behind)
    as_it_was = as_kept(behind.post)
    kept_before(behind, held=held)
    assert as_kept(held.post).state is PostState.PUBLISHED
    assert (behind.held, as_kept(behind.post)) == (None, as_it_was)


def test_where_its_account_had_waited_it_waits_no_longer() -> None:
    behind, held = next_in_line(), claimed(key="before")
    waits.put("act-x", SOON + LEASE, Cause.WINDOW, "slower")
    assert kept_before(behind, held=held) is True
    assert behind.held is not None


def test_who_lost_its_claim_goes_on_with_the_next_one_where_that_may_go_out() -> None:
    behind, held = next_in_line(), claimed(key="before")
    later = NOW + LEASE + SECOND
    claims.take_over(held.post.id, later)
    with pytest.raises(ClaimLost):
        kept_before(behind, later, held)
    assert as_kept(held.post).state is PostState.DOUBTFUL
    assert behind.held is not None


# ── one at a time ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_an_account_one_post_is_sent_at_a_time() -> None:
    held, next_one, elsewhere_due = claimed(), approved(key="next"), approved(key="there", account="act-fr")
    assert claims.claim(next_one, NOW) is None
    assert claims.due(NOW, 10) == [elsewhere_due.id]
    assert claims.accounts_to_attend_to(NOW) == {"act-fr": NOW}
    claims.keep(held, held.post.parts[0], a_receipt(), NOW)
    assert claims.claim(next_one, NOW) is not None


def test_whose_sender_is_gone_holds_the_others_of_its_account_up_until_its_lease_is_over() -> None:
    claimed()
    next_one = approved(key="next")
    assert claims.claim(next_one, NOW + LEASE - MOMENT) is None
    assert claims.claim(next_one, NOW + LEASE) is not None


def test_with_its_price_a_post_is_claimed_and_its_first_missing_part_attempted_at_once() -> None:
    held = claims.claim(approved(*PARTS), NOW, FREE)
    assert held is not None
    assert [part.attempted_at for part in held.post.parts] == [NOW, None, None]
    assert as_kept(held.post) == held.post


def test_what_cannot_be_paid_is_not_claimed() -> None:
    post = approved()
    with pytest.raises(NotSent):
        claims.claim(post, NOW, Price(Decimal(1), budget=Decimal("0.5")))
    assert as_kept(post) == post


def test_the_next_instant_is_when_a_post_is_due_or_a_wait_or_a_lease_is_over() -> None:
    assert claims.next_due(NOW) is None
    claimed(key="sent")
    assert claims.next_due(NOW) == NOW + LEASE
    waits.put("act-fr", NOW + 30 * SECOND, Cause.WINDOW, "slower")
    assert claims.next_due(NOW) == NOW + 30 * SECOND
    again = approved(key="again", account="act-es")
    PostRow.objects.filter(pk=again.id).update(next_try_at=NOW + 20 * SECOND)
    assert claims.next_due(NOW) == NOW + 20 * SECOND
    approved(key="soon", due=NOW + 10 * SECOND)
    assert claims.next_due(NOW) == NOW + 10 * SECOND


def test_what_fell_due_while_another_post_of_its_account_was_sent_can_be_told() -> None:
    claimed()
    approved(key="next", due=NOW + SECOND)
    assert not claims.fell_due("act-x", NOW, NOW + SECOND - MOMENT)
    assert claims.fell_due("act-x", NOW, NOW + SECOND)
    assert not claims.fell_due("act-x", NOW + SECOND, NOW + 2 * SECOND)
    assert not claims.fell_due("act-fr", NOW, NOW + SECOND)


def test_who_gets_ready_claims_nothing_and_tells_nothing() -> None:
    post = approved()
    journal.bind()
    before = journal.length()
    claims.get_ready("act-x", NOW)
    assert as_kept(post) == post
    assert journal.length() == before
    assert claims.claim(post, NOW, FREE)
