import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.hours import NEW_YORK
from advocacybot.wording.languages import alphabetical, apart, day, enumerated, hour, listed, sentences, together, weekday
from advocacybot.wording.phrases import LANGUAGES
from tests.factories import ALEPPO, ALEPPO_AT_THREE
from tests.wording.reference import reference

# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("names", "en", "fr", "es"),
    [
        ((), "", "", ""),
        (("Japan",), "Japan", "Japan", "Japan"),
        (("France", "Japan"), "France and Japan", "France et Japan", "France y Japan"),
        (("France", "Japan", "Spain"), "France, Japan and Spain", "France, Japan et Spain", "France, Japan y Spain"),
    ],
    ids=["nobody", "one", "two", "three"],
)
def test_names_are_listed_as_the_language_lists_them(names: tuple[str, ...], en: str, fr: str, es: str) -> None:
    assert (listed(names, "en"), listed(names, "fr"), listed(names, "es")) == (en, fr, es)


@pytest.mark.parametrize(
    "last", ["Irlanda", "Italia", "Islandia", "India", "Iraq", "Islas Marshall", "irlandeses", "Hiroshima", "hijos"]
)
def test_spanish_turns_y_into_e_before_the_sound_of_i(last: str) -> None:
    assert listed(["Francia", last], "es") == f"Francia e {last}"
    assert listed(["Francia", "Japón", last], "es") == f"Francia, Japón e {last}"


@pytest.mark.parametrize("last", ["Yemen", "Hungría", "España", "Honduras", "Hierro", "hielo", "@Irlanda", "Uruguay", "Jordania"])
def test_spanish_keeps_y_before_every_other_sound(last: str) -> None:
    assert listed(["Francia", last], "es") == f"Francia y {last}"


@pytest.mark.parametrize("last", ["Índice", "Ítaca"])
def test_spanish_turns_y_into_e_before_an_accented_i_too(last: str) -> None:
    assert listed(["Francia", last], "es") == f"Francia e {last}"


def test_only_the_last_name_decides_about_the_spanish_and() -> None:
    assert listed(["Irlanda", "Italia", "Francia"], "es") == "Irlanda, Italia y Francia"


@pytest.mark.parametrize("code", ["IRL", "ISL", "ITA", "IND", "IRN", "IRQ", "ISR", "IDN"])
def test_the_states_that_begin_so_in_spanish_are_listed_so(code: str) -> None:
    name = reference().states.find(code).short_name("es")
    assert listed(["Francia", name], "es") == f"Francia e {name}"


@pytest.mark.parametrize(
    ("language", "names", "two", "three"),
    [
        ("ru", ("Франция", "Япония", "Испания"), "Франция и Япония", "Франция, Япония и Испания"),
        ("ar", ("فرنسا", "اليابان", "إسبانيا"), "فرنسا واليابان", "فرنسا واليابان وإسبانيا"),
        ("zh", ("法国", "日本", "西班牙"), "法国和日本", "法国、日本和西班牙"),
    ],
)
def test_the_other_languages_of_the_united_nations_have_their_own_and(
    language: str, names: tuple[str, ...], two: str, three: str
) -> None:
    assert listed(names[:1], language) == names[0]
    assert (listed(names[:2], language), listed(names, language)) == (two, three)


def test_a_language_whose_and_is_not_known_lists_with_commas_alone() -> None:
    assert listed(["França", "Japão", "Espanha"], "pt") == "França, Japão, Espanha"


@pytest.mark.parametrize(
    ("language", "in_a_row", "semicolons", "closed"),
    [
        ("en", "A, B", "A; B", "A. B."),
        ("fr", "A, B", "A\u00a0; B", "A. B."),
        ("es", "A, B", "A; B", "A. B."),
        ("ru", "A, B", "A; B", "A. B."),
        ("ar", "A، B", "A؛ B", "A. B."),
        ("zh", "A、B", "A；B", "A。B。"),
    ],
)
def test_a_language_has_its_own_comma_semicolon_and_stop(language: str, in_a_row: str, semicolons: str, closed: str) -> None:
    assert enumerated(["A", "B"], language) == in_a_row
    assert apart(["A", "B"], language) == semicolons
    assert sentences(["A", "B"], language) == closed


def test_a_sentence_that_is_closed_already_is_not_closed_again() -> None:
    assert sentences(["Adopted.", "Source: S/PV.1"], "en") == "Adopted. Source: S/PV.1."


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Égypte", "Espagne", "France"]),
        ("ru", ["Египет", "Ёлка", "Япония"]),
        ("ar", ["إسبانيا", "أوكرانيا", "فرنسا"]),
        ("zh", ["中国", "法国", "美国"]),
    ],
)
def test_names_are_sorted_by_their_letters_without_accents(language: str, names: list[str]) -> None:
    assert sorted(names[1:] + names[:1], key=alphabetical) == names, language


@given(
    st.lists(st.text(st.characters(exclude_characters=", "), min_size=1), max_size=15), st.sampled_from(["en", "fr", "es", "ru"])
)
@settings(deadline=None)
def test_every_name_stands_once_in_the_list_in_its_order(names: list[str], language: str) -> None:
    *first, last = listed(names, language).split(", ") if names else [""]
    pair = last.split(" ")
    assert [*first, *(pair[::2] if len(pair) > 1 else pair)] == (names or [""])


# ── days and hours ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "8 October 2016"),
        ("fr", "8 octobre 2016"),
        ("es", "8 de octubre de 2016"),
        ("ru", "8 октября 2016 года"),
        ("ar", "8 تشرين الأول/أكتوبر 2016"),
        ("zh", "2016年10月8日"),
    ],
)
def test_a_day_is_written_as_the_united_nations_write_it_and_holds_together(language: str, written: str) -> None:
    assert day(ALEPPO, language) == written.replace(" ", "\u00a0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_days_of_a_year_are_written_alike(language: str) -> None:
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=number) for number in range(366)]
    assert len({day(one, language) for one in days}) == 366


def test_the_first_day_of_a_month_is_an_ordinal_in_french() -> None:
    assert day(dt.date(2026, 11, 1), "fr").replace("\u00a0", " ") == "1er novembre 2026"


@pytest.mark.parametrize(("language", "written"), [("en", "Saturday"), ("fr", "samedi"), ("es", "sábado")])
def test_a_day_of_the_week_has_its_name(language: str, written: str) -> None:
    assert weekday(ALEPPO, language) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_hour_is_told_by_new_yorks_clock_in_summer_and_in_winter(language: str) -> None:
    assert hour(ALEPPO_AT_THREE, NEW_YORK, language) == "15:00"
    assert hour(dt.datetime(2016, 12, 8, 19, 0, tzinfo=dt.UTC), NEW_YORK, language) == "14:00"


@pytest.mark.parametrize(
    ("utc", "written"),
    [("2026-03-08T06:59", "01:59"), ("2026-03-08T07:00", "03:00"), ("2026-11-01T05:30", "01:30"), ("2026-11-01T06:30", "01:30")],
)
def test_the_clock_skips_an_hour_in_spring_and_shows_one_twice_in_autumn(utc: str, written: str) -> None:
    assert hour(dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC), NEW_YORK, "en") == written


def test_an_hour_is_told_by_the_clocks_of_any_zone() -> None:
    assert hour(ALEPPO_AT_THREE, ZoneInfo("Asia/Kathmandu"), "en") == "00:45"


def test_what_belongs_together_is_held_by_no_break_spaces() -> None:
    assert together("Iran (Islamic Republic of)") == "Iran\u00a0(Islamic\u00a0Republic\u00a0of)"
