"""What happens to a vote, as facts that can be written down."""

from dataclasses import dataclass

from advocacybot.council.outcomes import Report
from advocacybot.council.votes import Vote


@dataclass(frozen=True)
class VoteScheduled:
    """A vote stands in the calendar that did not before."""

    vote: Vote


@dataclass(frozen=True)
class VoteMoved:
    """Its hour is another; other facts may have changed with it."""

    vote: Vote
    was: Vote


@dataclass(frozen=True)
class VoteChanged:
    """Other facts of it are others: its subject, its assessment, a document."""

    vote: Vote
    was: Vote


@dataclass(frozen=True)
class VoteWithdrawn:
    """The sponsors withdrew the draft."""

    vote: Vote
    was: Vote


@dataclass(frozen=True)
class VoteRemoved:
    """It stands in the calendar no more, and nobody says why."""

    was: Vote


CalendarEvent = VoteScheduled | VoteMoved | VoteChanged | VoteWithdrawn | VoteRemoved


@dataclass(frozen=True)
class OutcomeRecorded:
    """The outcome is known: one person entered it, and another confirmed it where the campaign asks for two."""

    symbol: str
    report: Report


@dataclass(frozen=True)
class OutcomeCorrected:
    """The outcome is another than the one that was recorded."""

    symbol: str
    report: Report
    was: Report


Event = CalendarEvent | OutcomeRecorded | OutcomeCorrected
