"""What may be asked for in an address: each parameter with its form. What is not known here is refused, never dropped."""

import datetime as dt
import re
from typing import Annotated, Any, Literal

from django.http import QueryDict
from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from advocacybot.council.hours import NEW_YORK, new_york_day
from advocacybot.council.values import Day
from advocacybot.pipeline.offer import Days
from advocacybot.site.documents import Public

_FIGURES = re.compile("[0-9]{1,3}")
_A_DAY = dt.timedelta(days=1)


def _in_figures(typed: object) -> object:
    """``50``, and not what Python takes for a number besides."""
    if isinstance(typed, str) and not _FIGURES.fullmatch(typed):
        raise ValueError("write it in figures")  # noqa: EM101 – pydantic's own form
    return typed


def _yes_or_no(typed: object) -> object:
    if isinstance(typed, str) and typed not in ("true", "false"):
        raise ValueError("write true or false")  # noqa: EM101 – pydantic's own form
    return typed


_OneToTwoHundred = Annotated[int, Field(ge=1, le=200)]
Limit = Annotated[_OneToTwoHundred, BeforeValidator(_in_figures, json_schema_input_type=_OneToTwoHundred)]
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no, json_schema_input_type=bool)]
Place = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,17}\.[ -~]{1,60}$")]
NumberedPlace = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,17}\.[0-9]{1,18}$")]
DayAndSymbol = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,7}\.[ -~]{1,60}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Symbol = Annotated[str, StringConstraints(pattern=r"^[ -~]{1,60}$")]
AccountName = Annotated[str, StringConstraints(pattern=r"^[ -~]{1,40}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Waiting = Literal["queued", "held", "approved", "sending", "doubtful", "failed"]


class Query(Public):
    """What every list may be asked."""

    limit: Limit = 50
    """How many at most."""


class CalendarQuery(Query):
    """Which votes of the calendar."""

    after: Place | None = None
    """Where the page begins: what `next` of the page before said."""
    from_: Day | None = Field(None, alias="from")
    """The first day in New York; today, where it is not given."""
    until: Day | None = None
    """The last day in New York."""

    def hours(self, now: dt.datetime) -> tuple[dt.datetime | None, dt.datetime | None]:
        """From when on, and until when."""
        end = self.until + _A_DAY if self.until and self.until < dt.date.max else None
        return _midnight(self.from_ or new_york_day(now)), _midnight(end) if end else None


class QueueQuery(Query):
    """Which posts that wait."""

    after: NumberedPlace | None = None
    """Where the page begins: what `next` of the page before said."""
    state: Waiting | None = None
    """In which state alone."""
    account: AccountName | None = None
    """On which account alone."""
    symbol: Symbol | None = None
    """About which vote alone."""


class DaysQuery(Query):
    """Of which days."""

    from_: Day | None = Field(None, alias="from")
    """The first day in New York."""
    until: Day | None = None
    """The last day in New York."""

    @property
    def days(self) -> Days:
        return Days(self.from_, self.until)


class OutcomesQuery(DaysQuery):
    """Which outcomes."""

    after: DayAndSymbol | None = None
    """Where the page begins: what `next` of the page before said."""
    assessed: YesOrNo | None = None
    """Those of votes that were assessed alone, or those of the others."""


class ScorecardsQuery(DaysQuery):
    """Over which votes, and from which State on."""

    after: Code | None = None
    """Where the page begins: what `next` of the page before said."""
    situation: Words | None = None
    """In which situation alone, by its name in any language."""


class NoQuery(Public):
    """Nothing is asked."""


def read(kind: type[Public], asked: QueryDict) -> tuple[Public | None, str]:
    """What an address asks for; or nothing, and what is wrong with it."""
    several = sorted(name for name in asked if len(asked.getlist(name)) > 1)
    if several:
        return None, f"{several[0]} is given more than once"
    given: dict[str, Any] = asked.dict()
    unknown = sorted(set(given) - {field.alias or name for name, field in kind.model_fields.items()})
    if unknown:
        return None, f"there is no parameter {unknown[0]!r}"
    try:
        return kind.model_validate(given, by_alias=True, by_name=False), ""
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        return None, f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, NEW_YORK)
