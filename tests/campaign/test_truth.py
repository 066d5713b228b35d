import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.truth import RETRACTED, WITHDRAWN, hour_in, is_outcome, truth
from advocacybot.council.outcomes import Report, RollCall
from advocacybot.council.votes import Vote
from tests.factories import (
    ALEPPO_AT_THREE,
    a_report,
    a_roll_call,
    a_source,
    a_vote,
    an_assessed_vote,
    an_assessment,
    without_a_vote,
)


def told(vote: Vote | None = None, report: Report | None = None, *, taken_back: bool = False, people_needed: int = 2) -> str:
    return truth(vote or an_assessed_vote(), report, taken_back=taken_back, people_needed=people_needed)


# ── what may be said ────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_a_vote_ahead_its_hour_may_be_said() -> None:
    assert told() == "vote at 2016-10-08T19:00Z"


def test_of_a_vote_that_moved_its_new_hour_may_be_said() -> None:
    assert told(an_assessed_vote(hour=ALEPPO_AT_THREE + dt.timedelta(days=1))) == "vote at 2016-10-09T19:00Z"


def test_of_a_vote_with_a_report_its_outcome_may_be_said() -> None:
    assert is_outcome(told(report=a_report()))
    assert is_outcome(told(report=without_a_vote()))


def test_of_a_withdrawn_draft_it_may_be_said_that_it_was_withdrawn() -> None:
    assert told(an_assessed_vote(withdrawn=True)) == WITHDRAWN


def test_a_report_says_more_than_that_the_draft_was_withdrawn() -> None:
    assert is_outcome(told(an_assessed_vote(withdrawn=True), a_report()))


@pytest.mark.parametrize("report", [None, a_report()], ids=["ahead", "over"])
@pytest.mark.parametrize("withdrawn", [False, True])
def test_of_a_vote_that_was_taken_back_nothing_may_be_said_whatever_else_is_known(report: Report | None, withdrawn: bool) -> None:
    assert told(an_assessed_vote(withdrawn=withdrawn), report, taken_back=True) == RETRACTED


@pytest.mark.parametrize("report", [None, a_report()], ids=["ahead", "over"])
@pytest.mark.parametrize(
    "assessment",
    [None, an_assessment("Ana"), an_assessment(credible=False)],
    ids=["not assessed", "assessed by one", "not credible"],
)
def test_of_a_vote_that_too_few_hold_to_be_credible_nothing_may_be_said(report: Report | None, assessment: object) -> None:
    assert told(a_vote(assessment=assessment), report) == RETRACTED


def test_one_person_is_enough_where_the_campaign_asks_for_one() -> None:
    assert told(a_vote(assessment=an_assessment("Ana")), people_needed=1) == "vote at 2016-10-08T19:00Z"


@pytest.mark.parametrize(
    "change",
    [{"subject": "Eastern Aleppo"}, {"penholders": ["NZL"]}, {"meeting": "S/PV.7785"}],
    ids=lambda fact: next(iter(fact)),
)
def test_other_facts_of_a_vote_change_nothing_of_what_is_true(change: dict[str, object]) -> None:
    assert told(an_assessed_vote(**change)) == told()


# ── the truth of an outcome ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_preliminary_and_proves_right_is_the_same_truth() -> None:
    by_the_press = a_report(trust="preliminary", source=a_source("UN press release SC/12545"))
    by_the_record = a_report(trust="official", meeting_record="S/PV.7785", totals=a_roll_call().tally)
    assert told(report=by_the_press) == told(report=by_the_record)


def test_the_order_in_which_the_ballots_are_told_says_nothing() -> None:
    assert told(report=a_report(a_roll_call(against="RUS VEN"))) == told(report=a_report(a_roll_call(against="VEN RUS")))


@pytest.mark.parametrize(
    "ballots",
    [a_roll_call(against="RUS"), a_roll_call(abstained="AGO EGY"), a_roll_call(against="VEN", not_voting="RUS")],
    ids=["one more in favour", "another abstains", "one absent"],
)
def test_other_ballots_are_another_truth(ballots: RollCall) -> None:
    assert told(report=a_report(roll_call=ballots)) != told(report=a_report())


def test_a_text_adopted_without_a_vote_is_another_truth_than_any_roll_call() -> None:
    assert told(report=without_a_vote()) != told(report=a_report())
    assert told(report=without_a_vote()) == told(report=without_a_vote(trust="official"))


@pytest.mark.parametrize(
    "change",
    [{"procedure": "procedural"}, {"hour": ALEPPO_AT_THREE + dt.timedelta(days=1)}],
    ids=["no member can veto it", "another day"],
)
def test_the_same_ballots_that_decide_otherwise_or_on_another_day_are_another_truth(change: dict[str, object]) -> None:
    assert told(an_assessed_vote(**change), a_report()) != told(report=a_report())


# ── the hour in a truth ─────────────────────────────────────────────────────────────────────────────────────────────


FROM, UNTIL = dt.datetime(1946, 1, 1), dt.datetime(2100, 1, 1)  # noqa: DTZ001 – Hypothesis adds the zone itself


@given(st.datetimes(FROM, UNTIL, timezones=st.just(dt.UTC)))
@settings(deadline=None)
def test_the_hour_can_be_read_back_from_what_was_told(hour: dt.datetime) -> None:
    assert hour_in(told(an_assessed_vote(hour=hour))) == hour.replace(second=0, microsecond=0)


@pytest.mark.parametrize("said", [WITHDRAWN, RETRACTED, told(report=a_report())])
def test_no_other_truth_tells_an_hour(said: str) -> None:
    assert hour_in(said) is None


def test_only_an_outcome_is_an_outcome() -> None:
    assert [is_outcome(said) for said in (told(), WITHDRAWN, RETRACTED)] == [False] * 3
