"""Statements that Django writes once, and that are only given their values from then on.

To write one takes Django longer than the database takes to run it. Those that every post goes through are therefore kept as they
were written; what they mean stands where it did, as querysets.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Exists, Expression, Field, Model, QuerySet
from django.db.models.sql import DeleteQuery, UpdateQuery

from advocacybot.store.locks import briefly

_AT_ONCE = 1000
"""So many rows are inserted by one statement."""

Places = tuple[Any, ...]
"""What stands in a text's places, in their order: values, and those that are to be ``Given``."""


class Given(Expression):
    """A value of a column, by the name under which a statement is given it each time."""

    def __init__(self, model: type[Model], column: str, name: str = "") -> None:
        self._field: Field[Any, Any] = model._meta.get_field(column)  # type: ignore[assignment]
        super().__init__(output_field=self._field)
        self.model = model
        self.name = name or column

    def as_sql(self, *_: object, **__: object) -> tuple[str, tuple[Any, ...]]:
        """A place for it; the statement puts the value there."""
        return "%s", (self,)

    def value(self, given: Mapping[str, Any], database: BaseDatabaseWrapper) -> object:
        """As the database is told it."""
        return self._field.get_db_prep_save(given[self.name], database)


class Unheld(Exists):
    """Whether there is such a row that no other transaction holds, where rows can be held: what hangs on it waits for none."""

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper, *args: Any, **kwargs: Any) -> tuple[str, Places]:
        text, places = super().as_sql(compiler, connection, *args, **kwargs)
        held = connection.ops.for_update_sql(skip_locked=True) if connection.features.has_select_for_update_skip_locked else ""
        return f"{text.removesuffix(')')} {held})", tuple(places)


class _Statement:
    """A statement, worded once for each kind of database."""

    def __init__(self) -> None:
        self._worded: dict[str, tuple[Any, str, Places]] = {}

    def _word(self, database: BaseDatabaseWrapper) -> tuple[Any, str, Places]:
        """What can read the answer, the text, and what stands in the text's places."""
        raise NotImplementedError

    def run(self, database: BaseDatabaseWrapper, cursor: Any, given: Mapping[str, Any]) -> Any:
        """Give it to the database; what can read the answer."""
        if database.vendor not in self._worded:
            self._worded[database.vendor] = self._word(database)
        reader, text, places = self._worded[database.vendor]
        cursor.execute(text, [one.value(given, database) if isinstance(one, Given) else one for one in places])
        return reader


