"""Counts over several votes: what supporters did in those that count."""

from collections.abc import Iterable
from dataclasses import dataclass

from advocacybot.council.conduct import SCORED, Conduct
from advocacybot.council.outcomes import Result
from advocacybot.council.scorecard import Score, Scorecard
from advocacybot.site.speech import Speech


@dataclass(frozen=True)
class Numbers:
    """What is counted over votes: how many count, how many do not, and what became of those that do.

    ``conducts``: in how many ballots of supporters the pledge was kept, broken …, each with its words.
    """

    assessed: int
    not_assessed: int
    vetoed: int
    conducts: tuple[tuple[Conduct, str, int], ...]


def numbers(card: Scorecard, say: Speech) -> Numbers:
    vetoed = sum(vote.outcome.result is Result.VETOED for vote in card.votes)
    conducts = tuple((kind, say.conduct(kind), _sum(card.scores, kind)) for kind in SCORED)
    return Numbers(len(card.votes), card.not_assessed, vetoed, conducts)


def by_name(scores: Iterable[Score], say: Speech) -> list[Score]:
    """In the order of the States' names: a list that anybody finds themselves in."""
    found = {one.state: one for one in scores}
    return [found[code] for code in say.in_order(found)]


def _sum(scores: Iterable[Score], kind: Conduct) -> int:
    return sum(number_of(score, kind) for score in scores)


def number_of(score: Score, kind: Conduct) -> int:
    """In how many votes the State's conduct was that, of those that count in a score."""
    return {
        Conduct.KEPT: score.kept,
        Conduct.BROKE: score.broke,
        Conduct.ABSTAINED: score.abstained,
        Conduct.DID_NOT_TAKE_PART: score.did_not_take_part,
    }[kind]
