"""The queue as a calendar for the staff, as an operator makes it."""

from pathlib import Path

import pytest

from tests.houses import a_folder
from tests.journeys.commands import advocacybot


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "home", lean=True)


def test_the_calendar_of_the_queue_is_written_and_written_over(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "queue.ics"
    for _ in range(2):
        done = advocacybot("calendar", "export", str(file), home=home)
        assert (done.code, done.err) == (0, "")
        assert f"0 entries: {file}" in done.out
        assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert {path.name for path in tmp_path.iterdir()} == {"home", "queue.ics"}


def test_it_is_not_written_over_what_is_somebody_elses(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "thesis.txt"
    file.write_text("mine")
    said = advocacybot("calendar", "export", str(file), home=home)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "is something else than a calendar; name another file" in said.err
    assert file.read_text() == "mine"
