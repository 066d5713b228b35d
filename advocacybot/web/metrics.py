"""The house's vitals as Prometheus reads them, collected whenever it asks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from advocacybot import __version__
from advocacybot.pipeline.house import House
from advocacybot.pipeline.noticed import SILENT_AFTER
from advocacybot.pipeline.vitals import Vitals, vitals
from advocacybot.store import meters, notices, tallies, troubles
from advocacybot.store.address import GONE

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Values = Iterable[tuple[Sequence[str], float]]
"""By the values of the labels."""


def told(house: House) -> bytes:
    """Everything, in Prometheus' text format; where the database cannot be reached, that alone."""
    registry = CollectorRegistry(auto_describe=False)
    for collector in _collectors(house):
        registry.register(collector)
    return generate_latest(registry)


def _collectors(house: House) -> tuple[Collector, ...]:
    try:
        return _Reached(up=True), _House(vitals(house)), _Fleet(house), _Counted(meters.kept())
    except GONE:
        return (_Reached(up=False),)


class _Reached(Collector):
    def __init__(self, *, up: bool) -> None:
        self._up = up

    def collect(self) -> Iterable[Metric]:
        yield _gauge("database_up", "Whether the database can be reached.", int(self._up))


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


class _Fleet(Collector):
    """The processes at work, and what waits for them."""

    def __init__(self, house: House) -> None:
        self._now = house.clock.now()
        self._processes = troubles.processes()
        self._notices = notices.waiting()
        self._due = Counter[str]()
        platforms = {one.name: "rehearsal" if one.rehearsal else str(one.platform) for one in house.campaign.accounts}
        for account, count in tallies.due_by_account(self._now).items():
            self._due[platforms.get(account, "gone")] += count

    def collect(self) -> Iterable[Metric]:
        yield _gauges(
            "due_posts", "Approved posts that are due, by platform.", ("platform",), [((p,), n) for p, n in self._due.items()]
        )
        told = "How long ago a process that did not stop in good order last said that it works."
        silent = [((one.name, one.doing), (self._now - one.seen_at).total_seconds()) for one in self._processes]
        yield _gauges("process_silent_seconds", told, ("process", "doing"), silent)
        doing = Counter(
            what for one in self._processes if self._now - one.seen_at < SILENT_AFTER for what in one.doing.split(",")
        )
        yield _gauges("processes", "Processes at work, by what they do.", ("doing",), [((what,), n) for what, n in doing.items()])
        yield _gauge("notices_waiting", "Notices that the staff was not told yet.", self._notices)


class _Counted(Collector):
    """What all processes counted since the beginning, as far as each added it."""

    def __init__(self, kept: Mapping[str, Mapping[meters.Labels, float]]) -> None:
        self._kept = kept

    def collect(self) -> Iterable[Metric]:
        for meter in meters.ALL:
            yield self._histogram(meter) if isinstance(meter, meters.Histogram) else self._counter(meter)

    def _counter(self, meter: meters.Counter) -> Metric:
        made = CounterMetricFamily(f"advocacybot_{meter.name}", meter.told, labels=meter.labels)
        for of, value in sorted(self._of(meter, "total").items()):
            made.add_metric(of, value)
        return made

    def _histogram(self, meter: meters.Histogram) -> Metric:
        made = HistogramMetricFamily(f"advocacybot_{meter.name}", meter.told, labels=meter.labels)
        edges, buckets = [*map(str, meter.bounds), meter.BEYOND], self._of(meter, "bucket")
        for of, total in sorted(self._of(meter, "sum").items()):
            up_to = accumulate(buckets.get((*of, edge), 0) for edge in edges)
            made.add_metric(of, list(zip(edges, up_to, strict=True)), total)
        return made

    def _of(self, meter: meters.Counter | meters.Histogram, what: str) -> Mapping[meters.Labels, float]:
        return self._kept.get(f"{meter.name}_{what}", {})


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"advocacybot_{name}", told, value=value)


def _gauges(name: str, told: str, labels: tuple[str, ...], values: Values) -> Metric:
    made = GaugeMetricFamily(f"advocacybot_{name}", told, labels=labels)
    for of, value in values:
        made.add_metric(of, value)
    return made
