"""A post, its parts, and the one table of what may become of it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.earned import Slot
from advocacybot.errors import UnlawfulMove


class PostState(StrEnum):
    QUEUED = "queued"
    HELD = "held"
    APPROVED = "approved"
    SENDING = "sending"
    """Claimed by one process, which alone may talk to the platform about it."""
    DOUBTFUL = "doubtful"
    """A part went to the platform, and nobody knows whether it was taken."""
    PUBLISHED = "published"
    FAILED = "failed"
    LAPSED = "lapsed"
    """Too late, or drawn anew from other facts."""
    WITHDRAWN = "withdrawn"
    """There is nothing more to say of its vote."""
    REJECTED = "rejected"
    TAKEN_DOWN = "taken down"
    """It was out, and a person had it deleted. What was said stays said."""


class Move(StrEnum):
    APPROVE = "approve"
    ASK_AGAIN = "ask again"
    """More people are asked for than agreed, or one who agreed is none of the campaign's any more."""
    EDIT = "edit"
    HOLD = "hold"
    RELEASE = "release"
    REJECT = "reject"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    CLAIM = "claim"
    FINISH = "finish"
    """Every part has its receipt."""
    POSTPONE = "postpone"
    """It surely is not out as a whole: the parts that are missing go out later."""
    REFUSE = "refuse"
    DOUBT = "doubt"
    TAKE_DOWN = "be taken down"


_OPEN = {
    Move.REJECT: PostState.REJECTED,
    Move.LAPSE: PostState.LAPSED,
    Move.WITHDRAW: PostState.WITHDRAWN,
    Move.REFUSE: PostState.FAILED,
}

MOVES: Mapping[PostState, Mapping[Move, PostState]] = {
    PostState.QUEUED: {
        **_OPEN,
        Move.APPROVE: PostState.APPROVED,
        Move.EDIT: PostState.QUEUED,
        Move.HOLD: PostState.HELD,
    },
    PostState.HELD: {**_OPEN, Move.EDIT: PostState.HELD, Move.RELEASE: PostState.QUEUED},
    PostState.APPROVED: {
        **_OPEN,
        Move.ASK_AGAIN: PostState.QUEUED,
        Move.EDIT: PostState.QUEUED,
        Move.HOLD: PostState.HELD,
        Move.CLAIM: PostState.SENDING,
    },
    PostState.SENDING: {
        Move.FINISH: PostState.PUBLISHED,
        Move.POSTPONE: PostState.APPROVED,
        Move.REFUSE: PostState.FAILED,
        Move.DOUBT: PostState.DOUBTFUL,
    },
    PostState.DOUBTFUL: {
        Move.FINISH: PostState.PUBLISHED,
        Move.POSTPONE: PostState.APPROVED,
        Move.REFUSE: PostState.FAILED,
    },
    PostState.FAILED: {Move.REJECT: PostState.REJECTED, Move.TAKE_DOWN: PostState.TAKEN_DOWN},
    PostState.PUBLISHED: {Move.TAKE_DOWN: PostState.TAKEN_DOWN},
    PostState.LAPSED: {},
    PostState.WITHDRAWN: {},
    PostState.REJECTED: {},
    PostState.TAKEN_DOWN: {},
}

OPEN = frozenset(state for state, moves in MOVES.items() if Move.LAPSE in moves)
"""Still ours alone: it can be drawn anew, lapse or be withdrawn."""

ON_ITS_WAY = frozenset({PostState.SENDING, PostState.DOUBTFUL})
"""A platform may have it, or a part of it."""

TAKEN = OPEN | ON_ITS_WAY | {PostState.PUBLISHED, PostState.TAKEN_DOWN}
"""States in which a post keeps its slot: no second post for it."""


def after(state: PostState, move: Move) -> PostState:
    """The state that the move leads to.

    Raises:
        UnlawfulMove: it leads nowhere from there.
    """
    try:
        return MOVES[state][move]
    except KeyError:
        lawful = ", ".join(MOVES[state]) or "do nothing any more: that is final"
        raise UnlawfulMove(state=state, move=move, lawful=lawful) from None


def states_before(move: Move) -> frozenset[PostState]:
    """The states from which a move is lawful."""
    return frozenset(state for state, moves in MOVES.items() if move in moves)


MOST_PICTURES = 4
"""As many as X, Mastodon and Bluesky all take."""


@dataclass(frozen=True)
class Picture:
    """A picture with what it says in words. ``sha256``: of its bytes, by which the store keeps them."""

    sha256: str
    media_type: str
    alt: str


@dataclass(frozen=True)
class Words:
    """What a post says: the parts of its thread, in a language, and by whom: the account as its platform knows it.

    ``pictures`` go with the first part, the one that is shared.
    """

    language: str
    parts: tuple[str, ...]
    voice: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """A platform's word that it took a part: what it calls the part, where it can be read, and since when."""

    remote_id: str
    url: str | None
    at: dt.datetime


@dataclass(frozen=True)
class Part:
    """One part of a thread. ``key`` was chosen before anything was sent, so that the part can be looked for.

    ``begun_at`` is when it was first attempted, and stays: a platform's own name for the part is made of it and the key.
    ``attempted_at`` is there as long as the part may be out.
    """

    number: int
    text: str
    key: str
    attempted_at: dt.datetime | None = None
    receipt: Receipt | None = None
    begun_at: dt.datetime | None = None


@dataclass(frozen=True)
class Draft:
    """Words for a slot, as drawn from the facts. ``drawn_from`` tells those apart, whatever the wording makes of them.

    ``pictures``: the bytes of the words' pictures, in their order.
    """

    slot: Slot
    words: Words
    drawn_from: str = ""
    pictures: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def content_hash(self) -> str:
        return content_hash(self.slot, self.words)


@dataclass(frozen=True)
class Post:
    """A post in the queue, at one version."""

    id: int
    version: int
    slot: Slot
    words: Words
    parts: tuple[Part, ...]
    state: PostState
    drawn_hash: str
    """The hash of the words as they were drawn, before anybody edited them."""
    edited_by: str | None = None
    why: str = ""
    cause: Cause | None = None
    next_try_at: dt.datetime | None = None
    tries: int = 0
    drawn_from: str = ""
    """What its facts were when it was drawn; empty where nobody kept it."""

    @property
    def content_hash(self) -> str:
        return content_hash(self.slot, self.words)

    @property
    def whole(self) -> bool:
        return all(part.receipt for part in self.parts)

    @property
    def begun(self) -> bool:
        """Whether a platform has a part of it, or may have."""
        return any(part.receipt or part.attempted_at for part in self.parts)

    @property
    def parts_out(self) -> int:
        return sum(part.receipt is not None for part in self.parts)


def content_hash(slot: Slot, words: Words) -> str:
    """What an approval is bound to: the account and whose it is, words and pictures, the hour. Any change makes another."""
    content = [slot.account, slot.symbol, slot.message, slot.says, slot.due.isoformat(), words.language, words.parts, words.voice]
    content += [[picture.sha256, picture.alt] for picture in words.pictures]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
