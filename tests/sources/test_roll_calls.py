"""Roll calls from CSV: what adds up is read as it stands, what does not is left out as a whole, with line and mend."""

import datetime as dt
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.outcomes import Result, Trust
from advocacybot.council.record import RecordedVote
from advocacybot.council.values import Source
from advocacybot.errors import BadInput
from advocacybot.sources.roll_calls import Reading, read
from tests.config.shipped import the_shipped_files
from tests.examples import examples
from tests.factories import a_recorded_vote, a_roll_call
from tests.sources.plain import is_plain, says_what_and_mend
from tests.sources.roll_call_files import LIBRARY_HEADER, PLAIN_HEADER, ballots, library, plain

TODAY = dt.date(2026, 1, 5)
ALEPPO = a_recorded_vote()
RIVAL = a_recorded_vote(
    "S/2016/847",
    a_roll_call("ESP FRA GBR JPN MYS NZL SEN UKR USA", "AGO URY"),
    recorded="failed",
    vetoed_by=(),
    subject="Rival draft",
)
ADOPTED = a_recorded_vote("S/RES/2328(2016)", a_roll_call("", ""), date="2016-12-19", recorded="adopted", vetoed_by=())
WITH_A_DRAFT = ADOPTED.model_copy(update={"drafts": ("S/2016/1063",)})
Write = Callable[..., Reading]


@pytest.fixture
def reading(tmp_path: Path) -> Write:
    """Reads a file of that text."""

    def made(text: str | bytes, **wishes: object) -> Reading:
        file = tmp_path / "votes.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_file(file, **wishes)

    return made


def read_file(file: Path, **wishes: object) -> Reading:
    reference = the_shipped_files().reference
    return read(file, reference.states, reference.council, TODAY, **wishes)  # type: ignore[arg-type]


def one(told: Reading) -> RecordedVote:
    assert told.left_out == ()
    (only,) = told.votes
    return only.vote


def reasons(told: Reading) -> list[str]:
    return [str(error) for vote in told.left_out for error in vote.reasons]


def same(vote: RecordedVote, other: RecordedVote) -> bool:
    """Whether both say the same of the vote, whatever their words and sources."""
    facts = [(v.symbol, v.day, ballots(v), v.totals, v.recorded, set(v.vetoed_by)) for v in (vote, other)]
    return facts[0] == facts[1] and vote.subject["en"] == other.subject["en"] and vote.situation["en"] == other.situation["en"]


# ── what adds up ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("write", [plain, library])
def test_the_shipped_record_comes_back_as_it_was_written(reading: Write, write: Callable[..., str]) -> None:
    votes = the_shipped_files().record.votes
    told = reading(write(*votes))
    assert reasons(told) == []
    assert len(told.votes) == 111
    assert [vote.symbol for vote, back in zip(votes, told.votes, strict=True) if not same(vote, back.vote)] == []
    assert told.lines == 111 * 15


def test_a_plain_file_is_preliminary_and_its_source_is_its_name_unless_somebody_says_more(reading: Write) -> None:
    vote = one(reading(plain(ALEPPO)))
    assert (vote.trust, vote.source) == (Trust.PRELIMINARY, Source(title="votes.csv"))
    published = Source(title="A data set", url="https://example.org/data")
    vote = one(reading(plain(ALEPPO), source=published, official=True))
    assert (vote.trust, vote.source) == (Trust.OFFICIAL, published)


def test_the_librarys_file_is_official_and_each_vote_has_its_own_record_as_source(reading: Write) -> None:
    vote = one(reading(library(ADOPTED)))
    assert vote.trust is Trust.OFFICIAL
    assert vote.source.title == "UN Digital Library, Security Council Voting Data, record 701"
    assert vote.source.url == "https://digitallibrary.un.org/record/701"
    assert vote.meeting_record == "S/PV.701"
    assert vote.report.meeting_record == "S/PV.701"


def test_a_resolution_is_known_by_its_drafts_too(reading: Write) -> None:
    assert one(reading(library(WITH_A_DRAFT))).drafts == ("S/2016/1063",)
    two = library(WITH_A_DRAFT).replace("S/2016/1063", "S/2016/1063|S/2016/1064/Rev.1")
    assert one(reading(two)).symbols == {"S/RES/2328(2016)", "S/2016/1063", "S/2016/1064/Rev.1"}


