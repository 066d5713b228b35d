"""Texts set to fit."""

import pytest

from advocacybot.pictures.scene import Box
from advocacybot.pictures.setting import ELLIPSIS, Setting, Style, fit, leading, narrowest, one_line
from advocacybot.pictures.typefaces import Weight

LONG = "Saint Vincent and the Grenadines"


def room(setting: Setting, width: float, height: float) -> bool:
    box = Box(100, 50, width, height)
    return box.holds(setting.placed(box, "#000000").inked, 0.75)


def test_words_with_room_are_as_large_as_the_style_allows() -> None:
    assert fit("Syria", "en", 500, 100, Style(40, 20)).size == 40


def test_words_shrink_until_they_have_room() -> None:
    setting = fit(LONG, "en", 300, 100, Style(40, 10))
    assert 10 < setting.size < 40
    assert room(setting, 300, 100)
    assert one_line(LONG, "en", Weight.REGULAR) * (setting.size + 1) > 300


def test_a_line_fewer_is_worth_somewhat_smaller_words() -> None:
    width = one_line(LONG, "en", Weight.REGULAR) * 37
    assert len(fit(LONG, "en", width, 200, Style(40, 10, lines=2)).runs) == 1
    assert len(fit(LONG, "en", width * 0.8, 200, Style(40, 10, lines=2)).runs) == 2


@pytest.mark.parametrize("name", [LONG, "W" * 60])
def test_a_name_is_never_cut_however_little_room_there_is(name: str) -> None:
    setting = fit(name, "en", 60, 20, Style(40, 20))
    assert setting.words == name
    assert setting.size < 20
    assert room(setting, 60, 20)


def test_other_words_end_in_an_ellipsis_where_even_the_smallest_size_has_no_room() -> None:
    setting = fit(LONG * 9, "en", 300, 60, Style(30, 20, lines=2, shortens=True))
    assert setting.size == 20
    assert setting.words.endswith(ELLIPSIS)
    assert setting.words != LONG * 9
    assert (LONG * 9).startswith(setting.words.rstrip(ELLIPSIS))
    assert room(setting, 300, 60)


def test_one_long_word_shrinks_though_it_may_be_shortened() -> None:
    assert fit("W" * 60, "en", 100, 60, Style(30, 20, shortens=True)).words == "W" * 60


@pytest.mark.parametrize("words", ["Ấ̛́̂̃g", "أخلّتٍ", "jÄ", "f" * 3])
def test_marks_above_and_below_letters_stay_in_the_box(words: str) -> None:
    for language in ("en", "ar"):
        height = leading(language) * 40
        assert room(fit(words, language, 400, height, Style(40, 10)), 400, height)


@pytest.mark.parametrize(("across", "begins"), [(0.0, 100.0), (0.5, 300.0), (1.0, 500.0)])
def test_a_text_stands_at_the_side_that_it_is_put_to(across: float, begins: float) -> None:
    setting = fit("n", "en", 400, 60, Style(40, 40))
    inked = setting.placed(Box(100, 50, 400, 60), "#000000", across).inked
    assert abs(inked.x + inked.width * across - begins) < 5


def test_two_lines_need_less_width_than_one() -> None:
    assert narrowest(LONG, "en", Weight.REGULAR) < one_line(LONG, "en", Weight.REGULAR) * 0.6
    assert narrowest("Syria", "en", Weight.REGULAR) == one_line("Syria", "en", Weight.REGULAR)


def test_a_chinese_headline_is_not_broken_within_a_name() -> None:
    style = Style(80, 40, lines=2, whole=True)
    first, second = fit("因否决未获通过：俄罗斯联邦", "zh", 800, 300, style).runs
    assert (len(first.glyphs), len(second.glyphs)) == (8, 5)


def test_a_chinese_headline_without_punctuation_is_broken_all_the_same() -> None:
    setting = fit("因否决未获通过俄罗斯联邦因否决未获通过", "zh", 800, 300, Style(80, 40, lines=2, whole=True))
    assert len(setting.runs) == 2
    assert setting.size > 45
