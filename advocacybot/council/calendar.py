"""Two calendars compared give events."""

from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from advocacybot.council.events import CalendarEvent, VoteChanged, VoteMoved, VoteRemoved, VoteScheduled, VoteWithdrawn
from advocacybot.council.values import Value, repeated
from advocacybot.council.votes import Vote
from advocacybot.errors import DuplicateSymbol


class Calendar(Value):
    """Votes, each symbol once."""

    votes: tuple[Vote, ...] = ()

    @model_validator(mode="after")
    def _each_symbol_once(self) -> Self:
        again = repeated(vote.symbol for vote in self.votes)
        if again:
            raise DuplicateSymbol(symbol=again[1], also=" in the calendar", path=("votes", again[0]))
        return self

    def by_symbol(self) -> dict[str, Vote]:
        return {vote.symbol: vote for vote in self.votes}


def compare(old: Calendar, new: Calendar) -> tuple[CalendarEvent, ...]:
    """What makes the old calendar the new one, by symbol. The same calendar twice gives nothing."""
    return tuple(_events(old.by_symbol(), new.by_symbol()))


def _events(old: dict[str, Vote], new: dict[str, Vote]) -> Iterator[CalendarEvent]:
    for symbol in sorted(old.keys() | new.keys()):
        event = _event(old.get(symbol), new.get(symbol))
        if event:
            yield event


def _event(was: Vote | None, vote: Vote | None) -> CalendarEvent | None:
    if was is None or vote is None:
        return VoteScheduled(vote) if vote else VoteRemoved(was) if was else None
    if was is vote or was == vote:
        return None
    if vote.withdrawn and not was.withdrawn:
        return VoteWithdrawn(vote, was)
    return (VoteMoved if vote.hour != was.hour else VoteChanged)(vote, was)
