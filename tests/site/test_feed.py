"""The feed: valid by RFC 4287, read by a reader, and with names that never change."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import etree

from advocacybot.council.outcomes import Trust
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.votes import Assessment
from advocacybot.site.feed import MOST, atom
from advocacybot.site.published import Published
from advocacybot.site.site import Site
from advocacybot.wording.card_facts.vote import vote_card
from advocacybot.wording.phrases import LANGUAGES
from tests.factories import a_source, an_assessment
from tests.site.publications import ALEPPO, a_vote, published, record

Element = Any
"""An element of a tree, for which lxml brings no types."""
ATOM = "{http://www.w3.org/2005/Atom}"
RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))

ALL = published(*record(lambda _: True))
"""The whole record, every vote of it assessed."""


def tree(told: Published, language: str = "en") -> Element:
    return etree.fromstring(atom(told, language))


def entries(told: Published, language: str = "en") -> list[Element]:
    return list(tree(told, language).iterfind(f"{ATOM}entry"))


def text(element: Element, name: str) -> str:
    return str(element.findtext(ATOM + name))


def the_entry(vote: JudgedVote, **changes: object) -> Element:
    (entry,) = entries(published(vote, **changes))
    return entry


# ── it is a feed ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", [None, "https://scorecards.example.org/council"])
def test_the_feed_is_valid_in_every_language(language: str, address: str | None) -> None:
    told = tree(replace(ALL, address=address), language)
    assert RULES.validate(told), RULES.error_log
    assert told.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_what_is_no_valid_feed_is_found() -> None:
    told = tree(ALL)
    told.remove(told.find(f"{ATOM}id"))
    assert not RULES.validate(told)


def test_every_entry_has_an_author_by_its_feed_a_link_and_one_name_alone() -> None:
    """What the RFC asks beyond its schema (4.1.1, 4.1.2), and that no two entries have one id."""
    assert tree(ALL).findtext(f"{ATOM}author/{ATOM}name") == "A campaign"
    links = [entry.findall(f"{ATOM}link[@rel='alternate']") for entry in entries(ALL)]
    assert [len(found) for found in links] == [1] * MOST
    names = [text(tree(ALL, language), "id") for language in LANGUAGES] + [
        text(entry, "id") for language in LANGUAGES for entry in entries(ALL, language)
    ]
    assert len(set(names)) == len(names) == 6 * (1 + MOST)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_reads_the_feed_as_it_was_written(language: str) -> None:
    told, vote = feedparser.parse(atom(ALL, language)), ALL.scorecard.votes[-1]
    card = vote_card(vote, ALL.reference, ALL.campaign, language)
    assert not told.bozo
    assert (told.version, told.feed.language, len(told.entries)) == ("atom10", language, MOST)
    assert (told.entries[0].summary, told.entries[0].title_detail.language) == (card.alt, language)
    assert card.verdict in told.entries[0].title


def test_words_that_look_like_markup_are_words() -> None:
    words = '<b>&amp; "Aleppo"</b>'
    vote = a_vote(subject={"en": words}, situation={"en": words})
    told = feedparser.parse(atom(published(vote), "en"), sanitize_html=False)
    assert words in text(the_entry(vote), "summary")
    assert words in text(the_entry(vote), "title")
    assert not told.bozo


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff"])
def test_a_sign_that_no_xml_may_hold_does_not_break_the_feed(sign: str) -> None:
    assert "Al\ufffdeppo" in text(the_entry(a_vote(subject={"en": f"Al{sign}eppo"})), "summary")


# ── what it tells ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_says_what_became_of_the_draft_and_all_that_its_card_says() -> None:
    vote = a_vote(situation={"en": "Syria"})
    entry = the_entry(vote)
    assert text(entry, "title") == "Vetoed: Russian Federation (Syria, S/2016/846)"
    assert text(entries(published(a_vote(situation={"ar": "سوريا"})), "ar")[0], "title").endswith("(سوريا، S/2016/846)")
    assert text(entry, "summary") == vote_card(vote, ALL.reference, "A campaign", "en").alt
    assert dict(entry.find(f"{ATOM}category").attrib) == {"term": "syria", "label": "Syria"}


def test_a_preliminary_outcome_says_so_in_its_title() -> None:
    vote = a_vote()
    early = replace(vote, report=vote.report.model_copy(update={"trust": Trust.PRELIMINARY}))
    assert text(the_entry(early), "title").endswith(" – preliminary")
    assert "Preliminary: not yet confirmed by the meeting record" in text(the_entry(early), "summary")


def test_only_assessed_votes_are_told() -> None:
    assert entries(published(a_vote(assessed=False))) == []
    assert RULES.validate(tree(published(a_vote(assessed=False))))


def test_the_newest_votes_stand_first_and_the_oldest_are_left_out() -> None:
    told = [text(entry, "title") for entry in entries(ALL)]
    newest = [vote.symbol for vote in reversed(ALL.scorecard.votes)]
    assert [symbol for symbol, title in zip(newest, told, strict=False) if symbol not in title] == []
    assert len(told) == MOST < len(newest)


@pytest.mark.parametrize("address", [None, "https://scorecards.example.org/council"])
def test_every_link_leads_to_a_page_of_the_site(address: str | None) -> None:
    told = replace(ALL, address=address)
    root = f"{address or 'https://wherever.example'}/"
    links = {urljoin(f"{root}fr/feed.atom", str(link.get("href"))) for link in tree(told, "fr").iter(f"{ATOM}link")}
    pages = {f"{root}{path}" for path in Site(published(*ALL.scorecard.votes[-MOST:])).paths()}
    assert len(links) == 2 + MOST
    assert {f"{link}index.html" if link.endswith("/") else link for link in links} <= pages


# ── names and hours ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_keeps_its_id_when_the_outcome_the_words_or_the_address_change() -> None:
    vote = a_vote()
    corrected = replace(vote, outcome=replace(vote.outcome, vetoed_by=("CHN", "RUS")), subject={"en": "Other words"})
    name = text(the_entry(vote), "id")
    assert text(the_entry(corrected), "id") == name
    assert text(the_entry(vote, address="https://scorecards.example.org"), "id") == name
    assert text(the_entry(vote, campaign="Another campaign"), "id") != name


def test_the_id_of_an_entry_is_this_one_for_ever() -> None:
    assert text(the_entry(a_vote()), "id") == "urn:uuid:3b89107e-937f-5809-8769-d2392746467a"


def test_a_feed_was_updated_when_anything_last_changed() -> None:
    assert text(tree(ALL), "updated") == "2026-11-26T12:30:00Z"
    in_paris = dt.datetime(2026, 11, 26, 13, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert atom(replace(ALL, changed=in_paris), "en") == atom(ALL, "en")


def assessed_on(day: str) -> Assessment:
    people = [{"name": name, "on": day} for name in ("Ana", "Ben")]
    return an_assessment().model_copy(update={"assessors": an_assessment(assessors=people).assessors})


def test_a_corrected_outcome_was_updated_when_it_was_corrected() -> None:
    hour = dt.datetime(2016, 10, 12, 9, tzinfo=dt.UTC)
    assert text(the_entry(a_vote(since=hour)), "updated") == "2016-10-12T09:00:00Z"


@pytest.mark.parametrize(
    ("assessed", "reported", "updated"),
    [
        ("2016-10-07", None, "2016-10-09T04:00:00Z"),
        ("2016-10-07", "2016-10-20", "2016-10-21T04:00:00Z"),
        ("2016-12-01", "2016-10-20", "2016-12-02T05:00:00Z"),
    ],
    ids=["by the vote's day", "by the source's day", "by the assessment's day"],
)
def test_an_outcome_of_which_days_alone_are_known_was_updated_when_the_last_of_them_was_over(
    assessed: str, reported: str | None, updated: str
) -> None:
    vote = a_vote(assessment=assessed_on(assessed))
    source = a_source(date=reported) if reported else vote.report.source
    vote = replace(vote, report=vote.report.model_copy(update={"source": source}))
    assert text(the_entry(vote), "updated") == updated
    assert text(the_entry(vote), "published") == "2016-10-09T04:00:00Z"


def test_nothing_was_updated_later_than_the_feed() -> None:
    changed = dt.datetime(2016, 10, 8, 21, tzinfo=dt.UTC)
    entry = the_entry(a_vote(since=dt.datetime(2016, 10, 9, tzinfo=dt.UTC)), changed=changed)
    assert {text(entry, "updated"), text(entry, "published")} == {"2016-10-08T21:00:00Z"}


def test_the_same_facts_make_the_same_bytes_in_whatever_order_they_come() -> None:
    assert atom(published(*reversed(ALL.votes)), "es") == atom(ALL, "es")
    assert ALEPPO in atom(published(a_vote()), "es").decode()
