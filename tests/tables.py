"""What is in the database, as plain rows: taken down, and put back as it was. So a campaign need not be drafted for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

Rows = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
"""The columns and the rows of each table that has any."""


def names() -> list[str]:
    """The tables of the store."""
    return [model._meta.db_table for model in apps.get_app_config("store").get_models()]


def empty() -> None:
    """Rows are deleted, in PostgreSQL too: it truncates by making the file of every table and index anew, which takes long."""
    with _asking() as cursor:
        for table in _filled(cursor):
            cursor.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 – a table's own name


def are_empty() -> bool:
    with _asking() as cursor:
        return not _filled(cursor)


def taken_down() -> Rows:
    """All that is in them."""
    found: Rows = {}
    with _asking() as cursor:
        for table in _filled(cursor):
            cursor.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608
            found[table] = (tuple(column[0] for column in cursor.description), cursor.fetchall())
    return found


def put_back(kept: Rows) -> None:
    """Let that be all that is in them. Numbers that the database gives go on from the highest that it ever gave."""
    empty()
    with _asking() as cursor:
        for table, (columns, rows) in kept.items():
            into = f"{_quoted(table)} ({', '.join(map(_quoted, columns))})"
            cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(columns))})", rows)  # noqa: S608


@contextmanager
def _asking() -> Iterator[Any]:
    """In one transaction: so tables may be filled in any order, whichever refers to another."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor


def _filled(cursor: Any) -> list[str]:
    """The tables that have rows, by one question."""
    some = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {_quoted(table)})" for table in names())  # noqa: S608
    cursor.execute(" UNION ALL ".join(some))
    return [table for (table,) in cursor.fetchall()]


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
