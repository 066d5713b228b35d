"""Which posts a vote, or a warning, earns as it stands now."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from advocacybot.campaign.accounts import Account, Posting
from advocacybot.campaign.after_the_vote import Further, Later, Occasion, occasions
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.durations import in_words
from advocacybot.campaign.reminders import due, lapses
from advocacybot.campaign.truth import RETRACTED, WARNED, WITHDRAWN, Truth, hour_in, is_outcome
from advocacybot.campaign.warnings import EarlyWarning, until
from advocacybot.council.conduct import Judgement
from advocacybot.council.outcomes import Outcome, Result
from advocacybot.council.votes import Vote


class Message(StrEnum):
    """What a post is. Each has a template in each language."""

    REMINDER = "reminder"
    ADOPTED = "adopted"
    ADOPTED_WITHOUT_A_VOTE = "adopted_without_a_vote"
    VETOED = "vetoed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    FOLLOW_UP = Further.FOLLOW_UP.value
    THANKS = Further.THANKS.value
    ABSTENTIONS = Further.ABSTENTIONS.value
    GENERAL_ASSEMBLY = Further.GENERAL_ASSEMBLY.value
    WARNING = "warning"
    """To the supporters on the Council: of what they pledged."""
    INVITATION = "invitation"
    """To the Secretary-General: to bring the situation to the Council."""
    WARNING_TAKEN_BACK = "warning_taken_back"


CORRECTIONS = frozenset(
    {Message.WITHDRAWN, Message.MOVED, Message.CORRECTED, Message.RETRACTED, Message.WARNING_TAKEN_BACK},
)
"""They take back what was said."""

WARNINGS = frozenset({Message.WARNING, Message.INVITATION})
"""What a warning earns while it stands."""

OF_WARNINGS = WARNINGS | {Message.WARNING_TAKEN_BACK}
"""They speak of a warning, and of no vote."""

AFTER_THE_VOTE = frozenset(map(Message, Further))
"""What an outcome earns besides being told."""

SETTLING = frozenset(Message) - AFTER_THE_VOTE - WARNINGS - {Message.REMINDER}
"""Outcomes and corrections: they settle what an account told before, and are earned no more once they are out."""

READ_FIRST = CORRECTIONS | AFTER_THE_VOTE | WARNINGS
"""What speaks of an error of ours, to a State of its conduct, or of crimes: a person reads it first, on every account."""

_OF_RESULT = {
    Result.ADOPTED: Message.ADOPTED,
    Result.ADOPTED_WITHOUT_A_VOTE: Message.ADOPTED_WITHOUT_A_VOTE,
    Result.VETOED: Message.VETOED,
    Result.FAILED: Message.FAILED,
}


@dataclass(frozen=True)
class Slot:
    """A place for one post: what it says of which vote on which account, from when on and how long it may go out.

    ``symbol``: the vote's, or the name of the warning that it speaks of. ``key`` tells apart what an account says of it in the
    same message: reminders by the time before which hour, outcomes by what they report, corrections by what they correct, what
    follows an outcome by whom it speaks of.
    """

    account: str
    symbol: str
    message: Message
    key: str
    due: dt.datetime
    lapses_at: dt.datetime | None
    says: Truth

    @property
    def identity(self) -> str:
        """No two posts that are under way or out ever have the same."""
        return f"{self.account}|{self.symbol}|{self.message}|{self.key}"


@dataclass(frozen=True)
class Story:
    """A vote as it stands: the truth of it, since when it is so, and what each account has to answer for (``said.word``).

    ``corrected``: how often each account corrected itself about it already. ``judged``: what each member did in it.
    """

    vote: Vote
    outcome: Outcome | None
    truth: Truth
    since: dt.datetime
    said: Mapping[str, Truth] = field(default_factory=dict)
    corrected: Mapping[str, int] = field(default_factory=dict)
    judged: tuple[Judgement, ...] = ()


@dataclass(frozen=True)
class Warned:
    """A warning as it stands, like a vote's :class:`Story`."""

    warning: EarlyWarning
    truth: Truth
    since: dt.datetime
    said: Mapping[str, Truth] = field(default_factory=dict)


def approvals_needed(account: Account, message: Message) -> int:
    """How many people must agree before the post goes out. For automatic accounts nobody is asked, but about what is to be read
    first."""
    if account.posting is Posting.APPROVAL:
        return account.approvals_needed
    return 1 if message in READ_FIRST else 0


def earned(story: Story | Warned, campaign: Campaign, now: dt.datetime) -> tuple[Slot, ...]:
    """The posts that it earns now: drafted ahead as the campaign wishes, and not too late already."""
    return tuple(
        slot
        for slot in _slots(story, campaign)
        if slot.due - campaign.draft_ahead <= now and (slot.lapses_at is None or now < slot.lapses_at)
    )


