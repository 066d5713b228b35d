"""What is remembered of each feed and calendar between two looks, on every machine: so a fleet asks its server once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from advocacybot.store.models import FeedRow


@dataclass(frozen=True)
class FeedState:
    """``etag``, ``last_modified``: as its server gave them last; ``failures``: in a row, up to now, and ``why`` the last of them;
    ``seen``: what a calendar said last."""

    name: str
    address: str
    etag: str = ""
    last_modified: str = ""
    worked_at: dt.datetime | None = None
    failures: int = 0
    why: str = ""
    next_at: dt.datetime | None = None
    seen: Mapping[str, Any] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[str, ...]:
        """What is wrong with each entry of a calendar that cannot be read, and the mend."""
        return tuple(self.seen.get("unread", ()))


def states(names: Iterable[str]) -> dict[str, FeedState]:
    """What is remembered of those that were looked at before."""
    return {row.name: _state(row) for row in FeedRow.objects.filter(name__in=list(names))}


def take(name: str, address: str, now: dt.datetime, until: dt.datetime, *, whenever: bool = False) -> FeedState | None:
    """Take a feed that is due, so that nobody else asks for it until then; ``None`` where it is not due, or somebody has it. Of
    what was said at another address nothing is remembered.

    ``whenever``: a person asks for it, due or not.
    """
    FeedRow.objects.bulk_create([FeedRow(name=name)], ignore_conflicts=True)
    rows = FeedRow.objects.filter(name=name)
    due = rows if whenever else rows.filter(Q(next_at__isnull=True) | Q(next_at__lte=now))
    if not due.update(next_at=until):
        return None
    state = _state(rows.get())
    return state if state.address == address else FeedState(name, address, failures=state.failures, why=state.why)


def worked(state: FeedState, now: dt.datetime, next_at: dt.datetime) -> None:
    """It was read; what its server says of it now, and what it said, are remembered."""
    FeedRow.objects.filter(name=state.name).update(
        address=state.address,
        etag=state.etag,
        last_modified=state.last_modified,
        seen=dict(state.seen),
        worked_at=now,
        failures=0,
        why="",
        next_at=next_at,
    )


def failed(state: FeedState, why: str, next_at: dt.datetime) -> None:
    """It could not be read once more. What it said last is still what it said last."""
    FeedRow.objects.filter(name=state.name).update(failures=state.failures + 1, why=why, next_at=next_at)


def failing(names: Iterable[str], in_a_row: int) -> list[FeedState]:
    """Those that could not be read so often in a row."""
    rows = FeedRow.objects.filter(name__in=list(names), failures__gte=in_a_row).order_by("name")
    return [_state(row) for row in rows]


def _state(row: FeedRow) -> FeedState:
    said = row.etag, row.last_modified, row.worked_at, row.failures, row.why, row.next_at, dict(row.seen)
    return FeedState(row.name, row.address, *said)
