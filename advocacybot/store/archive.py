"""The campaign's data in one file: every row that is kept, out of a database of either kind, to be put into one of either kind.

JSON lines, compressed by gzip. The first is the head (:class:`Head`). Each table is a line that names its columns, then a line
for each row. The last is the SHA-256 of all before it, so that a file that was cut short or changed is known before anything is
done. Texts, hours and decimals are kept to the letter, bytes in base64; of 100,000 posts, a few hundred rows are at hand at once.
"""

import base64
import datetime as dt
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.utils import DataError

from advocacybot import __version__
from advocacybot.errors import ArchiveDamaged, ArchiveTooNew, BadInput
from advocacybot.store.models import JournalHeadRow, MarkRow

FORMAT = 1
"""Of the file. A file of a later one is refused."""

OURS = ("store", "web", "otp_totp", "otp_static")
"""The applications whose tables are kept, whichever they are."""

LEFT_OUT: Mapping[str, str] = {
    "store.TurnRow": "locks of accounts, made when they are asked for",
    "store.ProcessRow": "processes that are at work on the other database",
    "store.MeterRow": "what processes counted; monitoring reckons with counters that begin anew",
    "auth.Permission": "made with the tables; our roles are in the code",
    "auth.Group": "nobody is in one; our roles are in the code",
    "auth.Group_permissions": "the same",
    "contenttypes.ContentType": "made with the tables",
    "sessions.Session": "whoever was signed in signs in again",
    "axes.AccessAttempt": "failed sign-ins, forgotten in a quarter of an hour",
    "axes.AccessAttemptExpiration": "the same",
    "axes.AccessFailureLog": "the same",
    "axes.AccessLog": "who signed in when, with addresses, which is nobody's concern later",
}
"""What is not kept, and why."""

_ROWS, _LETTERS = 500, 4_000_000
"""So much is put into a table at once: so many rows, or letters."""


@dataclass(frozen=True)
class Head:
    """What the file says of itself. ``rows``: of each table; ``journal``: the last entry's number and hash; ``secret_key``: what
    seals second factors, where the bot made it itself."""

    at: str
    migrations: Mapping[str, str]
    rows: Mapping[str, int]
    journal: tuple[int, str]
    secret_key: str | None
    program: str = __version__
    format: int = FORMAT

    @property
    def hour(self) -> dt.datetime:
        """Of which the data are."""
        return dt.datetime.fromisoformat(self.at)


Passed = Callable[[int], object]
"""Told, on the way, how many rows are done."""


