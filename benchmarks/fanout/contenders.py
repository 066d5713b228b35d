"""Who takes part: a bare pool of threads, APScheduler, Celery, and ours."""

import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.fanout.contest import Contender, Start
from benchmarks.fanout.crews import Crew
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis

_PEERS = "benchmarks.fanout.peers"


class Broker(Redis):
    """As Redis comes, which is how Celery's documentation has it run: its queue is in memory, not on the disk."""

    def server(self) -> list[str]:
        return [*super().server(), "--appendonly", "no"]


@dataclass(frozen=True)
class Servers:
    """``drafted``: the database in which the posts wait; ``home``: the campaign's folder, where they wait in SQLite as well;
    ``secrets``: the accounts'. ``stack``: what is to go at the end of a run."""

    postgres: Postgres
    redis: Broker
    drafted: str
    home: Path
    secrets: Mapping[str, str]
    stack: ExitStack


def floor(start: Start) -> Crew:
    return Crew([(f"{_PEERS}.floor", str(start.errand))], {}, start.folder / "log")


def apscheduler(servers: Servers, kept_by: str, start: Start) -> Crew:
    """``kept_by``: sqlite or postgresql."""
    in_a_file = kept_by == "sqlite"
    file, served_by = f"sqlite:///{start.folder / 'jobs.sqlite'}", [] if in_a_file else [servers.postgres.server_pid]
    url = file if in_a_file else _fresh(servers).replace("postgres://", "postgresql+psycopg://")
    return Crew([(f"{_PEERS}.scheduler", str(start.errand), url)], {}, start.folder / "log", served_by)


def celery(servers: Servers, processes: int, pool: str, start: Start, *, results: bool = False) -> Crew:
    """``processes``: so many workers of threads, or one worker of so many processes as posts go out at once. ``results``: what
    became of each post is kept."""
    each = start.at_once // processes
    worker = ("celery", "-A", f"{_PEERS}.queue", "worker", "--pool", pool, "--concurrency", str(each), "--loglevel", "WARNING")
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    workers = [(*worker, *quiet, "--hostname", f"{start.folder.name}-{number}@bench") for number in range(processes)]
    fans_out = (f"{_PEERS}.fan_out", str(start.errand))
    where = {"QUEUE_URL": servers.redis.address()} | ({"RESULTS_URL": servers.redis.address()} if results else {})
    return Crew([*workers, fans_out], where, start.folder / "log", [servers.redis.server_pid])


def ours(servers: Servers, processes: int, queue: str, start: Start) -> Crew:
    """``processes``: so many workers on PostgreSQL, whose jobs are carried by it or by Redis, as ``queue`` says."""
    home = _home(servers, start)
    each = str(start.at_once // processes)
    worker = ("benchmarks.fleet.process", start.hours.written(), "worker", "--posts-at-once", each)
    where = {"DATABASE_URL": _fresh(servers, servers.drafted), "ADVOCACYBOT_HOME": str(home), **servers.secrets}
    carried = {"QUEUE_URL": servers.redis.address()} if queue == "redis" else {}
    served_by = [servers.postgres.server_pid, *([servers.redis.server_pid] if carried else [])]
    return Crew([worker] * processes, where | carried, start.folder / "log", served_by)


def alone(servers: Servers, start: Start) -> Crew:
    """One machine, as `advocacybot run` has it: everything in one process, on SQLite."""
    home = _home(servers, start)
    shutil.copytree(servers.home / "data", home / "data")
    command = ("benchmarks.fleet.process", start.hours.written(), "run", "--no-web", "--posts-at-once", str(start.at_once))
    return Crew([command], {"ADVOCACYBOT_HOME": str(home), **servers.secrets}, start.folder / "log")


def _home(servers: Servers, start: Start) -> Path:
    """The campaign's folder, in the very place where it lay when the posts were drafted."""
    return Path(shutil.copytree(servers.home, start.folder / "home", ignore=shutil.ignore_patterns("data")))


def _fresh(servers: Servers, template: str = "template1") -> str:
    name = template.rpartition("/")[2]
    return servers.stack.enter_context(servers.postgres.database(name))


def all_of_them(servers: Servers) -> list[Contender]:
    return [
        Contender("ours, 4 workers", partial(ours, servers, 4, "database"), lead=60.0),
        Contender("ours, 4 workers, jobs by Redis", partial(ours, servers, 4, "redis"), lead=60.0),
        Contender("ours, 2 workers", partial(ours, servers, 2, "database"), lead=60.0),
        Contender("ours, 1 worker", partial(ours, servers, 1, "database"), lead=60.0),
        Contender("ours, `run` on SQLite", partial(alone, servers), lead=60.0),
        Contender("Celery, 4 workers of threads", partial(celery, servers, 4, "threads"), lead=20.0),
        Contender("Celery, the same, results kept", partial(celery, servers, 4, "threads", results=True), lead=20.0),
        Contender("Celery, a process for each", partial(celery, servers, 1, "prefork"), lead=20.0),
        Contender("APScheduler, jobs in SQLite", partial(apscheduler, servers, "sqlite"), lead=60.0),
        Contender("APScheduler, jobs in PostgreSQL", partial(apscheduler, servers, "postgresql"), lead=60.0),
    ]
