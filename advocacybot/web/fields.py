"""What forms are made of: inputs as they are shown, with what is wrong beside each; and what was typed, read as plain lines."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from babel import Locale
from django.http import QueryDict
from django.utils.translation import get_language

from advocacybot.errors import AdvocacyBotError, Problems
from advocacybot.sources.models import in_a_line
from advocacybot.web import sentences

MORE = 3
"""Empty rows below those that are filled."""

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class Field:
    """An input as it is shown."""

    name: str
    id: str
    value: str
    problem: str = ""
    language: str = ""
    label: str = ""


def clean(text: str) -> str:
    """The words on one line."""
    return _CONTROL.sub(" ", text).strip()


def rows(form: QueryDict, *names: str) -> tuple[Any, ...]:
    """Rows of inputs of those names, each with all its values; those that are filled."""
    columns = [[clean(value) for value in form.getlist(name)] for name in names]
    return tuple(row for row in zip(*columns, strict=False) if any(row))


class Problem:
    """The problems of a form, by field. What belongs to none stands in ``others``."""

    def __init__(self, found: Iterable[AdvocacyBotError]) -> None:
        self._by_path: dict[tuple[str | int, ...], list[str]] = {}
        self._shown: set[tuple[str | int, ...]] = set()
        for one in found:
            self._by_path.setdefault(one.path, []).append(sentences.told(one))

    def at(self, *path: str | int) -> str:
        """What is wrong at that path or below it, once."""
        paths = [one for one in self._by_path if one[: len(path)] == path and one not in self._shown]
        self._shown.update(paths)
        return " ".join(told for one in paths for told in self._by_path[one])

    @property
    def others(self) -> list[str]:
        return [told for path, one in self._by_path.items() if path not in self._shown for told in one]


def checked(wrong: list[AdvocacyBotError], make: Callable[[], T]) -> T:
    """The value that is made of what was typed.

    Raises:
        Problems: those that are known already, and whatever else is wrong in other fields.
    """
    try:
        with in_a_line():
            made = make()
    except Problems as error:
        known = [one.path for one in wrong]
        fresh = (one for one in error.problems if not any(one.path[: len(path)] == path for path in known))
        raise Problems([*wrong, *fresh]) from None
    if wrong:
        raise Problems(wrong)
    return made


def by_language(name: str, words: Iterable[tuple[str, str]], problem: Problem) -> tuple[Field, ...]:
    """An input for each language; what is wrong with all of them stands beside the first."""
    told = [(language, text, problem.at(name, language)) for language, text in words]
    whole = problem.at(name)
    return tuple(
        Field(f"{name}.{language}", f"{name}-{language}", text, own or (whole if not number else ""), language, _name(language))
        for number, (language, text, own) in enumerate(told)
    )


def _name(language: str) -> str:
    """The language in the reader's own."""
    return Locale.parse(language).get_display_name(get_language() or "en") or language


def source(number: int, row: tuple[str, str, str], problem: Problem) -> tuple[Field, Field, Field]:
    """The inputs for a source's title, date and address."""
    title, day, url = row
    dated = Field("date", f"date-{number}", day, problem.at("sources", number, "date"))
    address = Field("url", f"url-{number}", url, problem.at("sources", number, "url"))
    return Field("title", f"title-{number}", title, problem.at("sources", number)), dated, address
