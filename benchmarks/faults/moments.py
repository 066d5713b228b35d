"""What goes wrong, and when: the rows of the table."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from advocacybot.platforms.base import Platform
from benchmarks.faults import traps
from benchmarks.faults.children import Child, WentWrong, stop
from benchmarks.faults.grounds import Threads
from benchmarks.faults.site import LOST, Arm, Site, all_goes_well
from benchmarks.faults.traps import Trap

Strike = Callable[[Site, Random, float], int]
"""Lets it happen on a site, by lot; given how many seconds publishing usually takes. How many processes it killed."""


@dataclass(frozen=True)
class Moment:
    """A row. ``recovers``: what goes on being wrong while another process recovers."""

    name: str
    strike: Strike
    recovers: Arm = all_goes_well


# ── how often a moment comes, where posts have so many parts ────────────────────────────────────────────────────────


def _posts(threads: Threads) -> int:
    return len(threads)


def _parts(threads: Threads) -> int:
    return sum(threads)


def _gaps(threads: Threads) -> int:
    return sum(threads) - len(threads)


# ── what happens ────────────────────────────────────────────────────────────────────────────────────────────────────


def _killed(name: str, arm: Callable[[Trap, Platform], Platform], times: Callable[[Threads], int]) -> Moment:
    """Killed at one of the times at which the moment comes."""

    def strike(site: Site, lot: Random, _: float) -> int:
        trap = Trap(lot.randint(1, times(site.threads)))
        if not site.worker(partial(arm, trap)).ended().killed:
            raise WentWrong(f"it never came to: {name}")  # noqa: EM102
        return 1

    return Moment(name, strike)


def _frozen(name: str, arm: Callable[[Trap, Platform], Platform], times: Callable[[Threads], int]) -> Moment:
    """Stopped for so long that it is taken for dead; when all is done without it, it goes on."""

    def strike(site: Site, lot: Random, _: float) -> int:
        trap = Trap(lot.randint(1, times(site.threads)), stop)
        child = site.worker(partial(arm, trap))
        child.stopped()
        site.recovery().ended()
        child.go_on()
        return int(child.ended().killed)

    return Moment(name, strike)


def _at_random(site: Site, lot: Random, usual: float) -> int:
    return _kill([site.worker()], lot, usual)


def _two_at_random(site: Site, lot: Random, usual: float) -> int:
    return _kill([site.worker(), site.worker()], lot, usual)


def _again_and_again(site: Site, lot: Random, usual: float) -> int:
    return _kill([site.worker()], lot, usual) + _kill([site.worker(now=LOST)], lot, usual)


def _kill(children: list[Child], lot: Random, usual: float) -> int:
    """Kill each at an instant of its own. Some are done before theirs comes."""
    for child in children:
        child.hear()
    began = time.perf_counter()
    instants = sorted(lot.uniform(0, usual) for _ in children)
    for instant, child in zip(instants, children, strict=True):
        time.sleep(max(0.0, began + instant - time.perf_counter()))
        child.kill()
    return sum(child.ended().killed for child in children)


def _answers_lost(site: Site, lot: Random, _: float) -> int:
    return int(site.worker(partial(traps.answers_lost, lot)).ended().killed)


def _an_answer_lost(site: Site, lot: Random, _: float) -> int:
    nth = lot.randint(1, _parts(site.threads))
    return int(site.worker(partial(traps.an_answer_lost, nth)).ended().killed)


MOMENTS = (
    _killed("before the claim", traps.before_the_claim, _posts),
    _killed("after the claim is committed", traps.after_the_claim, _posts),
    _killed("after the attempt is committed", traps.after_the_attempt, _parts),
    _killed("in the call, before it is taken", traps.before_it_is_taken, _parts),
    _killed("in the call, after it is taken", traps.after_it_is_taken, _parts),
    _killed("between two parts of a thread", traps.after_a_receipt, _gaps),
    _killed("after the last receipt", traps.after_the_last_receipt, _posts),
    Moment("at random", _at_random),
    Moment("at random, and the recovery too", _again_and_again),
    Moment("two workers, each at random", _two_at_random),
    _frozen("no kill: frozen after the claim", traps.after_the_claim, _posts),
    Moment("no kill: answers lost", _answers_lost),
    Moment("no kill: lost, cannot be told", _an_answer_lost, recovers=traps.cannot_be_told),
)

NOT_PROMISED = (_frozen("no kill: frozen before the call", traps.after_the_attempt, _parts),)
"""What no claim can prevent on a platform that takes whatever it is given: a process that was given up for dead sends after all,
because it was stopped for longer than its lease in the instant between its last look and the call."""
