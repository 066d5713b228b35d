"""Each member's ballot, held against its pledge.

Code of Conduct, operative paragraph 2: supporters pledge "not to vote *against* a credible draft resolution". That they
should not abstain either is the expectation of the workshop of 29 March 2017, no term of the Code. Breaking the pledge,
abstaining and not taking part are therefore three things, never one.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from advocacybot.council.members import Member
from advocacybot.council.outcomes import Ballot, RollCall, check_everybody
from advocacybot.council.supporters import Standing, Supporters


class Conduct(StrEnum):
    KEPT = "kept the pledge"
    BROKE = "broke the pledge"
    ABSTAINED = "abstained"
    DID_NOT_TAKE_PART = "did not take part"
    NOT_A_SUPPORTER = "not a supporter"
    SUPPORT_NOT_KNOWN = "support on that day not known"
    NOT_ASSESSED = "vote not assessed"


SCORED = (Conduct.KEPT, Conduct.BROKE, Conduct.ABSTAINED, Conduct.DID_NOT_TAKE_PART)
"""What counts in a scorecard: what members that had pledged did in a vote that people assessed as credible."""

_BY_BALLOT = {
    Ballot.IN_FAVOUR: Conduct.KEPT,
    Ballot.AGAINST: Conduct.BROKE,
    Ballot.ABSTAINED: Conduct.ABSTAINED,
    Ballot.NOT_VOTING: Conduct.DID_NOT_TAKE_PART,
}


@dataclass(frozen=True)
class Judgement:
    """One member's ballot, its standing on the day, and its conduct."""

    member: Member
    ballot: Ballot
    standing: Standing
    conduct: Conduct


def conduct(ballot: Ballot, standing: Standing, credible: bool) -> Conduct:
    """What a ballot is, given what is known of the State's support, and whether people assessed the draft as credible."""
    if not credible:
        return Conduct.NOT_ASSESSED
    if standing.pledged:
        return _BY_BALLOT[ballot]
    return Conduct.SUPPORT_NOT_KNOWN if standing.uncertain else Conduct.NOT_A_SUPPORTER


def judge(
    roll_call: RollCall | None, members: Iterable[Member], supporters: Supporters, day: dt.date, credible: bool
) -> tuple[Judgement, ...]:
    """Every member's conduct in a vote on that day, in the members' order; nothing where no vote was taken.

    Raises:
        DidNotSit, BallotMissing: the roll call is not one of those members.
    """
    if roll_call is None:
        return ()
    sitting, ballots, standings = tuple(members), dict(roll_call.ballots()), supporters.on(day)
    check_everybody(roll_call, sitting, day)
    return tuple(_judgement(member, ballots[member.state], standings[member.state], credible) for member in sitting)


@lru_cache(4096)
def _judgement(member: Member, ballot: Ballot, standing: Standing, credible: bool) -> Judgement:
    """Values alone: over eighty years of votes a few thousand of them say it all, and are kept."""
    return Judgement(member, ballot, standing, conduct(ballot, standing, credible))
