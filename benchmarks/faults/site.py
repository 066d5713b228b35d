"""One run's own place: a database and an account, the processes at work on them, and the one that recovers."""

import datetime as dt
import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from advocacybot.campaign.posts import Post, PostState
from advocacybot.clock import ReplayClock
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import attend_to, sweep
from advocacybot.platforms import wire
from advocacybot.platforms.base import Platform
from advocacybot.store import journal, memory, posts
from advocacybot.store.claims import LEASE
from benchmarks.faults.children import Child, WentWrong, start
from benchmarks.faults.counting import count
from benchmarks.faults.grounds import ALL_DUE, Grounds, Threads, use
from benchmarks.faults.hosts import Home
from benchmarks.faults.subjects import Requests, Subject
from benchmarks.faults.ways import Detour

Arm = Callable[[Platform], Platform]
"""Readies the process that it is called in to go wrong; gives the platform as that process is to see it."""

LOST = ALL_DUE + LEASE + dt.timedelta(minutes=1)
"""Whoever held a claim when every post was due holds it no longer."""

_ROUND = dt.timedelta(minutes=20)
"""Longer than anything waits before it is tried, or looked for, again."""
_MOST_ROUNDS = 40
_STILL = 3
"""So many rounds without a change, and nothing will change any more."""

_PATIENCE = 1.5
"""So many seconds a process waits for an answer where some never come."""


class Running(ReplayClock):
    """Goes on from where it was set, as clocks do: no two parts are begun at the same instant."""

    def __init__(self, now: dt.datetime) -> None:
        super().__init__(now)
        self._since = time.perf_counter()

    def now(self) -> dt.datetime:
        return super().now() + dt.timedelta(seconds=time.perf_counter() - self._since)

    def set(self, now: dt.datetime) -> None:
        super().set(now)
        self._since = time.perf_counter()


def all_goes_well(platform: Platform) -> Platform:
    return platform


@dataclass(frozen=True)
class Site:
    """A place for one run. ``through``: a proxy on the way to its server, where answers may never come."""

    grounds: Grounds
    subject: Subject
    path: Path
    threads: Threads
    home: Home
    through: str = ""

    def lay(self) -> None:
        """Put its database there."""
        self.grounds.lay(self.threads, self._database, self.grounds.account_at(self.home.handle, self.home.url))

    def worker(self, arm: Arm = all_goes_well, now: dt.datetime = ALL_DUE) -> Child:
        """Starts a process that publishes what is due; it says when it begins, and how many seconds it took.

        Where it is stopped, and goes on, its claims have run out meanwhile.
        """

        def work(line: Connection) -> None:
            clock = Running(now)
            signal.signal(signal.SIGCONT, lambda *_: clock.set(LOST))
            house = self._house(clock, arm)
            line.send("at work")
            began = time.perf_counter()
            _publish_what_is_due(house)
            line.send(time.perf_counter() - began)

        return start(work)

    def recovery(self, arm: Arm = all_goes_well) -> Child:
        """Starts a process that comes later, does what there is to do until nothing moves, and says the count."""

        def work(line: Connection) -> None:
            clock = Running(LOST)
            house = self._house(clock, arm)
            clock.set(max(LOST, *(row.at for row in journal.read(last=1))))
            _recover(house, clock)
            journal.verify()
            line.send(count(_posts(), self.home.feed()))

        return start(work)

    @property
    def requests(self) -> Requests:
        """How its server is asked.

        Raises:
            WentWrong: it has none.
        """
        if self.subject.requests is None:
            raise WentWrong(f"{self.subject.name} is not asked over HTTP")  # noqa: EM102
        return self.subject.requests

    @property
    def _database(self) -> Path:
        return self.path / "database.sqlite3"

    def _house(self, clock: ReplayClock, arm: Arm) -> House:
        logging.disable()
        if self.through:
            wire.READ_SECONDS = _PATIENCE
        use(self._database)
        way = Detour(self.home.url, self.through or self.home.url, self.subject.keyless)
        account = self.grounds.account_at(self.home.handle, self.home.url)
        return self.grounds.house(clock, arm(self.home.platform(way, memory, clock)), account)


def _publish_what_is_due(house: House) -> None:
    for account in sweep(house):
        attend_to(house, account)


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
