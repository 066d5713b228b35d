"""A calendar read vote by vote says what the same calendar says when it is read as a whole."""

from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.calendar import Calendar
from advocacybot.council.votes import Vote
from advocacybot.errors import BadInput
from advocacybot.sources.calendar_file import CalendarFile
from advocacybot.sources.models import checked
from advocacybot.sources.yaml_text import read
from tests.examples import examples

HOUR = "2016-10-08 15:00 America/New_York"


def an_entry(number: int, subject: str = "Aleppo", rest: str = "") -> str:
    return f"- symbol: S/2016/{number}\n  subject: {subject}\n  situation: Syria\n  hour: {HOUR}\n{rest}"


def in_flow(number: int) -> str:
    return f"{{symbol: S/2016/{number}, subject: Aleppo,\n   situation: Syria, hour: '{HOUR}'}}"


def a_text(*entries: str, by: int = 2) -> str:
    return "votes:\n" + indent("".join(entries), " " * by)


ALEPPO, RIVAL, CEASEFIRE = (an_entry(number) for number in (846, 847, 1026))
ALL_THREE = a_text(ALEPPO, RIVAL, CEASEFIRE)


def as_a_whole(text: str) -> Calendar:
    return checked(Calendar, read(text, "calendar.yaml"))


def a_file(text: str = ALL_THREE) -> tuple[CalendarFile, tuple[Vote, ...]]:
    """A calendar that was read once, and its votes."""
    file = CalendarFile("calendar.yaml")
    return file, file.read(text).votes


def what_it_says(file: CalendarFile | None, text: str) -> Calendar | str:
    """The calendar, or why it is refused; read as a whole where there is no file."""
    try:
        return file.read(text) if file else as_a_whole(text)
    except BadInput as refused:
        return str(refused)


# ── by votes and as a whole ─────────────────────────────────────────────────────────────────────────────────────────

SUBJECTS = st.sampled_from(
    [
        "Aleppo",
        "{en: Aleppo, fr: Alep}",
        "\n    en: Aleppo\n    fr: Alep",
        ">-\n    on two\n    lines",
        "|-\n    - looks like a list",
        '"on two\n    lines"',
        "'it''s # no remark'",
        '"\n  - symbol: no vote"',
        "on two\n    lines",
        "'votes:'",
        "",
        "[a list]",
        "'open",
    ]
)
RESTS = st.sampled_from(
    [
        "",
        "  penholders: [FRA, ESP]\n",
        "  penholders:\n  - FRA\n  - ESP\n",
        "  penholders:\n    - FRA\n    - ESP\n",
        "  documents:\n    - title: Draft\n      url: https://undocs.org/S/2016/846\n    - {title: Letter, url: https://undocs.org/x}\n",
        "  withdrawn: true\n",
        "  penholder: [FRA]\n",
        "  subject: again\n",
    ]
)
REMARKS = st.sampled_from(
    ["", "\n", "# a remark\n", "\n  # a remark further in\n\n", "# - symbol: S/2016/1\n", "#\n\n\n", "  \n"]
)
HEADS = st.sampled_from(["votes:\n", "votes:  # ahead\n", "# a remark\n\nvotes:\n", "---\nvotes:\n", "votes:\n# a remark\n"])


@st.composite
def entries(draw: st.DrawFn) -> str:
    number = draw(st.integers(1, 6))
    entry = draw(st.just(f"- {in_flow(number)}\n") | st.builds(an_entry, st.just(number), SUBJECTS, RESTS))
    return entry + draw(REMARKS)


@st.composite
def texts(draw: st.DrawFn) -> str:
    body = indent("".join(draw(st.lists(entries(), max_size=5))), " " * draw(st.sampled_from([0, 2, 4])))
    tail = draw(st.sampled_from(["", "# the end\n", "more: 1\n", "...\n", "---\n"]))
    text = draw(HEADS) + body + tail
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@given(texts())
@settings(max_examples=examples(400), deadline=None)
def test_reading_by_votes_says_what_reading_the_whole_says(text: str) -> None:
    assert what_it_says(CalendarFile("calendar.yaml"), text) == what_it_says(None, text)


@given(st.lists(texts(), min_size=2, max_size=5))
@settings(max_examples=examples(150), deadline=None)
def test_what_was_read_before_never_shows_in_what_is_read_now(edits: list[str]) -> None:
    file = CalendarFile("calendar.yaml")
    assert [what_it_says(file, text) for text in edits] == [what_it_says(None, text) for text in edits]


@pytest.mark.parametrize(
    "text",
    [
        a_text(ALEPPO, "...\n", RIVAL, by=0),
        a_text(ALEPPO, "---\n", RIVAL, by=0),
        a_text(ALEPPO, by=0) + "---\nvotes: []\n",
        a_text(ALEPPO) + "votes: []\n",
        a_text(ALEPPO, "- \n"),
        a_text(ALEPPO, "- []\n"),
        a_text(ALEPPO, "- &twice " + RIVAL[2:]),
        a_text(ALEPPO, "-\n" + indent(RIVAL[2:], "  ")),
        a_text("- - " + ALEPPO[2:]),
    ],
)
def test_odd_shapes_are_read_or_refused_by_votes_as_they_are_as_a_whole(text: str) -> None:
    assert what_it_says(CalendarFile("calendar.yaml"), text) == what_it_says(None, text)


