"""Posts, as kept: drawn, looked up, and moved by conditional UPDATE alone."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, Prefetch, QuerySet, Sum

from advocacybot.campaign.approvals import Approval
from advocacybot.campaign.causes import Cause
from advocacybot.campaign.earned import Message, Slot
from advocacybot.campaign.posts import (
    OPEN,
    TAKEN,
    Draft,
    Move,
    Part,
    Picture,
    Post,
    PostState,
    Receipt,
    Words,
    after,
    content_hash,
)
from advocacybot.errors import NoSuchThing, OutdatedVersion
from advocacybot.store.models import ApprovalRow, PartRow, PictureRow, PostRow, ShownRow
from advocacybot.store.statements import Given, Looks, Select

NewKey = Callable[[], str]

AT_ONCE = 20
"""So many posts are looked up at once by their numbers."""

A_DAY = dt.timedelta(days=1)


def new_key() -> str:
    """What a part will be looked for by: chosen before it is sent, and never twice."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Queued:
    """A post with who agreed to it."""

    post: Post
    approvals: tuple[Approval, ...]


def of_matters(symbols: Iterable[str]) -> dict[str, list[Post]]:
    """Every post of those votes and warnings, whatever became of it."""
    found: dict[str, list[Post]] = {}
    for row in _with_parts(PostRow.objects.filter(matter__in=list(symbols)).order_by("pk")):
        found.setdefault(row.matter_id, []).append(_post(row))
    return found


def of_matters_since(hour: dt.datetime) -> list[Post]:
    """Every post of the votes from that hour on, and of warnings that could be spoken of then, whatever became of it."""
    return [_post(row) for row in _with_parts(PostRow.objects.filter(matter__hour__gte=hour).order_by("pk"))]


def queued(rows: QuerySet[PostRow]) -> list[Queued]:
    """The posts of those rows, in their order."""
    return [_queued(row) for row in _with_parts(rows).prefetch_related("approvals")]


def by_numbers(numbers: Sequence[int]) -> list[Queued]:
    """The posts of those numbers, of which there are ``AT_ONCE`` at most, those that are due first before the others."""
    if not numbers:
        return []
    given = {f"number {place}": number for place, number in enumerate(islice(cycle(numbers), AT_ONCE))}
    of_posts, of_parts, of_approvals, of_shown = _WHOLE(**given)
    rows = [PostRow(*values) for values in of_posts]
    parts = [PartRow(*values) for values in of_parts]
    approvals = [ApprovalRow(*values) for values in of_approvals]
    shown = [
        ShownRow(post_id=post, picture=PictureRow(sha256=picture, media_type=media_type), alt=alt)
        for post, picture, media_type, alt in of_shown
    ]
    return [_queued(row) for row in _fresh(rows, parts=parts, approvals=approvals, shown=shown)]


def hold_open(symbols: Iterable[str] | None = None) -> None:
    """Let nobody claim an open post of those votes, or of any, before the caller's transaction is over; who did was before it."""
    if connection.features.has_select_for_update:
        rows = PostRow.objects.filter(state__in=sorted(OPEN)).order_by("pk").select_for_update()
        rows = rows.filter(matter__in=list(symbols)) if symbols is not None else rows
        list(rows.values_list("pk"))


def agreed_to(symbols: Iterable[str]) -> frozenset[int]:
    """The approved posts of those votes to whose words, as they are now, a person agreed."""
    rows = ApprovalRow.objects.filter(post__matter__in=list(symbols), post__state=PostState.APPROVED)
    return frozenset(rows.filter(content_hash=F("post__content_hash")).values_list("post_id", flat=True))


def of_matter(symbol: str, *, skip: int = 0, most: int) -> list[Queued]:
    """So many of a vote's or warning's posts, whatever became of them, those that are due last first."""
    return queued(PostRow.objects.filter(matter=symbol).order_by("-due", "-pk")[skip : skip + most])


def count_of_matters(symbols: Iterable[str]) -> dict[str, dict[PostState, int]]:
    """How many posts of each vote or warning are in which state."""
    found: dict[str, dict[PostState, int]] = {}
    rows = PostRow.objects.filter(matter__in=list(symbols)).values_list("matter", "state").annotate(Count("pk")).order_by()
    for symbol, state, number in rows:
        found.setdefault(symbol, {})[PostState(state)] = number
    return found


def get(post_id: int) -> Queued:
    """The post of that number.

    Raises:
        NoSuchThing: there is none.
    """
    found = queued(PostRow.objects.filter(pk=post_id))
    if not found:
        raise NoSuchThing(kind="post", name=post_id, known="the numbers that `advocacybot queue list` shows")
    return found[0]


def state(post_id: int) -> PostState:
    """The state that the post of that number is in."""
    return PostState(PostRow.objects.values_list("state", flat=True).get(pk=post_id))


def count(states: Iterable[PostState], account: str | None = None) -> int:
    """How many posts are in those states, on one account or on all."""
    return _in(states, account).count()


