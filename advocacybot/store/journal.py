"""The journal: every fact in the order in which it became one, each bound to the one before by its hash.

``hash = SHA-256(hash before ‖ canonical JSON of the entry)``. Whoever binds holds the head's row, so the chain never forks. To
rewrite it unseen, somebody would have to rewrite every entry after, and the head; a hash that was noted elsewhere still tells.

What is written lies in an inbox first, so that nobody who writes waits for anybody else who does. Whoever plans binds it at its
looks, once posts that are due are out, and whoever reads does before: nobody reads an entry that is not bound.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, Subquery
from django.db.models.functions import Coalesce

from advocacybot.errors import JournalBroken
from advocacybot.store.models import JournalHeadRow, JournalInboxRow, JournalRow
from advocacybot.store.statements import Given, Insert, insert

GENESIS = "0" * 64
BOT = "advocacybot"

_AT_ONCE = 1000
"""So many entries are bound in one transaction: nobody holds the head for long."""


@dataclass(frozen=True)
class Entry:
    """What happened (``kind``), to what (``subject``: a symbol, ``post 17``, an account), and who did it."""

    kind: str
    subject: str
    by: str = BOT
    facts: dict[str, Any] = field(default_factory=dict)


def write(entries: Iterable[Entry], now: dt.datetime) -> None:
    """Tell of the entries, within the transaction that makes them true."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the journal is written in the transaction of what it tells")  # noqa: EM101
    insert([JournalInboxRow(at=now, kind=one.kind, subject=one.subject, by=one.by, facts=one.facts) for one in entries])


def telling(*kinds: str) -> Insert:
    """A statement that tells, by the bot, of so many things at once: of the ``subject``, ``now``, each with the facts that are
    given under its kind. For what changes the facts by a statement as well."""
    about = {"at": Given(JournalInboxRow, "at", "now"), "subject": Given(JournalInboxRow, "subject"), "by": BOT}
    entries = ({"kind": kind, "facts": Given(JournalInboxRow, "facts", kind), **about} for kind in kinds)
    return Insert(JournalInboxRow, *entries)


def bind() -> int:
    """Bind what was told and is not bound yet, in the order in which it was; how many entries.

    What somebody tells meanwhile, in a transaction that is not over, is bound another time.
    """
    bound = 0
    while JournalInboxRow.objects.exists():
        bound += _bind_some()
    return bound


def is_unbound_since(hour: dt.datetime) -> bool:
    """Whether something that was told before that hour is not bound yet."""
    first = JournalInboxRow.objects.order_by("pk").values_list("at", flat=True).first()
    return first is not None and first < hour


def _bind_some() -> int:
    with transaction.atomic():
        head = _held_head()
        told = list(JournalInboxRow.objects.order_by("pk")[:_AT_ONCE])
        rows = list(_chained(told, head))
        insert(rows)
        JournalInboxRow.objects.filter(pk__in=[one.pk for one in told]).delete()
        if rows:
            head.seq, head.hash = rows[-1].seq, rows[-1].hash
            head.save()
        return len(rows)


def length() -> int:
    """How many entries there are."""
    bind()
    head = JournalHeadRow.objects.first()
    return head.seq if head else 0


def last_hour() -> dt.datetime | None:
    """When the last entry was written."""
    bind()
    return JournalRow.objects.order_by("-seq").values_list("at", flat=True).first()


def last_hours(subjects: Iterable[str]) -> dict[str, dt.datetime]:
    """When the last entry about each of them was written."""
    bind()
    wanted, found = list(subjects), dict[str, dt.datetime]()
    for first in range(0, len(wanted), _AT_ONCE):
        some = JournalRow.objects.filter(subject__in=wanted[first : first + _AT_ONCE])
        found.update(some.order_by().values_list("subject").annotate(last=Max("at")))
    return found


def verify(passed: Callable[[int], object] = lambda _: None) -> tuple[int, str]:
    """Walk the whole chain; the number of entries and the last hash. ``passed`` is told each number on the way.

    The head is looked at first, and only ever grows: so what is written meanwhile breaks nothing.

    Raises:
        JournalBroken: at the first entry that is not what was written.
    """
    bind()
    head = JournalHeadRow.objects.first() or JournalHeadRow(seq=0, hash=GENESIS)
    before, seq, at_head = GENESIS, 0, GENESIS
    for row in JournalRow.objects.order_by("seq").iterator(chunk_size=2000):
        seq += 1
        if row.seq != seq:
            raise JournalBroken(seq=seq, what="is missing")
        if row.hash != _hash(before, row):
            raise JournalBroken(seq=seq, what="was changed after it was written")
        before = row.hash
        at_head = before if seq == head.seq else at_head
        passed(seq)
    if seq < head.seq:
        raise JournalBroken(seq=seq + 1, what="is missing: the head knows of it")
    stray = _beyond_the_head()
    if stray is not None:
        raise JournalBroken(seq=stray, what="was not written by us: the head does not know of it")
    if at_head != head.hash:
        raise JournalBroken(seq=head.seq, what="was changed after it was written")
    return seq, before


def read(subject: str | None = None, last: int | None = None) -> list[JournalRow]:
    """The entries, oldest first: all, or those about one subject, or the last so many."""
    bind()
    rows = JournalRow.objects.order_by("-seq")
    if subject is not None:
        rows = rows.filter(subject=subject)
    return list(reversed(rows[:last] if last else rows))


def read_about(subjects: Iterable[str], last: int) -> list[JournalRow]:
    """The last so many entries about any of those subjects, oldest first."""
    bind()
    rows = JournalRow.objects.filter(subject__in=list(subjects)).order_by("-seq")
    return list(reversed(rows[:last]))


def _beyond_the_head() -> int | None:
    """The first entry that the head does not know of, asked for at one moment."""
    known = Coalesce(Subquery(JournalHeadRow.objects.values("seq")[:1]), 0)
    return JournalRow.objects.filter(seq__gt=known).order_by("seq").values_list("seq", flat=True).first()


def _held_head() -> JournalHeadRow:
    """The head, which nobody else holds meanwhile; of two who both come first, one makes it."""
    heads = JournalHeadRow.objects.select_for_update()
    found = heads.first()
    if found is None:
        JournalHeadRow.objects.bulk_create([JournalHeadRow(pk=1, seq=0, hash=GENESIS)], ignore_conflicts=True)
        found = heads.get()
    return found


def _chained(told: Iterable[JournalInboxRow], head: JournalHeadRow) -> Iterator[JournalRow]:
    before, seq = head.hash, head.seq
    for one in told:
        seq += 1
        row = JournalRow(seq=seq, at=one.at, kind=one.kind, subject=one.subject, by=one.by, facts=one.facts)
        row.hash = before = _hash(before, row)
        yield row


def _hash(before: str, row: JournalRow) -> str:
    entry = [row.seq, row.at.astimezone(dt.UTC).isoformat(), row.kind, row.subject, row.by, row.facts]
    canonical = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before.encode() + canonical.encode()).hexdigest()
