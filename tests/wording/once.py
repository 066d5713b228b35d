"""The same wording is tried once."""

from collections.abc import Callable

from advocacybot.campaign.accounts import Account
from advocacybot.errors import NoTemplate
from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import Configuration
from advocacybot.wording.facts import Facts
from advocacybot.wording.lengths import Limits
from advocacybot.wording.templates import Templates


class Once:
    """Tries wording as that check does. What it found to work for the same texts, campaign, facts and limits, it takes as tried;
    what does not work is tried, and told, again and again."""

    def __init__(self, check: Callable[[House, Configuration], int]) -> None:
        self._check = check
        self._worked: dict[object, tuple[Configuration, int]] = {}

    def __call__(self, house: House, configuration: Configuration) -> int:
        key = self._key(house, configuration)
        if key not in self._worked:
            self._worked[key] = (configuration, self._check(house, configuration))
        return self._worked[key][1]

    def _key(self, house: House, configuration: Configuration) -> object:
        """Whatever the check is told. Facts that were read once are the same objects, which are kept with what was found."""
        campaign, facts = configuration.campaign, configuration.reference
        limits = [house.platforms.of(account).limits(account) for account in campaign.accounts]
        return (
            tuple(sorted((name, one.path, one.text) for name, one in configuration.templates.texts.items())),
            campaign.model_dump_json(),
            tuple(map(id, (facts.states, facts.council, facts.supporters, facts.handles))),
            tuple((one.platform, one.most, one.most_bytes, one.count) for one in limits),
        )


class EachOnce:
    """Tries one template on one case as that trial does, where wording or campaign is not the same as a whole. A template that
    worked with these facts and limits works again, as long as neither it nor what it includes is another."""

    def __init__(self, trial: Callable[[Templates, Account, str, Facts, Limits], None]) -> None:
        self._trial = trial
        self._worked: set[object] = set()

    def __call__(self, templates: Templates, account: Account, message: str, facts: Facts, limits: Limits) -> None:
        key = self._key(templates, account, message, facts, limits)
        if key not in self._worked:
            self._trial(templates, account, message, facts, limits)
            self._worked.add(key)

    def _key(self, templates: Templates, account: Account, message: str, facts: Facts, limits: Limits) -> object:
        """Whatever the trial is told: of the account, its name stands in what is said of a failure alone."""
        try:
            name = templates._name(message, account.platform, account.language)
        except NoTemplate:
            return object()
        texts = tuple((piece, templates._texts[piece].text) for piece in sorted(templates._pieces(name)))
        return (name, texts, message, repr(facts), (limits.platform, limits.most, limits.most_bytes, limits.count))
