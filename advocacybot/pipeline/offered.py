"""What programs of others are offered: what they read (``/api/v1/``), and what they are told (webhooks). The OpenAPI document is
made of these values.

They stand apart from the values that the rules work with, as the public data do (:mod:`advocacybot.site.documents`), and have the
same form wherever both tell the same.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import PostState
from advocacybot.council.values import Iso3, Language
from advocacybot.council.votes import Procedure
from advocacybot.site.documents import Assessment, Document, Public, ScoreEntry, VoteEntry

# ── what is read ────────────────────────────────────────────────────────────────────────────────────────────────────


class CalendarEntry(Public):
    """A vote of the calendar whose draft was assessed as credible."""

    symbol: str
    """The symbol of the text that is voted on."""
    situation: dict[Language, str]
    """The situation it is about, by language."""
    subject: dict[Language, str]
    """What the text is about, by language."""
    hour: dt.datetime
    """When the vote is due to begin, in UTC."""
    date: dt.date
    """The same day in New York."""
    meeting: str | None
    """The meeting, where it is known."""
    procedure: Procedure
    """Whether the matter is procedural, in which no member can veto."""
    penholders: tuple[Iso3, ...]
    """The States that drafted the text."""
    documents: tuple[Document, ...]
    """The draft, and other documents on the vote."""
    assessment: Assessment | None
    """Who holds the draft to be credible, and why."""


class QueuedPart(Public):
    """One part of a post's thread."""

    text: str
    """Its words."""
    url: str | None
    """Where it can be read, once it is out."""


class QueueEntry(Public):
    """A post that is not out yet, or not as a whole. Its words are not public."""

    id: int
    """Its number."""
    version: int
    """It rises with every change."""
    symbol: str | None
    """The vote that it is about; nothing where it is about a warning."""
    warning: int | None
    """The number of the warning that it is about; nothing where it is about a vote."""
    account: str
    """The campaign's account that is to publish it."""
    message: Message
    """What kind of post it is."""
    state: PostState
    """How far it is."""
    due: dt.datetime
    """When it is to go out, in UTC."""
    lapses_at: dt.datetime | None
    """When it is too late for it, in UTC."""
    language: Language
    """The language of its words."""
    parts: tuple[QueuedPart, ...]
    """The parts of its thread."""
    pictures: tuple[str, ...]
    """What each of its pictures says in words."""
    approvals: int
    """How many people agreed to just these words."""


class Page(Public):
    """What every list has."""

    next: str | None
    """Where the next page begins: ask for it with `after`. Nothing: this is the last one."""


class CalendarPage(Page):
    """Assessed votes of the calendar, those that are due first before the others."""

    data: tuple[CalendarEntry, ...]
    """The votes."""


class QueuePage(Page):
    """Posts that wait, those that are due first before the others."""

    data: tuple[QueueEntry, ...]
    """The posts."""


class OutcomePage(Page):
    """Votes that have an outcome, in the order of their days."""

    data: tuple[VoteEntry, ...]
    """The votes, in the form of the public data."""
    as_of: dt.datetime
    """The hour as of which they stand, in UTC."""
    notice: str
    """What may be concluded from them, and what may not."""


class ScorecardPage(Page):
    """Each State's conduct over the assessed votes that were asked for, by code."""

    data: tuple[ScoreEntry, ...]
    """The scores, in the form of the public data."""
    as_of: dt.datetime
    """The hour as of which they stand, in UTC."""
    notice: str
    """What may be concluded from them, and what may not."""
    votes: tuple[str, ...]
    """The symbols of the votes that were counted."""
    not_assessed: int
    """How many others were not assessed, and so count for nobody."""


# ── what is told ────────────────────────────────────────────────────────────────────────────────────────────────────


class ScheduledVote(Public):
    """A vote that can be counted on."""

    vote: CalendarEntry
    """As it stands."""


class ChangedVote(Public):
    """A vote of which something is another: its hour, its subject, its documents, its assessment."""

    vote: CalendarEntry
    """As it stands now."""
    previous: CalendarEntry
    """As it was told before."""


WithdrawnBecause = Literal["withdrawn by its sponsors", "taken out of the calendar", "not assessed as credible any more"]


class WithdrawnVote(Public):
    """A vote that is not to be counted on any more."""

    vote: CalendarEntry
    """As it was told before."""
    reason: WithdrawnBecause
    """Why."""


class OutcomeTold(Public):
    """What became of a vote."""

    outcome: VoteEntry
    """In the form of the public data."""


class ScorecardTold(Public):
    """Scores are others now: read them anew."""

    symbol: str
    """The vote that made them others."""


class VoteScheduled(Public):
    """A vote is in the calendar, and its draft is assessed as credible."""

    type: Literal["vote.scheduled"] = "vote.scheduled"
    """What is told."""
    timestamp: dt.datetime
    """When it happened, in UTC."""
    data: ScheduledVote
    """Of what."""


class VoteChanged(Public):
    """A vote that was scheduled stands otherwise."""

    type: Literal["vote.changed"] = "vote.changed"
    """What is told."""
    timestamp: dt.datetime
    """When it happened, in UTC."""
    data: ChangedVote
    """Of what."""


class VoteWithdrawn(Public):
    """A vote that was scheduled is none any more."""

    type: Literal["vote.withdrawn"] = "vote.withdrawn"
    """What is told."""
    timestamp: dt.datetime
    """When it happened, in UTC."""
    data: WithdrawnVote
    """Of what."""


class OutcomeConfirmed(Public):
    """The outcome of a vote is known, and as many people stand behind it as the campaign asks for."""

    type: Literal["outcome.confirmed"] = "outcome.confirmed"
    """What is told."""
    timestamp: dt.datetime
    """When it happened, in UTC."""
    data: OutcomeTold
    """Of what."""


class OutcomeCorrected(Public):
    """The outcome of a vote is another than the one that was told."""

    type: Literal["outcome.corrected"] = "outcome.corrected"
    """What is told."""
    timestamp: dt.datetime
    """When it happened, in UTC."""
    data: OutcomeTold
    """Of what."""


class ScorecardPublished(Public):
    """The outcome of an assessed vote was told, corrected or taken back, and so the scorecard is another."""

    type: Literal["scorecard.published"] = "scorecard.published"
    """What is told."""
    timestamp: dt.datetime
    """When it happened, in UTC."""
    data: ScorecardTold
    """Of what."""


Event = VoteScheduled | VoteChanged | VoteWithdrawn | OutcomeConfirmed | OutcomeCorrected | ScorecardPublished

EVENTS: Mapping[str, type[Event]] = {
    "vote.scheduled": VoteScheduled,
    "vote.changed": VoteChanged,
    "vote.withdrawn": VoteWithdrawn,
    "outcome.confirmed": OutcomeConfirmed,
    "outcome.corrected": OutcomeCorrected,
    "scorecard.published": ScorecardPublished,
}
"""By the names under which others ask for them."""
