"""Everything we raise, drawn once.

A class's docstring is the first half of its message (what is wrong), ``mend`` the second (what to do about it); both are
filled in from the facts given when it is raised, and ``where`` goes in front: *calendar.yaml, line 12: … is not a date;
write …*
"""

import datetime as dt
from typing import ClassVar


class AdvocacyBotError(Exception):
    """Something went wrong."""

    mend: ClassVar[str] = ""

    def __init__(self, *, where: str = "", path: tuple[str | int, ...] = (), **facts: object) -> None:
        """``path``: which of the values that were checked together it is about, such as ``("votes", 3)``."""
        self.where = where
        self.path = path
        self.facts = facts
        super().__init__(where, facts)

    def at(self, where: str) -> "AdvocacyBotError":
        """The same error, with the place where it was met."""
        return type(self)(where=where, path=self.path, **self.facts)

    def __str__(self) -> str:
        what = (type(self).__doc__ or "").strip().rstrip(".").format_map(self.facts)
        mend = self.mend.format_map(self.facts)
        return (f"{self.where}: " if self.where else "") + "; ".join(filter(None, (what, mend)))


# ── bad input: changes nothing ──────────────────────────────────────────────────────────────────────────────────────


class BadInput(AdvocacyBotError, ValueError):
    """{what}."""

    mend = "{mend}"


class Problems(BadInput):
    """Several things are wrong."""

    def __init__(self, problems: "list[AdvocacyBotError]") -> None:
        super().__init__()
        self.problems = problems

    def at(self, where: str) -> "Problems":
        return Problems([problem.at(where) for problem in self.problems])

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class NamesNoText(BadInput):
    """{what}."""


class UnknownState(BadInput):
    """{code!r} is not a State that states.yaml knows."""

    mend = "write an ISO 3166-1 alpha-3 code such as FRA"


class NaiveHour(BadInput):
    """{text!r} says no zone, so it is no hour that we may rely on."""

    mend = "write it with a zone, such as 2016-10-08 15:00 America/New_York"


class NotADate(BadInput):
    """{text!r} is not a date."""

    mend = "write YYYY-MM-DD, such as 2016-10-08"


class NotAnHourOfTheDay(BadInput):
    """{text!r} is no hour of the day."""

    mend = "write HH:MM, such as 22:00"


class NotAnHour(BadInput):
    """{text!r} is not a date and hour."""

    mend = "write YYYY-MM-DD HH:MM and a zone, such as 2016-10-08 15:00 America/New_York"


class UnknownZone(BadInput):
    """{zone!r} is not a time zone."""

    mend = "write a name of the IANA time zone database, such as America/New_York"


class HourDoesNotExist(BadInput):
    """{text!r} does not exist: the clocks go forward over it."""

    mend = "write an hour that the clocks of that zone show on that day"


class HourIsAmbiguous(BadInput):
    """{text!r} comes twice: the clocks go back over it."""

    mend = "write it with its offset, such as 2026-11-01T01:30-04:00"


class MembersNotKnown(BadInput):
    """Of the {size} members of the Council on {day}, council.yaml knows {known}."""

    mend = "add the terms that are missing, each with its source"


class TooManyMembers(MembersNotKnown):
    """Of the {size} members of the Council on {day}, council.yaml knows {known}."""

    mend = "take out the terms that are too many, or mend their days"


class NoCouncilYet(MembersNotKnown):
    """There was no Council on {day}."""

    mend = "mend the day: the first members count from {first}"


class DidNotSit(BadInput):
    """{states} did not sit on the Council on {day}."""

    mend = "leave out the ballot, or mend the day of the vote"


class BallotMissing(BadInput):
    """No ballot is given for {states}."""

    mend = "enter each member's ballot: in favour, against, abstained or not voting"


class TwoBallots(BadInput):
    """{states} is given more than one ballot."""

    mend = "enter each member once"


