"""A draft resolution before the Council, the hour of its vote, and what people hold of its credibility."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from advocacybot.council.hours import Hour, new_york_day
from advocacybot.council.values import DatedSource, Day, Iso3, Line, Translated, Url, Value, repeated
from advocacybot.errors import BadInput

_DRAFT = r"S/[0-9]{4}/[0-9]{1,4}(/(Rev|Corr|Amend)\.[0-9]{1,2})?"
_RESOLUTION = r"S/RES/[0-9]{1,5}\([0-9]{4}\)"
_ORAL = r"oral amendment [0-9]{4}-[0-9]{2}-[0-9]{2}"
_EARLY = r"S/[0-9]{1,5}(/(Rev|Corr|Amend|Add)\.[0-9]{1,2})?"

Symbol = Annotated[str, StringConstraints(pattern=f"^({_DRAFT}|{_RESOLUTION}|{_ORAL})$")]
"""The symbol of the text that is voted on: a draft's (S/2016/846), else an adopted resolution's (S/RES/2118(2013))."""

RecordSymbol = Annotated[str, StringConstraints(pattern=f"^({_DRAFT}|{_RESOLUTION}|{_ORAL}|{_EARLY})$")]
"""The same in the record, which goes back to 1946: until the end of 1993 documents were numbered through (S/12310)."""


class Assessor(Value):
    """A person who assessed a draft, and the day on which they did."""

    name: Line
    on: Day


class Assessment(Value):
    """What people hold of a draft: is it a credible one "on timely and decisive action to end the commission of genocide, crimes
    against humanity or war crimes, or to prevent such crimes" (Code of Conduct, operative paragraph 2)?"""

    credible: bool = True
    assessors: tuple[Assessor, ...] = Field(min_length=1)
    reasons: tuple[Line, ...] = Field(min_length=1)
    sources: tuple[DatedSource, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_person_once(self) -> Self:
        again = repeated(person.name for person in self.assessors)
        if again:
            raise BadInput(
                what=f"an assessor is named twice among {', '.join(person.name for person in self.assessors)}",
                mend="name each person once",
                path=("assessors", again[0]),
            )
        return self


def decided(assessment: Assessment | None, people_needed: int) -> Assessment | None:
    """What as many people as the campaign asks for hold of a draft; nothing while fewer do."""
    return assessment if assessment is not None and len(assessment.assessors) >= people_needed else None


def is_credible(assessment: Assessment | None, people_needed: int) -> bool:
    """Whether as many people as the campaign asks for hold the draft to be credible. Nothing is said or scored before."""
    held = decided(assessment, people_needed)
    return held is not None and held.credible


class Procedure(StrEnum):
    """Art. 27 (2) and (3): in procedural matters no member can veto."""

    SUBSTANTIVE = "substantive"
    PROCEDURAL = "procedural"


class Document(Value):
    title: Line
    url: Url


class Vote(Value):
    """A vote in the calendar. It is bound to one text's symbol: rival drafts and amendments are other votes."""

    symbol: Symbol
    subject: Translated
    situation: Translated
    hour: Hour
    meeting: Line | None = None
    procedure: Procedure = Procedure.SUBSTANTIVE
    penholders: tuple[Iso3, ...] = ()
    documents: tuple[Document, ...] = ()
    assessment: Assessment | None = None
    withdrawn: bool = Field(default=False, description="true once the sponsors have withdrawn the draft")

    @model_validator(mode="after")
    def _each_penholder_once(self) -> Self:
        again = repeated(self.penholders)
        if again:
            raise BadInput(what=f"{again[1]} is named twice as penholder", mend="name it once", path=("penholders", again[0]))
        return self

    @property
    def day(self) -> dt.date:
        """New York's day, on which membership and support are read."""
        return new_york_day(self.hour)

    @property
    def link(self) -> str | None:
        """The first of its documents."""
        return self.documents[0].url if self.documents else None
