"""What is told of each post on its way: lines in the log, which name it, and numbers for monitoring."""

import datetime as dt
import logging
from collections.abc import Mapping
from contextlib import AbstractContextManager

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import Part, Post, Receipt
from advocacybot.errors import AdvocacyBotError, Doubtful, NotSent, PlatformError, Refused
from advocacybot.logs import about
from advocacybot.store import meters

logger = logging.getLogger("advocacybot")

ENDINGS: Mapping[type[Exception], tuple[str, int]] = {
    Refused: ("refused", logging.WARNING),
    NotSent: ("not sent", logging.INFO),
    Doubtful: ("doubtful", logging.WARNING),
}
"""How a try may end without a receipt, and how loudly that is said. Whatever else ends it, nothing was sent."""


def on_the_way(post: Post) -> AbstractContextManager[None]:
    """Whatever is logged meanwhile is about that post."""
    return about(post=post.id, account=post.slot.account, vote=post.slot.symbol)


def asking(account: Account, what: str) -> AbstractContextManager[None]:
    """Measures how long its platform takes to answer: to ``publish``, or to ``find``."""
    return meters.ANSWERS.timing("rehearsal" if account.rehearsal else account.platform, what)


def claimed(post: Post) -> None:
    logger.info("claimed; it was due %s", post.slot.due.isoformat())


def out(post: Post, part: Part, receipt: Receipt, now: dt.datetime) -> None:
    """A part has its receipt."""
    last = part.number == len(post.parts)
    address = receipt.url or receipt.remote_id
    logger.info("%spart %d of %d is out: %s", "published; " if last else "", part.number, len(post.parts), address)
    meters.PARTS_SENT.count(_platform(post))
    if part.number == 1:
        meters.LATENESS.observe(max((now - post.slot.due).total_seconds(), 0.0), _platform(post))


def not_out(post: Post, error: AdvocacyBotError) -> None:
    """A part did not go out, or perhaps did."""
    ending, level = ENDINGS.get(type(error), ENDINGS[NotSent])
    logger.log(level, "%s: %s", ending, error)
    kind = error.kind if isinstance(error, PlatformError) else ""
    meters.NOT_OUT.count(_platform(post), ending, Cause(kind).name.lower() if kind else "other")


def stopped() -> None:
    """The rest of a thread may not go out any more, or not now."""
    logger.info("the rest of the thread is not sent now")


def found(post: Post, receipt: Receipt | None) -> None:
    """What may have been out was looked for, and is there, or surely is not."""
    logger.info("looked for: %s", f"it is out: {receipt.url or receipt.remote_id}" if receipt else "it was not out")
    meters.LOOKED_FOR.count(_platform(post), "found" if receipt else "not there")


def not_told(post: Post, error: Exception) -> None:
    """What may have been out was looked for, and it cannot be told."""
    logger.warning("looked for, and it cannot be told: %s", error)
    meters.LOOKED_FOR.count(_platform(post), "unknown")


def _platform(post: Post) -> str:
    """Where it goes, by whom it speaks as: its account may have left the campaign."""
    first = post.words.voice.split(" ", 1)[0]
    return "rehearsal" if first == "rehearsing" else first
