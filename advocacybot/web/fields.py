"""What forms are made of: inputs as they are shown, with what is wrong beside each; and what was typed, read as plain lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from advocacybot.errors import AdvocacyBotError
from advocacybot.web import sentences

MORE = 3
"""Empty rows below those that are filled."""

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