def test_the_librarys_description_is_told_without_its_frame(reading: Write) -> None:
    framed = "Security Council resolution 2328 (2016) [on monitoring of evacuations from Aleppo]"
    text = library(ADOPTED).replace("Ending the bombardment of Aleppo", framed)
    assert one(reading(text)).subject == {"en": "monitoring of evacuations from Aleppo"}


def test_agenda_items_between_bars_are_told_one_after_the_other(reading: Write) -> None:
    text = library(ADOPTED).replace("The situation in the Middle East (Syria)", "Syria |Human rights")
    assert one(reading(text)).situation == {"en": "Syria; Human rights"}


def test_a_vote_of_which_the_file_says_no_more_is_called_by_its_symbol(reading: Write) -> None:
    text = re.sub(r",[^,]*,[^,\r\n]*\r\n", "\r\n", plain(ALEPPO))
    assert text.startswith("symbol,date,iso3,vote\r\n")
    vote = one(reading(text))
    assert vote.subject == vote.situation == {"en": "S/2016/846"}


def test_words_that_are_too_long_are_cut(reading: Write) -> None:
    subject = one(reading(plain(ALEPPO).replace("Ending the bombardment of Aleppo", "Ending it word by word " * 20))).subject
    assert len(subject["en"]) <= 300
    assert subject["en"].endswith("…")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "\ufeff"),
        ("\r\n", "\n"),
        (PLAIN_HEADER, '"Symbol", DATE ,ISO3,"vote",situation,subject'),
        (",yes,", ",Y,"),
        (",yes,", ",In Favour,"),
        (",no,", ", N ,"),
        (",abstain,", ",a,"),
        (",abstain,", ",abstention,"),
        (",FRA,", ",fra,"),
        ("\r\nS/2016/846,2016-10-08,FRA", "\r\n\r\n,,,,,\r\nS/2016/846,2016-10-08,FRA"),
    ],
)
def test_what_does_not_matter_is_no_matter(reading: Write, old: str, new: str) -> None:
    text = plain(ALEPPO)
    edited = new + text if not old else text.replace(old, new)
    assert edited != text
    assert same(one(reading(edited)), ALEPPO)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_columns_may_stand_in_any_order_with_others_between_them_and_other_delimiters(reading: Write, delimiter: str) -> None:
    rows = [[vote, "x", state, "2016-10-08", "S/2016/846"] for state, vote in ((s, b.value) for s, b in ballots(ALEPPO))]
    text = "\n".join(delimiter.join(row) for row in [["vote", "remark", "iso3", "date", "symbol"], *rows])
    assert ballots(one(reading(text))) == ballots(ALEPPO)


def test_the_lines_of_a_vote_need_not_stand_together(reading: Write) -> None:
    header, *lines = plain(ALEPPO, RIVAL).splitlines()
    told = reading("\n".join([header, *lines[::2], *lines[1::2]]))
    assert [same(back.vote, vote) for back, vote in zip(told.votes, (ALEPPO, RIVAL), strict=True)] == [True, True]
    assert told.votes[0].span == "2–9, 17–23"


def test_each_ballot_is_known_by_its_line(reading: Write) -> None:
    (told,) = reading(plain(ALEPPO)).votes
    assert told.place("votes.csv") == "votes.csv, lines 2–16 (S/2016/846)"
    assert told.place("votes.csv", "AGO") == "votes.csv, line 2 (S/2016/846)"


@pytest.mark.parametrize("letter", ["Y", "X"])
def test_a_resolution_that_was_adopted_without_a_vote_has_no_ballots(reading: Write, letter: str) -> None:
    text = library(ADOPTED).replace(",Y,", f",{letter},").replace(",15,0,0,0,15,Vote,", ",0,0,0,0,15,Without Vote,")
    vote = one(reading(text))
    assert (vote.recorded, vote.roll_call, vote.totals) == (Result.ADOPTED_WITHOUT_A_VOTE, None, None)
    assert vote.report.adopted_without_a_vote
    assert vote.outcome(the_shipped_files().reference.council).result is Result.ADOPTED_WITHOUT_A_VOTE


def test_totals_may_be_written_with_a_point_or_not_at_all(reading: Write) -> None:
    text = library(ADOPTED)
    assert same(one(reading(text.replace(",15,0,0,0,15,", ",15.0,0.0,0.0,0.0,15.0,"))), ADOPTED)
    assert same(one(reading(text.replace(",15,0,0,0,15,", ",,,,,,"))), ADOPTED)


