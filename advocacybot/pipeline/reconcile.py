"""Finds out what became of posts whose sending was cut short. Doubt is settled by looking, never by sending again on a guess."""

import datetime as dt
import logging

from django.db import transaction

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import PostState, Receipt
from advocacybot.errors import BadInput, Doubtful, UnlawfulMove
from advocacybot.pipeline.house import House
from advocacybot.pipeline.publish import outgoing, same_account, wait
from advocacybot.platforms.base import Outgoing, Platform
from advocacybot.store import claims, journal, posts
from advocacybot.store.claims import Claim, ClaimLost
from advocacybot.store.journal import Entry

logger = logging.getLogger("advocacybot")


def settle(house: House) -> int:
    """Look for every post whose sender is gone, and for the doubtful ones; how many there were."""
    unsettled = claims.unsettled(house.clock.now())
    for post_id in unsettled:
        held = claims.take_over(post_id, house.clock.now())
        if held is not None:
            _settle(house, held)
    return len(unsettled)


def _settle(house: House, held: Claim) -> None:
    """Adopt the receipt of the part that may be out; send it again where it surely is not; else a person decides."""
    try:
        _settle_by_looking(house, held, house.clock.now())
    except ClaimLost:
        logger.warning("post %s is another process's by now", held.post.id)


def _settle_by_looking(house: House, held: Claim, now: dt.datetime) -> None:
    try:
        _look(house, held, now)
        if not posts.get(held.post.id).post.whole:
            claims.not_taken(held, "the rest is sent now" if _adopted(held) else "it was not out", now, now)
    except (Doubtful, BadInput) as error:
        claims.doubted(held, f"{error}. A person decides, unless it can be told later", now + wait(held.post.tries), now)


def _look(house: House, held: Claim, now: dt.datetime) -> None:
    """Look for the first part without a receipt, if it may have gone out."""
    receipts = [part.receipt for part in held.post.parts if part.receipt]
    part = held.post.parts[len(receipts)]
    if part.attempted_at is None:
        return
    account = same_account(house, held.post)
    found = _found(house.platforms.of(account), account, outgoing(held.post, part, receipts))
    if found is not None:
        claims.keep(held, part, found, now)


def _found(platform: Platform, account: Account, part: Outgoing) -> Receipt | None:
    """What the platform found. Any other answer than that it is there, or surely not, leaves doubt."""
    try:
        return platform.find(account, part)
    except Doubtful:
        raise
    except Exception as error:
        raise Doubtful(cause=f"{type(error).__name__}: {error}") from error


def _adopted(held: Claim) -> bool:
    return posts.get(held.post.id).post.parts_out > held.post.parts_out


def decide(house: House, post_id: int, by: str, found: str | None) -> PostState:
    """A person settles a doubtful post: the part is out, under that address, or it surely is not.

    Raises:
        UnlawfulMove: there is no doubt about the post.
        BadInput: another process is looking for it right now.
    """
    house.campaign.check_person(by)
    if found is not None and not found.strip():
        raise BadInput(what="no address is given", mend="give the address at which it is out")
    post = posts.get(post_id).post
    if post.state is not PostState.DOUBTFUL:
        raise UnlawfulMove(state=post.state, move="be settled", lawful="only be settled where it is doubtful")
    now = house.clock.now()
    with transaction.atomic():
        posts.stop_waiting(post)
        held = claims.take_over(post_id, now)
        if held is None:
            raise BadInput(what=f"post {post_id} is being looked for right now", mend="wait a minute, and look again")
        journal.write([Entry("doubt settled", f"post {post_id}", by=by, facts={"found": found})], now)
        missing = next(part for part in held.post.parts if part.receipt is None)
        if found is None:
            claims.not_taken(held, f"{by} looked, and it is not out", now, now)
        else:
            claims.keep(held, missing, Receipt(remote_id=found, url=found, at=now), now)
            if len(held.post.parts) > held.post.parts_out + 1:
                claims.not_taken(held, "the rest is sent now", now, now)
    return posts.get(post_id).post.state
