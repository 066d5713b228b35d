"""What the public data are made of: each value with what it says. The JSON Schema, the CSV's columns and docs/data.md follow it.

They stand apart from the values that the rules work with, so that nothing becomes public, or changes its name there, by accident.
"""

import datetime as dt
from typing import Final, Literal, TypedDict

from pydantic import ConfigDict, Field

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result, Trust
from advocacybot.council.supporters import Support
from advocacybot.council.values import Iso3, Language, Value

VERSION: Final = 1
"""Of the documents. It rises where a property changes its meaning or goes; a new one does not raise it."""

NOTICE = (
    "Only a vote that was assessed says anything of a member's conduct, and only of a member that supported the Code of Conduct "
    "on that day. A vote that was not assessed marks nobody. To break the pledge (a vote against), to abstain and not to take "
    "part are three things. A 'listed supporter' is known to be one by the list of the day given alone. A preliminary outcome is "
    "not yet confirmed by the meeting record."
)
"""What may be concluded."""

LICENCE = (
    "What the campaign put together here is free to use, to change and to pass on; the sources beside the votes have terms of "
    "their own. Name the campaign, the day (as_of), and the source that stands beside each vote."
)


class Public(Value):
    """A value of the public data."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class Tally(Public):
    """How many members cast which ballot."""

    in_favour: int
    """Affirmative votes."""
    against: int
    """Negative votes."""
    abstained: int
    """Abstentions."""
    not_voting: int
    """Members that were absent, or present and not participating in the vote."""


class Source(Public):
    """Where a fact is published."""

    title: str
    """What can be looked up."""
    url: str | None
    """Its address, where it is known."""
    date: dt.date | None
    """The day on which it is dated, where that is known."""


class Document(Public):
    """A document on the vote, such as the draft."""

    title: str
    """What it is."""
    url: str
    """Its address."""


class Assessor(Public):
    """A person who assessed the draft."""

    name: str
    """Their name."""
    on: dt.date
    """The day on which they did."""


class Assessment(Public):
    """What people decided of the draft, by whom it was decided, and why."""

    credible: bool
    """Whether they hold it to be a credible draft in the sense of the Code's operative paragraph 2."""
    assessors: tuple[Assessor, ...]
    """The people who stand behind it."""
    reasons: tuple[str, ...]
    """Why they hold it so."""
    sources: tuple[Source, ...]
    """What the reasons rest on, each with its day."""


class Member(Public):
    """One member of the Council on the day of the vote, with its ballot."""

    iso3: Iso3
    """The State, by its ISO 3166-1 alpha-3 code."""
    permanent: bool
    """Whether it is a permanent member."""
    ballot: Ballot
    """How it voted."""
    vetoed: bool
    """Whether it is a permanent member whose negative vote blocked the draft."""
    support: Support
    """What is known of its support of the Code on the day of the vote."""
    since: dt.date | None
    """The first day on which it is known as a supporter, without a break up to the vote."""
    listed_as_of: dt.date | None
    """The day of the list of supporters that `support` rests on."""
    conduct: Conduct
    """What its ballot is, held against its pledge; of a vote that was not assessed never anything but "vote not assessed"."""


class VoteLinks(Public):
    """Addresses relative to the document's own."""

    page: str
    """The vote's page, in English."""
    data: str
    """The vote's own document."""


class VoteEntry(Public):
    """A vote that has an outcome."""

    symbol: str
    """The symbol of the text that was voted on: a draft's, else an adopted resolution's."""
    date: dt.date
    """The day of the vote in New York."""
    situation: dict[Language, str]
    """The situation it is about, by language."""
    subject: dict[Language, str]
    """What the text is about, by language."""
    result: Result
    """What became of it, by Article 27 of the Charter."""
    votes_needed: int
    """How many affirmative votes it needed."""
    vetoed_by: tuple[Iso3, ...]
    """The permanent members whose negative votes blocked it."""
    tally: Tally | None
    """How many members cast which ballot; nothing where it was adopted without a vote."""
    trust: Trust
    """How far the report of the outcome can be relied on."""
    source: Source
    """Where the outcome is published."""
    meeting_record: str | None
    """The symbol of the meeting's record, where it is known."""
    documents: tuple[Document, ...]
    """The draft, and other documents on the vote."""
    assessed: bool
    """Whether as many people as the campaign asks for assessed the draft as credible. If not, the vote counts for nobody."""
    assessment: Assessment | None
    """What those people decided, and why; nothing while it is not decided."""
    members: tuple[Member, ...]
    """The members on that day, permanent members first; nobody where it was adopted without a vote."""
    links: VoteLinks
    """Where more of it stands."""


