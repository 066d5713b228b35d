"""The assessed votes ahead as iCalendar (RFC 5545), which :mod:`advocacybot.sources.icalendar_file` reads back.

What the common properties cannot hold – the symbol alone, words in every language, penholders – stands in properties of our own.
An assessment is not in it: what people hold of a draft is not to be taken over from a file.
"""

import datetime as dt
from collections.abc import Mapping

import icalendar

from advocacybot.council.hours import aware
from advocacybot.council.values import in_language
from advocacybot.council.votes import Procedure, Vote
from advocacybot.site.ics_writing import begun, printable, text
from advocacybot.site.identity import identity
from advocacybot.site.published import Published
from advocacybot.site.speech import Speech
from advocacybot.wording.card_facts.labels import labelled
from advocacybot.wording.phrases import phrases

SYMBOL = "X-ADVOCACYBOT-SYMBOL"
SUBJECT = "X-ADVOCACYBOT-SUBJECT"
SITUATION = "X-ADVOCACYBOT-SITUATION"
MEETING = "X-ADVOCACYBOT-MEETING"
PROCEDURE = "X-ADVOCACYBOT-PROCEDURE"
PENHOLDER = "X-ADVOCACYBOT-PENHOLDER"
DOCUMENT = "X-ADVOCACYBOT-DOCUMENT"
"""An address, a space, and the document's title."""
POST = "X-ADVOCACYBOT-POST"
"""A post's number, in the staff's calendar of the queue: what bears it is no vote."""

_LASTS = dt.timedelta(hours=1)
"""How long a calendar shows a vote. Nobody knows how long one takes; a meeting with a vote seldom takes less."""
_LOOK_AGAIN = dt.timedelta(hours=1)


def calendar(published: Published, language: str = "en") -> bytes:
    """The votes ahead, the nearest first, with words in that language. The same facts make the same bytes.

    Raises:
        FileNotFoundError: it is none of the six languages.
    """
    name = labelled(published.campaign, phrases(language).gettext("Votes ahead in the Security Council"), language)
    made = begun(name, "votes ahead", language, _LOOK_AGAIN)
    for vote in sorted(published.ahead, key=lambda one: (one.hour, one.symbol)):
        made.add_component(_event(published, vote, language))
    told: bytes = made.to_ical()
    return told


def _event(published: Published, vote: Vote, language: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", str(identity(published, "ahead", vote.symbol)))
    event.add("DTSTAMP", aware(published.changed))
    event.add("SEQUENCE", _sequence(published.changed))
    event.add("DTSTART", aware(vote.hour))
    event.add("DURATION", _LASTS)
    event.add("SUMMARY", text(_summary(vote, language), LANGUAGE=language))
    event.add("DESCRIPTION", text(_description(published, vote, language), LANGUAGE=language))
    event.add("CATEGORIES", [printable(_words(vote.situation, language))], {"LANGUAGE": language})
    event.add("STATUS", "CANCELLED" if vote.withdrawn else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    if vote.link or published.address:
        event.add("URL", vote.link or f"{published.address}/")
    _our_own(event, vote)
    return event


def _our_own(event: icalendar.Event, vote: Vote) -> None:
    """All that is needed to make the vote of it again, its assessment apart."""
    event.add(SYMBOL, text(vote.symbol))
    for name, words in ((SUBJECT, vote.subject), (SITUATION, vote.situation)):
        for language in sorted(words):
            event.add(name, text(words[language], LANGUAGE=language))
    if vote.meeting:
        event.add(MEETING, text(vote.meeting))
    if vote.procedure is Procedure.PROCEDURAL:
        event.add(PROCEDURE, text(vote.procedure))
    for code in vote.penholders:
        event.add(PENHOLDER, text(code))
    for document in vote.documents:
        event.add(DOCUMENT, text(f"{document.url} {document.title}"))


def _sequence(changed: dt.datetime) -> int:
    """Which revision it is, told by the minute: it never falls, and nobody has to remember how often a vote has moved.

    Of two with one number the later DTSTAMP counts (RFC 5546, 2.1.5).
    """
    return int(changed.timestamp()) // 60


def _summary(vote: Vote, language: str) -> str:
    about = phrases(language).gettext("Vote on %(symbol)s") % {"symbol": vote.symbol}
    return labelled(about, _words(vote.subject, language), language)


def _description(published: Published, vote: Vote, language: str) -> str:
    words = phrases(language)
    lines = [
        _words(vote.situation, language),
        Speech(language, published.reference).hour(vote.hour),
        vote.meeting,
        words.gettext("Assessed as a credible draft under the Code of Conduct"),
        *(labelled(document.title, document.url, language) for document in vote.documents),
        *published.hashtags,
    ]
    return "\n".join(filter(None, lines))


def _words(words: Mapping[str, str], language: str) -> str:
    """In that language, else in English, else in the first by code, as they come back from a file."""
    return in_language(dict(sorted(words.items())), language)
