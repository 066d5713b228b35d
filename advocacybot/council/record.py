"""The Council's published record of a vote: what was voted on, by whom how, and how the source says it came out."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from advocacybot.council.conduct import Judgement, judge
from advocacybot.council.members import Council
from advocacybot.council.outcomes import ADOPTED, Outcome, Report, Result, RollCall, Tally, Trust, decide
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.supporters import Supporters
from advocacybot.council.values import Day, Iso3, Line, Source, Translated, Value, repeated
from advocacybot.council.votes import Assessment, Procedure, RecordSymbol, decided, is_credible
from advocacybot.errors import BadInput, DuplicateSymbol, RecordDisagrees, TotalsDisagree


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

    symbol: RecordSymbol
    drafts: tuple[RecordSymbol, ...] = Field(
        default=(), description="the draft's symbol, where `symbol` is that of the resolution which it became"
    )
    day: Day = Field(alias="date")
    situation: Translated
    subject: Translated
    procedure: Procedure = Procedure.SUBSTANTIVE
    in_favour: tuple[Iso3, ...] = ()
    against: tuple[Iso3, ...] = ()
    abstained: tuple[Iso3, ...] = ()
    not_voting: tuple[Iso3, ...] = ()
    totals: Tally | None = Field(default=None, description="as published; none where the text was adopted without a vote")
    recorded: Result
    vetoed_by: tuple[Iso3, ...] = ()
    source: Source
    trust: Trust = Trust.OFFICIAL
    meeting_record: Line | None = None
    proposal: Proposal | None = None
    assessment: Assessment | None = None

    @property
    def symbols(self) -> frozenset[str]:
        """Every symbol under which the vote may be known: the resolution's, and that of the draft which became it."""
        return frozenset((self.symbol, *self.drafts))

    @property
    def adopted(self) -> bool:
        return self.recorded in ADOPTED

    @property
    def roll_call(self) -> RollCall | None:
        """Who cast which ballot; nothing where the text was adopted without a vote.

        Raises:
            TwoBallots: somebody cast two.
        """
        cast = RollCall(in_favour=self.in_favour, against=self.against, abstained=self.abstained, not_voting=self.not_voting)
        return None if self.recorded is Result.ADOPTED_WITHOUT_A_VOTE and not any(cast.ballots()) else cast

    @property
    def report(self) -> Report:
        """The record as a report of the outcome.

        Raises:
            TwoBallots, TotalsDisagree: the record contradicts itself.
        """
        roll_call = self.roll_call
        return Report(
            roll_call=roll_call,
            totals=self.totals,
            adopted_without_a_vote=roll_call is None,
            trust=self.trust,
            source=self.source,
            meeting_record=self.meeting_record,
        )

    @model_validator(mode="after")
    def _totals_equal_the_roll_call(self) -> Self:
        roll_call = self.roll_call
        if roll_call and self.totals is None:
            raise BadInput(what="`totals` is missing", mend="add `totals: …`")
        if roll_call and roll_call.tally != self.totals:
            raise TotalsDisagree(said=self.totals, counted=roll_call.tally)
        return self

    def outcome(self, council: Council) -> Outcome:
        """The outcome by the rule.

        Raises:
            DidNotSit, BallotMissing: the ballots are not those of the members of that day.
            RecordDisagrees: the rule decides otherwise than the source recorded.
        """
        return self._outcome(self.report, council)

    def _outcome(self, report: Report, council: Council) -> Outcome:
        outcome = decide(report, council.members_on(self.day), self.day, self.procedure)
        if (outcome.result, outcome.vetoed_by) != (self.recorded, tuple(sorted(self.vetoed_by))):
            raise RecordDisagrees(
                symbol=self.symbol,
                recorded=_told(self.recorded, self.vetoed_by),
                decided=_told(outcome.result, outcome.vetoed_by),
            )
        return outcome

    def judgements(self, council: Council, supporters: Supporters, people_needed: int) -> tuple[Judgement, ...]:
        """Each member's conduct; "vote not assessed" for all, unless enough people assessed the draft as credible."""
        return self._judgements(self.report, council, supporters, is_credible(self.assessment, people_needed))

    def _judgements(self, report: Report, council: Council, supporters: Supporters, credible: bool) -> tuple[Judgement, ...]:
        return judge(report.roll_call, council.members_on(self.day), supporters, self.day, credible)

    def judged(self, council: Council, supporters: Supporters, people_needed: int, held: Assessment | None = None) -> JudgedVote:
        """The vote with its outcome and each member's conduct. ``held``: an assessment from elsewhere, for one that carries none.

        Raises:
            DidNotSit, BallotMissing, RecordDisagrees: as for :meth:`outcome`.
        """
        assessment = decided(self.assessment or held, people_needed)
        report, credible = self.report, is_credible(assessment, people_needed)
        return JudgedVote(
            symbol=self.symbol,
            day=self.day,
            situation=self.situation,
            subject=self.subject,
            outcome=self._outcome(report, council),
            judgements=self._judgements(report, council, supporters, credible),
            credible=credible,
            report=report,
            assessment=assessment,
            procedure=self.procedure,
        )


class AssessedText(Value):
    """What people hold of a text whose vote stands elsewhere: in another file of the record, or imported."""

    symbol: RecordSymbol
    assessment: Assessment


class Record(Value):
    """The votes of the record, each symbol once; and assessments by symbol, for votes that carry none themselves."""

    votes: tuple[RecordedVote, ...] = ()
    assessments: tuple[AssessedText, ...] = ()

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
