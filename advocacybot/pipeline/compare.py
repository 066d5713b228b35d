"""What a file says of a vote, held against what others say of it: ballot by ballot, each with its line."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from advocacybot.council.known import Trace
from advocacybot.council.outcomes import Ballot, RollCall
from advocacybot.council.record import RecordedVote
from advocacybot.council.votes import Procedure
from advocacybot.errors import BadInput
from advocacybot.pipeline import judge
from advocacybot.pipeline.house import House
from advocacybot.sources.roll_calls import Read
from advocacybot.store import recorded, votes


class Standing(Enum):
    """What an import does about what is known already."""

    GOES_BEFORE = auto()
    """People's own entry, and the operators' files: an import may agree with it, and no more."""
    OF_THIS_FILE = auto()
    """The same file says it further above, and has to agree with itself."""
    BEFORE = auto()
    """It was imported before: whoever asks for it may replace it."""


@dataclass(frozen=True)
class Holder:
    """What is known of a vote already, and where it stands. ``standing``: what an import does about it."""

    where: str
    standing: Standing
    symbols: frozenset[str]
    day: dt.date
    roll_call: RollCall | None
    procedure: Procedure
    adopted: bool
    vote: RecordedVote | None = None

    @property
    def trace(self) -> Trace:
        return Trace(self.symbols, self.day, self.roll_call, self.adopted)


def of_record(vote: RecordedVote, where: str, standing: Standing) -> Holder:
    return Holder(where, standing, vote.symbols, vote.day, vote.roll_call, vote.procedure, vote.adopted, vote)


def holders(house: House) -> Iterator[Holder]:
    """Everything that is known: what people entered, the record in files, and what was imported."""
    for kept in votes.with_reports():
        told = judge.judged(house, kept)
        symbols, roll_call = frozenset({told.symbol}), told.report.roll_call
        where, standing = "what people entered", Standing.GOES_BEFORE
        yield Holder(where, standing, symbols, told.day, roll_call, told.procedure, told.outcome.adopted)
    places = house.files.places_in_record()
    for vote in house.configuration.record.votes:
        yield of_record(vote, places.get(vote.symbol, "config/record"), Standing.GOES_BEFORE)
    for one in recorded.every():
        yield of_record(one.vote, f"{one.file} as it was imported before", Standing.BEFORE)


_MENDS = {
    Standing.GOES_BEFORE: "mend whichever is wrong: an import never goes before it",
    Standing.OF_THIS_FILE: "keep the one that is right",
    Standing.BEFORE: "mend whichever is wrong, or take this file's with --replace",
}


def differences(file: str, read: Read, holder: Holder) -> Iterator[BadInput]:
    """In what the file says otherwise."""
    vote = read.vote
    if vote.day != holder.day:
        yield _told(read.place(file), vote, f"it was voted on on {vote.day}", holder, f"on {holder.day}")
        return
    mine, other = _ballots(vote.roll_call), _ballots(holder.roll_call)
    if bool(mine) != bool(other):
        here, there = ("by a vote", "without a vote") if mine else ("without a vote", "by a vote")
        yield _told(read.place(file), vote, f"it was adopted {here}", holder, there)
        return
    for state in sorted(mine):
        if mine[state] != other[state]:
            yield _told(read.place(file, state), vote, f"{state} is {mine[state]}", holder, other[state])
    if vote.procedure != holder.procedure:
        yield _told(read.place(file), vote, f"the matter was {vote.procedure}", holder, holder.procedure)


def _ballots(roll_call: RollCall | None) -> Mapping[str, Ballot]:
    return dict(roll_call.ballots()) if roll_call else {}


def _told(where: str, vote: RecordedVote, here: str, holder: Holder, there: str) -> BadInput:
    also = "" if vote.symbol in holder.symbols else f", as {' and '.join(sorted(holder.symbols))},"
    what = f"by this file {here}, and by {holder.where}{also} {there}"
    return BadInput(where=where, what=what, mend=_MENDS[holder.standing])
