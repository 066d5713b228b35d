"""Where a PostgreSQL is, by its URL; and what is said where it is not there. No password is ever part of what is said."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

import dj_database_url
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import InterfaceError, NotSupportedError, OperationalError

from advocacybot.errors import BadDatabaseUrl, DatabaseFails, DatabaseTooOld, DatabaseUnreachable

GONE = (OperationalError, InterfaceError, NotSupportedError)
"""What is raised where the database is not there, or not one that we can use."""

_SCHEMES = ("postgres", "postgresql")

PLANNED_AFTER = 10
"""What a connection was asked for so often the server has read and planned, and it is only told the values: psycopg leaves it
unprepared five times, and PostgreSQL then plans it anew five times before it takes one plan for all values."""

_PLANNED_ONCE = {"server_side_binding": True, "prepare_threshold": PLANNED_AFTER // 2}

_PATIENCE = {
    # A server that is gone is known to be gone within seconds …
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    # … and so is whoever was connected to it, who else would hold what others wait for.
    "options": " ".join(
        f"-c {name}={value}"
        for name, value in {
            "tcp_keepalives_idle": 5,
            "tcp_keepalives_interval": 2,
            "tcp_keepalives_count": 3,
            "tcp_user_timeout": 10_000,
            "idle_in_transaction_session_timeout": 60_000,
        }.items()
    ),
}


def shared(url: str) -> dict[str, Any]:
    """Django's settings for that PostgreSQL. A connection lives as long as its thread, and is looked at before it is used again.

    Raises:
        BadDatabaseUrl: it is not the URL of one.
    """
    _check(url)
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
    found["OPTIONS"] = {"application_name": "advocacybot", **_PLANNED_ONCE, **_PATIENCE, **found.get("OPTIONS", {})}
    return found


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        wrong = next((what for what, is_so in _WRONG.items() if is_so(parts)), None)
    except ValueError:  # urlsplit's own
        wrong = "names no host and port that there could be"
    if wrong:
        raise BadDatabaseUrl(what=wrong) from None


def _has_unknown_options(parts: SplitResult) -> bool:
    import psycopg  # only where there is a PostgreSQL: a bot with a file of its own starts without it
    from psycopg.conninfo import make_conninfo

    try:
        make_conninfo(**dict.fromkeys(parse_qs(parts.query), ""))
    except psycopg.ProgrammingError:
        return True
    return False


_WRONG: dict[str, Callable[[SplitResult], object]] = {
    "does not begin with postgres://": lambda parts: parts.scheme not in _SCHEMES,
    "names no host": lambda parts: not parts.hostname,
    "names no port that there could be": lambda parts: parts.port == 0,
    "names no database": lambda parts: not parts.path.strip("/"),
    "holds a # that is not percent-encoded": lambda parts: parts.fragment,
    "holds an option, after its ?, that PostgreSQL does not know": _has_unknown_options,
}


def failure(error: Exception, connection: BaseDatabaseWrapper) -> DatabaseFails:
    """What is said of an error of the database."""
    why = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
    if connection.vendor != "postgresql":
        return DatabaseFails(place=place(connection.settings_dict), why=why)
    kind = DatabaseTooOld if isinstance(error, NotSupportedError) else DatabaseUnreachable
    return kind(place=place(connection.settings_dict), why=why)


def place(settings: Mapping[str, Any]) -> str:
    """Where the database of those settings is, as people are told: a file, or host, port and name."""
    return f"{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}" if settings.get("HOST") else str(settings["NAME"])
