"""``python -m benchmarks``: what it costs, in one table. Each part is measured in a fresh process of its own."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import click
from rich.console import Console
from rich.table import Table

from benchmarks import cards, checking, drafting, journalling, pages, publishing, recording
from benchmarks.figures import Figure

screen = Console(highlight=False, emoji=False)

Measure = Callable[[], list[Figure]]
PARTS = ("check", "near", "decade", "wording", "publish", "journal", "pages", "record", "cards")


@click.command()
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Only this part. May be given several times.")
@click.option("--votes", type=click.IntRange(4), default=10_000, show_default=True, help="How many in the calendar.")
@click.option("--posts", type=click.IntRange(1), default=400, show_default=True, help="How many are published.")
@click.option("--stored", type=click.IntRange(1), default=100_000, show_default=True, help="How many posts lie behind the pages.")
@click.option("--entries", type=click.IntRange(1), default=100_000, show_default=True, help="How many in the journal.")
@click.option("--ballots", type=click.IntRange(15), default=50_000, show_default=True, help="How many are imported and scored.")
def main(only: Sequence[str], votes: int, posts: int, stored: int, entries: int, ballots: int) -> None:
    """Measure what it costs: to check, draft for a long calendar, reword it, publish, verify, look, import, and draw cards."""
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
