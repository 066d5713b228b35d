"""The journal: how long it takes to write, and to walk the whole chain of it."""

import tempfile
from pathlib import Path

from advocacybot.settings import Settings
from advocacybot.store.opening import open_tables, set_up
from benchmarks.campaigns import NOON
from benchmarks.figures import Figure, Stopwatch, seconds

_AT_A_TIME = 1000


def measure(entries: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder:
        settings = Settings(home=Path(folder))
        set_up(settings)
        open_tables(settings)
        stopwatch = _written_and_verified(entries)
    written, verified = stopwatch.seconds["write"], stopwatch.seconds["verify"]
    return [
        Figure(f"journal: write {entries:,} entries", seconds(written), f"{_AT_A_TIME:,} in a transaction"),
        Figure(f"journal: verify {entries:,} entries", seconds(verified), f"{entries / verified:,.0f} entries/s"),
    ]


def _written_and_verified(entries: int) -> Stopwatch:
    from django.db import transaction

    from advocacybot.store import journal
    from advocacybot.store.journal import Entry

    stopwatch = Stopwatch()
    for first in range(0, entries, _AT_A_TIME):
        numbers = range(first, min(first + _AT_A_TIME, entries))
        block = [Entry("part published", f"post {number}", facts=_facts(number)) for number in numbers]
        with stopwatch.on("write"), transaction.atomic():
            journal.write(block, NOON)
    with stopwatch.on("verify"):
        journal.verify()
    return stopwatch


def _facts(number: int) -> dict[str, object]:
    """As long as those of a part that went out."""
    return {"part": 1, "of": 2, "id": f"rehearsed-{number}", "url": f"https://example.org/posts/{number}"}
