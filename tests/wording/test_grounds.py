"""What posts were drawn from is told apart, whatever the wording makes of it."""

import datetime as dt
from dataclasses import replace

import pytest

from advocacybot.campaign.earned import Message, Slot
from advocacybot.wording.facts import Facts
from advocacybot.wording.grounds import grounds
from advocacybot.wording.lengths import USUAL, Limits, mastodon_limits
from tests.factories import a_report, a_slot, a_source
from tests.wording.facing import a_reminder, an_outcome
from tests.wording.making import FIFTEEN, SOME_FACTS

ON_X = USUAL["x"]  # type: ignore[index]
VOICE = "x @ACTcampaign"


def of(slot: Slot | None = None, facts: Facts = SOME_FACTS, voice: str = VOICE, limits: Limits = ON_X) -> str:
    return grounds(slot or a_slot(), facts, voice, limits)


def test_the_same_facts_in_the_same_place_are_the_same_grounds() -> None:
    assert grounds(a_slot(), a_reminder(), VOICE, ON_X) == grounds(a_slot(), a_reminder(), VOICE, ON_X)
    assert len(of()) == 64


A_MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    "other",
    [
        of(slot=a_slot("act-fr")),
        of(slot=a_slot(due=a_slot().due + A_MINUTE)),
        of(slot=a_slot(lapses_at=a_slot().due + A_MINUTE)),
        of(slot=a_slot(lapses_at=None)),
        of(slot=a_slot(says="withdrawn")),
        of(facts=replace(SOME_FACTS, vote=replace(SOME_FACTS.vote, subject="another"))),
        of(facts=replace(SOME_FACTS, vote=replace(SOME_FACTS.vote, penholders=FIFTEEN[:1]))),
        of(facts=replace(SOME_FACTS, supporters=())),
        of(voice="x @other"),
        of(voice="rehearsing x @ACTcampaign"),
        of(limits=replace(ON_X, most=4000)),
        of(limits=mastodon_limits(280, 23)),
        of(limits=mastodon_limits(280, None)),
    ],
)
def test_whatever_else_is_said_or_where_makes_other_grounds(other: str) -> None:
    assert other != of()


def test_how_an_instance_counts_links_belongs_to_the_grounds() -> None:
    assert of(limits=mastodon_limits(500, 23)) != of(limits=mastodon_limits(500, None))


def test_every_fact_of_an_outcome_belongs_to_its_grounds() -> None:
    facts = an_outcome(Message.VETOED, report=a_report())
    other = an_outcome(Message.VETOED, report=a_report(source=a_source("S/PV.7786")))
    assert of(facts=facts) == of(facts=an_outcome(Message.VETOED, report=a_report()))
    assert of(facts=facts) != of(facts=other)
    assert of(facts=facts) != of(facts=replace(facts, preliminary=not facts.preliminary))
