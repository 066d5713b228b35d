"""Scorecards over the shipped record and over what people entered."""

from textwrap import indent

import pytest

from advocacybot.council.scorecard import Score, Scorecard
from advocacybot.errors import BadInput, NoSuchThing
from advocacybot.pipeline import outcome, score, watch
from tests.factories import a_day, a_report, a_roll_call
from tests.houses import ANA, ASSESSED, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, RIVAL, SOLO, SYMBOL, Make

ONE_PERSON = SOLO + "outcome_people_needed: 1\n"
ON_THE_DAY = a_day("2016-10-08")


def of_that_day(at_work: MakeHouse) -> Scorecard:
    return score.over(at_work.house, first=ON_THE_DAY, last=ON_THE_DAY)


def of(card: Scorecard, state: str) -> Score | None:
    return next((one for one in card.scores if one.state == state), None)


def assess_in_the_record(at_work: MakeHouse, assessed: str = ASSESSED) -> None:
    """Write an assessment of S/2016/846 into the shipped record."""
    file = at_work.folder / "config" / "record" / "2016.yaml"
    entry = f"- symbol: {SYMBOL}\n"
    text = file.read_text(encoding="utf-8")
    assert text.count(entry) == 1
    file.write_text(text.replace(entry, entry + indent(assessed, "    ")), encoding="utf-8")
    watch.reread(at_work.house)


def reported(make: Make, *entries: str, against: str = "RUS VEN") -> MakeHouse:
    """A house of votes that were held, of the first of which an outcome was entered."""
    at_work = make(*(entries or (a_vote_entry(),)), campaign=ONE_PERSON, lean=False)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against=against)), ANA)
    return at_work


def test_of_a_record_that_nobody_assessed_nothing_is_scored(make_house: Make) -> None:
    card = score.over(make_house(campaign=SOLO, lean=False).house)
    assert (card.votes, card.scores) == ((), ())
    assert card.not_assessed > 10


def test_a_vote_of_the_record_is_scored_once_two_people_have_assessed_it(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO, lean=False)
    others = score.over(at_work.house).not_assessed
    assess_in_the_record(at_work)
    card = score.over(at_work.house)
    assert [vote.symbol for vote in card.votes] == [SYMBOL]
    assert card.not_assessed == others - 1
    assert of(card, "NZL") == Score("NZL", kept=1)


def test_an_assessment_by_one_person_alone_scores_nothing(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO, lean=False)
    assess_in_the_record(at_work, assessed=ASSESSED.replace(f", {{name: {BEN}, on: 2016-10-03}}", ""))
    assert score.over(at_work.house).votes == ()


def test_an_outcome_that_people_entered_is_scored(make_house: Make) -> None:
    at_work = reported(make_house, against="RUS NZL")
    card = of_that_day(at_work)
    assert [vote.symbol for vote in card.votes] == [SYMBOL]
    assert of(card, "NZL") == Score("NZL", broke=1)
    assert of(card, "URY") == Score("URY", kept=1)


def test_what_people_entered_goes_before_the_record(make_house: Make) -> None:
    at_work = reported(make_house, against="RUS NZL")
    assess_in_the_record(at_work)
    card = of_that_day(at_work)
    assert [vote.symbol for vote in card.votes] == [SYMBOL]
    assert of(card, "NZL") == Score("NZL", broke=1)


def test_what_one_of_two_people_entered_is_not_scored_yet(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO, lean=False)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(), ANA)
    assert of_that_day(at_work).votes == ()
    outcome.confirm(at_work.house, SYMBOL, BEN)
    assert [vote.symbol for vote in of_that_day(at_work).votes] == [SYMBOL]


def test_a_corrected_outcome_is_scored_as_it_was_corrected(make_house: Make) -> None:
    at_work = reported(make_house, against="RUS NZL")
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against="RUS")), ANA)
    assert of(of_that_day(at_work), "NZL") == Score("NZL", kept=1)


def test_an_outcome_is_told_as_it_is_since_it_was_entered_or_corrected(make_house: Make) -> None:
    at_work = reported(make_house)
    assert [vote.since for vote in of_that_day(at_work).votes] == [HOUR + MINUTE]
    at_work.clock.set(HOUR + 9 * MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against="RUS")), ANA)
    assert [vote.since for vote in of_that_day(at_work).votes] == [HOUR + 9 * MINUTE]


def test_a_vote_that_is_credible_no_more_is_scored_no_more(make_house: Make) -> None:
    at_work = reported(make_house)
    at_work.edit_calendar(a_vote_entry(assessed=""))
    assert of_that_day(at_work).votes == ()


def test_a_vote_that_left_the_calendar_once_its_outcome_was_known_is_scored_still(make_house: Make) -> None:
    at_work = reported(make_house)
    at_work.edit_calendar()
    assert [vote.symbol for vote in of_that_day(at_work).votes] == [SYMBOL]


def test_a_judged_vote_tells_an_assessment_only_once_enough_people_stand_behind_it(make_house: Make) -> None:
    at_work = reported(make_house)
    assert [vote.assessment is not None for vote in score.judged(at_work.house) if vote.symbol == SYMBOL] == [True]
    one_person = ASSESSED.replace(f", {{name: {BEN}, on: 2016-10-03}}", "")
    at_work.edit_calendar(a_vote_entry(assessed=one_person))
    assert [vote.assessment for vote in score.judged(at_work.house) if vote.symbol == SYMBOL] == [None]


def test_a_vote_that_was_taken_back_is_scored_no_more(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ONE_PERSON, lean=False)
    at_work.edit_calendar()
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(), ANA)
    assert of_that_day(at_work).votes == ()


def test_the_outcome_of_a_draft_is_no_score_of_its_rival(make_house: Make) -> None:
    at_work = reported(make_house, a_vote_entry(), a_vote_entry(RIVAL))
    assert [vote.symbol for vote in of_that_day(at_work).votes] == [SYMBOL]


def test_a_scorecard_is_of_a_situation_in_any_language_and_of_a_stretch_of_days(make_house: Make) -> None:
    at_work = reported(make_house)
    assert len(score.over(at_work.house, situation="syrie").votes) == 1
    assert score.over(at_work.house, situation="Mali").votes == ()
    assert score.over(at_work.house, first=a_day("2016-10-09")).votes == ()
    assert score.over(at_work.house, last=a_day("2016-10-07")).votes == ()


def test_a_scorecard_in_words_fits_the_account_and_names_the_period(make_house: Make) -> None:
    at_work = reported(make_house)
    parts = score.in_words(at_work.house, of_that_day(at_work), "solo")
    account = at_work.house.campaign.account("solo")
    assert all(at_work.house.platforms.of(account).limits(account).fits(part) for part in parts)
    assert "8 October 2016" in " ".join(parts)


def test_of_nothing_there_is_no_scorecard_in_words(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO, lean=False)
    card = score.over(at_work.house)
    with pytest.raises(BadInput, match="so there is nothing to score; let two people add an `assessment`"):
        score.in_words(at_work.house, card, "solo")
    assess_in_the_record(at_work)
    with pytest.raises(NoSuchThing):
        score.in_words(at_work.house, score.over(at_work.house), "nobody")
