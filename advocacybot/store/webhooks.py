"""Whom else is told of what happens, and what they are still to be told: an outbox.

A message is added in the transaction that makes true what it tells, one for each subscription that asked for it. Whoever
delivers it claims it first, so that of two processes one alone sends it. One that is killed meanwhile leaves a claim that runs
out, and the same message, with the same key, is sent once more.
"""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from advocacybot.errors import NoSuchThing
from advocacybot.store.models import MessageRow, SubscriptionRow
from advocacybot.store.seals import Seal

LEASE = dt.timedelta(minutes=2)
"""Longer than one delivery may take."""

_PURPOSE = "webhook"


@dataclass(frozen=True)
class Subscription:
    """``waiting``: how many messages it is still to be told; ``failing_since``: since when it took none."""

    number: int
    host: str
    events: tuple[str, ...]
    by: str
    since: dt.datetime
    failing_since: dt.datetime | None
    ended_at: dt.datetime | None
    why_ended: str
    waiting: int = 0


@dataclass(frozen=True)
class Where:
    """What is sealed of a subscription: the address, and the secret that signs what is sent there."""

    address: str
    secret: bytes


@dataclass(frozen=True)
class Message:
    """A message that this process alone may deliver now. ``tries``: how often that was tried before."""

    token: str
    number: int
    key: str
    subscription: int
    event: str
    body: str
    at: dt.datetime
    tries: int


# ── subscriptions ───────────────────────────────────────────────────────────────────────────────────────────────────


def add(where: Where, host: str, events: Iterable[str], by: str, now: dt.datetime, secret_key: str) -> int:
    """Keep a subscription, in the caller's transaction; its number."""
    row = SubscriptionRow.objects.create(host=host, events=",".join(events), sealed="", by=by, since=now)
    kept = where.secret.hex() + " " + where.address
    SubscriptionRow.objects.filter(pk=row.pk).update(sealed=Seal(_PURPOSE, secret_key).close(kept.encode(), _whose(row.pk)))
    return row.pk


def where(number: int, secret_key: str) -> Where | None:
    """Where a subscription is told; nothing where the secret key is not the one by which that was sealed.

    Raises:
        NoSuchThing: there is no such subscription.
    """
    opened = Seal(_PURPOSE, secret_key).open(_row(number).sealed, _whose(number))
    if opened is None:
        return None
    secret, _, address = opened.decode().partition(" ")
    return Where(address, bytes.fromhex(secret))


def every() -> list[Subscription]:
    """All of them, in the order in which they were made."""
    open_ = Count("messages", filter=Q(messages__settled_at__isnull=True))
    return [_subscription(row, row.open) for row in SubscriptionRow.objects.annotate(open=open_).order_by("pk")]


def get(number: int) -> Subscription:
    """The subscription of that number.

    Raises:
        NoSuchThing: there is none.
    """
    return _subscription(_row(number))


def remove(number: int) -> None:
    """Take it away with everything that it was still to be told."""
    SubscriptionRow.objects.filter(pk=number).delete()


def end(number: int, why: str, now: dt.datetime) -> bool:
    """Tell it nothing more, and give up what waits for it, in the caller's transaction; false where that was so before."""
    ended = SubscriptionRow.objects.filter(pk=number, ended_at__isnull=True).update(ended_at=now, why_ended=why)
    MessageRow.objects.filter(subscription=number, settled_at__isnull=True).update(settled_at=now, claim="", claimed_until=None)
    return bool(ended)


def ended_since(hour: dt.datetime) -> list[Subscription]:
    """Those that were ended since then, for other reasons than that a person took them away."""
    return [_subscription(row) for row in SubscriptionRow.objects.filter(ended_at__gte=hour).order_by("pk")]


def asking_for(event: str) -> list[int]:
    """The subscriptions that are to be told of such an event."""
    rows = SubscriptionRow.objects.filter(ended_at__isnull=True).order_by("pk").values_list("pk", "events")
    return [number for number, events in rows if event in events.split(",")]


def anybody() -> bool:
    """Whether anybody is to be told of anything."""
    return SubscriptionRow.objects.filter(ended_at__isnull=True).exists()


