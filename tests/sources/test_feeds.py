"""Feeds as they come, and as nobody should send them (advocacybot.sources.feeds); the traps lie in tests/sources/feeds."""

import datetime as dt
import json
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.hints import Item
from advocacybot.errors import BadInput
from advocacybot.sources import feeds
from advocacybot.sources.feeds import LONGEST_TEXT, LONGEST_TITLE, MOST_ITEMS, Feed, document_of, read, web_address
from tests.examples import examples
from tests.sources.plain import is_plain, says_what_and_mend

TRAPS = Path(__file__).parent / "feeds"
AT = "https://example.org/feeds/all.xml"


def of(name: str, charset: str | None = None) -> Feed:
    return read((TRAPS / name).read_bytes(), name, address=AT, charset=charset)


def items(name: str, charset: str | None = None) -> tuple[Item, ...]:
    return of(name, charset).items


def title(name: str, charset: str | None = None) -> str:
    (item,) = items(name, charset)
    return item.title


def refusal(name: str) -> str:
    with pytest.raises(BadInput) as refused:
        of(name)
    assert says_what_and_mend(str(refused.value), name)
    assert is_plain(str(refused.value))
    return str(refused.value)


def rss(inside: str) -> bytes:
    return f'<rss version="2.0"><channel>{inside}</channel></rss>'.encode()


# ── what is no feed, or a trap ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("billion_laughs.xml", 2),
        ("entity_bomb.xml", 2),
        ("external_entity.xml", 2),
        ("external_type.xml", 2),
        ("parameter_entity.xml", 2),
    ],
)
def test_a_document_type_is_refused_before_any_entity_is_looked_at(name: str, line: int) -> None:
    assert refusal(name).startswith(f"{name}, line {line}: the feed has a document type of its own")


@pytest.mark.parametrize("name", ["error_page.html", "error_page_without_type.html"])
def test_a_web_page_is_told_as_one(name: str) -> None:
    assert refusal(name).startswith(f"{name}: this is no feed: it is a web page")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("undefined_entity.xml", "undefined_entity.xml, line 2: the feed is broken here"),
        ("cut_off.xml", "cut_off.xml, line 4: the feed is broken here"),
        ("controls.xml", "controls.xml, line 2: the feed is broken here"),
        ("sitemap.xml", "sitemap.xml, line 2: this is no feed: it begins with <urlset>"),
        ("plain.txt", "plain.txt: this is no feed: it begins with 'Too many requests.'"),
        ("empty.xml", "empty.xml: the feed is empty"),
        ("blank.xml", "blank.xml: the feed is empty"),
    ],
)
def test_what_is_no_whole_feed_is_refused_with_its_place(name: str, says: str) -> None:
    assert refusal(name).startswith(says)


NO_JSON_FEEDS = [
    "{",
    "{}",
    '{"version": "https://jsonfeed.org/version/1.1"}',
    '{"version": "https://jsonfeed.org/version/1.1", "items": {}}',
    '{"version": "https://example.org/1", "items": []}',
    '{"version": 1, "items": []}',
    '{"a": ' * 50_000,
    '{"a": ' + "9" * 5_000 + "}",
    '{"a": ' + "[" * 900_000 + "}",
]


@pytest.mark.parametrize("text", NO_JSON_FEEDS, ids=lambda text: text[:60])
def test_json_that_is_no_feed_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text.encode(), "feed.json", address=AT)
    assert says_what_and_mend(str(refused.value), "feed.json")


def test_a_feed_beyond_all_measure_is_not_looked_at() -> None:
    with pytest.raises(BadInput, match="bytes"):
        read(b" " * (feeds.MOST_BYTES + 1), "feed", address=AT)


def test_elements_that_lie_too_deep_are_refused() -> None:
    with pytest.raises(BadInput, match="line 1: elements lie too deep"):
        read(rss("<item><title>" + "<b>" * 200), "feed", address=AT)


# ── how letters are written ─────────────────────────────────────────────────────────────────────────────────────────

