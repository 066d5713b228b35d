"""A vote's outcome as its page shows it: the members of its day, what the rule makes of their ballots, and what was entered."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from advocacybot.council.outcomes import Ballot, Outcome, Report, Result, votes_needed
from advocacybot.council.supporters import Standing, Support
from advocacybot.council.votes import Vote
from advocacybot.pipeline import outcome as stage
from advocacybot.pipeline.house import House
from advocacybot.store.votes import EnteredReport
from advocacybot.web.models import Staff
from advocacybot.web.outcome_form import FIELDS, Typed, disagreements
from advocacybot.web.shown import Hour, hour
from advocacybot.web.words import in_words
from advocacybot.wording.languages import alphabetical, day, listed

if TYPE_CHECKING:
    from advocacybot.sources.press import PressVote


@dataclass(frozen=True)
class Seat:
    """A member of that day with the choice made for it. ``standing``: what is known of its support, and how."""

    code: str
    name: str
    permanent: bool
    standing: str
    chosen: str
    inferred: bool


@dataclass(frozen=True)
class Verdict:
    """``counts``: how many chose what, in words; ``missing``: who has no ballot; ``says``: what the rule makes of it."""

    counts: tuple[tuple[str, int], ...]
    missing: str
    says: str
    result: str
    disagreements: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    what: str
    was: str
    now: str


@dataclass(frozen=True)
class Entered:
    """A report that was entered, with what it changed against another: the one before, or the one that stands."""

    kept: EnteredReport
    says: str
    entered: Hour
    confirmed: Hour | None
    ballots: tuple[tuple[str, int, str], ...]
    changes: tuple[Change, ...]
    record_url: str


@dataclass(frozen=True)
class Understood:
    """A vote that a press text reports. ``other``: it names symbols, and this vote's is not among them."""

    number: int
    vote: "PressVote"
    totals: str
    ballots: tuple[tuple[str, str], ...]
    inferred: str
    also_named: str
    other: bool
    sure: bool


