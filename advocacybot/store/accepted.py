"""The operators' files as they took effect: what machines work by whose own are broken, are older, or do not lie there at all."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from advocacybot.store import marks
from advocacybot.store.models import AcceptedRow

KEPT = 50
"""So many of the last are kept."""


@dataclass(frozen=True)
class Accepted:
    """Files that took effect. ``version``: what tells them from others. ``origin``: on which machine, and where, they lay."""

    mark: str
    version: str
    origin: str
    at: dt.datetime


def keep(texts: Mapping[str, str], version: str, origin: str, now: dt.datetime) -> str:
    """Let these be the files that hold, within the caller's transaction; the mark by which they are known."""
    row = AcceptedRow.objects.create(version=version, origin=origin[:500], at=now, files=dict(texts))
    mark = str(row.pk)
    marks.put(marks.FILES, mark)
    too_many = list(AcceptedRow.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:])
    AcceptedRow.objects.filter(pk__in=too_many).delete()
    return mark


def last() -> Accepted | None:
    """Those that hold; nothing where none ever took effect."""
    row = AcceptedRow.objects.defer("files").order_by("-pk").first()
    return _accepted(row) if row else None


def texts(mark: str) -> dict[str, str]:
    """The files that are known by that mark."""
    found: dict[str, str] = AcceptedRow.objects.values_list("files", flat=True).get(pk=int(mark))
    return found


def replaced_by(version: str) -> Accepted | None:
    """What took effect over those files when they held last; nothing where they never did, or still do."""
    was = AcceptedRow.objects.filter(version=version).order_by("-pk").values_list("pk", flat=True).first()
    after = AcceptedRow.objects.defer("files").filter(pk__gt=was).order_by("pk").first() if was else None
    return _accepted(after) if after else None


def _accepted(row: AcceptedRow) -> Accepted:
    return Accepted(str(row.pk), row.version, row.origin, row.at)
