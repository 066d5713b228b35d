"""Warnings that people accepted, as kept."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from advocacybot.campaign.truth import Truth
from advocacybot.campaign.warnings import EarlyWarning
from advocacybot.store.models import Matter, MatterRow


@dataclass(frozen=True)
class KeptWarning:
    """A warning with what may be said of it, and since when. ``until``: when its posts are too late."""

    warning: EarlyWarning
    truth: Truth
    since: dt.datetime
    until: dt.datetime


def find(names: Iterable[str]) -> dict[str, KeptWarning]:
    """The warnings of those names."""
    return {one.warning.name: one for one in map(_kept, _rows().filter(symbol__in=list(names)))}


def count() -> int:
    """How many there are."""
    return _rows().count()


def listed(*, skip: int = 0, most: int) -> list[KeptWarning]:
    """So many of them, the latest before the others."""
    return [_kept(row) for row in _rows().order_by("-since", "-hour", "symbol")[skip : skip + most]]


def save(warnings: Iterable[KeptWarning], plan_at: Mapping[str, dt.datetime | None]) -> None:
    """Keep the warnings as they now are."""
    for kept in warnings:
        facts = kept.warning.model_dump(mode="json", by_alias=True)
        said = {"truth": kept.truth, "since": kept.since, "hour": kept.until, "plan_at": plan_at[kept.warning.name]}
        as_it_is = {"kind": Matter.WARNING, "facts": facts, "listed": False, "taken_back": False, "stale": False} | said
        MatterRow.objects.update_or_create(symbol=kept.warning.name, defaults=as_it_is)


def _rows() -> QuerySet[MatterRow]:
    return MatterRow.objects.filter(kind=Matter.WARNING)


def _kept(row: MatterRow) -> KeptWarning:
    return KeptWarning(EarlyWarning.model_validate(row.facts), row.truth, row.since, row.hour)
