"""May this post go out now? The answer is one reason at most."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from advocacybot.campaign.posts import Post, PostState
from advocacybot.campaign.truth import Truth


class Bar(StrEnum):
    """Why a post does not go out now."""

    PAUSED = "posting is paused"
    NOT_APPROVED = "not enough people agreed to these words"
    OPTED_OUT = "it tags somebody who asked not to be tagged"
    NOT_TRUE = "it says what is no longer so"
    STALE = "its vote is to be looked at again first"
    LATE = "it is too late for it"
    NOT_DUE = "it is not due yet"
    WAITING = "it waits before the next try"
    ACCOUNT_WAITS = "its account waits for the platform"


@dataclass(frozen=True)
class Circumstances:
    """What a post's going out hangs on, besides itself."""

    now: dt.datetime
    truth: Truth
    paused: bool
    agreed: int
    needed: int
    stale: bool = False
    tags_opted_out: bool = False
    account_waits: bool = False


def barred(post: Post, today: Circumstances) -> Bar | None:
    """Why the post may not go out, the gravest reason first; ``None`` where it may."""
    bars = (
        (Bar.NOT_TRUE, post.slot.says != today.truth),
        (Bar.OPTED_OUT, today.tags_opted_out),
        (Bar.LATE, post.slot.lapses_at is not None and today.now >= post.slot.lapses_at),
        (Bar.STALE, today.stale),
        (Bar.NOT_APPROVED, post.state is not PostState.APPROVED or today.agreed < today.needed),
        (Bar.PAUSED, today.paused),
        (Bar.NOT_DUE, today.now < post.slot.due),
        (Bar.WAITING, post.next_try_at is not None and today.now < post.next_try_at),
        (Bar.ACCOUNT_WAITS, today.account_waits),
    )
    return next((bar for bar, holds in bars if holds), None)
