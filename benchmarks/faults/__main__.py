"""``python -m benchmarks.faults``: kills the bot at every step of publishing, and loses what it asks and is answered; then counts
what its readers see."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from advocacybot.settings import Settings
from advocacybot.store.opening import set_up

if TYPE_CHECKING:
    from benchmarks.faults.moments import Moment
    from benchmarks.faults.subjects import Subject
    from benchmarks.faults.trials import Row, Rows, Trial

screen = Console(highlight=False, emoji=False)

PLATFORMS = ("rehearsal", "x", "mastodon", "keyless", "bluesky")
_FIGURES = ("runs", "struck", "doubled", "lost", "out of\norder", "to a\nperson")


@click.command()
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True, help="How many for each moment on each platform.")
@click.option("--platform", "platforms", type=click.Choice(PLATFORMS), multiple=True, help="Only this one. Several times.")
@click.option("--only", metavar="WORDS", default="", help="Only moments whose names hold these words.")
@click.option("--lanes", type=click.IntRange(1), default=2 * (os.cpu_count() or 1), show_default=True, help="Runs at once.")
@click.option("--not-promised", is_flag=True, help="Also what no claim can prevent, where the platform takes a part twice.")
def main(runs: int, platforms: Sequence[str], only: str, lanes: int, not_promised: bool) -> None:
    """Kill the bot (SIGKILL) at every step of publishing, freeze it, lose its requests and their answers; let another process
    recover, and count: parts that stand in the feed twice, that are lost, or in the wrong order, and posts that a person was
    asked to look at. Ends with 1 where the promise – never twice by itself, never lost silently – was broken.

    The servers are real ones, or strict fakes, in processes of their own. KEYLESS is Mastodon's API without the Idempotency-Key,
    as GoToSocial has it. STRUCK: how many processes were killed, or to how many runs it happened.
    """
    with tempfile.TemporaryDirectory(prefix="advocacybot-faults-") as folder:
        set_up(Settings(home=Path(folder) / "nobody"))
        rows = _measured(Path(folder), runs, platforms, only, lanes, not_promised)
    screen.print(_table(rows))
    if not all(row.is_as_promised for row in rows.values()):
        screen.print("\n[red]The promise was broken.[/red]")
        raise SystemExit(1)


def _measured(folder: Path, runs: int, platforms: Sequence[str], only: str, lanes: int, not_promised: bool) -> "Rows":
    from benchmarks.faults.moments import MOMENTS
    from benchmarks.faults.subjects import SUBJECTS
    from benchmarks.faults.trials import measured

    named = [moment for moment in MOMENTS if only in moment.name]
    asked = [subject for subject in SUBJECTS if subject.name in (platforms or PLATFORMS)]
    wanted = [(subject, its) for subject in asked if (its := _its(subject, named, not_promised))]
    if not wanted:
        raise click.UsageError(f"no moment's name holds {only!r}, or none that is of the platform and promised")  # noqa: EM102
    with _progress() as progress:
        bar = progress.add_task("", total=runs * sum(len(its) for _, its in wanted))

        def done(trial: "Trial") -> None:
            progress.update(bar, advance=1, description=f"{trial.subject.name}: {trial.moment.name}")
            progress.refresh()

        return measured(folder, wanted, runs, lanes, done)


def _its(subject: "Subject", moments: Iterable["Moment"], not_promised: bool) -> list["Moment"]:
    return [moment for moment in moments if moment.is_of(subject) and (not_promised or moment.is_promised(subject))]


def _progress() -> Progress:
    """It draws itself when it is told to: the process that forks runs no thread."""
    columns = (TextColumn("{task.description:<45}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=screen, auto_refresh=False, transient=True)


def _table(rows: "Rows") -> Table:
    """Grouped by platform, each with its total."""
    table = Table(box=None, pad_edge=False, collapse_padding=True, header_style="bold")
    table.add_column("platform")
    table.add_column("moment", no_wrap=True)
    for figure in _FIGURES:
        table.add_column(figure, justify="right")
    for platform in dict.fromkeys(platform for platform, _ in rows):
        for (_, moment), row in ((key, row) for key, row in rows.items() if key[0] == platform):
            _add(table, platform, moment if row.promised else f"{moment} (not promised)", row)
        _add(table, platform, "in all", _sum(row for key, row in rows.items() if key[0] == platform), "bold")
        table.add_row()
    _add(table, "in all", "", _sum(rows.values()), "bold")
    return table


def _sum(rows: Iterable["Row"]) -> "Row":
    first, *others = rows
    for row in others:
        first += row
    return first


def _add(table: Table, platform: str, moment: str, row: "Row", style: str = "") -> None:
    count = row.count
    figures = (row.runs, row.struck, count.doubled, count.lost, count.out_of_order, count.given_to_a_person)
    table.add_row(platform, moment, *map(str, figures), style=style if count.keeps_the_promise else "red")


if __name__ == "__main__":
    main()