WORDS = "Génocide à El Fasher – « crimes »"


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        ("utf_16.xml", None),
        ("utf_16.xml", "utf-8"),
        ("utf_16_big_without_mark.xml", None),
        ("utf_8_called_latin.xml", None),
        ("utf_8_called_latin.xml", "iso-8859-1"),
        ("utf_8_called_utf_16.xml", "utf-16"),
        ("utf_8_with_mark.xml", "windows-1252"),
        ("windows_called_utf_8.xml", "utf-8"),
        ("latin_1.xml", None),
        ("latin_1.xml", "us-ascii"),
        ("latin_1.xml", "windows-1252"),
        ("unknown_charset.xml", "x-vulcan"),
        ("unknown_charset.xml", "\0"),
    ],
)
def test_words_are_read_as_they_were_written_whatever_is_said_of_them(name: str, charset: str | None) -> None:
    assert title(name, charset) == WORDS


def test_an_encoding_that_is_not_utf_8_is_the_one_that_is_declared() -> None:
    assert title("koi8.xml") == "Совет Безопасности"
    assert title("koi8.xml", "koi8-r") == "Совет Безопасности"


def test_an_encoding_that_hides_signs_in_others_is_not_read() -> None:
    assert title("utf_7.xml") == "+ADw-script+AD4-"
    assert title("utf_7.xml", "utf-7") == "+ADw-script+AD4-"


# ── what items say ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_in_cdata_are_read_and_html_in_them_is_taken_away() -> None:
    (item,) = items("cdata.xml")
    assert item.title == "Syria: Vote on S/2016/846 & its rival"
    assert item.text == "Tomorrow the Council is expected to vote.\nTwo drafts…"
    assert item.address == "https://www.securitycouncilreport.org/whatsinblue/2016/10/syria.php"
    assert item.id == "https://www.securitycouncilreport.org/?p=7"
    assert item.published == dt.datetime(2016, 10, 7, 22, tzinfo=dt.UTC)
    assert item.language == "en"


def test_titles_are_plain_words_on_one_line() -> None:
    assert [item.title for item in items("html_in_titles.xml")] == [
        "Council adopts resolution 2118 & more",
        "Council rejects draft",
        "3 < 4 votes",
        "<i> stays as it was meant",
        "desrever words",
        "Two lines",
    ]


def test_a_date_that_does_not_say_all_is_none_and_never_a_guess() -> None:
    found = items("no_dates.xml")
    assert [item.published for item in found[:-1]] == [None] * 8
    assert found[-1].published == dt.datetime(2026, 8, 28, 22, 35, 9, tzinfo=dt.UTC)


def test_links_that_lead_nowhere_good_are_dropped() -> None:
    found = items("dangerous_links.xml")
    assert [item.title for item in found] == [str(number) for number in range(1, 11)]
    assert [item.address for item in found] == [None] * 9 + ["https://example.org/10"]


def test_links_are_relative_to_where_they_stand() -> None:
    found = items("relative_links.xml")
    assert [item.address for item in found] == [
        "https://example.org/news/un.html",
        "https://example.org/news/archive/dos.html",
        "https://example.org/trois",
        "https://other.example/quatre",
        None,
    ]
    assert [item.language for item in found] == ["fr", "es", "fr", "fr", "fr"]


def test_atom_says_how_its_words_are_to_be_read() -> None:
    first, second = items("atom.xml")
    assert (first.id, first.title) == ("tag:example.org,2026:1", "Vote ahead")
    assert first.text == "First paragraph.\nSecond."
    assert first.published == dt.datetime(2026, 8, 28, 22, 35, 9, tzinfo=dt.UTC)
    assert second.title == "3 < 4 <b>"
    assert second.text == "One\nTwo"
    assert second.published == dt.datetime(2026, 8, 30, tzinfo=dt.UTC)
    assert second.address is None


def test_rss_of_the_older_kind_is_read() -> None:
    first, second = items("rss_1.rdf")
    assert (first.title, first.text, first.language) == ("Votación", "Texto", "es")
    assert first.published == dt.datetime(2026, 8, 28, 22, 35, tzinfo=dt.UTC)
    assert (second.id, second.address) == ("https://example.org/2", "https://example.org/2")


def test_a_json_feed_is_read() -> None:
    found = of("feed.json")
    one, two, three = found.items
    assert (one.id, one.title, one.text, one.address) == ("1", "Un", "Le Conseil adopte", "https://example.org/un")
    assert one.published == dt.datetime(2026, 8, 28, 22, 35, 9, tzinfo=dt.UTC)
    assert (two.title, two.text, two.address, two.language) == ("3 < 4", "3 < 4", "https://example.org/deux", "en")
    assert two.published is not None
    assert (three.title, three.address, three.published, three.language) == ("Trois", None, None, "fr")
    assert [str(problem).partition(":")[0] for problem in found.problems] == ["feed.json, item 4", "feed.json, item 5"]