class Shown:
    """What one reader sees of a vote's outcome."""

    def __init__(self, house: House, vote: Vote, reader: Staff, language: str) -> None:
        self._house, self._vote, self._reader, self._language = house, vote, reader, language
        self._reference = house.configuration.reference
        self.members = self._reference.council.members_on(vote.day)
        self.sitting = tuple(member.state for member in self.members)

    def seats(self, typed: Typed) -> list[Seat]:
        """The members, permanent ones first, each group by name."""
        chosen = {ballot: name for name, ballot in FIELDS.items()}
        seats = [
            Seat(
                member.state,
                self.name(member.state),
                member.permanent,
                self._support(self._reference.supporters.standing(member.state, self._vote.day)),
                chosen[typed.ballots[member.state]] if member.state in typed.ballots else "",
                member.state in typed.inferred,
            )
            for member in self.members
        ]
        return sorted(seats, key=lambda seat: (not seat.permanent, alphabetical(seat.name)))

    def verdict(self, typed: Typed) -> Verdict:
        """What the rule makes of what is typed so far."""
        missing = [state for state in self.sitting if state not in typed.ballots]
        decided = None if missing else stage.by_the_rule(self._house, self._vote, typed.roll_call)
        return Verdict(
            tuple((str(in_words(ballot)), typed.count(ballot)) for ballot in FIELDS.values()),
            "" if typed.without_a_vote else self.names(missing),
            self._says(typed, decided),
            decided.result if decided else "",
            tuple(disagreements(typed)),
        )

    def entered(self, kept: EnteredReport, against: Report | None) -> Entered:
        """A report, with what it changes against another."""
        report = kept.report
        record = report.meeting_record or ""
        return Entered(
            kept,
            self._decided(report),
            self.hour(kept.entered_at),
            self.hour(kept.confirmed_at) if kept.confirmed_at else None,
            tuple(self._by_ballot(report)),
            tuple(self._changes(against, report)) if against else (),
            f"https://undocs.org/{record}" if record.startswith("S/PV.") and " " not in record else "",
        )

    def understood(self, number: int, vote: "PressVote") -> Understood:
        """One of the votes in a press text."""
        by_ballot = [(ballot, [state for state, cast in vote.ballots.items() if cast is ballot]) for ballot in Ballot]
        other = bool(vote.symbols) and self._vote.symbol not in vote.symbols
        return Understood(
            number,
            vote,
            ", ".join(f"{count} {in_words(ballot)}" for ballot, count in vote.totals.items()),
            tuple((str(in_words(ballot)), self.names(states)) for ballot, states in by_ballot if states),
            self._inferred(vote),
            self.names(vote.also_named),
            other,
            not (vote.problems or vote.quoted or vote.doubts or other),
        )

    def name(self, state: str) -> str:
        return self._reference.states.find(state).short_name(self._language)

    def names(self, states: Sequence[str]) -> str:
        return listed(sorted(map(self.name, states), key=alphabetical), self._language)

    def hour(self, when: dt.datetime) -> Hour:
        return hour(when, self._house, self._reader)

    def _inferred(self, vote: "PressVote") -> str:
        ballot = next(iter(vote.inferred.values()), None)
        return f"{in_words(ballot)}: {self.names(tuple(vote.inferred))}" if ballot else ""

    def _support(self, standing: Standing) -> str:
        as_of = day(standing.listed_as_of, self._language) if standing.listed_as_of else ""
        return {
            Support.SUPPORTER: _("supporter"),
            Support.LISTED: _("listed supporter as of %(day)s") % {"day": as_of},
            Support.NOT_KNOWN: _("support on that day not known; listed on %(day)s") % {"day": as_of}
            if as_of
            else _("support on that day not known"),
            Support.NOT_LISTED: "",
        }[standing.support]

    def _says(self, typed: Typed, decided: Outcome | None) -> str:
        if typed.without_a_vote:
            return _("Adopted without a vote.")
        if decided:
            return self._in_words(decided)
        needed = votes_needed(self._vote.day)
        return _("%(needed)s in favour are needed; so far there are %(so_far)s.") % {
            "needed": needed,
            "so_far": typed.count(Ballot.IN_FAVOUR),
        }

    def _decided(self, report: Report) -> str:
        if report.roll_call is None:
            return _("Adopted without a vote.")
        return self._in_words(stage.by_the_rule(self._house, self._vote, report.roll_call))

    def _in_words(self, decided: Outcome) -> str:
        if decided.result is Result.VETOED:
            return _("Vetoed by %(names)s.") % {"names": self.names(decided.vetoed_by)}
        if decided.result is Result.FAILED:
            return _("Failed: %(needed)s in favour were needed.") % {"needed": decided.votes_needed}
        return _("Adopted.")

    def _by_ballot(self, report: Report) -> Iterator[tuple[str, int, str]]:
        if report.roll_call is None:
            return
        for name, ballot in FIELDS.items():
            states = getattr(report.roll_call, name)
            if states:
                yield str(in_words(ballot)), len(states), self.names(states)

    def _changes(self, before: Report, after: Report) -> Iterator[Change]:
        was, now = (dict(one.roll_call.ballots()) if one.roll_call else {} for one in (before, after))
        for state in self.sitting:
            if was.get(state) is not now.get(state):
                yield Change(self.name(state), *(str(in_words(one.get(state, "–"))) for one in (was, now)))
        rows = zip(_facts(before), _facts(after), strict=True)
        yield from (Change(what, one, other) for (what, one), (_what, other) in rows if one != other)


def _facts(report: Report) -> list[tuple[str, str]]:
    """Whatever a report says beside the ballots, in words."""
    source = report.source
    return [
        (_("A vote was taken"), _("no") if report.adopted_without_a_vote else _("yes")),
        (_("Totals as published"), str(report.totals or "–")),
        (_("How sure"), str(in_words(report.trust))),
        (_("Source"), source.title),
        (_("Address"), source.url or "–"),
        (_("Dated"), str(source.day or "–")),
        (_("Meeting record"), report.meeting_record or "–"),
    ]
