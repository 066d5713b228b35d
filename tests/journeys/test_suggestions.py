"""Suggestions as somebody at a terminal sees and dismisses them."""

import json
import shutil
from pathlib import Path

import pytest

from tests.fakes.feeds import FEEDS
from tests.fakes.suggesting import suggests
from tests.houses import ANA, CAMPAIGN, a_calendar, a_folder
from tests.journeys.commands import Said, advocacybot


@pytest.fixture(scope="module")
def _laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign's folder in which one suggestion is open."""
    folder = a_folder(tmp_path_factory.mktemp("suggestions") / "home", a_calendar(), CAMPAIGN, lean=True)
    (folder / "config" / "feeds.yaml").write_text(FEEDS.replace("https://press.example", "https://10.0.0.1"), encoding="utf-8")
    suggests(folder)
    return folder


@pytest.fixture
def home(_laid_out: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_laid_out, tmp_path / "home"))


def said(home: Path, *words: str) -> Said:
    return advocacybot("suggestions", *words, home=home)


def test_what_is_to_be_decided_is_listed_with_its_source_and_the_words(home: Path) -> None:
    told = said(home, "list")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[:2] == [
        "1  a vote may be coming: S/2016/849 (open)",
        "    at Sat 8 Oct 2016 15:00 New York (19:00 UTC)",
    ]
    assert "    Syria: Vote on a Draft Resolution (en, press, Sat 8 Oct 2016 15:00 New York (19:00 UTC))" in told.out
    assert "      “The Council will vote today.”\n      https://blue.example/aleppo" in told.out


def test_a_script_reads_it_as_json(home: Path) -> None:
    (one,) = json.loads(said(home, "list", "--json").out)
    assert (one["number"], one["kind"], one["state"]) == (1, "a vote may be coming", "open")
    assert one["told"] == {"symbol": "S/2016/849", "hour": "2016-10-08T19:00:00Z"}
    assert one["sources"][0]["address"] == "https://blue.example/aleppo"


def test_it_is_dismissed_once_under_a_persons_name(home: Path) -> None:
    told = said(home, "dismiss", "1", "--by", ANA, "--why", "last year's")
    assert (told.code, told.out) == (0, "Suggestion 1 is dismissed.\n")
    again = said(home, "dismiss", "1", "--by", ANA, "--why", "last year's")
    assert (again.code != 0, "Suggestion 1 is dismissed already" in again.err) == (True, True)
    assert said(home, "list").out == "Nothing is to be decided.\n"
    assert "a vote may be coming: S/2016/849 (dismissed)" in said(home, "list", "--all").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dismiss", "17", "--by", ANA, "--why", "x"), "There is no suggestion 17"),
        (("dismiss", "1", "--by", "Nobody", "--why", "x"), "'Nobody' is not among the campaign's people"),
        (("look", "nothing"), "There is no feed 'nothing'; write one of press, votes, journal"),
    ],
)
def test_what_cannot_be_changes_nothing_and_says_so(home: Path, words: tuple[str, ...], told: str) -> None:
    answer = said(home, *words)
    assert (answer.code, told in answer.err) == (2, True)
    assert "(open)" in said(home, "list").out


def test_a_feed_that_cannot_be_asked_is_named(home: Path) -> None:
    told = said(home, "look", "press")
    assert (told.code, told.err.count("\n") <= 1) == (0, True)
    assert told.out.startswith("0 new suggestions; 1 to be decided.\n")
    assert "press cannot be read (1 in a row): 10.0.0.1 lies where nothing is fetched from" in told.out