def next_look(story: Story | Warned, campaign: Campaign, now: dt.datetime) -> dt.datetime | None:
    """The next hour from which on one more of its posts may be drafted; ``None`` where time alone brings no more."""
    ahead = (slot.due - campaign.draft_ahead for slot in _slots(story, campaign))
    return min((hour for hour in ahead if hour > now), default=None)


def _slots(story: Story | Warned, campaign: Campaign) -> Iterator[Slot]:
    for account in campaign.accounts:
        yield from _warned_on(account, story, campaign) if isinstance(story, Warned) else _on(account, story, campaign)


def _on(account: Account, story: Story, campaign: Campaign) -> Iterator[Slot]:
    said = story.said.get(account.name)
    if said is not None and said != story.truth:
        yield from _after(said, account, story, campaign)
    elif said is None and story.outcome and is_outcome(story.truth):
        yield _outcome(account, story, campaign)
    if story.outcome and is_outcome(story.truth) and _owes_nothing(said, story.truth):
        yield from _further(account, story, story.outcome, campaign)
    if story.truth not in (WITHDRAWN, RETRACTED) and not is_outcome(story.truth):
        yield from _reminders(account, story, campaign)


def _owes_nothing(said: Truth | None, truth: Truth) -> bool:
    """Whether an account may go on from the outcome: it told that, or nothing since the hour."""
    return said is None or said == truth or hour_in(said) is not None


def _after(said: Truth, account: Account, story: Story, campaign: Campaign) -> Iterator[Slot]:
    """What an account owes that said something else before."""
    if is_outcome(story.truth) and not is_outcome(said) and story.outcome:
        yield _outcome(account, story, campaign)
    else:
        message = _correction(said, story.truth)
        yield Slot(
            account=account.name,
            symbol=story.vote.symbol,
            message=message,
            key=f"{said} → {story.truth}{_again(account, story)}",
            due=story.since,
            lapses_at=hour_in(story.truth) if message is Message.MOVED else None,
            says=story.truth,
        )


def _again(account: Account, story: Story) -> str:
    """What tells a message apart from the same one before the account corrected itself."""
    times = story.corrected.get(account.name, 0)
    return f" ({times + 1})" if times else ""


def _correction(said: Truth, truth: Truth) -> Message:
    if truth == RETRACTED or (is_outcome(said) and not is_outcome(truth)):
        return Message.RETRACTED
    if is_outcome(said):
        return Message.CORRECTED
    return Message.WITHDRAWN if truth == WITHDRAWN else Message.MOVED


def _outcome(account: Account, story: Story, campaign: Campaign) -> Slot:
    assert story.outcome is not None  # noqa: S101 – an outcome's truth comes from its report
    return Slot(
        account=account.name,
        symbol=story.vote.symbol,
        message=_OF_RESULT[story.outcome.result],
        key=f"{story.truth}{_again(account, story)}",
        due=story.since,
        lapses_at=story.since + campaign.outcomes_late_by,
        says=story.truth,
    )


def _further(account: Account, story: Story, outcome: Outcome, campaign: Campaign) -> Iterator[Slot]:
    """What follows the outcome."""
    for later in campaign.after_the_vote:
        for occasion in occasions(later.message, outcome, story.judged, story.vote.day, campaign.holidays):
            yield _follows(account, story, later, occasion)


def _follows(account: Account, story: Story, later: Later, occasion: Occasion) -> Slot:
    due_at = story.since + later.after
    limits = [due_at + later.late_by] if later.late_by else []
    return Slot(
        account=account.name,
        symbol=story.vote.symbol,
        message=Message(later.message),
        key=occasion.key,
        due=due_at,
        lapses_at=min([*limits, occasion.ends] if occasion.ends else limits),
        says=story.truth,
    )


def _reminders(account: Account, story: Story, campaign: Campaign) -> Iterator[Slot]:
    hour = story.vote.hour
    for reminder in campaign.reminders:
        due_at = due(reminder, hour, campaign.quiet_hours)
        yield Slot(
            account=account.name,
            symbol=story.vote.symbol,
            message=Message.REMINDER,
            key=f"{in_words(reminder.before)} before {hour:%Y-%m-%dT%H:%MZ}",
            due=due_at,
            lapses_at=lapses(reminder, due_at, hour),
            says=story.truth,
        )


def _warned_on(account: Account, story: Warned, campaign: Campaign) -> Iterator[Slot]:
    said, name = story.said.get(account.name), story.warning.name
    if said is not None and said != story.truth:
        key = f"{said} → {story.truth}"
        yield Slot(account.name, name, Message.WARNING_TAKEN_BACK, key, story.since, None, story.truth)
    if story.truth == WARNED and campaign.warnings:
        ends = until(story.warning, campaign.warnings.late_by)
        for message in sorted(WARNINGS):
            yield Slot(account.name, name, message, "", story.since, ends, story.truth)
