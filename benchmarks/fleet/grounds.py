"""The campaign that a fleet works on: so many accounts on two instances, each with a reminder of every vote, some in threads."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

from advocacybot.campaign.durations import in_words
from benchmarks.campaigns import ANA, BEN, a_calendar, lay_out
from benchmarks.fleet.hours import CLOCKS_GO_BACK
from benchmarks.fleet.platform import account, token

VOTES = 20
"""So many votes, and so many posts on each account."""

LATE_BY = dt.timedelta(hours=1)
_BEFORE = dt.timedelta(hours=2)
_LEAD = dt.timedelta(minutes=3)
"""So long after the fleet was started the first post is due; each is drafted two minutes before it is."""

_A_MINUTE = 500
"""So many posts are due in a minute, by the house's clock, half of them at one instant."""
_LEAST_MINUTES = 3

_TEMPLATE = """\
{{ vote.situation }}: the #UNSC is due to vote on draft resolution {{ vote.symbol }} ({{ vote.subject }}) on {{ vote.weekday }}, \
{{ vote.day }}, at {{ vote.hour }} New York time. We count on your vote.

{% set last = vote.symbol | last %}
{% for part in [1, 2, 3] if part <= (1 if last == '2' else 2 if last == '5' else 3 if last == '8' else 0) %}
Of {{ vote.symbol }}, {{ part }}: the supporters of the Code of Conduct pledge to support timely and decisive action against \
genocide, crimes against humanity and war crimes, and not to vote against a credible draft resolution to that end. They pledged \
it to each other and to everybody, on the Council and before they come to sit on it, and all of us may remind them of it.

{% endfor %}
"""
"""Every part tells of its vote: no two parts on an account have the same words. A thread has two, three or four of them."""


@dataclass(frozen=True)
class Grounds:
    """``posts``: how many there are in all."""

    posts: int

    @property
    def accounts(self) -> int:
        return self.posts // VOTES

    @property
    def minutes(self) -> int:
        """How long posts fall due, the change of the clocks in the middle."""
        return max(_LEAST_MINUTES, self.posts // _A_MINUTE)

    @property
    def first_due(self) -> dt.datetime:
        return CLOCKS_GO_BACK - dt.timedelta(minutes=self.minutes // 2)

    @property
    def begins(self) -> dt.datetime:
        """When the fleet is started."""
        return self.first_due - _LEAD

    @property
    def last_due(self) -> dt.datetime:
        return max(self._dues())

    def _dues(self) -> list[dt.datetime]:
        """Whole minutes, as calendars have them, shared out evenly."""
        return [self.first_due + dt.timedelta(minutes=number * self.minutes // VOTES) for number in range(VOTES)]

    @property
    def sizes(self) -> list[int]:
        """How many accounts each instance has."""
        return [self.accounts - self.accounts // 2, self.accounts // 2]

    def lay_out(self, folder: Path, urls: Sequence[str]) -> Path:
        """A campaign's folder, its accounts on instances at those addresses."""
        lay_out(folder, self._campaign(urls), a_calendar(due + _BEFORE for due in self._dues()))
        (folder / "message_templates" / "en" / "reminder.txt.j2").write_text(_TEMPLATE, encoding="utf-8")
        return folder

    def secrets(self) -> dict[str, str]:
        """What every machine's environment holds."""
        return {f"ADVOCACYBOT_{account(number)}_ACCESS_TOKEN".upper(): token(account(number)) for number in range(self.accounts)}

    def _campaign(self, urls: Sequence[str]) -> str:
        lines = [
            "name: A campaign of many accounts",
            f"people: [{ANA}, {BEN}]",
            "draft_ahead: 2 min",
            f"reminders: [{{before: {in_words(_BEFORE)}, late_by: {in_words(LATE_BY)}}}]",
            "accounts:",
            *self._accounts(urls),
        ]
        return "\n".join([*lines, ""])

    def _accounts(self, urls: Sequence[str]) -> Iterator[str]:
        at = chain.from_iterable(repeat(url, size) for url, size in zip(urls, self.sizes, strict=True))
        for number, url in enumerate(at):
            name = account(number)
            yield (
                f"  - {{name: {name}, platform: mastodon, handle: '@{name}', language: en, posting: automatic, "
                f"mastodon: {{server: '{url}'}}}}"
            )
