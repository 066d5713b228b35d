"""The bytes of a CSV file → its lines, as they are read: nothing of it is kept but what is asked for."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from advocacybot.errors import BadInput
from advocacybot.sources.roll_calls.forms import FORMS, Column, Form

_LONGEST = 1_000_000
"""No line of a CSV file has more bytes; what has is no text at all."""
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Line:
    """One line's cells. ``wrong``: what is wrong with the line as such, and the mend."""

    number: int
    cells: Mapping[Column, str]
    wrong: tuple[str, str] | None = None


@dataclass
class Lines:
    """The lines of a file, its header apart. ``passed`` is told how many bytes each line had."""

    file: BinaryIO
    name: str
    passed: Callable[[int], object] = lambda _: None
    form: Form = field(init=False)
    number: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Read the header.

        Raises:
            BadInput: it is of no known form, or this is no text in UTF-8.
        """
        self._digest = hashlib.sha256()
        header = next(self._text(), "").lstrip("\ufeff").strip("\r\n")
        self.form, self._delimiter, names = self._form(header)
        self._width = len(names)
        self._columns = self._places(names)

    @property
    def sha256(self) -> str:
        """Of what was read so far."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[Line]:
        """Each line that says something.

        Raises:
            BadInput: from here on this is no text in UTF-8.
        """
        rows = csv.reader(self._text(), delimiter=self._delimiter, strict=True)
        while True:
            first = self.number + 1
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Line(first, {}, self._in_words(str(error)))
                continue
            if any(cell.strip() for cell in cells):
                yield self._line(first, cells)

    def _line(self, number: int, cells: list[str]) -> Line:
        known = {column: cells[place].strip() for column, place in self._columns.items() if place < len(cells)}
        if len(cells) == self._width:
            return Line(number, known)
        what = f"{_cells(len(cells))}, where the header has {self._width}"
        return Line(number, known, (what, "put words that hold the delimiter into quotation marks"))

    def _in_words(self, error: str) -> tuple[str, str]:
        if "field limit" in error or "unexpected end" in error:
            return "a quotation mark opens here and is not closed", "close it, or take it out"
        return "this line is not written as CSV", "double a quotation mark that stands within words"

    def _text(self) -> Iterator[str]:
        """Each line of the file from where it was read to, decoded."""
        while raw := self.file.readline(_LONGEST):
            self.number += 1
            self._digest.update(raw)
            self.passed(len(raw))
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                what = "this is not UTF-8"
                raise self._wrong(what, "save the file as UTF-8") from None
            if len(raw) == _LONGEST or "\0" in text:
                what = "this is no text"
                raise self._wrong(what, "give a CSV file")
            yield text

    def _form(self, header: str) -> tuple[Form, str, list[str]]:
        """The form that the header is of, what stands between its columns, and their names."""
        for delimiter in _DELIMITERS:
            names = _names(header, delimiter)
            for form in FORMS:
                if form.needed <= set(names):
                    return form, delimiter, names
        known = " or ".join(f"`{form.header()}` ({form.name})" for form in FORMS)
        what = f"the header {header[:60]!r} is of no known form" if header.strip() else "there is no header"
        raise self._wrong(what, f"let it name at least {known}")

    def _places(self, names: list[str]) -> dict[Column, int]:
        """Where each column stands."""
        twice = sorted({name for name in names if name in self.form.columns and names.count(name) > 1})
        if twice:
            what = f"the column `{twice[0]}` stands twice"
            raise self._wrong(what, "keep the one that is meant")
        return {self.form.columns[name]: place for place, name in enumerate(names) if name in self.form.columns}

    def _wrong(self, what: str, mend: str) -> BadInput:
        return BadInput(where=f"{self.name}, line {max(self.number, 1)}", what=what, mend=mend)


def _names(header: str, delimiter: str) -> list[str]:
    """The header's names, capitals and spaces apart; none where it is not written as CSV."""
    try:
        written = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [name.strip().casefold().replace(" ", "_") for name in written]


def _cells(count: int) -> str:
    return f"this line has {count} column{'s' if count != 1 else ''}"
