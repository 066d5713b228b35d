"""The package carries what an operator needs, and the documents tell the truth."""

import re
import subprocess
import sys
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest

from advocacybot.campaign.earned import Message
from advocacybot.wiring import shipped
from advocacybot.wording.facts import CampaignFacts, CorrectionFacts, OutcomeFacts, ReminderFacts, ScorecardFacts, VoteFacts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_carries_every_shipped_file(unpacked: Path) -> None:
    for name in ("config", "message_templates"):
        files = {file.relative_to(shipped()) for file in (shipped() / name).rglob("*") if file.is_file()}
        carried = unpacked / "advocacybot" / "shipped"
        assert files == {file.relative_to(carried) for file in (carried / name).rglob("*") if file.is_file()}
    assert (unpacked / "advocacybot" / "py.typed").is_file()


def test_the_wheel_carries_the_words_of_the_staff_room_and_of_cards_and_pages(unpacked: Path) -> None:
    rooms = {f"advocacybot/web/locale/{language}/LC_MESSAGES/django.mo" for language in ("es", "fr")}
    cards = {f"advocacybot/wording/locale/{language}/LC_MESSAGES/scorecard.mo" for language in ("ar", "es", "fr", "ru", "zh")}
    assert {file.relative_to(unpacked).as_posix() for file in unpacked.rglob("*.mo")} == rooms | cards


def test_an_installed_package_lays_a_campaign_out_and_checks_it(unpacked: Path, tmp_path: Path) -> None:
    for words in (("init", str(tmp_path / "campaign")), ("--home", str(tmp_path / "campaign"), "check")):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "advocacybot", *words],
            cwd=tmp_path,
            env={"PYTHONPATH": str(unpacked), "PATH": ""},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "campaign" / "message_templates" / "fr" / "reminder.txt.j2").is_file()


def test_the_guide_to_templates_names_every_fact_and_every_message() -> None:
    guide = (ROOT / "docs" / "templates.md").read_text()
    told = set(re.findall(r"`\.?([a-z_.]+)`", guide)) | set(re.findall(r"`(?:vote|campaign|tally|source)\.([a-z_]+)`", guide))
    for facts in (CampaignFacts, VoteFacts, ReminderFacts, CorrectionFacts, OutcomeFacts, ScorecardFacts):
        missing = {field.name for field in fields(facts)} - told - {"vote", "campaign", "tally", "source"}
        assert not missing, facts
    assert set(Message) <= told


def test_every_verb_of_the_readme_is_there() -> None:
    from advocacybot.cli import _MODULES

    told = set(re.findall(r"\$ advocacybot (?:--home \S+ )?([a-z]+)", (ROOT / "README.md").read_text()))
    assert told
    assert told <= set(_MODULES)


def test_the_repository_names_no_machine_and_no_registry() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    locks = [name for name in tracked if name.endswith(".lock")]
    assert locks
    for name in locks:
        assert "://" not in (ROOT / name).read_text()
