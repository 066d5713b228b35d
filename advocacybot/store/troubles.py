"""What stands that people should know of: a query for each kind, of what is current alone, so that none grows with the years."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.truth import WITHDRAWN
from advocacybot.store.models import MatterRow, MemoryRow, PostRow, ProcessRow, ReportRow, WaitRow

MOST = 1000
"""So many of a kind are told of at once, at most."""


@dataclass(frozen=True)
class Stuck:
    """A post that did not go out as it should, or may not have; why, in the words that people read."""

    id: int
    account: str
    symbol: str
    why: str


@dataclass(frozen=True)
class Unapproved:
    """Posts about a vote that wait for people, and are due at that hour; the first of them."""

    symbol: str
    due: dt.datetime
    count: int
    first: int


def stuck(state: PostState, since: dt.datetime) -> list[Stuck]:
    """Posts in that state that were due since that hour, the oldest first."""
    rows = PostRow.objects.filter(state=state, due__gte=since).order_by("pk")[:MOST]
    return [Stuck(*row) for row in rows.values_list("pk", "account", "matter_id", "why")]


def unapproved(before: dt.datetime, now: dt.datetime) -> list[Unapproved]:
    """What waits for people, is due before that hour, and may still go out."""
    in_time = Q(lapses_at__isnull=True) | Q(lapses_at__gt=now)
    rows = PostRow.objects.filter(in_time, state=PostState.QUEUED, due__lte=before).values("matter_id", "due")
    found = rows.annotate(count=Count("pk"), first=Min("pk")).order_by("due", "matter_id")[:MOST]
    return [Unapproved(*row) for row in found.values_list("matter_id", "due", "count", "first")]


def votes_without_outcome(since: dt.datetime, before: dt.datetime) -> list[tuple[str, dt.datetime]]:
    """Votes of the calendar that were to be held between those hours, and of which nobody entered an outcome."""
    entered = ReportRow.objects.filter(vote=OuterRef("pk"))
    held = MatterRow.objects.filter(~Exists(entered), hour__gte=since, hour__lte=before, listed=True).exclude(truth=WITHDRAWN)
    return list(held.order_by("hour").values_list("symbol", "hour"))


def kept_from(accounts: Iterable[str], causes: Iterable[Cause]) -> list[tuple[str, str]]:
    """Those accounts that something of that kind keeps from posting, and why; until something goes well there again."""
    rows = WaitRow.objects.filter(account__in=list(accounts), cause__in=list(causes))
    return list(rows.order_by("account").values_list("account", "why"))


def remembered(what: str, accounts: Iterable[str]) -> dict[str, str]:
    """What is remembered under that name of each of those accounts."""
    return dict(MemoryRow.objects.filter(what=what, account__in=list(accounts)).values_list("account", "value"))


def processes() -> list[ProcessRow]:
    """Every process that has not stopped in good order."""
    return list(ProcessRow.objects.order_by("name"))
