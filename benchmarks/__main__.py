"""``python -m benchmarks``: what it costs, in one table. Each part is measured in a fresh process of its own."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import click
from rich.console import Console
from rich.table import Table

from benchmarks import cards, checking, drafting, growth, idling, journalling, pages, publishing, punctuality, recording
from benchmarks.fanout import measuring
from benchmarks.figures import Figure

screen = Console(highlight=False, emoji=False)

Measure = Callable[[], list[Figure]]
PARTS = (
    *("check", "near", "decade", "wording", "publish", "journal", "pages", "record", "cards"),
    *("fanout", "punctual", "growth", "idle", "start"),
)


@click.command()
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Only this part. May be given several times.")
@click.option("--votes", type=click.IntRange(4), default=10_000, show_default=True, help="How many in the calendar.")
@click.option("--posts", type=click.IntRange(1), default=400, show_default=True, help="How many are published.")
@click.option("--stored", type=click.IntRange(1), default=100_000, show_default=True, help="How many posts lie behind the pages.")
@click.option("--entries", type=click.IntRange(1), default=100_000, show_default=True, help="How many in the journal.")
@click.option("--ballots", type=click.IntRange(15), default=50_000, show_default=True, help="How many are imported and scored.")
@click.option("--fanned", type=click.IntRange(10), default=5_000, show_default=True, help="How many are due at one instant.")
@click.option("--fans", type=click.IntRange(1), default=500, show_default=True, help="On how many accounts they are.")
@click.option("--timed", type=click.IntRange(5), default=300, show_default=True, help="How many are due at random instants.")
@click.option(
    "--queued", type=int, multiple=True, default=growth.QUEUED, show_default=True, help="How many lie there, due later."
)
def main(
    only: Sequence[str],
    votes: int,
    posts: int,
    stored: int,
    entries: int,
    ballots: int,
    fanned: int,
    fans: int,
    timed: int,
    queued: Sequence[int],
) -> None:
    """Measure what it costs: to check, draft for a long calendar, reword it, publish, verify, look, import, draw cards, send to a
    crowd of accounts at once, be on time, have a long queue, do nothing, and start."""
    parts: dict[str, Measure] = {
        "check": checking.measure,
        "near": partial(drafting.measure, votes, drafting.NEAR, "all near"),
        "decade": partial(drafting.measure, votes, drafting.TEN_YEARS, "over ten years"),
        "wording": partial(drafting.measure_wording, votes // 10),
        "publish": partial(publishing.measure, posts),
        "journal": partial(journalling.measure, entries),
        "pages": partial(pages.measure, votes, stored),
        "record": partial(recording.measure, ballots),
        "cards": cards.measure,
        "fanout": partial(measuring.measure, fanned, fans),
        "punctual": partial(punctuality.measure, timed),
        "growth": partial(growth.measure, queued),
        "idle": idling.measure_idle,
        "start": idling.measure_start,
    }
    screen.print(_table(_measured({name: parts[name] for name in only or PARTS})))


def _measured(parts: dict[str, Measure]) -> Iterator[Figure]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as fresh:
        for name, measure in parts.items():
            with screen.status(f"measuring: {name}"):
                yield from fresh.submit(measure).result()


def _table(figures: Iterator[Figure]) -> Table:
    table = Table("what", "result", "", box=None, pad_edge=False, header_style="bold")
    table.columns[1].justify = "right"
    for figure in figures:
        table.add_row(figure.what, figure.result, figure.beside)
    return table


if __name__ == "__main__":
    main()
