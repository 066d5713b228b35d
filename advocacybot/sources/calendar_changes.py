"""What became of the votes of a calendar that others keep, from one reading to the next.

Nothing here withdraws a vote, and nothing that is found here does so by itself: it is told to people. A calendar that cannot be
had, is empty all at once, or lost more than it kept is suspect: what it lacks is named as missing, and looked for again.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from advocacybot.council.hours import end_of_day
from advocacybot.sources.icalendar_file import FoundVote, VotesFile

_PUT_OFF_WITHIN = dt.timedelta(days=14)


class Seen(StrEnum):
    """How an event stands in a reading of its calendar."""

    ABSENT = "absent"
    STANDS = "stands"
    CANCELLED = "cancelled"
    UNREAD = "unread"
    """It is there, and something is wrong with it."""


class Change(StrEnum):
    NEW = "new"
    MOVED = "moved"
    """It has another hour or day, and may say other things as well."""
    CHANGED = "changed"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    """It was cancelled, and stands again."""
    UNREADABLE = "unreadable"
    VANISHED = "vanished"
    """It is in the calendar no more, which says nothing about the vote."""


CHANGES: Mapping[tuple[Seen, Seen], Change | None] = {
    (Seen.ABSENT, Seen.STANDS): Change.NEW,
    (Seen.ABSENT, Seen.CANCELLED): Change.CANCELLED,
    (Seen.STANDS, Seen.STANDS): None,
    (Seen.STANDS, Seen.CANCELLED): Change.CANCELLED,
    (Seen.STANDS, Seen.UNREAD): Change.UNREADABLE,
    (Seen.STANDS, Seen.ABSENT): Change.VANISHED,
    (Seen.CANCELLED, Seen.STANDS): Change.RESTORED,
    (Seen.CANCELLED, Seen.CANCELLED): None,
    (Seen.CANCELLED, Seen.UNREAD): None,
    (Seen.CANCELLED, Seen.ABSENT): None,
}
"""What each move of an event is. Where it stands as before, its hour and its words are compared."""


class Suspicion(StrEnum):
    """Why a calendar is not to be believed where it lacks something."""

    FAILED = "failed"
    EMPTY = "empty"
    LOST_MOST = "lost more than it kept"


@dataclass(frozen=True)
class Changed:
    """What became of one event: as it was seen last, and as it is now; one of the two may be missing."""

    change: Change
    was: FoundVote | None
    now: FoundVote | None

    @property
    def vote(self) -> FoundVote:
        """The vote as far as it is known last."""
        vote = self.now or self.was
        assert vote is not None  # noqa: S101 – an event that was never there becomes nothing
        return vote


@dataclass(frozen=True)
class Compared:
    """Two readings compared. ``suspect``: why nothing may be made of what is missing; ``seen``: what to compare with next."""

    changes: tuple[Changed, ...]
    suspect: Suspicion | None
    seen: tuple[FoundVote, ...]

    @property
    def missing(self) -> tuple[FoundVote, ...]:
        """The votes ahead that are in the calendar no more: to be asked about, never withdrawn."""
        return tuple(one.vote for one in self.changes if one.change is Change.VANISHED)


def compare(seen: Iterable[FoundVote], file: VotesFile | None, now: dt.datetime) -> Compared:
    """What became of the votes that were seen last, by their identities. ``file``: nothing where the calendar could not be had,
    or not be read. What is past, and was past when it was seen, is neither missed nor new.

    What is missing from a suspect calendar, or is there and cannot be read, stays among what was ``seen``: it is told again each
    time, until it is back; and when it is back unchanged, nothing is told. Else the same calendar twice gives nothing.
    """
    before = {vote.identity: vote for vote in seen}
    if file is None:
        suspect = Suspicion.FAILED if any(_is_ahead(vote, now) for vote in before.values()) else None
        return Compared((), suspect, _recent(before.values(), now))
    after = {vote.identity: vote for vote in file.votes}
    pairs = ((before.get(one), after.get(one)) for one in dict.fromkeys((*before, *after)))
    ahead = [pair for pair in pairs if any(vote and _is_ahead(vote, now) for vote in pair)]
    changes = tuple(one for was, vote in ahead if (one := _changed(was, vote, file.unread)))
    suspect = _suspicion(changes, sum(was is not None and vote is not None for was, vote in ahead), file)
    kept = [one.vote for one in changes if one.change is Change.UNREADABLE or (suspect and one.change is Change.VANISHED)]
    return Compared(changes, suspect, _recent((*after.values(), *kept), now))


def _recent(votes: Iterable[FoundVote], now: dt.datetime) -> tuple[FoundVote, ...]:
    """Those worth remembering: a vote that was not taken at its hour may be put off some days later."""
    return tuple(vote for vote in votes if _is_ahead(vote, now - _PUT_OFF_WITHIN))


def _is_ahead(vote: FoundVote, now: dt.datetime) -> bool:
    """A day alone is ahead until it is over in New York."""
    if vote.hour is not None:
        return vote.hour > now
    return vote.day is not None and end_of_day(vote.day) > now


def _changed(was: FoundVote | None, vote: FoundVote | None, unread: frozenset[str]) -> Changed | None:
    stood, stands = _seen(was), _seen(vote)
    if stands is Seen.ABSENT and was is not None and was.uid in unread:
        stands = Seen.UNREAD
    change = CHANGES[stood, stands]
    if change is None and was is not None and vote is not None and was != vote:
        change = _difference(was, vote)
    return Changed(change, was, vote) if change else None


def _seen(vote: FoundVote | None) -> Seen:
    if vote is None:
        return Seen.ABSENT
    return Seen.CANCELLED if vote.withdrawn else Seen.STANDS


def _difference(was: FoundVote, vote: FoundVote) -> Change | None:
    """What is another about an event that stands as it stood; of a cancelled one nothing matters."""
    if vote.withdrawn:
        return None
    return Change.MOVED if (was.hour, was.day) != (vote.hour, vote.day) else Change.CHANGED


def _suspicion(changes: Iterable[Changed], kept: int, file: VotesFile) -> Suspicion | None:
    vanished = sum(one.change is Change.VANISHED for one in changes)
    if vanished and not file.votes:
        return Suspicion.EMPTY
    return Suspicion.LOST_MOST if vanished > kept else None
