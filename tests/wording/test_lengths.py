"""How each platform counts. X's cases follow twitter-text's published suite for version 3 (conformance/validate.yml)."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twitter_text import parse_tweet

from advocacybot.campaign.accounts import PlatformName
from advocacybot.wording.lengths import USUAL, graphemes, mastodon_length, x_length
from tests.examples import examples

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ARTIST = "👨\u200d🎤"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
KANA = "あいうえおかきくけこ"

# ── X ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

ON_X = {
    "nothing": ("", 0),
    "Latin letters weigh one": ("This is a test.", 15),
    "a letter with its accent": ("\u00c1B", 2),
    "a letter and its combining accent are one letter": ("A\u0301B", 2),
    "a Hebrew letter that is normalized into three": ("A\ufb2c", 4),
    "Cyrillic and Arabic letters weigh one": ("Совет مجلس", 10),
    "letters up to U+10FF weigh one": ("\u10ff", 1),
    "letters from U+1100 on weigh two": ("\u1100", 2),
    "Korean syllables weigh two": ("저찀쯿쿿", 8),
    "Chinese characters and their punctuation weigh two": ("安全理事会，安理会。", 20),
    "Latin and Chinese": ("the安全理事会", 13),
    "planes beyond the first weigh two": ("\U00010000\U0010ffff", 4),
    "dashes and quotation marks weigh one": ("‐‑‒–—―‖‗‘’‚‛“”„‟", 16),
    "primes weigh one": ("′″‴‵‶‷", 6),
    "wide spaces weigh one": ("a\u2000\u2001\u200a\u200bb", 6),
    "a no-break space weighs one, a narrow one two": ("a\u00a0b\u202fc", 6),
    "an ellipsis and a euro sign weigh two": ("…€", 4),
    "emoji weigh two": ("😷👾😡🔥💩", 10),
    "160 emoji": ("😷" * 160, 320),
    "emoji beside a letter": (f"H🐱☺{FAMILY}", 7),
    "a family is one emoji": (FAMILY, 2),
    "140 families are a full post": (FAMILY * 140, 280),
    "skin tones and professions are part of an emoji": (f"🙋🏽{ARTIST}", 4),
    "a flag is one emoji": ("🇫🇷🇪🇸", 4),
    "a flag of tags is one emoji": (f"Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; {ENGLAND}", 34),
    "older emoji": ("Unicode 9.0 emoji: 🤠; 💃; 💃🏾", 29),
    "a keycap is one emoji": ("1️⃣", 2),
    "a link weighs 23 however short": ("http://test.co", 23),
    "a link weighs 23 however long": ("https://www.example.com/" + "a" * 300, 23),
    "a link after a word": ("Hi http://test.co", 26),
    "a link with query and fragment": ("https://example.com/path?search=foo&lang=en#top", 23),
    "a link without its protocol": ("test.com", 23),
    "several links": ("Test https://test.com test https://test.com test.com test", 86),
    "ten links": ("https://www.twitter.com/aloha " * 10, 240),
    "a link in parentheses": ("(http://test.co)", 25),
    "a link with parentheses": ("http://example.com/a_(b)", 23),
    "a full stop after a link": ("See http://test.co.", 28),
    "a link beside Chinese": ("看http://test.co。", 27),
    "a link with port": ("http://test.co:8080/x", 23),
    "an address of mail is no link": ("a@test.co", 9),
    "a symbol of the United Nations is no link": ("S/2016/846", 10),
    "a name that ends in no known domain is no link": ("readme.txtx", 11),
    "a label of 63 characters is a link's": ("a" * 63 + ".com", 23),
    "a label of 64 characters is no link's": ("a" * 64 + ".com", 68),
    "a host whose name fits": (f"{KANA * 12} http://{KANA * 5}あい.com", 264),
    "a host whose name does not fit": (f"{KANA * 12} http://{KANA * 5}あいう.com", 358),
    "a domain in Arabic between marks of direction": ("\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069", 31),
    "characters that X refuses": ("ABC\u202a\uffffABC\ufffe", 12),
    "lines": ("one\ntwo\n\nthree", 14),
    "lines of other systems": ("one\r\ntwo\rthree", 13),
    "285 letters": ("285 chars-" + "xxxxxxxxxx-" * 25, 285),
    "an accent just at the limit": ("282 chars-" + "xxxxxxxxxx-" * 24 + "xxxxxA\u0301x", 281),
}


@pytest.mark.parametrize(("text", "length"), ON_X.values(), ids=ON_X)
def test_x_counts_by_its_published_rules(text: str, length: int) -> None:
    assert x_length(text) == length


ADDRESSES = [
    "http://test.co",
    "https://example.org/a_(b)?c=d#e",
    "test.com",
    "例え.jp",
    "http://foobar.پاکستان/",
    "t.co/abc",
    "a.b.c.museum",
]
EMOJI = [FAMILY, ARTIST, ENGLAND, "🇫🇷", "🇫", "🧕🏾", "1️⃣", "☺", "☺️", "\u200d", "\ufe0f", "#️⃣"]
SCRIPTS = [
    "安全理事会",
    "Совет",
    "مجلس",
    "e\u0301",
    "\u0301",
    "\u1100\u1161",
    "Å",
    "\ufb2c",
    "ё",
    "\u00a0",
    "\u202f",
    "\u3000",
    "\u2028",
]
GLUE = [
    " ",
    "\n",
    "\r\n",
    ".",
    ",",
    "(",
    ")",
    "-",
    "_",
    "/",
    "@",
    "#",
    "$",
    "’",
    "…",
    ":",
    "://",
    "\ufeff",
    "\u202a",
    "a",
    "9",
    "\x1c",
    "\x85",
]
PIECES = st.sampled_from([*ADDRESSES, *EMOJI, *SCRIPTS, *GLUE]) | st.text(max_size=4)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@example("à élysée.fr", "NFC")
@given(TEXTS, st.sampled_from(["NFC", "NFD"]))
@settings(deadline=None, max_examples=examples(1500))
def test_any_text_counts_on_x_as_twitter_text_counts_it(text: str, form: str) -> None:
    for written in (text, unicodedata.normalize(form, text)):  # type: ignore[arg-type]
        assert x_length(written) == parse_tweet(written).weightedLength


@given(st.text())
@settings(deadline=None, max_examples=examples(300))
def test_any_characters_count_on_x_as_twitter_text_counts_them(text: str) -> None:
    assert x_length(text) == parse_tweet(text).weightedLength


# ── Mastodon ────────────────────────────────────────────────────────────────────────────────────────────────────────

ON_MASTODON = {
    "letters of any script count one": ("Совет安全", 7),
    "a letter and its combining accent count one": ("e\u0301", 1),
    "a family counts one": (FAMILY, 1),
    "a link counts 23 however short": ("https://t.co", 23),
    "a link counts 23 however long": ("https://example.org/" + "a" * 300, 23),
    "a link after a word": ("Hi https://example.org", 26),
    "two links": ("https://example.org https://example.org", 47),
    "a name without protocol is no link": ("example.org", 11),
    "a mention of the same server": ("@alice", 6),
    "a mention of another server counts without its host": ("@alice@social.example.org", 6),
    "mentions in a list": ("@alice@example.org, @bob@example.org and @carol", 23),
    "a mention before a full stop": ("Ask @alice@example.org.", 11),
    "an address of mail is no mention": ("alice@example.org", 17),
    "a mention right behind a letter is none": ("x@bob@example.org", 17),
}


@pytest.mark.parametrize(("text", "length"), ON_MASTODON.values(), ids=ON_MASTODON)
def test_mastodon_counts_graphemes_links_and_mentions(text: str, length: int) -> None:
    assert mastodon_length(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("See https://example.org.", 28),
        ("(https://example.org)", 25),
        ("“https://example.org/a”", 25),
        ("xhttps://example.org/" + "a" * 30, 51),
    ],
    ids=["a full stop", "parentheses", "quotation marks", "no link, for a letter stands before it"],
)
def test_what_stands_beside_a_link_counts_beside_it(text: str, length: int) -> None:
    """Mastodon's StatusLengthValidator takes links as twitter-text extracts them. Too low a count lets it refuse the post."""
    assert mastodon_length(text) == length


