"""Votes that people reported of, held against the pledge: the outcome by the rule, and each member's conduct."""

from advocacybot.council.conduct import judge
from advocacybot.council.members import Council
from advocacybot.council.outcomes import Outcome, decide
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.votes import decided
from advocacybot.pipeline.house import House
from advocacybot.store.votes import KeptVote


def outcome_of(kept: KeptVote, council: Council) -> Outcome | None:
    """The vote's outcome by the rule, where it has a report that stands."""
    if kept.report is None:
        return None
    vote = kept.vote
    return decide(kept.report, council.members_on(vote.day), vote.day, vote.procedure)


def judged(house: House, kept: KeptVote) -> JudgedVote:
    """The vote with its outcome and each member's conduct. Of a vote that was taken back nothing is held any longer."""
    vote, reference = kept.vote, house.configuration.reference
    outcome = outcome_of(kept, reference.council)
    assert outcome is not None and kept.report is not None  # noqa: S101, PT018 – only votes with reports come here
    held = None if kept.taken_back else decided(vote.assessment, house.campaign.assessors_needed)
    credible = held is not None and held.credible
    members = reference.council.members_on(vote.day)
    return JudgedVote(
        symbol=vote.symbol,
        day=vote.day,
        situation=vote.situation,
        subject=vote.subject,
        outcome=outcome,
        judgements=judge(kept.report.roll_call, members, reference.supporters, vote.day, credible),
        credible=credible,
        report=kept.report,
        assessment=held,
        documents=vote.documents,
        procedure=vote.procedure,
        since=kept.since,
    )
