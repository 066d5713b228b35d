"""Claims a post, sends what is missing of it, and keeps each receipt.

The order is the promise: the claim is committed, then the attempt, then the platform is called outside any transaction, then its
word is kept. Whatever stops in between leaves a row that tells how far it came, and :mod:`advocacybot.pipeline.reconcile` looks.
"""

import datetime as dt
import logging
import random

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.policy import Bar, Circumstances, barred
from advocacybot.campaign.posts import Part, Post, PostState, Receipt
from advocacybot.errors import BadInput, Doubtful, NotSent, Refused
from advocacybot.pipeline import review
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import Outgoing, Platform
from advocacybot.store import claims, pauses, posts, votes
from advocacybot.store.claims import Claim, ClaimLost
from advocacybot.store.posts import Queued

logger = logging.getLogger("advocacybot")

_FIRST_WAIT = dt.timedelta(seconds=15)
_LONGEST_WAIT = dt.timedelta(minutes=15)


def publish(house: House, post_id: int) -> PostState:
    """Send a post if it may go out now; the state that it is in then. Calling it once too often changes nothing."""
    queued = posts.get(post_id)
    if why_not(house, queued) is not None:
        return queued.post.state
    held = claims.claim(queued.post, house.clock.now())
    if held is not None:
        send(house, held)
    return posts.get(post_id).post.state


def why_not(house: House, queued: Queued) -> Bar | None:
    """What keeps the post from going out now."""
    post = queued.post
    asked = review.needed(house, post)
    kept = votes.find([post.slot.symbol])[post.slot.symbol]
    today = Circumstances(
        now=house.clock.now(),
        truth=kept.truth,
        stale=kept.stale,
        paused=pauses.holds(post.slot.account),
        agreed=len(review.agreed(house, queued)),
        needed=asked,
    )
    return barred(post, today)


def send(house: House, held: Claim) -> None:
    """Send the parts that have no receipt, in order, until one does not go out."""
    try:
        _send_in_order(house, held)
    except ClaimLost:
        logger.warning("post %s is another process's by now", held.post.id)


def _send_in_order(house: House, held: Claim) -> None:
    receipts: list[Receipt] = [part.receipt for part in held.post.parts if part.receipt]
    try:
        account = same_account(house, held.post)
        platform = house.platforms.of(account)
        for part in held.post.parts[len(receipts) :]:
            if not claims.attempt(held, part, house.clock.now()):
                paused = pauses.holds(account.name)
                claims.not_taken(held, Bar.PAUSED if paused else "it is too late, or no longer so", None, house.clock.now())
                return
            receipts.append(_sent(platform, account, outgoing(held.post, part, receipts)))
            claims.keep(held, part, receipts[-1], house.clock.now())
    except Refused as error:
        claims.refused(held, str(error), house.clock.now())
    except (NotSent, BadInput) as error:
        claims.not_taken(held, str(error), house.clock.now() + wait(held.post.tries), house.clock.now())
    except Doubtful as error:
        claims.doubted(held, str(error), None, house.clock.now())


def same_account(house: House, post: Post) -> Account:
    """The post's account, if it is still whom the post was drawn for.

    Raises:
        BadInput: the account left the campaign, or its name is another's by now.
    """
    account = house.campaign.account(post.slot.account)
    if account.voice != post.words.voice:
        raise BadInput(
            what=f"account {account.name!r} is now {account.voice}, and post {post.id} was for {post.words.voice}",
            mend="look at both, and decide about the post",
        )
    return account


def outgoing(post: Post, part: Part, receipts: list[Receipt]) -> Outgoing:
    """The part with what it answers: the first part of its thread is the root, the one before it the parent."""
    root, parent = (receipts[0], receipts[-1]) if receipts else (None, None)
    return Outgoing(part, post.words.language, root, parent)


def wait(tries: int) -> dt.timedelta:
    """How long to wait before the next try: twice as long each time, up to a quarter of an hour, and never all at once."""
    longest: dt.timedelta = min(_FIRST_WAIT * 2 ** min(tries, 10), _LONGEST_WAIT)
    return longest * random.uniform(0.75, 1.25)  # noqa: S311 – spreads tries out, guards nothing


def _sent(platform: Platform, account: Account, part: Outgoing) -> Receipt:
    """The platform's receipt. Whatever else goes wrong in a platform's client leaves doubt: the part may be out."""
    try:
        return platform.publish(account, part)
    except (Refused, NotSent, Doubtful):
        raise
    except Exception as error:
        raise Doubtful(cause=f"{type(error).__name__}: {error}") from error
