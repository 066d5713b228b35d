"""What a text would make of a template, before anybody saves it: looks only, and changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.localedata import exists

from advocacybot.campaign.accounts import Account, PlatformName
from advocacybot.campaign.campaign import Campaign
from advocacybot.errors import AdvocacyBotError, BadInput, BadTemplate
from advocacybot.pipeline import reword
from advocacybot.pipeline.house import House
from advocacybot.pipeline.true_facts import TrueFacts
from advocacybot.wording import letters
from advocacybot.wording.facts import Facts
from advocacybot.wording.lengths import USUAL, Limits
from advocacybot.wording.samples import WORDED, as_sent, cases
from advocacybot.wording.templates import Templates, TemplateText

TRUE, WORST, LEAST = "true", "worst", "least"


@dataclass(frozen=True)
class Trouble:
    """What is wrong. ``line``: in the text that is previewed, where it is in there; else ``template`` names where it is."""

    told: str
    template: str | None = None
    line: int | None = None
    quoted: str = ""


@dataclass(frozen=True)
class PartMade:
    text: str
    length: int


@dataclass(frozen=True)
class Made:
    """What one account would say, on those facts: ``about`` a vote or a warning where they are true, else the worst or the least.

    ``most``: what a part may hold; nothing limits a letter, which no account sends.
    """

    message: str
    account: Account
    ours: bool
    kind: str
    about: str
    most: int | None
    parts: tuple[PartMade, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Preview:
    """``trouble``: each thing that is wrong, once. ``without``: messages of which nothing yet gives true facts."""

    text: str
    trouble: tuple[Trouble, ...] = ()
    made: tuple[Made, ...] = ()
    without: tuple[str, ...] = ()


def preview(house: House, name: str, text: str) -> Preview:
    """What the text would say on every account and platform that the template is for.

    Raises:
        NoSuchThing: there is no such template.
        BadInput: the text is longer than any wording may be.
    """
    reword.find(house, name)
    text = reword.tidy(text)
    if not text and name not in house.files.templates.texts:
        return Preview(text)
    try:
        templates = _with(house.configuration.templates, name, text)
    except BadTemplate as error:
        return Preview(text, (_trouble(error, name, text),))
    trial = _Trial(house, templates, _on_every_platform(house.campaign, name.partition("/")[0]), name, text)
    pairs, made = trial.pairs(), tuple(trial.made())
    every = tuple({one.trouble.told: one.trouble for one in made if one.trouble}.values())
    on_true_facts = {one.message for one in made if one.kind == TRUE}
    return Preview(text, every, made, tuple(dict.fromkeys(message for message, _ in pairs if message not in on_true_facts)))


@dataclass(frozen=True)
class _Trial:
    """The text in its place among the others, tried on every account that it is for."""

    house: House
    templates: Templates
    campaign: Campaign
    name: str
    text: str

    def pairs(self) -> list[tuple[str, Account]]:
        """The messages that it words, or is a piece of, each with the accounts that say them so."""
        return [
            (message, account)
            for message in WORDED
            for account in self._speakers(message)
            if self.templates.words(self.name, message, account.platform, account.language)
        ]

    def _speakers(self, message: str) -> tuple[Account, ...]:
        """Whoever says that message; a letter reads the same whichever account stands for its language."""
        every = self.campaign.accounts
        return tuple({one.language: one for one in reversed(every)}.values()) if message == letters.NAME else every

    def made(self) -> Iterator[Made]:
        true = TrueFacts(self.house, self.campaign)
        for message, account in self.pairs():
            found = true.of(message, account)
            if found:
                yield self._made(message, account, TRUE, *found)
            alone = self.campaign.model_copy(update={"accounts": (account,)})
            for case in cases(message, alone, self.house.configuration.reference):
                yield self._made(message, account, WORST if case.worst else LEAST, "", case.facts)

    def _made(self, message: str, account: Account, kind: str, about: str, facts: Facts) -> Made:
        ours = account in self.house.campaign.accounts
        limits = self.house.platforms.of(account).limits(account) if ours else USUAL[account.platform]
        most = None if message == letters.NAME else limits.most
        try:
            parts = _parts(message, self.templates.render(message, account.platform, facts), limits)
        except AdvocacyBotError as error:
            return Made(message, account, ours, kind, about, most, trouble=_trouble(error, self.name, self.text))
        return Made(message, account, ours, kind, about, most, parts)


def _with(templates: Templates, name: str, text: str) -> Templates:
    """The wording with that text in it; as it stands where it is no other."""
    known = templates.texts.get(name)
    if known and known.text.rstrip() == text.rstrip():
        return templates
    return Templates(templates.texts | {name: TemplateText(name, text)})


def _on_every_platform(campaign: Campaign, language: str) -> Campaign:
    """Our accounts; and on a platform where none speaks the language, one that is made up. A folder may be of no language."""
    ours = campaign.accounts
    if not (len(language) == 2 and language.islower() and exists(language)):
        return campaign
    spoken = {account.platform for account in ours if account.language == language}
    tags = next((account.hashtags for account in ours if account.language == language), ours[0].hashtags)
    made_up = (
        Account(name=f"any-on-{platform}", platform=platform, rehearsal=True, handle="@…", language=language, hashtags=tags)
        for platform in PlatformName
        if platform not in spoken
    )
    return campaign.model_copy(update={"accounts": (*ours, *made_up)})


def _parts(message: str, text: str, limits: Limits) -> tuple[PartMade, ...]:
    if not text.strip():
        raise BadInput(what="the template says nothing", mend="write what the post is to say")
    return tuple(PartMade(part, limits.length(part)) for part in as_sent(message, text, limits))


def _trouble(error: AdvocacyBotError, name: str, text: str) -> Trouble:
    """The error, with the line where it is in this text."""
    template, line = error.facts.get("template"), error.facts.get("line")
    told = str(error.at(""))
    if not isinstance(template, str) or not isinstance(line, int):
        return Trouble(told)
    if template != name:
        return Trouble(told, template, line)
    lines: Iterable[str] = text.split("\n")
    return Trouble(told, template, line, dict(enumerate(lines, start=1)).get(line, ""))
