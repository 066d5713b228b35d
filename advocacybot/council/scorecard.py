"""Conduct counted: over votes, by member. Only assessed votes count, and only what members that had pledged did in them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advocacybot.council.conduct import SCORED, Conduct, Judgement
from advocacybot.council.outcomes import Outcome


@dataclass(frozen=True)
class JudgedVote:
    """A vote that has an outcome, with each member's conduct in it. Situation and subject are by language."""

    symbol: str
    day: dt.date
    situation: Mapping[str, str]
    subject: Mapping[str, str]
    outcome: Outcome
    judgements: tuple[Judgement, ...]
    credible: bool

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
