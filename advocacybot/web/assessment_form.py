"""The form for an assessment: what was typed into it, and each problem beside its field."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from advocacybot.council.votes import Assessment
from advocacybot.errors import AdvocacyBotError
from advocacybot.web.fields import MORE, Field, Problem, clean, rows, source


@dataclass(frozen=True)
class Typed:
    """What stands in the form. ``sources``: each with title, date and address."""

    credible: bool = True
    reasons: tuple[str, ...] = ()
    sources: tuple[tuple[str, str, str], ...] = ()

    @property
    def facts(self) -> list[dict[str, str]]:
        """The sources as they are to be kept."""
        return [{"title": title, "date": day} | ({"url": url} if url else {}) for title, day, url in self.sources]


@dataclass(frozen=True)
class Form:
    """The form as its template shows it."""

    credible: bool
    reasons: Field
    sources: tuple[tuple[Field, Field, Field], ...]
    sources_problem: str
    others: tuple[str, ...]


def typed_in(form: QueryDict) -> Typed:
    """What a form of ours sent: a reason on each line, and the sources' rows that are not empty."""
    reasons = tuple(filter(None, map(clean, form.get("reasons", "").splitlines())))
    return Typed(form.get("credible") != "no", reasons, rows(form, "title", "date", "url"))


def typed_of(assessment: Assessment | None) -> Typed:
    """The assessment as the form shows it first."""
    if assessment is None:
        return Typed()
    sources = tuple((one.title, one.day.isoformat(), one.url or "") for one in assessment.sources)
    return Typed(assessment.credible, assessment.reasons, sources)


def form(typed: Typed, found: Iterable[AdvocacyBotError] = ()) -> Form:
    """The form with what was typed."""
    problem = Problem(found)
    lines = "\n".join(typed.reasons)
    return Form(
        credible=typed.credible,
        reasons=Field("reasons", "reasons", lines, problem.at("reasons")),
        sources=tuple(source(number, row, problem) for number, row in enumerate((*typed.sources, *[("", "", "")] * MORE))),
        sources_problem=problem.at("sources"),
        others=tuple(problem.others),
    )
