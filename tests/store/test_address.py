"""What is said of a wrong DATABASE_URL, and of a database that is not there; never the password."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base import base
from django.db.utils import NotSupportedError, OperationalError

from advocacybot.errors import BadDatabaseUrl, DatabaseTooOld, DatabaseUnreachable
from advocacybot.settings import Settings
from advocacybot.store.address import failure, shared
from advocacybot.store.opening import open_tables
from tests.on_postgres import instead
from tests.servers.between import nowhere

SECRET = "s3cret"  # noqa: S105 – of nobody


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (f"mysql://ana:{SECRET}@db/votes", "does not begin with postgres://"),
        (f"ana:{SECRET}@db/votes", "does not begin with postgres://"),
        (f"postgres://ana:{SECRET}@/votes", "names no host"),
        (f"postgres://ana:{SECRET}@db", "names no database"),
        (f"postgres://ana:{SECRET}@db/", "names no database"),
        (f"postgres://ana:{SECRET}@db:0/votes", "names no port"),
        (f"postgres://ana:{SECRET}@db:99999/votes", "names no host and port"),
        (f"postgres://ana:{SECRET}/1@db/votes", "names no host and port"),
        (f"postgres://ana:{SECRET}#1@db/votes", "names no host and port"),
        (f"postgres://ana:{SECRET}@db/votes#1", "holds a #"),
        (f"postgres://ana:{SECRET}@db/votes?sslmod=require", "holds an option"),
    ],
)
def test_a_url_that_is_none_is_told_with_its_mend_and_without_its_password(url: str, told: str) -> None:
    with pytest.raises(BadDatabaseUrl, match=told) as found:
        shared(url)
    assert "write postgres://" in str(found.value)
    assert SECRET not in str(found.value)


def test_what_is_percent_encoded_is_read_as_it_is_meant() -> None:
    read = shared("postgresql://ana:p%2F%23%40@db.example:6432/votes?sslmode=require")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        "ana",
        "p/#@",
        "db.example",
        6432,
        "votes",
    )
    assert read["OPTIONS"]["sslmode"] == "require"


def test_a_database_that_nobody_serves_is_told_with_its_place(tmp_path: Path) -> None:
    with nowhere() as url:
        port = url.rpartition(":")[2]
        with instead(f"postgres://ana:{SECRET}@127.0.0.1:{port}/votes"), pytest.raises(DatabaseUnreachable) as found:
            open_tables(Settings(home=tmp_path))
    told = str(found.value)
    assert f"The database at 127.0.0.1:{port}/votes cannot be reached" in told
    assert "DATABASE_URL" in told
    assert SECRET not in told


@pytest.mark.usefixtures("on_postgres")
def test_an_older_postgresql_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setattr(connection.features, "minimum_database_version", (99,))
    monkeypatch.setattr(base, "RAN_DB_VERSION_CHECK", set())  # Django asks once in a process
    with pytest.raises(DatabaseTooOld, match="PostgreSQL 99 or later is required"):
        open_tables(Settings(home=tmp_path))


@pytest.mark.usefixtures("on_postgres")
def test_an_error_of_several_lines_is_told_by_its_first() -> None:
    assert "(gone away)" in str(failure(OperationalError("gone away\n\tIs it running?\n"), connection))
    assert "(OperationalError)" in str(failure(OperationalError(), connection))
    assert isinstance(failure(NotSupportedError("old"), connection), DatabaseTooOld)


@pytest.mark.usefixtures("on_postgres")
@pytest.mark.parametrize(
    ("name", "value"),
    [("tcp_keepalives_idle", "5"), ("tcp_user_timeout", "10000"), ("idle_in_transaction_session_timeout", "1min")],
)
def test_the_server_is_told_to_give_up_whoever_is_gone(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        assert cursor.fetchone() == (value,)
