"""What signs the staff's sessions."""

import os
import stat
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from advocacybot.settings import Settings
from advocacybot.store import marks
from advocacybot.store.secret_key import secret_key
from tests.store.at_once import at_once

_SIGNING = "from django.core.signing import dumps, loads"
_OPENED = "from advocacybot.settings import Settings; from advocacybot.store.opening import set_up; set_up(Settings(), web=True)"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Of a machine that shares no database, and was given no key."""
    for name in ("DATABASE_URL", "ADVOCACYBOT_SECRET_KEY", "ADVOCACYBOT_SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return Settings(home=tmp_path)


def test_beside_a_file_it_is_made_once_for_the_bot_alone_to_read(settings: Settings) -> None:
    made = secret_key(settings)
    assert len(made) > 80
    assert secret_key(settings) == made == settings.key_file.read_text(encoding="utf-8")
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600


def test_two_that_need_it_in_the_same_moment_have_the_same(settings: Settings) -> None:
    assert len(set(at_once(*[partial(secret_key, settings)] * 4))) == 1


def test_a_key_that_is_given_is_taken_and_none_is_made(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("from a file\n", encoding="utf-8")
    monkeypatch.setenv("ADVOCACYBOT_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert secret_key(settings) == "from a file"
    monkeypatch.setenv("ADVOCACYBOT_SECRET_KEY", "given")
    assert secret_key(settings) == "given"
    assert not settings.key_file.exists()


def test_django_has_the_same(store: None) -> None:  # noqa: ARG001 – an empty database is asked for
    assert str(django_settings.SECRET_KEY)
    assert len(django_settings.SECRET_KEY) > 80


@pytest.mark.usefixtures("on_postgres")
def test_on_a_shared_database_it_lies_there_and_is_made_once(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keys = at_once(*[partial(secret_key, settings)] * 4)
    assert set(keys) == {marks.get(marks.SECRET_KEY)}
    assert not settings.key_file.exists()


def test_what_one_machine_signed_another_one_knows(on_postgres: str, tmp_path: Path) -> None:
    """Two processes, whose folders have nothing in common but the database."""
    signed = _on_a_machine(tmp_path / "one", on_postgres, "print(dumps('Ana'))")
    assert _on_a_machine(tmp_path / "two", on_postgres, f"print(loads({signed!r}))") == "Ana"


def _on_a_machine(home: Path, url: str, does: str) -> str:
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ADVOCACYBOT_", "DJANGO_"))}
    environment = kept | {"ADVOCACYBOT_HOME": str(home), "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-c", f"{_OPENED}; {_SIGNING}; {does}"], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
