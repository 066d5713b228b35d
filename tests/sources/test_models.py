"""A file's values against its model: whatever is wrong is told by line, with its mend, and all of it at once."""

import pytest
from pydantic import BaseModel

from advocacybot.campaign.accounts import Handles
from advocacybot.campaign.campaign import Campaign
from advocacybot.council.calendar import Calendar
from advocacybot.council.members import Council
from advocacybot.council.outcomes import Report, RollCall
from advocacybot.council.record import Record
from advocacybot.council.values import Source
from advocacybot.errors import BadInput, Problems
from advocacybot.sources.models import checked, in_a_line
from advocacybot.sources.states_file import StatesFile
from advocacybot.sources.yaml_text import read
from tests.sources.plain import is_plain

VOTE = """\
votes:
  - symbol: S/2016/846
    subject: Aleppo
    situation: Syria
    hour: 2016-10-08 15:00 America/New_York
    penholders: [FRA, ESP]
    documents:
      - {title: Draft, url: https://undocs.org/S/2016/846}
      - title: Letter
        url: https://undocs.org/S/2016/800
    assessment:
      assessors:
        - name: Ana
          on: 2016-10-03
      reasons: [It demands an end to the bombardment.]
      sources:
        - {title: Briefing, date: 2016-09-29}
"""


def problems(model: type[BaseModel], text: str) -> list[str]:
    with pytest.raises(Problems) as refused:
        checked(model, read(text, "file.yaml"))
    return str(refused.value).splitlines()


def problem(old: str, new: str) -> str:
    """The one thing that is wrong with the vote above after an edit of it."""
    assert old in VOTE
    (told,) = problems(Calendar, VOTE.replace(old, new))
    return told


def test_what_is_right_is_read() -> None:
    (vote,) = checked(Calendar, read(VOTE, "file.yaml")).votes
    assert vote.penholders == ("FRA", "ESP")
    assert vote.documents[1].title == "Letter"


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("symbol: S/2016/846", "symbol: S-846", 2),
        ("hour: 2016-10-08 15:00 America/New_York", "hour: soon", 5),
        ("ESP]", "\n        Spain]", 7),
        ("url: https://undocs.org/S/2016/800", "url: undocs.org", 10),
        ("on: 2016-10-03", "on: Monday", 14),
        ("date: 2016-09-29", "date: 2016-09-31", 17),
    ],
)
def test_a_wrong_value_is_told_by_its_own_line_inside_lists_too(old: str, new: str, line: int) -> None:
    assert problem(old, new).startswith(f"file.yaml, line {line}: ")


@pytest.mark.parametrize(
    ("gone", "line"),
    [("    subject: Aleppo\n", 2), ("        url: https://undocs.org/S/2016/800\n", 9), ("          on: 2016-10-03\n", 13)],
)
def test_what_is_missing_is_told_by_the_line_of_its_entry(gone: str, line: int) -> None:
    name = gone.split(":")[0].strip()
    assert problem(gone, "") == f"file.yaml, line {line}: `{name}` is missing; add `{name}: …`"


def test_a_whole_list_that_is_missing_is_told_once() -> None:
    assert problem("      reasons: [It demands an end to the bombardment.]\n", "") == (
        "file.yaml, line 11: `reasons` is missing; add `reasons: …`"
    )


def test_several_problems_are_told_at_once_each_on_its_own_line() -> None:
    broken = (
        VOTE.replace("symbol: S/2016/846", "symbol: draft 846")
        .replace("    situation: Syria\n", "")
        .replace("FRA, ESP", "France, ESP")
        .replace("on: 2016-10-03", "on: Monday")
    )
    told = problems(Calendar, broken)
    assert [line.partition(": ")[0] for line in told] == [
        "file.yaml, line 2",
        "file.yaml, line 2",
        "file.yaml, line 5",
        "file.yaml, line 13",
    ]


def test_one_wrong_entry_of_a_list_is_one_problem() -> None:
    assert len(problems(Calendar, VOTE.replace("{title: Briefing, date: 2016-09-29}", "{title: Briefing}"))) == 1


def test_the_same_fault_in_two_places_is_told_twice() -> None:
    second = VOTE.removeprefix("votes:\n").replace("S/2016/846\n", "S/2016/847\n")
    told = problems(Calendar, (VOTE + second).replace("hour: 2016-10-08 15:00 America/New_York", "hour: soon"))
    assert [line.partition(": ")[0] for line in told] == ["file.yaml, line 5", "file.yaml, line 21"]


