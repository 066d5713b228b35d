"""How the bot is: whether it is awake, what waits and why, what it spends; for monitoring, and for people."""

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import connection

from advocacybot.campaign.posts import PostState
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import asleep_for
from advocacybot.store import journal, marks, pauses, spending, tallies, waits
from advocacybot.store.pauses import Pause
from advocacybot.store.waits import Wait

WITHOUT_OUTCOME = (1, 24)
"""Hours after which it is told of a vote that nobody entered its outcome."""


@dataclass(frozen=True)
class Vitals:
    """``late``: how long the post is overdue that was to be out longest. ``without_outcome``: how many votes, by hours since."""

    awake: bool
    seen: dt.datetime | None
    posts: Mapping[PostState, int]
    late: dt.timedelta
    waits: tuple[Wait, ...]
    pauses: tuple[Pause, ...]
    spent: Mapping[str, Decimal]
    without_outcome: Mapping[int, int]
    entries: int


@dataclass(frozen=True)
class Room:
    """Bytes: of the database, and what is free where it lies. Of a database elsewhere nothing is known."""

    database: int
    free: int


def vitals(house: House) -> Vitals:
    now = house.clock.now()
    seen, due = marks.get(marks.AWAKE), tallies.oldest_due(now)
    return Vitals(
        awake=asleep_for(house) is None,
        seen=dt.datetime.fromisoformat(seen) if seen else None,
        posts=tallies.by_state(),
        late=now - due if due else dt.timedelta(),
        waits=tuple(waits.standing(now)),
        pauses=tuple(pauses.standing()),
        spent=spending.of_month(now),
        without_outcome={hours: tallies.votes_without_outcome(now - dt.timedelta(hours=hours)) for hours in WITHOUT_OUTCOME},
        entries=journal.length(),
    )


def room() -> Room | None:
    """How much room the database takes and has."""
    if connection.vendor != "sqlite":
        return None
    file = Path(connection.settings_dict["NAME"])
    files = (file, *(file.with_name(f"{file.name}{more}") for more in ("-wal", "-shm")))
    return Room(sum(one.stat().st_size for one in files if one.exists()), shutil.disk_usage(file.parent).free)
