from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.utils import ConnectionHandler

from advocacybot.settings import Settings
from advocacybot.store import opening
from advocacybot.store.django_settings import in_a_file
from advocacybot.store.opening import open_tables
from tests.store.at_once import elsewhere

pytestmark = pytest.mark.usefixtures("store")


class Looked(Exception):
    """Django was asked."""


def refuse_to_look() -> bool:
    raise Looked


def pragma(name: str, path: Path) -> object:
    """As a connection has it that is made by the bot's own settings, where the data lie in a file."""
    with closing(ConnectionHandler({"default": in_a_file(path)})["default"]) as connection, connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def test_the_migrations_make_the_tables_that_the_models_ask_for() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_tables_that_are_up_to_date_are_opened_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_behind", refuse_to_look)
    open_tables(Settings())


def test_where_a_migration_is_missing_or_not_known_django_looks_what_there_is_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_migrations", lambda _: iter([Path("0099_of_a_later_day.py")]))
    monkeypatch.setattr(opening, "_behind", refuse_to_look)
    with pytest.raises(Looked):
        open_tables(Settings())


@pytest.mark.parametrize(("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_a_commit_is_on_the_disk_before_it_is_believed(name: str, value: object, tmp_path: Path) -> None:
    assert pragma(name, tmp_path / "data") == value
    assert elsewhere(lambda: pragma(name, tmp_path / "data")) == value
