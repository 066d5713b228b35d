"""The typefaces hold what cards say, and set it as it is read."""

import pytest
import uharfbuzz as hb
from babel import Locale

from advocacybot.pictures.marks import DOT, sign_of
from advocacybot.pictures.typefaces import FONTS, MARKS, Weight, font, lacking, outlined, shaped
from advocacybot.wording.cards import Mark
from advocacybot.wording.phrases import LANGUAGES
from tests.config.shipped import the_shipped_files
from tests.pictures.facts import worst_cards
from tests.wording.card_facts.judged import every_text

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_weight = pytest.mark.parametrize("weight", Weight)
INVISIBLE = "\u2068\u2069\u200f\u200e"
"""Marks of direction, which nobody sees."""


@every_language
@every_weight
def test_every_sign_that_cards_use_has_an_outline(language: str, weight: Weight) -> None:
    said = {words for card in worst_cards(language) for _, words in every_text(card)}
    names = {state.name(language) for state in the_shipped_files().reference.states.by_code.values()}
    assert lacking("".join(sorted(said | names)).translate(dict.fromkeys(map(ord, INVISIBLE))), weight, language) == ""


@every_language
@every_weight
def test_every_name_of_a_territory_has_its_outlines(language: str, weight: Weight) -> None:
    assert lacking("".join(Locale(language).territories.values()), weight, language) == ""


def test_chinese_has_the_whole_of_gb_2312_and_its_bold_at_least_what_is_common() -> None:
    common, whole = ("".join(_gb_2312(0xB0, last)) for last in (0xD7, 0xF7))
    assert (len(common), len(whole)) == (3755, 6763)
    assert lacking(whole, Weight.REGULAR, "zh") == ""
    assert [font("NotoSansSC-Bold").get_nominal_glyph(ord(sign)) for sign in common].count(None) == 0
    assert lacking(whole, Weight.BOLD, "zh") == ""


def _gb_2312(first: int, last: int) -> list[str]:
    """The characters of those rows."""
    cells = (bytes([row, cell]) for row in range(first, last + 1) for cell in range(0xA1, 0xFF))
    return [sign for cell in cells if (sign := cell.decode("gb2312", errors="ignore"))]


def test_an_unknown_sign_is_told_apart() -> None:
    assert lacking("Aleppo 😀", Weight.REGULAR, "en") == "😀"


def test_arabic_letters_are_joined_and_stand_from_right_to_left() -> None:
    apart = [shaped(letter, Weight.REGULAR, "ar").glyphs[0].number for letter in "حلب"]
    joined = shaped("حلب", Weight.REGULAR, "ar").glyphs
    assert len(joined) == 3
    assert {glyph.number for glyph in joined} & set(apart) == set()
    assert [glyph.x for glyph in joined] == sorted(glyph.x for glyph in joined)
    buffer = hb.Buffer()
    buffer.add_str("حلب")
    buffer.guess_segment_properties()
    hb.shape(font("NotoSansArabic-Regular"), buffer)
    assert buffer.direction == "rtl"
    assert [glyph.number for glyph in joined] == [info.codepoint for info in buffer.glyph_infos]


def test_each_run_is_set_in_a_typeface_that_has_it() -> None:
    faces = {glyph.face for glyph in shaped("حلب Aleppo 阿勒颇", Weight.BOLD, "en").glyphs}
    assert faces == {"NotoSansArabic-Bold", "NotoSans-Bold", "NotoSansSC-Bold"}


def test_the_ink_of_a_line_lies_where_its_outlines_do() -> None:
    extent = shaped("Ég", Weight.REGULAR, "en").extent
    assert extent.top > 900
    assert extent.bottom < -200
    assert extent.left > 0
    assert extent.right > 900


def test_no_two_marks_have_the_same_outline() -> None:
    signs = [*map(sign_of, Mark), DOT]
    (numbers,) = ([font(MARKS).get_nominal_glyph(ord(sign)) for sign in signs],)
    assert None not in numbers
    assert len(set(numbers)) == len(Mark) + 1
    assert all(outlined(MARKS, number) for number in numbers if number)


def test_the_fonts_are_small_and_their_licence_lies_beside_them() -> None:
    files = list(FONTS.iterdir())
    assert sum(file.stat().st_size for file in files) < 6_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()
