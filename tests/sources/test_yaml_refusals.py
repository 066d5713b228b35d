"""What a YAML text may not be: each refusal names the file and the line, and says it in words for those who write the file."""

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advocacybot.errors import BadInput
from advocacybot.sources.yaml_text import read
from tests.examples import examples


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as refused:
        read(text, "file.yaml")
    message = str(refused.value)
    assert "\n" not in message
    return message


# ── keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", 3),
        ("votes:\n  - symbol: x\n    hour: y\n    symbol: z\n", 4),
        ("one: {a: 1, a: 2}\n", 1),
        ("one:\n  - {b: 1}\n  - {a: 1,\n     a: 2}\n", 4),
        ("a: 1\n'a': 2\n", 2),
        ("a: 1\r\na: 2\r\n", 2),
        ("1: a\n1: b\n", 2),
    ],
)
def test_a_key_that_stands_twice_is_refused_where_it_stands_again(text: str, line: int) -> None:
    assert refusal(text).startswith(f"file.yaml, line {line}: ")
    assert "stands twice; keep one of the two" in refusal(text)


def test_the_same_key_in_two_entries_is_no_matter() -> None:
    assert read("- {a: 1}\n- {a: 1}\n", "file.yaml").data == [{"a": 1}, {"a": 1}]


@pytest.mark.parametrize("text", ["x: 1\n? [a, b]\n: 1\n", "x: 1\n[a, b]: 1\n", "x: 1\n{a: 1}: 1\n", "x: 1\n? {a: 1}\n"])
def test_a_key_that_is_no_word_is_refused(text: str) -> None:
    assert refusal(text) == "file.yaml, line 2: a key must be a word; write `word: value`"


# ── anchors, aliases, merge keys ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &one [1]\nb: *one\n", 1),
        ("x: 1\na: &one 1\n", 2),
        ("x: 1\na: *one\n", 2),
        ("x: 1\n&one a: 1\n", 2),
        ("x: 1\nbase: &base {a: 1}\nmore:\n  <<: *base\n", 2),
        ("x: 1\na: &a [*a]\n", 2),
        ("x: 1\na: &a {b: *a}\n", 2),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", 1),
        ("title: &c of the meeting\n", 1),
    ],
    ids=lambda value: str(value).replace("\n", " / "),
)
def test_anchors_and_aliases_are_refused_where_the_first_stands(text: str, line: int) -> None:
    assert refusal(text).startswith(f"file.yaml, line {line}: ")
    assert "write the value out" in refusal(text)


def test_a_billion_laughs_are_refused_before_they_are_laughed() -> None:
    laughs = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    assert refusal(laughs).startswith("file.yaml, line 1: ")


def test_a_merge_key_without_an_alias_is_a_word_like_any_other() -> None:
    assert read("<<: {a: 1}\n", "file.yaml").data == {"<<": {"a": 1}}


# ── tags ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "tagged",
    [
        "a: !!python/object/apply:os.system ['true']",
        "a: !!python/name:os.system",
        "a: !!python/tuple [1]",
        "a: !!binary aGVsbG8=",
        "a: !!timestamp 2016-10-08",
        "a: !!set {x, y}",
        "a: !!omap [x: 1]",
        "a: !!str 12",
        "a: !!int '12'",
        "a: !!bool 'yes'",
        "a: !ours 1",
        "a: !ours {b: 1}",
        "a: ! 12",
        "a: ! Attention is called for",
        "a: !<tag:example.org,2026:x> 1",
        "!ours a: 1",
        "!!python/name:os.system a: 1",
    ],
)
def test_tags_are_refused_with_their_line(tagged: str) -> None:
    message = refusal(f"x: 1\n{tagged}\n")
    assert message.startswith("file.yaml, line 2: ")
    assert "tag" in message
    assert "write a plain value" in message


def test_a_tag_under_another_name_is_refused_too() -> None:
    message = refusal("%TAG ! tag:yaml.org,2002:\n---\na: !python/object:x 1\n")
    assert message.startswith("file.yaml, line 3: ")


# ── depth ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_values_within_values_are_read_as_deep_as_any_file_needs() -> None:
    assert read("[" * 15 + "x" + "]" * 15, "file.yaml").data is not None


@pytest.mark.parametrize("depth", [200, 500, 3000, 10_000])
@pytest.mark.parametrize("opened", ["[", "{a: ", "- "])
def test_values_too_deep_within_others_are_refused_with_their_line(opened: str, depth: int) -> None:
    closed = {"[": "]", "{a: ": "}"}.get(opened, "")
    message = refusal("# a remark\n" + opened * depth + "x" + closed * depth + "\n")
    assert message.startswith("file.yaml, line 2: ")
    assert "deep" in message


def test_values_too_deep_by_their_indentation_are_refused() -> None:
    message = refusal("".join(" " * depth + "a:\n" for depth in range(500)))
    assert message.startswith("file.yaml, line ")
    assert "deep" in message


def test_no_depth_ends_the_program() -> None:
    """In a process of its own: beyond some depth the parser of the C library would take the whole process down."""
    script = "from advocacybot.sources.yaml_text import read; read('[' * 200_000, 'file.yaml')"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "BadInput: file.yaml, line 1: " in ended.stderr


# ── what is no YAML ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a:\n\tb: 1\n", 2, "a tab"),
        ("a:\n  b: 1\n\tc: 2\n", 3, "a tab"),
        ("a:\n  b: 1\n c: 2\n", 3, "indent"),
        ("a: 1\n  b: 2\n", 2, "indent"),
        ("- a\n b\n- c\n  - d: 1\n", 4, "indent"),
        ("a: b: c\n", 1, "quotation marks"),
        ("a: 1\ntitle: Syria: the situation\n", 2, "quotation marks"),
        ("a: 1\nhandle: @two\n", 2, "quotation marks"),
        ("a: 1\nb: `code`\n", 2, "quotation marks"),
        ("a: 1\nb: %x\n", 2, "quotation marks"),
        ("a: 1\nb: 'open\nc: 2\n", 2, "quotation mark"),
        ('a: 1\nb: "open\nc: 2\n', 2, "quotation mark"),
        ("a: [1, 2\nb: 3\n", 2, "bracket"),
        ("a: 1\n---\nb: 2\n", 2, "---"),
        ("%YAML 9.9\n---\na: 1\n", 1, "%"),
    ],
    ids=lambda value: str(value).replace("\n", " / "),
)
def test_what_cannot_be_read_is_told_by_line_in_plain_words(text: str, line: int, says: str) -> None:
    message = refusal(text)
    assert message.startswith(f"file.yaml, line {line}: ")
    assert says in message
    assert "token" not in message
    assert "mapping values" not in message


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f"])
def test_a_control_character_is_refused_with_its_line(sign: str) -> None:
    message = refusal(f"a: 1\nb: x{sign}y\n")
    assert message.startswith("file.yaml, line 2: ")
    assert "control character" in message


NEAR_YAML = st.text(alphabet="-: \n#&*!|>'\"%@`{}[],?ab1~<\t", max_size=60)


@given(st.text(max_size=60) | NEAR_YAML)
@example("a: ! 12")
@example("? ")
@example("- - - a: b: c")
@settings(max_examples=examples(600))
def test_any_text_at_all_is_read_or_refused_with_its_line(text: str) -> None:
    message = whatever_is_said_of(text)
    assert message is None or message.startswith("file.yaml, line ")
    assert message is None or len(message.splitlines()) == 1


def whatever_is_said_of(text: str) -> str | None:
    try:
        read(text, "file.yaml")
    except BadInput as refused:
        return str(refused)
    return None
