"""Statements that Django writes once, and that are only given their values from then on.

To write one takes Django longer than the database takes to run it. Those that every post goes through are therefore kept as they
were written; what they mean stands where it did, as querysets.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql import DeleteQuery, UpdateQuery

_AT_ONCE = 1000
"""So many rows are inserted by one statement."""


class Given(Expression):
    """A value of a column, by the name under which a statement is given it each time."""

    def __init__(self, model: type[Model], column: str, name: str = "") -> None:
        self._field: Field[Any, Any] = model._meta.get_field(column)  # type: ignore[assignment]
        super().__init__(output_field=self._field)
        self.name = name or column

    def as_sql(self, *_: object, **__: object) -> tuple[str, tuple[Any, ...]]:
        """A place for it; the statement puts the value there."""
        return "%s", (self,)

    def value(self, given: Mapping[str, Any], database: BaseDatabaseWrapper) -> object:
        """As the database is told it."""
        return self._field.get_db_prep_save(given[self.name], database)


class _Statement:
    """``rows``: the queryset, whose values may be ``Given``; asked once for each kind of database."""

    def __init__(self, rows: Callable[[], QuerySet[Any]], **values: Any) -> None:
        self._rows = rows
        self._values = values
        self._written: dict[str, tuple[Any, str, tuple[Any, ...]]] = {}
        """By the kind of database: what wrote it, its text, and what stands in the text's places."""

    def _query(self) -> Any:
        raise NotImplementedError

    def _run(self, database: BaseDatabaseWrapper, cursor: Any, given: Mapping[str, Any]) -> Any:
        """What wrote it, which can read the answer."""
        if database.vendor not in self._written:
            compiler = self._query().get_compiler(connection=database)
            self._written[database.vendor] = (compiler, *compiler.as_sql())
        compiler, text, places = self._written[database.vendor]
        cursor.execute(text, [one.value(given, database) if isinstance(one, Given) else one for one in places])
        return compiler


class Select(_Statement):
    """Looks rows up."""

    def _query(self) -> Any:
        return self._rows().query

    def __call__(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows, as a queryset's ``values_list`` tells them."""
        database = _at_hand()
        with database.cursor() as cursor:
            compiler = self._run(database, cursor, given)
            return list(compiler.results_iter([cursor.fetchall()], tuple_expected=True))


class Update(_Statement):
    """Changes rows: ``values``, of which each may be ``Given`` too."""

    def _query(self) -> Any:
        query: Any = self._rows().query.chain(UpdateQuery)
        query.add_update_values(self._values)
        return query

    def __call__(self, **given: Any) -> int:
        """How many rows there were."""
        database = _at_hand()
        with database.cursor() as cursor:
            self._run(database, cursor, given)
            return int(cursor.rowcount)


class Delete(Update):
    """Takes rows away."""

    def _query(self) -> Any:
        return self._rows().query.chain(DeleteQuery)


def insert(rows: Sequence[Model]) -> None:
    """Keep new rows of one kind, whose numbers nobody asks for."""
    database = _at_hand()
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        text, fields = _insertion(type(some[0]))
        places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(some))
        values = [one.get_db_prep_save(getattr(row, one.attname), database) for row in some for one in fields]
        with database.cursor() as cursor:
            cursor.execute(f"{text} VALUES {places}", values)


def _at_hand() -> BaseDatabaseWrapper:
    """This thread's connection itself: what Django calls so looks for it anew whenever something is asked of it."""
    return connections[DEFAULT_DB_ALIAS]


@cache
def _insertion(model: type[Model]) -> tuple[str, tuple[Any, ...]]:
    fields = tuple(one for one in model._meta.concrete_fields if not one.db_returning)
    columns = ", ".join(connection.ops.quote_name(str(one.column)) for one in fields)
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns})", fields
