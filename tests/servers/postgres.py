"""A PostgreSQL of our own, by the binaries that Debian has: a cluster in a folder that goes with it, on a port of its own.

Its texts are sorted as a dictionary of English does, not by their bytes: so whatever relies on SQLite's order is found. What is
committed is on the disk before it is answered, unless ``fsync`` is false, which is for tests that ask for neither power cuts nor
figures.

``python -m tests.servers.postgres COMMAND …`` runs the command with a ``DATABASE_URL`` of a server that lives as long.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.servers.guard import Guarded, own_user
from tests.servers.process import NotStarted

_DEBIAN = Path("/usr/lib/postgresql")
_MISSING = "These tests take a PostgreSQL: apt-get install postgresql"
_MADE = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en"]


class Postgres(Guarded):
    """The server. ``user`` postgres of it needs no password."""

    user = own_user("postgres")
    ends_by = signal.SIGINT  # "fast": it does not wait until everybody has gone

    def __init__(self, *, fsync: bool = True, **settings: object) -> None:
        """``settings``: those of postgresql.conf, such as ``max_connections=300``."""
        super().__init__()
        self._settings = {"fsync": "on" if fsync else "off"} | {name: str(value) for name, value in settings.items()}
        self._make()

    def server(self) -> Sequence[str]:
        where = [
            "-D",
            str(self._cluster),
            "-p",
            str(self.port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
        ]
        return [
            str(binary("postgres")),
            *where,
            *(word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")),
        ]

    def address(self, database: str = "postgres") -> str:
        """The ``DATABASE_URL`` of that database."""
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def answers(self) -> bool:
        try:
            psycopg.connect(self.address(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:  # type: ignore[override]
        """What the server answers to it, in the database ``postgres``."""
        return asked(self.address(), query, *values)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The ``DATABASE_URL`` of a new database, which goes when the block ends, whoever is still connected."""
        with a_database(self.address(), template) as url:
            yield url

    @property
    def _cluster(self) -> Path:
        return self.folder / "cluster"

    def _make(self) -> None:
        if self.user:
            shutil.chown(self.folder, self.user, self.user)
        command = [
            str(binary("initdb")),
            f"--pgdata={self._cluster}",
            *_MADE,
            *([] if self._settings["fsync"] == "on" else ["--no-sync"]),
        ]
        groups: list[str] | None = [] if self.user else None
        made = subprocess.run(
            command, user=self.user, group=self.user, extra_groups=groups, cwd="/", capture_output=True, text=True, check=False
        )
        if made.returncode:
            self.close()
            raise NotStarted(made.stderr)


def binary(name: str) -> Path:
    """Where that program of PostgreSQL lies, of its latest version here.

    Raises:
        NotStarted: there is none.
    """
    versions = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]), reverse=True)
    found = next(iter(versions), None) or shutil.which(name)
    if not found:
        raise NotStarted(_MISSING)
    return Path(found)


def asked(url: str, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database answers to it, over a connection of its own."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        found = connection.execute(query.encode(), values or None)
        return found.fetchall() if found.description else []


@contextmanager
def a_database(server: str, template: str = "template1") -> Iterator[str]:
    """The ``DATABASE_URL`` of a new database beside that one; it goes when the block ends, whoever is still connected."""
    name = f"advocacybot_{os.getpid()}_{secrets.token_hex(4)}"
    new, old = sql.Identifier(name), sql.Identifier(template)
    with closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, old))
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with closing(psycopg.connect(server, autocommit=True)) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(new))


def _with_a_server(command: Sequence[str]) -> int:
    given = os.environ.get("DATABASE_URL")
    if given:
        return subprocess.run(command, check=False).returncode
    with Postgres(fsync=False) as server:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": server.url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(_with_a_server(sys.argv[1:]))
