"""Finds out what became of posts whose sending was cut short. Doubt is settled by looking, never by sending again on a guess."""

import datetime as dt
import logging
from dataclasses import dataclass, replace
from typing import cast

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import LOOKED_FOR_IN_VAIN, NEVER_SENT_AGAIN_UNASKED, Cause
from advocacybot.campaign.posts import Move, Part, Post, PostState, Receipt, after
from advocacybot.errors import BadInput, Doubtful, PlatformError, UnlawfulMove
from advocacybot.pipeline import trail
from advocacybot.pipeline.house import House
from advocacybot.pipeline.publish import outgoing, same_account, wait
from advocacybot.platforms.base import Outgoing, Platform
from advocacybot.store import claims, journal, posts
from advocacybot.store.claims import Claim, ClaimLost
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone

logger = logging.getLogger("advocacybot")


@dataclass(frozen=True)
class Found:
    """The part that was looked for, and its receipt where it is out."""

    part: Part | None
    receipt: Receipt | None


def settle(house: House, post_id: int) -> None:
    """Look for a post whose sender is gone, or over which there is doubt; called once too often it changes nothing.

    The receipt of the part that may be out is adopted; where it surely is not out it is to be sent again; else a person decides.
    """
    held = claims.take_over(post_id, house.clock.now())
    if held is None:
        return
    with trail.on_the_way(held.post):
        try:
            _settle_by_looking(house, held)
        except ClaimLost:
            logger.warning("post %s is another process's by now", held.post.id)


def _settle_by_looking(house: House, held: Claim) -> None:
    try:
        found = _look(house, held)
    except PlatformError as error:
        _cannot_be_told(house, held, error)
    except BadInput as error:
        again = house.clock.now() + wait(None, held.post.tries)
        claims.doubted(held, f"{error}. A person decides", again, house.clock.now(), held.post.cause)
    else:
        if found.part is not None:
            trail.found(held.post, found.receipt)
        _conclude(held, found, house.clock.now())


def _cannot_be_told(house: House, held: Claim, error: PlatformError) -> None:
    trail.not_told(held.post, error)
    now, cause = house.clock.now(), Cause(error.kind) if error.kind else None
    again = error.until or now + wait(cause, held.post.tries)
    claims.doubted(held, f"{error}. A person decides, unless it can be told later", again, now, held.post.cause)


def _conclude(held: Claim, found: Found, now: dt.datetime) -> None:
    """What was found out is kept, and what is missing goes on – unless it would only be called a duplicate again, or may be out
    in a way that we know nothing of."""
    if found.receipt is not None and found.part is not None:
        claims.keep(held, found.part, found.receipt, now)
        if held.post.parts_out + 1 < len(held.post.parts):
            _go_on(held, now)
    elif found.part is not None and held.post.cause in NEVER_SENT_AGAIN_UNASKED:
        _leave_in_doubt(held, now + wait(held.post.cause, held.post.tries), now)
    elif found.part is not None and held.post.cause in LOOKED_FOR_IN_VAIN:
        why = f"{held.post.cause}, and it does not stand there since it was first sent: give it other words"
        claims.refused(held, why, now, held.post.cause)
    else:
        claims.not_taken(held, "it was not out", now, now)


def _go_on(held: Claim, now: dt.datetime) -> None:
    """With the part behind the one that was found."""
    if held.post.cause in NEVER_SENT_AGAIN_UNASKED:
        _leave_in_doubt(held, now, now)
    else:
        claims.not_taken(held, "the rest is sent now", now, now)


def _leave_in_doubt(held: Claim, again: dt.datetime, now: dt.datetime) -> None:
    claims.doubted(
        held, f"{held.post.cause}. It is looked for, and a person decides unless it is found", again, now, held.post.cause
    )


