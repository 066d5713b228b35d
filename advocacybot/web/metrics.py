"""The house's vitals as Prometheus reads them, collected whenever it asks."""

from collections.abc import Iterable, Sequence

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from advocacybot import __version__
from advocacybot.pipeline.house import House
from advocacybot.pipeline.vitals import Vitals, vitals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Values = Iterable[tuple[Sequence[str], float]]
"""By the values of the labels."""


def told(house: House) -> bytes:
    """Everything, in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_House(vitals(house)))
    return generate_latest(registry)


class _House(Collector):
    """A registry's only collector, of vitals that were taken already."""

    def __init__(self, now: Vitals) -> None:
        self._now = now

    def collect(self) -> Iterable[Metric]:
        now = self._now
        yield _gauge("awake", "Whether the bot looks around as it should.", int(now.awake))
        if now.seen:
            yield _gauge("last_seen_timestamp_seconds", "When the bot was last awake.", now.seen.timestamp())
        yield _gauges("posts", "Posts by state.", ("state",), [((state,), count) for state, count in now.posts.items()])
        yield _gauge("oldest_due_post_late_seconds", "How long the oldest approved post is overdue.", now.late.total_seconds())
        told = 'Accounts to which their platform said "not now", until then.'
        waiting = [((one.account, one.cause), one.until.timestamp()) for one in now.waits]
        yield _gauges("account_waits_until_timestamp_seconds", told, ("account", "cause"), waiting)
        told = "Since when posting is paused; an empty account stands for all of them."
        paused = [((one.account or "",), one.since.timestamp()) for one in now.pauses]
        yield _gauges("paused_since_timestamp_seconds", told, ("account",), paused)
        spent = [((account,), float(amount)) for account, amount in now.spent.items()]
        yield _gauges("spent_this_month_usd", "What posting cost this month (of UTC).", ("account",), spent)
        told = "Votes that were to be held so many hours ago or more, without an outcome."
        missing = [((str(hours),), count) for hours, count in now.without_outcome.items()]
        yield _gauges("votes_without_outcome", told, ("hours",), missing)
        yield _gauge("journal_entries", "How long the journal's chain is.", now.entries)
        yield _gauges("build_info", "Which version is at work.", ("version",), [((__version__,), 1)])


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"advocacybot_{name}", told, value=value)


def _gauges(name: str, told: str, labels: tuple[str, ...], values: Values) -> Metric:
    made = GaugeMetricFamily(f"advocacybot_{name}", told, labels=labels)
    for of, value in values:
        made.add_metric(of, value)
    return made
