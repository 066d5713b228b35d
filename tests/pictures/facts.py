"""Facts of cards to draw: usual ones, and the worst that a campaign could come to."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from babel import Locale

from advocacybot.council.conduct import SCORED
from advocacybot.council.outcomes import Ballot, Result
from advocacybot.wording.card_facts.labels import ballots, conducts, marks, results
from advocacybot.wording.cards import (
    Card,
    Column,
    Count,
    GrowthCard,
    Legend,
    Mark,
    MemberOnCard,
    RecordCard,
    RecordLine,
    ScoreRow,
    ScoresCard,
    Series,
    Text,
    VoteCard,
)

LONG = {
    "ar": "مشروع قرار بشأن وصول المساعدات الإنسانية إلى السكان المحاصرين (S/2016/846) ووقف الأعمال العدائية، ",
    "en": "Draft resolution on humanitarian access to besieged populations (S/2016/846) and a cessation of hostilities, ",
    "es": "Proyecto de resolución sobre el acceso humanitario a la población sitiada (S/2016/846) y el cese de hostilidades, ",
    "fr": "Projet de résolution sur l’accès humanitaire aux populations assiégées (S/2016/846) et la cessation des hostilités, ",
    "ru": "Проект резолюции о гуманитарном доступе к осаждённому населению (S/2016/846) и прекращении боевых действий, ",
    "zh": "关于向被围困民众提供人道主义援助准入（S/2016/846）和停止敌对行动的决议草案，",
}


_IN_TURN = (Mark.KEPT, Mark.BROKE, Mark.ABSTAINED, Mark.NOT_KNOWN)


def words(language: str, signs: int) -> str:
    """So many signs in that language."""
    return (LONG[language] * (signs // len(LONG[language]) + 1))[:signs].strip(" ,،，")


@cache
def longest_names(language: str, count: int = 15) -> tuple[str, ...]:
    """The longest names of territories that CLDR knows in that language."""
    names = {name for code, name in Locale(language).territories.items() if code.isalpha()}
    return tuple(sorted(names, key=lambda name: (-len(name), name))[:count])


def a_vote_card(language: str = "en", parts: Sequence[int] = (11, 2, 2, 0), **changes: object) -> VoteCard:
    """The longest names, in columns of so many; whoever voted against has vetoed and broken the pledge."""
    names = iter(longest_names(language))
    of_ballot = {Ballot.IN_FAVOUR: (Mark.KEPT,), Ballot.AGAINST: (Mark.VETO, Mark.BROKE), Ballot.ABSTAINED: (Mark.ABSTAINED,)}
    columns = tuple(
        Column(
            ballot,
            ballots(language)[ballot],
            tuple(MemberOnCard("", next(names), of_ballot.get(ballot, (Mark.ABSENT,))) for _ in range(number)),
        )
        for ballot, number in zip(Ballot, parts, strict=False)
    )
    facts: dict[str, object] = {
        "language": language,
        "campaign": "#ACTcodeofconduct",
        "notes": (),
        "source": "S/PV.7785",
        "alt": "Vetoed <by> two & more",
        "symbol": "S/2016/846",
        "day": "2016-10-08",
        "situation": Text("Syria", "en"),
        "subject": Text(words(language, 80), language),
        "result": Result.VETOED,
        "verdict": results(language)[Result.VETOED],
        "rule": words(language, 90),
        "columns": columns,
        "legend": tuple(Legend(mark, label) for mark, label in marks(language).items()),
        "assessed": True,
    }
    return VoteCard(**(facts | changes))  # type: ignore[arg-type]


def worst_vote_cards(language: str) -> Iterator[VoteCard]:
    """Long in every way at once, then each spread of ballots, and no ballots at all."""
    verdict = f"{results(language)[Result.VETOED]}: {', '.join(longest_names(language, 5))}"
    yield a_vote_card(
        language,
        (5, 4, 3, 3),
        subject=Text(words(language, 300), language),
        situation=Text(words(language, 120), language),
        verdict=verdict,
        notes=(words(language, 70), words(language, 100)),
        source=words(language, 160),
        campaign=words(language, 60),
        symbol="S/2016/846/Rev.1 (oral amendment)",
    )
    for parts in ((15, 0, 0), (1, 14, 0), (9, 1, 4, 1)):
        yield a_vote_card(language, parts, notes=(words(language, 60),))
    yield replace(a_vote_card(language, ()), result=Result.ADOPTED_WITHOUT_A_VOTE)
    yield a_vote_card(language, subject=Text(words("en", 300), "en"), situation=Text("W" * 90, "en"))


def a_record_card(language: str = "en", lines: int = 12, **changes: object) -> RecordCard:
    """Votes in turn of every kind."""
    labels = tuple(ballots(language).items())
    dids = (*list(conducts(language).values())[:3], "")
    told = (
        RecordLine(
            "S/2016/846",
            "2016-10-08",
            Text(words(language, 20 + 9 * place), language),
            *labels[place % 4],
            (Mark.VETO, _IN_TURN[place % 4]) if place % 5 == 1 else (_IN_TURN[place % 4],),
            dids[place % 4],
        )
        for place in range(lines)
    )
    conduct = tuple(Count(kind, conducts(language)[kind], 1111) for kind in SCORED)
    facts: dict[str, object] = {
        "language": language,
        "campaign": "#ACTcodeofconduct",
        "notes": (words(language, 80),),
        "source": "S/PV.7785",
        "alt": "A record",
        "state": "GBR",
        "name": longest_names(language)[0],
        "standing": words(language, 110),
        "period": words(language, 60),
        "counts": (*conduct, Count(Mark.VETO, marks(language)[Mark.VETO], 17)),
        "lines": tuple(told),
        "legend": tuple(Legend(mark, label) for mark, label in marks(language).items()),
    }
    return RecordCard(**(facts | changes))  # type: ignore[arg-type]


def a_scores_card(language: str = "en", rows: int = 15, **changes: object) -> ScoresCard:
    names = longest_names(language, rows)
    facts: dict[str, object] = {
        "language": language,
        "campaign": "#ACTcodeofconduct",
        "notes": (words(language, 70),),
        "source": "S/PV.7785",
        "alt": "Scores",
        "title": Text(words(language, 50), language),
        "period": words(language, 60),
        "results": tuple(Count(result, label, 222) for result, label in results(language).items()),
        "vetoes": tuple(f"{name}: 17" for name in names[:5]),
        "columns": tuple(conducts(language).values()),
        "rows": tuple(ScoreRow("", name, 100 + place, place, 7, 0) for place, name in enumerate(names)),
    }
    return ScoresCard(**(facts | changes))  # type: ignore[arg-type]


def a_growth_card(language: str = "en", **changes: object) -> GrowthCard:
    days = (dt.date(2015, 9, 1), dt.date(2015, 10, 23), dt.date(2017, 5, 15), dt.date(2026, 9, 1))
    numbers = (29, 104, 110, 129)
    series = [
        Series(words(language, 25), tuple(zip(days, numbers, strict=True))[: 5 - place], "129 (2026-09-01)")
        for place in (1, 2, 3)
    ]
    facts: dict[str, object] = {
        "language": language,
        "campaign": "#ACTcodeofconduct",
        "notes": (words(language, 70),),
        "source": "S/PV.7785",
        "alt": "Growth",
        "title": words(language, 60),
        "series": tuple(series),
        "mark": 129,
        "mark_in_words": words(language, 70),
        "members": 193,
    }
    return GrowthCard(**(facts | changes))  # type: ignore[arg-type]


def worst_cards(language: str) -> Iterator[Card]:
    """Of every kind."""
    yield from worst_vote_cards(language)
    yield from (a_record_card(language, lines) for lines in (0, 12))
    yield from (a_scores_card(language, rows) for rows in (0, 3, 60))
    yield a_growth_card(language)
    yield a_growth_card(language, series=(Series("", ((dt.date(2015, 9, 1), 29),), "29"),))
    yield a_growth_card(language, series=())
