"""``backup``, ``restore`` and ``move``: the campaign's data in one file, back out of it, and to another database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.progress import Progress

from advocacybot.cli.common import hour, say, settings, watching
from advocacybot.clock import SystemClock
from advocacybot.pipeline import keep
from advocacybot.store.archive import Head, Passed

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.pass_obj
def backup(home: Path, file: Path) -> None:
    """Write everything into FILE, while the bot works on: queue, journal, staff, what the room keeps.

    It holds what the database holds, and the key of the staff's second factors where the bot made it: keep it as safe. The
    campaign's folder and the accounts' secrets are not in it.
    """
    with _shown("Writing") as passed:
        head = keep.backup(settings(home), file, SystemClock().now(), passed)
    say(f"{_rows(head)} are in {file}; {_journal(head)}.", markup=False)


@click.command()
@click.argument("file", type=_FILE)
@click.pass_obj
def restore(home: Path, file: Path) -> None:
    """Put what FILE holds into an empty database, of either kind. Posting is paused then: look, and resume it.

    Whatever was due since the backup was made may have gone out: it is doubtful, is looked for, and never sent unasked.
    """
    with _shown("Restoring") as passed:
        done = keep.restore(settings(home), file, SystemClock().now(), passed)
    say(f"{_rows(done.head)} are restored as they were {hour(done.head.hour)}; {_journal(done.head)}.", markup=False)
    say(f"The journal is whole; its last hash is {done.last_hash}.")
    say(f"Doubtful, as they may have gone out since: {len(done.doubtful)} posts (`advocacybot queue list --state doubtful`).")
    say("All accounts are paused. See what stands on them, then `advocacybot resume`.")


@click.command()
@click.argument("to", metavar="TO")
@click.pass_obj
def move(home: Path, to: str) -> None:
    """Take everything to another database while the bot stands still: to a postgres:// address, or back to `file`.

    The password may be left out of the address where libpq finds it: in ~/.pgpass, or in PGPASSWORD.
    """
    with _shown("Moving") as passed:
        done = keep.move(settings(home), to, SystemClock().now(), passed)
    say(f"{_rows(done.head)} are at {done.place}; {_journal(done.head)}, and the chain is whole there.", markup=False)
    if done.aside is not None:
        say(f"The file that they once left is {done.aside} now.", markup=False)
    set_it = "Take DATABASE_URL away" if to == keep.FILE else "Set DATABASE_URL to it on every machine"
    say(f"{set_it}, then start the bot. Where the data were, every command says so and does nothing.")


@contextmanager
def _shown(doing: str) -> Iterator[Passed]:
    with Progress(console=watching(), transient=True, disable=not watching().is_terminal) as progress:
        task = progress.add_task(doing, total=None)
        yield lambda rows: progress.update(task, completed=rows)


def _rows(head: Head) -> str:
    return f"{sum(head.rows.values())} rows, {head.rows['store.PostRow']} posts among them,"


def _journal(head: Head) -> str:
    number, last_hash = head.journal
    return f"entry {number} is the journal's last, its hash {last_hash}" if number else "the journal is empty"