FORMER = (("1946-03-01", "SUN", "RUS"), ("1974-06-01", "BYS", "BLR"), ("1982-06-01", "ZAR", "COD"), ("1990-02-01", "YMD", "YEM"))


@pytest.mark.parametrize(("day", "written", "code"), FORMER, ids=[code for _, code, _ in FORMER])
def test_a_member_under_a_code_that_was_withdrawn_is_the_state_that_it_is_now(
    reading: Write, day: str, written: str, code: str
) -> None:
    members = the_shipped_files().reference.council.members_on(dt.date.fromisoformat(day))
    lines = [f"S/RES/1({day[:4]}),{day},{one.state.replace(code, written)},yes" for one in members]
    assert any(f",{written}," in line for line in lines)
    assert code in one(reading("\n".join(["symbol,date,iso3,vote", *lines]))).in_favour


def test_a_draft_of_the_years_in_which_documents_were_numbered_through_is_a_draft(reading: Write) -> None:
    day = dt.date(1976, 6, 1)
    members = the_shipped_files().reference.council.members_on(day)
    lines = [f"S/12119,{day},{one.state},{'no' if one.state == 'USA' else 'yes'}" for one in members]
    vote = one(reading("\n".join(["symbol,date,iso3,vote", *lines])))
    assert (vote.symbol, vote.recorded, vote.vetoed_by) == ("S/12119", Result.VETOED, ("USA",))


# ── what does not ───────────────────────────────────────────────────────────────────────────────────────────────────

PLAIN_TRAPS: tuple[tuple[str, str, str, str, str], ...] = (
    # what stands there, what is put in its place, the lines, what is said, the mend
    ("AGO,abstain", "AGO,maybe", "line 2", "'maybe' is no ballot", "write yes, no, abstain or absent"),
    ("AGO,abstain", "AGO,", "line 2", "no ballot is given", "write yes, no, abstain or absent"),
    ("AGO,abstain", "XKX,abstain", "line 2", "'XKX' is not a State that states.yaml knows", "ISO 3166-1"),
    ("AGO,abstain", ",abstain", "line 2", "'' is not a State", "ISO 3166-1"),
    ("AGO,abstain", "DEU,abstain", "line 2", "DEU did not sit on the Council on 2016-10-08", "leave out the ballot"),
    ("AGO,abstain", "DEU,abstain", "lines 2–16", "No ballot is given for AGO", "enter each member's ballot"),
    ("AGO,abstain", "CHN,abstain", "line 3", "CHN is given more than one ballot", "enter each member once"),
    (
        "S/2016/846,2016-10-08,AGO",
        "S/2016/846,2016-10-09,AGO",
        "lines 3–16",
        "the date is '2016-10-08', and '2016-10-09'",
        "agree",
    ),
    ("Syria),Ending", "Syria),Halting", "lines 3–16", "the subject is 'Ending", "let the lines of one vote agree"),
    ("AGO,abstain,The", "AGO,abstain,a,The", "line 2", "has 7 columns, where the header has 6", "into quotation marks"),
    ("S/2016/846,2016-10-08,AGO", '"S/2016/846"x,2016-10-08,AGO', "line 2", "not written as CSV", "double a quotation mark"),
)
EVERYWHERE: tuple[tuple[str, str, str, str], ...] = (
    # in every line of the vote
    ("S/2016/846", "A/71/846", "the symbol of no draft or resolution of the Council", "such as S/2016/846"),
    ("S/2016/846", "S/PV.7785", "the symbol of no draft or resolution of the Council", "such as S/2016/846"),
    ("S/2016/846", "S/2016", "S/2016 cannot have been voted on on 2016-10-08", "mend the symbol or the date"),
    ("S/2016/846", "S/2017/846", "S/2017/846 cannot have been voted on on 2016-10-08", "mend the symbol or the date"),
    ("S/2016/846", "", "no symbol is given", "write the symbol"),
    ("S/2016/846", "S/RES/2311(2016)", "its ballots make it vetoed by RUS", "procedural"),
    ("S/2016/846", "S/RES/2311(2015)", "cannot have been voted on on 2016-10-08", "mend the symbol or the date"),
    ("2016-10-08", "2016-10-32", "'2016-10-32' is not a date", "write YYYY-MM-DD"),
    ("2016-10-08", "08/10/2016", "'08/10/2016' is not a date", "write YYYY-MM-DD"),
    ("2016-10-08", "", "'' is not a date", "write YYYY-MM-DD"),
    ("2016-10-08", "2026-10-08", "2026-10-08 is still ahead", "once it was held"),
    ("2016-10-08", "1945-10-08", "There was no Council on 1945-10-08", "mend the day"),
)


