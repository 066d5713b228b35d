"""What programs of others read page by page: each page begins after a place that is told by what stands there, so that nothing is
left out or told twice where something was added or taken away meanwhile."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Q

from advocacybot.campaign.posts import PostState
from advocacybot.council.votes import Vote
from advocacybot.store.models import MatterRow, PostRow
from advocacybot.store.posts import Queued, queued

_AT_ONCE = 200
"""Votes that are read at once."""


def votes(first: dt.datetime | None, end: dt.datetime | None, after: tuple[dt.datetime, str] | None) -> Iterator[Vote]:
    """The assessed votes of the calendar by hour and symbol: from that hour on, before that end, after that place."""
    rows = MatterRow.objects.filter(listed=True).exclude(facts__assessment=None)
    rows = rows.filter(hour__gte=first) if first else rows
    rows = rows.filter(hour__lt=end) if end else rows
    while True:
        some = list(rows.filter(_beyond("hour", "symbol", after)).order_by("hour", "symbol")[:_AT_ONCE])
        yield from (Vote.model_validate(row.facts) for row in some)
        if len(some) < _AT_ONCE:
            return
        after = (some[-1].hour, some[-1].symbol)


def posts(
    states: Iterable[PostState], account: str | None, symbol: str | None, after: tuple[dt.datetime, int] | None, most: int
) -> list[Queued]:
    """So many posts in those states by hour and number, after that place."""
    rows = PostRow.objects.filter(state__in=list(states))
    rows = rows.filter(account=account) if account else rows
    rows = rows.filter(matter=symbol) if symbol else rows
    return queued(rows.filter(_beyond("due", "pk", after)).order_by("due", "pk")[:most])


def _beyond(hour: str, name: str, after: tuple[dt.datetime, object] | None) -> Q:
    if after is None:
        return Q()
    return Q(**{f"{hour}__gt": after[0]}) | Q(**{hour: after[0], f"{name}__gt": after[1]})