# ── did you mean ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "meant", "line"),
    [
        ("penholders:", "penholder:", "penholders", 6),
        ("assessment:", "asessment:", "assessment", 11),
        ("      reasons:", "      credibel: true\n      reasons:", "credible", 15),
        ("{title: Briefing, date", "{title: Briefing, ulr: https://undocs.org/x, date", "url", 17),
        ("    documents:", "    metting: S/PV.7785\n    documents:", "meeting", 7),
    ],
)
def test_a_field_with_a_near_name_is_asked_about(old: str, new: str, meant: str, line: int) -> None:
    told = problem(old, new)
    assert told.startswith(f"file.yaml, line {line}: `")
    assert told.endswith(f"` is no field of this; did you mean `{meant}`?")


def test_a_required_field_with_a_near_name_is_missed_and_asked_about() -> None:
    assert problems(Calendar, VOTE.replace("subject:", "subjekt:")) == [
        "file.yaml, line 2: `subject` is missing; add `subject: …`",
        "file.yaml, line 3: `subjekt` is no field of this; did you mean `subject`?",
    ]


def test_a_field_without_a_near_name_is_told_which_there_are() -> None:
    told = problem("{title: Briefing, date", "{title: Briefing, zzz: 1, date")
    assert told == "file.yaml, line 17: `zzz` is no field of this; take it out; the fields are date, title, url"


def test_fields_are_named_as_files_write_them() -> None:
    told = problem("{title: Briefing, date: 2016-09-29}", "{title: Briefing, date: 2016-09-29, dat: 2016-09-29}")
    assert "did you mean `date`?" in told


# ── in words ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "says", "mend"),
    [
        ("subject: Aleppo", "subject:", "`subject` is empty", "write"),
        ("subject: Aleppo", "subject: ''", "is empty", "write"),
        ("subject: Aleppo", "subject: {}", "is empty", "write"),
        ("subject: Aleppo", "subject: [Aleppo]", "subject", "{en: …}"),
        ("subject: Aleppo", "subject: {english: Aleppo}", "'english'", "a language of two letters, such as fr"),
        ("subject: Aleppo", "subject: 2016", "2016", "quotation marks"),
        ("subject: Aleppo", 'subject: "two\\nlines"', "subject", "on one line"),
        ("subject: Aleppo", f"subject: {'A' * 301}", "301", "300"),
        ("symbol: S/2016/846", "symbol: 846", "846", "such as S/2016/846"),
        ("symbol: S/2016/846", "symbol: s/2016/846", "'s/2016/846'", "such as S/2016/846"),
        ("hour: 2016-10-08 15:00 America/New_York", "hour:", "`hour` is empty", "write"),
        ("[FRA, ESP]", "FRA", "`penholders` is no list", "[FRA"),
        ("[FRA, ESP]", "[France]", "'France'", "such as FRA"),
        ("[FRA, ESP]", "[fra]", "'fra'", "such as FRA"),
        ("    documents:", "    procedure: procedual\n    documents:", "'procedual'", "'substantive' or 'procedural'"),
        ("    documents:", "    withdrawn: maybe\n    documents:", "'maybe'", "true or false"),
        ("[It demands an end to the bombardment.]", "because", "`reasons` is no list", "[because]"),
        ("[It demands an end to the bombardment.]", "[]", "`reasons` is empty", "write one at least"),
        ("{title: Briefing, date: 2016-09-29}", "Briefing", "'Briefing'", "title: …"),
        ("date: 2016-09-29", "date: 2016-09-31", "'2016-09-31' is not a date", "YYYY-MM-DD"),
        ("date: 2016-09-29", "date: 29 September 2016", "'29 September 2016' is not a date", "YYYY-MM-DD"),
        ("date: 2016-09-29", "date: 2016-09-29 15:00", "'2016-09-29 15:00' is not a date", "YYYY-MM-DD"),
        ("date: 2016-09-29", "date: 2016", "2016 is not a date", "YYYY-MM-DD"),
        ("date: 2016-09-29", "date: 20160929", "20160929 is not a date", "YYYY-MM-DD"),
        ("date: 2016-09-29", "date: 0", "0 is not a date", "YYYY-MM-DD"),
        ("date: 2016-09-29", "date: '1475107200'", "'1475107200' is not a date", "YYYY-MM-DD"),
    ],
)
def test_each_fault_is_told_in_plain_words_with_a_mend(old: str, new: str, says: str, mend: str) -> None:
    what, _, rest = problem(old, new).partition("; ")
    assert says in what
    assert mend in rest
    assert is_plain(f"{what}; {rest}")


def test_a_long_value_is_told_in_short() -> None:
    assert len(problem("symbol: S/2016/846", f"symbol: {'S' * 5000}")) < 300


