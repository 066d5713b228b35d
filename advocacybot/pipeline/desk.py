"""What holds: what people keep in the staff room, laid over what the operators' files say.

A file owns what stands in it: its votes, its assessments, the handles that it verifies. The room keeps what no file says. Of a
template both may have a text; the one that was written last holds, so the room's holds as long as the file below it stays as it
was.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from advocacybot.campaign.accounts import Handle, Handles
from advocacybot.council.calendar import Calendar
from advocacybot.council.votes import Vote
from advocacybot.errors import DuplicateSymbol
from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import CALENDAR_FILE, Configuration
from advocacybot.sources.models import in_a_line
from advocacybot.store import accepted, desk, marks
from advocacybot.store.desk import DeskAssessment, DeskHandle, Version
from advocacybot.wording.templates import SUFFIX, Templates, TemplateText


def lay_over(house: House) -> None:
    """Let the house work by its files with the room's word over them.

    Raises:
        BadInput: the two do not go together.
    """
    with house.laying:
        mark = marks.get(marks.DESK)
        try:
            house.configuration = laid_over(house.files)
        except DuplicateSymbol as error:
            raise error.at(house.files.place_of(str(error.facts["symbol"]))) from None
        house.desk = mark


def catch_up(house: House) -> bool:
    """Bring the house to what holds now: the files that took effect last, on whichever machine, and the room's word over them.

    Returns:
        whether anything else held before.

    Raises:
        BadInput: the files that hold are beyond this version of the program, or do not go together with the room's word.
    """
    if marks.both(marks.FILES, marks.DESK) == (house.accepted, house.desk):
        return False
    with house.laying:
        before, mark = house.files, marks.get(marks.FILES)
        try:
            house.files = before if mark in (None, house.accepted) else _as_accepted(house, mark)
            lay_over(house)
        except BaseException:
            house.files = before
            raise
        house.accepted = mark
    return True


def _as_accepted(house: House, mark: str) -> Configuration:
    """The files of that mark, which are read only where they are others."""
    texts = accepted.texts(mark)
    return house.files if texts == house.files.texts else house.folder.load_kept(texts)


def laid_over(
    files: Configuration, *, wording: Mapping[str, Version] | None = None, handles: Iterable[DeskHandle] | None = None
) -> Configuration:
    """The files' configuration with the room's word over it: as it is kept, or as it would be with that wording or those handles.

    Raises:
        BadInput: the two do not go together.
    """
    wording = standing_wording(files, desk.wording() if wording is None else wording)
    said_of_handles = list(desk.handles() if handles is None else handles)
    reference = replace(files.reference, handles=with_handles(files.reference.handles, said_of_handles))
    return replace(
        files,
        reference=reference,
        calendar=_with_votes(files.calendar, (one.vote for one in desk.votes().values()), desk.assessments()),
        templates=with_wording(files.templates, wording),
        version=_version(files.version, wording, said_of_handles),
    )


def assessed(vote: Vote, kept: DeskAssessment | None) -> Vote:
    """The vote with the room's assessment, unless its file assesses it."""
    return vote.model_copy(update={"assessment": kept.assessment}) if kept and vote.assessment is None else vote


def with_wording(templates: Templates, wording: Mapping[str, Version]) -> Templates:
    """The templates with the room's texts in place of the files'.

    Raises:
        BadTemplate: they do not go together.
    """
    if not wording:
        return templates
    return Templates(templates.texts | {name: TemplateText(_path(name), one.text) for name, one in wording.items()})


def _path(name: str) -> str:
    """How messages name the room's text: whoever mends the files must not look for it there."""
    return f"message_templates/{name}{SUFFIX} as the staff room has it"


def standing_wording(files: Configuration, wording: Mapping[str, Version]) -> dict[str, Version]:
    """The room's texts that hold: those below which the file has not changed since, nor come or vanished.

    Of what no file words, such as one platform's own reminder, the room's text holds until a file comes; an empty one takes it
    away again.
    """
    return {name: one for name, one in wording.items() if one.over == digest(file_text(files, name)) and has_text(files, one)}


def has_text(files: Configuration, one: Version) -> bool:
    """Whether there is such a template at all: where no file words it, an empty text is none."""
    return one.name in files.templates.texts or bool(one.text.strip())


def file_text(files: Configuration, name: str) -> str:
    """What the file of a template says; nothing where there is none."""
    known = files.templates.texts.get(name)
    return known.text if known else ""


def digest(text: str) -> str:
    """What tells one text of a file from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def with_handles(known: Handles, said: Iterable[DeskHandle]) -> Handles:
    """The files' handles with what the room says of them. What a file verified stays so; who asked not to be tagged never is.

    Raises:
        BadInput: a State would have two verified handles on a platform, or two States one.
    """
    merged = {which(one): one for one in known.handles}
    for one in said:
        was = merged.get(which(one.handle))
        merged[which(one.handle)] = _both(was, one.handle) if was else one.handle
    if not said:
        return known
    with in_a_line():
        return Handles(handles=tuple(merged.values()))


def which(one: Handle) -> tuple[str, str, str]:
    """What tells a handle from another: capitals are no difference."""
    return one.state, one.platform, one.handle.casefold()


def _both(file: Handle, room: Handle) -> Handle:
    said = {"verified": file.verified or room.verified, "opted_out": file.opted_out or room.opted_out}
    return file.model_copy(update=said)


def _with_votes(calendar: Calendar, votes: Iterable[Vote], assessments: Mapping[str, DeskAssessment]) -> Calendar:
    """The files' votes and the room's, each with its assessment.

    Raises:
        DuplicateSymbol: both have a vote of the same symbol.
    """
    rooms = tuple(votes)
    if not rooms and not assessments:
        return calendar
    places = {vote.symbol: number for number, vote in enumerate(calendar.votes)}
    for vote in rooms:
        if vote.symbol in places:
            also = ", in the calendar's file and in the staff room"
            raise DuplicateSymbol(where=CALENDAR_FILE, symbol=vote.symbol, also=also, path=("votes", places[vote.symbol]))
    every = (assessed(vote, assessments.get(vote.symbol)) for vote in (*calendar.votes, *rooms))
    return Calendar.model_construct(votes=tuple(every))


def _version(files: str, wording: Mapping[str, Version], handles: Iterable[DeskHandle]) -> str:
    """Another one whenever words would be drawn otherwise. What the room says nothing of leaves the files' own."""
    said = [f"{name}\0{one.text}" for name, one in sorted(wording.items())]
    said += [one.handle.model_dump_json() for one in handles]
    return hashlib.sha256("\0".join((files, *said)).encode()).hexdigest()[:16] if said else files
