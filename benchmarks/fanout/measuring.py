"""The fan-out: every contender sends the same posts, as many at once, to the same platform; the floor before and after each."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.fanout import contenders
from benchmarks.fanout.contenders import Broker, Servers
from benchmarks.fanout.contest import Contender, Run, run
from benchmarks.fanout.counting import Post
from benchmarks.fanout.grounds import at_one_instant, drafted
from benchmarks.fanout.platform import Platform
from benchmarks.figures import Figure, seconds
from tests.servers.postgres import Postgres

AT_ONCE = 32
"""So many posts on their way at once, whoever sends them: four workers of ours with what they have where nothing is said (8
each). By 50 ms a request, that allows for 640 posts a second."""

_FLOOR = Contender("floor: a pool of threads that keeps nothing", contenders.floor)
_CONNECTIONS = 300


def measure(posts: int, accounts: int) -> list[Figure]:
    """So many posts on so many accounts, all due at one instant."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="advocacybot-bench-")))
        platform = stack.enter_context(Platform())
        postgres = stack.enter_context(Postgres(max_connections=_CONNECTIONS))
        drafted_in = stack.enter_context(postgres.database())
        grounds = at_one_instant(accounts, posts)
        home = grounds.lay_out(folder / "home", platform.url)
        wanted = drafted(home, drafted_in)
        drafted(home)
        redis = stack.enter_context(Broker())
        servers = Servers(postgres, redis, drafted_in, home, grounds.secrets(), stack.enter_context(ExitStack()))
        return list(_figures(list(_runs(servers, platform, wanted, folder))))


def _runs(servers: Servers, platform: Platform, posts: Sequence[Post], folder: Path) -> Iterator[tuple[Run, float]]:
    """Each contender's run, with the floor's rate beside it: the mean of the one before and the one after."""
    before = run(_FLOOR, platform, posts, AT_ONCE, folder)
    yield before, before.rate
    for contender in contenders.all_of_them(servers):
        its = run(contender, platform, posts, AT_ONCE, folder)
        after = run(_FLOOR, platform, posts, AT_ONCE, folder)
        yield its, (before.rate + after.rate) / 2
        before = after
        servers.stack.pop_all().close()


def _figures(runs: Sequence[tuple[Run, float]]) -> Iterator[Figure]:
    for its, floor in runs:
        posts = its.tally.once
        cost = f"{its.processor * 1000 / max(posts, 1):.1f} ms of processors a post"
        beside = f"{seconds(its.seconds)}, {cost}, {its.rate / floor:.2f} × the floor, {its.tally}"
        yield Figure(its.contender, f"{its.rate:,.0f} posts/s", beside)
    yield from _ratios(runs)


def _ratios(runs: Sequence[tuple[Run, float]]) -> Iterator[Figure]:
    """Ours at its best beside the others at theirs, each by the floor that was measured next to it."""
    best = {
        name: max((its.rate / floor for its, floor in runs if its.contender.startswith(name)), default=0.0) for name in _NAMES
    }
    yield Figure("ours / the floor", f"{best['ours']:.2f} ×", "every claim and receipt on the disk")
    for name in _NAMES[1:]:
        yield Figure(f"  ours / {name}", f"{best['ours'] / best[name]:.2f} ×" if best[name] else "–", "each at its best")


_NAMES = ("ours", "APScheduler", "Celery")