def check(told: Reading, place: str, says: str, mend: str) -> None:
    """One vote was read, and the other left out, for that reason among others."""
    assert [same(back.vote, RIVAL) for back in told.votes] == [True]
    found = [reason for reason in reasons(told) if says in reason]
    assert [reason.startswith(f"votes.csv, {place}") and mend in reason.partition(says)[2] for reason in found] == [True]
    assert all(says_what_and_mend(reason) and is_plain(reason) for reason in reasons(told)), reasons(told)


@pytest.mark.parametrize(("old", "new", "place", "says", "mend"), PLAIN_TRAPS, ids=lambda one: str(one)[:40])
def test_a_line_that_is_wrong_leaves_its_vote_out_and_no_other(
    reading: Write, old: str, new: str, place: str, says: str, mend: str
) -> None:
    text = plain(ALEPPO, RIVAL)
    assert old in text
    check(reading(text.replace(old, new, 1)), place, says, mend)


@pytest.mark.parametrize(("old", "new", "says", "mend"), EVERYWHERE, ids=lambda one: str(one)[:40])
def test_a_vote_that_cannot_be_is_left_out(reading: Write, old: str, new: str, says: str, mend: str) -> None:
    rival = plain(RIVAL).partition("\r\n")[2]
    check(reading(plain(ALEPPO).replace(old, new) + rival), "lines 2–16", says, mend)


def test_a_member_that_is_missing_is_named(reading: Write) -> None:
    text = re.sub(r"S/2016/846,2016-10-08,USA.*\r\n", "", plain(ALEPPO, RIVAL))
    check(reading(text), "lines 2–15", "No ballot is given for USA", "enter each member's ballot")


def test_a_vote_that_stands_twice_is_left_out(reading: Write) -> None:
    again = plain(ALEPPO).partition("\r\n")[2]
    (reason,) = reasons(reading(plain(ALEPPO) + again))
    assert reason.startswith("votes.csv, lines 17–31 (S/2016/846): AGO, CHN, EGY, ")
    assert "is given more than one ballot" in reason


def test_a_quotation_mark_that_is_never_closed_takes_nothing_else_along(reading: Write) -> None:
    told = reading(plain(RIVAL) + '"S/2016/846,2016-10-08,AGO,yes,,\r\nS/2016/846,2016-10-08,CHN,yes,,\r\n')
    check(told, "line 17", "a quotation mark opens here and is not closed", "close it")


LIBRARY_TRAPS: tuple[tuple[str, str, str, str], ...] = (
    (",15,0,0,0,15,", ",14,1,0,0,15,", "The totals say 14-1-0, the roll call says 15-0-0", "mend the one that is wrong"),
    (",15,0,0,0,15,", ",fifteen,0,0,0,15,", "total_yes: 'fifteen' is no whole number", "write how many"),
    (",15,0,0,0,15,", ",15,0,0,0,11,", "by total_ms 11 members sat, and by council.yaml 15 on 2016-12-19", "mend the one"),
    (",Vote,", ",Show of hands,", "the modality 'show of hands' is not known", "write Vote or Without Vote"),
    ("S/2016/1063", "S/PRST/2016/1", "'S/PRST/2016/1' is the symbol of no draft or resolution", "such as S/2016/846"),
)


@pytest.mark.parametrize(("old", "new", "says", "mend"), LIBRARY_TRAPS, ids=lambda one: str(one)[:40])
def test_what_the_library_says_of_a_vote_has_to_go_together(reading: Write, old: str, new: str, says: str, mend: str) -> None:
    (reason,) = reasons(reading(library(WITH_A_DRAFT).replace(old, new)))
    assert reason.startswith(f"votes.csv, lines 2–16 (S/RES/2328(2016)): {says}")
    assert mend in reason
    assert is_plain(reason)


def test_without_a_vote_nobody_votes_otherwise_than_the_others(reading: Write) -> None:
    text = library(ADOPTED).replace(",Vote,", ",Without Vote,").replace(",Y,", ",N,", 1)
    (reason,) = reasons(reading(text))
    assert "was adopted without a vote, and yet ballots differ; mend the modality, or the ballots" in reason


