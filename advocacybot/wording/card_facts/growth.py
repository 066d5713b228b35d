"""The facts of the card that shows how support grew."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from advocacybot.council.supporters import Initiative, Supporters, Total
from advocacybot.wording.card_facts import labels
from advocacybot.wording.card_facts.alt import told
from advocacybot.wording.card_facts.labels import labelled
from advocacybot.wording.cards import GrowthCard, Series
from advocacybot.wording.languages import day, enumerated
from advocacybot.wording.phrases import phrases

MEMBERS = 193
"""Members of the United Nations since 14 July 2011 (A/RES/65/308 admitted South Sudan)."""
TWO_THIRDS = 129
"""The least number of them that is two thirds: 128 are not."""


def growth_card(supporters: Supporters, campaign: str, language: str) -> GrowthCard:
    """The published numbers of member States that support each initiative, by day.

    Raises:
        FileNotFoundError: it is none of the six languages.
    """
    words = phrases(language)
    mark = words.gettext("Two thirds of the %(members)s members of the United Nations")
    card = GrowthCard(
        language=language,
        campaign=campaign,
        notes=tuple(_notes(supporters, language)),
        source=words.gettext("Sources: the published totals, each with its day"),
        alt="",
        title=words.gettext("Member States that support veto restraint"),
        series=tuple(_series(one, label, supporters, language) for one, label in _told(supporters, language)),
        mark=TWO_THIRDS,
        mark_in_words=labelled(mark % {"members": MEMBERS}, str(TWO_THIRDS), language),
        members=MEMBERS,
    )
    return replace(card, alt=told(card))


def _told(supporters: Supporters, language: str) -> Iterator[tuple[Initiative, str]]:
    there = {total.initiative for total in supporters.totals}
    return ((one, label) for one, label in labels.initiatives(language).items() if one in there)


def _series(initiative: Initiative, label: str, supporters: Supporters, language: str) -> Series:
    points = by_day(total for total in supporters.totals if total.initiative is initiative)
    return Series(label, tuple((one.as_of, one.states) for one in points), _number(points[-1], language))


def by_day(totals: Iterable[Total]) -> list[Total]:
    """One total for each day, the earliest first.

    Where sources differ the lowest one stands: nobody may be able to say that the campaign counts a State which does not support
    the initiative. (Of 1 September 2015 one source gives 29 with Rwanda, another 28 without.)
    """
    lowest: dict[dt.date, Total] = {}
    for total in sorted(totals, key=lambda one: (one.as_of, one.states)):
        lowest.setdefault(total.as_of, total)
    return list(lowest.values())


def _number(total: Total, language: str) -> str:
    words = phrases(language)
    number = words.gettext("more than %(number)s") % {"number": total.states} if total.at_least else str(total.states)
    return labels.counted(number, day(total.as_of, language), language)


def _notes(supporters: Supporters, language: str) -> Iterator[str]:
    words = phrases(language)
    days = [(total.initiative, total.as_of) for total in supporters.totals]
    if len(set(days)) < len(days):
        yield words.gettext("Where sources differ on a day, the lower number is shown")
    open_ended = [_number(total, language) for total in _shown(supporters) if total.at_least]
    if open_ended:
        yield labelled(words.gettext("As the sources have it"), enumerated(open_ended, language), language)


def _shown(supporters: Supporters) -> Iterator[Total]:
    for initiative in Initiative:
        yield from by_day(total for total in supporters.totals if total.initiative is initiative)
