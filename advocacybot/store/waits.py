"""Accounts that wait because their platform said "not now": a row, so that every worker on every machine waits with them."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from advocacybot.campaign.causes import Cause
from advocacybot.store.models import WaitRow


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
    told = {"until": until, "cause": cause, "why": why[:500]}
    with transaction.atomic():
        if not WaitRow.objects.filter(pk=account).update(tries=F("tries") + 1, **told):
            WaitRow.objects.get_or_create(pk=account, defaults=told)


def lift(account: str) -> None:
    """It goes well again there."""
    WaitRow.objects.filter(pk=account).delete()


def _wait(row: WaitRow) -> Wait:
    return Wait(row.account, row.until, Cause(row.cause), row.why, row.tries)
