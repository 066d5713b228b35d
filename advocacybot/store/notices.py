"""What the staff is told, each thing once: a row that whoever notices it first adds, and that one process claims and sends.

A row stands for as long as what it tells of does. When that ends, the row gives its key up, so that the same thing, should it
come again, is another occasion; what nobody was told of yet is then not told at all.
"""

import datetime as dt
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from advocacybot.store.locks import alone
from advocacybot.store.models import NoticeRow

LEASE = dt.timedelta(minutes=2)
"""Longer than telling may take: every channel has time-outs well below. One that was cut short is told anew after it."""

PACE = dt.timedelta(minutes=5)
"""Of a kind, staff hears once in so long at most: what comes meanwhile is told together."""

_ENDED = " #"
"""Stands in the key of a row whose occasion is over, in front of its number."""


@dataclass(frozen=True)
class Notice:
    """``key``: what it is about; the same thing is told once. ``title``: one line. ``body``: what a person has to know and do."""

    key: str
    kind: str
    title: str
    body: str


@dataclass(frozen=True)
class Claimed:
    """Notices of a kind that one process is to tell, together; ``tries``: how often they were tried before, at most."""

    token: str
    notices: tuple[Notice, ...]
    tries: int


def standing(kinds: Iterable[str]) -> frozenset[str]:
    """The keys of those kinds whose occasion is not known to be over."""
    return frozenset(_standing(kinds).values_list("key", flat=True))


def note(noticed: Collection[Notice], kinds: Collection[str], now: dt.datetime) -> None:
    """Let the rows of those kinds be about what was noticed now: add what is new, end what is over."""
    keys = {one.key for one in noticed}
    before = standing(kinds)
    fresh = [one for one in noticed if one.key not in before]
    if not fresh and before <= keys:
        return
    with alone():
        rows = [NoticeRow(key=one.key, kind=one.kind, title=one.title[:200], body=one.body, at=now) for one in fresh]
        NoticeRow.objects.bulk_create(rows, ignore_conflicts=True)
        over = _standing(kinds).filter(key__in=before - keys)
        over.filter(settled_at__isnull=True, tries=0).delete()
        over.update(key=Concat(F("key"), Value(_ENDED), Cast("pk", CharField())))


def claim(kind: str, noticed_before: dt.datetime, now: dt.datetime) -> Claimed | None:
    """Claim what is to be told of a kind: all that is due, where some of it was noticed before that hour, and none told for a
    while. Whoever comes second gets nothing."""
    due = _due(now).filter(kind=kind)
    if not due.filter(at__lte=noticed_before).exists() or _told_lately(kind, now):
        return None
    token = secrets.token_hex(16)
    due.update(claim=token, claimed_until=now + LEASE, tries=F("tries") + 1)
    rows = list(NoticeRow.objects.filter(claim=token).order_by("pk"))
    told = tuple(Notice(row.key, row.kind, row.title, row.body) for row in rows)
    return Claimed(token, told, max(row.tries for row in rows) - 1) if rows else None


def settle(held: Claimed, now: dt.datetime) -> None:
    """They were told, or given up."""
    NoticeRow.objects.filter(claim=held.token).update(settled_at=now, claim="", claimed_until=None, next_try_at=None)


def postpone(held: Claimed, until: dt.datetime) -> None:
    """They are to be told again."""
    NoticeRow.objects.filter(claim=held.token).update(next_try_at=until, claim="", claimed_until=None)


def waiting() -> int:
    """How many are not told yet."""
    return NoticeRow.objects.filter(settled_at__isnull=True).count()


def forget(before: dt.datetime) -> None:
    """Take away what was told before that hour, and is over."""
    NoticeRow.objects.filter(settled_at__lt=before, key__contains=_ENDED).delete()


def _standing(kinds: Iterable[str]) -> QuerySet[NoticeRow]:
    return NoticeRow.objects.filter(kind__in=list(kinds)).exclude(key__contains=_ENDED)


def _due(now: dt.datetime) -> QuerySet[NoticeRow]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    tried = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    return NoticeRow.objects.filter(free, tried, settled_at__isnull=True)


def _told_lately(kind: str, now: dt.datetime) -> bool:
    """Or is being told right now."""
    lately = Q(settled_at__gt=now - PACE) | Q(claimed_until__gt=now)
    return NoticeRow.objects.filter(lately, kind=kind).exists()
