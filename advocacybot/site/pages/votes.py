"""A vote's page: who voted how, what is known of each member's support, and on whose word it counts or does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.votes import Document
from advocacybot.site.speech import Speech


class Counts(StrEnum):
    """Whether a vote counts, and on what ground."""

    YES = "assessed as credible"
    NOT_YET = "assessed by fewer people than are needed"
    NO = "held not to be credible"
    NOBODY_LOOKED = "not assessed"


@dataclass(frozen=True)
class BallotLine:
    """One member's ballot; of a vote that does not count, nothing of support and conduct."""

    state: str
    name: str
    permanent: bool
    vetoed: bool
    ballot: Ballot
    ballot_in_words: str
    conduct: Conduct
    conduct_in_words: str = ""
    standing: str = ""


def counts(vote: JudgedVote, people_needed: int) -> Counts:
    """Whether it counts. Fewer people than are needed decide nothing, whatever they hold."""
    if vote.credible:
        return Counts.YES
    if vote.assessment is None:
        return Counts.NOBODY_LOOKED
    enough = len(vote.assessment.assessors) >= people_needed
    return Counts.NO if enough and not vote.assessment.credible else Counts.NOT_YET


def ballots(vote: JudgedVote, say: Speech) -> list[BallotLine]:
    """By ballot, and by name within each."""
    place = {ballot: number for number, ballot in enumerate(Ballot)}
    order = {code: number for number, code in enumerate(say.in_order(one.member.state for one in vote.judgements))}
    lines = list(_lines(vote, say))
    return sorted(lines, key=lambda line: (place[line.ballot], order[line.state]))


def _lines(vote: JudgedVote, say: Speech) -> Iterator[BallotLine]:
    for one in vote.judgements:
        state = one.member.state
        held = (say.conduct(one.conduct), say.standing(one, vote)) if vote.credible else ()
        vetoed = state in vote.outcome.vetoed_by
        permanent, spoken = one.member.permanent, say.ballot(one.ballot)
        yield BallotLine(state, say.name(state), permanent, vetoed, one.ballot, spoken, one.conduct, *held)


def documents(vote: JudgedVote) -> tuple[Document, ...]:
    """The vote's documents; where none is named, the text itself in the United Nations' Official Document System."""
    if vote.documents or not vote.symbol.startswith("S/"):
        return vote.documents
    return (Document(title=vote.symbol, url=f"https://undocs.org/{quote(vote.symbol, safe='/()')}"),)