class ScoreEntry(Public):
    """A State's conduct over the assessed votes on whose days it sat on the Council and supported the Code."""

    iso3: Iso3
    """The State, by its ISO 3166-1 alpha-3 code."""
    votes: int
    """Over how many votes: the sum of the four that follow."""
    kept: int
    """In how many of them it voted in favour, and so kept the pledge."""
    broke: int
    """In how many of them it voted against, and so broke the pledge."""
    abstained: int
    """In how many of them it abstained."""
    did_not_take_part: int
    """In how many of them it did not take part."""


class Head(Public):
    """What every document begins with."""

    version: Literal[1]
    """Of this form. It rises where a property changes its meaning or goes; a new one does not raise it."""
    as_of: dt.datetime
    """The hour as of which the data stand, in UTC: nothing of them has changed since."""
    campaign: str
    """Whose data they are."""
    notice: str
    """What may be concluded from them, and what may not."""
    licence: str
    """What may be done with them."""
    people_needed: int
    """How many people must assess a draft as credible before its vote counts."""
    states: dict[Iso3, dict[Language, str]]
    """The States that the document names: each one's short name by language."""


class HeadFields(TypedDict):
    """The same, as what is put into a document."""

    version: Literal[1]
    as_of: dt.datetime
    campaign: str
    notice: str
    licence: str
    people_needed: int
    states: dict[str, dict[str, str]]


class Links(Public):
    """Addresses relative to the document's own."""

    schema_: str = Field(alias="schema")
    """This form, described as a JSON Schema."""
    ballots: str
    """The ballots as CSV."""
    scores: str
    """The scores as CSV."""
    votes: str
    """All votes in one document."""


class VotesDocument(Head):
    """Every vote that has an outcome, and the scores over those that were assessed."""

    votes: tuple[VoteEntry, ...]
    """In the order of their days."""
    scores: tuple[ScoreEntry, ...]
    """Of each State that has one, by code."""
    not_assessed: int
    """How many of the votes were not assessed, and so count for nobody."""
    links: Links
    """Where the same stands in other forms."""


class VoteDocument(Head):
    """One vote that has an outcome."""

    vote: VoteEntry
    """The vote."""
    links: Links
    """Where all the votes stand."""


class BallotRow(Public):
    """A line of the ballots: one member in one vote."""

    symbol: str
    """The symbol of the text that was voted on."""
    date: dt.date
    """The day of the vote in New York, YYYY-MM-DD."""
    situation: str
    """The situation it is about, in English where there is English."""
    subject: str
    """What the text is about, in the same way."""
    result: Result
    """What became of it: adopted, vetoed, failed."""
    trust: Trust
    """How far the report of the outcome can be relied on: preliminary, official."""
    assessed: bool
    """Whether the vote was assessed, and so counts: true, false."""
    iso3: Iso3
    """The State, by its ISO 3166-1 alpha-3 code."""
    state: str
    """Its short name in English."""
    permanent: bool
    """Whether it is a permanent member: true, false."""
    ballot: Ballot
    """How it voted: in favour, against, abstained, not voting."""
    vetoed: bool
    """Whether it is a permanent member whose negative vote blocked the draft: true, false."""
    support: Support
    """What is known of its support of the Code on the day of the vote."""
    since: dt.date | None
    """The first day on which it is known as a supporter, without a break up to the vote."""
    listed_as_of: dt.date | None
    """The day of the list of supporters that `support` rests on."""
    conduct: Conduct
    """What its ballot is, held against its pledge."""
    source: str
    """Where the outcome is published."""
    source_url: str | None
    """Its address."""


class ScoreRow(Public):
    """A line of the scores: one State."""

    iso3: Iso3
    """The State, by its ISO 3166-1 alpha-3 code."""
    state: str
    """Its short name in English."""
    votes: int
    """Over how many assessed votes: those on whose days it sat on the Council and supported the Code."""
    kept: int
    """In how many of them it voted in favour, and so kept the pledge."""
    broke: int
    """In how many of them it voted against, and so broke the pledge."""
    abstained: int
    """In how many of them it abstained."""
    did_not_take_part: int
    """In how many of them it did not take part."""
