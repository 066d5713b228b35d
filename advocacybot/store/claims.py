"""Who may send a post: one process at a time, by one conditional UPDATE that is committed before anything is sent.

A claim is a token in the post's row. Every later step asks for the same token, so a process that lost its claim (because it
was taken for dead) can write nothing any more. A claim runs out after ``LEASE``; what it left behind is then looked for on the
platform, never just sent again.

Of an account one post is sent at a time. A transaction here holds the account's turn, its own post and then the one behind it,
with what belongs to them, in this order, and nothing else: it waits for no plan of another vote, and nobody waits long for it.
"""

import datetime as dt
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import Move, Part, Post, PostState, Receipt, after
from advocacybot.store import journal, posts, spending, waits
from advocacybot.store.address import PLANNED_AFTER
from advocacybot.store.journal import Entry
from advocacybot.store.locks import briefly
from advocacybot.store.models import LookRow, MatterRow, PartRow, PauseRow, PostRow, TurnRow, WaitRow
from advocacybot.store.posts import Queued
from advocacybot.store.spending import FREE, Price
from advocacybot.store.statements import AndThen, Given, Hold, Insert, Select, Unheld, Update, by_indexes, together

LEASE = dt.timedelta(minutes=2)
"""Longer than sending one part may take: every request to a platform has a time-out well below."""

LAST_CALL = dt.timedelta(minutes=1)
"""So long after its attempt a part may still be sent: what is left of the lease is for the call itself."""

A_WHILE = dt.timedelta(minutes=1)
"""So long its vote may wait to be looked at again once a post is out, while others of it go out."""


@dataclass(frozen=True)
class Claim:
    """The right to talk to a platform about one post."""

    post: Post
    token: str


@dataclass
class InLine:
    """A post that may go out on its account now. ``held``: its claim, where it was claimed as the one before it was out."""

    queued: Queued
    held: Claim | None = None

    @property
    def post(self) -> Post:
        return self.queued.post

    @property
    def is_out(self) -> bool:
        """Whether every part of it has its receipt."""
        return self.post.parts_out == len(self.post.parts)


class ClaimLost(Exception):
    """Another process holds the post now."""


def claim(post: Post, now: dt.datetime, price: Price | None = None) -> Claim | None:
    """Claim a post that may go out now; ``None`` where it may not, or where somebody else was quicker.

    The conditions are in the UPDATE itself: the post is approved and unchanged, due, not too late, waits no more and says what is
    so; its vote is not to be looked at first; no pause stands, its account does not wait for its platform, and no other post of
    the account is being sent.

    Args:
        post: the post as it was seen.
        now: the moment.
        price: what the first part costs that is missing; with it, that part's attempt is written down as well.

    Raises:
        NotSent: the account's budget does not last; nothing is claimed.
    """
    part, token = post.parts[post.parts_out], secrets.token_hex(16)
    given = _to_claim(post, token, now)
    if price == FREE:
        ((taken, *_),) = together((_TURN, given), (_CLAIM_AND_BEGIN, given))
    else:
        with briefly():
            ((taken, *_),) = together((_TURN, given), (_CLAIM, given))
            if taken and price:
                _begin(post, part, now, price)
    return _claimed(post, token, _begun(part, now) if price else part) if taken else None


def _to_claim(post: Post, token: str, now: dt.datetime) -> dict[str, Any]:
    """What is given to claim a post, and to begin its first part that is missing, which costs nothing."""
    about = {"post": post.id, "seen": post.version, "account": post.slot.account, "subject": _subject(post), "post claimed": {}}
    to = {"state": after(PostState.APPROVED, Move.CLAIM), "claim": token, "claimed_until": now + LEASE, "now": now}
    return about | to | {"number": post.parts[post.parts_out].number, "charged": None}


def _claimed(post: Post, token: str, begun: Part) -> Claim:
    out, state = post.parts_out, after(PostState.APPROVED, Move.CLAIM)
    parts = (*post.parts[:out], begun, *post.parts[out + 1 :])
    return Claim(replace(post, state=state, version=post.version + 1, why="", next_try_at=None, parts=parts), token)


