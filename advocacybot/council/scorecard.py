"""Conduct counted: over votes, by member. Only assessed votes count, and only what members that had pledged did in them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advocacybot.council.conduct import SCORED, Conduct, Judgement
from advocacybot.council.outcomes import Ballot, Outcome, Report
from advocacybot.council.votes import Assessment, Document, Procedure


@dataclass(frozen=True)
class JudgedVote:
    """A vote that has an outcome, with each member's conduct in it. Situation and subject are by language.

    ``report``: the roll call, how far it can be relied on, and where it is published. ``credible``: as many people as the
    campaign asks for hold the draft to be credible; ``assessment``: what as many hold of it, nothing while fewer do.
    ``since``: the hour from which its outcome is told as it is here, where that is known.
    """

    symbol: str
    day: dt.date
    situation: Mapping[str, str]
    subject: Mapping[str, str]
    outcome: Outcome
    judgements: tuple[Judgement, ...]
    credible: bool
    report: Report
    assessment: Assessment | None = None
    documents: tuple[Document, ...] = ()
    procedure: Procedure = Procedure.SUBSTANTIVE
    since: dt.datetime | None = None

    def states(self, wanted: Conduct) -> tuple[str, ...]:
        """The States whose conduct it was, by code."""
        return tuple(sorted(one.member.state for one in self.judgements if one.conduct is wanted))


@dataclass(frozen=True)
class Score:
    """One State's conduct over the votes that count for it."""

    state: str
    kept: int = 0
    broke: int = 0
    abstained: int = 0
    did_not_take_part: int = 0

    @property
    def votes(self) -> int:
        return self.kept + self.broke + self.abstained + self.did_not_take_part


@dataclass(frozen=True)
class Cast:
    """One member's part in one vote."""

    vote: JudgedVote
    judgement: Judgement

    @property
    def vetoed(self) -> bool:
        return self.judgement.member.state in self.vote.outcome.vetoed_by


@dataclass(frozen=True)
class MemberRecord:
    """What one member did in the assessed votes on whose days it sat, in the order of their days.

    Its ballots are told whether or not it had pledged; its score covers only the votes in which it had.
    """

    state: str
    casts: tuple[Cast, ...]
    score: Score

    def ballots(self, ballot: Ballot) -> int:
        """In how many of the votes it cast that ballot."""
        return sum(cast.judgement.ballot is ballot for cast in self.casts)

    @property
    def vetoes(self) -> int:
        return sum(cast.vetoed for cast in self.casts)


@dataclass(frozen=True)
class Scorecard:
    """The votes that count, in the order of their days, the States' scores by code, and how many votes were not assessed."""

    votes: tuple[JudgedVote, ...]
    scores: tuple[Score, ...]
    not_assessed: int


def scorecard(votes: Iterable[JudgedVote]) -> Scorecard:
    """The scorecard over those votes."""
    told = sorted(votes, key=lambda vote: (vote.day, vote.symbol))
    counted = tuple(vote for vote in told if vote.credible)
    return Scorecard(counted, _scores(counted), len(told) - len(counted))


def member_record(state: str, votes: Iterable[JudgedVote]) -> MemberRecord:
    """That State's record over those votes; those that were not assessed are left out."""
    counted = scorecard(votes).votes
    casts = tuple(Cast(vote, one) for vote in counted for one in vote.judgements if one.member.state == state)
    (score,) = [one for one in _scores(counted) if one.state == state] or [Score(state)]
    return MemberRecord(state, casts, score)


def _scores(votes: tuple[JudgedVote, ...]) -> tuple[Score, ...]:
    conducts: dict[str, Counter[Conduct]] = defaultdict(Counter)
    for vote in votes:
        for one in vote.judgements:
            if one.conduct in SCORED:
                conducts[one.member.state][one.conduct] += 1
    return tuple(_score(state, counts) for state, counts in sorted(conducts.items()))


def _score(state: str, counts: Counter[Conduct]) -> Score:
    return Score(
        state,
        kept=counts[Conduct.KEPT],
        broke=counts[Conduct.BROKE],
        abstained=counts[Conduct.ABSTAINED],
        did_not_take_part=counts[Conduct.DID_NOT_TAKE_PART],
    )
