"""``python -m benchmarks.faults``: kills the bot at every step of publishing, and counts what its readers see."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from advocacybot.settings import Settings
from advocacybot.store.opening import set_up

if TYPE_CHECKING:
    from benchmarks.faults.trials import Rows, Trial

screen = Console(highlight=False, emoji=False)

_FIGURES = ("runs", "kills", "doubled", "lost", "out of\norder", "to a\nperson")


@click.command()
@click.option("--runs", type=click.IntRange(1), default=100, show_default=True, help="How many for each moment.")
@click.option("--only", metavar="WORDS", default="", help="Only moments whose names hold these words.")
@click.option("--lanes", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True, help="How many runs at once.")
@click.option("--not-promised", is_flag=True, help="Also what no claim can prevent: a row that breaks the promise.")
def main(runs: int, only: str, lanes: int, not_promised: bool) -> None:
    """Kill the bot (SIGKILL) at every step of publishing, let another process recover, and count: parts that stand in the feed
    twice, that are lost, or in the wrong order, and posts that a person was asked to look at. Ends with 1 where the promise –
    never twice by itself, never lost silently – was broken."""
    with tempfile.TemporaryDirectory(prefix="advocacybot-faults-") as folder:
        set_up(Settings(home=Path(folder) / "nobody"))
        rows = _measured(Path(folder), runs, only, lanes, not_promised)
    screen.print(_table(rows))
    if not all(row.count.keeps_the_promise for row in rows.values()):
        screen.print("\n[red]The promise was broken.[/red]")
        raise SystemExit(1)


def _measured(folder: Path, runs: int, only: str, lanes: int, not_promised: bool) -> "Rows":
    from benchmarks.faults.grounds import prepare
    from benchmarks.faults.moments import MOMENTS, NOT_PROMISED
    from benchmarks.faults.subjects import SUBJECTS
    from benchmarks.faults.trials import measured

    moments = [moment for moment in MOMENTS + NOT_PROMISED * not_promised if only in moment.name]
    if not moments:
        raise click.UsageError(f"no moment's name holds {only!r}")  # noqa: EM102
    with _progress() as progress:
        bar = progress.add_task("", total=runs * len(moments) * len(SUBJECTS))

        def done(trial: "Trial") -> None:
            progress.update(bar, advance=1, description=trial.moment.name)
            progress.refresh()

        return measured(prepare(folder), folder, SUBJECTS, moments, runs, lanes, done)


def _progress() -> Progress:
    """It draws itself when it is told to: the process that forks runs no thread."""
    columns = (TextColumn("{task.description:<31}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=screen, auto_refresh=False, transient=True)


def _table(rows: "Rows") -> Table:
    table = Table(box=None, pad_edge=False, collapse_padding=True, header_style="bold")
    table.add_column("platform")
    table.add_column("moment")
    for figure in _FIGURES:
        table.add_column(figure, justify="right")
    for (platform, moment), row in rows.items():
        count = row.count
        figures = (row.runs, row.killed, count.doubled, count.lost, count.out_of_order, count.given_to_a_person)
        table.add_row(platform, moment, *map(str, figures), style=None if count.keeps_the_promise else "red")
    return table


if __name__ == "__main__":
    main()