def get_ready(account: str, now: dt.datetime) -> None:
    """Have this thread's connection to a PostgreSQL open, and planned there what a post of the account goes through, so that the
    first one that is due waits for none of it. Nothing is sent by it, and nothing claimed: there is no post 0."""
    if not connection.features.has_select_for_update:
        return
    nobody = {"post": 0, "account": account, "now": now, "subject": "", "number": 0}
    claimed = {"seen": 0, "state": PostState.SENDING, "claim": "", "claimed_until": now, "charged": None, "post claimed": {}}
    kept = {"token": "", "symbol": "", "says": "", "at": now, "part published": {}, "post published": {}}
    done = kept | {"remote_id": "", "url": "", "receipt_at": now} | _let_go_as(PostState.PUBLISHED)
    with by_indexes():
        for _ in range(PLANNED_AFTER):
            _UNSETTLED(account="", now=now)
            _READY(account="", now=now)
            posts.by_numbers([0])
            _FELL_DUE(account="", since=now, now=now)
            together((_TURN, nobody), (_CLAIM_AND_BEGIN, nobody | claimed))
            _KEEP[True, True](**nobody, **done)
            together((_KEEP_IN_TURN, nobody | done), (_CLAIM_NEXT, nobody | claimed))


def due(now: dt.datetime, most: int, account: str | None = None) -> list[int]:
    """Posts, on one account or on all, that may go out now, the longest due first; the claim decides."""
    if account:
        return [number for (number,) in _READY(account=account, now=now)][:most]
    rows = _may_go_out(now)
    return list(rows.order_by("due", "pk").values_list("pk", flat=True)[:most])


def ready(account: str, now: dt.datetime, but: Collection[int] = ()) -> list[Queued]:
    """The posts of an account that may go out now, the longest due first, but for those; ``posts.AT_ONCE`` at most."""
    return posts.by_numbers([number for (number,) in _READY(account=account, now=now) if number not in but][: posts.AT_ONCE])


def accounts_to_attend_to(now: dt.datetime) -> dict[str, dt.datetime]:
    """The accounts of which a post may go out now or is unsettled, those first that wait longest for it; each with the hour at
    which its first such post was due."""
    found: dict[str, dt.datetime] = {}
    for rows in (_unsettled(now), _may_go_out(now)):
        for account, first in rows.values_list("account").annotate(first=Min("due")).order_by("first", "account"):
            found.setdefault(account, first)
    return found


def next_due(now: dt.datetime) -> dt.datetime | None:
    """The next instant at which a post may be due, or a wait, or a claim be over."""
    sent, looked_for = Q(state=PostState.APPROVED), Q(state__in=(PostState.SENDING, PostState.DOUBTFUL))
    instants = (
        PostRow.objects.filter(sent, due__gt=now).aggregate(at=Min("due")),
        PostRow.objects.filter(sent | looked_for, next_try_at__gt=now).aggregate(at=Min("next_try_at")),
        PostRow.objects.filter(looked_for, claimed_until__gt=now).aggregate(at=Min("claimed_until")),
        WaitRow.objects.filter(until__gt=now).aggregate(at=Min("until")),
    )
    return min((one["at"] for one in instants if one["at"]), default=None)


def fell_due(account: str, since: dt.datetime, now: dt.datetime) -> bool:
    """Whether an approved post of the account fell due between the two instants: whoever looked meanwhile may have left it out,
    as another post of the account was being sent."""
    return bool(_FELL_DUE(account=account, since=since, now=now))


def _may_go_out(now: dt.datetime) -> QuerySet[PostRow]:
    return _in_turn(_due(now), now, OuterRef("account"))


def _due(now: dt.datetime | Given) -> QuerySet[PostRow]:
    return PostRow.objects.filter(state=PostState.APPROVED, due__lte=now)


def _in_turn(rows: QuerySet[PostRow], now: dt.datetime | Given, account: OuterRef | Given) -> QuerySet[PostRow]:
    sent = PostRow.objects.filter(account=account, state=PostState.SENDING, claimed_until__gt=now)
    return _free_to_go(rows.exclude(next_try_at__gt=now), now).filter(~Exists(sent))