class TotalsDisagree(BadInput):
    """The totals say {said}, the roll call says {counted}."""

    mend = "check both against the meeting record, and mend the one that is wrong"


class RecordDisagrees(BadInput):
    """{symbol} is recorded as {recorded}, but by the rule of the Charter's Article 27 its ballots make it {decided}."""

    mend = "check the ballots and the recorded outcome against the meeting record"


class DuplicateSymbol(BadInput):
    """{symbol} stands twice{also}."""

    mend = "a vote is bound to one draft's symbol: keep one entry for it"


class NotAPerson(BadInput):
    """{name!r} is not among the campaign's people."""

    mend = "write one of {people}, or add the name under `people` in campaign.yaml"


class NoSuchThing(BadInput):
    """There is no {kind} {name!r}."""

    mend = "write one of {known}"


class NoLetter(NoSuchThing):
    """No letter about {symbol} goes to {name}, which is not known to have voted against it contrary to a pledge."""

    mend = "write to a supporter that the vote's page names"


class TooLong(BadInput):
    """{name} holds {length} characters, of which {limit} are kept."""

    mend = "shorten it"


class NotAText(BadInput):
    """What was typed holds a character that stands in no text."""

    mend = "write it anew, without what was pasted into it"


class HoldsNul(NotAText):
    """{name} holds a character that stands in no text."""


class BadDatabaseUrl(BadInput):
    """DATABASE_URL {what}."""

    mend = "write postgres://USER:PASSWORD@HOST:PORT/DATABASE, each part of it percent-encoded"


class NotConfigured(BadInput):
    """{folder} has no config/campaign.yaml, so it is no folder of a campaign."""

    mend = "run `advocacybot init {folder}` first, or name the folder with --home"


class ArchiveDamaged(BadInput):
    """{file} is no backup, or not the whole of one: {what}."""

    mend = "nothing was changed; take another backup"


class ArchiveTooNew(BadInput):
    """{file} was written by a newer advocacybot ({program})."""

    mend = "install that version here, then restore it"


# ── templates ───────────────────────────────────────────────────────────────────────────────────────────────────────


class BadTemplate(BadInput):
    """The template does not work: {what}."""


class NoTemplate(BadInput):
    """There is no template {name} in {languages}."""

    mend = "write message_templates/{file}"


class DoesNotFit(BadInput):
    """{piece!r} is too long for {platform} on its own ({length} of {limit})."""

    mend = "shorten it: a word, a mention or a link is never split"


# ── what people may not do, or not any more ─────────────────────────────────────────────────────────────────────────


class Refusal(AdvocacyBotError):
    """{what}."""

    mend = "{mend}"


class MayNot(Refusal):
    """A {role} may not {deed}."""

    mend = "ask one who may: {may}"


class NotEmpty(Refusal):
    """The database {place} holds a campaign already, and nothing is put over it."""

    mend = "name an empty one: createdb makes one, or move the file away"


class AtWork(Refusal):
    """The bot is at work on the database ({who})."""

    mend = "stop every process of it first; one that was killed is forgotten after half a minute"


class MovedAway(Refusal):
    """The campaign's data were moved to {place}, and nothing goes on here."""

    mend = "set DATABASE_URL to where they are, or take it away where they are in the folder's own file"


class UnlawfulMove(Refusal):
    """A post that is {state} cannot {move}."""

    mend = "look at it with `advocacybot queue show`; from there it can {lawful}"


class OutdatedVersion(Refusal):
    """Post {post} has changed since you looked at it (version {asked}, now {now})."""

    mend = "read it again, then decide"


class OutdatedEntry(Refusal):
    """Somebody changed {entry} since you looked at it (version {asked}, now {now})."""

    mend = "look at it as it is now, then decide"


class OwnedByFile(Refusal):
    """{symbol} stands in {file}, which owns it."""

    mend = "change it there; while the bot runs, an edit takes effect within two seconds"


