"""Backups, restores and moves as their operator does them."""

from pathlib import Path

import pytest

from tests.houses import a_calendar, a_folder, a_vote_entry
from tests.journeys.commands import advocacybot, running
from tests.servers.postgres import Postgres


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A campaign whose files took effect."""
    made = a_folder(tmp_path / "home", a_calendar(a_vote_entry()), lean=True)
    assert advocacybot("publish", home=made).code == 0
    return made


def test_a_backup_is_restored_on_a_machine_that_has_nothing_but_the_program(home: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "one.gz")
    taken = advocacybot("backup", file, home=home)
    assert (taken.code, taken.err) == (0, "")
    assert "the journal's last, its hash " in taken.out
    done = advocacybot("restore", file, home=tmp_path / "other")
    assert (done.code, done.err) == (0, "")
    assert "All accounts are paused. See what stands on them, then `advocacybot resume`." in done.out
    again = advocacybot("restore", file, home=tmp_path / "other")
    assert again.code == 1
    assert "holds a campaign already, and nothing is put over it" in again.err


def test_what_is_no_backup_is_said_in_a_line_and_ends_with_two(home: Path, tmp_path: Path) -> None:
    done = advocacybot("restore", str(home / "config" / "campaign.yaml"), home=tmp_path / "other")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "is no backup, or not the whole of one: it cannot be read; nothing was changed" in done.err


def test_the_data_move_to_postgresql_by_one_command_and_every_command_says_so_where_they_were(
    home: Path, postgres: Postgres
) -> None:
    was = advocacybot("journal", "verify", home=home).out
    with postgres.database() as url:
        done = advocacybot("move", url, home=home)
        assert (done.code, done.err) == (0, "")
        assert "Set DATABASE_URL to it on every machine, then start the bot." in done.out
        left = advocacybot("queue", "list", home=home)
        assert (left.code, left.out) == (1, "")
        assert left.err.startswith("advocacybot: The campaign's data were moved to 127.0.0.1:")
        assert advocacybot("journal", "verify", home=home, DATABASE_URL=url).out == was


def test_the_data_do_not_move_from_under_a_bot_at_work(home: Path, postgres: Postgres) -> None:
    with postgres.database() as url, running(home):
        done = advocacybot("move", url, home=home)
    assert done.code == 1
    assert "The bot is at work on the database" in done.err
    assert advocacybot("queue", "list", home=home).code == 0
