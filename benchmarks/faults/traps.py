"""How a process is readied to go wrong. The product has no seams for it: each process wraps the steps that it is to fail at,
for itself alone, and takes them with it when it dies."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, NoReturn

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Part, Receipt
from advocacybot.errors import Doubtful
from advocacybot.platforms.base import Ask, Outgoing, Platform, Standing
from advocacybot.store import claims
from advocacybot.store.claims import Claim
from advocacybot.wording.lengths import Limits
from benchmarks.faults.children import die

Step = Callable[..., object]
"""What happens before a step (it is given the step's arguments), or after it (it is given its result, then its arguments)."""


class Trap:
    """Kills the process, or does something else to it, when a moment comes for the n-th time."""

    def __init__(self, nth: int, spring: Callable[[], object] = die) -> None:
        self._left = nth
        self._spring = spring

    def step_on(self) -> bool:
        """Whether it sprang, where that is survived."""
        self._left -= 1
        if self._left == 0:
            self._spring()
        return self._left == 0


def _nothing(*_: object) -> None:
    return


def _around(name: str, *, before: Step = _nothing, after: Step = _nothing) -> None:
    """Wrap a step of :mod:`advocacybot.store.claims` in this process."""
    step: Step = getattr(claims, name)

    def wrapped(*args: Any) -> object:
        before(*args)
        gave = step(*args)
        after(gave, *args)
        return gave

    setattr(claims, name, wrapped)


@dataclass(frozen=True)
class _Platform:
    """A platform, with something before it takes a part, after it took it, or instead of looking for one."""

    inner: Platform
    before: Step = _nothing
    after: Step = _nothing
    looking: Step = _nothing

    @property
    def settles_after(self) -> dt.timedelta:
        return self.inner.settles_after

    def limits(self, account: Account) -> Limits:
        return self.inner.limits(account)

    def cost(self, outgoing: Outgoing) -> Decimal:
        return self.inner.cost(outgoing)

    def receipt_at(self, account: Account, address: str) -> Receipt:
        return self.inner.receipt_at(account, address)

    def delete(self, account: Account, receipt: Receipt) -> None:
        self.inner.delete(account, receipt)

    def standing(self, account: Account) -> Standing:
        return self.inner.standing(account)

    def sign_in(self, account: Account, ask: Ask) -> Mapping[str, str]:
        return self.inner.sign_in(account, ask)

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        self.before()
        receipt = self.inner.publish(account, outgoing)
        self.after()
        return receipt

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        self.looking()
        return self.inner.find(account, outgoing)


# ── killed ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def before_the_claim(trap: Trap, platform: Platform) -> Platform:
    _around("claim", before=lambda *_: trap.step_on())
    return platform


def after_the_claim(trap: Trap, platform: Platform) -> Platform:
    _around("claim", after=lambda held, *_: held and trap.step_on())
    return platform


def after_the_attempt(trap: Trap, platform: Platform) -> Platform:
    _around("attempt", after=lambda may, *_: may and trap.step_on())
    return platform


def before_it_is_taken(trap: Trap, platform: Platform) -> Platform:
    return _Platform(platform, before=trap.step_on)


def after_it_is_taken(trap: Trap, platform: Platform) -> Platform:
    return _Platform(platform, after=trap.step_on)


def after_a_receipt(trap: Trap, platform: Platform) -> Platform:
    """One before the thread's last."""
    _around("keep", after=lambda _, held, part, *__: _is_last(held, part) or trap.step_on())
    return platform


def after_the_last_receipt(trap: Trap, platform: Platform) -> Platform:
    _around("keep", after=lambda _, held, part, *__: _is_last(held, part) and trap.step_on())
    return platform


def _is_last(held: Claim, part: Part) -> bool:
    return part.number == len(held.post.parts)


# ── not killed: the platform's word is lost ─────────────────────────────────────────────────────────────────────────


def answers_lost(lot: Random, platform: Platform) -> Platform:
    """The first answer, and then every second one, by lot."""
    lost = iter([True])
    return _Platform(platform, after=lambda: next(lost, lot.random() < 0.5) and _doubt("the connection broke"))


def an_answer_lost(nth: int, platform: Platform) -> Platform:
    return _Platform(platform, after=Trap(nth, lambda: _doubt("the connection broke")).step_on)


def cannot_be_told(platform: Platform) -> Platform:
    return _Platform(platform, looking=lambda: _doubt("the timeline cannot be read"))


def _doubt(cause: str) -> NoReturn:
    raise Doubtful(cause=cause)