class AssessedAlready(Refusal):
    """{name} already stands behind the assessment of {symbol}."""

    mend = "let somebody else stand behind it, or assess the draft anew"


class DecidedAlready(Refusal):
    """Suggestion {number} is {state} already."""

    mend = "look at the suggestions anew; the journal tells who decided it"


class OutdatedReport(Refusal):
    """The outcome of {symbol} was entered anew since you looked at it (revision {asked}, now {now})."""

    mend = "look at what stands now, on its page or with `advocacybot outcome show {symbol}`, then decide"


class OwnWords(Refusal):
    """{name} edited post {post}, and where two people are asked for nobody approves what they edited."""

    mend = "let somebody else approve it"


class ApprovedAlready(Refusal):
    """{name} has already approved these words of post {post}."""

    mend = "{needed} different people are asked for: let somebody else approve it"


class SecondPersonNeeded(Refusal):
    """{name} entered the outcome of {symbol}, and a second person must confirm it."""

    mend = "let somebody else confirm it against the source, on its page or with `advocacybot outcome confirm {symbol}`"


# ── what a platform answers: exactly one of three ───────────────────────────────────────────────────────────────────


class PlatformError(AdvocacyBotError):
    """The platform did not take the post: {cause}."""

    def __init__(
        self,
        *,
        cause: str,
        kind: str = "",
        until: dt.datetime | None = None,
        where: str = "",
        path: tuple[str | int, ...] = (),
    ) -> None:
        """``kind``: the cause as :mod:`advocacybot.campaign.causes` knows it; ``until``: when the platform will take more."""
        super().__init__(where=where, path=path, cause=cause, kind=kind, until=until)
        self.kind = kind
        self.until = until


class Refused(PlatformError):
    """The platform refused the post, and will refuse it again: {cause}."""


class NotSent(PlatformError):
    """The post did not go out: {cause}."""

    mend = "it will be tried again"


class Doubtful(PlatformError):
    """Nobody knows whether the platform took the post: {cause}."""

    mend = "it is looked for before anything is sent again"


# ── what others' servers give ────────────────────────────────────────────────────────────────────────────────────────


class NotFetched(AdvocacyBotError):
    """{what}."""

    mend = "{mend}"

    def __init__(
        self,
        *,
        what: str,
        mend: str,
        kind: str = "",
        retry_after: dt.timedelta | None = None,
        where: str = "",
        path: tuple[str | int, ...] = (),
    ) -> None:
        """``kind``: as :mod:`advocacybot.campaign.fetches` knows it; ``retry_after``: how long the server is to be left alone."""
        super().__init__(where=where, path=path, what=what, mend=mend, kind=kind, retry_after=retry_after)
        self.kind = kind
        self.retry_after = retry_after


class SuspectCalendar(BadInput):
    """The calendar {feed} is suspect ({cause}), so nothing is made of what it lacks."""

    mend = "see whether that is meant; `advocacybot suggestions look {feed}` then takes it as it is"


# ── what should never be ────────────────────────────────────────────────────────────────────────────────────────────


class DatabaseFails(AdvocacyBotError):
    """The database {place} fails: {why}."""

    mend = "see that it has room, and that the file is the bot's own"


class DatabaseUnreachable(DatabaseFails):
    """The database at {place} cannot be reached ({why})."""

    mend = "see that it runs and that DATABASE_URL names it; once it answers, everything goes on where it stopped"


class DatabaseTooOld(DatabaseFails):
    """The database at {place} is too old: {why}."""

    mend = "bring the server up to date first"


class DatabaseTooNew(AdvocacyBotError):
    """A newer advocacybot brought the database up to date ({migration}), and this one does not know what it finds there."""

    mend = "install that version here too, or restore the backup from before it"


class JournalBroken(AdvocacyBotError):
    """The journal is not what was written: entry {seq} {what}."""

    mend = "stop the bot, keep the database as it is, and compare it with the last backup"