# ── Bluesky ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Aleppo", 6),
        ("e\u0301", 1),
        (FAMILY, 1),
        ("🇫🇷🇪🇸", 2),
        (ENGLAND, 1),
        ("한국", 2),
        ("\r\n", 1),
        ("https://t.co", 12),
    ],
)
def test_bluesky_counts_what_a_reader_sees_as_one_character(text: str, count: int) -> None:
    assert graphemes(text) == count


def test_bluesky_counts_bytes_too() -> None:
    bluesky = USUAL[PlatformName.BLUESKY]
    assert len(FAMILY.encode()) == 25
    assert bluesky.fits(FAMILY * 120)
    assert not bluesky.fits(FAMILY * 121)


# ── the limits ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_platform_has_its_limits() -> None:
    assert {name: (limits.platform, limits.most) for name, limits in USUAL.items()} == {
        "x": ("x", 280),
        "mastodon": ("mastodon", 500),
        "bluesky": ("bluesky", 300),
    }


@pytest.mark.parametrize("platform", list(PlatformName))
def test_a_text_fits_up_to_the_limit_and_no_further(platform: PlatformName) -> None:
    limits = USUAL[platform]
    assert limits.fits("x" * limits.most)
    assert not limits.fits("x" * (limits.most + 1))


@given(TEXTS)
@settings(deadline=None)
def test_no_platform_but_x_counts_more_than_there_are_characters_where_there_is_no_link(text: str) -> None:
    without_links = re.sub(r"\w+://", "", text)
    for platform in (PlatformName.MASTODON, PlatformName.BLUESKY):
        assert USUAL[platform].length(without_links) <= len(without_links)
