"""A second machine, which has the database in common with the first one and nothing else."""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.houses import a_calendar, a_folder, a_vote_entry
from tests.journeys.commands import Said, advocacybot
from tests.pipeline.steps import SOLO

ALEPPO = a_vote_entry(assessed="")
RIVAL = a_vote_entry("S/2016/847", assessed="")


@dataclass(frozen=True)
class Machine:
    """A folder of its own, and the database of all."""

    home: Path
    url: str

    def does(self, *words: str) -> Said:
        return advocacybot(*words, home=self.home, DATABASE_URL=self.url)

    def votes(self) -> list[str]:
        said = self.does("calendar", "--json")
        assert said.code == 0, said.err
        return sorted(vote["symbol"] for vote in json.loads(said.out))


@pytest.fixture
def machine(on_postgres: str, tmp_path: Path) -> "partial[Machine]":
    return partial(_machine, tmp_path, on_postgres)


def _machine(path: Path, url: str, name: str, *entries: str) -> Machine:
    """A machine with a campaign's files; without any where no calendar is given."""
    home = path / name
    if entries:
        a_folder(home, a_calendar(*entries), SOLO, lean=True)
    else:
        home.mkdir()
    return Machine(home, url)


def test_a_machine_without_files_works_by_those_of_the_first(machine: "partial[Machine]") -> None:
    second = machine("second")
    refused = second.does("calendar")
    assert (refused.code, "has no config/campaign.yaml" in refused.err) == (2, True)
    assert machine("first", ALEPPO).does("publish").code == 0
    assert second.votes() == ["S/2016/846"]
    assert second.does("feed", "solo").out == "Nothing was published there yet.\n"


def test_older_files_of_one_machine_take_effect_where_somebody_says_so(machine: "partial[Machine]") -> None:
    first, second = machine("first", ALEPPO), machine("second", ALEPPO, RIVAL)
    for one in (first, second):
        assert one.does("publish").code == 0
    again = first.does("publish")
    assert again.code == 0
    assert f"{first.home} do not hold: those of" in again.err
    assert first.votes() == second.votes() == ["S/2016/846", "S/2016/847"]
    taken = first.does("check", "--take")
    assert "S/2016/847: vote taken out of the calendar." in taken.out
    assert first.votes() == second.votes() == ["S/2016/846"]