def _free_to_go(rows: QuerySet[PostRow], now: dt.datetime | Given) -> QuerySet[PostRow]:
    so = MatterRow.objects.filter(pk=OuterRef("matter_id"), truth=OuterRef("says"), stale=False)
    moved = LookRow.objects.filter(symbol=OuterRef("matter_id"))
    below, above = moved.filter(says__lt=OuterRef("says")), moved.filter(says__gt=OuterRef("says"))  # as an index knows them
    paused = PauseRow.objects.filter(Q(account="") | Q(account=OuterRef("account")))
    waits = WaitRow.objects.filter(account=OuterRef("account"), until__gt=now)
    in_time = Q(lapses_at__isnull=True) | Q(lapses_at__gt=now)
    return rows.filter(in_time, Exists(so), ~Exists(below), ~Exists(above), ~Exists(paused), ~Exists(waits))


def take_over(post_id: int, now: dt.datetime) -> Claim | None:
    """Claim a post whose sender is gone, or over which there is doubt, to find out what became of it."""
    token = secrets.token_hex(16)
    with briefly():
        _hold_turn(posts.get(post_id).post.slot.account)
        taken = {"state": PostState.DOUBTFUL, "claim": token, "claimed_until": now + LEASE, **_ONCE_TAKEN}
        if not _unsettled(now).filter(pk=post_id).update(**taken):
            return None
        post = posts.get(post_id).post
        journal.write([Entry("post looked for", _subject(post))], now)
        return Claim(post, token)


def unsettled(now: dt.datetime, most: int, account: str | None = None) -> list[int]:
    """Posts, on one account or on all, whose sender is gone, and doubtful ones that are to be looked for (again)."""
    if account:
        return [number for (number,) in _UNSETTLED(account=account, now=now)][:most]
    return list(_unsettled(now).order_by("pk").values_list("pk", flat=True)[:most])


def _unsettled(now: dt.datetime | Given) -> QuerySet[PostRow]:
    gone = Q(state=PostState.SENDING, claimed_until__lte=now)
    doubted = Q(state=PostState.DOUBTFUL) & (Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))
    return PostRow.objects.filter(gone | doubted).exclude(next_try_at__gt=now)


def attempt(held: Claim, part: Part, now: dt.datetime, price: Price = FREE) -> Part | None:
    """Write down that a part is about to be sent and what it costs, and claim the post anew for it.

    Returns:
        The part as it is to be sent; ``None`` where it may not go out any more: between two parts of a thread posting may have
        been paused, the vote moved, or its hour come.

    Raises:
        ClaimLost: the post is somebody else's now.
        NotSent: the account's budget does not last.
    """
    with briefly():
        _hold_turn(held.post.slot.account)
        if not _held(held).filter(claimed_until__gt=now).update(claimed_until=now + LEASE):
            raise ClaimLost
        if not _free_to_go(_held(held), now).exists():
            return None
        _begin(held.post, part, now, price)
        return _begun(part, now)


def _begin(post: Post, part: Part, now: dt.datetime, price: Price) -> None:
    """Write down that the part is about to be sent, and spend what it costs, in the caller's transaction."""
    account = post.slot.account
    if price.part:
        spending.give_back(post.id, account, now)
    if not spending.charge(account, price, now):
        raise ending(Cause.SPENT, price.told(spending.spent(account, now)))
    _BEGIN_PART(post=post.id, number=part.number, now=now, charged=price.part or None)


def _begun(part: Part, now: dt.datetime) -> Part:
    return replace(part, attempted_at=now, begun_at=part.begun_at or now)


def keep(held: Claim, part: Part, receipt: Receipt, now: dt.datetime, behind: InLine | None = None) -> bool:
    """Keep a part's receipt; with the last one the post is published. Whether its account had waited for the platform.

    Args:
        held: the claim.
        part: the part that is out.
        receipt: its receipt.
        now: the moment.
        behind: where that was the last part, sent just now, the account's next post, whose first missing part costs nothing: it
            is claimed, and that part begun, in the same message, on the same conditions as by :func:`claim`, and where it is
            planned by nobody just then. Its claim is there even where this one was lost.

    Raises:
        ClaimLost: the post is somebody else's now; the platform's word is not lost, the other one finds it there.
    """
    post = held.post
    last = part.number == len(post.parts)
    sent = post.state is PostState.SENDING  # what was only found there went out before, and says nothing of now
    told = {"part": part.number, "of": len(post.parts), "id": receipt.remote_id, "url": receipt.url}
    given = {"post": post.id, "token": held.token, "account": post.slot.account, "now": now, "subject": _subject(post)}
    given |= {"number": part.number, "remote_id": receipt.remote_id, "url": receipt.url or "", "receipt_at": receipt.at}
    given |= {"part published": told, "post published": {}}
    given |= _let_go_as(after(post.state, Move.FINISH)) | _look(post, now + A_WHILE)
    if behind:
        kept, *_, lifted = _keep_and_claim(given, behind, now)
    else:
        kept, *_, lifted = _KEEP[last, sent](**given)
    if not kept:
        raise ClaimLost
    return sent and bool(lifted)


