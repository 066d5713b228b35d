"""One trial: a fleet at work on a campaign, what befalls it meanwhile, and what became of its posts."""

import datetime as dt
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from advocacybot.settings import Settings
from advocacybot.store.opening import set_up
from benchmarks.faults.counting import Copy
from benchmarks.fleet.counting import Asked, Stands, Tally, tally
from benchmarks.fleet.grounds import LATE_BY, Grounds
from benchmarks.fleet.hours import Hours
from benchmarks.fleet.machines import Fleet, Machine
from benchmarks.fleet.platform import Instances
from benchmarks.fleet.plights import STRIKES, Plight, Scene, drawn
from tests.servers.postgres import Postgres, asked
from tests.servers.redis import Redis

_PLANNERS, _WORKERS = 2, 4
_ZONES = ("UTC", "America/New_York", "Asia/Kolkata")
_AT_ONCE = "4"
_EVERY = 0.2
"""Seconds between two looks at the machines."""
_PATIENCE = dt.timedelta(minutes=5)
"""By the house's clock: so long after the last post may go out, at the latest, nothing is waited for any more."""
_OPEN = "SELECT count(*) FILTER (WHERE state IN ('queued', 'held', 'approved', 'sending', 'doubtful')), count(*) FROM posts"


@dataclass(frozen=True)
class Wish:
    """What is tried. ``queue``: what carries the jobs."""

    posts: int
    kills: int
    queue: str
    seed: int
    logs: Path | None = None


@dataclass(frozen=True)
class Result:
    """``befell``: how often what, to machines and to what they asked. ``seconds``: from the first post's hour on until
    all were settled. ``unruly``: so many machines did not stop in good order at the end."""

    tally: Tally
    parts: int
    befell: Mapping[str, int]
    ended_by_themselves: int
    unruly: int
    entries: int
    seconds: float

    @property
    def keeps_the_promise(self) -> bool:
        return self.tally.keeps_the_promise and not self.unruly


def measure(wish: Wish) -> Result:
    """Try it, in this very process and those that it starts."""
    grounds, lot = Grounds(wish.posts), Random(f"{wish.seed} {wish.queue}")  # noqa: S311 – it guards nothing
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="advocacybot-fleet-")))
        postgres = stack.enter_context(Postgres(max_connections=300))
        queue = stack.enter_context(Redis()) if wish.queue == "redis" else None
        url = stack.enter_context(postgres.database())
        hours = Hours.starting(grounds.begins)
        platform = stack.enter_context(Instances(hours, wish.seed, grounds.sizes))
        environment = {"DATABASE_URL": url, **({"QUEUE_URL": queue.address()} if queue else {}), **grounds.secrets()}
        logs = wish.logs or folder
        fleet = Fleet(hours, environment, _machines(folder, grounds, platform.urls), logs, lot)
        stack.callback(fleet.end)
        plights = drawn(lot, wish.kills, with_redis=queue is not None)
        seconds = _go_through(Scene(fleet, postgres, queue, lot), grounds, url, plights)
        unruly = fleet.stop()
        return _counted(grounds, url, folder, platform.log(), Counter(one.name for one in plights), fleet, unruly, seconds)


def _machines(folder: Path, grounds: Grounds, urls: Sequence[str]) -> list[Machine]:
    """Half of the workers have nothing but the database's address and their secrets."""
    files = grounds.lay_out(folder / "campaign", urls)
    kinds = [("planner", "--only-plan", True)] * _PLANNERS
    kinds += [("worker", "--no-plan", number % 2 == 0) for number in range(_WORKERS)]
    machines = []
    for number, (kind, does, with_files) in enumerate(kinds):
        home = folder / f"{kind}-{number}"
        if with_files:
            shutil.copytree(files, home)
        else:
            home.mkdir()
        command = ("worker", does, *(("--posts-at-once", _AT_ONCE) if kind == "worker" else ()))
        machines.append(Machine(home.name, command, home, _ZONES[number % len(_ZONES)]))
    return machines


def _go_through(scene: Scene, grounds: Grounds, url: str, plights: list[Plight]) -> float:
    """Let it all happen; how many seconds passed from the first post's hour on until nothing was open any more."""
    hours = scene.fleet.hours
    first = time.monotonic() + hours.until(grounds.first_due)
    length = (grounds.last_due - grounds.first_due).total_seconds() / hours.speed
    waiting, given_up = list(plights), grounds.last_due + LATE_BY + _PATIENCE
    while waiting or (not _all_settled(url, grounds.posts) and hours.now() < given_up):
        scene.fleet.see_to()
        while waiting and time.monotonic() >= first + waiting[0].at * length:
            STRIKES[waiting.pop(0).name](scene)
        time.sleep(_EVERY)
    return time.monotonic() - first


def _all_settled(url: str, expected: int) -> bool:
    """Whether every post was drawn and nothing is open; not while the database does not answer."""
    try:
        [(still_open, drawn_so_far)] = asked(url, _OPEN)
    except psycopg.Error:
        return False
    return drawn_so_far >= expected and not still_open


def _counted(
    grounds: Grounds, url: str, folder: Path, log: dict[str, Any], befell: Counter[str], fleet: Fleet, unruly: int, seconds: float
) -> Result:
    os.environ["DATABASE_URL"] = url
    set_up(Settings(home=folder))
    from django.db import connections

    from advocacybot.campaign.posts import PostState
    from advocacybot.store import journal, posts

    entries, _ = journal.verify()
    listed = [queued.post for queued in posts.listed(tuple(PostState))]
    told = Counter(row.subject for row in journal.read() if row.kind == "post published")
    connections.close_all()
    feeds = _feeds(log["statuses"])
    return Result(
        tally(listed, feeds, [Asked(*one) for one in log["asked"]], told, grounds.posts),
        sum(map(len, feeds.values())),
        {**befell, **log["befell"]},
        fleet.ended_by_themselves,
        unruly,
        entries,
        seconds,
    )


def _feeds(statuses: list[dict[str, Any]]) -> dict[str, list[Stands]]:
    """By account, the oldest first; what a part answers, and what its thread began with, as readers see it."""
    feeds: dict[str, list[Stands]] = {}
    roots: dict[tuple[str, int], int] = {}
    for one in statuses:
        account, number, parent = one["account"], one["number"], one["answers"]
        root = roots[account, number] = roots.get((account, parent), number) if parent else number
        copy = Copy(str(number), one["text"], str(parent) if parent else None, str(root) if parent else None)
        feeds.setdefault(account, []).append(Stands(copy, dt.datetime.fromisoformat(one["at"])))
    return feeds