def kept() -> list[type[models.Model]]:
    """The tables that are kept."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]


@contextmanager
def snapshot() -> Iterator[None]:
    """Whatever is read within is of one moment, and nobody who writes waits for it."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")  # none of Django's own, which keep others from writing
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def frozen() -> Iterator[None]:
    """Nobody writes before the block ends. For a transaction that is :func:`advocacybot.store.locks.alone`."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in kept())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
    yield


# ── into the file ───────────────────────────────────────────────────────────────────────────────────────────────────


def write(path: Path, now: dt.datetime, migrations: Mapping[str, str], secret_key: str | None, passed: Passed) -> Head:
    """Write what the database holds, for nobody but the bot's own user to read. The file is there when it is whole.

    Raises:
        BadInput: there is a file of that name.
    """
    if path.exists():
        raise BadInput(what=f"{path} is there already", mend="name another file")
    rows = {model._meta.label: model._base_manager.count() for model in kept()}
    last = JournalHeadRow.objects.values_list("seq", "hash").first() or (0, "")
    head = Head(now.isoformat(), migrations, rows, last, secret_key)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write_lines(fresh, _lines(head), passed)
        fresh.rename(path)
    finally:
        fresh.unlink(missing_ok=True)
    return head


def _write_lines(path: Path, lines: Iterable[object], passed: Passed) -> None:
    digest, done = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
            for line in lines:
                text = json.dumps(line, separators=(",", ":"), default=_as_text).encode() + b"\n"
                digest.update(text)
                packed.write(text)
                done += isinstance(line, tuple)
                passed(done)
            packed.write(json.dumps({"sha256": digest.hexdigest()}).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _lines(head: Head) -> Iterator[object]:
    """The head, the tables, and the rows, which are tuples."""
    yield asdict(head)
    for model in kept():
        columns = [field.attname for field in model._meta.concrete_fields]
        yield {"table": model._meta.label, "columns": columns}
        bulky = any(isinstance(field, models.BinaryField) for field in model._meta.concrete_fields)
        yield from model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=4 if bulky else 1000)


def _as_text(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(cast("Decimal", value))


# ── out of the file ─────────────────────────────────────────────────────────────────────────────────────────────────


def check(path: Path) -> Head:
    """Read the file through; what it says of itself.

    Raises:
        ArchiveDamaged: it is not what was written, or none of ours.
        ArchiveTooNew: it is of a format that we do not know.
    """
    digest, before = hashlib.sha256(), b""
    with _damage_told(path), gzip.open(path, "rb") as lines:
        head = _head(path, next(iter(lines), b""))
        lines.seek(0)
        for line in lines:
            digest.update(before)
            before = line
        if json.loads(before) != {"sha256": digest.hexdigest()}:
            raise ArchiveDamaged(file=path, what="its checksum is another one")
    return head


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise BadInput(what=f"there is no file {path}", mend="name one that `advocacybot backup` wrote") from None
    except EOFError:
        raise ArchiveDamaged(file=path, what="it ends too early") from None
    except (gzip.BadGzipFile, zlib.error, ValueError, LookupError, TypeError) as error:
        if isinstance(error, BadInput):
            raise
        raise ArchiveDamaged(file=path, what="it cannot be read") from error


def _head(path: Path, line: bytes) -> Head:
    told = json.loads(line)
    if told["format"] > FORMAT:
        raise ArchiveTooNew(file=path, program=told["program"])
    return Head(**told | {"journal": tuple(told["journal"])})


def empty() -> bool:
    """Whether the database holds nothing that is kept. Marks, which a process may put as soon as it looks, are nothing."""
    return not any(model._base_manager.exists() for model in kept() if model is not MarkRow)


def load(path: Path, tables: Apps, passed: Passed) -> None:
    """Put every row of a file, which was checked, where it belongs, in the caller's transaction.

    Args:
        path: the file.
        tables: the models as they were when it was written.
        passed: told how many rows are done.

    Raises:
        BadInput: this kind of database does not keep what stands there.
    """
    MarkRow.objects.all().delete()
    done = 0
    columns: list[str] = []
    models_there: list[type[models.Model]] = []
    with gzip.open(path, "rb") as lines:
        next(lines)
        for some in _by_table(lines):
            if isinstance(some, dict):
                models_there.append(tables.get_model(some["table"]))
                columns = some["columns"]
            else:
                _insert(models_there[-1], columns, some)
                passed(done := done + len(some))
    _go_on_counting(models_there)


def _by_table(lines: Iterable[bytes]) -> Iterator[dict[str, Any] | list[list[Any]]]:
    """Each table's own line, and its rows, so many at once as are put there at once. The checksum is no table."""
    some: list[list[Any]] = []
    letters = 0
    for line in lines:
        told = json.loads(line)
        if isinstance(told, list):
            some.append(told)
            letters += len(line)
        if some and (isinstance(told, dict) or len(some) == _ROWS or letters > _LETTERS):
            yield some
            some, letters = [], 0
        if isinstance(told, dict) and "table" in told:
            yield told


def _insert(model: type[models.Model], columns: list[str], rows: list[list[Any]]) -> None:
    """By SQL of our own: Django's would set anew the hours that a column takes by itself."""
    quoted = connection.ops.quote_name
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in columns]
    into = ", ".join(quoted(cast("str", field.column)) for field in fields)
    query = f"INSERT INTO {quoted(model._meta.db_table)} ({into}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    try:
        values = [[_prepared(field, one) for field, one in zip(fields, row, strict=True)] for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(query, values)
    except (DataError, ValueError) as error:
        told = str(error).partition("\n")[0]
        raise BadInput(what=f"{model._meta.db_table}: {told}", mend="mend it where the data came from, then try again") from error


def _prepared(field: "models.Field[Any, Any]", value: object) -> Any:
    return field.get_db_prep_save(field.to_python(value), connection)


def _go_on_counting(tables: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
