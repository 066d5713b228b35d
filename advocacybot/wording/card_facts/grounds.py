"""What has to be said with a card: who is a supporter by a list alone, what is preliminary, from where it is known."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from advocacybot.council.conduct import SCORED, Judgement
from advocacybot.council.outcomes import Trust
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.states import States
from advocacybot.council.values import in_language
from advocacybot.wording.card_facts.labels import counted, labelled, symbol
from advocacybot.wording.cards import Text
from advocacybot.wording.languages import alphabetical, day, enumerated
from advocacybot.wording.phrases import phrases

_NAMED_AT_MOST = 3
"""Of so many preliminary results a card names the symbols; of more it tells the number."""


def text(words: Mapping[str, str], language: str) -> Text:
    """The words in that language; else in English or whatever language there is, and that is told."""
    told = next((one for one in (language, "en") if words.get(one)), next(iter(words)))
    return Text(in_language(words, language), told)


def in_order(codes: Iterable[str], states: States, language: str) -> list[str]:
    """The States' short names as the language sorts them."""
    return sorted((states.find(code).short_name(language) for code in codes), key=alphabetical)


def lists_alone(judgements: Iterable[Judgement], states: States, language: str) -> list[str]:
    """Who of those that were scored in a vote is a listed supporter only, as of which day; without names where all are."""
    by_list = _by_list(judgements)
    if len(by_list) == 1:
        words = phrases(language).gettext("All supporters here: listed supporters as of %(day)s")
        return [words % {"day": day(as_of, language)} for as_of in by_list if as_of]
    return _named(by_list, states, language)


def lists_alone_since(judgements: Iterable[Judgement], states: States, language: str) -> list[str]:
    """The same over several votes. A list alone carries support on later days only, so one list needs no names."""
    by_list = _by_list(judgements)
    days = [as_of for as_of in by_list if as_of]
    if len(days) == 1:
        words = phrases(language).gettext("In votes after %(day)s: listed supporters as of that day")
        return [words % {"day": day(days[0], language)}]
    return _named(by_list, states, language)


def _by_list(judgements: Iterable[Judgement]) -> dict[dt.date | None, set[str]]:
    """The States that were scored, by the day of the list that their support rests on alone."""
    by_list: dict[dt.date | None, set[str]] = defaultdict(set)
    for one in judgements:
        if one.conduct in SCORED:
            by_list[one.standing.listed_as_of if one.standing.by_list_alone else None].add(one.member.state)
    return by_list


def _named(by_list: Mapping[dt.date | None, set[str]], states: States, language: str) -> list[str]:
    words = phrases(language).gettext("Listed supporters as of %(day)s")
    names = {as_of: enumerated(in_order(by_list[as_of], states, language), language) for as_of in sorted(filter(None, by_list))}
    return [labelled(words % {"day": day(as_of, language)}, names[as_of], language) for as_of in names]


def preliminary(votes: Iterable[JudgedVote], language: str) -> list[str]:
    """Which of several votes have a preliminary result."""
    symbols = [symbol(vote.symbol, language) for vote in votes if vote.report.trust is Trust.PRELIMINARY]
    if not symbols:
        return []
    told = enumerated(symbols, language) if len(symbols) <= _NAMED_AT_MOST else str(len(symbols))
    return [labelled(phrases(language).gettext("Preliminary results"), told, language)]


def period(votes: tuple[JudgedVote, ...], language: str) -> str:
    """How many votes, from the first day to the last."""
    count = labelled(phrases(language).gettext("Assessed votes in the Security Council"), str(len(votes)), language)
    days = list(dict.fromkeys(day(one.day, language) for one in (votes[:1] + votes[-1:])))
    return counted(count, " – ".join(days), language) if days else count