def accounts_with_due(hour: dt.datetime) -> set[str]:
    """The accounts on which a post is to go out by that hour, whether it may or waits for people."""
    rows = PostRow.objects.filter(state__in=(PostState.QUEUED, PostState.APPROVED), due__lte=hour)
    return set(rows.order_by().values_list("account", flat=True).distinct())


def change_mark(states: Iterable[PostState]) -> str:
    """Another one whenever a post enters those states, leaves them or changes in them."""
    seen = _in(states).aggregate(count=Count("pk"), versions=Sum("version"), last=Max("pk"))
    return f"{seen['count']}-{seen['versions'] or 0}-{seen['last'] or 0}"


def listed(
    states: Iterable[PostState],
    account: str | None = None,
    vote: str | None = None,
    *,
    latest_first: bool = False,
    skip: int = 0,
    most: int | None = None,
) -> list[Queued]:
    """The posts in those states, those that are due first before the others; ``most`` of them, after so many."""
    rows = _in(states, account).order_by(*(("-due", "-pk") if latest_first else ("due", "pk")))
    if vote:
        rows = rows.filter(matter=vote)
    return queued(rows[skip : skip + most] if most is not None else rows)


def _in(states: Iterable[PostState], account: str | None = None) -> QuerySet[PostRow]:
    rows = PostRow.objects.filter(state__in=list(states))
    return rows.filter(account=account) if account else rows


def draw(drafts: Iterable[tuple[Draft, PostState]], now: dt.datetime) -> list[Post]:
    """Put drafts into the queue, each in its first state."""
    wanted = list(drafts)
    rows = PostRow.objects.bulk_create([_row(draft, state, now) for draft, state in wanted], batch_size=500)
    parts = [
        PartRow(post=row, number=number, text=text, key=new_key())
        for row, (draft, _) in zip(rows, wanted, strict=True)
        for number, text in enumerate(draft.words.parts, start=1)
    ]
    PartRow.objects.bulk_create(parts, batch_size=1000)
    shown = [one for row, (draft, _) in zip(rows, wanted, strict=True) for one in _shown(row, draft)]
    PictureRow.objects.bulk_create({one.picture_id: one.picture for one in shown}.values(), ignore_conflicts=True)
    ShownRow.objects.bulk_create(shown, batch_size=1000)
    return [_post(row) for row in _fresh(rows, parts=parts, shown=shown)]


def move(post: Post, by: Move, *, why: str = "", **changes: Any) -> PostState:
    """Move a post that still is as we saw it.

    Raises:
        UnlawfulMove: the table of moves has no such move from its state.
        OutdatedVersion: somebody changed it meanwhile.
    """
    to = after(post.state, by)
    row = PostRow.objects.filter(pk=post.id, state=post.state, version=post.version)
    if not row.update(state=to, version=F("version") + 1, why=why, **changes):
        now = PostRow.objects.filter(pk=post.id).values_list("version", flat=True).first()
        raise OutdatedVersion(post=post.id, asked=post.version, now=now)
    return to


def rewrite(post: Post, words: Words, by: str) -> PostState:
    """Give a post other words, by a person. What was agreed to before is agreed to no more."""
    state = move(post, Move.EDIT, why="", edited_by=by, content_hash=content_hash(post.slot, words), language=words.language)
    ApprovalRow.objects.filter(post=post.id).delete()
    PartRow.objects.filter(post=post.id).delete()
    PartRow.objects.bulk_create(
        PartRow(post_id=post.id, number=number, text=text, key=new_key()) for number, text in enumerate(words.parts, start=1)
    )
    ShownRow.objects.filter(post=post.id).delete()
    ShownRow.objects.bulk_create(
        ShownRow(post_id=post.id, number=number, picture_id=one.sha256, alt=one.alt)
        for number, one in enumerate(words.pictures, start=1)
    )
    return state


def stop_waiting(post: Post) -> None:
    """Let a post be looked at now, not only after its wait."""
    PostRow.objects.filter(pk=post.id).update(next_try_at=None)


def approve(post: Post, by: str, now: dt.datetime) -> bool:
    """Keep a person's agreement to the words as they are; false where it was kept before."""
    _, fresh = ApprovalRow.objects.get_or_create(post_id=post.id, by=by, content_hash=post.content_hash, defaults={"at": now})
    return fresh


def others_out(post: Post) -> frozenset[str]:
    """What the platform calls the parts that are known to be out on the post's account, of this post and others, since about when
    it was begun."""
    rows = PartRow.objects.filter(post__account=post.slot.account, receipt_at__isnull=False).exclude(remote_id="")
    began = min((part.begun_at for part in post.parts if part.begun_at), default=None)
    return frozenset(rows.filter(receipt_at__gte=began - A_DAY).values_list("remote_id", flat=True)) if began else frozenset()


