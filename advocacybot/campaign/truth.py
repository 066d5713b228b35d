"""What may be said of a vote, or a warning, at this moment, in one word of our own.

Every post carries the truth that it was drawn from. A post whose truth is no longer the vote's never goes out; where one went out
already, its account owes a correction. So nothing needs to be remembered of how a vote came to stand as it stands.
"""

import datetime as dt
import hashlib

from advocacybot.campaign.warnings import EarlyWarning
from advocacybot.council.outcomes import Report
from advocacybot.council.votes import Vote, is_credible

Truth = str

_HOUR = "vote at "
WITHDRAWN = "withdrawn"
RETRACTED = "retracted"
"""We have nothing to say of it: the vote left the calendar, or is assessed as credible no longer; the warning was taken back."""
WARNED = "warned"


def truth(vote: Vote, report: Report | None, *, taken_back: bool, people_needed: int) -> Truth:
    """What may be said of the vote: its hour, its outcome, that it was withdrawn, or nothing."""
    if taken_back or not is_credible(vote.assessment, people_needed):
        return RETRACTED
    if report is not None:
        return f"outcome {_digest(vote, report)}"
    return WITHDRAWN if vote.withdrawn else f"{_HOUR}{vote.hour:%Y-%m-%dT%H:%MZ}"


def truth_of(warning: EarlyWarning) -> Truth:
    """What may be said of a warning: that it stands, or nothing."""
    return RETRACTED if warning.taken_back else WARNED


def is_outcome(told: Truth) -> bool:
    return told.startswith("outcome ")


def hour_in(told: Truth) -> dt.datetime | None:
    """The hour that it tells, where it tells one."""
    return dt.datetime.fromisoformat(told.removeprefix(_HOUR)) if told.startswith(_HOUR) else None


def _digest(vote: Vote, report: Report) -> str:
    """The same for reports that differ in their sources only: what was preliminary and proves right needs no correction.

    Day and procedure belong to it: they decide what the same ballots make of the draft, and whose they are.
    """
    ballots = sorted(report.roll_call.ballots()) if report.roll_call else "adopted without a vote"
    return hashlib.sha256(repr((ballots, vote.day.isoformat(), str(vote.procedure))).encode()).hexdigest()[:16]
