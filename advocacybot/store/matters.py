"""What posts speak of, votes and warnings alike: when its posts are looked at again, and what was said of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min, Q

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import OPEN, PostState
from advocacybot.campaign.said import Said
from advocacybot.campaign.truth import Truth
from advocacybot.store.locks import alone
from advocacybot.store.models import LookRow, MatterRow, PostRow


@dataclass(frozen=True)
class Standing:
    """What may be said of it; ``stale``: what waits may be drawn from facts or words that are others by now."""

    truth: Truth
    stale: bool


def standing(symbol: str) -> Standing:
    """How the vote of that symbol, or the warning of that name, stands."""
    return Standing(*MatterRow.objects.values_list("truth", "stale").get(pk=symbol))


def plan_soon(symbol: str, at: dt.datetime | None) -> None:
    """Look at its posts again then; ``None``: not before something happens to it."""
    MatterRow.objects.filter(pk=symbol).update(plan_at=at)


_LOOKS = 5000
"""So many are taken away at once."""


def look_again(now: dt.datetime) -> None:
    """Let be planned whatever a post of which moved: where it says what is no longer so at once, and before more of it goes out;
    else when the others that are due have gone out as well, or have had a while for it (:data:`claims.A_WHILE`)."""
    if LookRow.objects.exists():
        with alone():
            for symbol in LookRow.objects.values_list("symbol", flat=True).distinct().order_by("symbol"):
                _look_again(symbol, now)


def _look_again(symbol: str, now: dt.datetime) -> None:
    matter, rows = MatterRow.objects.filter(pk=symbol), LookRow.objects.filter(symbol=symbol).order_by("at", "pk")
    (first, *others) = moved = list(rows[:_LOOKS])
    otherwise = {one.says for one in moved} != set(matter.values_list("truth", flat=True))
    if not otherwise and first.at > now and _on_its_way(symbol, now):
        seen = others  # the first one says of the others as well that it is to be looked again: each claim passes by them all
    else:
        matter.update(plan_at=now, **({"stale": True} if otherwise else {}))
        seen = moved
    LookRow.objects.filter(pk__in=[one.pk for one in seen]).delete()  # those alone: others may have come meanwhile


def _on_its_way(symbol: str, now: dt.datetime) -> bool:
    """Whether posts of it are being sent, or about to be."""
    due = Q(state=PostState.APPROVED, due__lte=now) & (Q(next_try_at__isnull=True) | Q(next_try_at__lte=now))
    return PostRow.objects.filter(Q(state=PostState.SENDING) | due, matter=symbol).exists()


def to_plan(now: dt.datetime, most: int) -> list[str]:
    """What has posts that are to be looked at, the soonest first."""
    due = MatterRow.objects.filter(plan_at__lte=now).order_by("hour")
    return list(due.values_list("symbol", flat=True)[:most])


def next_to_plan(now: dt.datetime) -> dt.datetime | None:
    """When the next posts are to be looked at; now, where a post moved and what it speaks of was not looked at since."""
    if LookRow.objects.exists():
        return now
    at: dt.datetime | None = MatterRow.objects.aggregate(at=Min("plan_at"))["at"]
    return at


def any_between(first: dt.datetime, last: dt.datetime) -> bool:
    """Whether there is any whose hour is one of those."""
    return MatterRow.objects.filter(hour__gte=first, hour__lte=last).exists()


def plan_all_live(now: dt.datetime) -> int:
    """Look again at whatever is not over, or of which a post waits, before any of it goes out: the files have changed."""
    waiting = PostRow.objects.filter(state__in=OPEN).values("matter_id")
    live = MatterRow.objects.filter(Q(hour__gte=now) | Q(symbol__in=waiting))
    live.filter(Q(plan_at__isnull=True) | Q(plan_at__gt=now)).update(plan_at=now)
    return live.update(stale=True)


def said(symbols: Iterable[str]) -> dict[str, dict[str, list[Said]]]:
    """What each account told of each, in the order in which its posts began to be out."""
    out = PostRow.objects.filter(matter__in=list(symbols), parts__number=1, parts__receipt_at__isnull=False)
    told: dict[str, dict[str, list[Said]]] = {}
    for row in out.order_by("parts__receipt_at", "pk").values("matter_id", "account", "message", "says"):
        accounts = told.setdefault(row["matter_id"], {})
        accounts.setdefault(row["account"], []).append(Said(Message(row["message"]), row["says"]))
    return told
