"""What every run begins from: a campaign's files, read once, and databases with approved threads that are due."""

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import permutations
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from django.db import connections

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Post, PostState, Words, content_hash
from advocacybot.clock import ReplayClock
from advocacybot.pipeline import review, watch
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import Platform
from advocacybot.platforms.registry import Platforms
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.settings import Settings
from advocacybot.sources.configuration import Configuration, Folder
from advocacybot.store import marks, posts, rehearsed
from advocacybot.store.opening import open_tables
from benchmarks.campaigns import ACCOUNT, ANA, NOON, a_calendar, a_campaign, lay_out
from benchmarks.faults.children import start
from benchmarks.faults.subjects import Subject

Threads = tuple[int, ...]
"""How many parts each post has, in the order in which they are due."""

_VOTE = NOON + dt.timedelta(hours=60)
_REMINDERS = [f"{{before: {hours} h, late_by: 40 h}}" for hours in (41, 40)]

ALL_DUE = _VOTE - dt.timedelta(hours=40)
"""Every post is due, and none will be too late for more than a day."""


@dataclass(frozen=True)
class Prepared:
    """A database, and the posts in it, each with the words that it was drawn with."""

    path: Path
    posts: list[tuple[Post, Words]]


@dataclass(frozen=True)
class Grounds:
    """A campaign, and a database for each of several ways to thread its posts. No process has them open."""

    folder: Folder
    configuration: Configuration
    databases: dict[Threads, Prepared] = field(default_factory=dict)

    def house(self, clock: ReplayClock, platform: Platform, account: Account | None = None) -> House:
        """The campaign at work in this process, on that account."""
        account = account or self.account
        campaign = self.configuration.campaign.model_copy(update={"accounts": (account,)})
        platforms = Platforms(platform, {account.platform: platform})
        return House(self.folder, replace(self.configuration, campaign=campaign), platforms, clock)

    @property
    def account(self) -> Account:
        """As it stands in campaign.yaml."""
        return self.configuration.campaign.account(ACCOUNT)

    def account_at(self, handle: str, url: str) -> Account:
        """The account, as it would stand there if it had that handle on that server."""
        its = str(self.account.platform)
        server = {its: getattr(self.account, its).model_copy(update={"server": url})} if url else {}
        return self.account.model_copy(update={"handle": handle, **server})

    def lay(self, threads: Threads, database: Path, account: Account) -> None:
        """Put a database there, as it would be if it had all been drawn for that account, and agreed to."""
        prepared = self.databases[threads]
        shutil.copyfile(prepared.path, database)
        with closing(sqlite3.connect(database)) as tables, tables:
            for post, drawn in prepared.posts:
                agreed, first = (content_hash(post.slot, replace(one, voice=account.voice)) for one in (post.words, drawn))
                changes = "voice = ?, content_hash = ?, drawn_hash = ?"
                tables.execute(f"UPDATE posts SET {changes} WHERE id = ?", (account.voice, agreed, first, post.id))  # noqa: S608
                tables.execute("UPDATE approvals SET content_hash = ? WHERE post_id = ?", (agreed, post.id))
            # The files that took effect name another account: nobody is to catch up with them.
            tables.execute("DELETE FROM marks WHERE name = ?", (marks.FILES,))


def prepare(path: Path, subject: Subject, ways: int) -> Grounds:
    """Lay a campaign out, and let a person approve two threads of one to four parts, in so many different ways."""
    campaign = a_campaign(*_REMINDERS, posting="approval", where=subject.where)
    folder = Folder(lay_out(path / "home", campaign, a_calendar(iter([_VOTE]))))
    grounds = Grounds(folder, folder.load())
    _warm(grounds)
    drawn = path / "drawn.sqlite3"
    start(_Drawing(grounds, drawn)).ended()
    children = {}
    for threads in Random(ways).sample(list(permutations((1, 2, 3, 4), len(_REMINDERS))), ways):  # noqa: S311 – guards nothing
        database = path / f"threads-{'-'.join(map(str, threads))}.sqlite3"
        shutil.copyfile(drawn, database)
        children[threads, database] = start(_Approval(grounds, threads, database))
    for (threads, database), child in children.items():
        grounds.databases[threads] = Prepared(database, child.ended().said[-1])
    return grounds


def _warm(grounds: Grounds) -> None:
    """Do once what every child would do: load the database's driver (without connecting), translate the templates."""
    watch.check_wording(_at_noon(grounds), grounds.configuration)
    connections["default"].vendor  # noqa: B018


def use(database: Path) -> None:
    """Let this process look at that database."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(database)


@dataclass(frozen=True)
class _Drawing:
    """Draws the posts."""

    grounds: Grounds
    database: Path

    def __call__(self, _: Connection) -> None:
        use(self.database)
        open_tables(Settings(home=self.grounds.folder.path))
        watch.take(_at_noon(self.grounds))
        connections.close_all()


@dataclass(frozen=True)
class _Approval:
    """Gives each post its own words in as many parts as it is to have, and agrees to them; says what it did."""

    grounds: Grounds
    threads: Threads
    database: Path

    def __call__(self, line: Connection) -> None:
        use(self.database)
        house = _at_noon(self.grounds)
        done = []
        for queued, parts in zip(posts.listed([PostState.QUEUED]), self.threads, strict=True):
            words = tuple(f"Post {queued.post.id}, part {number} of {parts}." for number in range(1, parts + 1))
            review.edit(house, queued.post.id, ANA, words)
            review.approve(house, queued.post.id, ANA)
            done.append((posts.get(queued.post.id).post, queued.post.words))
        connections.close_all()
        line.send(done)


def _at_noon(grounds: Grounds) -> House:
    """The campaign, before anything is due."""
    clock = ReplayClock(NOON)
    return grounds.house(clock, Rehearsal(rehearsed, clock))
