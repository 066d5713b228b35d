"""Claims a post, sends what is missing of it, and keeps each receipt.

The order is the promise: the claim is committed, then the attempt, then the platform is called outside any transaction, then its
word is kept. Whatever stops in between leaves a row that tells how far it came, and :mod:`advocacybot.pipeline.reconcile` looks.
"""

import datetime as dt
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from advocacybot.campaign import causes
from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import ACTIONS, Cause, Waits, ending
from advocacybot.campaign.policy import Bar, Circumstances, barred
from advocacybot.campaign.posts import Part, Post, PostState, Receipt
from advocacybot.errors import BadInput, Doubtful, NotSent, PlatformError, Refused
from advocacybot.pipeline import accounts, review, trail
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import Outgoing, Platform, Shown
from advocacybot.store import claims, matters, pauses, pictures, posts, waits
from advocacybot.store.claims import Claim, ClaimLost, InLine
from advocacybot.store.posts import Queued
from advocacybot.store.spending import FREE, Price

logger = logging.getLogger("advocacybot")


def publish(house: House, post_id: int) -> PostState:
    """Send a post if it may go out now; the state that it is in then. Calling it once too often changes nothing."""
    queued = posts.get(post_id)
    if why_not(house, queued) is not None:
        return queued.post.state
    _send(house, InLine(queued), lambda: None)
    return posts.state(post_id)


def publish_ready(house: House, one: InLine, behind: InLine | None = None, stop: Callable[[], bool] = lambda: False) -> bool:
    """Send a post that the store holds ready, unless people have not agreed to it, or it tags somebody who asked for none.

    Args:
        house: the campaign's.
        one: the post.
        behind: the account's next one, which is claimed in the moment in which this one is out.
        stop: asked before that: whether to leave the rest for another time.

    Returns:
        false where it was ready no more: somebody else had it, or another of its account.
    """
    if one.held is None and one.is_out:  # it was sent between the look at the post and the look at its parts
        return False
    if one.held is None and not _agreed_to(house, one.queued):
        return True
    return _send(house, one, lambda: behind if behind and not stop() and _may_follow(house, behind) else None)


def _agreed_to(house: House, queued: Queued) -> bool:
    """Whether people agree to its words, and whoever those tag did not ask not to be."""
    post = queued.post
    agreed = len(review.agreed(house, queued)) >= review.needed(house, post)
    return agreed and not review.opted_out(house, post.slot.account, post.words.parts)


def _may_follow(house: House, behind: InLine) -> bool:
    """Whether a post may be claimed as the one before it is out: where its platform is to be asked nothing before, and takes
    nothing for it. Where that cannot be told, it is said when it is that post's turn: the other one's receipt comes first."""
    post = behind.post
    try:
        account = same_account(house, post)
        free = prices_of(house.platforms.of(account), account, post)[post.parts_out] == FREE
        return free and accounts.is_known(house, account) and _agreed_to(house, behind.queued)
    except Exception:  # noqa: BLE001 – no error at all may come between the platform's word and its being kept
        return False


def why_not(house: House, queued: Queued) -> Bar | None:
    """What keeps the post from going out now."""
    post = queued.post
    now = house.clock.now()
    standing = matters.standing(post.slot.symbol)
    waiting = waits.of(post.slot.account)
    today = Circumstances(
        now=now,
        truth=standing.truth,
        stale=standing.stale,
        paused=pauses.holds(post.slot.account),
        agreed=len(review.agreed(house, queued)),
        needed=review.needed(house, post),
        tags_opted_out=bool(review.opted_out(house, post.slot.account, post.words.parts)),
        account_waits=waiting is not None and waiting.until > now,
    )
    return barred(post, today)


@dataclass(frozen=True)
class _Way:
    """Where a post goes. ``prices``: what each part costs, and all behind it."""

    account: Account
    platform: Platform
    prices: list[Price]


def _send(house: House, one: InLine, upcoming: Callable[[], InLine | None]) -> bool:
    """Claim a post that is not claimed yet, and send the parts that have no receipt, in order, until one does not go out; whether
    it could be claimed. ``upcoming``: asked once it is out: the post to claim next."""
    with trail.on_the_way(one.post):
        way = _claim(house, one)
        if one.held and way:
            _unless_lost(one.held, partial(_send_in_order, house, one.held, way, upcoming))
    return one.held is not None


def _claim(house: House, one: InLine) -> _Way | None:
    """Claim a post, if it is not claimed; its way. Where it has none, it is let go of, and says why."""
    now = house.clock.now
    try:
        way = _way(house, one.post)
        one.held = one.held or claims.claim(one.post, now(), way.prices[one.post.parts_out])
    except (BadInput, PlatformError) as error:
        one.held = one.held or claims.claim(one.post, now())
        if one.held is not None:
            _unless_lost(one.held, partial(_ended, house, one.held, error))
        return None
    return way


def _way(house: House, post: Post) -> _Way:
    """The way of a post whose account is who it is to be.

    Raises:
        BadInput: it is another one by now.
        PlatformError: it is not known to be.
    """
    account = same_account(house, post)
    platform = house.platforms.of(account)
    accounts.make_sure(house, account)
    return _Way(account, platform, prices_of(platform, account, post))


def _unless_lost(held: Claim, act: Callable[[], None]) -> None:
    try:
        act()
    except ClaimLost:
        logger.warning("post %s is another process's by now", held.post.id)


