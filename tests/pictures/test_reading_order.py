"""Signs in the order in which they are seen. Expected orders: Unicode Standard Annex #9; what a browser shows is the same."""

import pytest

from advocacybot.pictures.reading_order import seen

ALEPPO = "\u062d\u0644\u0628"
SEEN_ALEPPO = ALEPPO[::-1]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("Aleppo (2016)", "en", "Aleppo (2016)"),
        (ALEPPO, "ar", SEEN_ALEPPO),
        (f"{ALEPPO} 2016", "ar", f"2016 {SEEN_ALEPPO}"),
        (f"{ALEPPO} S/RES/2118(2013)", "ar", f"S/RES/2118(2013) {SEEN_ALEPPO}"),
        (f"({ALEPPO} (27))", "ar", f"((27) {SEEN_ALEPPO})"),
        (f"«{ALEPPO}» [S/2016/846]", "ar", f"[S/2016/846] «{SEEN_ALEPPO}»"),
        (f"{ALEPPO} \u2068S/PV.7785 (Resumption 1)\u2069", "ar", f"S/PV.7785 (Resumption 1) {SEEN_ALEPPO}"),
        (f"Aleppo ({ALEPPO}), Syria", "en", f"Aleppo ({SEEN_ALEPPO}), Syria"),
    ],
)
def test_words_brackets_and_symbols_are_seen_where_they_belong(words: str, language: str, expected: str) -> None:
    assert seen(words, language) == expected


@pytest.mark.parametrize("words", ["S/2016/846", "#ACTcodeofconduct", "11–2–2", "(S/2016/846)"])
def test_what_has_no_arabic_sign_is_read_from_the_left_in_arabic_too(words: str) -> None:
    assert seen(words, "ar") == words
