"""What people keep in the staff room, over what the operators' files say: votes, assessments, handles, wording."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Max, Model, Q

from advocacybot.campaign.accounts import Handle
from advocacybot.council.votes import Assessment, Vote
from advocacybot.errors import NoSuchThing, OutdatedEntry
from advocacybot.store.models import DeskAssessmentRow, DeskHandleRow, DeskVoteRow, DeskWordingRow


@dataclass(frozen=True)
class DeskVote:
    """A vote as the room keeps it, without its assessment; who wrote it last, and when."""

    vote: Vote
    version: int
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class DeskAssessment:
    assessment: Assessment
    version: int
    at: dt.datetime


@dataclass(frozen=True)
class DeskHandle:
    handle: Handle
    version: int
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Version:
    """One version of a template's text. ``over``: the SHA-256 of the file's text over which it was written."""

    name: str
    number: int
    text: str
    over: str
    by: str
    at: dt.datetime


# ── votes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def votes(symbols: Iterable[str] | None = None) -> dict[str, DeskVote]:
    """The room's votes by symbol: all, or those."""
    rows = DeskVoteRow.objects.all() if symbols is None else DeskVoteRow.objects.filter(symbol__in=list(symbols))
    return {row.symbol: DeskVote(Vote.model_validate(row.facts), row.version, row.by, row.at) for row in rows}


def put_vote(vote: Vote, version: int, by: str, now: dt.datetime) -> None:
    """Keep the vote in place of that version; 0 where there was none.

    Raises:
        OutdatedEntry: it is at another version by now.
    """
    facts = vote.model_dump(mode="json", by_alias=True, exclude={"assessment"})
    _put(DeskVoteRow, {"symbol": vote.symbol}, version, vote.symbol, {"facts": facts, "by": by, "at": now})


def drop_vote(symbol: str, version: int) -> None:
    """Keep the vote no more.

    Raises:
        OutdatedEntry: it is at another version by now.
    """
    if not DeskVoteRow.objects.filter(symbol=symbol, version=version).delete()[0]:
        raise _outdated(DeskVoteRow, {"symbol": symbol}, version, symbol)


# ── assessments ─────────────────────────────────────────────────────────────────────────────────────────────────────


def assessments(symbols: Iterable[str] | None = None) -> dict[str, DeskAssessment]:
    """The room's assessments by symbol: all, or those."""
    rows = DeskAssessmentRow.objects.all() if symbols is None else DeskAssessmentRow.objects.filter(symbol__in=list(symbols))
    return {row.symbol: DeskAssessment(Assessment.model_validate(row.assessment), row.version, row.at) for row in rows}


def put_assessment(symbol: str, assessment: Assessment, version: int, now: dt.datetime) -> None:
    """Keep the assessment in place of that version; 0 where there was none.

    Raises:
        OutdatedEntry: it is at another version by now.
    """
    kept = {"assessment": assessment.model_dump(mode="json", by_alias=True), "at": now}
    _put(DeskAssessmentRow, {"symbol": symbol}, version, f"the assessment of {symbol}", kept)


def drop_assessment(symbol: str, version: int) -> None:
    """Keep the assessment no more.

    Raises:
        OutdatedEntry: it is at another version by now.
    """
    if not DeskAssessmentRow.objects.filter(symbol=symbol, version=version).delete()[0]:
        raise _outdated(DeskAssessmentRow, {"symbol": symbol}, version, f"the assessment of {symbol}")


# ── handles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def handles() -> list[DeskHandle]:
    """What the room says of handles, by State."""
    rows = DeskHandleRow.objects.order_by("state", "platform", "handle")
    return [DeskHandle(Handle.model_validate(row.entry), row.version, row.by, row.at) for row in rows]


def put_handle(handle: Handle, version: int, by: str, now: dt.datetime) -> None:
    """Keep what is said of the handle in place of that version; 0 where nothing was.

    Raises:
        OutdatedEntry: it is at another version by now.
    """
    which = {"state": handle.state, "platform": handle.platform.value, "handle": handle.handle}
    kept = {"entry": handle.model_dump(mode="json"), "by": by, "at": now}
    _put(DeskHandleRow, which, version, f"the handle {handle.handle}", kept)


# ── wording ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def wording() -> dict[str, Version]:
    """The last version of each template that the room has written."""
    last = DeskWordingRow.objects.values("name").annotate(last=Max("number"))
    wanted = Q(pk__in=())
    for one in last:
        wanted |= Q(name=one["name"], number=one["last"])
    return {row.name: _version(row) for row in DeskWordingRow.objects.filter(wanted)}


def history(name: str, skip: int = 0, most: int | None = None) -> list[Version]:
    """The versions of a template, the newest first: all, or ``most`` of them after so many."""
    rows = DeskWordingRow.objects.filter(name=name).order_by("-number")
    return [_version(row) for row in (rows[skip : skip + most] if most is not None else rows)]


def version(name: str, number: int) -> Version:
    """One version of a template.

    Raises:
        NoSuchThing: there is none of that number.
    """
    row = DeskWordingRow.objects.filter(name=name, number=number).first()
    if row is None:
        raise NoSuchThing(kind=f"version of {name}", name=number, known="the numbers that its history shows")
    return _version(row)


def put_wording(version: Version, after: int) -> None:
    """Keep the next version of a template, which follows the one of number ``after``; 0 where there was none.

    Raises:
        OutdatedEntry: another was written meanwhile.
    """
    last = DeskWordingRow.objects.filter(name=version.name).aggregate(last=Max("number"))["last"] or 0
    if last != after:
        raise OutdatedEntry(entry=version.name, asked=after, now=last)
    DeskWordingRow.objects.create(
        name=version.name, number=version.number, text=version.text, over=version.over, by=version.by, at=version.at
    )


def _version(row: DeskWordingRow) -> Version:
    return Version(row.name, row.number, row.text, row.over, row.by, row.at)


# ── every entry at one version ──────────────────────────────────────────────────────────────────────────────────────


def _put(table: type[Model], which: dict[str, str], version: int, name: str, kept: dict[str, object]) -> None:
    rows = table._default_manager.filter(**which)
    if version == 0:
        _, fresh = table._default_manager.get_or_create(**which, defaults=kept)
    else:
        fresh = bool(rows.filter(version=version).update(version=F("version") + 1, **kept))
    if not fresh:
        raise _outdated(table, which, version, name)


def _outdated(table: type[Model], which: dict[str, str], version: int, name: str) -> OutdatedEntry:
    now = table._default_manager.filter(**which).values_list("version", flat=True).first() or 0
    return OutdatedEntry(entry=name, asked=version, now=now)
