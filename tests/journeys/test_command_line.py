"""The verbs as an operator types them."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from tests.houses import ANA, BEN, a_calendar, a_folder, a_vote_entry
from tests.journeys.commands import advocacybot, running

VERBS = (
    "demo",
    "init",
    "check",
    "run",
    "health",
    "calendar",
    "queue",
    "outcome",
    "record",
    "scorecard",
    "pause",
    "resume",
    "feed",
    "journal",
)


def _in(hours: float) -> str:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M UTC")


@pytest.fixture(scope="module")
def _taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = a_folder(tmp_path_factory.mktemp("taken") / "home", a_calendar(a_vote_entry("S/2026/999", _in(3))))
    with running(folder):
        pass
    return folder


@pytest.fixture
def home(_taken: Path, tmp_path: Path) -> Path:
    """A campaign with a vote in three hours, whose files have taken effect."""
    return Path(shutil.copytree(_taken, tmp_path / "home"))


def _first(home: Path, account: str) -> str:
    """The number of the post that is due first on that account."""
    return str(json.loads(advocacybot("queue", "list", "--account", account, "--json", home=home).out)[0]["id"])


def test_every_verb_has_help() -> None:
    listing = advocacybot("--help").out
    for verb in VERBS:
        assert verb in listing
        helped = advocacybot(verb, "--help")
        assert helped.code == 0
        assert "Usage: advocacybot" in helped.out


def test_init_lays_out_a_folder_that_checks_well(tmp_path: Path) -> None:
    laid = advocacybot("init", str(tmp_path / "campaign"))
    assert laid.code == 0
    checked = advocacybot("check", home=tmp_path / "campaign")
    assert (checked.code, checked.err) == (0, "")
    assert "All is well" in checked.out
    assert (tmp_path / "campaign" / "config" / "schemas" / "calendar.json").is_file()


def test_init_writes_over_nothing(home: Path) -> None:
    before = (home / "config" / "campaign.yaml").read_text()
    again = advocacybot("init", str(home))
    assert again.code == 2
    assert "is there already" in again.err
    assert (home / "config" / "campaign.yaml").read_text() == before


def test_check_tells_every_problem_on_a_line_of_its_own(home: Path) -> None:
    calendar = home / "config" / "calendar.yaml"
    calendar.write_text(
        calendar.read_text().replace("S/2026/999", "S-2026-999").replace("name: Ana Approver", "name: Nobody Known")
    )
    checked = advocacybot("check", home=home)
    assert checked.code == 2
    assert "advocacybot: calendar.yaml, line 2: symbol: 'S-2026-999'" in checked.err
    told = json.loads(advocacybot("check", "--json", home=home).out)
    assert len(told["problems"]) == len(checked.err.splitlines())


def test_a_folder_that_is_none_is_told_with_its_mend(tmp_path: Path) -> None:
    said = advocacybot("calendar", home=tmp_path)
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "advocacybot init" in said.err


@pytest.mark.parametrize(
    "words",
    [("nonsense",), ("queue", "approve"), ("queue", "approve", "one", "--by", ANA), ("queue", "list", "--state", "odd")],
)
def test_a_mistyped_command_is_one_line_and_ends_with_2(home: Path, words: tuple[str, ...]) -> None:
    said = advocacybot(*words, home=home)
    assert said.code == 2
    assert said.err.startswith("advocacybot: ")
    assert said.err.count("\n") == 1


def test_two_people_approve_a_post_and_the_third_state_is_seen(home: Path) -> None:
    number = _first(home, "asks-two")
    assert "queued" in advocacybot("queue", "approve", number, "--by", ANA, home=home).out
    twice = advocacybot("queue", "approve", number, "--by", ANA, home=home)
    assert twice.code == 1
    assert "has already approved these words" in twice.err
    assert "approved" in advocacybot("queue", "approve", number, "--by", BEN, home=home).out
    shown = json.loads(advocacybot("queue", "show", number, "--json", home=home).out)
    assert (shown["state"], shown["agreed"]) == ("approved", [ANA, BEN])


def test_an_edit_cuts_the_thread_anew_and_voids_what_was_approved(home: Path, tmp_path: Path) -> None:
    number = _first(home, "asks-two")
    for person in (ANA, BEN):
        advocacybot("queue", "approve", number, "--by", person, home=home)
    words = tmp_path / "words.txt"
    words.write_text("Other words on S/2026/999.\n")
    assert advocacybot("queue", "edit", number, "--by", ANA, "--file", str(words), home=home).code == 0
    shown = json.loads(advocacybot("queue", "show", number, "--json", home=home).out)
    assert (shown["state"], shown["agreed"]) == ("queued", [])
    assert [part["text"] for part in shown["parts"]] == ["Other words on S/2026/999."]
    own = advocacybot("queue", "approve", number, "--by", ANA, home=home)
    assert own.code == 1
    assert "nobody approves what they edited" in own.err


def test_hold_release_and_reject_move_a_post_and_are_journaled(home: Path) -> None:
    number = _first(home, "asks-one")
    assert "held" in advocacybot("queue", "hold", number, "--by", ANA, "--why", "wait", home=home).out
    assert "queued" in advocacybot("queue", "release", number, "--by", ANA, home=home).out
    assert "rejected" in advocacybot("queue", "reject", number, "--by", BEN, "--why", "no", home=home).out
    final = advocacybot("queue", "hold", number, "--by", ANA, "--why", "late", home=home)
    assert final.code == 1
    assert "A post that is rejected cannot hold" in final.err
    kinds = [one["kind"] for one in json.loads(advocacybot("journal", "--about", f"post {number}", "--json", home=home).out)]
    assert kinds == ["post drafted", "held", "released", "rejected"]


def test_an_outcome_is_entered_by_one_and_confirmed_by_another(tmp_path: Path) -> None:
    home = a_folder(tmp_path / "home", a_calendar(a_vote_entry("S/2026/999", _in(-1))))
    with running(home):
        pass
    enter = (
        "outcome", "enter", "S/2026/999", "--in-favour", "BHR,COL,COD,DNK,FRA,LVA,PAN,SOM,GBR,LBR,PAK",
        "--against", "RUS,GRC", "--abstained", "CHN,USA", "--source", "SC/16999", "--url", "https://press.un.org/en/2026/sc16999.doc.htm",
    )  # fmt: skip
    wrong = advocacybot(*enter, "--totals", "13-1-1", "--by", ANA, home=home)
    assert wrong.code == 2
    assert "The totals say 13-1-1, the roll call says 11-2-2" in wrong.err
    entered = advocacybot(*enter, "--totals", "11-2-2", "--by", ANA, home=home)
    assert (entered.code, entered.err) == (0, "")
    assert "11-2-2, vetoed by RUS" in entered.out
    own = advocacybot("outcome", "confirm", "S/2026/999", "--by", ANA, home=home)
    assert own.code == 1
    assert "a second person must confirm it" in own.err
    assert "vetoed by RUS" in advocacybot("outcome", "confirm", "S/2026/999", "--by", BEN, home=home).out
    waiting = json.loads(advocacybot("queue", "list", "--json", home=home).out)
    assert {(one["message"], one["state"]) for one in waiting} == {("vetoed", "queued"), ("vetoed", "approved")}
    greece = advocacybot("outcome", "letter", "S/2026/999", "grc", "--language", "fr", home=home)
    assert (greece.code, greece.err) == (0, "")
    assert "Grèce\nNew York\n" in greece.out
    assert "la liste du 15 mai 2017" in greece.out
    russia = advocacybot("outcome", "letter", "S/2026/999", "RUS", home=home)
    assert (russia.code, russia.out) == (2, "")
    assert "No letter about S/2026/999 goes to RUS" in russia.err


def test_the_verbs_work_while_a_file_is_broken_and_say_so(home: Path) -> None:
    (home / "config" / "calendar.yaml").write_text("votes: [}")
    paused = advocacybot("pause", "--by", ANA, "--why", "a drill", home=home)
    assert paused.code == 0
    assert "until this is mended, the files hold as they were: calendar.yaml, line 1" in paused.err
    assert "Paused: all accounts" in paused.out


def test_a_reader_who_has_seen_enough_ends_no_command_with_an_error(home: Path) -> None:
    import subprocess
    import sys

    piped = f"{sys.executable} -m advocacybot --home {home} journal --json | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", piped], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
