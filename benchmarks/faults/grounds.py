"""What every run begins from: a campaign's files, read once, and databases with approved threads that are due."""

import datetime as dt
import os
from dataclasses import dataclass, field
from itertools import permutations
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from django.db import connections

from advocacybot.campaign.posts import PostState
from advocacybot.clock import ReplayClock
from advocacybot.pipeline import review, watch
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import Platform
from advocacybot.platforms.registry import Platforms
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.settings import Settings
from advocacybot.sources.configuration import Configuration, Folder
from advocacybot.store import posts
from advocacybot.store.opening import open_tables
from benchmarks.campaigns import ANA, NOON, a_calendar, a_campaign, lay_out
from benchmarks.faults.children import start

Threads = tuple[int, ...]
"""How many parts each post has, in the order in which they are due."""

_VOTE = NOON + dt.timedelta(hours=60)
_REMINDERS = [f"{{before: {hours} h, late_by: 40 h}}" for hours in (41, 40)]

ALL_DUE = _VOTE - dt.timedelta(hours=40)
"""Every post is due, and none will be too late for more than a day."""


@dataclass(frozen=True)
class Grounds:
    """A campaign, and a database for each of several ways to thread its posts. No process has them open."""

    folder: Folder
    configuration: Configuration
    databases: dict[Threads, Path] = field(default_factory=dict)

    def house(self, clock: ReplayClock, platform: Platform) -> House:
        """The campaign at work in this process. What took effect is kept where no other process keeps it."""
        accepted = self.folder.path / f"accepted-{os.getpid()}"
        return House(self.folder, accepted, self.configuration, Platforms(platform, {}), clock)


def prepare(path: Path, ways: int = 6) -> Grounds:
    """Lay a campaign out, and let a person approve two threads of one to four parts, in so many different ways."""
    folder = Folder(lay_out(path / "home", a_campaign(*_REMINDERS, posting="approval"), a_calendar(iter([_VOTE]))))
    grounds = Grounds(folder, folder.load())
    _warm(grounds)
    for threads in Random(ways).sample(list(permutations((1, 2, 3, 4), len(_REMINDERS))), ways):  # noqa: S311 – guards nothing
        grounds.databases[threads] = path / f"threads-{'-'.join(map(str, threads))}.sqlite3"
    for child in [start(_Approval(grounds, threads)) for threads in grounds.databases]:
        child.ended()
    return grounds


def _warm(grounds: Grounds) -> None:
    """Do once what every child would do: load the database's driver (without connecting), translate the templates."""
    clock = ReplayClock(NOON)
    house = grounds.house(clock, Rehearsal(grounds.folder.path / "feeds", clock))
    watch.check_wording(house, grounds.configuration)
    connections["default"].vendor  # noqa: B018


def use(database: Path) -> None:
    """Let this process look at that database."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(database)


@dataclass(frozen=True)
class _Approval:
    """Draws the posts, gives each its own words in as many parts as it is to have, and agrees to them."""

    grounds: Grounds
    threads: Threads

    def __call__(self, _: Connection) -> None:
        use(self.grounds.databases[self.threads])
        open_tables(Settings(home=self.grounds.folder.path))
        clock = ReplayClock(NOON)
        house = self.grounds.house(clock, Rehearsal(self.grounds.folder.path / "feeds", clock))
        watch.take(house)
        for queued, parts in zip(posts.listed([PostState.QUEUED]), self.threads, strict=True):
            words = tuple(f"Post {queued.post.id}, part {number} of {parts}." for number in range(1, parts + 1))
            review.edit(house, queued.post.id, ANA, words)
            review.approve(house, queued.post.id, ANA)
        connections.close_all()
