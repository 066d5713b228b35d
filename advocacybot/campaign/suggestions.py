"""What feeds and calendars bring for people to decide about. Nothing acts on a suggestion before somebody accepted it.

A suggestion is known by its kind and by what it is about: a text's symbol, else a situation, else the item itself. What is seen
later of the same joins the one that is open, as one more source. An item that was seen once, saying the same, is not seen again:
so what was dismissed does not come back by it.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from advocacybot.council.hours import Hour
from advocacybot.council.outcomes import Ballot
from advocacybot.council.values import Iso3, Language, Line, Translated, Url, Value, in_language
from advocacybot.council.votes import Document, Symbol
from advocacybot.errors import DecidedAlready

LONGEST = 2_000
"""Characters that are kept of a title, a passage or the sentence in which it stands."""
LONGEST_TEXT = 20_000
"""The same of a text that tells an outcome."""
LONGEST_ITEM = 400

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _kept(most: int) -> BeforeValidator:
    """A text without signs that stand in none, as far as it is kept."""
    return BeforeValidator(lambda text: _CONTROL.sub(" ", text)[:most] if isinstance(text, str) else text)


Words = Annotated[str, _kept(LONGEST)]


class Kind(StrEnum):
    VOTE_AHEAD = "a vote may be coming"
    MOVED = "a vote may have moved"
    CALLED_OFF = "a vote may be called off"
    OUTCOME = "an outcome may be here"
    WARNING = "a report speaks of atrocity crimes"


class State(StrEnum):
    OPEN = "open"
    CHANGED = "changed"
    """Open, and a person said that it is about something else than what was read."""
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    OVERTAKEN = "overtaken"
    """What it suggests holds by now, by whatever way."""


class Move(StrEnum):
    CHANGE = "be changed"
    ACCEPT = "be accepted"
    DISMISS = "be dismissed"
    OVERTAKE = "be overtaken"


_DECIDED = {Move.ACCEPT: State.ACCEPTED, Move.DISMISS: State.DISMISSED, Move.OVERTAKE: State.OVERTAKEN}

MOVES: Mapping[State, Mapping[Move, State]] = {
    State.OPEN: {Move.CHANGE: State.CHANGED, **_DECIDED},
    State.CHANGED: {Move.CHANGE: State.CHANGED, **_DECIDED},
    State.ACCEPTED: {},
    State.DISMISSED: {},
    State.OVERTAKEN: {},
}

OPEN = frozenset(state for state, moves in MOVES.items() if moves)
"""Still to be decided about."""


def after(number: int, state: State, move: Move) -> State:
    """The state that the move leads to.

    Raises:
        DecidedAlready: it leads nowhere from there.
    """
    if move not in MOVES[state]:
        raise DecidedAlready(number=number, state=state)
    return MOVES[state][move]


class Told(Value):
    """What was read, as far as it was: with this the room's forms begin. ``text``: what a press item says of an outcome;
    ``ballots``, ``inferred``, ``totals``: the roll call that was read in it, if one was."""

    symbol: Symbol | None = None
    hour: Hour | None = None
    subject: Translated | None = None
    situation: Translated | None = None
    meeting: Line | None = None
    penholders: tuple[Iso3, ...] = ()
    documents: tuple[Document, ...] = ()
    text: Annotated[str, _kept(LONGEST_TEXT)] = ""
    ballots: dict[Iso3, Ballot] = Field(default_factory=dict)
    inferred: dict[Iso3, Ballot] = Field(default_factory=dict)
    totals: dict[Ballot, int] = Field(default_factory=dict)

    def over(self, other: "Told") -> "Told":
        """The same, with what the other one tells of whatever this one does not."""
        return Told.model_validate(other.model_dump(exclude_defaults=True) | self.model_dump(exclude_defaults=True))


class Sighting(Value):
    """An item of a feed or a calendar that something was read in.

    ``item``: what the item is known by, wherever it stands. ``passage``: the words that raised the suggestion; ``sentence``: what
    is around them. ``at``: when it was published, else when it was seen.
    """

    feed: Line
    item: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ITEM)]
    address: Url | None = None
    title: Words
    language: Language
    passage: Words = ""
    sentence: Words = ""
    at: Hour
    told: Told = Told()


@dataclass(frozen=True)
class Seen:
    """Something that was read: which kind of suggestion it makes, and in which item."""

    kind: Kind
    sighting: Sighting

    @property
    def about(self) -> str:
        """What the suggestion is about: one that is open stands for all that is seen of the same."""
        told = self.sighting.told
        return f"{self.kind}: {told.symbol or _name(told.situation) or self.sighting.item}"

    @property
    def mark(self) -> str:
        """What tells it from anything else that was ever seen: the item, and the hour that it says."""
        told = self.sighting.told
        hour = told.hour.isoformat() if told.hour else ""
        return " ".join(filter(None, (self.kind, told.symbol, self.sighting.item, hour)))


def _name(situation: Mapping[str, str] | None) -> str:
    return in_language(situation, "en").casefold() if situation else ""


@dataclass(frozen=True)
class Suggestion:
    """``number`` is 0 while it is not kept. ``changed``: what a person said in place of what was read."""

    kind: Kind
    about: str
    sightings: tuple[Sighting, ...]
    state: State = State.OPEN
    number: int = 0
    version: int = 1
    changed: Told = field(default_factory=Told)

    @property
    def told(self) -> Told:
        """What is known: a person's word before what was read, what was read last before what was read first."""
        known = self.changed
        for sighting in reversed(self.sightings):
            known = known.over(sighting.told)
        return known

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(Seen(self.kind, sighting).mark for sighting in self.sightings)


def weigh(known: Sequence[Suggestion], seen: Iterable[Seen]) -> tuple[Suggestion, ...]:
    """The suggestions once more was seen.

    Args:
        known: those that are open about the same, and all in which any of it was seen before.
        seen: in the order in which it was.
    """
    suggestions = list(known)
    marks = {mark for one in known for mark in one.marks}
    for one in seen:
        if one.mark in marks:
            continue
        marks.add(one.mark)
        place = next((n for n, it in enumerate(suggestions) if it.about == one.about and it.state in OPEN), None)
        if place is None:
            suggestions.append(Suggestion(one.kind, one.about, (one.sighting,)))
        else:
            there = suggestions[place]
            suggestions[place] = replace(there, sightings=(*there.sightings, one.sighting))
    return tuple(suggestions)


# ── what an item is known by ────────────────────────────────────────────────────────────────────────────────────────

_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?P<host>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?", re.IGNORECASE | re.DOTALL
)
_SAYS_NOTHING = re.compile(r"(utm_\w+|fbclid|gclid)=")


def item_at(address: str) -> str:
    """What the item at an address is known by: the address, without what tells only by which way its reader came."""
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        return short(address)
    query = "&".join(one for one in (parts["query"] or "").split("&") if one and not _SAYS_NOTHING.match(one))
    return short(parts["host"].lower() + parts["path"].rstrip("/") + (f"?{query}" if query else ""))


def short(item: str) -> str:
    """What an item is known by, where that is too long to be kept: its beginning, and its SHA-256."""
    plain = _CONTROL.sub(" ", item)
    return plain if len(plain) <= LONGEST_ITEM else f"{plain[: LONGEST_ITEM - 65]} {hashlib.sha256(item.encode()).hexdigest()}"
