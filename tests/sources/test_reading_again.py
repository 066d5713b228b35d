"""Only what changed in a campaign's folder is read again; and the version tells whether wording has to be drawn anew."""

from pathlib import Path

import pytest

from advocacybot.errors import BadInput
from advocacybot.sources.configuration import Configuration, Folder
from advocacybot.sources.texts import OnDisk
from tests.houses import BEN, CAMPAIGN, a_calendar, a_folder, a_vote_entry
from tests.sources.folders import ALEPPO, FILES, RIVAL, a_folder_with_two_votes, edit


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A campaign's folder with two votes ahead."""
    return a_folder_with_two_votes(tmp_path)


# ── only what changed is read again ─────────────────────────────────────────────────────────────────────────────────


def parts(now: Configuration) -> dict[str, object]:
    reference = now.reference
    return {
        "campaign.yaml": now.campaign,
        "council.yaml": reference.council,
        "handles.yaml": reference.handles,
        "states.yaml": reference.states,
        "supporters.yaml": reference.supporters,
        "templates": now.templates,
    }


def read_again(before: Configuration, after: Configuration) -> list[str]:
    """The files whose facts are not the very ones of before."""
    known: list[object] = [*before.calendar.votes, *before.record.votes]
    votes: list[tuple[str, object]] = [(vote.symbol, vote) for vote in after.calendar.votes]
    votes += [(vote.symbol, vote) for vote in after.record.votes]
    fresh = [symbol for symbol, vote in votes if not any(vote is one for one in known)]
    return [name for name, part in parts(after).items() if part is not parts(before)[name]] + fresh


def test_a_folder_that_did_not_change_is_not_read_again(folder: Folder) -> None:
    before = folder.load()
    assert read_again(before, folder.load()) == []


@pytest.mark.parametrize("name", [name for name in FILES if name != "calendar.yaml"])
def test_only_the_file_that_changed_is_read_again(folder: Folder, name: str) -> None:
    before = folder.load()
    with (folder.config / name).open("a", encoding="utf-8") as file:
        file.write("\n# a remark\n")
    assert read_again(before, folder.load()) == [name]


def test_only_the_vote_that_changed_is_read_again(folder: Folder) -> None:
    before = folder.load()
    (folder.config / "calendar.yaml").write_text(a_calendar(ALEPPO, RIVAL.replace("Aleppo", "a rival draft")), encoding="utf-8")
    assert read_again(before, folder.load()) == ["S/2016/847"]


def test_only_the_year_of_the_record_that_changed_is_read_again(folder: Folder) -> None:
    before = folder.load()
    edit(folder, "record/2007.yaml", "Myanmar", "Burma")
    assert read_again(before, folder.load()) == ["S/2007/14"]


def test_templates_are_read_again_when_one_of_them_changed(folder: Folder) -> None:
    before = folder.load()
    file = folder.templates / "en" / "reminder.txt.j2"
    file.write_text(file.read_text(encoding="utf-8") + "More.", encoding="utf-8")
    assert read_again(before, folder.load()) == ["templates"]


def test_a_refused_edit_leaves_the_rest_as_it_was_read(folder: Folder) -> None:
    before = folder.load()
    edit(folder, "campaign.yaml", "platform: x", "platform: facebook")
    with pytest.raises(BadInput):
        folder.load()
    edit(folder, "campaign.yaml", "platform: facebook", "platform: x")
    assert set(read_again(before, folder.load())) <= {"campaign.yaml"}


def test_a_file_is_not_read_anew_for_each_thing_that_is_wrong_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person's name is changed in campaign.yaml, and every vote of a long calendar still names the old one."""
    votes = [a_vote_entry(f"S/2016/{number}") for number in range(1, 31)]
    folder = Folder(a_folder(tmp_path / "home", a_calendar(*votes), CAMPAIGN.replace(BEN, "Benjamin Bystander")))
    asked: list[str] = []
    text = OnDisk.text

    def counted(disk: OnDisk, name: str) -> str:
        asked.append(name)
        return text(disk, name)

    monkeypatch.setattr(OnDisk, "text", counted)
    with pytest.raises(BadInput) as refused:
        folder.load()
    assert len(str(refused.value).splitlines()) == 30
    assert 1 <= asked.count("config/calendar.yaml") <= 3


# ── the version, which tells whether wording has to be drawn anew ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    "change",
    [
        ("campaign.yaml", "A campaign", "Another campaign"),
        ("states.yaml", "Afghanistan", "Afghanistán"),
        ("council.yaml", "confidence: high", "confidence: medium"),
        ("supporters.yaml", "- URY", "- PRY"),
        ("handles.yaml", "confidence: high", "confidence: low"),
        ("../message_templates/en/reminder.txt.j2", "the", "The"),
    ],
    ids=lambda change: change[0],
)
def test_the_version_changes_with_whatever_words_are_drawn_from(folder: Folder, change: tuple[str, str, str]) -> None:
    before = folder.load().version
    edit(folder, *change)
    assert folder.load().version != before


def test_the_version_does_not_change_with_the_calendar(folder: Folder) -> None:
    before = folder.load().version
    (folder.config / "calendar.yaml").write_text(a_calendar(RIVAL), encoding="utf-8")
    assert folder.load().version == before


def test_the_version_is_the_same_for_the_same_files_in_another_folder(folder: Folder, tmp_path: Path) -> None:
    other = Folder(a_folder(tmp_path / "elsewhere", a_calendar(), CAMPAIGN))
    assert other.load().version == folder.load().version


def test_a_new_template_changes_the_version_and_taking_it_out_brings_the_old_one_back(folder: Folder) -> None:
    before = folder.load().version
    file = folder.templates / "en" / "reminder.x.txt.j2"
    file.write_text("Vote on {{ vote.symbol }}.", encoding="utf-8")
    assert folder.load().version != before
    file.unlink()
    assert folder.load().version == before


def test_a_file_of_the_record_that_came_and_went_leaves_the_version_as_it_was(folder: Folder) -> None:
    before = folder.load().version
    file = folder.config / "record" / "2006.yaml"
    file.write_text("votes: []\n", encoding="utf-8")
    folder.load()
    file.unlink()
    assert folder.load().version == before
