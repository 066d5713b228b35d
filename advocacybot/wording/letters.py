"""A letter to one supporter that voted against, for people to sign and send: the bot never does."""

import datetime as dt
from dataclasses import dataclass

from advocacybot.campaign.accounts import Addressing
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.earned import Message, Slot, Story
from advocacybot.council.outcomes import Report
from advocacybot.wording import languages
from advocacybot.wording.facts import FollowUpFacts, Reference, facts_for
from advocacybot.wording.templates import Templates
from advocacybot.wording.threads import in_one_piece

NAME = "letter"


@dataclass(frozen=True, kw_only=True)
class LetterFacts(FollowUpFacts):
    """``today``: the day of the letter; ``reasons``: why people assessed the draft as credible, as they wrote them."""

    today: str
    sender: str
    reasons: tuple[str, ...]


def letter_facts(
    story: Story, report: Report, state: str, language: str, today: dt.date, campaign: Campaign, reference: Reference
) -> LetterFacts:
    """The facts of a letter to a State that broke the pledge in that vote. It is written to by name."""
    by_name = campaign.accounts[0].model_copy(update={"language": language, "addressing": Addressing.NAME})
    slot = Slot(by_name.name, story.vote.symbol, Message.FOLLOW_UP, state, story.since, None, story.truth)
    told = facts_for(slot, story, report, by_name, campaign, reference)
    assessment = story.vote.assessment
    return LetterFacts(
        **vars(told),
        today=languages.day(today, language),
        sender=campaign.name,
        reasons=assessment.reasons if assessment else (),
    )


def in_words(templates: Templates, facts: LetterFacts) -> str:
    """The letter's text.

    Raises:
        NoTemplate: no letter is worded in that language.
        BadTemplate: its template does not work with these facts.
    """
    return in_one_piece(templates.render(NAME, None, facts))
