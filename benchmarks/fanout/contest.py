"""One run of one contender: started before the posts are due, measured from that instant on, and its posts counted."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.fanout.counting import Post, Tally, tally
from benchmarks.fanout.crews import Crew, processor_seconds
from benchmarks.fanout.grounds import DUE
from benchmarks.fanout.peers.errand import Errand
from benchmarks.fanout.platform import Platform
from benchmarks.fleet.hours import Hours

_PATIENCE = 60.0
"""Seconds without a new post, and no more are waited for."""
_EVERY = 0.2


@dataclass(frozen=True)
class Start:
    """What a contender is told. ``at``: the instant, by the machine's steady clock; ``hours``: by its own clock it is then
    when the posts are due; ``errand``: the same, and the posts, in a file."""

    folder: Path
    hours: Hours
    errand: Path
    at_once: int


Muster = Callable[[Start], Crew]
"""Makes a contender's crew."""


@dataclass(frozen=True)
class Contender:
    """``lead``: so many seconds it has to get ready in."""

    name: str
    muster: Muster
    lead: float = 10.0


@dataclass(frozen=True)
class Run:
    """``seconds``: from the instant to the last post. ``processor``: seconds that its processes, and the
    servers that only it uses, took of processors."""

    contender: str
    seconds: float
    processor: float
    tally: Tally

    @property
    def rate(self) -> float:
        """Posts a second; none where not all went out."""
        return self.tally.once / self.seconds if self.tally.whole else 0.0


_runs = count(1)


def run(
    contender: Contender,
    platform: Platform,
    posts: Sequence[Post],
    at_once: int,
    folder: Path,
    when_due: Callable[[], None] = lambda: None,
) -> Run:
    """Let it send the posts. ``when_due``: called at the instant."""
    at = time.monotonic() + contender.lead
    hours = Hours(DUE, at, speed=1.0)
    platform.begin(hours)
    own = folder / f"run-{next(_runs)}"
    own.mkdir()
    errand = Errand(platform.url, at_once, at, list(posts)).write(own / "errand.json")
    with contender.muster(Start(own, hours, errand, at_once)) as crew:
        time.sleep(max(0.0, at - time.monotonic()))
        when_due()
        before = processor_seconds(*crew.pids)
        _wait(platform, len(posts))
        processor = processor_seconds(*crew.pids) - before
    counted = tally(posts, platform.taken())
    return Run(contender.name, counted.last - at, processor, counted)


def _wait(platform: Platform, most: int) -> None:
    """Until it took so many, or nothing moves any more."""
    seen, since = -1, time.monotonic()
    while seen < most and time.monotonic() - since < _PATIENCE:
        now = platform.count()
        seen, since = (now, time.monotonic()) if now != seen else (seen, since)
        time.sleep(_EVERY)
