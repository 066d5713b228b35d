"""Accounts that wait because their platform said "not now": a row, so that every worker on every machine waits with them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from advocacybot.campaign.causes import Cause
from advocacybot.store.models import WaitRow
from advocacybot.store.statements import Delete, Given


@dataclass(frozen=True)
class Wait:
    """Nothing is tried on the account before ``until``. ``tries``: how often in a row its platform said so."""

    account: str
    until: dt.datetime
    cause: Cause
    why: str
    tries: int


def of(account: str) -> Wait | None:
    """The account's last wait since something went well there, over or not."""
    row = WaitRow.objects.filter(pk=account).first()
    return _wait(row) if row else None


def standing(now: dt.datetime) -> list[Wait]:
    """The accounts that wait now."""
    return [_wait(row) for row in WaitRow.objects.filter(until__gt=now).order_by("account")]


def put(account: str, until: dt.datetime, cause: Cause, why: str) -> None:
    """Let the account wait."""
    told = {"until": until, "cause": cause, "why": why}
    with transaction.atomic():
        WaitRow.objects.bulk_create([WaitRow(account=account, tries=0, **told)], ignore_conflicts=True)
        WaitRow.objects.filter(pk=account).update(tries=F("tries") + 1, **told)


def put_on_all(accounts: Iterable[str], until: dt.datetime, cause: Cause, why: str, now: dt.datetime) -> None:
    """Let all of them wait; where one waits already, it was said of the same thing, and is counted no more."""
    names = sorted(set(accounts))
    told = {"until": until, "cause": cause, "why": why}
    with transaction.atomic():
        fresh = [WaitRow(account=name, until=now, cause=cause, why=why, tries=0) for name in names]
        WaitRow.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = WaitRow.objects.filter(pk__in=names, until__lte=now)
        # In one order, so that of two who do this none waits for the other for ever.
        free = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
        WaitRow.objects.filter(pk__in=free).update(tries=F("tries") + 1, **told)


def lift(account: str) -> bool:
    """It goes well again there; whether it ever did not."""
    return bool(LIFT(account=account))


def lift_from_all(accounts: Iterable[str], causes: Iterable[Cause]) -> None:
    """It goes well again there, as far as it was of those causes."""
    WaitRow.objects.filter(pk__in=list(accounts), cause__in=list(causes)).delete()


def _wait(row: WaitRow) -> Wait:
    return Wait(row.account, row.until, Cause(row.cause), row.why, row.tries)


LIFT = Delete(lambda: WaitRow.objects.filter(pk=Given(WaitRow, "account")))
