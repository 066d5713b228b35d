"""``states.yaml``: the UN's names where they differ from CLDR's, which Babel gives."""

from collections.abc import Mapping
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


def with_cldr(file: StatesFile) -> States:
    """The States, each with its name in every language that we know."""
    alpha2 = {alpha3: two[0] for alpha3, two in get_global("territory_aliases").items() if len(alpha3) == 3}
    territories: dict[str, Mapping[str, str]] = {language: Locale(language).territories for language in FROM_CLDR}
    return States({one.code: _filled(one, alpha2.get(one.code, ""), territories) for one in file.states})


def _filled(state: State, alpha2: str, territories: Mapping[str, Mapping[str, str]]) -> State:
    if state.standing is Standing.FORMER:  # CLDR would name its successors
        return state
    missing = {
        language: names[alpha2] for language, names in territories.items() if language not in state.names and alpha2 in names
    }
    return state.model_copy(update={"names": {**state.names, **missing}}) if missing else state
