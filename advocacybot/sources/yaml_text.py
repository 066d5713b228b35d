"""YAML as operators write it: plain values, no surprises, and every value's line at hand for the error message.

Values are read by YAML 1.2's core schema (``on`` and ``no`` are words, dates stay text until a model reads them). Anchors,
aliases and tags are refused: they hide what a file says, and can make a small file endless. The values are built from the
parser's events, which need no recursion in C: no depth can take the process down.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from advocacybot.errors import BadInput

MOST_DEEP = 30
"""Values within values. No file of ours needs ten."""

_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None} | {
    spelling: value
    for word, value in (("null", None), ("true", True), ("false", False))
    for spelling in (word, word.capitalize(), word.upper())
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A file's values, and the text that tells their lines."""

    data: Any
    text: str
    name: str

    def where(self, path: Path) -> str:
        """``calendar.yaml, line 12``: the line of the value at that path, or of the nearest that there is."""
        known = next(path[:length] for length in range(len(path), -1, -1) if path[:length] in self._lines)
        return f"{self.name}, line {self._lines[known]}"

    @cached_property
    def _lines(self) -> dict[Path, int]:
        reader = _Reader(self.text, self.name)
        reader.values()
        return {(): 1, **reader.lines}


def read(text: str, name: str) -> Document:
    """The values of a YAML text.

    Raises:
        BadInput: it is no YAML, or uses what we do not read; the message names file and line.
    """
    text = text.removeprefix("\ufeff")
    control = _CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        raise BadInput(where=f"{name}, line {line}", what="there is a control character here", mend="take it out")
    return Document(_Reader(text, name).values(), text, name)


class _Reader:
    """Builds values from the parser's events."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.lines: dict[Path, int] = {}

    def values(self) -> Any:
        value = None
        documents = 0
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._bad(event, "a second document begins here with ---", "take the --- out")
                value = self._value(self._next(), ())
        return value

    def _next(self) -> yaml.Event:
        try:
            return next(self._events)
        except yaml.MarkedYAMLError as error:
            raise _no_yaml(error, self._text, self._name) from None

    def _value(self, event: yaml.Event, path: Path) -> Any:
        self._refuse_tricks(event, len(path))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 – aliases are refused above, and nothing else is left
        return event.value if event.style else _scalar(event.value)

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            self._refuse_tricks(event, len(path))
            if not isinstance(event, yaml.ScalarEvent) or not (event.value or event.style):
                raise self._bad(event, "a key must be a word", "write `word: value`")
            if event.value in values:
                raise self._bad(event, f"{_short(event.value)} stands twice", "keep one of the two")
            at = (*path, event.value)
            self.lines[at] = _line(event)
            values[event.value] = self._value(self._next(), at)
        return values

    def _sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            at = (*path, len(values))
            self.lines[at] = _line(event)
            values.append(self._value(event, at))
        return values

    def _refuse_tricks(self, event: yaml.Event, depth: int) -> None:
        if depth > MOST_DEEP:
            raise self._bad(event, "values lie too deep within others here", "mend the brackets or the indentation")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._bad(event, "an anchor (& or *) is used here", "write the value out, or put it into quotation marks")
        if getattr(event, "tag", None):
            raise self._bad(event, "a tag (!) is used here", "write a plain value, or put it into quotation marks")

    def _bad(self, event: yaml.Event, what: str, mend: str) -> BadInput:
        return BadInput(where=f"{self._name}, line {_line(event)}", what=what, mend=mend)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def _scalar(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text


def _no_yaml(error: yaml.MarkedYAMLError, text: str, name: str) -> BadInput:
    """What the parser found, in words for those who write the file."""
    problem = str(error.problem or error.context or "it cannot be read")
    opened = "quoted scalar" in str(error.context)
    mark = error.context_mark if opened and error.context_mark else error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = text.splitlines()
    line = lines[number] if number < len(lines) else ""
    what, mend = _in_words(problem, str(error.context), line, mark.column if mark else 0)
    return BadInput(where=f"{name}, line {number + 1}", what=what, mend=mend)


_QUOTE = "put the value into quotation marks"


def _in_words(problem: str, context: str, line: str, column: int) -> tuple[str, str]:
    if "quoted scalar" in context:
        return "a quotation mark is opened here and not closed rightly", "close it, or double it where it belongs to the text"
    if "\t" in line[: len(line) - len(line.lstrip())] or "\t" in line[: column + 1]:
        return "there is a tab here", "indent with spaces"
    if "cannot start any token" in problem:
        return f"no value begins with {line[column : column + 1]!r}", _QUOTE
    if "mapping values are not allowed" in problem and len(re.findall(r":(?:\s|$)", line)) > 1:
        return "a colon and a space stand within a value here", _QUOTE
    if "flow" in context:
        return "a bracket is opened and not closed before this line", "close it, and put commas between the values"
    if "document" in problem or line.startswith("%"):
        return "this begins with % or stands outside of the file's values", "take it out, or mend the indentation"
    return "this line is not indented as the lines around it are", "mend the indentation, or a missing colon or quotation mark"