def _look(house: House, held: Claim) -> Found:
    """Look for the first part without a receipt, if it may have gone out.

    Raises:
        PlatformError: it cannot be told, or not yet: what is out may be late to show.
    """
    receipts = [part.receipt for part in held.post.parts if part.receipt]
    part = held.post.parts[len(receipts)]
    if part.attempted_at is None:
        return Found(None, None)
    account = same_account(house, held.post)
    wanted = replace(outgoing(held.post, part, receipts), others=posts.others_out(held.post))
    platform = house.platforms.of(account)
    receipt, settled_at = _found(platform, account, wanted), part.attempted_at + platform.settles_after
    if receipt is None and house.clock.now() < settled_at:
        raise Doubtful(cause="it does not stand there yet", until=settled_at)
    return Found(part, receipt)


def _found(platform: Platform, account: Account, part: Outgoing) -> Receipt | None:
    """What the platform found. Any other answer than that it is there, or surely not, leaves doubt."""
    try:
        with trail.asking(account, "find"):
            return platform.find(account, part)
    except PlatformError:
        raise
    except Exception as error:
        raise Doubtful(cause=f"{type(error).__name__}: {error}") from error


def decide(house: House, post_id: int, by: str, found: str | None) -> PostState:
    """A person settles a doubtful post: the part is out, under that address, or it surely is not.

    Raises:
        UnlawfulMove: there is no doubt about the post.
        BadInput: another process is looking for it right now, or no post of the account stands at the address.
    """
    house.campaign.check_person(by)
    if found is not None and not found.strip():
        raise BadInput(what="no address is given", mend="give the address at which it is out")
    post = posts.get(post_id).post
    if post.state is not PostState.DOUBTFUL:
        raise UnlawfulMove(state=post.state, move="be settled", lawful="only be settled where it is doubtful")
    receipt = _receipt_at(house, post, found) if found is not None else None
    now = house.clock.now()
    posts.stop_waiting(post)  # by itself: whoever holds the post must not wait for its account's turn
    with alone():
        held = claims.take_over(post_id, now)
        if held is None:
            raise BadInput(what=f"post {post_id} is being looked for right now", mend="wait a minute, and look again")
        journal.write([Entry("doubt settled", f"post {post_id}", by=by, facts={"found": found})], now)
        missing = next(part for part in held.post.parts if part.receipt is None)
        if receipt is None:
            claims.not_taken(held, f"{by} looked, and it is not out", now, now)
        else:
            _conclude(held, Found(missing, receipt), now)
    return posts.get(post_id).post.state


def _receipt_at(house: House, post: Post, address: str) -> Receipt:
    """The platform's word on what stands at an address; the person's own where the post's account is no longer at hand."""
    try:
        account = same_account(house, post)
    except BadInput:
        return Receipt(address, address, house.clock.now())
    receipt = house.platforms.of(account).receipt_at(account, address)
    if receipt.remote_id in posts.others_out(post):
        raise BadInput(what=f"{address} is another part's, or another post's", mend="look at the account, and copy the address")
    return receipt


def take_down(house: House, post_id: int, by: str, why: str) -> PostState:
    """Delete a post that is out, on a person's word. What was said of it stays in the journal, and its slot stays filled.

    Raises:
        UnlawfulMove: no part of it is out.
        PlatformError: a part is not known to be gone; asked again, it goes on with that.
    """
    house.campaign.check_person(by)
    post = posts.get(post_id).post
    state = after(post.state, Move.TAKE_DOWN)
    if not post.parts_out:
        raise UnlawfulMove(state=post.state, move=Move.TAKE_DOWN, lawful="only be taken down where a part of it is out")
    account = same_account(house, post)
    platform = house.platforms.of(account)
    for part in reversed([part for part in post.parts if part.receipt]):
        platform.delete(account, cast("Receipt", part.receipt))
    with alone():
        posts.move(post, Move.TAKE_DOWN, why=f"{by}: {why}")
        journal.write([Entry("post taken down", f"post {post_id}", by=by, facts={"why": why})], house.clock.now())
    return state
