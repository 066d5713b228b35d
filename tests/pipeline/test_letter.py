"""Letters are drafted to those alone who broke the pledge in an assessed vote, and nothing else comes of it."""

import pytest

from advocacybot.council.outcomes import Report
from advocacybot.errors import NoLetter, NoSuchThing, NoTemplate
from advocacybot.pipeline import outcome
from advocacybot.pipeline.letter import addressees, languages, letter
from advocacybot.store import votes
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, ASSESSED, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL, Make, everything

AGAINST = a_report(a_roll_call(against="RUS ESP FRA VEN", abstained="CHN URY"))
"""Spain is a documented supporter, France a later one; the Russian Federation and Venezuela are on no list."""


def held(make: Make, report: Report | None = AGAINST, **fields: str) -> MakeHouse:
    at_work = make(a_vote_entry(**fields), campaign=SOLO, now=HOUR + MINUTE)
    if report:
        outcome.enter(at_work.house, SYMBOL, report, ANA)
        outcome.confirm(at_work.house, SYMBOL, BEN)
    return at_work


def asked(at_work: MakeHouse) -> tuple[str, ...]:
    return addressees(at_work.house, votes.find([SYMBOL])[SYMBOL])


def test_a_letter_to_whoever_broke_the_pledge_is_dated_today_in_new_york(make_house: Make) -> None:
    at_work = held(make_house)
    at_work.clock.set(HOUR + 8 * 60 * MINUTE)  # four in the morning of the 9th in London, and still the 8th in New York
    told = letter(at_work.house, SYMBOL, "ESP", "en")
    assert told.startswith("8 October 2016\n")
    assert "Spain\n" in told
    assert told.endswith(f"\n{at_work.house.campaign.name}")


def test_letters_go_to_nobody_else(make_house: Make) -> None:
    at_work = held(make_house)
    assert asked(at_work) == ("ESP",)
    for state in ("FRA", "RUS", "VEN", "URY", "NZL", "DEU", "nowhere"):
        with pytest.raises(NoLetter, match=f"No letter about {SYMBOL} goes to {state}"):
            letter(at_work.house, SYMBOL, state, "en")


NOT_CREDIBLE = ASSESSED.replace("assessment:", "assessment:\n  credible: false")


@pytest.mark.parametrize("assessed", ["", NOT_CREDIBLE], ids=["not assessed", "not credible"])
def test_no_letter_is_written_of_a_vote_that_is_not_assessed_as_credible(make_house: Make, assessed: str) -> None:
    at_work = held(make_house, assessed=assessed)
    assert asked(at_work) == ()
    with pytest.raises(NoLetter):
        letter(at_work.house, SYMBOL, "ESP", "en")


def test_an_outcome_that_nobody_confirmed_gives_no_letter(make_house: Make) -> None:
    at_work = held(make_house, None)
    outcome.enter(at_work.house, SYMBOL, AGAINST, ANA)
    assert asked(at_work) == ()
    with pytest.raises(NoLetter):
        letter(at_work.house, SYMBOL, "ESP", "en")


def test_a_correction_that_clears_a_state_takes_its_letter_away(make_house: Make) -> None:
    at_work = held(make_house)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against="RUS")), ANA)
    outcome.confirm(at_work.house, SYMBOL, BEN)
    assert asked(at_work) == ()


def test_of_a_vote_that_nobody_knows_there_is_no_letter(make_house: Make) -> None:
    at_work = held(make_house)
    with pytest.raises(NoSuchThing, match="There is no vote 'S/2016/9'"):
        letter(at_work.house, "S/2016/9", "ESP", "en")


def test_writing_a_letter_changes_nothing(make_house: Make) -> None:
    at_work = held(make_house)
    kept = everything()
    letter(at_work.house, SYMBOL, "ESP", "en")
    assert everything() == kept


def test_letters_are_written_in_the_languages_that_word_one(make_house: Make) -> None:
    at_work = held(make_house)
    assert languages(at_work.house) == ("en",)
    with pytest.raises(NoTemplate, match="There is no template letter in fr"):
        letter(at_work.house, SYMBOL, "ESP", "fr")
