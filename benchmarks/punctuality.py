"""Posts that are due at random instants: how late the platform has them, on one machine and on a worker with PostgreSQL."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.fanout import contenders
from benchmarks.fanout.contenders import Broker, Servers
from benchmarks.fanout.contest import Contender, Muster, run
from benchmarks.fanout.counting import Post
from benchmarks.fanout.grounds import DUE, at_instants, drafted
from benchmarks.fanout.platform import Platform
from benchmarks.figures import Figure, seconds
from tests.servers.postgres import Postgres

_ACCOUNTS = 5
_AT_ONCE = 8
_OVER = 60.0
"""Seconds."""
_SEED = 6


def measure(posts: int) -> list[Figure]:
    """So many posts, at random over a minute."""
    lot = Random(_SEED)  # noqa: S311 – it guards nothing
    instants = sorted(DUE + dt.timedelta(seconds=round(lot.uniform(0.0, _OVER), 3)) for _ in range(posts // _ACCOUNTS))
    grounds = at_instants(_ACCOUNTS, instants)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="advocacybot-bench-")))
        platform = stack.enter_context(Platform())
        postgres = stack.enter_context(Postgres())
        database = stack.enter_context(postgres.database())
        home = grounds.lay_out(folder / "home", platform.url)
        drafted(home, database, instants)
        wanted = drafted(home, instants=instants)
        servers = Servers(postgres, stack.enter_context(Broker()), database, home, grounds.secrets(), stack)
        ways: dict[str, Muster] = {
            "`run` on SQLite": partial(contenders.alone, servers),
            "a worker on PostgreSQL": partial(contenders.ours, servers, 1, "database"),
        }
        late = {
            name: _late(Contender(name, way, lead=15.0), platform, wanted, grounds.dues, folder) for name, way in ways.items()
        }
    return [figure for name, seen in late.items() for figure in _figures(name, seen)]


def _late(
    contender: Contender, platform: Platform, posts: Sequence[Post], dues: Sequence[dt.datetime], folder: Path
) -> list[float]:
    """Seconds between the instant of each post and when the platform had it, the least first."""
    its = run(contender, platform, posts, _AT_ONCE, folder)
    first = its.tally.last - its.seconds  # the instant of DUE, by the machine's steady clock
    due = {post: (dues[number // _ACCOUNTS] - DUE).total_seconds() for number, post in enumerate(posts)}
    return sorted(one.at - first - due[Post(one.account, one.text)] for one in platform.taken())


def _figures(name: str, late: Sequence[float]) -> list[Figure]:
    at = {share: late[min(len(late) - 1, round(share * len(late)))] for share in (0.5, 0.99)}
    return [
        Figure(f"{len(late):,} posts at random instants, {name}", f"p50 {seconds(at[0.5])}", f"late, over {_OVER:.0f} s"),
        Figure("  of a hundred, the latest but one", f"p99 {seconds(at[0.99])}", f"the latest of all {seconds(late[-1])}"),
    ]
