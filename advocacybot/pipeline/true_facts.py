"""Facts that are true, to see wording on: those of the next vote ahead, or of the latest one that came out so."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.durations import in_words
from advocacybot.campaign.earned import Message, Slot, Story
from advocacybot.campaign.truth import truth
from advocacybot.council.outcomes import Result
from advocacybot.council.scorecard import Scorecard
from advocacybot.pipeline import draft, score
from advocacybot.pipeline.house import House
from advocacybot.store import votes
from advocacybot.store.votes import KeptVote
from advocacybot.wording import scores
from advocacybot.wording.facts import Facts, facts_for

LOOKED_THROUGH = 40
"""So many of the latest outcomes are looked through for one of each kind, and make the scorecard."""


@dataclass(frozen=True)
class TrueFacts:
    """What each message would say if it were due on an account now. Every vote is looked up once."""

    house: House
    campaign: Campaign

    def of(self, message: str, account: Account) -> tuple[str, Facts] | None:
        """Which votes the facts are about, and the facts; nothing where no vote gives any."""
        if message == scores.NAME:
            return self._scorecard(account)
        kept = self._vote(Message(message))
        if kept is None:
            return None
        slot, reference = self._slot(Message(message), account, kept), self.house.configuration.reference
        return kept.vote.symbol, facts_for(slot, self._story(kept), kept.report, account, self.campaign, reference)

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
        decided = ((draft.outcome_of(kept, council), kept) for kept in votes.latest_with_reports(LOOKED_THROUGH))
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
