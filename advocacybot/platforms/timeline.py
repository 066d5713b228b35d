"""Finding a part among an account's own posts, by its words: for platforms that know no key that we chose."""

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from advocacybot.campaign.posts import Receipt
from advocacybot.platforms.base import Outgoing

SKEW = dt.timedelta(minutes=5)
"""So much may a platform's clock be behind ours."""

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_REMOTE = re.compile(r"(?<![\w/])(@[\w.-]*\w)@[\w.-]+\w")


@dataclass(frozen=True)
class Standing:
    """A post as it stands in a timeline: its text in plain words, what it answers there, and its receipt."""

    text: str
    answers: str | None
    receipt: Receipt


def since(outgoing: Outgoing) -> dt.datetime | None:
    """Since when the part may stand there."""
    return outgoing.part.begun_at - SKEW if outgoing.part.begun_at else None


def found(outgoing: Outgoing, timeline: Iterable[Standing]) -> Receipt | None:
    """The receipt of the part in a timeline: the oldest post of the same words, that answers the same, begun since the part was,
    and that is known as no other part's."""
    parent, words, begun = (outgoing.parent.remote_id if outgoing.parent else None), _bare(outgoing.part.text), since(outgoing)
    same = [
        one.receipt
        for one in timeline
        if _bare(one.text) == words
        and one.answers == parent
        and one.receipt.remote_id not in outgoing.others
        and (begun is None or one.receipt.at >= begun)
    ]
    return min(same, key=lambda receipt: receipt.at, default=None)


def _bare(text: str) -> str:
    """A text as platforms agree on it: they cut white space, shorten mentions of their own, and add or hide the protocol."""
    text = _REMOTE.sub(r"\1", unicodedata.normalize("NFC", text))
    return "".join(re.sub(r"/(?=\s|$)", "", _SCHEME.sub("", text)).split())


def plain(content: str) -> str:
    """The words of a post that is given in HTML."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return "".join(reader.words).strip()


def unescaped(text: str) -> str:
    return html.unescape(text)


class _Reader(HTMLParser):
    """Keeps the text alone. Links stand there whole, if partly hidden, so nothing of them is lost."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 – as the parser calls it
        if tag == "br":
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.words.append("\n\n")