class Select(_Statement):
    """Looks rows up. ``rows``: the queryset, whose values may be ``Given``."""

    def __init__(self, rows: Callable[[], QuerySet[Any]]) -> None:
        super().__init__()
        self._rows = rows

    def _word(self, database: BaseDatabaseWrapper) -> tuple[Any, str, Places]:
        compiler: Any = self._rows().query.get_compiler(connection=database)
        return compiler, *compiler.as_sql()

    def __call__(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows, as a queryset's ``values_list`` tells them."""
        database = _at_hand()
        with database.cursor() as cursor:
            return self.ask(database, cursor, given)()

    def ask(self, database: BaseDatabaseWrapper, cursor: Any, given: Mapping[str, Any]) -> Callable[[], list[tuple[Any, ...]]]:
        """Ask; what is called for the rows."""
        compiler = self.run(database, cursor, given)
        return lambda: list(compiler.results_iter([cursor.fetchall()], tuple_expected=True))


class Looks:
    """Looks rows of several kinds up; PostgreSQL is asked in one message."""

    def __init__(self, *looks: Select) -> None:
        self._looks = looks

    def __call__(self, **given: Any) -> list[list[tuple[Any, ...]]]:
        """The rows of each."""
        database = _at_hand()
        if database.vendor != "postgresql":
            return [look(**given) for look in self._looks]
        with ExitStack() as stack:
            cursors = [stack.enter_context(database.cursor()) for _ in self._looks]
            with _in_one_message(database):
                asked = [look.ask(database, cursor, given) for look, cursor in zip(self._looks, cursors, strict=True)]
            return [answer() for answer in asked]


class Change(_Statement):
    """Changes rows of one kind."""

    def worded(self, database: BaseDatabaseWrapper, behind: str = "") -> tuple[str, Places]:
        """The text, and what stands in the text's places. ``behind``: what it depends on, where it does (:class:`AndThen`)."""
        raise NotImplementedError

    def _word(self, database: BaseDatabaseWrapper) -> tuple[Any, str, Places]:
        return None, *self.worded(database)

    def __call__(self, **given: Any) -> int:
        """How many rows there were."""
        database = _at_hand()
        with database.cursor() as cursor:
            self.run(database, cursor, given)
            return int(cursor.rowcount)


class Update(Change):
    """Gives rows other values. ``rows``: the queryset; its values, and the new ones, may be ``Given``."""

    def __init__(self, rows: Callable[[], QuerySet[Any]], **values: Any) -> None:
        super().__init__()
        self._rows = rows
        self._values = values

    def worded(self, database: BaseDatabaseWrapper, behind: str = "") -> tuple[str, Places]:
        rows = self._rows().filter(_Did(behind)) if behind else self._rows()
        text, places = self._query(rows).get_compiler(connection=database).as_sql()
        return text, tuple(places)

    def _query(self, rows: QuerySet[Any]) -> Any:
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(self._values)
        return query


class Delete(Update):
    """Takes rows away."""

    def _query(self, rows: QuerySet[Any]) -> Any:
        return rows.query.chain(DeleteQuery)


class Insert(Change):
    """Adds rows, whose numbers nobody asks for: each by the values of its columns, which may be ``Given``."""

    def __init__(self, model: type[Model], *rows: Mapping[str, Any]) -> None:
        super().__init__()
        self._model = model
        self._rows = rows

    def worded(self, database: BaseDatabaseWrapper, behind: str = "") -> tuple[str, Places]:
        head, fields = _insertion(self._model)
        values = _rows_of(len(fields), len(self._rows))
        body = f"SELECT * FROM ({values}) AS told WHERE {_Did(behind).text}" if behind else values  # noqa: S608 – places alone
        told = ((field, row[field.name]) for row in self._rows for field in fields)
        return f"{head} {body}", tuple(
            one if isinstance(one, Given) else field.get_db_prep_save(one, database) for field, one in told
        )


class Hold(Change):
    """Lets nobody else hold a row before this transaction is over, and makes it where there is none. The row is the key that is
    ``Given``, and nothing else."""

    def __init__(self, key: Given) -> None:
        super().__init__()
        self._key = key

    def worded(self, database: BaseDatabaseWrapper, behind: str = "") -> tuple[str, Places]:  # noqa: ARG002 – it is first
        head, (field,) = _insertion(self._key.model)
        column = database.ops.quote_name(field.column)
        return f"{head} VALUES (%s) ON CONFLICT ({column}) DO UPDATE SET {column} = excluded.{column}", (self._key,)


class AndThen(_Statement):
    """A change and, where there was anything to change, others that go with it: all of it, or nothing.

    PostgreSQL is told in one message, and takes one step to its disk for it
    (https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-MODIFYING); none of them sees what another one did.
    Elsewhere one follows the other, in a transaction.
    """

    def __init__(self, first: Change, *others: Change, held: Hold | None = None) -> None:
        """``held``: what is held before, and until all is over, where rows can be held. None of the changes may hang on what
        whoever held it did: they see what there was when all of it began."""
        super().__init__()
        self._first = first
        self._others = others
        self._held = held

    def __call__(self, **given: Any) -> list[int]:
        """How many rows each changed; noughts alone where there was nothing to change for the first."""
        database = _at_hand()
        if database.vendor != "postgresql":
            with briefly():
                return self.one_by_one(given)
        with database.cursor() as cursor:
            self.run(database, cursor, given)
            return list(cursor.fetchone())

    def one_by_one(self, given: Mapping[str, Any]) -> list[int]:
        """The same, each change by a statement of its own, in the caller's transaction."""
        changed = self._first(**given)
        return [changed, *(other(**given) if changed else 0 for other in self._others)]

    def _word(self, database: BaseDatabaseWrapper) -> tuple[Any, str, Places]:
        held = {"held": self._held.worded(database)} if self._held else {}
        first = {"the_first": self._first.worded(database, *held)}
        others = {f"other_{number}": one.worded(database, *first) for number, one in enumerate(self._others)}
        parts = ", ".join(f"{name} AS ({text} RETURNING 1)" for name, (text, _) in (held | first | others).items())
        counts = ", ".join(f"(SELECT count(*) FROM {name})" for name in first | others)  # noqa: S608 – names of our own
        places = (places for _, places in (held | first | others).values())
        return None, f"WITH {parts} SELECT {counts}", tuple(one for some in places for one in some)


class _Did(Expression):
    """Whether a change of several, by its name, found anything to change."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=BooleanField())
        self.text = f"EXISTS (SELECT 1 FROM {name})"  # noqa: S608 – a name of our own

    def as_sql(self, *_: object, **__: object) -> tuple[str, Places]:
        return self.text, ()


Told = tuple[AndThen | Hold, Mapping[str, Any]]
"""Changes, or a row to hold where rows can be held; and the values that are given."""


def together(*told: Told) -> list[list[int]]:
    """Make changes one after the other, each seeing those before it, and what whoever held a row did that is held before: all of
    them, or none. How many rows each changed.

    PostgreSQL is told all of it in one message, which is one transaction
    (https://www.postgresql.org/docs/current/libpq-pipeline-mode.html), or part of the caller's.
    """
    database = _at_hand()
    if database.vendor != "postgresql":
        with briefly():
            return [changes.one_by_one(given) for changes, given in told if isinstance(changes, AndThen)]
    with ExitStack() as stack:
        cursors = [stack.enter_context(database.cursor()) for _ in told]
        with _in_one_message(database):
            for (changes, given), cursor in zip(told, cursors, strict=True):
                changes.run(database, cursor, given)
        made = [cursor for (changes, _), cursor in zip(told, cursors, strict=True) if isinstance(changes, AndThen)]
        return [list(cursor.fetchone()) for cursor in made]


def insert(rows: Sequence[Model]) -> None:
    """Keep new rows of one kind, whose numbers nobody asks for."""
    database = _at_hand()
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        head, fields = _insertion(type(some[0]))
        values = [one.get_db_prep_save(getattr(row, one.attname), database) for row in some for one in fields]
        with database.cursor() as cursor:
            cursor.execute(f"{head} {_rows_of(len(fields), len(some))}", values)


@contextmanager
def by_indexes() -> Iterator[None]:
    """What PostgreSQL plans in the block finds its rows by indexes. It plans by how much lies in a table then, and goes by that
    plan for as long as nothing tells it otherwise: what is empty now may be full when it counts."""
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        try:
            yield
        finally:
            cursor.execute("RESET enable_seqscan")


@contextmanager
def _in_one_message(database: Any) -> Iterator[None]:
    """PostgreSQL is told all that is asked for in the block at once; the answers are there once it is over
    (https://www.psycopg.org/psycopg3/docs/advanced/pipeline.html)."""
    with database.wrap_database_errors, database.connection.pipeline():
        yield


def _at_hand() -> BaseDatabaseWrapper:
    """This thread's connection itself: what Django calls so looks for it anew whenever something is asked of it."""
    return connections[DEFAULT_DB_ALIAS]


@cache
def _insertion(model: type[Model]) -> tuple[str, tuple[Any, ...]]:
    """How the statement begins, and the columns that it names."""
    fields = tuple(one for one in model._meta.concrete_fields if not one.db_returning)
    columns = ", ".join(connection.ops.quote_name(str(one.column)) for one in fields)
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns})", fields


def _rows_of(columns: int, rows: int) -> str:
    row = ", ".join(["%s"] * columns)
    return f"VALUES {', '.join([f'({row})'] * rows)}"
