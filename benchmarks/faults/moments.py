"""What goes wrong, and when: the rows of the table."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from advocacybot.platforms.base import Platform
from benchmarks.faults import losses, traps
from benchmarks.faults.children import Child, WentWrong, stop
from benchmarks.faults.grounds import Threads
from benchmarks.faults.site import LOST, Arm, Site, all_goes_well
from benchmarks.faults.subjects import Subject
from benchmarks.faults.traps import Trap

Strike = Callable[[Site, Random, float], int]
"""Lets it happen on a site, by lot; given how many seconds publishing usually takes. How many processes it killed; 1 where it
kills none and came to pass."""


@dataclass(frozen=True)
class Moment:
    """A row. ``recovers``: what goes on being wrong while another process recovers. ``over_http``: it takes a server.
    ``given_twice``: nothing keeps the platform from being given the same part twice, so it must not take it twice."""

    name: str
    strike: Strike
    recovers: Arm = all_goes_well
    over_http: bool = False
    given_twice: bool = False

    def is_of(self, subject: Subject) -> bool:
        return subject.requests is not None or not self.over_http

    def is_promised(self, subject: Subject) -> bool:
        return not (self.given_twice and subject.takes_twice)


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


@dataclass(frozen=True)
class _Frozen:
    """Stopped for so long that it is taken for dead; when all is done without it, it goes on."""

    arm: Callable[[Trap, Platform], Platform]
    times: Callable[[Threads], int]

    def __call__(self, site: Site, lot: Random, _: float) -> int:
        trap = Trap(lot.randint(1, self.times(site.threads)), stop)
        child = site.worker(partial(self.arm, trap))
        child.stopped()
        site.recovery().ended()
        child.go_on()
        child.ended()
        return 1


def _at_random(site: Site, lot: Random, usual: float) -> int:
    return _kill([site.worker()], lot, usual)


def _two_again_and_again(site: Site, lot: Random, usual: float) -> int:
    return _kill([site.worker(), site.worker()], lot, usual) + _kill([site.worker(now=LOST), site.worker(now=LOST)], lot, usual)


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
    site.worker(partial(traps.answers_lost, lot)).ended()
    return 1


def _an_answer_lost(site: Site, lot: Random, _: float) -> int:
    site.worker(partial(traps.an_answer_lost, lot.randint(1, _parts(site.threads)))).ended()
    return 1


_KILLED = (
    _killed("before the claim", traps.before_the_claim, _posts),
    _killed("after the claim is committed", traps.after_the_claim, _posts),
    _killed("after the attempt is committed", traps.after_the_attempt, _parts),
    _killed("in the call, before it is sent", traps.before_it_is_taken, _parts),
    _killed("in the call, after the last look", traps.after_the_last_look, _parts),
    Moment("in the call, before it is taken", losses.KilledOnTheWire(taken=False), over_http=True),
    Moment("in the call, after it is taken", losses.KilledOnTheWire(taken=True), over_http=True),
    _killed("in the call, after the answer", traps.after_it_is_taken, _parts),
    _killed("between two parts of a thread", traps.after_a_receipt, _gaps),
    _killed("after the last receipt", traps.after_the_last_receipt, _posts),
    Moment("at random", _at_random),
    Moment("at random, and the recovery too", _again_and_again),
    Moment("two at once, and the recovery too", _two_again_and_again),
)
_FROZEN = (
    Moment("frozen after the claim", _Frozen(traps.after_the_claim, _posts)),
    Moment("frozen before the call", _Frozen(traps.after_the_attempt, _parts)),
    Moment("frozen after the last look", _Frozen(traps.after_the_last_look, _parts), over_http=True, given_twice=True),
)
_WORD_LOST = (
    Moment("answers lost", _answers_lost),
    Moment("lost, and cannot be told", _an_answer_lost, recovers=traps.cannot_be_told),
)
_LOST_ON_THE_WAY = (
    Moment("post: nobody listens", losses.NobodyListens("before"), over_http=True),
    *(Moment(f"post: {name}", losses.WhilePosting(fault), over_http=True) for name, fault in losses.POSTING.items()),
    Moment("post: late, before it is looked for", losses.ArrivesLate(in_time=True), over_http=True),
    Moment("post: late, after it was looked for", losses.ArrivesLate(in_time=False), over_http=True, given_twice=True),
    Moment("look: nobody listens", losses.NobodyListens("looking"), over_http=True),
    *(Moment(f"look: {name}", losses.WhileLooking(fault), over_http=True) for name, fault in losses.ASKING.items()),
    Moment("who: nobody listens", losses.NobodyListens("asking"), over_http=True),
    *(Moment(f"who: {name}", losses.WhileAskingWho(fault), over_http=True) for name, fault in losses.ASKING.items()),
)

MOMENTS = (*_KILLED, *_FROZEN, *_WORD_LOST, *_LOST_ON_THE_WAY)
"""Two may give a platform the same part twice, for no claim reaches further than the call: a process that is stopped for longer
than its lease between its last look at the clock and the call, and a request that arrives when it was looked for in vain. On
platforms that take nothing twice they are promised all the same: Bluesky by the record key, Mastodon by the ``Idempotency-Key``
within the hour, X by refusing the duplicate."""
