"""Real processes that open one database on PostgreSQL in the same moment; and one that a newer version left."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from advocacybot.errors import DatabaseTooNew
from advocacybot.settings import Settings
from advocacybot.store.opening import open_tables
from tests.servers.postgres import Postgres, asked
from tests.servers.process import ROOT

_OPENS = """
import sys
from pathlib import Path
from advocacybot.settings import Settings
from advocacybot.store.opening import open_tables, set_up
settings = Settings(home=Path(sys.argv[1]))
set_up(settings)
print("ready", flush=True)
sys.stdin.readline()
open_tables(settings)
from advocacybot.store.models import MatterRow
print(MatterRow.objects.count())
"""


@pytest.fixture
def empty(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with postgres.database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield url


def test_of_three_that_open_an_empty_database_at_once_one_makes_the_tables_and_all_go_on(empty: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _OPENS, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(3)]  # type: ignore[call-overload]
    assert [one.stdout.readline() for one in started] == ["ready\n"] * 3
    for one in started:
        one.stdin.write("\n")
        one.stdin.flush()
    ended = [(*one.communicate(timeout=100), one.returncode) for one in started]
    assert ended == [("0\n", "", 0)] * 3
    [(applied, different)] = asked(empty, "SELECT count(*), count(DISTINCT (app, name)) FROM django_migrations")
    assert applied == different > 0


@pytest.mark.usefixtures("on_postgres")
def test_a_database_that_a_newer_version_left_is_refused(tmp_path: Path) -> None:
    MigrationRecorder(connection).record_applied("store", "9999_of_a_later_year")
    with pytest.raises(DatabaseTooNew, match=r"9999_of_a_later_year.*install that version here too"):
        open_tables(Settings(home=tmp_path))


@pytest.mark.usefixtures("on_postgres")
def test_what_others_than_we_left_there_is_no_matter_of_ours(tmp_path: Path) -> None:
    MigrationRecorder(connection).record_applied("somebody else's", "9999_theirs")
    open_tables(Settings(home=tmp_path))
