"""The Atom feed (RFC 4287) of the votes that were assessed, in one language."""

import datetime as dt
import re
from xml.etree import ElementTree

from advocacybot.council.hours import aware, end_of_day
from advocacybot.council.outcomes import Trust
from advocacybot.council.scorecard import JudgedVote
from advocacybot.site.identity import identity
from advocacybot.site.places import FEED, INDEX, Place, slug
from advocacybot.site.published import Published, in_path
from advocacybot.wording.card_facts.labels import labelled
from advocacybot.wording.card_facts.vote import vote_card
from advocacybot.wording.cards import VoteCard
from advocacybot.wording.languages import enumerated
from advocacybot.wording.phrases import phrases

MOST = 50
"""Entries; whoever wants all votes takes the data."""

_UNLAWFUL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, however it is escaped (XML 1.0, 2.2)."""


def atom(published: Published, language: str) -> bytes:
    """The latest assessed votes, the newest first. The same facts make the same bytes.

    Raises:
        FileNotFoundError: it is none of the six languages.
    """
    here = Place(f"{language}/{FEED}", published.address)
    feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    _add(feed, "id", identity(published, "feed", language).urn)
    _add(feed, "title", labelled(published.campaign, phrases(language).gettext("Votes in the Security Council"), language))
    _add(feed, "updated", _hour(published.changed))
    _add(ElementTree.SubElement(feed, "author"), "name", published.campaign)
    _link(feed, "self", _address(here, here.path), "application/atom+xml", language)
    _link(feed, "alternate", _address(here, f"{language}/{INDEX}"), "text/html", language)
    for vote in reversed(published.scorecard.votes[-MOST:]):
        feed.append(_entry(published, vote, language, here))
    ElementTree.indent(feed)
    told: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return told + b"\n"


def _entry(published: Published, vote: JudgedVote, language: str, here: Place) -> ElementTree.Element:
    card = vote_card(vote, published.reference, published.campaign, language)
    entry = ElementTree.Element("entry")
    _add(entry, "id", identity(published, "entry", language, vote.symbol).urn)
    _add(entry, "title", _title(card, vote))
    _add(entry, "updated", _hour(_updated(vote, published.changed)))
    _add(entry, "published", _hour(min(end_of_day(vote.day), published.changed)))
    _link(entry, "alternate", _address(here, f"{language}/votes/{in_path(vote.symbol)}/{INDEX}"), "text/html", language)
    ElementTree.SubElement(entry, "category", {"term": slug(vote.situation), "label": _lawful(card.situation.words)})
    _add(entry, "summary", card.alt)
    return entry


def _title(card: VoteCard, vote: JudgedVote) -> str:
    told = f"{card.verdict} ({enumerated((card.situation.words, vote.symbol), card.language)})"
    if vote.report.trust is Trust.OFFICIAL:
        return told
    return phrases(card.language).gettext("%(outcome)s – preliminary") % {"outcome": told}


def _updated(vote: JudgedVote, changed: dt.datetime) -> dt.datetime:
    """Since when the outcome is told as it is; else when the last day was over that anything of it is dated.

    The record knows days only. When one is over in New York, what bears its date is known; at its beginning the Council has not
    voted. `changed` alone would tell readers that all fifty votes are new whenever one is.
    """
    people = vote.assessment.assessors if vote.assessment else ()
    days = [vote.day, *(person.on for person in people), *filter(None, [vote.report.source.day])]
    return min(vote.since or end_of_day(max(days)), changed)


def _address(here: Place, path: str) -> str:
    return here.absolute(path) or here.link(path)


def _hour(hour: dt.datetime) -> str:
    return f"{aware(hour):%Y-%m-%dT%H:%M:%SZ}"


def _add(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, name).text = _lawful(words)


def _link(parent: ElementTree.Element, relation: str, address: str, media_type: str, language: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "type": media_type, "hreflang": language, "href": _lawful(address)})


def _lawful(words: str) -> str:
    return _UNLAWFUL.sub("\ufffd", words)
