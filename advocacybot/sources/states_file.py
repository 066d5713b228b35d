"""``states.yaml``: the UN's names where they differ from CLDR's, which Babel gives."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Self

from babel import Locale
from babel.core import get_global
from pydantic import model_validator

from advocacybot.council.states import Standing, State, States
from advocacybot.council.values import Value, repeated
from advocacybot.errors import BadInput

FROM_CLDR = ("ar", "es", "fr", "ru", "zh")
"""The languages whose names are filled in; English ones are all written in the file."""


class StatesFile(Value):
    states: tuple[State, ...]

    @model_validator(mode="after")
    def _each_code_once(self) -> Self:
        again = repeated(state.code for state in self.states)
        if again:
            number, code = again
            raise BadInput(what=f"{code} stands twice", mend="keep one entry for each State", path=("states", number))
        return self


class Names(Mapping[str, str]):
    """A State's names by language: those that are written, and CLDR's for the others, read once somebody asks for one.

    Each language of CLDR takes a tenth of a second to load, and most commands speak one.
    """

    def __init__(self, written: Mapping[str, str], alpha2: str) -> None:
        self._written, self._alpha2 = written, alpha2

    def __getitem__(self, language: str) -> str:
        if language in self._written:
            return self._written[language]
        if language not in FROM_CLDR:
            raise KeyError(language)
        return _territories(language)[self._alpha2]

    def __iter__(self) -> Iterator[str]:
        yield from self._written
        yield from (one for one in FROM_CLDR if one not in self._written and self._alpha2 in _territories(one))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def _territories(language: str) -> Mapping[str, str]:
    return Locale(language).territories


def with_cldr(file: StatesFile) -> States:
    """The States, each with its name in every language that we know."""
    alpha2 = {alpha3: two[0] for alpha3, two in get_global("territory_aliases").items() if len(alpha3) == 3}
    return States({one.code: _filled(one, alpha2.get(one.code, "")) for one in file.states})


def _filled(state: State, alpha2: str) -> State:
    if state.standing is Standing.FORMER:  # CLDR would name its successors
        return state
    return state.model_copy(update={"names": Names(state.names, alpha2)})
