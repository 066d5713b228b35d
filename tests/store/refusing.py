"""A database that refuses some of what it is asked, as one with a full disk or a broken file does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.utils import OperationalError

WORDS = "disk I/O error"


@contextmanager
def refusing(verb: str, table: str = "rehearsed") -> Iterator[None]:
    """Refuse, in this thread, each statement of that verb on that table."""

    def execute(ask: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(verb) and f'"{table}"' in sql:
            raise OperationalError(WORDS)
        return ask(sql, *rest)

    with connection.execute_wrapper(execute):
        yield
