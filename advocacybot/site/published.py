"""What the public pages are drawn from, and what a page is."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from advocacybot.council.scorecard import JudgedVote, Scorecard, scorecard
from advocacybot.council.votes import Vote
from advocacybot.wording.facts import Reference


@dataclass(frozen=True)
class Published:
    """All that the public may know.

    Attributes:
        campaign: its name.
        hashtags: with their ``#``.
        code_link: where the Code's text stands, if the campaign says so.
        votes: every vote that has an outcome, be it assessed or not.
        ahead: assessed votes that are still to come, the nearest first.
        reference: States, Council, supporters.
        people_needed: how many people must hold a draft to be credible.
        changed: when anything of this last changed.
        address: under which address the pages are read, without a slash at the end; nothing where that is not known.
    """

    campaign: str
    hashtags: tuple[str, ...]
    code_link: str | None
    votes: tuple[JudgedVote, ...]
    ahead: tuple[Vote, ...]
    reference: Reference
    people_needed: int
    changed: dt.datetime
    address: str | None = None

    @cached_property
    def scorecard(self) -> Scorecard:
        return scorecard(self.votes)


@dataclass(frozen=True)
class Page:
    """What stands under one address."""

    content: bytes
    media_type: str


def in_path(symbol: str) -> str:
    """A symbol as part of an address: ``S/2016/846`` → ``S-2016-846``, ``S/RES/2118(2013)`` → ``S-RES-2118-2013``."""
    return symbol.replace("/", "-").replace("(", "-").replace(")", "").replace(" ", "-")