# ── messages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def new_key() -> str:
    """What a message is known by, for ever. No full stop stands in it, as what is signed is divided by these."""
    return f"msg_{secrets.token_hex(16)}"


def put(event: str, body: str, now: dt.datetime) -> int:
    """Have everybody told who asked for it, within the transaction that makes it true; how many they are."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("what others are told is written in the transaction of what it tells")  # noqa: EM101
    rows = [
        MessageRow(key=new_key(), subscription_id=number, event=event, body=body, at=now, next_try_at=now)
        for number in asking_for(event)
    ]
    MessageRow.objects.bulk_create(rows)
    return len(rows)


def to_deliver(now: dt.datetime) -> list[int]:
    """The subscriptions for which something is due."""
    return list(_due(now).order_by("subscription").values_list("subscription", flat=True).distinct())


def claim(subscription: int, now: dt.datetime) -> Message | None:
    """Claim what is due first of what a subscription is to be told; nothing where nothing is, or another process was quicker."""
    number = _due(now).filter(subscription=subscription).order_by("next_try_at", "pk").values_list("pk", flat=True).first()
    if number is None:
        return None
    token = secrets.token_hex(16)
    free = MessageRow.objects.filter(_free(now), pk=number, settled_at__isnull=True)
    if not free.update(claim=token, claimed_until=now + LEASE, tries=F("tries") + 1):
        return None
    row = MessageRow.objects.get(pk=number)
    return Message(token, row.pk, row.key, row.subscription_id, row.event, row.body, row.at, row.tries - 1)


def taken(message: Message, now: dt.datetime) -> None:
    """It was taken: the receiver is well."""
    with transaction.atomic():
        _mine(message).update(settled_at=now, taken=True, why="", claim="", claimed_until=None)
        SubscriptionRow.objects.filter(pk=message.subscription).update(failing_since=None)


def put_off(message: Message, until: dt.datetime, why: str, now: dt.datetime) -> None:
    """It is to be tried again then."""
    with transaction.atomic():
        _mine(message).update(next_try_at=until, why=why, claim="", claimed_until=None)
        _fails(message, now)


def give_up(message: Message, why: str, now: dt.datetime) -> None:
    """It is not tried any more."""
    with transaction.atomic():
        _mine(message).update(settled_at=now, why=why, claim="", claimed_until=None)
        _fails(message, now)


def hold_back(subscription: int, until: dt.datetime) -> None:
    """Its receiver wants it slower: nothing is tried there before."""
    MessageRow.objects.filter(subscription=subscription, settled_at__isnull=True, next_try_at__lt=until).update(next_try_at=until)


def forget(before: dt.datetime) -> None:
    """Take away what was settled before that hour."""
    MessageRow.objects.filter(settled_at__lt=before).delete()


def _fails(message: Message, now: dt.datetime) -> None:
    SubscriptionRow.objects.filter(pk=message.subscription, failing_since__isnull=True).update(failing_since=now)


def _mine(message: Message) -> QuerySet[MessageRow]:
    """Its row, while this process holds the claim."""
    return MessageRow.objects.filter(pk=message.number, claim=message.token)


def _open() -> QuerySet[MessageRow]:
    return MessageRow.objects.filter(settled_at__isnull=True, subscription__ended_at__isnull=True)


def _due(now: dt.datetime) -> QuerySet[MessageRow]:
    return _open().filter(_free(now), next_try_at__lte=now)


def _free(now: dt.datetime) -> Q:
    """Of the row alone: asked by an UPDATE, it is looked at anew where another process was quicker."""
    return Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)


def _row(number: int) -> SubscriptionRow:
    row = SubscriptionRow.objects.filter(pk=number).first()
    if row is None:
        raise NoSuchThing(kind="webhook", name=number, known="the numbers that `advocacybot webhooks list` shows")
    return row


def _subscription(row: SubscriptionRow, waiting: int = 0) -> Subscription:
    events = tuple(row.events.split(","))
    return Subscription(row.pk, row.host, events, row.by, row.since, row.failing_since, row.ended_at, row.why_ended, waiting)


def _whose(number: int) -> str:
    return f"webhook {number}"
