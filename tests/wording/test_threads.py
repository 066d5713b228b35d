import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advocacybot.campaign.accounts import PlatformName
from advocacybot.errors import DoesNotFit
from advocacybot.wording.lengths import USUAL, Limits
from advocacybot.wording.threads import HOLDS_TOGETHER, MOST_PARTS, split, unmarked
from tests.examples import examples

X = USUAL[PlatformName.X]
SMALL = Limits(PlatformName.X, 40, len)
"""Forty characters: thirty-two, and room for the number of the part."""


def bare(parts: tuple[str, ...]) -> list[str]:
    """The parts without their numbers."""
    return [unmarked(part) for part in parts]


# ── one part, or several ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("platform", list(PlatformName))
def test_a_text_that_fits_is_one_part_without_a_number(platform: PlatformName) -> None:
    limits = USUAL[platform]
    text = "x" * limits.most
    assert split(text, limits) == (text,)


@pytest.mark.parametrize("platform", list(PlatformName))
def test_a_text_that_is_a_character_too_long_is_two_parts(platform: PlatformName) -> None:
    limits = USUAL[platform]
    assert len(split("y" * 100 + " " + "x" * (limits.most - 100), limits)) == 2


def test_parts_are_numbered_by_how_many_there_are() -> None:
    parts = split("The Security Council will vote. " * 3, SMALL)
    assert [part[-6:] for part in parts] == [" (1/3)", " (2/3)", " (3/3)"]
    assert bare(parts) == ["The Security Council will vote."] * 3


def test_there_are_never_more_than_twenty_five_parts() -> None:
    sentence = "The Security Council will vote. "
    assert len(split(sentence * MOST_PARTS, SMALL)) == MOST_PARTS == 25
    with pytest.raises(DoesNotFit, match="26 of 25 parts"):
        split(sentence * (MOST_PARTS + 1), SMALL)


def test_no_number_is_taken_for_the_text_s_own() -> None:
    assert unmarked("See paragraph (2) of S/2016/846 (12/25)") == "See paragraph (2) of S/2016/846"
    assert unmarked("See paragraph (2)") == "See paragraph (2)"


# ── where it is cut ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_paragraphs_stay_whole_where_they_can() -> None:
    assert bare(split("The first one is short.\n\nAnd the second one is too.", SMALL)) == [
        "The first one is short.",
        "And the second one is too.",
    ]


def test_paragraphs_share_a_part_where_they_fit_into_it() -> None:
    text = "One is short.\n\nTwo too.\n\nThree goes into another part."
    assert bare(split(text, SMALL)) == ["One is short.\n\nTwo too.", "Three goes into another part."]


@pytest.mark.parametrize("end", [".", "!", "?", "…", ".”", ".»", ".)"])
def test_a_long_paragraph_is_cut_after_a_sentence(end: str) -> None:
    text = f"One two three four{end} Five six seven eight nine ten"
    assert bare(split(text, SMALL))[0] == f"One two three four{end}"


@pytest.mark.parametrize("end", [",", ";", ":", " –"])
def test_a_long_sentence_is_cut_after_a_clause(end: str) -> None:
    text = f"One two three four five{end} six seven eight nine ten eleven"
    assert bare(split(text, SMALL))[0] == f"One two three four five{end}"


def test_a_sentence_is_no_reason_for_a_part_that_is_nearly_empty() -> None:
    text = "No. One two three four five six seven eight nine"
    assert bare(split(text, SMALL))[0] == "No. One two three four five six"


def test_a_long_clause_is_cut_after_a_word() -> None:
    assert bare(split("one two three four five six seven eight nine", SMALL))[0] == "one two three four five six"


def test_lines_of_a_paragraph_stay_lines() -> None:
    assert split("One line\nand another.\n\nA paragraph.", X) == ("One line\nand another.\n\nA paragraph.",)


def test_pieces_of_one_paragraph_stay_one_paragraph_where_they_share_a_part() -> None:
    text = "A b c d e f z. g h i j k l, Extraordinarily extraordinarily."
    assert " ".join(bare(split(text, SMALL))) == text


def test_empty_lines_and_spaces_too_many_are_left_out() -> None:
    assert split("\n\n  One  two \t three. \n\n\n\n  Four.  \n", X) == ("One two three.\n\nFour.",)


# ── what is never cut ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "whole",
    [
        "@alice@social.example.org",
        "https://undocs.org/S/2016/846",
        "#ACTcodeofconduct",
        "Zusammengehörigkeit",
        "S/PV.7785",
        "État\u202f:",
    ],
)
def test_a_mention_a_link_or_a_word_is_never_cut(whole: str) -> None:
    parts = split(f"one two three four five six {whole} seven eight nine ten", SMALL)
    assert sum(whole in part for part in parts) == 1


def test_a_no_break_space_holds_together_and_is_posted_as_an_ordinary_space() -> None:
    name = "Iran (Islamic Republic of)"
    text = f"one two three {name} four five six seven"
    held = split(text.replace(name, name.replace(" ", HOLDS_TOGETHER)), SMALL)
    assert not any(name in part for part in split(text, SMALL))
    assert any(name in part for part in held)
    assert HOLDS_TOGETHER not in "".join(held)