def _keep_and_claim(given: Mapping[str, Any], behind: InLine, now: dt.datetime) -> list[int]:
    post, token = behind.post, secrets.token_hex(16)
    kept, (taken, *_) = together((_KEEP_IN_TURN, given), (_CLAIM_NEXT, _to_claim(post, token, now)))
    if taken:
        behind.held = _claimed(post, token, _begun(post.parts[post.parts_out], now))
    return kept


def not_taken(held: Claim, why: str, next_try_at: dt.datetime | None, now: dt.datetime, cause: Cause | None = None) -> None:
    """What is missing of the post surely did not go out: it goes back into the queue, to be tried again."""
    with briefly():
        _let_go(held, Move.POSTPONE, "not sent", why, now, cause, next_try_at=next_try_at, more_tries=1)
        _nothing_went_out(held, now)


def refused(held: Claim, why: str, now: dt.datetime, cause: Cause | None = None) -> None:
    """The platform will not have it."""
    with briefly():
        _let_go(held, Move.REFUSE, "post failed", why, now, cause)
        _nothing_went_out(held, now)


def doubted(held: Claim, why: str, look_again_at: dt.datetime | None, now: dt.datetime, cause: Cause | None = None) -> None:
    """Nobody knows: it is looked for again, and shown to people meanwhile."""
    with briefly():
        _let_go(held, Move.DOUBT, "post doubtful", why, now, cause, next_try_at=look_again_at, more_tries=1)


def _nothing_went_out(held: Claim, now: dt.datetime) -> None:
    """Nothing of what is missing, that is."""
    spending.give_back(held.post.id, held.post.slot.account, now)
    PartRow.objects.filter(post=held.post.id, receipt_at__isnull=True).update(attempted_at=None)


def _hold_turn(account: str) -> None:
    """Let nobody else claim a post of the account before this transaction is over."""
    if connection.features.has_select_for_update:  # on SQLite whoever writes is alone anyway
        _TURN(account=account)


def _held(held: Claim) -> QuerySet[PostRow]:
    return PostRow.objects.filter(pk=held.post.id, claim=held.token)


def _let_go(
    held: Claim,
    move: Move,
    kind: str,
    why: str,
    now: dt.datetime,
    cause: Cause | None = None,
    *,
    next_try_at: dt.datetime | None = None,
    more_tries: int = 0,
) -> None:
    """Move the post on and give the claim up, in the caller's transaction; its vote is looked at again."""
    post = held.post
    to = post.state if move is Move.DOUBT and post.state is PostState.DOUBTFUL else after(post.state, move)
    told = _let_go_as(to, why=why, cause=cause or "", next_try_at=next_try_at, more_tries=more_tries)
    if not _LET_GO(post=post.id, token=held.token, **told):
        raise ClaimLost
    _LOOK(**_look(post, now))
    facts = {name: str(value) for name, value in (("cause", cause and cause.name.lower()), ("why", why)) if value}
    journal.write([Entry(kind, _subject(post), facts=facts)], now)


def _let_go_as(state: PostState, **told: object) -> dict[str, object]:
    return {"state": state, "why": "", "cause": "", "next_try_at": None, "more_tries": 0} | told


def _look(post: Post, at: dt.datetime) -> dict[str, object]:
    return {"symbol": post.slot.symbol, "says": post.slot.says, "at": at}


def _subject(post: Post) -> str:
    return f"post {post.id}"


# ── what each post goes through, written once ───────────────────────────────────────────────────────────────────────

