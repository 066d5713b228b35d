"""What a YAML text is read as: plain values, no surprises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacybot.sources.yaml_text import Document, read


def the_file(text: str) -> Document:
    return read(text, "file.yaml")


def value_of(written: str) -> object:
    """What is read where that is written after a key."""
    return the_file(f"key: {written}\n").data["key"]


@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "y", "n", "On", "Yes", "NO", "OFF"])
def test_a_word_stays_a_word(word: str) -> None:
    assert value_of(word) == word


def test_norway_is_a_state_and_no_refusal() -> None:
    assert the_file("states: [NO, SE, FI]").data == {"states": ["NO", "SE", "FI"]}


@pytest.mark.parametrize("word", ["true", "True", "TRUE"])
def test_true_is_true_in_each_spelling_of_the_core_schema(word: str) -> None:
    assert value_of(word) is True


@pytest.mark.parametrize("word", ["false", "False", "FALSE"])
def test_false_is_false_in_each_spelling_of_the_core_schema(word: str) -> None:
    assert value_of(word) is False


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing_in_each_spelling_of_the_core_schema(word: str) -> None:
    assert value_of(word) is None


@pytest.mark.parametrize(
    "written",
    [
        "2016-10-08",
        "2016-10-08 15:00",
        "2016-10-08 15:00 America/New_York",
        "2016-10-08T15:00:00Z",
        "22:00",
        "1:30:00",
        "1_000",
        "0x1F",
        "12e",
        "S/2016/846",
        ".",
        "١٢",
    ],
)
def test_dates_hours_and_whatever_only_looks_like_a_number_stay_text(written: str) -> None:
    assert value_of(written) == written


@pytest.mark.parametrize("written", ["'12'", '"12"', "|-\n  12", ">-\n  12", "|\n  12\n"])
def test_a_number_in_quotation_marks_or_in_a_block_stays_text(written: str) -> None:
    read_as = value_of(written)
    assert isinstance(read_as, str)
    assert read_as.strip() == "12"


@pytest.mark.parametrize("written", ["'true'", '"null"', "'~'", '""'])
def test_a_word_in_quotation_marks_stays_text(written: str) -> None:
    assert value_of(written) == written.strip("'\"")


@pytest.mark.parametrize(("written", "number"), [("12", 12), ("-3", -3), ("+4", 4), ("017", 17), ("0", 0)])
def test_a_whole_number_is_read_in_tens(written: str, number: int) -> None:
    assert value_of(written) == number
    assert type(value_of(written)) is int


@pytest.mark.parametrize(("written", "number"), [("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("-2.5e3", -2500.0)])
def test_a_number_with_a_point_is_read(written: str, number: float) -> None:
    assert value_of(written) == number


@pytest.mark.parametrize("written", [".inf", "-.inf", ".nan", "1e999", "-1e999"])
def test_no_number_is_endless_or_none_at_all(written: str) -> None:
    assert value_of(written) == written


def test_a_number_longer_than_python_reads_stays_text() -> None:
    assert value_of("9" * 5000) == "9" * 5000


def test_a_key_is_always_text() -> None:
    assert the_file("2016: a\ntrue: b\n~: c\n").data == {"2016": "a", "true": "b", "~": "c"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n", "---\n...\n"])
def test_a_file_that_says_nothing_holds_nothing(text: str) -> None:
    assert the_file(text).data is None


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: [2, 3]\n",
        "a: 1\r\nb: [2, 3]\r\n",
        "\ufeffa: 1\nb: [2, 3]\n",
        "---\na: 1\nb: [2, 3]\n...\n",
        "{a: 1, b: [2, 3]}",
        '{"a": 1,\n "b": [2,\n 3]}',
        "a: 1  # a remark\n\n\nb:\n- 2\n- 3",
        "b:\n    - 2\n    - 3\na: 1\n",
    ],
)
def test_the_same_is_read_from_every_way_to_write_it(text: str) -> None:
    assert the_file(text).data == {"a": 1, "b": [2, 3]}


JSON_TEXTS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=40)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | JSON_TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_TEXTS, inner, max_size=4),
    max_leaves=15,
)


@given(JSON_VALUES)
def test_json_is_read_as_json(value: object) -> None:
    assert the_file(json.dumps(value)).data == value


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────

VOTES = """\
# a remark
votes:
  - symbol: S/2016/846
    penholders:
      - FRA
      - ESP

  - {symbol: S/2016/847,
     penholders: [RUS]}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("votes",), 2),
        (("votes", 0), 3),
        (("votes", 0, "symbol"), 3),
        (("votes", 0, "penholders"), 4),
        (("votes", 0, "penholders", 1), 6),
        (("votes", 1), 8),
        (("votes", 1, "penholders", 0), 9),
        (("votes", 1, "hour"), 8),
        (("votes", 7, "hour"), 2),
        (("posts",), 1),
        (("votes", 0, "symbol", "deeper"), 3),
    ],
    ids=str,
)
def test_a_value_is_found_on_its_line_and_a_missing_one_where_it_would_stand(path: tuple[str | int, ...], line: int) -> None:
    assert the_file(VOTES).where(path) == f"file.yaml, line {line}"


@pytest.mark.parametrize("text", [VOTES.replace("\n", "\r\n"), "\ufeff" + VOTES])
def test_lines_are_counted_as_editors_show_them(text: str) -> None:
    assert the_file(text).where(("votes", 1, "penholders", 0)) == "file.yaml, line 9"


def test_an_empty_file_has_a_first_line_at_least() -> None:
    assert the_file("").where(("votes", 0)) == "file.yaml, line 1"
