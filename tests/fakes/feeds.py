"""Others' servers, as ``advocacybot.sources.fetching`` gives what they answer: strict, and only at addresses that were put there.

It honours ``ETag`` as RFC 9110 (13.1.2) says: who asks for what is there already gets no content. Of a day of which it lists
nothing the Journal gives nothing at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from advocacybot.campaign.fetches import Failure
from advocacybot.errors import NotFetched
from advocacybot.sources.fetching import Fetched, Known

PRESS = "https://press.example/rss.xml"
CALENDAR = "https://calendar.example/votes.ics"
JOURNAL = "https://journal.example/{day}"

_WORDS = """
  en:
    vote_ahead: [vote on a draft resolution]
    outcome: [by a vote of]
    atrocity_warning: [genocide, massacre]
  fr: {vote_ahead: [mettre aux voix], outcome: [voix pour], atrocity_warning: [génocide]}"""

FEEDS = f"""
feeds:
  - {{name: press, kind: press, address: "{PRESS}", every: 15 min, source: {{title: a press feed}}}}
  - {{name: votes, kind: calendar, address: "{CALENDAR}", every: 1 h, source: {{title: a calendar}}}}
  - {{name: journal, kind: journal, address: "{JOURNAL}", every: 1 h, source: {{title: the Journal}}}}
words: {_WORDS}
situations:
  Syria: [Syria, Aleppo]
"""
"""The text of a feeds.yaml."""


@dataclass
class Servers:
    """``there``: what is at an address, or how it fails. ``asked``: the addresses that were asked, in order."""

    there: dict[str, str | bytes | Failure] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def fetch(self, address: str, known: Known | None = None, *, headers: Mapping[str, str] | None = None) -> Fetched:  # noqa: ARG002
        self.asked.append(address)
        nothing: str | Failure = "" if address.startswith(JOURNAL.removesuffix("{day}")) else Failure.GONE
        there = self.there.get(address, nothing)
        if isinstance(there, Failure):
            raise NotFetched(what=f"press.example {there}", mend="it is tried again", kind=there)
        etag = f'"{hash(there)}"'
        if known and known.etag == etag:
            return Fetched(address, known, same=True)
        if isinstance(there, bytes):
            return Fetched(address, Known(etag), there)
        return Fetched(address, Known(etag), there.encode(), charset="utf-8")


def an_item(
    title: str, text: str = "", address: str = "https://press.example/1", at: str = "Mon, 03 Oct 2016 12:00:00 -0400"
) -> str:
    """An item of an RSS 2.0 feed."""
    words = f"<title>{title}</title><description>{text}</description>"
    return f'<item>{words}<link>{address}</link><guid isPermaLink="true">{address}</guid><pubDate>{at}</pubDate></item>'


def a_feed(*items: str) -> str:
    """An RSS 2.0 feed."""
    about = "<title>Press</title><link>https://press.example</link><description/><language>en</language>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{about}{"".join(items)}</channel></rss>'


def an_event(symbol: str = "S/2016/846", start: str = "DTSTART:20161008T190000Z", uid: str = "one@example", **more: str) -> str:
    """A VEVENT (RFC 5545)."""
    lines = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20161001T000000Z", start, f"SUMMARY:{symbol} Aleppo", "CATEGORIES:Syria"]
    return "\r\n".join([*lines, *(f"{name}:{value}" for name, value in more.items()), "END:VEVENT"])


def a_calendar_file(*events: str) -> str:
    """An iCalendar file."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", *events, "END:VCALENDAR", ""])
