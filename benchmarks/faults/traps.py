"""How a process is readied to go wrong. The product has no seams for it: each process wraps the steps that it is to fail at,
for itself alone, and takes them with it when it dies."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any, Literal, NoReturn

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Part, Receipt
from advocacybot.errors import Doubtful
from advocacybot.platforms.base import Ask, Outgoing, Platform, Standing
from advocacybot.store import claims
from advocacybot.store.claims import Claim, InLine
from advocacybot.wording.lengths import Limits
from benchmarks.faults.children import die

Step = Callable[..., object]
"""What happens before a step (it is given the step's arguments), or after it (it is given its result, then its arguments)."""


WhatIsAsked = Literal["before", "looking", "asking"]


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
    """A platform, with something before it takes a part, right before it sends it, or after it took it.

    Where the step before it takes a part, looks for one, or asks who the account is, gives an address, it does so there.
    """

    inner: Platform
    before: Step = _nothing
    sending: Step = _nothing
    after: Step = _nothing
    looking: Step = _nothing
    asking: Step = _nothing

    @property
    def settles_after(self) -> dt.timedelta:
        return self.inner.settles_after

    def limits(self, account: Account) -> Limits:
        return self.inner.limits(account)

    def app(self, account: Account) -> str:
        return self.inner.app(account)

    def cost(self, outgoing: Outgoing) -> Decimal:
        return self.inner.cost(outgoing)

    def receipt_at(self, account: Account, address: str) -> Receipt:
        return self.inner.receipt_at(account, address)

    def delete(self, account: Account, receipt: Receipt) -> None:
        self.inner.delete(account, receipt)

    def standing(self, account: Account) -> Standing:
        return self.inner.standing(_elsewhere(account, self.asking()))

    def sign_in(self, account: Account, ask: Ask) -> Mapping[str, str]:
        return self.inner.sign_in(account, ask)

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        there = _elsewhere(account, self.before())
        receipt = self.inner.publish(there, replace(outgoing, before_sending=self._then_sending(outgoing.before_sending)))
        self.after()
        return receipt

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        return self.inner.find(_elsewhere(account, self.looking()), outgoing)

    def _then_sending(self, last_look: Callable[[], None]) -> Callable[[], None]:
        def look() -> None:
            last_look()
            self.sending()

        return look


def _elsewhere(account: Account, url: object) -> Account:
    """The account on another server, where a step gives one."""
    its = str(account.platform)
    server = {its: getattr(account, its).model_copy(update={"server": url})} if isinstance(url, str) else {}
    return account.model_copy(update=server)


# ── killed ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def before_the_claim(trap: Trap, platform: Platform) -> Platform:
    """Of a post's own, or as the one before it is out."""
    _around("claim", before=lambda *_: trap.step_on())
    _around("keep", before=lambda *given: _behind(*given) and trap.step_on())
    return platform


def after_the_claim(trap: Trap, platform: Platform) -> Platform:
    _around("claim", after=lambda held, *_: held and trap.step_on())
    _around("keep", after=lambda _, *given: _is_held(_behind(*given)) and trap.step_on())
    return platform


def after_the_attempt(trap: Trap, platform: Platform) -> Platform:
    """That of a post's first part is committed with its claim."""
    _around("attempt", after=lambda may, *_: may and trap.step_on())
    return after_the_claim(trap, platform)


def after_the_last_look(trap: Trap, platform: Platform) -> Platform:
    """Nothing but the call itself is left to do."""
    return _Platform(platform, sending=trap.step_on)


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


def _behind(*kept: Any) -> InLine | None:
    """The post that is to be claimed as one is out, by what :func:`claims.keep` is given."""
    return kept[4] if len(kept) > 4 else None


def _is_held(one: InLine | None) -> bool:
    return one is not None and one.held is not None


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


# ── not killed: nobody listens ──────────────────────────────────────────────────────────────────────────────────────


def nobody_listens(step: WhatIsAsked, url: str, nth: int, platform: Platform) -> Platform:
    """The n-th time that it is asked to post, to look, or who the account is."""
    trap = Trap(nth, lambda: None)
    return _Platform(platform, **{step: lambda: url if trap.step_on() else None})


def _doubt(cause: str) -> NoReturn:
    raise Doubtful(cause=cause)
