"""What people in the staff room hold of a draft: is it a credible one? Each stands behind it under their own name and day."""

from collections.abc import Mapping, Sequence
from typing import Any

from advocacybot.council.hours import new_york_day
from advocacybot.council.votes import Assessment, Assessor
from advocacybot.errors import AssessedAlready, BadInput, NoSuchThing, OutdatedEntry, OwnedByFile
from advocacybot.pipeline import desk, watch
from advocacybot.pipeline.draft import Foreseen
from advocacybot.pipeline.house import House
from advocacybot.pipeline.watch import Change
from advocacybot.sources.models import in_a_line
from advocacybot.store import desk as kept_here
from advocacybot.store import journal, votes
from advocacybot.store.desk import DeskAssessment
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.store.votes import KeptVote

Sources = Sequence[Mapping[str, Any]]
"""Each with ``title``, ``date`` and, where there is one, ``url``."""


def assess(house: House, symbol: str, credible: bool, reasons: Sequence[str], sources: Sources, by: str, version: int) -> None:
    """One person assesses the draft, in place of that version of the assessment (0: there is none). Whoever agreed to the one
    before agrees to this no more.

    Raises:
        NotAPerson, NoSuchThing: the campaign knows no such person, or the calendar no such vote.
        OwnedByFile: its file assesses it.
        OutdatedEntry: somebody changed the assessment meanwhile.
        Problems: reasons or sources are missing, or not as they should be; or a post cannot be worded.
    """
    made = _made(house, by, credible, reasons, sources)
    with alone():
        check_may_assess(house, symbol, by, version)
        _keep(house, symbol, made, version, by, "draft assessed")
    desk.lay_over(house)


def agree(house: House, symbol: str, by: str, version: int) -> None:
    """A further person stands behind exactly that version of the assessment.

    Raises:
        NotAPerson, NoSuchThing, OwnedByFile, OutdatedEntry: as for :func:`assess`.
        AssessedAlready: they do already.
    """
    with alone():
        made = _agreed(house, _standing(house, symbol, by, version), symbol, by)
        _keep(house, symbol, made, version, by, "assessment agreed to")
    desk.lay_over(house)


def take_back(house: House, symbol: str, by: str, version: int, why: str) -> None:
    """Nobody in the room stands behind the assessment any more.

    Raises:
        NotAPerson, NoSuchThing, OwnedByFile, OutdatedEntry: as for :func:`assess`.
    """
    now = house.clock.now()
    with alone():
        was = _standing(house, symbol, by, version)
        kept_here.drop_assessment(symbol, version)
        facts = {"why": why, "assessment": was.model_dump(mode="json", by_alias=True)}
        journal.write([Entry("assessment taken back", symbol, by=by, facts=facts)], now)
        watch.take_from_room(house, _change(symbol, None), now, by, why)
    desk.lay_over(house)


# ── what it would do ────────────────────────────────────────────────────────────────────────────────────────────────


def foresee(
    house: House, symbol: str, credible: bool, reasons: Sequence[str], sources: Sources, by: str, version: int
) -> Foreseen | None:
    """What :func:`assess` would do to the queue."""
    made = _made(house, by, credible, reasons, sources)
    check_may_assess(house, symbol, by, version)
    return watch.foresee(house, _change(symbol, made))


def foresee_agreeing(house: House, symbol: str, by: str, version: int) -> Foreseen | None:
    made = _agreed(house, _standing(house, symbol, by, version), symbol, by)
    return watch.foresee(house, _change(symbol, made))


def foresee_taking_back(house: House, symbol: str, by: str, version: int) -> Foreseen | None:
    _standing(house, symbol, by, version)
    return watch.foresee(house, _change(symbol, None))


# ── what is looked at before ────────────────────────────────────────────────────────────────────────────────────────


def room_may_assess(house: House, kept: KeptVote, room: DeskAssessment | None) -> bool:
    """Whether no file assesses the vote, as this process or another read it."""
    symbol = kept.vote.symbol
    by_file = any(vote.symbol == symbol and vote.assessment for vote in house.files.calendar.votes)
    return kept.listed and not by_file and kept.vote.assessment == (room.assessment if room else None)


def check_may_assess(house: House, symbol: str, by: str, version: int) -> DeskAssessment | None:
    """The room's assessment at that version, of a house that knows the room's word as it now is; ``None`` where there is none yet
    (version 0).

    Raises:
        NotAPerson, NoSuchThing, OwnedByFile, OutdatedEntry: as for :func:`assess`.
    """
    desk.catch_up(house)
    house.campaign.check_person(by)
    kept, room = votes.find([symbol]).get(symbol), kept_here.assessments([symbol]).get(symbol)
    if kept is None or not kept.listed:
        raise NoSuchThing(kind="vote", name=symbol, known="the symbols that the calendar shows")
    if not room_may_assess(house, kept, room):
        raise OwnedByFile(symbol=f"the assessment of {symbol}", file=house.files.place_of(symbol))
    now = room.version if room else 0
    if now != version:
        raise OutdatedEntry(entry=f"the assessment of {symbol}", asked=version, now=now)
    return room


def _standing(house: House, symbol: str, by: str, version: int) -> Assessment:
    room = check_may_assess(house, symbol, by, version)
    if room is None:
        raise BadInput(what=f"nobody has assessed {symbol} yet", mend="assess it, with reasons and sources")
    return room.assessment


def _made(house: House, by: str, credible: bool, reasons: Sequence[str], sources: Sources) -> Assessment:
    with in_a_line():
        return Assessment.model_validate(
            {"credible": credible, "assessors": [_today(house, by)], "reasons": list(reasons), "sources": list(sources)}
        )


def _agreed(house: House, was: Assessment, symbol: str, by: str) -> Assessment:
    if by in {one.name for one in was.assessors}:
        raise AssessedAlready(name=by, symbol=symbol)
    return was.model_copy(update={"assessors": (*was.assessors, _today(house, by))})


def _today(house: House, by: str) -> Assessor:
    return Assessor(name=by, on=new_york_day(house.clock.now()))


def _change(symbol: str, assessment: Assessment | None) -> Change:
    return Change(symbol, votes.find([symbol])[symbol].vote.model_copy(update={"assessment": assessment}))


def _keep(house: House, symbol: str, made: Assessment, version: int, by: str, kind: str) -> None:
    """Keep the assessment, tell of it, and let it take effect, in the caller's transaction."""
    now = house.clock.now()
    kept_here.put_assessment(symbol, made, version, now)
    facts = {"assessment": made.model_dump(mode="json", by_alias=True)}
    journal.write([Entry(kind, symbol, by=by, facts=facts)], now)
    watch.take_from_room(house, _change(symbol, made), now, by)
