"""What every value of the ground floor is made of."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from advocacybot.errors import NotADate

Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""A State's ISO 3166-1 alpha-3 code."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\r\n]*$")]
"""Words on one line."""

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s]+$", max_length=500)]
Server = Annotated[
    str, StringConstraints(pattern=r"^(https://[^\s/?#@]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)$", max_length=200)
]
"""A server's address without a path, such as https://social.example.org; without encryption on this machine alone."""
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _a_day(value: object) -> object:
    """A number is no date: pydantic would take it for seconds since 1970."""
    if isinstance(value, dt.datetime):
        raise NotADate(text=str(value))
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) and _ISO_DATE.fullmatch(value) else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: object) -> object:
    raise NotADate(text=value if isinstance(value, (str, int, float)) else "this")


Day = Annotated[dt.date, BeforeValidator(_a_day, json_schema_input_type=dt.date)]
"""A date, written YYYY-MM-DD."""


class Value(BaseModel):
    """A frozen value. A field that it does not know is an error, never silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class Source(Value):
    """Where a fact is published: what can be looked up, and when it was said."""

    title: Line
    url: Url | None = None
    day: Day | None = Field(default=None, alias="date", description="the day on which the source is dated")

    model_config = ConfigDict(populate_by_name=True)


class DatedSource(Source):
    """A source whose day is known; an assessment may rest on no other."""

    day: Day = Field(alias="date")


def _in_english(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


Translated = Annotated[
    dict[Language, Line],
    BeforeValidator(_in_english, json_schema_input_type=Line | dict[Language, Line]),
    Field(min_length=1),
]
"""Words by language; plain words are English."""


def repeated(items: Iterable[str]) -> tuple[int, str] | None:
    """The first item that was there before, with its place."""
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item in seen:
            return number, item
        seen.add(item)
    return None


def in_language(words: Mapping[str, str], language: str) -> str:
    """The words in that language, else in English, else in the first language that is there."""
    return words.get(language) or words.get("en") or next(iter(words.values()))
