"""What tests of webhooks do over and over."""

import datetime as dt
import json
from typing import Any

from django.db import transaction

from advocacybot.pipeline import subscribe
from advocacybot.pipeline.offered import EVENTS
from advocacybot.store import webhooks
from advocacybot.store.models import MessageRow
from tests.fakes.receiver import ADDRESS
from tests.houses import ANA, MakeHouse

SECOND = dt.timedelta(seconds=1)
DAY = dt.timedelta(days=1)


def a_subscription(at_work: MakeHouse, *events: str, address: str = ADDRESS) -> tuple[int, str]:
    """A partner campaign that is told of those events, or of all: its number, and its secret."""
    return subscribe.add(at_work.house, address, events or tuple(EVENTS), ANA)


def something_happens(at_work: MakeHouse, event: str = "scorecard.published") -> None:
    """Something that partner campaigns are to be told."""
    now = at_work.clock.now()
    with transaction.atomic():
        webhooks.put(event, json.dumps({"type": event, "timestamp": now.isoformat(), "data": {"symbol": "S/2016/846"}}), now)


def told() -> list[dict[str, Any]]:
    """What everybody is told, or is to be told, in its order. Each is of the form that it is said to have."""
    bodies = [(row.event, row.body) for row in MessageRow.objects.order_by("pk")]
    for event, body in bodies:
        assert EVENTS[event].model_validate_json(body).type == event
    return [json.loads(body) for _, body in bodies]


def kinds() -> list[str]:
    return [one["type"] for one in told()]
