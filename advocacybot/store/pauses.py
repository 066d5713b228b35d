"""The switch that stops posting: for all accounts, or for one. It is a row, so it survives whatever else stops."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from advocacybot.store.models import PauseRow, TurnRow

ALL = ""


@dataclass(frozen=True)
class Pause:
    """Nothing goes out on the account (``None``: on any) until somebody resumes it."""

    account: str | None
    by: str
    why: str
    since: dt.datetime


def standing() -> list[Pause]:
    return [Pause(row.account or None, row.by, row.why, row.since) for row in PauseRow.objects.order_by("account")]


def holds(account: str) -> bool:
    """Whether posting on that account is paused, alone or with all others."""
    return PauseRow.objects.filter(account__in=(ALL, account)).exists()


def put(accounts: Iterable[str | None], by: str, why: str, now: dt.datetime) -> None:
    """Pause; a pause that stands already keeps its first reason. Nothing is claimed there once it is kept."""
    rows = [PauseRow(account=account or ALL, by=by, why=why, since=now) for account in accounts]
    paused = {row.account for row in rows}
    turns = TurnRow.objects.all() if ALL in paused else TurnRow.objects.filter(pk__in=paused)
    with transaction.atomic():
        list(turns.order_by("pk").select_for_update().values_list("pk"))
        PauseRow.objects.bulk_create(rows, ignore_conflicts=True)


def lift(account: str | None) -> bool:
    """Resume; false where there was no pause."""
    return bool(PauseRow.objects.filter(account=account or ALL).delete()[0])