def test_a_no_break_space_is_posted_as_an_ordinary_space_in_a_text_that_fits_too() -> None:
    assert split(f"8{HOLDS_TOGETHER}October", X) == ("8 October",)


def test_the_narrow_space_of_french_stays() -> None:
    assert split("Contre\u202f: Venezuela", X) == ("Contre\u202f: Venezuela",)


@pytest.mark.parametrize("word", ["x" * 33, HOLDS_TOGETHER.join(["extraordinarily"] * 3), "https://example.org/" + "x" * 20])
def test_a_word_that_is_too_long_for_a_part_is_refused_with_its_length(word: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        split(f"one two three four {word} five", SMALL)
    said = str(refused.value)
    assert repr(word.replace(HOLDS_TOGETHER, " ")) in said
    assert f"({len(word)} of " in said
    assert "for x" in said


def test_the_limit_that_is_told_is_the_one_that_the_word_is_over() -> None:
    with pytest.raises(DoesNotFit, match=r"\(33 of 32\)"):
        split("one " + "x" * 33 + " three", SMALL)


def test_a_word_with_too_many_bytes_is_refused_with_its_bytes() -> None:
    families = "👨\u200d👩\u200d👧\u200d👦" * 130
    with pytest.raises(DoesNotFit, match="3250"):
        split(families, USUAL[PlatformName.BLUESKY])


# ── any text on any platform ────────────────────────────────────────────────────────────────────────────────────────

WORDS = st.sampled_from(
    [
        *(
            "We",
            "count",
            "on",
            "vote.",
            "Against:",
            "Venezuela,",
            "États\u202f:",
            "安全理事会",
            "e\u0301t\u00e9",
            "(",
            ")",
            "–",
            "»",
        ),
        *("@PermanentMission@social.example.org", "@NZUN", "https://undocs.org/S/2016/846", "test.com", "#UNSC", "x" * 30),
        *(f"8{HOLDS_TOGETHER}October{HOLDS_TOGETHER}2016", f"New{HOLDS_TOGETHER}Zealand", "👨\u200d👩\u200d👧\u200d👦"),
    ]
)
SPACES = st.sampled_from([" ", " ", " ", " ", "  ", "\n", "\n\n", "\n\n\n", "\t", "\r\n"])
TEXTS = st.lists(st.tuples(WORDS | st.text(min_size=1, max_size=8), SPACES), max_size=250).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)
ANY_LIMITS = st.sampled_from([*USUAL.values(), Limits(PlatformName.MASTODON, 60, USUAL[PlatformName.MASTODON].count)])


def in_parts(text: str, limits: Limits) -> tuple[str, ...]:
    """The thread, where the text fits into one."""
    try:
        return split(text, limits)
    except DoesNotFit:
        assume(False)
        raise


@given(TEXTS, ANY_LIMITS)
@settings(deadline=None, max_examples=examples(300))
def test_every_part_fits(text: str, limits: Limits) -> None:
    assert all(limits.fits(part) for part in in_parts(text, limits))


@given(TEXTS, ANY_LIMITS)
@settings(deadline=None, max_examples=examples(300))
def test_the_words_are_the_same_and_in_the_same_order(text: str, limits: Limits) -> None:
    parts = in_parts(text, limits)
    words = [word for part in (bare(parts) if len(parts) > 1 else parts) for word in part.split()]
    assert words == text.split()


@given(TEXTS, ANY_LIMITS)
@settings(deadline=None, max_examples=examples(300))
def test_what_is_held_together_stands_in_one_part(text: str, limits: Limits) -> None:
    parts = in_parts(text, limits)
    for held in re.findall(rf"[^\s{HOLDS_TOGETHER}]+(?:{HOLDS_TOGETHER}[^\s{HOLDS_TOGETHER}]+)+", text):
        assert any(held.replace(HOLDS_TOGETHER, " ") in part for part in parts)


@given(TEXTS, ANY_LIMITS)
@settings(deadline=None, max_examples=examples(300))
def test_no_part_is_empty_and_each_tells_its_number(text: str, limits: Limits) -> None:
    assume(text.strip())
    parts = in_parts(text, limits)
    assert all(part.strip() for part in bare(parts))
    assert len(parts) <= MOST_PARTS
    if len(parts) > 1:
        assert [part.rsplit(" ", 1)[1] for part in parts] == [f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)]


PLAIN_TEXTS = st.lists(WORDS, min_size=1, max_size=400).map(" ".join)


@given(PLAIN_TEXTS, ANY_LIMITS)
@settings(deadline=None, max_examples=examples(300))
def test_there_is_one_part_just_where_the_text_fits(text: str, limits: Limits) -> None:
    fits = limits.fits(text.replace(HOLDS_TOGETHER, " "))
    assert (len(in_parts(text, limits)) == 1) is fits


@given(PLAIN_TEXTS, ANY_LIMITS)
@settings(deadline=None, max_examples=examples(200))
def test_a_text_is_refused_only_for_a_word_too_long_or_for_too_many_parts(text: str, limits: Limits) -> None:
    words = text.replace(HOLDS_TOGETHER, "_").split()
    assume(all(limits.fits(word.replace("_", " ") + " (25/25)") for word in words))
    try:
        split(text, limits)
    except DoesNotFit as refused:
        why = str(refused)
    else:
        why = "of 25 parts"
    assert "of 25 parts" in why
