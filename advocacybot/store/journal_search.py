"""What is looked for in the journal: the newest first, by pages, and never more at once than is looked through in a moment."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet, TextField
from django.db.models.functions import Cast

from advocacybot.store import journal
from advocacybot.store.models import JournalHeadRow, JournalRow

REACH = 100_000
"""So many entries are looked through for words at once. No index knows words; whoever wants more looks further back."""

_AT_ONCE = 2000


@dataclass(frozen=True)
class Wanted:
    """What is asked for; whatever is empty is not. All ``words`` stand somewhere in an entry; ``until`` is no part of it."""

    words: tuple[str, ...] = ()
    kind: str = ""
    by: str = ""
    subject: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True)
class Found:
    """``before``: where the next page goes on, or nothing where there is none. ``reached``: the entry down to which words were
    looked for, where that was not the first one."""

    entries: tuple[JournalRow, ...]
    before: int | None
    reached: int | None = None


def page(wanted: Wanted, before: int | None = None, most: int = 50) -> Found:
    """The newest entries that are wanted, below that number."""
    lowest, highest = _between(wanted, before)
    reached = max(lowest, highest - REACH + 1) if wanted.words else lowest
    rows = list(_rows(wanted, reached, highest).only("seq", "at", "kind", "subject", "by", "facts")[: most + 1])
    if len(rows) > most:
        return Found(tuple(rows[:most]), rows[most - 1].seq)
    return Found(tuple(rows), reached, reached) if reached > lowest else Found(tuple(rows), None)


def every(wanted: Wanted) -> Iterator[JournalRow]:
    """All that are wanted, the newest first. Nothing is held open meanwhile, however long that takes."""
    lowest, highest = _between(wanted, None)
    while highest >= lowest:
        reached = max(lowest, highest - REACH + 1)
        rows = list(_rows(wanted, reached, highest)[:_AT_ONCE])
        yield from rows
        highest = rows[-1].seq - 1 if len(rows) == _AT_ONCE else reached - 1


def kinds() -> list[str]:
    """What kinds of entries there are."""
    return _different("kind")


def people() -> list[str]:
    """In whose name there are entries."""
    return _different("by")


def _between(wanted: Wanted, before: int | None) -> tuple[int, int]:
    """The numbers among which to look."""
    journal.bind()
    head = JournalHeadRow.objects.values_list("seq", flat=True).first() or 0
    highest = min(head, before - 1) if before is not None else head
    if wanted.since is None and wanted.until is None:
        return 1, highest
    first, last = JournalRow.objects.filter(_days(wanted)).aggregate(first=Min("seq"), last=Max("seq")).values()
    return (first, min(highest, last)) if first is not None else (1, 0)


def _rows(wanted: Wanted, lowest: int, highest: int) -> QuerySet[JournalRow]:
    rows = JournalRow.objects.filter(_days(wanted), seq__gte=lowest, seq__lte=highest).order_by("-seq")
    for field in ("kind", "by", "subject"):
        value = getattr(wanted, field)
        rows = rows.filter(**{field: value}) if value else rows
    if wanted.words:
        rows = rows.alias(told=Cast("facts", TextField()))
    for word in wanted.words:
        rows = rows.filter(_somewhere(word))
    return rows


def _days(wanted: Wanted) -> Q:
    since = Q(at__gte=wanted.since) if wanted.since else Q()
    return since & Q(at__lt=wanted.until) if wanted.until else since


def _somewhere(word: str) -> Q:
    """The word, in capitals or not. SQLite folds the letters of English alone, and keeps all others in facts escaped."""
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    found = Q()
    for form in sorted(forms):
        found |= Q(subject__icontains=form) | Q(kind__icontains=form) | Q(by__icontains=form) | Q(told__icontains=form)
        found |= Q(told__icontains=json.dumps(form)[1:-1])
    return found


def _different(column: str) -> list[str]:
    """The different values of a column, each found by a leap in its index: as many leaps as there are values, not entries."""
    journal.bind()
    name = connection.ops.quote_name(column)
    leap = f"""
        WITH RECURSIVE found(value) AS (
            SELECT MIN({name}) FROM journal
            UNION ALL
            SELECT (SELECT MIN({name}) FROM journal WHERE {name} > found.value) FROM found WHERE found.value IS NOT NULL
        )
        SELECT value FROM found WHERE value IS NOT NULL
    """  # noqa: S608 – the name of a column of ours
    with connection.cursor() as cursor:
        cursor.execute(leap)
        return [value for (value,) in cursor.fetchall()]
