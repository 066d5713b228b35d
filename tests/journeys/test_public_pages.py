"""The public pages and their pictures, as an operator makes them."""

from pathlib import Path

import pytest
from PIL import Image

from tests.houses import a_folder
from tests.journeys.commands import Said, advocacybot


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with the shipped record, of which nobody assessed a vote."""
    return a_folder(tmp_path_factory.mktemp("campaign") / "home")


@pytest.fixture
def lean(tmp_path: Path) -> Path:
    """A campaign without any votes."""
    return a_folder(tmp_path / "home", lean=True)


def the_card(home: Path, what: str, out: Path, *wishes: str) -> Said:
    return advocacybot("scorecard", "card", what, "--out", str(out), *wishes, home=home)


def test_the_pages_are_exported_in_the_languages_and_for_the_address_that_are_wished_for(lean: Path, tmp_path: Path) -> None:
    folder, wishes = tmp_path / "public", ("--language", "fr", "--address", "https://votes.example.org/")
    done = advocacybot("scorecard", "export", str(folder), *wishes, home=lean)
    assert (done.code, done.err) == (0, "")
    assert " pages written, 0 as they were, 0 taken away" in done.out
    assert '<link rel="canonical" href="https://votes.example.org/fr/method/">' in (folder / "fr/method/index.html").read_text()
    assert not (folder / "en").exists()


def test_nothing_is_exported_over_what_is_somebody_elses(lean: Path, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "thesis.txt").write_text("mine")
    said = advocacybot("scorecard", "export", str(tmp_path / "public"), home=lean)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "holds something else" in said.err


def test_a_card_is_drawn_in_the_shape_of_a_platform_and_what_it_says_is_printed(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "card.png"
    drawn = the_card(home, "S/2016/846", out, "--shape", "bluesky", "--theme", "dark", "--language", "fr")
    assert (drawn.code, drawn.err) == (0, "")
    with Image.open(out) as picture:
        assert picture.size == (1080, 1350)
    for said in ("S/2016/846", "8 octobre 2016", "Fédération de Russie", "Nouvelle-Zélande"):
        assert said in drawn.out.replace("\xa0", " ")


def test_what_cannot_be_drawn_is_told_on_a_line_and_no_file_is_made(home: Path, tmp_path: Path) -> None:
    for what, file, told in (
        ("S/2016/846", "card.gif", "name the file with one of the two endings"),
        ("Syria", "card.svg", "none was assessed as credible"),
    ):
        said = the_card(home, what, tmp_path / file)
        assert (said.code, said.err.count("\n")) == (2, 1)
        assert told in said.err
        assert not (tmp_path / file).exists()
