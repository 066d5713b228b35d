"""The States, by their ISO 3166-1 alpha-3 codes, with their names in the UN's form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from advocacybot.council.values import Iso3, Language, Line, Value
from advocacybot.errors import BadInput, UnknownState


class Standing(StrEnum):
    """How a State stands to the United Nations."""

    MEMBER = "member"
    OBSERVER = "observer"
    FORMER = "former"


class State(Value):
    """One State, with its names by language in the UN's form, and the short form that UN press releases use where it differs."""

    code: Iso3
    standing: Standing = Standing.MEMBER
    names: Mapping[Language, Line]
    short: dict[Language, Line] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_an_english_name(self) -> Self:
        if "en" not in self.names:
            raise BadInput(what=f"{self.code} has no English name", mend="add `en:` to its names")
        return self

    def name(self, language: str) -> str:
        """Its name in that language, in English where there is none."""
        return self.names.get(language) or self.names["en"]

    def short_name(self, language: str) -> str:
        """Its name as a roll call or a post writes it: Venezuela, not Venezuela (Bolivarian Republic of)."""
        return self.short.get(language) or self.name(language)


@dataclass(frozen=True)
class States:
    """The States that the configuration knows."""

    by_code: Mapping[str, State]

    def find(self, code: str) -> State:
        """The State with that code.

        Raises:
            UnknownState: no State has that code.
        """
        try:
            return self.by_code[code]
        except KeyError:
            raise UnknownState(code=code) from None

    def check(self, codes: Iterable[str]) -> None:
        """Refuse codes that no State has.

        Raises:
            UnknownState: for the first of them.
        """
        for code in codes:
            self.find(code)
