"""Handles as people in the staff room know them: whose they are, who verified them by what, who asked not to be tagged.

A file owns the handles that it verifies. To opt out works for every handle, whoever knows it, and always wins: a State that asked
not to be tagged never is.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from advocacybot.campaign.accounts import Handle, Verification
from advocacybot.council.hours import new_york_day
from advocacybot.council.values import Day
from advocacybot.errors import BadInput, NoSuchThing, OwnedByFile
from advocacybot.pipeline import desk, word
from advocacybot.pipeline.house import House
from advocacybot.sources.models import in_a_line
from advocacybot.store import desk as store
from advocacybot.store.desk import DeskHandle
from advocacybot.store.journal import Entry

HANDLES_FILE = "handles.yaml"
_DAY = TypeAdapter[dt.date](Day)


@dataclass(frozen=True)
class Known:
    """A handle with what the file and the room say of it. ``version``: of what the room says; 0 where it says nothing."""

    handle: Handle
    file: Handle | None
    room: DeskHandle | None

    @property
    def version(self) -> int:
        return self.room.version if self.room else 0

    @property
    def verified_by_file(self) -> bool:
        return self.file is not None and self.file.verified is not None

    @property
    def opted_out_by_file(self) -> bool:
        return self.file is not None and self.file.opted_out is not None


def every(house: House) -> list[Known]:
    """Every handle that is known, those of the file first."""
    room = store.handles()
    files = {desk.which(one): one for one in house.files.reference.handles.handles}
    said = {desk.which(one.handle): one for one in room}
    together = desk.with_handles(house.files.reference.handles, room)
    return [Known(one, files.get(desk.which(one)), said.get(desk.which(one))) for one in together.handles]


def add(house: House, state: str, platform: str, handle: str, kind: str, evidence: str, by: str) -> None:
    """Note a State's account, with where it was seen. Nobody is tagged by it before somebody verified it.

    Raises:
        UnknownState: no State has that code.
        BadInput: it is known already, or something about it is not written as it should be.
    """
    house.campaign.check_person(by)
    house.configuration.reference.states.find(state)
    facts = {"state": state, "platform": platform, "handle": handle.strip(), "kind": kind, "evidence": evidence}
    with in_a_line():
        made = Handle.model_validate(facts | {"confidence": "added in the staff room"})
    if any(desk.which(one.handle) == desk.which(made) for one in every(house)):
        raise BadInput(what=f"{made.handle} is known on {platform} already", mend="verify it where it stands")
    made.check_form()
    _put(house, made, 0, by, "handle added", {"kind": made.kind, "evidence": made.evidence})


def verify(house: House, state: str, platform: str, handle: str, on: str, proof: str, by: str, version: int) -> None:
    """One person checked whose the handle is: on that day (YYYY-MM-DD), by the page at that address.

    Raises:
        NoSuchThing: nobody knows that handle.
        OwnedByFile: the file verifies it.
        BadInput: the day is none, or ahead; the address is none; or posts could tag a State by two handles, or two by one.
        OutdatedEntry: somebody said something else of it meanwhile.
    """
    known = _known(house, state, platform, handle, by)
    _not_the_files(known)
    with in_a_line():
        verification = Verification.model_validate({"by": by, "on": on, "proof": proof.strip()})
    _not_ahead(house, verification.on)
    said = _said(known).model_copy(update={"verified": verification})
    facts = {"on": verification.on.isoformat(), "proof": verification.proof}
    _put(house, said, version, by, "handle verified", facts)


def unverify(house: House, state: str, platform: str, handle: str, why: str, by: str, version: int) -> None:
    """What the room verified is verified no more, so nobody is tagged by it.

    Raises:
        NoSuchThing, OwnedByFile, OutdatedEntry: as for ``verify``.
        BadInput: nobody in the room verified it.
    """
    known = _known(house, state, platform, handle, by)
    _not_the_files(known)
    if known.room is None or known.room.handle.verified is None:
        raise BadInput(what=f"nobody has verified {known.handle.handle}", mend="nothing is left to do")
    said = _said(known).model_copy(update={"verified": None})
    _put(house, said, version, by, "handle verified no more", {"why": why})


def opt_out(house: House, state: str, platform: str, handle: str, on: str, why: str, by: str, version: int) -> None:
    """The State asked on that day (YYYY-MM-DD) not to be tagged by that handle.

    Raises:
        NoSuchThing, OutdatedEntry: as for ``verify``.
        BadInput: the day is none, or ahead.
    """
    known = _known(house, state, platform, handle, by)
    with in_a_line():
        day = _DAY.validate_python(on)
    _not_ahead(house, day)
    said = _said(known).model_copy(update={"opted_out": day})
    _put(house, said, version, by, "asked not to be tagged", {"on": day.isoformat(), "why": why})


def opt_in(house: House, state: str, platform: str, handle: str, why: str, by: str, version: int) -> None:
    """What the room noted of its asking not to be tagged was a mistake, or holds no more.

    Raises:
        NoSuchThing, OutdatedEntry: as for ``verify``.
        OwnedByFile: the file says that it asked.
        BadInput: nobody noted that it asked.
    """
    known = _known(house, state, platform, handle, by)
    if known.opted_out_by_file:
        raise OwnedByFile(symbol=f"that {known.handle.handle} asked not to be tagged", file=HANDLES_FILE)
    if known.handle.opted_out is None:
        raise BadInput(what=f"nobody noted that {known.handle.handle} asked not to be tagged", mend="nothing is left to do")
    said = _said(known).model_copy(update={"opted_out": None})
    _put(house, said, version, by, "may be tagged again", {"why": why})


def _known(house: House, state: str, platform: str, handle: str, by: str) -> Known:
    house.campaign.check_person(by)
    asked = (state, platform, handle.removeprefix("@").casefold())
    found = next((one for one in every(house) if desk.which(one.handle) == asked), None)
    if found is None:
        raise NoSuchThing(kind="handle", name=f"{state} {platform} {handle}", known="those that the page of handles shows")
    return found


def _not_the_files(known: Known) -> None:
    if known.verified_by_file:
        raise OwnedByFile(symbol=f"that {known.handle.handle} is verified", file=HANDLES_FILE)


def _not_ahead(house: House, day: dt.date) -> None:
    if day > new_york_day(house.clock.now()):
        raise BadInput(what=f"{day} is still ahead", mend="write the day on which it was")


def _said(known: Known) -> Handle:
    """What the room says of the handle so far; of one that only the file knows, nothing but whose it is."""
    if known.room:
        return known.room.handle
    return known.handle.model_copy(update={"verified": None, "opted_out": None})


def _put(house: House, said: Handle, version: int, by: str, kind: str, facts: Mapping[str, object]) -> None:
    def as_it_would_be(now: dt.datetime) -> Iterable[DeskHandle]:
        kept = {desk.which(one.handle): one for one in store.handles()}
        return (kept | {desk.which(said): DeskHandle(said, version + 1, by, now)}).values()

    def put(now: dt.datetime) -> list[Entry]:
        store.put_handle(said, version, by, now)
        return [Entry(kind, f"{said.state} {said.platform}", by=by, facts={"handle": said.handle, **facts})]

    word.take(house, lambda: desk.laid_over(house.files, handles=as_it_would_be(house.clock.now())), put)
