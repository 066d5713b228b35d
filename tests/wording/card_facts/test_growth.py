"""How support grew: the published numbers, the lower where sources differ, against two thirds of the members."""

import datetime as dt

import pytest

from advocacybot.council.supporters import Initiative, Supporters, Total
from advocacybot.wording.card_facts import growth_card
from advocacybot.wording.phrases import LANGUAGES
from tests.factories import a_source, supporters_by_lists
from tests.wording.card_facts.judged import CAMPAIGN, reference


def with_totals(*totals: tuple[str, int, bool]) -> Supporters:
    told = tuple(
        Total(
            initiative=Initiative.CODE_OF_CONDUCT,
            as_of=dt.date.fromisoformat(as_of),
            states=states,
            at_least=at_least,
            source=a_source(),
        )
        for as_of, states, at_least in totals
    )
    return supporters_by_lists().model_copy(update={"totals": told})


def test_each_initiatives_published_numbers_stand_by_day() -> None:
    card = growth_card(reference().supporters, CAMPAIGN, "en")
    assert {one.label: [number for _, number in one.points] for one in card.series} == {
        "Code of Conduct": [28, 85, 103, 108, 110, 110, 113],
        "French-Mexican declaration": [70, 80, 93, 99],
        "Either initiative": [117, 120],
    }
    for series in card.series:
        days = [on for on, _ in series.points]
        assert days == sorted(set(days))


@pytest.mark.parametrize("totals", [(113, 114), (114, 113)])
def test_where_sources_differ_on_a_day_the_lower_number_is_shown_and_that_is_said(totals: tuple[int, int]) -> None:
    card = growth_card(with_totals(*(("2017-09-22", number, False) for number in totals)), CAMPAIGN, "en")
    assert [number for _, number in card.series[0].points] == [113]
    assert card.notes == ("Where sources differ on a day, the lower number is shown",)


def test_more_than_so_many_stays_more_than_so_many() -> None:
    card = growth_card(with_totals(("2015-12-20", 108, True)), CAMPAIGN, "en")
    assert card.series[0].latest.replace("\u00a0", " ") == "more than 108 (20 December 2015)"
    assert [note.replace("\u00a0", " ") for note in card.notes] == ["As the sources have it: more than 108 (20 December 2015)"]


def test_numbers_that_nobody_doubts_need_no_note() -> None:
    assert growth_card(with_totals(("2017-05-15", 110, False)), CAMPAIGN, "en").notes == ()


def test_two_thirds_of_the_members_is_the_least_whole_number_that_is() -> None:
    card = growth_card(reference().supporters, CAMPAIGN, "en")
    assert (card.mark, card.members) == (129, 193)
    assert 3 * card.mark >= 2 * card.members > 3 * (card.mark - 1)
    assert card.mark_in_words == "Two thirds of the 193 members of the United Nations: 129"


def test_an_initiative_without_a_number_is_left_out() -> None:
    assert [one.label for one in growth_card(with_totals(("2017-05-15", 110, False)), CAMPAIGN, "en").series] == [
        "Code of Conduct"
    ]
    assert growth_card(with_totals(), CAMPAIGN, "en").series == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_alt_text_tells_every_number_and_the_mark_in_every_language(language: str) -> None:
    card = growth_card(reference().supporters, CAMPAIGN, language)
    assert len(card.alt) <= 1000
    for series in card.series:
        assert series.latest in card.alt
        assert all(str(number) in card.alt for _, number in series.points)
    assert card.mark_in_words in card.alt
    assert all(note in card.alt for note in card.notes)
