"""Votes and their outcomes, as kept."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from advocacybot.campaign.truth import Truth
from advocacybot.council.calendar import Calendar
from advocacybot.council.outcomes import Report
from advocacybot.council.votes import Vote
from advocacybot.store.models import Matter, MatterRow, ReportRow


@dataclass(frozen=True)
class KeptVote:
    """A vote with what is known of it. ``listed``: it stands in the calendar; ``taken_back``: it left before it was over."""

    vote: Vote
    listed: bool
    taken_back: bool
    truth: Truth
    since: dt.datetime
    report: Report | None = None


@dataclass(frozen=True)
class EnteredReport:
    """A report as it was entered: which revision, by whom, and who confirmed it, each with the hour."""

    revision: int
    report: Report
    entered_by: str
    entered_at: dt.datetime
    confirmed_by: str | None = None
    confirmed_at: dt.datetime | None = None


def calendar() -> Calendar:
    """The votes that stand in the calendar."""
    rows = _rows().filter(listed=True).values_list("facts", flat=True)
    return Calendar.model_construct(votes=tuple(Vote.model_validate(facts) for facts in rows))


def find(symbols: Iterable[str]) -> dict[str, KeptVote]:
    """The votes of those symbols, each with the report that stands."""
    return {kept.vote.symbol: kept for kept in _kept(_rows().filter(symbol__in=list(symbols)))}


def _rows() -> QuerySet[MatterRow]:
    return MatterRow.objects.filter(kind=Matter.VOTE)


def _kept(found: Iterable[MatterRow]) -> list[KeptVote]:
    rows = list(found)
    reports = standing_reports(row.symbol for row in rows)
    return [
        KeptVote(
            Vote.model_validate(row.facts),
            row.listed,
            row.taken_back,
            row.truth,
            row.since,
            reports.get(row.symbol),
        )
        for row in rows
    ]


def between(first: dt.datetime, end: dt.datetime, most: int) -> list[KeptVote]:
    """The votes of those hours, ``end`` not among them, the first of them before the others."""
    return _kept(_rows().filter(hour__gte=first, hour__lt=end).order_by("hour", "symbol")[:most])


def count(now: dt.datetime, words: str = "", languages: Iterable[str] = ()) -> tuple[int, int]:
    """How many votes are ahead, and how many past; those alone of which symbol or subject hold the words."""
    rows = _about(words, languages)
    return rows.filter(hour__gt=now).count(), rows.filter(hour__lte=now).count()


def listed(
    now: dt.datetime, words: str = "", languages: Iterable[str] = (), *, ahead: int, skip: int, most: int
) -> list[KeptVote]:
    """So many of the same, those ahead (``ahead`` of them) before the others: the soonest first, then the latest first."""
    rows = _about(words, languages)
    coming = rows.filter(hour__gt=now).order_by("hour", "symbol")[skip : skip + most]
    first = list(coming) if skip < ahead else []
    past = rows.filter(hour__lte=now).order_by("-hour", "symbol")
    start = max(skip - ahead, 0)
    return _kept([*first, *past[start : start + most - len(first)]])


def _about(words: str, languages: Iterable[str]) -> QuerySet[MatterRow]:
    if not words:
        return _rows()
    wanted = Q(symbol__icontains=words)
    for language in languages:
        wanted |= Q(**{f"facts__subject__{language}__icontains": words})
    return _rows().filter(wanted)


def with_reports() -> list[KeptVote]:
    """The votes of which a report stands, by symbol."""
    symbols = ReportRow.objects.values_list("vote_id", flat=True).distinct()
    return [kept for _, kept in sorted(find(symbols).items()) if kept.report]


def taken_back() -> list[str]:
    """The symbols of the votes that left the calendar before they were over."""
    return list(_rows().filter(taken_back=True).values_list("pk", flat=True))


def ahead(now: dt.datetime) -> list[Vote]:
    """The votes of the calendar that are still to come, the nearest first."""
    rows = _rows().filter(listed=True, hour__gt=now).order_by("hour", "pk").values_list("facts", flat=True)
    return [Vote.model_validate(facts) for facts in rows]


def nearest(now: dt.datetime) -> KeptVote | None:
    """The next vote of the calendar; the last one where none is ahead."""
    listed = _rows().filter(listed=True)
    ahead, last = listed.filter(hour__gte=now).order_by("hour", "pk"), listed.order_by("-hour", "pk")
    symbol = ahead.values_list("pk", flat=True).first() or last.values_list("pk", flat=True).first()
    return find([symbol]).get(symbol) if symbol else None


def latest_with_reports(most: int) -> list[KeptVote]:
    """The last votes of which a report stands, the latest first."""
    confirmed = ReportRow.objects.filter(vote=OuterRef("pk")).exclude(confirmed_by="")
    symbols = list(_rows().filter(Exists(confirmed)).order_by("-hour", "pk").values_list("pk", flat=True)[:most])
    found = find(symbols)
    return [found[symbol] for symbol in symbols]


def save(votes: Iterable[KeptVote], plan_at: dict[str, dt.datetime | None]) -> None:
    """Keep the votes as they now are."""
    rows = [
        MatterRow(
            symbol=kept.vote.symbol,
            facts=kept.vote.model_dump(mode="json", by_alias=True),
            hour=kept.vote.hour,
            listed=kept.listed,
            taken_back=kept.taken_back,
            truth=kept.truth,
            since=kept.since,
            plan_at=plan_at[kept.vote.symbol],
            stale=False,
        )
        for kept in votes
    ]
    changing = ["facts", "hour", "listed", "taken_back", "truth", "since", "plan_at", "stale"]
    MatterRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["symbol"], update_fields=changing, batch_size=2000)


def standing_reports(symbols: Iterable[str]) -> dict[str, Report]:
    """The last report of each vote that was confirmed: by a second person, or with its entry where one is enough."""
    rows = ReportRow.objects.filter(vote__in=list(symbols)).exclude(confirmed_by="").order_by("revision")
    return {row.vote_id: Report.model_validate(row.report) for row in rows}


def reports(symbol: str) -> tuple[EnteredReport, ...]:
    """Every report of a vote that was ever entered, in the order in which they were."""
    return tuple(map(_entered, ReportRow.objects.filter(vote=symbol).order_by("revision")))


def last_report(symbol: str) -> EnteredReport | None:
    """The report of a vote that was entered last, confirmed or not."""
    row = ReportRow.objects.filter(vote=symbol).order_by("-revision").first()
    return _entered(row) if row else None


def _entered(row: ReportRow) -> EnteredReport:
    report = Report.model_validate(row.report)
    return EnteredReport(row.revision, report, row.entered_by, row.entered_at, row.confirmed_by or None, row.confirmed_at)


def enter_report(symbol: str, report: Report, by: str, now: dt.datetime) -> int:
    """Keep a report as the next revision, within a transaction that is alone; its number."""
    revision = ReportRow.objects.filter(vote=symbol).count() + 1
    ReportRow.objects.create(
        vote_id=symbol,
        revision=revision,
        report=report.model_dump(mode="json", by_alias=True),
        entered_by=by,
        entered_at=now,
    )
    return revision


def confirm_report(symbol: str, revision: int, by: str, now: dt.datetime) -> bool:
    """A report takes effect, as that person stands behind it; false where it did before."""
    row = ReportRow.objects.filter(vote=symbol, revision=revision, confirmed_by="")
    return bool(row.update(confirmed_by=by, confirmed_at=now))
