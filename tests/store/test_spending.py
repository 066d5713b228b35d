"""A budget holds whatever stops in between: what is spent is what is out, or may be."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import Part, PostState
from advocacybot.errors import NotSent
from advocacybot.store import claims, posts, spending
from advocacybot.store.claims import LEASE, Claim
from advocacybot.store.models import PartRow
from advocacybot.store.spending import NOTHING, Price
from tests.pipeline.steps import emptied
from tests.store.at_once import at_once, elsewhere
from tests.store.rows import NOW, SECOND, a_receipt, approved, as_kept, claimed, kept

PARTS = ("One. (1/3)", "Two. (2/3)", "Three. (3/3)")
OCTOBER, NOVEMBER = NOW, NOW + dt.timedelta(days=31)


@pytest.fixture
def _a_vote(store: None) -> None:  # noqa: ARG001
    kept()


pytestmark = pytest.mark.usefixtures("_a_vote")


def a_price(part: str, behind: str = "0", budget: str | None = None) -> Price:
    return Price(Decimal(part), Decimal(behind), Decimal(budget) if budget else None)


def spent(now: dt.datetime = NOW, account: str = "act-x") -> Decimal:
    return spending.spent(account, now)


# ── charged before it is sent ───────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_spent_before_something_is_attempted() -> None:
    claimed()
    assert spent() == NOTHING


def test_an_attempt_is_paid_for_before_the_part_is_sent() -> None:
    held = claimed()
    claims.attempt(held, held.post.parts[0], NOW, a_price("0.2"))
    assert elsewhere(spent) == Decimal("0.2")


def test_each_account_pays_for_itself() -> None:
    for account in ("act-x", "act-fr"):
        held = claimed(account=account)
        claims.attempt(held, held.post.parts[0], NOW, a_price("0.2", budget="0.2"))
    assert (spent(), spent(account="act-fr")) == (Decimal("0.2"), Decimal("0.2"))


def test_what_costs_nothing_is_not_counted() -> None:
    held = claimed()
    assert claims.attempt(held, held.post.parts[0], NOW)
    assert PartRow.objects.get().charged is None


def test_an_attempt_that_the_budget_does_not_last_for_is_not_made() -> None:
    held = claimed()
    with pytest.raises(NotSent) as refused:
        claims.attempt(held, held.post.parts[0], NOW, a_price("0.2", budget="0.19"))
    assert refused.value.kind == Cause.SPENT
    assert "0.00 of 0.19 USD are used this month, and what is missing of the post costs 0.2 USD" in str(refused.value)
    assert spent() == NOTHING
    assert not as_kept(held.post).begun


def test_the_last_cent_of_a_budget_can_be_spent() -> None:
    """In binary fractions 0.1 + 0.2 is more than 0.3."""
    for number, price in enumerate(("0.1", "0.2", "0.015", "0.2", "0.015", "0.07")):
        held = claimed(key=f"reminder {number}")
        assert claims.attempt(held, held.post.parts[0], NOW, a_price(price, budget="0.6"))
        claims.keep(held, held.post.parts[0], a_receipt(str(number)), NOW)
    assert spent() == Decimal("0.6")
    held = claimed(key="one more")
    with pytest.raises(NotSent):
        claims.attempt(held, held.post.parts[0], NOW, a_price("0.0001", budget="0.6"))


def test_what_was_given_back_can_be_spent_to_the_last_cent() -> None:
    first = claimed(key="first")
    claims.attempt(first, first.post.parts[0], NOW, a_price("0.1"))
    claims.doubted(first, "who knows", None, NOW)
    second = claimed(key="second")
    claims.attempt(second, second.post.parts[0], NOW, a_price("0.2"))
    claims.not_taken(second, "busy", None, NOW)
    third = claimed(key="third")
    assert claims.attempt(third, third.post.parts[0], NOW, a_price("0.2", budget="0.3"))


def test_a_thread_is_not_begun_whose_last_part_could_not_be_paid() -> None:
    held = claimed(*PARTS)
    with pytest.raises(NotSent):
        claims.attempt(held, held.post.parts[0], NOW, a_price("0.2", "0.4", "0.59"))
    assert claims.attempt(held, held.post.parts[0], NOW, a_price("0.2", "0.4", "0.6"))


def test_of_two_that_would_spend_the_last_money_at_once_one_does() -> None:
    def charge() -> bool:
        with transaction.atomic():
            return spending.charge("act-x", a_price("0.2", budget="0.3"), NOW)

    assert sorted(at_once(charge, charge)) == [False, True]
    assert spent() == Decimal("0.2")


# ── given back, or not ──────────────────────────────────────────────────────────────────────────────────────────────


def attempted(*texts: str, at: dt.datetime = NOW) -> Claim:
    held = claimed(*texts)
    assert claims.attempt(held, held.post.parts[0], at, a_price("0.2"))
    return held


def test_what_surely_did_not_go_out_is_given_back() -> None:
    claims.not_taken(attempted(), "busy", None, NOW)
    assert spent() == NOTHING


def test_what_the_platform_refuses_is_given_back_but_for_what_is_out() -> None:
    held = attempted(*PARTS)
    claims.keep(held, held.post.parts[0], a_receipt(), NOW)
    claims.attempt(held, held.post.parts[1], NOW, a_price("0.1"))
    assert spent() == Decimal("0.3")
    claims.refused(held, "no", NOW)
    assert spent() == Decimal("0.2")


def test_what_nobody_knows_is_kept_until_it_is_known() -> None:
    held = attempted()
    claims.doubted(held, "who knows", None, NOW)
    assert spent() == Decimal("0.2")
    taken = claims.take_over(held.post.id, NOW)
    assert taken is not None
    assert spent() == Decimal("0.2")
    claims.not_taken(taken, "it was not out", NOW, NOW)
    assert spent() == NOTHING


def test_what_is_found_stays_paid() -> None:
    held = attempted()
    claims.doubted(held, "who knows", None, NOW)
    taken = claims.take_over(held.post.id, NOW)
    assert taken is not None
    claims.keep(taken, taken.post.parts[0], a_receipt(), NOW)
    assert spent() == Decimal("0.2")


def test_a_sender_that_was_killed_has_paid_until_it_is_known() -> None:
    held = attempted()
    assert spent(NOW + LEASE) == Decimal("0.2")
    taken = claims.take_over(held.post.id, NOW + LEASE)
    assert taken is not None
    claims.not_taken(taken, "it was not out", NOW + LEASE, NOW + LEASE)
    assert spent(NOW + LEASE) == NOTHING


def test_nothing_is_given_back_twice() -> None:
    held = attempted()
    claims.not_taken(held, "busy", None, NOW)
    again = claims.claim(as_kept(held.post), NOW)
    assert again is not None
    claims.not_taken(again, "busy", None, NOW)
    assert spent() == NOTHING


def test_the_second_of_two_attempts_is_paid_once() -> None:
    held = attempted()
    assert claims.attempt(held, held.post.parts[0], NOW + SECOND, a_price("0.2", budget="0.2"))
    assert spent() == Decimal("0.2")


# ── months ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_with_each_month_of_utc_a_budget_is_whole_again() -> None:
    last, first = dt.datetime(2016, 10, 31, 23, 59, 59, tzinfo=dt.UTC), dt.datetime(2016, 11, 1, tzinfo=dt.UTC)
    for month, moment in (("october", last), ("november", first)):
        held = claims.claim(approved(key=month, lapses_at=None), moment)
        assert held is not None
        assert claims.attempt(held, held.post.parts[0], moment, a_price("0.2", budget="0.2"))
        claims.keep(held, held.post.parts[0], a_receipt(month, moment), moment)
    assert (spent(last), spent(first)) == (Decimal("0.2"), Decimal("0.2"))


def test_a_month_is_one_of_utc_wherever_the_clock_stands() -> None:
    attempted()
    in_auckland = dt.datetime(2016, 11, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=13)))
    assert spent(in_auckland) == Decimal("0.2")
    assert spent(in_auckland + dt.timedelta(hours=4)) == NOTHING


def test_what_is_given_back_in_november_is_octobers_money() -> None:
    held = attempted()
    claims.doubted(held, "who knows", None, NOW)
    other = claims.claim(approved(key="in november", lapses_at=None), NOVEMBER)
    assert other is not None
    claims.attempt(other, other.post.parts[0], NOVEMBER, a_price("0.1"))
    taken = claims.take_over(held.post.id, NOVEMBER)
    assert taken is not None
    claims.not_taken(taken, "it was not out", NOVEMBER, NOVEMBER)
    assert (spent(OCTOBER), spent(NOVEMBER)) == (NOTHING, Decimal("0.1"))


# ── whatever happens, in whatever order ─────────────────────────────────────────────────────────────────────────────

BUDGET = Decimal("0.65")
PRICES = [Decimal(price) for price in ("0.015", "0.2", "0.1", "0.0351")]
THREADS = 4


class AnyWalk(RuleBasedStateMachine):
    """Threads of two parts on one account, whose parts are attempted, taken, lost, found and given up, over the months."""

    def __init__(self) -> None:
        super().__init__()
        emptied()
        kept()
        self.now = NOW
        self.held: dict[int, Claim] = {}
        self.ids = [approved("One. (1/2)", "Two. (2/2)", key=f"reminder {n}", lapses_at=None).id for n in range(THREADS)]

    def _missing(self, held: Claim) -> Part | None:
        return next((part for part in as_kept(held.post).parts if part.receipt is None), None)

    def _pick(self, number: int) -> int:
        return sorted(self.held)[number % len(self.held)]

    @rule(which=integers(0, THREADS - 1))
    def claim(self, which: int) -> None:
        post = posts.get(self.ids[which]).post
        held = claims.claim(post, self.now) if post.state is PostState.APPROVED else None
        if post.state is PostState.DOUBTFUL:
            held = claims.take_over(post.id, self.now)
        if held is not None:
            self.held[which] = held

    @precondition(lambda self: self.held)
    @rule(number=integers(0, 99), price=sampled_from(PRICES), behind=sampled_from([NOTHING, *PRICES]))
    def attempt(self, number: int, price: Decimal, behind: Decimal) -> None:
        which = self._pick(number)
        held = self.held[which]
        part = self._missing(held)
        if held.post.state is PostState.DOUBTFUL or part is None:
            return
        charged = PartRow.objects.filter(post=held.post.id, number=part.number).values_list("charged", flat=True).get() or NOTHING
        free = BUDGET - spent(self.now) + (charged if self._of_this_month(part) else NOTHING)
        try:
            claims.attempt(held, part, self.now, Price(price, behind, BUDGET))
        except NotSent:
            assert price + behind > free
        else:
            assert price + behind <= free

    def _of_this_month(self, part: Part) -> bool:
        return part.attempted_at is not None and f"{part.attempted_at:%Y-%m}" == f"{self.now:%Y-%m}"

    @precondition(lambda self: self.held)
    @rule(number=integers(0, 99))
    def is_out(self, number: int) -> None:
        which = self._pick(number)
        held = self.held[which]
        part = self._missing(held)
        if part is None or part.attempted_at is None:
            return
        claims.keep(held, part, a_receipt(f"{which}-{part.number}", part.attempted_at), self.now)
        if self._missing(held) is None:
            del self.held[which]

    @precondition(lambda self: self.held)
    @rule(number=integers(0, 99), doubtful=booleans())
    def goes_back(self, number: int, doubtful: bool) -> None:
        held = self.held.pop(self._pick(number))
        if doubtful:
            claims.doubted(held, "who knows", None, self.now)
        else:
            claims.not_taken(held, "busy", None, self.now)

    @rule(days=sampled_from([0, 9, 31]))
    def time_goes_by(self, days: int) -> None:
        """Whoever holds a claim then lost it, and what it left behind is doubtful."""
        if days:
            self.now += dt.timedelta(days=days)
            self.held.clear()
            for post in self.ids:
                taken = claims.take_over(post, self.now)
                if taken is not None:
                    claims.doubted(taken, "its sender is gone", None, self.now)

    @invariant()
    def what_is_spent_is_what_is_or_may_be_out_and_never_more_than_the_budget(self) -> None:
        by_month: dict[str, Decimal] = {}
        for charged, month in self._charges():
            by_month[month] = by_month.get(month, NOTHING) + charged
        for month, total in by_month.items():
            assert total <= BUDGET
            assert spending.spent("act-x", dt.datetime.fromisoformat(f"{month}-01T00:00:00+00:00")) == total
        assert spent(self.now) <= BUDGET

    def _charges(self) -> list[tuple[Decimal, str]]:
        rows = PartRow.objects.filter(charged__isnull=False).values_list("charged", "attempted_at")
        return [(charged, f"{at:%Y-%m}") for charged, at in rows if charged and at]


def test_any_walk_keeps_to_the_budget_and_counts_what_is_or_may_be_out() -> None:
    run_state_machine_as_test(AnyWalk, settings=settings(deadline=None, max_examples=12, stateful_step_count=30))
