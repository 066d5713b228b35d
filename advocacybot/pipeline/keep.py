"""Keeping the campaign's data: into a file, out of it, and from one kind of database to the other."""

import datetime as dt
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from advocacybot.errors import ArchiveTooNew, AtWork, JournalBroken, MovedAway, NotEmpty, Refusal
from advocacybot.settings import Settings, make_once
from advocacybot.store import archive, journal, locks, marks, pauses, processes, restored
from advocacybot.store.address import place, shared
from advocacybot.store.archive import Head, Passed
from advocacybot.store.django_settings import in_a_file
from advocacybot.store.journal import BOT
from advocacybot.store.locks import Lock, Turn, alone
from advocacybot.store.models import JournalRow, PauseRow
from advocacybot.store.opening import another, open_tables

_ASK_AGAIN = 2.0
"""Seconds: a turn is lost by whoever says nothing for ten."""

FILE = "file"
"""The folder's own SQLite file, as a place to move to."""


@dataclass(frozen=True)
class Restored:
    """What was put into the database: the file's head, the posts that may have gone out since, and the journal's last hash."""

    head: Head
    doubtful: tuple[int, ...]
    last_hash: str


@dataclass(frozen=True)
class Moved:
    """What was moved, and to where; ``aside``: what the file that lay there before is called now."""

    head: Head
    place: str
    aside: Path | None


def nothing(_: int) -> None:
    """Who is told how far it is, and does not care."""


def backup(settings: Settings, file: Path, now: dt.datetime, passed: Passed = nothing) -> Head:
    """Write everything that is kept into a file, as it is at this moment, whoever is at work meanwhile.

    Raises:
        BadInput: there is a file of that name.
    """
    open_tables(settings)
    journal.bind()
    with archive.snapshot():
        return archive.write(file, now, _migrations(), _made_key(settings), passed)


def restore(settings: Settings, file: Path, now: dt.datetime, passed: Passed = nothing) -> Restored:
    """Put what a backup holds into an empty database. Nothing goes out of it before people have looked and resume posting.

    Raises:
        ArchiveDamaged, ArchiveTooNew: nothing was changed.
        NotEmpty, AtWork: it is no database to restore into.
        JournalBroken: all is restored, and its journal is not what was written.
    """
    head = archive.check(file)
    open_tables(settings)
    with _at_rest(settings, now) as turn:
        before = _fill(settings, file, head, _alive((turn,), passed))
        with alone():
            restored.pause_after(head.hour, before, now)
            doubtful = restored.put_in_doubt(head.hour, now)
    _, last_hash = journal.verify()
    return Restored(head, tuple(doubtful), last_hash)


def move(settings: Settings, to: str, now: dt.datetime, passed: Passed = nothing) -> Moved:
    """Take everything to another database, of this or the other kind, while nobody is at work. This one is used no more.

    Args:
        settings: where it is now.
        to: the ``postgres://`` address of an empty database, or ``file`` for the folder's own.
        now: the moment.
        passed: told how many rows are done.

    Raises:
        AtWork: somebody is at work here.
        BadInput, Refusal: the other one is not to be moved to. Nothing was changed here.
    """
    target = in_a_file(settings.database) if to == FILE else shared(to)
    open_tables(settings)
    if place(target) == place(connection.settings_dict):
        raise Refusal(what="the data are there already", mend="name another place")
    with (
        _at_rest(settings, now) as turn,
        alone(),
        archive.frozen(),
        tempfile.TemporaryDirectory(dir=settings.data_folder) as folder,
    ):
        journal.bind()
        file = Path(folder) / "moving.gz"
        head = archive.write(file, now, _migrations(), _made_key(settings), _alive((turn,), passed))
        with another(target):
            aside = _opened(settings, now)
            with _at_rest(settings, now) as there:
                before = _fill(settings, file, head, _alive((turn, there), passed))
                journal.verify()
                restored.pause_again(before)
        marks.put(marks.MOVED, place(target)[:100])
        pauses.put([None], BOT, f"the data were moved to {place(target)}", now)
    return Moved(head, place(target), aside)


