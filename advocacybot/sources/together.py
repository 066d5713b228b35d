"""What one file says of another: every code a State's, every name a person's, every day one whose Council is known."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from babel.localedata import exists

from advocacybot.campaign.campaign import Campaign
from advocacybot.council.calendar import Calendar
from advocacybot.council.record import Record, RecordedVote
from advocacybot.council.votes import Assessment
from advocacybot.errors import AdvocacyBotError, BadInput, DuplicateSymbol, UnknownState
from advocacybot.sources.yaml_text import Path
from advocacybot.wording.facts import Reference

Anything = TypeVar("Anything")
Found = Iterator[tuple[str, AdvocacyBotError]]
"""The file's name, and the error with the path to what it is about."""


@dataclass(frozen=True)
class Files:
    """Files that are right each by itself. ``records``: by file; ``languages``: those that have templates."""

    campaign: Campaign
    reference: Reference
    calendar: Calendar
    records: Mapping[str, Record]
    languages: tuple[str, ...]


def problems_between(files: Files) -> Found:
    """Everything that is wrong between the files."""
    yield from _unknown_states(files)
    yield from _accounts(files)
    yield from _calendar(files)
    yield from _record(files)
    yield from _assessments(files)


def _members_known(files: Files) -> bool:
    """Where council.yaml names a State that is none, whatever is said of its members follows from that."""
    known = files.reference.states.by_code
    return all(term.state in known for term in files.reference.council.terms)


def _unknown_states(files: Files) -> Found:
    known = files.reference.states.by_code
    for name, path, code in _codes(files):
        if code not in known:
            yield name, UnknownState(code=code, path=path)


def _codes(files: Files) -> Iterator[tuple[str, Path, str]]:
    """Every code of a State in every file, with the path to it."""
    for number, term in enumerate(files.reference.council.terms):
        yield "council.yaml", ("terms", number, "state"), term.state
    for number, roll in enumerate(files.reference.supporters.lists):
        for field, codes in (("states", roll.states), ("observers", roll.observers)):
            yield from (("supporters.yaml", ("lists", number, field, place), code) for place, code in enumerate(codes))
    for number, handle in enumerate(files.reference.handles.handles):
        yield "handles.yaml", ("handles", number, "state"), handle.state
    for number, vote in enumerate(files.calendar.votes):
        holders = enumerate(vote.penholders)
        yield from (("calendar.yaml", ("votes", number, "penholders", place), code) for place, code in holders)
    for name, record in files.records.items():
        for number, recorded in enumerate(record.votes):
            yield from ((name, ("votes", number, *path), code) for path, code in _codes_of(recorded))


def _codes_of(vote: RecordedVote) -> Iterator[tuple[Path, str]]:
    for field in ("in_favour", "against", "abstained", "not_voting", "vetoed_by"):
        yield from (((field, place), code) for place, code in enumerate(getattr(vote, field)))


def _accounts(files: Files) -> Found:
    for number, account in enumerate(files.campaign.accounts):
        path: Path = ("accounts", number, "language")
        if not exists(account.language):
            what = f"{account.language!r} is no language that is known"
            mend = f"write the two letters of one that has templates: {', '.join(files.languages)}"
            yield "campaign.yaml", BadInput(what=what, mend=mend, path=path)
        elif account.language not in files.languages:
            what = f"there are no templates in {account.language!r}, but in {', '.join(files.languages)}"
            mend = f"write them into message_templates/{account.language}, or name another language"
            yield "campaign.yaml", BadInput(what=what, mend=mend, path=path)


def _calendar(files: Files) -> Found:
    for number, vote in enumerate(files.calendar.votes):
        at: Path = ("votes", number)
        council = files.reference.council
        yield from _raised("calendar.yaml", (*at, "hour"), council.members_on, vote.day)
        yield from _people("calendar.yaml", at, vote.assessment, files.campaign)


def _record(files: Files) -> Found:
    seen: set[str] = set()
    members_known = _members_known(files)
    known = files.reference.states.by_code
    for name, record in files.records.items():
        for number, vote in enumerate(record.votes):
            at: Path = ("votes", number)
            if vote.symbol in seen:
                yield name, DuplicateSymbol(symbol=vote.symbol, also=" in the record", path=at)
            seen.add(vote.symbol)
            if members_known and all(code in known for _, code in _codes_of(vote)):
                yield from _raised(name, at, vote.outcome, files.reference.council)
            yield from _people(name, at, vote.assessment, files.campaign)


def _assessments(files: Files) -> Found:
    """A text is assessed in one place: where its vote stands, or among the assessments."""
    seen = {vote.symbol for record in files.records.values() for vote in record.votes if vote.assessment}
    for name, record in files.records.items():
        for number, text in enumerate(record.assessments):
            at: Path = ("assessments", number)
            if text.symbol in seen:
                yield name, DuplicateSymbol(symbol=text.symbol, also=" among the assessments of the record", path=at)
            seen.add(text.symbol)
            yield from _people(name, at, text.assessment, files.campaign)


def _people(name: str, at: Path, assessment: Assessment | None, campaign: Campaign) -> Found:
    for number, person in enumerate(assessment.assessors if assessment else ()):
        path = (*at, "assessment", "assessors", number, "name")
        yield from _raised(name, path, campaign.check_person, person.name)


def _raised(name: str, path: Path, check: Callable[[Anything], object], checked: Anything) -> Found:
    try:
        check(checked)
    except AdvocacyBotError as error:
        error.path = path
        yield name, error
