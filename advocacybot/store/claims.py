"""Who may send a post: one process at a time, by one conditional UPDATE that is committed before anything is sent.

A claim is a token in the post's row. Every later step asks for the same token, so a process that lost its claim (because it
was taken for dead) can write nothing any more. A claim runs out after ``LEASE``; what it left behind is then looked for on the
platform, never just sent again.
"""

import datetime as dt
import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import Move, Part, Post, PostState, Receipt, after
from advocacybot.store import journal, posts, spending, waits
from advocacybot.store.journal import Entry
from advocacybot.store.models import PartRow, PauseRow, PostRow, VoteRow, WaitRow
from advocacybot.store.spending import FREE, Price

LEASE = dt.timedelta(minutes=2)
"""Longer than sending one part may take: every request to a platform has a time-out well below."""

LAST_CALL = dt.timedelta(minutes=1)
"""So long after its attempt a part may still be sent: what is left of the lease is for the call itself."""


@dataclass(frozen=True)
class Claim:
    """The right to talk to a platform about one post."""

    post: Post
    token: str


class ClaimLost(Exception):
    """Another process holds the post now."""


def claim(post: Post, now: dt.datetime) -> Claim | None:
    """Claim a post that may go out now; ``None`` where it may not, or where somebody else was quicker.

    The conditions are in the UPDATE itself: the post is approved and unchanged, due, not too late, says what is so, its vote is
    not stale, no pause stands, and its account does not wait for its platform.
    """
    return _taken(_may_go_out(now).filter(pk=post.id, version=post.version), post, Move.CLAIM, now)


def due(now: dt.datetime, most: int) -> list[int]:
    """Posts that may go out now, the longest due first; the claim decides."""
    rows = _may_go_out(now).exclude(next_try_at__gt=now)
    return list(rows.order_by("due", "pk").values_list("pk", flat=True)[:most])


def _may_go_out(now: dt.datetime) -> QuerySet[PostRow]:
    return _free_to_go(PostRow.objects.filter(state=PostState.APPROVED, due__lte=now), now)


def _free_to_go(rows: QuerySet[PostRow], now: dt.datetime) -> QuerySet[PostRow]:
    so = VoteRow.objects.filter(pk=OuterRef("vote_id"), truth=OuterRef("says"), stale=False)
    paused = PauseRow.objects.filter(Q(account="") | Q(account=OuterRef("account")))
    waits = WaitRow.objects.filter(account=OuterRef("account"), until__gt=now)
    return rows.filter(Q(lapses_at__isnull=True) | Q(lapses_at__gt=now)).filter(Exists(so), ~Exists(paused), ~Exists(waits))


def take_over(post_id: int, now: dt.datetime) -> Claim | None:
    """Claim a post whose sender is gone, or over which there is doubt, to find out what became of it."""
    gone = Q(state=PostState.SENDING, claimed_until__lte=now)
    doubted = Q(state=PostState.DOUBTFUL) & (Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))
    rows = PostRow.objects.filter(gone | doubted, pk=post_id).exclude(next_try_at__gt=now)
    return _taken(rows, posts.get(post_id).post, Move.DOUBT, now)


def unsettled(now: dt.datetime, most: int) -> list[int]:
    """Posts whose sender is gone, and doubtful ones that are to be looked for (again)."""
    rows = PostRow.objects.filter(state__in=(PostState.SENDING, PostState.DOUBTFUL))
    rows = rows.filter(Q(claimed_until__lte=now) | Q(claimed_until__isnull=True)).exclude(next_try_at__gt=now)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def attempt(held: Claim, part: Part, now: dt.datetime, price: Price = FREE) -> Part | None:
    """Write down that a part is about to be sent and what it costs, and claim the post anew for it.

    Returns:
        The part as it is to be sent; ``None`` where it may not go out any more: between two parts of a thread posting may have
        been paused, the vote moved, or its hour come.

    Raises:
        ClaimLost: the post is somebody else's now.
        NotSent: the account's budget does not last.
    """
    with transaction.atomic():
        if not _held(held).filter(claimed_until__gt=now).update(claimed_until=now + LEASE):
            raise ClaimLost
        if not _free_to_go(_held(held), now).exists():
            return None
        account = held.post.slot.account
        spending.give_back(held.post.id, account, now)
        if not spending.charge(account, price, now):
            raise ending(Cause.SPENT, price.told(spending.spent(account, now)))
        row = PartRow.objects.filter(post=held.post.id, number=part.number)
        row.update(attempted_at=now, begun_at=Coalesce("begun_at", now), charged=price.part or None)
        return replace(part, attempted_at=now, begun_at=part.begun_at or now)


