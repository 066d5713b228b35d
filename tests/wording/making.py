"""Wording to try, and facts to try it on."""

from dataclasses import replace

from advocacybot.campaign.accounts import PlatformName
from advocacybot.wording.facts import CampaignFacts, Group, ReminderFacts, StateFact, VoteFacts
from advocacybot.wording.templates import Templates, TemplateText

FIFTEEN = tuple(StateFact(f"S{number:02}", f"State {number}", f"@state{number}") for number in range(15))

A_VOTE = VoteFacts(
    symbol="S/2016/846",
    subject="halting the bombardment",
    situation="Syria",
    weekday="Saturday",
    day="8 October 2016",
    hour="15:00",
    meeting=None,
    penholders=FIFTEEN[:2],
    link=None,
)

SOME_FACTS = ReminderFacts(
    language="en",
    campaign=CampaignFacts("#ACTcodeofconduct", None, None),
    vote=A_VOTE,
    number=1,
    of=3,
    supporters=(Group(None, FIFTEEN),),
)


def templates_of(texts: dict[str, str]) -> Templates:
    """Templates by name: ``{"en/reminder": "{{ vote.symbol }}"}``."""
    return Templates({name: TemplateText(f"message_templates/{name}.txt.j2", text) for name, text in texts.items()})


def rendered(
    text: str, others: dict[str, str] | None = None, *, platform: PlatformName | None = None, language: str = "en"
) -> str:
    """What ``en/reminder`` says where that is its text, with other templates beside it."""
    templates = templates_of({"en/reminder": text, **(others or {})})
    return templates.render("reminder", platform, replace(SOME_FACTS, language=language))
