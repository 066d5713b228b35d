"""One run's own place: a database and a feed, the processes at work on them, and the one that recovers."""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from advocacybot.campaign.posts import Post, PostState
from advocacybot.clock import ReplayClock
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import attend, sweep
from advocacybot.platforms.base import Platform
from advocacybot.store import journal, posts
from advocacybot.store.claims import LEASE
from benchmarks.faults.children import Child, start
from benchmarks.faults.counting import count
from benchmarks.faults.grounds import ALL_DUE, Grounds, Threads, use
from benchmarks.faults.subjects import Subject

Arm = Callable[[Platform], Platform]
"""Readies the process that it is called in to go wrong; gives the platform as that process is to see it."""

LOST = ALL_DUE + LEASE + dt.timedelta(seconds=1)
"""Whoever held a claim when every post was due holds it no longer."""

_ROUND = dt.timedelta(minutes=20)
"""Longer than anything waits before it is tried, or looked for, again."""
_MOST_ROUNDS = 40
_STILL = 3
"""So many rounds without a change, and nothing will change any more."""


def all_goes_well(platform: Platform) -> Platform:
    return platform


@dataclass(frozen=True)
class Site:
    """A place for one run."""

    grounds: Grounds
    subject: Subject
    path: Path
    threads: Threads

    def worker(self, arm: Arm = all_goes_well, now: dt.datetime = ALL_DUE) -> Child:
        """Starts a process that publishes what is due; it says when it begins, and how many seconds it took."""

        def work(line: Connection) -> None:
            logging.disable()
            house = self._house(ReplayClock(now), arm)
            line.send("at work")
            began = time.perf_counter()
            _publish_what_is_due(house)
            line.send(time.perf_counter() - began)

        return start(work)

    def recovery(self, arm: Arm = all_goes_well) -> Child:
        """Starts a process that comes later, does what there is to do until nothing moves, and says the count."""

        def work(line: Connection) -> None:
            logging.disable()
            clock = ReplayClock(LOST)
            house = self._house(clock, arm)
            _recover(house, clock)
            journal.verify()
            line.send(count(_posts(), self.subject.feed(self.path, clock)))

        return start(work)

    @property
    def database(self) -> Path:
        return self.path / "database.sqlite3"

    def _house(self, clock: ReplayClock, arm: Arm) -> House:
        use(self.database)
        return self.grounds.house(clock, arm(self.subject.platform(self.path, clock)))


def _publish_what_is_due(house: House) -> None:
    for post_id in sweep(house):
        attend(house, post_id)


def _recover(house: House, clock: ReplayClock) -> None:
    seen: list[object] = []
    for _ in range(_MOST_ROUNDS):
        _publish_what_is_due(house)
        now = _posts()
        seen.append([(post.state, post.parts_out) for post in now])
        if all(post.state is PostState.PUBLISHED for post in now) or seen[-_STILL:] == [seen[-1]] * _STILL:
            return
        clock.set(clock.now() + _ROUND)


def _posts() -> list[Post]:
    return [queued.post for queued in posts.listed(tuple(PostState))]
