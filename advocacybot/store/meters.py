"""What is counted while the bot works, for monitoring: in each process first, and now and then added to what all counted.

It is named, and kept, as Prometheus would: ``parts_sent_total``, ``lateness_seconds_bucket``. What was counted and not yet added
goes with a process that is killed: monitoring lives with that, and nothing else relies on it.
"""

import threading
import time
from bisect import bisect_left
from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from django.db import connection

from advocacybot.store.models import MeterRow

Labels = tuple[str, ...]
"""The labels' values, in the order of their names."""

ANSWERS_WITHIN = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LATE_BY = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0)
"""Seconds."""

_counted: Tally[tuple[str, Labels]] = Tally()
_counting = threading.Lock()
_flushing = threading.Lock()


@dataclass(frozen=True)
class Counter:
    """Something that happens now and then. ``labels``: the names of what tells one kind of it from the others."""

    name: str
    told: str
    labels: Labels

    def count(self, *values: str) -> None:
        _add({(f"{self.name}_total", values): 1})


@dataclass(frozen=True)
class Histogram:
    """How long something took, in seconds; ``bounds`` are those that are told apart."""

    name: str
    told: str
    labels: Labels
    bounds: tuple[float, ...]

    BEYOND: ClassVar = "+Inf"

    def observe(self, seconds: float, *values: str) -> None:
        """Each time is kept in the one bucket that it falls into; monitoring is told of all buckets up to each bound."""
        _add({(f"{self.name}_bucket", (*values, self.edge(seconds))): 1})
        _add({(f"{self.name}_sum", values): seconds, (f"{self.name}_count", values): 1})

    def edge(self, seconds: float) -> str:
        """The bound of the bucket that so long a time falls into, as it is written."""
        place = bisect_left(self.bounds, seconds)
        return str(self.bounds[place]) if place < len(self.bounds) else self.BEYOND

    @contextmanager
    def timing(self, *values: str) -> Iterator[None]:
        """Observe how long the block takes, however it ends."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.observe(time.perf_counter() - begun, *values)


PARTS_SENT = Counter("parts_sent", "Parts of posts that a platform took.", ("platform",))
NOT_OUT = Counter(
    "parts_not_sent",
    "Tries that did not end with a receipt: refused, not sent, doubtful; and why.",
    ("platform", "ending", "cause"),
)
LOOKED_FOR = Counter("parts_looked_for", "Parts in doubt that were looked for: found, not there, unknown.", ("platform", "found"))
NOTICES = Counter("notices", "Notices to the staff, by what became of them: told, to be tried again, given up.", ("ending",))
ANSWERS = Histogram("platform_answer_seconds", "How long a platform took to answer.", ("platform", "asked"), ANSWERS_WITHIN)
LATENESS = Histogram(
    "lateness_seconds", "How long after they were due posts were out, by their first part.", ("platform",), LATE_BY
)

ALL: tuple[Counter | Histogram, ...] = (PARTS_SENT, NOT_OUT, LOOKED_FOR, NOTICES, ANSWERS, LATENESS)


def flush() -> int:
    """Add what this process counted to what all did; how many numbers changed.

    Where it fails, nothing of it is lost, and the next one adds it; only if the connection breaks in the very commit may it be
    added twice. Never within a transaction: rows are taken in sorted order, so that no two processes wait for each other.
    """
    with _flushing:
        with _counting:
            taken = dict(_counted)
            _counted.clear()
        try:
            _keep(taken)
        except BaseException:
            _add(taken)
            raise
    return len(taken)


def kept() -> dict[str, dict[Labels, float]]:
    """What all processes counted and added, by name."""
    found: dict[str, dict[Labels, float]] = {}
    for name, labels, value in MeterRow.objects.values_list("name", "labels", "value"):
        found.setdefault(name, {})[tuple(labels.split("\t")) if labels else ()] = value
    return found


def _add(more: Mapping[tuple[str, Labels], float]) -> None:
    with _counting:
        for which, value in more.items():
            _counted[which] += value  # type: ignore[assignment]


def _keep(taken: Mapping[tuple[str, Labels], float]) -> None:
    if not taken:
        return
    rows = sorted((name, "\t".join(labels), float(value)) for (name, labels), value in taken.items())
    places = ", ".join(["(%s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO meters (name, labels, value) VALUES {places} "  # noqa: S608 – places alone
            "ON CONFLICT (name, labels) DO UPDATE SET value = meters.value + excluded.value",
            [value for row in rows for value in row],
        )