@pytest.mark.parametrize("model", [Calendar, Campaign])
@pytest.mark.parametrize("text", ["only a word\n", "- one\n- two\n", "12\n"])
def test_a_file_without_fields_is_told_which_it_needs(model: type[BaseModel], text: str) -> None:
    (told,) = problems(model, text)
    assert told.startswith("file.yaml, line 1: ")
    assert next(iter(model.model_fields)) in told
    assert is_plain(told)


@pytest.mark.parametrize("model", [Calendar, Handles, Record])
@pytest.mark.parametrize("text", ["", "# all remarks\n"])
def test_a_file_that_is_empty_is_broken_off_rather_than_meant(model: type[BaseModel], text: str) -> None:
    (told,) = problems(model, text)
    assert "empty" in told
    assert f"`{next(iter(model.model_fields))}: []`" in told


# ── rules that span several values ──────────────────────────────────────────────────────────────────────────────────

TERM = "first_day: 2016-01-01, last_day: 2017-12-31, confidence: high, source: {title: A/70/PV.33}"
HANDLE = "platform: x, evidence: seen, confidence: high, verified: {by: Ana, on: 2016-01-01, proof: 'https://un.org/x'}"
ACCOUNT = "platform: x, handle: act, language: en"


@pytest.mark.parametrize(
    ("model", "text", "says"),
    [
        (Calendar, VOTE + VOTE.removeprefix("votes:\n"), "line 18: S/2016/846 stands twice in the calendar"),
        (StatesFile, "states:\n- {code: FRA, names: {en: A}}\n- {code: FRA, names: {en: B}}\n", "line 3: FRA stands twice"),
        (Council, f"terms:\n- {{state: UKR, {TERM}}}\n- {{state: UKR, {TERM}}}\n", "line 3: UKR has two terms"),
        (
            Handles,
            f"handles:\n- {{state: FRA, handle: a, {HANDLE}}}\n- {{state: FRA, handle: b, {HANDLE}}}\n",
            "line 3: FRA has two",
        ),
        (
            Campaign,
            f"name: C\npeople: [A, B]\naccounts:\n- {{name: a, {ACCOUNT}}}\n- {{name: a, {ACCOUNT}}}\n",
            "line 5: there are two of the account 'a'",
        ),
        (
            Campaign,
            f"name: C\naccounts:\n- {{name: a, {ACCOUNT}}}\npeople:\n- A\n- B\n- A\n",
            "line 7: there are two of the person 'A'",
        ),
        (Campaign, f"name: C\naccounts:\n- {{name: a, {ACCOUNT}}}\npeople: [A]\n", "line 4: 2 people are asked for, and 1 named"),
        (
            Campaign,
            f"name: C\npeople: [A, B]\naccounts:\n- {{name: a, {ACCOUNT}}}\nreminders:\n"
            "- {before: 72 h, late_by: 2 h}\n- {before: 3 d, late_by: 1 h}\n",
            "line 7: two reminders come the same time",
        ),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_stands_twice_is_told_by_the_line_where_it_stands_again(model: type[BaseModel], text: str, says: str) -> None:
    (told,) = problems(model, text)
    assert told.startswith(f"file.yaml, {says}")


def test_an_assessor_who_is_named_twice_is_told_by_the_line_of_the_second_name() -> None:
    told = problem("          on: 2016-10-03\n", "          on: 2016-10-03\n        - {name: Ana, on: 2016-10-04}\n")
    assert told.startswith("file.yaml, line 15: ")
    assert "Ana" in told


# ── what comes from no file ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_comes_from_no_file_is_told_in_the_same_words_without_a_place() -> None:
    with pytest.raises(BadInput) as refused, in_a_line():
        Source(title="SC/12545", url="undocs.org")
    assert str(refused.value) == (
        "url: 'undocs.org' is not written as it should be; write a whole address, such as https://undocs.org/S/2016/846"
    )


def test_a_rule_that_is_broken_by_no_file_is_told_as_it_is() -> None:
    with pytest.raises(BadInput) as refused, in_a_line():
        RollCall(in_favour=("FRA",), against=("FRA",))
    assert str(refused.value) == "FRA is given more than one ballot; enter each member once"


def test_every_fault_that_comes_from_no_file_is_told_on_a_line_of_its_own() -> None:
    with pytest.raises(BadInput) as refused, in_a_line():
        Report.model_validate({"roll_call": {"in_favour": ["France"]}, "totals": {"against": -1}, "source": {}})
    told = str(refused.value).splitlines()
    assert len(told) == 5
    assert [line for line in told if not is_plain(line)] == []


def test_whatever_else_goes_wrong_there_is_left_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError), in_a_line():
        _ = 1 / 0
