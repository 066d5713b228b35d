"""Scorecards, over the shipped record and the outcomes that people entered."""

import datetime as dt

from advocacybot.council.scorecard import JudgedVote, Scorecard, scorecard
from advocacybot.errors import BadInput
from advocacybot.pipeline import judge
from advocacybot.pipeline.gather import gather
from advocacybot.pipeline.house import House
from advocacybot.store import votes
from advocacybot.wording.scores import NAME, scorecard_facts
from advocacybot.wording.threads import split


def over(house: House, situation: str | None = None, first: dt.date | None = None, last: dt.date | None = None) -> Scorecard:
    """The scorecard over the votes of a situation (in any language) and a stretch of days."""
    return scorecard(
        vote
        for vote in judged(house)
        if (first is None or vote.day >= first)
        and (last is None or vote.day <= last)
        and (situation is None or situation.casefold() in {name.casefold() for name in vote.situation.values()})
    )


def over_the_latest(house: House, most: int) -> Scorecard:
    """The scorecard over the last so many votes of which people entered an outcome."""
    return scorecard(judge.judged(house, kept) for kept in votes.latest_with_reports(most) if not kept.taken_back)


def judged(house: House) -> list[JudgedVote]:
    """Every vote that has an outcome, each once, but for those that were taken back."""
    return gather(house)


def in_words(house: House, card: Scorecard, account_name: str) -> tuple[str, ...]:
    """The scorecard as a post of that account, in parts that fit.

    Raises:
        BadInput: no vote of it was assessed.
    """
    if not card.votes:
        raise BadInput(
            what=f"none of the {card.not_assessed} votes was assessed as credible, so there is nothing to score",
            mend="let two people add an `assessment` to a vote, in calendar.yaml or in config/record",
        )
    account = house.campaign.account(account_name)
    facts = scorecard_facts(card, account, house.campaign, house.configuration.reference)
    text = house.configuration.templates.render(NAME, account.platform, facts)
    return split(text, house.platforms.of(account).limits(account))
