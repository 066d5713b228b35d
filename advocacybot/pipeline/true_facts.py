"""Facts that are true, to see wording on: those of the next vote ahead, or of the latest one that came out so; of the latest
warning that stands."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.after_the_vote import Further, occasions
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.durations import in_words
from advocacybot.campaign.earned import AFTER_THE_VOTE, OF_WARNINGS, Message, Slot, Story, Warned
from advocacybot.campaign.truth import truth
from advocacybot.council.hours import new_york_day
from advocacybot.council.outcomes import Result
from advocacybot.council.scorecard import Scorecard
from advocacybot.pipeline import draft, judge, score
from advocacybot.pipeline.house import House
from advocacybot.store import votes, warnings
from advocacybot.store.votes import KeptVote
from advocacybot.store.warnings import KeptWarning
from advocacybot.wording import letters, scores
from advocacybot.wording.facts import Facts, facts_for, warning_facts

LOOKED_THROUGH = 40
"""So many of the latest outcomes are looked through for one of each kind, and make the scorecard; and so many of the latest
warnings, for one that stands."""


@dataclass(frozen=True)
class TrueFacts:
    """What each message would say if it were due on an account now. Whatever it speaks of is looked up once."""

    house: House
    campaign: Campaign

    def of(self, message: str, account: Account) -> tuple[str, Facts] | None:
        """What the facts are about, votes or a warning, and the facts; nothing where nothing gives any."""
        if message == scores.NAME:
            return self._scorecard(account)
        if message in OF_WARNINGS:
            return self._warning(account)
        if message in (*AFTER_THE_VOTE, letters.NAME):
            return self._following(message, account)
        kept = self._vote(Message(message))
        if kept is None:
            return None
        slot, reference = self._slot(Message(message), account, kept), self.house.configuration.reference
        return kept.vote.symbol, facts_for(slot, self._story(kept), kept.report, account, self.campaign, reference)

    def _following(self, message: str, account: Account) -> tuple[str, Facts] | None:
        """Of the latest assessed vote whose outcome gives an occasion. Letters go to whom a follow-up would."""
        wanted = Further.FOLLOW_UP if message == letters.NAME else Further(message)
        for _, kept in self._outcomes:
            story = self._story(kept)
            if key := self._about(wanted, story):
                return kept.vote.symbol, self._said_of(message, key, kept, story, account)
        return None

    def _about(self, message: Further, story: Story) -> str:
        """The key of the first post that the outcome earns in that message; empty where it earns none."""
        if story.outcome is None:
            return ""
        found = occasions(message, story.outcome, story.judged, story.vote.day, self.campaign.holidays)
        return next((one.key for one in found), "")

    def _said_of(self, message: str, key: str, kept: KeptVote, story: Story, account: Account) -> Facts:
        reference, today = self.house.configuration.reference, new_york_day(self.house.clock.now())
        if message == letters.NAME and kept.report:
            return letters.letter_facts(story, kept.report, key, account.language, today, self.campaign, reference)
        slot = Slot(account.name, kept.vote.symbol, Message(message), key, kept.since, None, kept.truth)
        return facts_for(slot, story, kept.report, account, self.campaign, reference)

    def _warning(self, account: Account) -> tuple[str, Facts] | None:
        kept = self._latest_warning
        if kept is None:
            return None
        story, reference = Warned(kept.warning, kept.truth, kept.since), self.house.configuration.reference
        return kept.warning.name, warning_facts(story, account, self.campaign, reference)

    @cached_property
    def _latest_warning(self) -> KeptWarning | None:
        """The latest that stands."""
        return next((one for one in warnings.listed(most=LOOKED_THROUGH) if not one.warning.taken_back), None)

    def _vote(self, message: Message) -> KeptVote | None:
        if message in (Message.REMINDER, Message.MOVED, Message.WITHDRAWN, Message.RETRACTED):
            return self._nearest
        wanted = {Message.CORRECTED: set(Result)}.get(message) or {Result[message.name]}
        return next((kept for result, kept in self._outcomes if result in wanted), None)

    @cached_property
    def _nearest(self) -> KeptVote | None:
        return votes.nearest(self.house.clock.now())

    @cached_property
    def _outcomes(self) -> list[tuple[Result, KeptVote]]:
        """The latest votes that have an outcome, the last one first."""
        council = self.house.configuration.reference.council
        decided = ((judge.outcome_of(kept, council), kept) for kept in votes.latest_with_reports(LOOKED_THROUGH))
        return [(outcome.result, kept) for outcome, kept in decided if outcome]

    def _story(self, kept: KeptVote) -> Story:
        return draft.story_of(self.house, kept, {})

    def _slot(self, message: Message, account: Account, kept: KeptVote) -> Slot:
        """Where it would stand: as the first reminder; as a correction of the hour that the calendar has."""
        hour = kept.vote.hour
        before = max((one.before for one in self.campaign.reminders), default=dt.timedelta(days=1))
        said = truth(kept.vote, None, taken_back=False, people_needed=0)
        key = f"{in_words(before)} before {hour:%Y-%m-%dT%H:%MZ}" if message is Message.REMINDER else f"{said} → {message}"
        return Slot(account.name, kept.vote.symbol, message, key, hour - before, None, kept.truth)

    def _scorecard(self, account: Account) -> tuple[str, Facts] | None:
        card = self._card
        if not card.votes:
            return None
        facts = scores.scorecard_facts(card, account, self.campaign, self.house.configuration.reference)
        return ", ".join(vote.symbol for vote in card.votes), facts

    @cached_property
    def _card(self) -> Scorecard:
        return score.over_the_latest(self.house, LOOKED_THROUGH)
