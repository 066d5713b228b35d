"""The form by which a warning is accepted: what was typed into it, read or shown again with each problem beside its field."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from advocacybot.campaign.warnings import MOST_REPORTS, Crime, EarlyWarning
from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.web.fields import Field, Problem, by_language, checked, clean, rows, source


@dataclass(frozen=True)
class Typed:
    """What stands in the form, as it was typed. ``reports``: each with title, date and address."""

    situation: tuple[tuple[str, str], ...] = ()
    crimes: tuple[str, ...] = ()
    reports: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Form:
    """The form as its template shows it. ``crimes``: whether each is ticked."""

    situation: tuple[Field, ...]
    crimes: tuple[tuple[Crime, bool], ...]
    crimes_problem: str
    reports: tuple[tuple[Field, Field, Field], ...]
    reports_problem: str
    others: tuple[str, ...]


def typed_in(form: QueryDict, languages: Iterable[str]) -> Typed:
    """What a form of ours sent. Rows that are empty are left out."""
    return Typed(
        situation=tuple((language, clean(form.get(f"situation.{language}", ""))) for language in languages),
        crimes=tuple(form.getlist("crime")),
        reports=rows(form, "title", "date", "url"),
    )


def read(typed: Typed, number: int, by: str, at: dt.datetime) -> EarlyWarning:
    """The warning of that number as it was typed, accepted by that person then.

    Raises:
        Problems: with each thing that is wrong, and the path to its field.
    """
    facts = {
        "number": number,
        "situation": {language: words for language, words in typed.situation if words},
        "crimes": typed.crimes,
        "sources": [{"title": title, "date": day or None, "url": url or None} for title, day, url in typed.reports],
        "by": by,
        "at": at,
    }
    return checked(list(_missing(typed)), lambda: EarlyWarning.model_validate(facts))


def _missing(typed: Typed) -> Iterator[AdvocacyBotError]:
    if not any(words for _language, words in typed.situation):
        yield BadInput(what=_("this is empty"), mend=_("write it"), path=("situation",))
    if not typed.crimes:
        yield BadInput(what=_("no crime is ticked"), mend=_("tick those of which the reports speak"), path=("crimes",))
    if not typed.reports:
        yield BadInput(what=_("no report is named"), mend=_("name at least one"), path=("sources",))
    for number, (title, _day, _url) in enumerate(typed.reports):
        if not title:
            yield BadInput(what=_("this is empty"), mend=_("write it"), path=("sources", number, "title"))


def form(typed: Typed, found: Iterable[AdvocacyBotError] = ()) -> Form:
    """The form with what was typed, and each problem beside its field."""
    problem = Problem(found)
    reports = (*typed.reports, *[("", "", "")] * (MOST_REPORTS - len(typed.reports)))
    return Form(
        situation=by_language("situation", typed.situation, problem),
        crimes=tuple((one, one in typed.crimes) for one in Crime),
        crimes_problem=problem.at("crimes"),
        reports=tuple(source(number, row, problem) for number, row in enumerate(reports)),
        reports_problem=problem.at("sources"),
        others=tuple(problem.others),
    )