def keep(held: Claim, part: Part, receipt: Receipt, now: dt.datetime) -> None:
    """Keep a part's receipt; with the last one the post is published.

    Raises:
        ClaimLost: the post is somebody else's now; the platform's word is not lost, the other one finds it there.
    """
    with transaction.atomic():
        if not _held(held).exists():
            raise ClaimLost
        PartRow.objects.filter(post=held.post.id, number=part.number).update(
            remote_id=receipt.remote_id, url=receipt.url or "", receipt_at=receipt.at, attempted_at=receipt.at
        )
        if held.post.state is PostState.SENDING:  # what was only found there went out before, and says nothing of now
            waits.lift(held.post.slot.account)
        told = {"part": part.number, "of": len(held.post.parts), "id": receipt.remote_id, "url": receipt.url}
        journal.write([Entry("part published", _subject(held), facts=told)], now)
        if not PartRow.objects.filter(post=held.post.id, receipt_at__isnull=True).exists():
            _let_go(held, Move.FINISH, "post published", "", now)


def not_taken(held: Claim, why: str, next_try_at: dt.datetime | None, now: dt.datetime, cause: Cause | None = None) -> None:
    """What is missing of the post surely did not go out: it goes back into the queue, to be tried again."""
    with transaction.atomic():
        _nothing_went_out(held, now)
        _let_go(held, Move.POSTPONE, "not sent", why, now, cause, next_try_at=next_try_at, tries=F("tries") + 1)


def refused(held: Claim, why: str, now: dt.datetime, cause: Cause | None = None) -> None:
    """The platform will not have it."""
    with transaction.atomic():
        _nothing_went_out(held, now)
        _let_go(held, Move.REFUSE, "post failed", why, now, cause)


def doubted(held: Claim, why: str, look_again_at: dt.datetime | None, now: dt.datetime, cause: Cause | None = None) -> None:
    """Nobody knows: it is looked for again, and shown to people meanwhile."""
    with transaction.atomic():
        _let_go(held, Move.DOUBT, "post doubtful", why, now, cause, next_try_at=look_again_at, tries=F("tries") + 1)


def _nothing_went_out(held: Claim, now: dt.datetime) -> None:
    """Nothing of what is missing, that is."""
    spending.give_back(held.post.id, held.post.slot.account, now)
    PartRow.objects.filter(post=held.post.id, receipt_at__isnull=True).update(attempted_at=None)


def _taken(rows: QuerySet[PostRow], post: Post, move: Move, now: dt.datetime) -> Claim | None:
    token = secrets.token_hex(16)
    to = PostState.DOUBTFUL if move is Move.DOUBT else after(PostState.APPROVED, move)
    with transaction.atomic():
        if not rows.update(state=to, claim=token, claimed_until=now + LEASE, version=F("version") + 1, why="", next_try_at=None):
            return None
        held = Claim(posts.get(post.id).post, token)
        journal.write([Entry("post claimed" if move is Move.CLAIM else "post looked for", _subject(held))], now)
    return held


def _held(held: Claim) -> QuerySet[PostRow]:
    return PostRow.objects.filter(pk=held.post.id, claim=held.token)


def _let_go(held: Claim, move: Move, kind: str, why: str, now: dt.datetime, cause: Cause | None = None, **changes: Any) -> None:
    """Move the post on and give the claim up, in the caller's transaction; its vote is looked at again."""
    state = held.post.state
    to = state if move is Move.DOUBT and state is PostState.DOUBTFUL else after(state, move)
    given_up = {"claim": "", "claimed_until": None, "version": F("version") + 1, "next_try_at": None}
    if not _held(held).update(**(given_up | {"state": to, "why": why[:500], "cause": cause or ""} | changes)):
        raise ClaimLost
    vote = VoteRow.objects.filter(pk=held.post.slot.symbol)
    vote.update(plan_at=now)
    vote.exclude(truth=held.post.slot.says).update(stale=True)
    told = {name: str(value) for name, value in (("cause", cause and cause.name.lower()), ("why", why)) if value}
    journal.write([Entry(kind, _subject(held), facts=told)], now)


def _subject(held: Claim) -> str:
    return f"post {held.post.id}"
