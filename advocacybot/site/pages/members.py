"""A member's page: its ballots in assessed votes, held against its pledge, and those in other votes, held against nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot
from advocacybot.council.scorecard import Cast, JudgedVote, MemberRecord
from advocacybot.site.speech import Speech


@dataclass(frozen=True)
class CastLine:
    """The member's part in one vote; of one that does not count, nothing of support and conduct."""

    vote: JudgedVote
    ballot: Ballot
    ballot_in_words: str
    vetoed: bool
    conduct: Conduct
    conduct_in_words: str = ""
    standing: str = ""


def counted(record: MemberRecord, say: Speech) -> list[CastLine]:
    """Its part in the votes that count, the latest first."""
    return [_line(cast, say, say.conduct(cast.judgement.conduct), _standing(cast, say)) for cast in reversed(record.casts)]


def not_counted(state: str, votes: Iterable[JudgedVote]) -> list[Cast]:
    """Its part in the votes that count for nobody, in their order."""
    return [Cast(vote, one) for vote in votes if not vote.credible for one in vote.judgements if one.member.state == state]


def untold(casts: Iterable[Cast], say: Speech) -> list[CastLine]:
    """Ballots alone: nothing is told of the support and conduct in them."""
    return [_line(cast, say) for cast in casts]


def _standing(cast: Cast, say: Speech) -> str:
    return say.standing(cast.judgement, cast.vote)


def _line(cast: Cast, say: Speech, conduct: str = "", standing: str = "") -> CastLine:
    one = cast.judgement
    return CastLine(cast.vote, one.ballot, say.ballot(one.ballot), cast.vetoed, one.conduct, conduct, standing)
