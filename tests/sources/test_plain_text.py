"""HTML taken away (advocacybot.sources.plain_text)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML

from advocacybot.sources.plain_text import clean, clean_line, without_html
from tests.examples import examples


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("a <b>bold</b> word", "a bold word"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br>Two<BR/>Three", "One\nTwo\nThree"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("un<b>divided</b>", "undivided"),
        ("3 < 4 &amp; 5 > 4", "3 < 4 & 5 > 4"),
        ("&lt;b&gt; stays", "<b> stays"),
        ("x<script>if (a < b) { steal() }</script >y", "xy"),
        ("x<STYLE>p > b {}</style>y", "xy"),
        ("x<svg><text>no</text></svg>y", "xy"),
        ("x<!-- > hidden -->y", "xy"),
        ("x<!doctype html><?php echo 1 ?>y", "xy"),
        ("caf&eacute;&nbsp;&#8211;&#x20;x", "café – x"),
        ("&#0;&#xD800;&#x110000;", "���"),
        ("never <b", "never"),
        ("never <!-- ends", "never"),
        ("never <script> ends", "never"),
        ("<a href=\"javascript:alert(1)\" onclick='x()'>link</a>", "link"),
        ("", ""),
    ],
)
def test_words_stay_and_html_goes(written: str, plain: str) -> None:
    assert clean(without_html(written), 1_000) == plain


def test_signs_that_turn_words_around_or_stand_in_no_text_go() -> None:
    assert clean("a\x00b\x1b\u202ec\u2066d\u200be\ufefff\ud800g\x85h", 100) == "abcdefg\nh"


def test_white_space_is_even_and_length_bounded() -> None:
    assert clean(" a \t b\r\n\r\n\u00a0c\u2028d ", 100) == "a b\nc\nd"
    assert clean_line(" a \n\n b ", 100) == "a b"
    assert clean("one two", 4) == "one"


def test_accents_are_joined_with_their_letters() -> None:
    assert clean("e\u0301", 10) == "é"


_INLINE = st.lists(
    st.sampled_from(["<b>", "</b>", "<i class='x'>", "</i>", "<em\n>", "<!-- x -->"]) | st.text("abc é", max_size=5)
)


@given(_INLINE.map("".join))
@settings(max_examples=examples(200), deadline=None)
def test_a_browser_would_show_the_same_words(written: str) -> None:
    browsers = JustHTML(f"<p>{written}</p>", fragment=True).to_text(separator="", strip=False)
    assert clean_line(without_html(written), 1_000) == clean_line(browsers, 1_000)


_PIECES = st.sampled_from(["<", ">", "<!--", "-->", "<script>", "</script>", "&", "&#", "<p", "</"]) | st.text(max_size=3)


@given(st.lists(_PIECES, max_size=30).map("".join))
@settings(max_examples=examples(300), deadline=None)
def test_whatever_comes_is_text_that_can_be_kept(written: str) -> None:
    text = clean(without_html(written), 50)
    text.encode()
    assert "\0" not in text
    assert len(text) <= 50
