"""States' names: the UN's own forms, and CLDR's where the UN's are no others."""

import pytest

from advocacybot.council.states import State, States
from advocacybot.errors import Problems
from advocacybot.sources.models import checked
from advocacybot.sources.states_file import StatesFile, with_cldr
from advocacybot.sources.yaml_text import read


def the_states(*entries: str) -> States:
    return with_cldr(checked(StatesFile, read("states:\n" + "".join(f"  - {entry}\n" for entry in entries), "states.yaml")))


def the_state(entry: str) -> State:
    (state,) = the_states(entry).by_code.values()
    return state


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("DEU", {"ar": "ألمانيا", "es": "Alemania", "fr": "Allemagne", "ru": "Германия", "zh": "德国"}),
        ("KHM", {"ar": "كمبوديا", "es": "Camboya", "fr": "Cambodge", "ru": "Камбоджа", "zh": "柬埔寨"}),
        ("JPN", {"ar": "اليابان", "es": "Japón", "fr": "Japon", "ru": "Япония", "zh": "日本"}),
        (
            "ZAF",
            {"ar": "جنوب أفريقيا", "es": "Sudáfrica", "fr": "Afrique du Sud", "ru": "Южно-Африканская Республика", "zh": "南非"},
        ),
    ],
)
def test_names_that_are_not_written_are_filled_in_from_cldr(code: str, names: dict[str, str]) -> None:
    state = the_state(f"{{code: {code}, names: {{en: A State}}}}")
    assert state.names == {"en": "A State"} | names


def test_the_un_form_wins_over_cldr() -> None:
    """CLDR has Biélorussie; the United Nations write Bélarus."""
    state = the_state("{code: BLR, names: {en: Belarus, fr: Bélarus}}")
    assert state.name("fr") == "Bélarus"
    assert state.name("es") == "Bielorrusia"


def test_an_english_name_is_never_cldrs() -> None:
    assert the_state("{code: TUR, names: {en: Türkiye}}").name("en") == "Türkiye"


def test_short_forms_are_kept_as_written_and_never_filled_in() -> None:
    state = the_state("{code: USA, names: {en: United States of America}, short: {en: United States}}")
    assert state.short == {"en": "United States"}
    assert state.short_name("en") == "United States"
    assert state.short_name("fr") == state.name("fr") == "États-Unis"


def test_a_name_in_a_language_beyond_ours_is_kept() -> None:
    assert the_state("{code: DEU, names: {en: Germany, de: Deutschland}}").name("de") == "Deutschland"


def test_a_code_that_cldr_does_not_know_has_its_english_name_in_every_language() -> None:
    assert the_state("{code: XYZ, names: {en: Utopia}}").name("fr") == "Utopia"


@pytest.mark.parametrize("code", ["YUG", "DDR", "SUN", "CSK", "SCG"])
def test_a_former_state_is_never_called_by_its_successors_name(code: str) -> None:
    """CLDR tells which territories came after one: Serbia, Germany, the Russian Federation. They are other States."""
    state = the_state(f"{{code: {code}, standing: former, names: {{en: A former State}}}}")
    assert state.names == {"en": "A former State"}


def test_every_state_keeps_its_code_its_standing_and_its_place() -> None:
    states = the_states(
        "{code: VAT, standing: observer, names: {en: Holy See}}",
        "{code: FRA, names: {en: France}}",
    )
    assert list(states.by_code) == ["VAT", "FRA"]
    assert [state.standing for state in states.by_code.values()] == ["observer", "member"]


def test_a_state_without_an_english_name_is_refused_by_line() -> None:
    with pytest.raises(Problems) as refused:
        the_states("{code: FRA, names: {en: France}}", "{code: BLR, names: {fr: Bélarus}}")
    assert str(refused.value) == "states.yaml, line 3: BLR has no English name; add `en:` to its names"


def test_a_state_that_stands_twice_is_refused_by_the_line_where_it_stands_again() -> None:
    with pytest.raises(Problems) as refused:
        the_states("{code: FRA, names: {en: France}}", "{code: BEL, names: {en: Belgium}}", "{code: FRA, names: {en: France}}")
    assert str(refused.value) == "states.yaml, line 4: FRA stands twice; keep one entry for each State"
