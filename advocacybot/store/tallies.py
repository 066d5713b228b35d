"""How many posts there are of which kind, and when something went out last: few queries, each answered by an index."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.truth import WITHDRAWN
from advocacybot.store.models import MatterRow, PartRow, PostRow, ReportRow


@dataclass(frozen=True)
class Tally:
    """An account's posts: how many in each state, and the hour at which one went out last."""

    of_state: Mapping[PostState, int] = field(default_factory=dict)
    last_out: dt.datetime | None = None

    def __getitem__(self, state: PostState) -> int:
        return self.of_state.get(state, 0)


def by_account() -> dict[str, Tally]:
    """Each account's posts; accounts without any are left out."""
    found: dict[str, dict[PostState, int]] = {}
    last_due: dict[str, dt.datetime] = {}
    rows = PostRow.objects.values("account", "state").annotate(count=Count("pk"), last=Max("due")).order_by()
    for account, state, count, last in rows.values_list("account", "state", "count", "last"):
        found.setdefault(account, {})[PostState(state)] = count
        if state == PostState.PUBLISHED:
            last_due[account] = last
    out = _receipts(last_due)
    return {account: Tally(states, out.get(account)) for account, states in found.items()}


def by_state() -> dict[PostState, int]:
    """How many posts are in each state."""
    counted = dict(PostRow.objects.values_list("state").annotate(Count("pk")).order_by())
    return {state: counted.get(state, 0) for state in PostState}


def oldest_due(now: dt.datetime) -> dt.datetime | None:
    """When the post was due that was to be out longest: it is approved, and its hour is over."""
    waiting = PostRow.objects.filter(state=PostState.APPROVED, due__lte=now)
    found: dt.datetime | None = waiting.aggregate(first=Min("due"))["first"]
    return found


def due_by_account(now: dt.datetime) -> dict[str, int]:
    """How many approved posts of each account are due; accounts without any are left out."""
    waiting = PostRow.objects.filter(state=PostState.APPROVED, due__lte=now).values_list("account")
    return dict(waiting.annotate(Count("pk")).order_by())


def votes_without_outcome(before: dt.datetime) -> int:
    """Votes of the calendar that were to be held before that hour, and of which nobody entered an outcome."""
    entered = ReportRow.objects.filter(vote=OuterRef("pk"))
    held = MatterRow.objects.filter(hour__lte=before, listed=True).exclude(truth=WITHDRAWN)
    return held.filter(~Exists(entered)).count()


def _receipts(last_due: Mapping[str, dt.datetime]) -> dict[str, dt.datetime]:
    """When those posts were out that were due last of each account."""
    if not last_due:
        return {}
    those = reduce(or_, (Q(post__account=account, post__due=due) for account, due in last_due.items()))
    parts = PartRow.objects.filter(those, post__state=PostState.PUBLISHED).values_list("post__account")
    return dict(parts.annotate(Max("receipt_at")).order_by())
