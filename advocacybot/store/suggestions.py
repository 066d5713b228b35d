"""What feeds and calendars brought, as kept: what is open, and what people decided about it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import F, Q

from advocacybot.campaign.suggestions import OPEN, Kind, Move, Seen, Sighting, State, Suggestion, Told, after
from advocacybot.errors import BadInput, NoSuchThing, OutdatedEntry
from advocacybot.store.models import SightingRow, SuggestionRow


@dataclass(frozen=True)
class Kept:
    """A suggestion with its hours: since when it is open, when something was seen of it last; and who decided it, and why."""

    suggestion: Suggestion
    opened_at: dt.datetime
    latest_at: dt.datetime
    decided_at: dt.datetime | None = None
    decided_by: str = ""
    why: str = ""


def known(seen: Collection[Seen]) -> list[Suggestion]:
    """The suggestions that are open about any of it, and those in which any of it was seen before."""
    open_about = Q(state__in=OPEN, about__in={one.about for one in seen})
    seen_before = Q(sightings__mark__in={one.mark for one in seen})
    rows = SuggestionRow.objects.filter(open_about | seen_before).distinct().order_by("pk").prefetch_related("sightings")
    return [_suggestion(row) for row in rows]


def save(suggestions: Iterable[Suggestion], now: dt.datetime) -> list[Suggestion]:
    """Keep suggestions that are new, or of which more was seen; each with its number."""
    return [_joined(one, now) if one.number else _made(one, now) for one in suggestions]


def _made(one: Suggestion, now: dt.datetime) -> Suggestion:
    row = SuggestionRow.objects.create(kind=one.kind, about=one.about, state=one.state, opened_at=now, latest_at=now)
    made = replace(one, number=row.pk)
    _add(made, made.sightings)
    return made


def _joined(one: Suggestion, now: dt.datetime) -> Suggestion:
    kept = set(SightingRow.objects.filter(suggestion=one.number).values_list("mark", flat=True))
    _add(one, [sighting for sighting in one.sightings if Seen(one.kind, sighting).mark not in kept])
    SuggestionRow.objects.filter(pk=one.number).update(latest_at=now, version=F("version") + 1)
    return replace(one, version=one.version + 1)


def _add(one: Suggestion, sightings: Iterable[Sighting]) -> None:
    SightingRow.objects.bulk_create(
        SightingRow(suggestion_id=one.number, mark=Seen(one.kind, sighting).mark, sighting=sighting.model_dump(mode="json"))
        for sighting in sightings
    )


# ── looked at ───────────────────────────────────────────────────────────────────────────────────────────────────────


def count(states: Iterable[State] = OPEN) -> int:
    return SuggestionRow.objects.filter(state__in=list(states)).count()


def listed(states: Iterable[State] = OPEN, *, skip: int = 0, most: int | None = None) -> list[Kept]:
    """So many of those in these states, the one of which something was seen last before the others."""
    rows = SuggestionRow.objects.filter(state__in=list(states)).order_by("-latest_at", "-pk").prefetch_related("sightings")
    return [_kept(row) for row in (rows[skip:] if most is None else rows[skip : skip + most])]


def get(number: int) -> Kept:
    """The suggestion of that number.

    Raises:
        NoSuchThing: there is none.
    """
    row = SuggestionRow.objects.filter(pk=number).prefetch_related("sightings").first()
    if row is None:
        raise NoSuchThing(kind="suggestion", name=number, known="the numbers that the list of suggestions shows")
    return _kept(row)


# ── decided ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def change(number: int, told: Told, version: int) -> Suggestion:
    """Keep what a person says in place of what was read.

    Raises:
        NoSuchThing, DecidedAlready: there is nothing to change.
        OutdatedEntry: more was seen of it, or somebody changed it, since that version.
        BadInput: another one is open about that already.
    """
    before = get(number).suggestion
    state = after(number, before.state, Move.CHANGE)
    said = told.over(before.changed)
    about = Seen(before.kind, before.sightings[-1].model_copy(update={"told": said.over(before.told)})).about
    if SuggestionRow.objects.filter(state__in=OPEN, about=about).exclude(pk=number).exists():
        raise BadInput(what="another suggestion is open about that", mend="dismiss this one, and go on with the other")
    facts = {"state": state, "about": about, "changed": said.model_dump(mode="json", exclude_defaults=True)}
    _update(number, version, facts)
    return get(number).suggestion


def decide(number: int, move: Move, by: str, why: str, now: dt.datetime, version: int | None = None) -> Suggestion:
    """Let a person's decision hold. ``version``: what they looked at, where that matters.

    Raises:
        NoSuchThing, DecidedAlready: there is nothing to decide.
        OutdatedEntry: more was seen of it, or somebody changed it, since that version.
    """
    before = get(number).suggestion
    state = after(number, before.state, move)
    facts = {"state": state, "decided_at": now, "decided_by": by, "why": why}
    _update(number, before.version if version is None else version, facts)
    return replace(before, state=state)


def _update(number: int, version: int, facts: Mapping[str, object]) -> None:
    rows = SuggestionRow.objects.filter(pk=number)
    if not rows.filter(version=version).update(version=F("version") + 1, **facts):
        now = rows.values_list("version", flat=True).get()
        raise OutdatedEntry(entry=f"suggestion {number}", asked=version, now=now)


def _kept(row: SuggestionRow) -> Kept:
    return Kept(_suggestion(row), row.opened_at, row.latest_at, row.decided_at, row.decided_by, row.why)


def _suggestion(row: SuggestionRow) -> Suggestion:
    sightings = sorted(row.sightings.all(), key=lambda one: one.pk)
    return Suggestion(
        kind=Kind(row.kind),
        about=row.about,
        sightings=tuple(Sighting.model_validate(one.sighting) for one in sightings),
        state=State(row.state),
        number=row.pk,
        version=row.version,
        changed=Told.model_validate(row.changed),
    )