# ── only what changed ───────────────────────────────────────────────────────────────────────────────────────────────


def the_same(before: tuple[Vote, ...], after: tuple[Vote, ...]) -> list[bool]:
    """Which votes are the very ones that were read before."""
    return [any(vote is one for one in before) for vote in after]


def test_a_calendar_that_did_not_change_is_not_read_again() -> None:
    file, before = a_file()
    assert the_same(before, file.read(ALL_THREE).votes) == [True, True, True]


def test_only_the_entry_that_changed_is_read_again() -> None:
    file, before = a_file()
    after = file.read(a_text(ALEPPO, an_entry(847, "a rival draft"), CEASEFIRE)).votes
    assert the_same(before, after) == [True, False, True]
    assert after[1].subject == {"en": "a rival draft"}


def test_a_vote_that_is_put_in_or_taken_out_has_no_other_read_again() -> None:
    file, before = a_file()
    assert the_same(before, file.read(a_text(an_entry(1), ALEPPO, RIVAL, CEASEFIRE)).votes) == [False, True, True, True]
    assert the_same(before, file.read(a_text(CEASEFIRE, ALEPPO)).votes) == [True, True]


def test_an_edit_that_was_refused_has_nothing_read_again_once_it_is_mended() -> None:
    file, before = a_file()
    with pytest.raises(BadInput):
        file.read(ALL_THREE.replace("S/2016/847", "S-847"))
    assert the_same(before, file.read(ALL_THREE).votes) == [True, True, True]


def test_line_ends_of_another_system_change_nothing() -> None:
    file, before = a_file()
    assert the_same(before, file.read(ALL_THREE.replace("\n", "\r\n")).votes) == [True, True, True]


def test_remarks_and_empty_lines_may_stand_between_votes() -> None:
    text = "# the votes ahead\n\n" + a_text(ALEPPO, "\n# the rival\n\n", RIVAL, "# the end\n")
    file, before = a_file(text)
    after = file.read(text.replace("Aleppo", "Alep", 1)).votes
    assert [vote.symbol for vote in after] == ["S/2016/846", "S/2016/847"]
    assert the_same(before, after) == [False, True]


# ── other shapes ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        ALL_THREE,
        ALL_THREE.rstrip("\n"),
        a_text(ALEPPO, RIVAL, CEASEFIRE, by=0),
        a_text(ALEPPO, RIVAL, CEASEFIRE, by=7),
        "\ufeff" + ALL_THREE,
        "---\n" + ALL_THREE,
        ALL_THREE + "...\n",
        ALL_THREE.replace("votes:\n", "votes:\n  # the votes\n\n"),
        ALL_THREE.replace("  - symbol", "  -\n    symbol"),
        ALL_THREE.replace("- symbol", "-   symbol").replace("\n    ", "\n      "),
        ALL_THREE.replace("votes:", '"votes":'),
        f"{{votes: [{', '.join(map(in_flow, (846, 847, 1026)))}]}}",
    ],
)
def test_the_same_votes_are_read_from_every_way_to_write_them(text: str) -> None:
    assert CalendarFile("calendar.yaml").read(text) == as_a_whole(ALL_THREE)


@pytest.mark.parametrize("text", ["votes: []\n", "# none yet\nvotes: []\n", "{votes: []}", "votes: [\n]\n"])
def test_a_calendar_may_hold_no_vote(text: str) -> None:
    assert CalendarFile("calendar.yaml").read(text).votes == ()


@pytest.mark.parametrize("text", ["", "\n", "# broken off\n", "---\n"])
def test_an_empty_file_takes_no_vote_back(text: str) -> None:
    """An editor, or a full disk, may leave a file empty: the votes in it were not taken back by anybody."""
    with pytest.raises(BadInput, match=r"^calendar\.yaml, line 1: the file is empty; write `votes: \[\]`"):
        CalendarFile("calendar.yaml").read(text)


@pytest.mark.parametrize("entry", ["votes:\n", "votes: soon\n", "votes: {S/2016/846: Aleppo}\n", "vote: []\n", "hello\n"])
def test_what_is_no_list_of_votes_is_refused(entry: str) -> None:
    with pytest.raises(BadInput, match=r"^calendar\.yaml, line 1: .*vote"):
        CalendarFile("calendar.yaml").read(entry)


# ── refusals ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("second", [ALEPPO, an_entry(846, "the same draft in other words")])
def test_a_draft_that_stands_twice_is_named_with_the_line_where_it_stands_again(second: str) -> None:
    with pytest.raises(BadInput) as refused:
        CalendarFile("calendar.yaml").read(a_text(ALEPPO, RIVAL, second))
    assert str(refused.value).startswith("calendar.yaml, line 10: S/2016/846 stands twice in the calendar; ")


def test_each_fault_is_told_by_its_line_in_the_file_not_in_the_entry() -> None:
    broken = ALL_THREE.replace("S/2016/847", "S-847").replace("S/2016/1026", "S-1026")
    with pytest.raises(BadInput) as refused:
        CalendarFile("calendar.yaml").read(broken)
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["calendar.yaml, line 6", "calendar.yaml, line 10"]


def test_lines_count_the_remarks_before_the_votes() -> None:
    with pytest.raises(BadInput, match=r"^calendar\.yaml, line 12: "):
        CalendarFile("calendar.yaml").read("# one\n# two\n" + ALL_THREE.replace("S/2016/1026", "S-1026"))
