"""The facts of scorecard pictures, in one language: what a card shows, and what it says to whoever cannot see it.

A card says nothing that its vote's judgements do not: a vote that nobody assessed marks nobody, and a supporter whose support
rests on a list alone is a *listed supporter as of* that list's day.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result

MORE = "+ {number}"
"""What a picture says of lines or rows that it has no room for."""


class Mark(StrEnum):
    """What is drawn beside a member's name. No mark is told by its colour alone."""

    VETO = "veto"
    """Its negative vote blocked the draft."""
    KEPT = "kept the pledge"
    BROKE = "broke the pledge"
    ABSTAINED = "supporter that abstained"
    ABSENT = "supporter that did not take part"
    NOT_KNOWN = "listed later; support on the day not known"


@dataclass(frozen=True)
class Text:
    """Words, with the language that they are in: English where nobody gave them in the card's own."""

    words: str
    language: str


@dataclass(frozen=True)
class Legend:
    """What a mark means, in words, for the marks that a card shows."""

    mark: Mark
    words: str


@dataclass(frozen=True)
class MemberOnCard:
    """A member by its short name, with its marks."""

    state: str
    name: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Column:
    """Who cast one ballot, by name. ``label``: the ballot in words."""

    ballot: Ballot
    label: str
    members: tuple[MemberOnCard, ...]


@dataclass(frozen=True)
class Count:
    """A number with what it counts: ``kind`` for its colour and sign, ``label`` in words."""

    kind: Conduct | Ballot | Result | Mark
    label: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """What every card has. ``notes``: what must be said with it, such as "preliminary" or "not assessed"; ``alt``: all that the
    card says, in one text."""

    language: str
    campaign: str
    notes: tuple[str, ...]
    source: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class VoteCard(Card):
    """A vote's outcome. ``verdict``: what became of the draft, and by whom it was blocked; ``rule``: by which rule."""

    symbol: str
    day: str
    situation: Text
    subject: Text
    result: Result
    verdict: str
    rule: str
    columns: tuple[Column, ...]
    legend: tuple[Legend, ...]
    assessed: bool


@dataclass(frozen=True)
class RecordLine:
    """One vote in a member's record. ``conduct``: nothing where it had not pledged, or that is not known."""

    symbol: str
    day: str
    situation: Text
    ballot: Ballot
    ballot_in_words: str
    marks: tuple[Mark, ...]
    conduct_in_words: str


@dataclass(frozen=True, kw_only=True)
class RecordCard(Card):
    """A member's record over the assessed votes. ``standing``: what is known of its support; ``lines``: the latest vote first;
    a picture shows as many as it has room for."""

    state: str
    name: str
    standing: str
    period: str
    counts: tuple[Count, ...]
    lines: tuple[RecordLine, ...]
    legend: tuple[Legend, ...]
    more: str = MORE


@dataclass(frozen=True)
class ScoreRow:
    """A supporter's conduct over the votes that count for it."""

    state: str
    name: str
    kept: int
    broke: int
    abstained: int
    absent: int

    @property
    def votes(self) -> int:
        return self.kept + self.broke + self.abstained + self.absent


@dataclass(frozen=True, kw_only=True)
class ScoresCard(Card):
    """The scores of a situation or a year. ``results``: how the votes came out; ``vetoes``: by whom, the most first;
    ``columns``: what the rows count, in words, in the order kept, broke, abstained, absent."""

    title: Text
    period: str
    results: tuple[Count, ...]
    vetoes: tuple[str, ...]
    columns: tuple[str, str, str, str]
    rows: tuple[ScoreRow, ...]
    more: str = MORE


@dataclass(frozen=True)
class Series:
    """One initiative's published numbers of supporting member States, by day. ``latest``: the last one, in words."""

    label: str
    points: tuple[tuple[dt.date, int], ...]
    latest: str


@dataclass(frozen=True, kw_only=True)
class GrowthCard(Card):
    """How support grew, against the mark of two thirds of the members of the United Nations."""

    title: str
    series: tuple[Series, ...]
    mark: int
    mark_in_words: str
    members: int
