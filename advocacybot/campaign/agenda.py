"""What the queue asks of people, and when: each post goes out at its hour, and is to be agreed to before it is too late.

Appointments are for other people's calendars, where nothing that was told can be taken out again, only cancelled. So each is
known by the place of its post – a post that is drawn anew keeps it – and its revisions only ever count up.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from advocacybot.campaign.posts import TAKEN, Post, PostState


class Purpose(StrEnum):
    GOES_OUT = "goes out"
    AGREE = "agree"
    """The last hour at which agreeing to the post still lets it go out."""


class Standing(StrEnum):
    """As calendars have it (RFC 5545, 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


_OVER = dict.fromkeys(
    (PostState.FAILED, PostState.LAPSED, PostState.WITHDRAWN, PostState.REJECTED, PostState.TAKEN_DOWN), Standing.CANCELLED
)
STANDINGS: Mapping[Purpose, Mapping[PostState, Standing]] = {
    Purpose.GOES_OUT: {
        PostState.QUEUED: Standing.TENTATIVE,
        PostState.HELD: Standing.TENTATIVE,
        PostState.APPROVED: Standing.CONFIRMED,
        PostState.SENDING: Standing.CONFIRMED,
        PostState.DOUBTFUL: Standing.CONFIRMED,
        PostState.PUBLISHED: Standing.CONFIRMED,
        **_OVER,
    },
    Purpose.AGREE: {
        PostState.QUEUED: Standing.CONFIRMED,
        PostState.HELD: Standing.CONFIRMED,
        PostState.APPROVED: Standing.CANCELLED,
        PostState.SENDING: Standing.CANCELLED,
        PostState.DOUBTFUL: Standing.CANCELLED,
        PostState.PUBLISHED: Standing.CANCELLED,
        **_OVER,
    },
}
"""How an appointment stands while its post is in a state: what nobody has to agree to any more is cancelled."""


@dataclass(frozen=True)
class Appointment:
    """``post``: the one that fills the place now, else the last that did; ``revision``: counts up with every change there."""

    purpose: Purpose
    post: Post
    at: dt.datetime
    standing: Standing
    revision: int

    @property
    def identity(self) -> tuple[str, str]:
        """The same for ever, and no other appointment's."""
        return self.purpose.value, self.post.slot.identity


def agenda(posts: Iterable[Post], asked: Callable[[Post], int]) -> tuple[Appointment, ...]:
    """The appointments of posts, the first before the others. ``posts``: of each place all that ever filled it, or revisions
    would count down; ``asked``: how many people must agree to a post."""
    places: dict[str, list[Post]] = {}
    for post in posts:
        places.setdefault(post.slot.identity, []).append(post)
    found = (one for filled in places.values() for one in _of_place(filled, asked))
    return tuple(sorted(found, key=lambda one: (one.at, one.identity)))


def _of_place(filled: list[Post], asked: Callable[[Post], int]) -> Iterator[Appointment]:
    post = max(filled, key=lambda one: (one.state in TAKEN, one.id))
    revision = sum(one.version for one in filled) - 1
    yield _appointment(Purpose.GOES_OUT, post, post.slot.due, revision)
    if post.slot.lapses_at is not None and asked(post):
        yield _appointment(Purpose.AGREE, post, post.slot.lapses_at, revision)


def _appointment(purpose: Purpose, post: Post, at: dt.datetime, revision: int) -> Appointment:
    return Appointment(purpose, post, at, STANDINGS[purpose][post.state], revision)