def test_a_resolution_with_too_few_votes_in_favour_was_none(reading: Write) -> None:
    text = library(ADOPTED).replace(",Y,", ",A,", 7).replace(",15,0,0,0,15,", ",8,0,7,0,15,")
    (reason,) = reasons(reading(text))
    assert "by the rule of the Charter's Article 27 its ballots make it failed; check them" in reason


def test_in_a_procedural_matter_no_permanent_member_can_veto(reading: Write) -> None:
    text = plain(ALEPPO).replace("situation,", "procedure,").replace("The situation in the Middle East (Syria)", "Procedural")
    assert one(reading(text)).recorded is Result.ADOPTED
    (reason,) = reasons(reading(text.replace("Procedural", "formal")))
    assert "the procedure 'formal' is not known; write substantive or procedural" in reason


# ── files that are none ─────────────────────────────────────────────────────────────────────────────────────────────

NO_FILES: tuple[tuple[bytes, str, str, str], ...] = (
    (b"", "line 1", "there is no header", "let it name at least"),
    (b"a,b\r\n1,2\r\n", "line 1", "the header 'a,b' is of no known form", "`symbol, date, iso3, vote` (plain roll calls)"),
    (b"a,b\r\n1,2\r\n", "line 1", "the header 'a,b' is of no known form", "`ms_code, ms_vote, date, resolution`"),
    (b"symbol,date,iso3\n", "line 1", "is of no known form", "let it name at least"),
    (b"symbol,date,iso3,vote,vote\n", "line 1", "the column `vote` stands twice", "keep the one that is meant"),
    (b"symbol,date,iso3,vote\n", "", "nothing stands below the header", "give a file with a line for each ballot"),
    (b"symbol,date,iso3,vote\nS/2016/1,2016-01-01,C\xf4te,yes\n", "line 2", "this is not UTF-8", "save the file as UTF-8"),
    ("symbol,date,iso3,vote\n".encode("utf-16"), "line 1", "this is not UTF-8", "save the file as UTF-8"),
    (b"symbol,date,iso3,vote\nS/2016/1,\0,,\n", "line 2", "this is no text", "give a CSV file"),
    (b"symbol,date,iso3,vote\n" + b"x" * 1_000_001, "line 2", "this is no text", "give a CSV file"),
    (b"symbol,date,iso3,vote\rS/2016/1,2016-01-01,FRA,yes\r", "line 1", "is of no known form", "let it name at least"),
)


@pytest.mark.parametrize(("content", "place", "says", "mend"), NO_FILES, ids=lambda one: str(one)[:40])
def test_what_is_no_file_of_roll_calls_is_refused_as_a_whole(
    reading: Write, content: bytes, place: str, says: str, mend: str
) -> None:
    with pytest.raises(BadInput) as refused:
        reading(content)
    told = str(refused.value)
    assert told.startswith(f"votes.csv, {place}: " if place else "votes.csv: ")
    assert says in told
    assert mend in told.partition("; ")[2]
    assert is_plain(told)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"^gone\.csv: this cannot be read \(No such file.*; name a file that you may read"):
        read_file(tmp_path / "gone.csv")


def test_whoever_watches_is_told_of_every_byte(tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(plain(ALEPPO, RIVAL), encoding="utf-8")
    passed: list[int] = []
    read_file(file, passed=passed.append)
    assert sum(passed) == file.stat().st_size


# ── anything at all ─────────────────────────────────────────────────────────────────────────────────────────────────

_RIGHT = plain(ALEPPO).encode()
headers = st.sampled_from([b"", f"{PLAIN_HEADER}\n".encode(), f"{LIBRARY_HEADER}\n".encode(), _RIGHT])


@settings(deadline=None, max_examples=examples(300))
@given(
    headers, st.binary(max_size=200) | st.text('",;\r\n\t\ufeffS/2016846-yes', max_size=60).map(str.encode), st.integers(0, 2000)
)
def test_any_bytes_are_read_or_refused_and_what_is_read_adds_up(header: bytes, anything: bytes, at: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.csv"
        file.write_bytes(header[:at] + anything + header[at:])
        try:
            told = read_file(file)
        except BadInput:
            return
    council = the_shipped_files().reference.council
    assert all(back.vote.outcome(council) for back in told.votes)
    assert all(reason.startswith("any.csv, line") for reason in reasons(told))
