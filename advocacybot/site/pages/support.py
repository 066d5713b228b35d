"""How the support of the Code and of the declaration grew, by the totals that were published."""

from collections.abc import Iterable

from advocacybot.council.supporters import Total


def latest_first(totals: Iterable[Total]) -> list[Total]:
    return sorted(totals, key=lambda total: (total.as_of, total.states), reverse=True)
