"""The facts of a post, drawn from the shipped States, Council and supporters."""

from dataclasses import replace

from advocacybot.campaign.accounts import Account, Handle, Handles
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.earned import Message, Story, earned
from advocacybot.campaign.truth import Truth, truth
from advocacybot.council.conduct import judge
from advocacybot.council.outcomes import Report, decide
from advocacybot.council.supporters import Supporters
from advocacybot.council.votes import Vote
from advocacybot.wording.facts import CorrectionFacts, Facts, Group, OutcomeFacts, ReminderFacts, facts_for
from tests.factories import a_campaign, an_account, an_assessed_vote
from tests.wording.reference import reference


def facts_of(
    message: Message,
    *,
    vote: Vote | None = None,
    report: Report | None = None,
    account: Account | None = None,
    said: Truth | None = None,
    handles: tuple[Handle, ...] = (),
    supporters: Supporters | None = None,
    which: int = 0,
    **changes: object,
) -> Facts:
    """What a post of that message may say; of several such posts, the one of that number."""
    account = account or an_account()
    vote = vote or an_assessed_vote()
    campaign: Campaign = a_campaign(account, draft_ahead="100 d", **changes)
    known = replace(reference(), handles=Handles(handles=handles), supporters=supporters or reference().supporters)
    members = known.council.members_on(vote.day)
    outcome = decide(report, members, vote.day, vote.procedure) if report else None
    judged = judge(report.roll_call, members, known.supporters, vote.day, credible=True) if report else ()
    told = truth(vote, report, taken_back=message is Message.RETRACTED, people_needed=2)
    now = vote.hour - campaign.reminders[0].before - campaign.draft_ahead / 2
    story = Story(vote, outcome, told, now, {account.name: said} if said else {}, judged=judged)
    slots = [slot for slot in earned(story, campaign, now) if slot.message is message]
    return facts_for(slots[which], story, report, account, campaign, known)


def a_reminder(**wishes: object) -> ReminderFacts:
    facts = facts_of(Message.REMINDER, **wishes)  # type: ignore[arg-type]
    assert isinstance(facts, ReminderFacts)
    return facts


def an_outcome(message: Message = Message.VETOED, **wishes: object) -> OutcomeFacts:
    facts = facts_of(message, **wishes)  # type: ignore[arg-type]
    assert isinstance(facts, OutcomeFacts)
    return facts


def a_correction(message: Message, **wishes: object) -> CorrectionFacts:
    facts = facts_of(message, **wishes)  # type: ignore[arg-type]
    assert isinstance(facts, CorrectionFacts)
    return facts


def codes(groups: tuple[Group, ...]) -> list[tuple[str | None, str]]:
    """The day of each group's list, and its States."""
    return [
        (group.listed_as_of and group.listed_as_of.replace("\u00a0", " "), " ".join(state.code for state in group.states))
        for group in groups
    ]