_ONCE_TAKEN = {"version": F("version") + 1, "why": "", "next_try_at": None}
_POST, _NOW = Given(PostRow, "id", "post"), Given(PostRow, "due", "now")

_TURN = Hold(Given(TurnRow, "account"))

_ACCOUNT = Given(PostRow, "account")
_READY = Select(lambda: _in_turn(_due(_NOW).filter(account=_ACCOUNT), _NOW, _ACCOUNT).order_by("due", "pk").values_list("pk"))
_UNSETTLED = Select(lambda: _unsettled(_NOW).filter(account=_ACCOUNT).order_by("pk").values_list("pk"))
_FELL_DUE = Select(
    lambda: PostRow.objects.filter(
        account=_ACCOUNT, state=PostState.APPROVED, due__gt=Given(PostRow, "due", "since"), due__lte=_NOW
    ).values_list("pk")
)


def _itself() -> QuerySet[PostRow]:
    """The post, if it is approved and due. That is asked of it alone: by an index, PostgreSQL would look through all that are so,
    which it takes for few until it has counted them."""
    approved_and_due = Case(When(state=PostState.APPROVED, due__lte=_NOW, then=True), default=False)
    return PostRow.objects.filter(approved_and_due, pk=_POST, version=Given(PostRow, "version", "seen"))


_TAKEN = {name: Given(PostRow, name) for name in ("state", "claim", "claimed_until")} | _ONCE_TAKEN
_TAKE = Update(lambda: _in_turn(_itself(), _NOW, _ACCOUNT), **_TAKEN)
_TAKE_UNHELD = Update(
    lambda: _in_turn(_itself().filter(Unheld(PostRow.objects.filter(pk=_POST))), _NOW, _ACCOUNT),
    **_TAKEN,
)


def _held_by_token() -> QuerySet[PostRow]:
    return PostRow.objects.filter(pk=_POST, claim=Given(PostRow, "claim", "token"))


_HOLD = Update(_held_by_token, claim=F("claim"))
"""Changes nothing, and lets nobody else take the post before this transaction is over."""

_LET_GO = Update(
    _held_by_token,
    state=Given(PostRow, "state"),
    why=Given(PostRow, "why"),
    cause=Given(PostRow, "cause"),
    next_try_at=Given(PostRow, "next_try_at"),
    tries=F("tries") + Given(PostRow, "tries", "more_tries"),
    claim="",
    claimed_until=None,
    version=F("version") + 1,
)


def _part() -> QuerySet[PartRow]:
    return PartRow.objects.filter(post=_POST, number=Given(PartRow, "number"))


_BEGIN_PART = Update(
    _part,
    attempted_at=Given(PartRow, "attempted_at", "now"),
    begun_at=Coalesce("begun_at", Given(PartRow, "begun_at", "now")),
    charged=Given(PartRow, "charged"),
)

_KEEP_RECEIPT = Update(
    _part,
    remote_id=Given(PartRow, "remote_id"),
    url=Given(PartRow, "url"),
    receipt_at=Given(PartRow, "receipt_at"),
    attempted_at=Given(PartRow, "receipt_at"),
)

_CLAIM = AndThen(_TAKE, journal.telling("post claimed"))
_CLAIM_AND_BEGIN = AndThen(_TAKE, journal.telling("post claimed"), _BEGIN_PART)
_CLAIM_NEXT = AndThen(_TAKE_UNHELD, journal.telling("post claimed"), _BEGIN_PART)
"""The same of a post that is planned by nobody just then: the receipt that is kept in the same transaction waits for no plan."""

_LOOK = Insert(LookRow, {name: Given(LookRow, name) for name in ("symbol", "says", "at")})
_GO_ON = (_HOLD, journal.telling("part published"))
_FINISH = (_LET_GO, _LOOK, journal.telling("part published", "post published"))
_KEEP = {
    (last, sent): AndThen(*(_FINISH if last else _GO_ON), _KEEP_RECEIPT, *([waits.LIFT] if sent else []))
    for last, sent in product((True, False), repeat=2)
}
"""By whether the part is the last one, and whether it was sent just now."""

_KEEP_IN_TURN = AndThen(*_FINISH, _KEEP_RECEIPT, waits.LIFT, held=_TURN)
"""The same of a last part that was sent just now; whatever follows in the same transaction has its account's turn."""
