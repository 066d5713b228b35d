"""``python -m benchmarks.fleet``: kills and freezes the machines of a fleet, takes its database and its queue away, lets the hour
pass at which New York's clocks go back; then counts what readers see."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import SystemRandom

import click
from rich.console import Console
from rich.table import Table

from benchmarks.fleet.grounds import VOTES
from benchmarks.fleet.hours import SPEED
from benchmarks.fleet.trial import Result, Wish, measure

screen = Console(highlight=False, emoji=False)

QUEUES = ("database", "redis")
_A_KILL_FOR = 250
"""So many posts, unless it is said how many kills there are."""


@click.command()
@click.option("--posts", type=click.IntRange(2 * VOTES), default=5000, show_default=True, help="How many, in all.")
@click.option("--kills", type=click.IntRange(0), help=f"How many processes are killed, else one for {_A_KILL_FOR} posts.")
@click.option("--queue", "queues", type=click.Choice(QUEUES), multiple=True, help="What carries the jobs; else either, at once.")
@click.option("--seed", type=int, help="The lot by which all is drawn, to have it once more.")
@click.option("--logs", type=click.Path(file_okay=False, path_type=Path), help="Keep what the machines say in this folder.")
def main(posts: int, kills: int | None, queues: Sequence[str], seed: int | None, logs: Path | None) -> None:
    """Let two planners and four workers, of which two have no files, send a campaign's posts, by a PostgreSQL of their own and a
    Redis. They are killed (SIGKILL) and frozen at random and started again, the database is restarted and killed, the queue is
    killed and emptied, and the platform loses requests and answers. Ends with 1 where the promise was broken: every post exactly
    once, in order within its thread, one at a time on an account, none late beyond its limit.
    """
    seed = seed if seed is not None else SystemRandom().randrange(1_000_000)
    kills = kills if kills is not None else posts // _A_KILL_FOR
    screen.print(f"seed {seed}: {posts:,} posts on {posts // VOTES} accounts, two planners, four workers")
    screen.print(f"The house's clock runs {SPEED:g} times as fast; platforms are waited for that much shorter.\n", soft_wrap=True)
    results = _tried([Wish(posts, kills, queue, seed, _folder(logs, queue)) for queue in queues or QUEUES])
    screen.print(_table(results))
    if not all(result.keeps_the_promise for result in results.values()):
        screen.print("\n[red]The promise was broken.[/red]")
        raise SystemExit(1)


def _tried(wishes: list[Wish]) -> dict[str, Result]:
    """By queue. They are tried at the same time, each in a process of its own, with servers of its own."""
    with ProcessPoolExecutor(len(wishes), mp_context=get_context("spawn")) as fresh, screen.status("the fleets are at work"):
        return {wish.queue: result for wish, result in zip(wishes, fresh.map(measure, wishes), strict=True)}


def _folder(logs: Path | None, queue: str) -> Path | None:
    if logs is None:
        return None
    (logs / queue).mkdir(parents=True, exist_ok=True)
    return logs / queue


# ── the table ───────────────────────────────────────────────────────────────────────────────────────────────────────

_FIGURES: tuple[tuple[str, Callable[[Result], object]], ...] = (
    ("parts that stand there", lambda result: f"{result.parts:,}"),
    ("entries in the journal, verified", lambda result: f"{result.entries:,}"),
    ("machines that ended by themselves", lambda result: result.ended_by_themselves),
    ("half of the posts no later than", lambda result: f"{result.tally.usual.total_seconds():.1f} s"),
    ("the latest, by the house's clock", lambda result: f"{result.tally.latest.total_seconds():.0f} s"),
    ("seconds in all", lambda result: f"{result.seconds:.0f}"),
)
_WRONG: tuple[tuple[str, Callable[[Result], int]], ...] = (
    ("doubled", lambda result: result.tally.count.doubled),
    ("lost", lambda result: result.tally.count.lost),
    ("out of order", lambda result: result.tally.count.out_of_order),
    ("two at once on an account", lambda result: result.tally.at_once),
    ("late beyond its limit", lambda result: result.tally.lapsed),
    ("never drawn", lambda result: result.tally.missing),
    ("nobody's", lambda result: result.tally.strange),
    ("told wrongly in the journal", lambda result: result.tally.untold),
    ("to a person", lambda result: result.tally.count.given_to_a_person),
    ("did not stop when told", lambda result: result.unruly),
)


def _table(results: dict[str, Result]) -> Table:
    table = Table("jobs by", *results, box=None, pad_edge=False, header_style="bold")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, cells, style in _rows(list(results.values())):
        table.add_row(name, *cells, style=style)
    return table


def _rows(results: Sequence[Result]) -> Iterator[tuple[str, list[str], str]]:
    for name in dict.fromkeys(name for result in results for name in result.befell):
        yield name, [f"{result.befell.get(name, 0)}" for result in results], ""
    for what, figure in _FIGURES:
        yield what, [str(figure(result)) for result in results], ""
    for what, wrong in _WRONG:
        counts = [wrong(result) for result in results]
        yield what, [str(count) for count in counts], "bold red" if any(counts) else "bold"


if __name__ == "__main__":
    main()
