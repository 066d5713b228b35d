"""A campaign's folder to break, and where in its files something stands."""

from pathlib import Path

from advocacybot.sources.configuration import Folder
from tests.houses import a_calendar, a_folder, a_vote_entry

ALEPPO = a_vote_entry("S/2016/846", penholders="[FRA, ESP]")
RIVAL = a_vote_entry("S/2016/847")
FILES = ("calendar.yaml", "campaign.yaml", "council.yaml", "handles.yaml", "states.yaml", "supporters.yaml")


def a_folder_with_two_votes(path: Path) -> Folder:
    return Folder(a_folder(path / "home", a_calendar(ALEPPO, RIVAL)))


def edit(folder: Folder, name: str, old: str, new: str) -> None:
    """Put something in the place of what stands in a file under config/, where it stands first."""
    text = (folder.config / name).read_text(encoding="utf-8")
    assert old in text
    (folder.config / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(folder: Folder, name: str, mark: str) -> str:
    """``council.yaml, line 12``: where that stands first."""
    before, found, _ = (folder.config / name).read_text(encoding="utf-8").partition(mark)
    assert found
    return f"{name}, line {before.count(chr(10)) + 1}"
