"""The form for a vote: what was typed into it, read into a vote or shown again with each problem beside its field."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from advocacybot.council.hours import NEW_YORK, parse_hour
from advocacybot.council.states import States
from advocacybot.council.votes import Vote
from advocacybot.errors import AdvocacyBotError, BadInput, HourIsAmbiguous, UnknownState
from advocacybot.web.fields import MORE, Field, Problem, by_language, checked, clean, rows

OFFSETS = ("-04:00", "-05:00")
"""New York's clocks in summer and in winter: what tells apart the hour that comes twice."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form, as it was typed."""

    symbol: str = ""
    subject: tuple[tuple[str, str], ...] = ()
    situation: tuple[tuple[str, str], ...] = ()
    day: str = ""
    time: str = ""
    offset: str = ""
    meeting: str = ""
    procedure: str = "substantive"
    penholders: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    withdrawn: bool = False


def typed_in(form: QueryDict, languages: Iterable[str]) -> Typed:
    """What a form of ours sent. Rows that are empty are left out."""

    def one(name: str) -> str:
        return clean(form.get(name, ""))

    return Typed(
        symbol=one("symbol"),
        subject=tuple((language, one(f"subject.{language}")) for language in languages),
        situation=tuple((language, one(f"situation.{language}")) for language in languages),
        day=one("day"),
        time=one("time"),
        offset=one("offset"),
        meeting=one("meeting"),
        procedure=one("procedure"),
        penholders=tuple(filter(None, map(clean, form.getlist("penholder")))),
        documents=rows(form, "document", "url"),
        withdrawn="withdrawn" in form,
    )


def typed_of(vote: Vote, languages: Iterable[str], states: States, language: str) -> Typed:
    """The vote as the form shows it first."""
    there = vote.hour.astimezone(NEW_YORK)
    return Typed(
        symbol=vote.symbol,
        subject=tuple((one, vote.subject.get(one, "")) for one in languages),
        situation=tuple((one, vote.situation.get(one, "")) for one in languages),
        day=f"{there:%Y-%m-%d}",
        time=f"{there:%H:%M}",
        offset=offset_of(there),
        meeting=vote.meeting or "",
        procedure=vote.procedure,
        penholders=tuple(states.find(code).short_name(language) for code in vote.penholders),
        documents=tuple((one.title, one.url) for one in vote.documents),
        withdrawn=vote.withdrawn,
    )


def offset_of(there: dt.datetime) -> str:
    """What tells New York's hour from the other of that name, where the hour comes twice."""
    comes_twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return there.isoformat()[-6:] if comes_twice else ""


# ── read ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(typed: Typed, states: States) -> Vote:
    """The vote that was typed.

    Raises:
        Problems: with each thing that is wrong, and the path to its field.
    """
    problems: list[AdvocacyBotError] = list(_missing(typed))
    facts: dict[str, Any] = {
        "symbol": typed.symbol,
        "subject": {language: words for language, words in typed.subject if words},
        "situation": {language: words for language, words in typed.situation if words},
        "hour": _or(problems, ("hour",), _hour, typed),
        "meeting": typed.meeting or None,
        "procedure": typed.procedure,
        "penholders": [
            _or(problems, ("penholders", number), code_of, name, states) for number, name in enumerate(typed.penholders)
        ],
        "documents": [{"title": title, "url": url} for title, url in typed.documents],
        "withdrawn": typed.withdrawn,
    }
    if problems:
        facts |= {"penholders": [code for code in facts["penholders"] if code]}
    return checked(problems, lambda: Vote.model_validate(facts))


def _missing(typed: Typed) -> Iterator[AdvocacyBotError]:
    said = {
        "symbol": bool(typed.symbol),
        "subject": any(words for _language, words in typed.subject),
        "situation": any(words for _language, words in typed.situation),
        "hour": bool(typed.day and typed.time),
    }
    empty: list[tuple[str | int, ...]] = [(field,) for field, is_there in said.items() if not is_there]
    for number, (title, url) in enumerate(typed.documents):
        empty += [("documents", number, name) for name, words in (("title", title), ("url", url)) if not words]
    for path in empty:
        yield BadInput(what=_("this is empty"), mend=_("write it"), path=path)


def _or(problems: list[AdvocacyBotError], path: tuple[str | int, ...], make: Any, *given: Any) -> Any:
    """What is made of what was typed; where that cannot be, the problem is noted."""
    try:
        return make(*given)
    except AdvocacyBotError as error:
        error.path = path
        problems.append(error)
        return None


def _hour(typed: Typed) -> Any:
    if not (typed.day and typed.time):
        return None
    try:
        return parse_hour(f"{typed.day} {typed.time} America/New_York")
    except HourIsAmbiguous:
        if typed.offset not in OFFSETS:
            raise
        return parse_hour(f"{typed.day}T{typed.time}{typed.offset}")


def code_of(name: str, states: States) -> str:
    """The code of the State of that name, or code, in any language.

    Raises:
        UnknownState: there is none.
    """
    wanted = name.casefold()
    for code, state in states.by_code.items():
        if wanted in {code.casefold(), *(one.casefold() for one in (*state.names.values(), *state.short.values()))}:
            return code
    raise UnknownState(code=name)


# ── shown ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Form:
    """The form as its template shows it."""

    typed: Typed
    symbol: Field
    subject: tuple[Field, ...]
    situation: tuple[Field, ...]
    hour_problem: str
    twice: bool
    meeting: Field
    penholders: tuple[Field, ...]
    documents: tuple[tuple[Field, Field], ...]
    others: tuple[str, ...]


def form(typed: Typed, found: Iterable[AdvocacyBotError] = ()) -> Form:
    """The form with what was typed, and each problem beside its field."""
    found = tuple(found)
    problem = Problem(found)
    shown = Form(
        typed=typed,
        symbol=Field("symbol", "symbol", typed.symbol, problem.at("symbol")),
        subject=by_language("subject", typed.subject, problem),
        situation=by_language("situation", typed.situation, problem),
        hour_problem=problem.at("hour"),
        twice=typed.offset in OFFSETS or any(isinstance(one, HourIsAmbiguous) for one in found),
        meeting=Field("meeting", "meeting", typed.meeting, problem.at("meeting")),
        penholders=tuple(
            Field("penholder", f"penholder-{number}", name, problem.at("penholders", number))
            for number, name in enumerate((*typed.penholders, *[""] * MORE))
        ),
        documents=tuple(_document(number, row, problem) for number, row in enumerate((*typed.documents, *[("", "")] * MORE))),
        others=(),
    )
    return replace(shown, others=tuple(problem.others))


def _document(number: int, row: tuple[str, str], problem: Problem) -> tuple[Field, Field]:
    title, url = row
    address = Field("url", f"url-{number}", url, problem.at("documents", number, "url"))
    return Field("document", f"document-{number}", title, problem.at("documents", number)), address


def all_languages(campaign: Iterable[str], *said: Mapping[str, str]) -> tuple[str, ...]:
    """The campaign's languages, and those in which something is said already."""
    return tuple(dict.fromkeys((*campaign, *(language for words in said for language in sorted(words)))))
