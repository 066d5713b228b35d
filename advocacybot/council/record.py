"""The Council's published record of a vote: what was voted on, by whom how, and how the source says it came out."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from advocacybot.council.conduct import Judgement, judge
from advocacybot.council.members import Council
from advocacybot.council.outcomes import Outcome, Report, Result, RollCall, Tally, Trust, decide
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.supporters import Supporters
from advocacybot.council.values import Day, Iso3, Line, Source, Translated, Value, repeated
from advocacybot.council.votes import Assessment, Procedure, Symbol, is_credible
from advocacybot.errors import DuplicateSymbol, RecordDisagrees


class Relevance(StrEnum):
    """How a draft stands to the Code: a proposal of the editors, which says nothing until people have assessed the vote."""

    CORE = "core"
    CONTESTED = "contested"
    ADJACENT = "adjacent"
    NOT_ATROCITY = "not_atrocity"


class Proposal(Value):
    """What the editors propose of a vote's relevance to the Code, and on what basis. Nobody has reviewed it."""

    relevance: Relevance
    basis: Line


class RecordedVote(Value):
    """One vote of the record. It is scored only where it carries an assessment by as many people as the campaign asks for."""

    symbol: Symbol
    day: Day = Field(alias="date")
    situation: Translated
    subject: Translated
    procedure: Procedure = Procedure.SUBSTANTIVE
    in_favour: tuple[Iso3, ...] = ()
    against: tuple[Iso3, ...] = ()
    abstained: tuple[Iso3, ...] = ()
    not_voting: tuple[Iso3, ...] = ()
    totals: Tally
    recorded: Result
    vetoed_by: tuple[Iso3, ...] = ()
    source: Source
    proposal: Proposal | None = None
    assessment: Assessment | None = None

    @property
    def report(self) -> Report:
        """The record as a report of the outcome.

        Raises:
            TwoBallots, TotalsDisagree: the record contradicts itself.
        """
        roll_call = RollCall(in_favour=self.in_favour, against=self.against, abstained=self.abstained, not_voting=self.not_voting)
        return Report(roll_call=roll_call, totals=self.totals, trust=Trust.OFFICIAL, source=self.source)

    @model_validator(mode="after")
    def _totals_equal_the_roll_call(self) -> Self:
        _ = self.report
        return self

    def outcome(self, council: Council) -> Outcome:
        """The outcome by the rule.

        Raises:
            DidNotSit, BallotMissing: the ballots are not those of the members of that day.
            RecordDisagrees: the rule decides otherwise than the source recorded.
        """
        outcome = decide(self.report, council.members_on(self.day), self.day, self.procedure)
        if (outcome.result, outcome.vetoed_by) != (self.recorded, tuple(sorted(self.vetoed_by))):
            raise RecordDisagrees(
                symbol=self.symbol,
                recorded=_told(self.recorded, self.vetoed_by),
                decided=_told(outcome.result, outcome.vetoed_by),
            )
        return outcome

    def judgements(self, council: Council, supporters: Supporters, people_needed: int) -> tuple[Judgement, ...]:
        """Each member's conduct; "vote not assessed" for all, unless enough people assessed the draft as credible."""
        credible = is_credible(self.assessment, people_needed)
        return judge(self.report.roll_call, council.members_on(self.day), supporters, self.day, credible)

    def judged(self, council: Council, supporters: Supporters, people_needed: int) -> JudgedVote:
        """The vote with its outcome and each member's conduct.

        Raises:
            DidNotSit, BallotMissing, RecordDisagrees: as for :meth:`outcome`.
        """
        return JudgedVote(
            symbol=self.symbol,
            day=self.day,
            situation=self.situation,
            subject=self.subject,
            outcome=self.outcome(council),
            judgements=self.judgements(council, supporters, people_needed),
            credible=is_credible(self.assessment, people_needed),
            report=self.report,
            assessment=self.assessment,
        )


class Record(Value):
    """The votes of the record, each symbol once."""

    votes: tuple[RecordedVote, ...] = ()

    @model_validator(mode="after")
    def _each_symbol_once(self) -> Self:
        again = repeated(vote.symbol for vote in self.votes)
        if again:
            raise DuplicateSymbol(symbol=again[1], also=" in the record", path=("votes", again[0]))
        return self

    def find(self, symbol: str) -> RecordedVote | None:
        return next((vote for vote in self.votes if vote.symbol == symbol), None)


def _told(result: Result, vetoed_by: tuple[str, ...]) -> str:
    return f"{result} (by {', '.join(sorted(vetoed_by))})" if vetoed_by else str(result)
