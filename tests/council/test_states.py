from dataclasses import FrozenInstanceError

import pytest

from advocacybot.council.states import Standing, State, States
from advocacybot.errors import UnknownState

VENEZUELA = State(
    code="VEN",
    names={"en": "Venezuela (Bolivarian Republic of)", "fr": "Venezuela (République bolivarienne du)"},
    short={"en": "Venezuela"},
)
FRANCE = State(code="FRA", names={"en": "France", "es": "Francia"})
PALESTINE = State(code="PSE", standing=Standing.OBSERVER, names={"en": "State of Palestine"})
STATES = States({state.code: state for state in (VENEZUELA, FRANCE, PALESTINE)})


def test_a_state_is_called_by_its_name_in_the_language_asked_for() -> None:
    assert VENEZUELA.name("fr") == "Venezuela (République bolivarienne du)"


def test_a_state_without_a_name_in_that_language_is_called_by_its_english_one() -> None:
    assert VENEZUELA.name("es") == "Venezuela (Bolivarian Republic of)"


def test_a_short_name_is_used_in_the_language_that_has_one() -> None:
    assert VENEZUELA.short_name("en") == "Venezuela"


def test_an_english_short_name_never_replaces_the_whole_name_in_another_language() -> None:
    assert VENEZUELA.short_name("fr") == "Venezuela (République bolivarienne du)"


def test_a_state_without_a_short_name_is_called_by_its_whole_one() -> None:
    assert FRANCE.short_name("es") == "Francia"


def test_a_state_is_a_member_state_unless_it_is_said_otherwise() -> None:
    assert FRANCE.standing is Standing.MEMBER
    assert PALESTINE.standing is Standing.OBSERVER


def test_a_state_without_an_english_name_is_refused_with_the_mend() -> None:
    with pytest.raises(ValueError, match="SEN has no English name; add `en:` to its names"):
        State(code="SEN", names={"fr": "Sénégal"})


@pytest.mark.parametrize("code", ["fra", "FR", "FRAN", "FR1", "FRA\n", ""])
def test_a_code_that_is_not_three_capital_letters_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"\ncode\n"):
        State(code=code, names={"en": "France"})


def test_a_field_that_a_state_does_not_have_is_never_silently_dropped() -> None:
    with pytest.raises(ValueError, match="nickname"):
        State.model_validate({"code": "FRA", "names": {"en": "France"}, "nickname": "l'Hexagone"})


def test_a_state_once_made_is_never_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        FRANCE.code = "DEU"  # type: ignore[misc]


def test_a_state_is_found_by_its_code() -> None:
    assert STATES.find("FRA") is FRANCE


def test_an_unknown_state_is_refused_with_the_mend() -> None:
    with pytest.raises(UnknownState) as refusal:
        STATES.find("XYZ")
    assert str(refusal.value) == ("'XYZ' is not a State that states.yaml knows; write an ISO 3166-1 alpha-3 code such as FRA")


def test_a_code_is_never_found_in_small_letters() -> None:
    with pytest.raises(UnknownState, match="'fra'"):
        STATES.find("fra")


def test_of_several_unknown_states_the_first_is_named() -> None:
    with pytest.raises(UnknownState, match="'DEU'"):
        STATES.check(["FRA", "DEU", "XYZ"])


def test_known_states_pass_the_check() -> None:
    STATES.check(iter(["FRA", "VEN", "PSE"]))


def test_the_states_that_are_known_are_never_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        STATES.by_code = {}  # type: ignore[misc]