def _send_in_order(house: House, held: Claim, way: _Way, upcoming: Callable[[], InLine | None]) -> None:
    post = held.post
    trail.claimed(post)
    receipts: list[Receipt] = [part.receipt for part in post.parts if part.receipt]
    begun: Part | None = post.parts[len(receipts)]
    try:
        while begun is not None:
            going = replace(outgoing(post, begun, receipts), before_sending=_in_time(house, begun))
            receipts.append(_sent(way.platform, way.account, going))
            behind = upcoming() if len(receipts) == len(post.parts) else None
            if claims.keep(held, begun, receipts[-1], house.clock.now(), behind):
                waits.lift_from_all(_on_the_same_server(house, way.account), causes.OF_A_SERVER)
            trail.out(post, begun, receipts[-1], house.clock.now())
            if len(receipts) == len(post.parts):
                return
            begun = claims.attempt(held, post.parts[len(receipts)], house.clock.now(), way.prices[len(receipts)])
        _stop(house, held)
    except (BadInput, PlatformError) as error:
        _ended(house, held, error)


def _ended(house: House, held: Claim, error: BadInput | PlatformError) -> None:
    """Let go of a post of which a part did not go out, or perhaps did."""
    now, post = house.clock.now(), held.post
    trail.not_out(post, error)
    if isinstance(error, Refused):
        claims.refused(held, str(error), now, _cause(error.kind))
    elif isinstance(error, NotSent):
        _not_sent(house, held, error)
    elif isinstance(error, PlatformError):
        settled_at = now + house.platforms.of(house.campaign.account(post.slot.account)).settles_after
        claims.doubted(held, str(error), settled_at, now, _cause(error.kind))
    else:
        claims.not_taken(held, str(error), now + wait(None, post.tries), now)


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
    shown = tuple(Shown(pictures.data(one), one.media_type, one.alt) for one in post.words.pictures) if part.number == 1 else ()
    return Outgoing(part, post.words.language, root, parent, shown)


def prices_of(platform: Platform, account: Account, post: Post) -> list[Price]:
    """What each part costs, and all behind it, of which only those that are not out are still to be paid."""
    shown = tuple(Shown(b"", one.media_type, one.alt) for one in post.words.pictures)  # a price hangs on no bytes
    unsent = (Outgoing(part, post.words.language, None, None, shown if part.number == 1 else ()) for part in post.parts)
    costs = [platform.cost(one) for one in unsent]
    return [Price(cost, sum(costs[number:], start=Price().behind), account.budget) for number, cost in enumerate(costs, start=1)]


def wait(cause: Cause | None, tries: int) -> dt.timedelta:
    """How long to wait before the next try: as the cause asks, and never all at once."""
    return causes.wait(cause, tries) * random.uniform(0.75, 1.25)  # noqa: S311 – spreads tries out, guards nothing


def _in_time(house: House, part: Part) -> Callable[[], None]:
    """Looks at the clock right before the call: whoever was frozen since its attempt may be taken for dead by now."""

    def look() -> None:
        attempted_at = part.attempted_at
        if attempted_at is None or house.clock.now() > attempted_at + claims.LAST_CALL:
            raise ending(Cause.LATE)

    return look


def _not_sent(house: House, held: Claim, error: NotSent) -> None:
    """Wait as the platform says, and a little longer, so that not all come at once; where it is of the account, with the whole
    account, and where it is of its app or server, with all accounts of that."""
    cause, now, account = _cause(error.kind), house.clock.now(), held.post.slot.account
    who = ACTIONS[cause].waits if cause else Waits.POST
    before = waits.of(account) if who is not Waits.POST else None
    tries = before.tries if before else 0 if who is not Waits.POST else held.post.tries
    again = error.until + wait(cause, 0) * _SLACK if error.until else now + wait(cause, tries)
    if cause is not None and who is Waits.ACCOUNT:
        waits.put(account, again, cause, str(error))
    elif cause is not None and who is not Waits.POST:
        alike = _by_the_same_app if who is Waits.APP else _on_the_same_server
        waits.put_on_all(alike(house, house.campaign.account(account)), again, cause, str(error), now)
    claims.not_taken(held, str(error), again, now, cause)


def _on_the_same_server(house: House, account: Account) -> list[str]:
    """The campaign's accounts that post where this one does."""
    where = (account.platform, account.server, account.rehearsal)
    return [one.name for one in house.campaign.accounts if (one.platform, one.server, one.rehearsal) == where]


def _by_the_same_app(house: House, account: Account) -> list[str]:
    """Those of them that share what the platform allows their app."""
    platform, there = house.platforms.of(account), map(house.campaign.account, _on_the_same_server(house, account))
    return [one.name for one in there if platform.app(one) == platform.app(account)]


_SLACK = 0.05
"""Of a first wait: so much longer than the platform asks for, at most."""


def _stop(house: House, held: Claim) -> None:
    """A thread whose next part may not go out any more, or not now."""
    trail.stopped()
    now, account = house.clock.now(), held.post.slot.account
    waiting = waits.of(account)
    if pauses.holds(account):
        claims.not_taken(held, Bar.PAUSED, None, now)
    elif waiting is not None and waiting.until > now:
        claims.not_taken(held, waiting.why, waiting.until, now, waiting.cause)
    else:
        claims.not_taken(held, "it is too late, or no longer so", None, now)


def _cause(kind: str) -> Cause | None:
    return Cause(kind) if kind else None


def _sent(platform: Platform, account: Account, part: Outgoing) -> Receipt:
    """The platform's receipt. Whatever else goes wrong in a platform's client leaves doubt: the part may be out."""
    try:
        with trail.asking(account, "publish"):
            return platform.publish(account, part)
    except (Refused, NotSent, Doubtful):
        raise
    except Exception as error:
        raise Doubtful(cause=f"{type(error).__name__}: {error}") from error
