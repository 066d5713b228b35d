"""Roll calls imported as a researcher types it: the report, where it stands, and how the command ends."""

import json
import shutil
from pathlib import Path

import pytest

from tests.factories import a_recorded_vote, a_roll_call
from tests.houses import ANA, CAMPAIGN, a_calendar, a_folder
from tests.journeys.commands import Said, advocacybot
from tests.sources.roll_call_files import library, plain

SYMBOL = "S/2016/901"
VOTE = a_recorded_vote(SYMBOL, a_roll_call("RUS NZL", "CHN"), date="2016-11-01")
RESOLUTION = a_recorded_vote("S/RES/2321(2016)", a_roll_call("", ""), date="2016-11-30", recorded="adopted", vetoed_by=())


@pytest.fixture(scope="module")
def _laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign's folder whose tables are made."""
    folder = a_folder(tmp_path_factory.mktemp("record") / "home", a_calendar(), CAMPAIGN, lean=True)
    assert advocacybot("record", "list", home=folder).code == 0
    return folder


@pytest.fixture
def home(_laid_out: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_laid_out, tmp_path / "home"))


def imported(home: Path, text: str, *wishes: str, name: str = "votes.csv") -> Said:
    (home / name).write_text(text, encoding="utf-8")
    return advocacybot("record", "import", str(home / name), "--by", ANA, *wishes, home=home)


def test_a_good_file_is_brought_in_and_the_same_again_is_known(home: Path) -> None:
    first = imported(home, library(RESOLUTION, VOTE))
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines() == [
        "30 lines of the UN Digital Library's Security Council voting data:",
        "  2 votes brought in",
    ]
    again = imported(home, library(RESOLUTION, VOTE))
    assert (again.code, again.err, again.out.splitlines()[1:]) == (0, "", ["  2 votes known already"])


def test_a_broken_file_ends_with_1_tells_every_line_on_stderr_and_brings_in_the_rest(home: Path) -> None:
    told = imported(home, plain(VOTE, RESOLUTION).replace("AGO,yes", "AGO,maybe", 1))
    assert told.code == 1
    assert told.out.splitlines() == [
        "30 lines of plain roll calls:",
        "  1 vote brought in",
        "  1 vote left out, with every reason on stderr",
    ]
    assert told.err.splitlines() == [
        f"votes.csv, line 2 ({SYMBOL}): 'maybe' is no ballot; write yes, no, abstain or absent, or Y, N, A or X",
        "advocacybot: 1 vote of votes.csv left out; mend the lines that are named above, and import the file again",
    ]


def test_a_file_of_another_form_ends_with_2_and_both_forms_are_named(home: Path) -> None:
    told = imported(home, "country,vote\nFrance,yes\n")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(
        "advocacybot: votes.csv, line 1: the header 'country,vote' is of no known form; let it name at least"
    )
    assert "`ms_code, ms_vote, date, resolution`" in told.err
    assert "`symbol, date, iso3, vote`" in told.err


def test_a_dry_run_keeps_nothing_and_a_script_reads_what_would_be_done(home: Path) -> None:
    told = imported(home, plain(VOTE, RESOLUTION).replace("AGO,yes", "AGO,maybe", 1), "--dry-run", "--json")
    done = json.loads(told.out)
    assert told.code == 1
    assert (done["brought_in"], done["known"], done["kept"]) == (["S/RES/2321(2016)"], [], False)
    assert [one["symbol"] for one in done["left_out"]] == [SYMBOL]
    assert done["left_out"][0]["reasons"][0].startswith("votes.csv, line 2")
    assert "Nothing was imported." in advocacybot("record", "list", home=home).out


def test_what_was_imported_is_listed_with_where_it_comes_from_and_taken_out_again(home: Path) -> None:
    imported(home, plain(VOTE), "--source", "A data set", "--url", "https://example.org/data", "--official")
    imported(home, library(RESOLUTION), name="library.csv")
    listed = json.loads(advocacybot("record", "list", "--year", "2016", "--json", home=home).out)
    assert [(one["symbol"], one["file"], one["lines"]) for one in listed] == [
        (SYMBOL, "votes.csv", "2–16"),
        ("S/RES/2321(2016)", "library.csv", "2–16"),
    ]
    assert listed[0]["source"] == {"title": "A data set", "url": "https://example.org/data"}
    assert "trust" not in listed[0]
    table = advocacybot("record", "list", home=home).out
    assert "vetoed 12-2-1" in table
    assert "library.csv, 2–16" in table
    taken = advocacybot("record", "remove", "--file", "library.csv", "--by", ANA, "--why", "another version", home=home)
    assert (taken.code, taken.out) == (0, "1 vote taken out.\n")
    assert [one["symbol"] for one in json.loads(advocacybot("record", "list", "--json", home=home).out)] == [SYMBOL]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("remove", "--by", ANA, "--why", "x"), "no vote is named; name symbols, or a --file, as"),
        (("import", __file__, "--by", ANA, "--url", "https://example.org"), "needs the source's title: add --source"),
        (("import", __file__, "--by", "Dee Stranger"), "'Dee Stranger' is not among the campaign's people"),
    ],
)
def test_what_cannot_be_done_ends_with_2(home: Path, words: tuple[str, ...], says: str) -> None:
    told = advocacybot("record", *words, home=home)
    assert told.code == 2
    assert says in told.err
    assert told.out == ""
