"""A vote's page: who voted how, what is known of each member's support, and on whose word it counts or does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.votes import Document
from advocacybot.site.speech import Speech


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
