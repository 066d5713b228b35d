"""What one post costs while so many others lie in the queue, due later: on PostgreSQL, by one worker and by several."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.fanout import contenders
from benchmarks.fanout.contenders import Broker, Servers
from benchmarks.fanout.contest import Contender, run
from benchmarks.fanout.counting import Post
from benchmarks.fanout.grounds import at_one_instant, drafted
from benchmarks.fanout.platform import Platform
from benchmarks.figures import Figure
from tests.servers.postgres import Postgres, asked

QUEUED = (1_000, 10_000, 100_000)
_WORKERS = (1, 2, 4)
_ACCOUNTS, _POSTS = 50, 400
_EACH = 8
"""So many posts at once on each worker."""

_STATEMENTS = "SELECT sum(calls) FROM pg_stat_statements JOIN pg_database d ON d.oid = dbid WHERE datname <> 'postgres'"


def measure(queued: Sequence[int]) -> list[Figure]:
    """With each so many posts lying there."""
    grounds = at_one_instant(_ACCOUNTS, _POSTS)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="advocacybot-bench-")))
        platform = stack.enter_context(Platform())
        postgres = stack.enter_context(Postgres(max_connections=200, shared_preload_libraries="pg_stat_statements"))
        postgres.ask("CREATE EXTENSION pg_stat_statements")
        database = stack.enter_context(postgres.database())
        home = grounds.lay_out(folder / "home", platform.url)
        wanted = drafted(home, database)
        redis = stack.enter_context(Broker())
        figures: list[Figure] = []
        for lying, more in zip(queued, _steps(queued), strict=True):
            _lie_there(database, lying - more, lying)
            servers = Servers(postgres, redis, database, home, grounds.secrets(), stack)
            figures += _costs(servers, platform, wanted, folder, lying)
        return figures


def _steps(queued: Sequence[int]) -> list[int]:
    """By how many each is more than the one before."""
    return [now - before for before, now in zip((0, *queued), queued, strict=False)]


def _costs(servers: Servers, platform: Platform, posts: Sequence[Post], folder: Path, lying: int) -> Iterator[Figure]:
    for workers in _WORKERS:
        contender = Contender(f"{workers}", partial(contenders.ours, servers, workers, "database"), lead=20.0)
        its = run(contender, platform, posts, _EACH * workers, folder, lambda: _count_anew(servers.postgres))
        [(statements,)] = servers.postgres.ask(_STATEMENTS)
        told = f"{int(statements) / len(posts):.1f} statements a post, {its.rate:,.0f} posts/s, {its.tally}"
        cost = f"{its.processor * 1000 / len(posts):.1f} ms a post"
        yield Figure(f"{lying:,} lie in the queue, workers: {workers}", cost, f"of processors; {told}")


def _count_anew(postgres: Postgres) -> None:
    postgres.ask("SELECT pg_stat_statements_reset()")


_LATER = "interval '1 day' + k * interval '1 minute'"


_PARTS_OF_COPIES = (
    "FROM posts p JOIN posts o ON o.account = p.account JOIN parts ON parts.post_id = o.id "
    "WHERE p.symbol LIKE 'S/2090/%' AND p.id NOT IN (SELECT post_id FROM parts)"
)


def _lie_there(database: str, there: int, wanted: int) -> None:
    """Put as many posts into the queue as are wanted there, due from tomorrow on, a vote on every account each minute.

    They are copies of the first vote's. Their votes left the calendar, so that nothing is drafted for them anew.
    """
    first, last = there // _ACCOUNTS + 1, wanted // _ACCOUNTS
    [(symbol,)] = asked(database, "SELECT min(symbol) FROM posts WHERE symbol NOT LIKE 'S/2090/%'")
    later = f"FROM {{}} CROSS JOIN generate_series({first}, {last}) k WHERE {{}}.symbol = '{symbol}'"
    copied = "'S/2090/' || k"
    votes = {"symbol": copied, "hour": f"hour + {_LATER}", "listed": "false", "plan_at": "null"}
    posts = {"symbol": copied, "slot": "slot || '~' || k", "due": f"due + {_LATER}", "lapses_at": f"lapses_at + {_LATER}"}
    _copy(database, "matters", votes, later.format("matters", "matters"))
    _copy(database, "posts", posts, later.format("posts", "posts"))
    parts = {"post_id": "p.id", "key": "md5(p.id || ' ' || parts.number)"}
    _copy(database, "parts", parts, f"{_PARTS_OF_COPIES} AND o.symbol = '{symbol}'")
    asked(database, "ANALYZE")


def _copy(database: str, table: str, changed: dict[str, str], rows: str) -> None:
    found = asked(database, "SELECT column_name FROM information_schema.columns WHERE table_name = %s", table)
    columns = [str(name) for (name,) in found if name != "id"]
    values = ", ".join(changed.get(name, f"{table}.{name}") for name in columns)
    asked(database, f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} {rows}")