def test_blank_lines_before_a_feed_do_not_matter_and_count_as_lines() -> None:
    found = of("blank_lines_first.xml")
    assert [item.title for item in found.items] == ["After blank lines"]
    assert [str(problem) for problem in found.problems] == [
        "blank_lines_first.xml, line 7: an entry has neither a title nor a text; it is left out"
    ]


def test_an_entry_that_says_nothing_is_named_and_one_without_a_title_has_its_first_words() -> None:
    found = of("says_nothing.xml")
    assert [item.title for item in found.items] == ["Something", "Words without a title"]
    assert [str(problem).partition(":")[0] for problem in found.problems] == [f"says_nothing.xml, line {n}" for n in (3, 4)]


def test_what_comes_twice_is_one_item_and_the_latest_word_stays() -> None:
    assert [(item.title, item.document) for item in items("twice.xml")] == [
        ("Meeting held", "SC/16444"),
        ("Another", "SC/16445"),
        ("Draft", "S/2026/900"),
        ("Its revision", "S/2026/900/REV.1"),
    ]
    assert [item.key for item in items("twice.xml")][:2] == ["SC/16444", "SC/16445"]


# ── how much is read ────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_ten_thousand_items_no_more_are_read_than_anybody_looks_at() -> None:
    every = "".join(f"<item><title>{number}</title></item>" for number in range(10_000))
    found = read(rss(every), "feed", address=AT)
    assert [item.title for item in found.items] == [str(number) for number in range(MOST_ITEMS)]
    assert not found.whole
    listed = {"version": "https://jsonfeed.org/version/1", "items": [{"title": str(number)} for number in range(10_000)]}
    of_json = read(json.dumps(listed).encode(), "feed", address=AT)
    assert [item.title for item in of_json.items] == [item.title for item in found.items]
    assert not of_json.whole


def test_as_many_items_as_are_read_are_the_whole() -> None:
    every = "".join(f"<item><title>{number}</title></item>" for number in range(MOST_ITEMS))
    assert read(rss(every), "feed", address=AT).whole


def test_words_without_an_end_are_cut_off() -> None:
    title, guid, text = "t" * 2_000_000, "g" * 2_000_000, "d " * 2_000_000
    huge = rss(f"<item><title>{title}</title><guid>{guid}</guid><description>{text}</description></item>")
    (item,) = read(huge, "feed", address=AT).items
    assert len(item.title) == LONGEST_TITLE
    assert LONGEST_TEXT - 1 <= len(item.text) <= LONGEST_TEXT
    assert len(item.id) <= 500


GREEDY = {
    "elements": "<item>" + "<a/>" * 50_000 + "<title>x</title></item>",
    "attributes": "<item>" + "".join(f'<a b{n}="">' + "</a>" for n in range(10_000)) + "<title>x</title></item>",
    "open tags": "<item><description>" + "&lt;a " * 70_000 + "</description><title>x</title></item>",
    "comments": "<item><description>" + "&lt;!-- " * 70_000 + "</description><title>x</title></item>",
    "scripts": "<item><description>" + "&lt;script&gt;" * 40_000 + "</description><title>x</title></item>",
    "entities": "<item><description>" + "&amp;amp;" * 60_000 + "</description><title>x</title></item>",
    "outside": "<a>x</a>" * 30_000 + "<item><title>x</title></item>",
    "languages": "<language>" + "<b>fr</b>" * 30_000 + "</language><item><title>x</title></item>",
}


@pytest.mark.parametrize("kind", GREEDY)
def test_nothing_that_comes_in_grows(kind: str) -> None:
    """No more is held than a few times what came in and what is kept of a field, and reading it is no matter of minutes."""
    content = rss(GREEDY[kind])
    tracemalloc.start()
    try:
        began = time.process_time()
        (item,) = read(content, "feed", address=AT).items
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert item.title == "x"
    assert most < 8 * (len(content) + 200_000)
    assert time.process_time() - began < 60