def with_the_same_words(post: Post) -> list[str]:
    """Other accounts of the same platform that say of the same vote, word for word, what this post says."""
    first = post.words.parts[0]
    rows = PostRow.objects.filter(matter=post.slot.symbol, state__in=TAKEN, parts__number=1, parts__text=first)
    platform = post.words.voice.removeprefix("rehearsing ").split(" ")[0]
    rows = rows.filter(voice__contains=f"{platform} ").exclude(account=post.slot.account)
    return sorted(set(rows.values_list("account", flat=True)))


def late(now: dt.datetime) -> list[Post]:
    """Posts in the queue for which it is too late; nobody else moves them before the caller's transaction is over."""
    return [_post(row) for row in _with_parts(_late(now).order_by("pk").select_for_update())]


def are_late(now: dt.datetime) -> bool:
    """Whether there are such posts."""
    return _late(now).exists()


def _late(now: dt.datetime) -> QuerySet[PostRow]:
    return PostRow.objects.filter(state__in=sorted(OPEN), lapses_at__lte=now)


def _with_parts(rows: QuerySet[PostRow]) -> QuerySet[PostRow]:
    parts, shown = (
        PartRow.objects.order_by("number"),
        ShownRow.objects.order_by("number").select_related("picture").defer("picture__data"),
    )
    return rows.prefetch_related(Prefetch("parts", queryset=parts), Prefetch("shown", queryset=shown))


def _row(draft: Draft, state: PostState, now: dt.datetime) -> PostRow:
    slot = draft.slot
    return PostRow(
        matter_id=slot.symbol,
        account=slot.account,
        message=slot.message,
        slot_key=slot.key,
        slot=slot.identity,
        says=slot.says,
        due=slot.due,
        lapses_at=slot.lapses_at,
        language=draft.words.language,
        voice=draft.words.voice,
        state=state,
        drawn_hash=draft.content_hash,
        drawn_from=draft.drawn_from,
        content_hash=draft.content_hash,
        drawn_at=now,
    )


def _shown(row: PostRow, draft: Draft) -> Iterator[ShownRow]:
    """The draft's pictures, each with its bytes."""
    told = zip(draft.words.pictures, draft.pictures, strict=True)
    for number, (one, data) in enumerate(told, start=1):
        picture = PictureRow(sha256=one.sha256, media_type=one.media_type, data=data)
        yield ShownRow(post=row, number=number, picture=picture, alt=one.alt)


def _fresh(rows: list[PostRow], **kept: Sequence[PartRow | ShownRow | ApprovalRow]) -> list[PostRow]:
    """The rows just written, or read, with what is kept of them, in its order, at hand."""
    by_post: dict[int, dict[str, list[Any]]] = {row.pk: {name: [] for name in kept} for row in rows}
    for name, theirs in kept.items():
        for one in theirs:
            by_post[one.post_id][name].append(one)
    for row in rows:
        row._prefetched_objects_cache = by_post[row.pk]  # type: ignore[attr-defined]
    return rows


def _queued(row: PostRow) -> Queued:
    approvals = tuple(Approval(one.by, one.content_hash, one.at) for one in row.approvals.all())
    return Queued(_post(row), approvals)


def _post(row: PostRow) -> Post:
    parts = tuple(map(_part, row.parts.all()))
    slot = Slot(
        account=row.account,
        symbol=row.matter_id,
        message=Message(row.message),
        key=row.slot_key,
        due=row.due,
        lapses_at=row.lapses_at,
        says=row.says,
    )
    pictures = tuple(Picture(one.picture_id, one.picture.media_type, one.alt) for one in row.shown.all())
    return Post(
        id=row.pk,
        version=row.version,
        slot=slot,
        words=Words(row.language, tuple(part.text for part in parts), row.voice, pictures),
        parts=parts,
        state=PostState(row.state),
        drawn_hash=row.drawn_hash,
        drawn_from=row.drawn_from,
        edited_by=row.edited_by or None,
        why=row.why,
        cause=Cause(row.cause) if row.cause else None,
        next_try_at=row.next_try_at,
        tries=row.tries,
    )


def _part(row: PartRow) -> Part:
    receipt = Receipt(row.remote_id, row.url or None, row.receipt_at) if row.receipt_at else None
    return Part(row.number, row.text, row.key, row.attempted_at, receipt, row.begun_at)


# ── how those that are about to be sent are read, written once ──────────────────────────────────────────────────────

_NUMBERS: list[Any] = [Given(PostRow, "id", f"number {place}") for place in range(AT_ONCE)]

_WHOLE = Looks(
    Select(lambda: PostRow.objects.filter(pk__in=_NUMBERS).order_by("due", "pk").values_list()),
    Select(lambda: PartRow.objects.filter(post__pk__in=_NUMBERS).order_by("number").values_list()),
    Select(lambda: ApprovalRow.objects.filter(post__pk__in=_NUMBERS).values_list()),
    Select(
        lambda: (
            ShownRow.objects.filter(post__pk__in=_NUMBERS)
            .order_by("number")
            .values_list("post_id", "picture_id", "picture__media_type", "alt")
        )
    ),
)
"""The posts themselves, and their parts, approvals and pictures."""
