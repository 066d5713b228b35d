"""What goes wrong, and when. The product has no seams for it: each process wraps the steps that it is to fail at, for itself."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Receipt
from advocacybot.errors import Doubtful
from advocacybot.platforms.base import Outgoing, Platform
from advocacybot.store import claims
from advocacybot.wording.lengths import Limits
from benchmarks.faults.children import WentWrong, die
from benchmarks.faults.grounds import Threads
from benchmarks.faults.site import LOST, Arm, Site, all_goes_well

Step = Callable[..., None]
"""What happens before a step (with its arguments), or after it (with what it gave, and its arguments)."""


@dataclass(frozen=True)
class Moment:
    """A row of the table. ``strike`` lets it happen in a run; how many processes it killed."""

    name: str
    strike: Callable[["Site", Random, float], int]
    recovers: Arm = all_goes_well
    """What goes on being wrong while another process recovers."""


# ── a step is wrapped, in the process that calls it ─────────────────────────────────────────────────────────────────


class Trap:
    """Kills the process when a moment comes for the n-th time."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def sprung(self) -> None:
        self._left -= 1
        if self._left == 0:
            die()


def _nothing(*_: object) -> None:
    return


def _around(name: str, *, before: Step = _nothing, after: Step = _nothing) -> None:
    """Wrap a step of :mod:`advocacybot.store.claims` in this process."""
    step: Callable[..., Any] = getattr(claims, name)

    def wrapped(*args: Any) -> Any:
        before(*args)
        gave = step(*args)
        after(gave, *args)
        return gave

    setattr(claims, name, wrapped)


@dataclass(frozen=True)
class Between:
    """A platform with something before it takes a part, after it took it, or before it looks for one."""

    inner: Platform
    before: Step = _nothing
    after: Step = _nothing
    looking: Step = _nothing

    def limits(self, account: Account) -> Limits:
        return self.inner.limits(account)

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        self.before(outgoing)
        receipt = self.inner.publish(account, outgoing)
        self.after(outgoing)
        return receipt

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        self.looking(outgoing)
        return self.inner.find(account, outgoing)


# ── killed at a step ────────────────────────────────────────────────────────────────────────────────────────────────


def _before_the_claim(trap: Trap, platform: Platform) -> Platform:
    _around("claim", before=lambda *_: trap.sprung())
    return platform


def _after_the_claim(trap: Trap, platform: Platform) -> Platform:
    _around("claim", after=lambda held, *_: held and trap.sprung())
    return platform


def _after_the_attempt(trap: Trap, platform: Platform) -> Platform:
    _around("attempt", after=lambda may, *_: may and trap.sprung())
    return platform


def _before_it_took_it(trap: Trap, platform: Platform) -> Platform:
    return Between(platform, before=lambda *_: trap.sprung())


def _after_it_took_it(trap: Trap, platform: Platform) -> Platform:
    return Between(platform, after=lambda *_: trap.sprung())


def _after_a_receipt(trap: Trap, platform: Platform, *, last: bool) -> Platform:
    def kept(_: None, held: claims.Claim, part: Any, *__: object) -> None:
        if (part.number == len(held.post.parts)) == last:
            trap.sprung()

    _around("keep", after=kept)
    return platform


def _once_for_each_post(threads: Threads) -> int:
    return len(threads)


def _once_for_each_part(threads: Threads) -> int:
    return sum(threads)


def _once_for_each_gap(threads: Threads) -> int:
    return sum(threads) - len(threads)


def _killed(arm: Callable[[Trap, Platform], Platform], chances: Callable[[Threads], int]) -> Callable[..., int]:
    """One of the times at which the moment comes, by lot."""

    def strike(site: Site, lot: Random, _: float) -> int:
        trap = Trap(lot.randint(1, chances(site.threads)))
        if not site.worker(partial(arm, trap)).ended().killed:
            raise WentWrong
        return 1

    return strike


# ── killed from outside ─────────────────────────────────────────────────────────────────────────────────────────────


def _killed_from_outside(site: Site, lot: Random, usual: float, workers: int = 1) -> int:
    """Some may be done before their hour."""
    children = [site.worker() for _ in range(workers)]
    for child in children:
        child.hear()
    began = time.perf_counter()
    for child in children:
        hour = began + lot.uniform(0, usual)
        ...
    return 0