# ── addresses and documents ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "document"),
    [
        ("https://press.un.org/en/2026/sc16444.doc.htm", "SC/16444"),
        ("https://press.un.org/en/blog/sc16444", "SC/16444"),
        ("https://press.un.org/fr/2025/cs16208.doc.htm", "CS/16208"),
        ("https://press.un.org/en/2026/db260828.doc.htm", "DB/260828"),
        ("https://press.un.org/en/content/security-council", None),
        ("https://undocs.org/S/2016/846", "S/2016/846"),
        ("https://undocs.org/en/S/RES/2118(2013)", "S/RES/2118(2013)"),
        ("https://docs.un.org/fr/S/PV.7785", "S/PV.7785"),
        ("https://docs.un.org.evil.example/S/2016/846", None),
        ("https://example.org/en/2026/sc16444.doc.htm", None),
        (None, None),
    ],
)
def test_a_document_is_known_by_its_address(address: str | None, document: str | None) -> None:
    assert document_of(address) == document


@given(st.text(max_size=60))
@settings(max_examples=examples(300), deadline=None)
def test_a_link_is_a_whole_address_of_the_web_or_none(written: str) -> None:
    made = web_address(written, AT)
    assert made is None or (made.startswith(("https://", "http://")) and len(made) <= 500 and made.isprintable())


# ── the real one ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_feed_as_the_united_nations_press_service_sends_it_is_read() -> None:
    """Made after one of 28 August 2026: white space around texts, ``xml:base``, and a meeting that comes twice."""
    sc, sgsm, db = items("un_press.xml")
    assert sc.title.startswith("Kenscoff Massacre Exposes Worsening Brutality of Haiti’s Gang Crisis")
    assert sc.address == "https://press.un.org/en/2026/sc16444.doc.htm"
    assert sc.published == dt.datetime(2026, 8, 28, 22, 35, 9, tzinfo=dt.UTC)
    assert (sc.document, sgsm.document, db.document) == ("SC/16444", "SGSM/23255", "DB/260828")
    assert {item.language for item in (sc, sgsm, db)} == {"en"}


# ── whatever comes ──────────────────────────────────────────────────────────────────────────────────────────────────

_PIECES = st.sampled_from(
    [
        *("<rss>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<br/>"),
        *('<feed xmlns="http://www.w3.org/2005/Atom">', "</feed>", "<entry>", "</entry>", '<link href="', '"/>', "<!--", "-->"),
        *(
            "<![CDATA[",
            "]]>",
            "&amp;",
            "&lt;",
            "&#0;",
            "&#xD800;",
            "&x;",
            "<!DOCTYPE x [",
            "]>",
            "<?xml version='1.0'?>",
            "<?x ?>",
        ),
        *("{", "}", '"items":', '"version":', '"https://jsonfeed.org/version/1"', "[", "]", ",", '"title":"x"', "null", "1e999"),
        *(
            "<pubDate>",
            "</pubDate>",
            "Fri, 28 Aug 2026 18:35:09 -0400",
            "2026-08-28T22:35:09Z",
            "x",
            " ",
            "\n",
            "é",
            "\x00",
            "\ufeff",
        ),
        *(
            "<script>",
            "</script>",
            "<guid>",
            "</guid>",
            "<description>",
            "</description>",
            "<language>",
            "</language>",
            "javascript:",
        ),
    ]
)
_WRITTEN = st.lists(_PIECES | st.text(max_size=5), max_size=40).map("".join)
_ENCODED = st.builds(
    lambda text, encoding: text.encode(encoding, "surrogatepass" if encoding != "cp1252" else "replace"),
    _WRITTEN,
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252"]),
)
_INSIDE = _WRITTEN.map(lambda text: rss(f"<item>{text}</item>")) | _WRITTEN.map(
    lambda text: rss(f"<item><title>{text}</title></item>")
)


@given(
    st.binary(max_size=400) | _ENCODED | _INSIDE,
    st.none() | st.sampled_from(["utf-8", "utf-16", "idna", "punycode", "rot13"]) | st.text(max_size=9),
)
@settings(max_examples=examples(500), deadline=None)
def test_whatever_comes_is_read_or_refused_in_our_words(content: bytes, charset: str | None) -> None:
    for item in _read_or_refused(content, charset):
        assert item.title
        assert "\n" not in item.title
        assert item.published is None or item.published.tzinfo is dt.UTC
        item.title.encode()
        item.text.encode()
        assert "\0" not in item.title + item.text + item.id


def _read_or_refused(content: bytes, charset: str | None) -> tuple[Item, ...]:
    try:
        return read(content, "feed", address=AT, charset=charset).items
    except BadInput as refused:
        refusal = str(refused)
    assert says_what_and_mend(refusal, "feed")
    return ()
