"""The same wording is tried once."""

from collections.abc import Callable

from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import Configuration


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
