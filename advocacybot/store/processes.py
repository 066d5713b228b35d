"""The processes at work, each of which says so now and then."""

import datetime as dt
from collections.abc import Collection

from advocacybot.store.models import ProcessRow

EVERY = 5.0
"""Seconds after which a process says again that it is at work."""

SILENT_AFTER = dt.timedelta(seconds=30)
"""Whoever said nothing for so long is taken for gone."""

KEPT = dt.timedelta(days=1)

PLAN, PUBLISH, WEB = "plan", "publish", "web"
"""What a process does."""


def say(name: str, doing: Collection[str], now: dt.datetime) -> None:
    """That process is at work, and does that. Those that have been silent for a day are forgotten: they come back under other
    names, if at all."""
    told = {"doing": ",".join(doing), "seen_at": now}
    ProcessRow.objects.update_or_create(name=name, defaults=told, create_defaults=told | {"name": name, "since": now})
    ProcessRow.objects.filter(seen_at__lt=now - KEPT).delete()


def leave(name: str) -> None:
    """It ended in good order, and is missed by nobody."""
    ProcessRow.objects.filter(name=name).delete()


def alive(now: dt.datetime, on: str | None = None) -> dict[str, list[str]]:
    """The processes at work, on that machine or on any, each with what it does."""
    rows = ProcessRow.objects.filter(seen_at__gt=now - SILENT_AFTER)
    rows = rows.filter(name__startswith=f"{on}:") if on else rows
    return {name: doing.split(",") for name, doing in rows.values_list("name", "doing")}