# ── nobody at work ──────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _at_rest(settings: Settings, now: dt.datetime) -> Iterator[Turn]:
    """Hold the turn to plan, so that nobody begins; nobody is at work either.

    Raises:
        AtWork: somebody is.
    """
    turn = locks.turn(Lock.PLANNING, settings.data_folder)
    if seen := processes.alive(now):
        raise AtWork(who=", ".join(sorted(seen)))
    if not turn.mine():
        raise AtWork(who="it plans")
    try:
        yield turn
    finally:
        turn.give_up()


def _alive(turns: tuple[Turn, ...], passed: Passed) -> Passed:
    """The same, and the turns are kept meanwhile.

    Raises when it is told:
        AtWork: somebody else has one of them.
    """
    asked = time.monotonic()

    def tell(rows: int) -> None:
        nonlocal asked
        if time.monotonic() > asked + _ASK_AGAIN:
            asked = time.monotonic()
            if not all(turn.mine() for turn in turns):
                raise AtWork(who="somebody began to plan meanwhile")
        passed(rows)

    return tell


# ── into a database ─────────────────────────────────────────────────────────────────────────────────────────────────


def _fill(settings: Settings, file: Path, head: Head, passed: Passed) -> PauseRow | None:
    """Put what a file holds into this database, which is empty, and bring it up to date; all is paused from the first moment on.

    Returns:
        The pause of all accounts that stood there.
    """
    if not archive.empty():
        raise NotEmpty(place=place(connection.settings_dict))
    tables = _as_of(file, head)
    with transaction.atomic():
        archive.load(file, tables, passed)
        before = restored.pause_until_whole(head.hour)
        _check_journal(head)
    open_tables(settings)
    _keep_key(settings, head.secret_key)
    return before


def _check_journal(head: Head) -> None:
    seq, known = head.journal
    found = JournalRow.objects.filter(seq=seq).values_list("hash", flat=True).first() or ""
    if seq and found != known:
        raise JournalBroken(seq=seq, what="is not the one that the backup's head knows of")


def _made_key(settings: Settings) -> str | None:
    """What seals second factors, where the bot made it: beside the file of SQLite, and within PostgreSQL."""
    if settings.secret_key_given:
        return None
    if connection.vendor == "postgresql":
        return marks.get(marks.SECRET_KEY)
    return settings.key_file.read_text(encoding="utf-8").strip() if settings.key_file.exists() else None


def _keep_key(settings: Settings, key: str | None) -> None:
    """Let it be where this kind of database has it. Nobody needs the one that was made here: there were no data."""
    if connection.vendor == "postgresql":
        if key is not None:
            marks.put(marks.SECRET_KEY, key)
        return
    marks.take_away(marks.SECRET_KEY)
    if key is not None and not settings.secret_key_given:
        settings.key_file.unlink(missing_ok=True)
        make_once(settings.key_file, key)


def _migrations() -> Mapping[str, str]:
    """The last migration of each application whose tables are kept."""
    applied = MigrationExecutor(connection).loader.applied_migrations
    return {app: max(name for whose, name in applied if whose == app) for app in archive.OURS}


def _as_of(file: Path, head: Head) -> Apps:
    """The models as they were when the file was written; the tables are brought to that as well.

    Raises:
        ArchiveTooNew: they are of a version that we do not know.
    """
    executor = MigrationExecutor(connection)
    wanted = list(head.migrations.items())
    if any(one not in executor.loader.graph.nodes for one in wanted):
        raise ArchiveTooNew(file=file, program=head.program)
    if wanted == list(_migrations().items()):
        return executor.loader.project_state().apps
    return executor.migrate(wanted).apps


def _opened(settings: Settings, now: dt.datetime) -> Path | None:
    """Bring the tables up to date of where the data go; a file that they once left is laid aside. Its new name."""
    try:
        open_tables(settings)
    except MovedAway:
        if connection.vendor != "sqlite":
            raise NotEmpty(place=place(connection.settings_dict)) from None
        aside = _laid_aside(settings.database, now)
        open_tables(settings)
        return aside
    return None


def _laid_aside(file: Path, now: dt.datetime) -> Path:
    connection.close()
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{file}{ending}").rename(f"{file}.left-{now:%Y%m%dT%H%M%S}{ending}")
    return Path(f"{file}.left-{now:%Y%m%dT%H%M%S}")
