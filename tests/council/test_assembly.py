"""The General Assembly's debate after a veto: whether one is due, and by which day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacybot.council.assembly import STANDING_MANDATE, debate_due, last_working_day, left_out
from advocacybot.council.outcomes import Outcome, Result, Tally
from tests.factories import a_day

MEMORIAL_DAY = a_day("2022-05-30")


def an_outcome(result: Result = Result.VETOED) -> Outcome:
    return Outcome(result, Tally(in_favour=13, against=2, abstained=0), 9, ("CHN", "RUS") if result is Result.VETOED else ())


def test_the_first_debate_under_the_mandate_was_held_in_time() -> None:
    """S/2022/431 was vetoed on Thursday, 26 May 2022; the Assembly debated it on 8 June (A/76/PV.77)."""
    due = debate_due(an_outcome(), a_day("2022-05-26"))
    assert due == a_day("2022-06-09")
    assert a_day("2022-06-08") <= due


def test_a_holiday_of_the_united_nations_is_no_working_day() -> None:
    assert debate_due(an_outcome(), a_day("2022-05-26"), [MEMORIAL_DAY]) == a_day("2022-06-10")


@pytest.mark.parametrize("result", [one for one in Result if one is not Result.VETOED])
def test_no_debate_is_due_where_nobody_vetoed(result: Result) -> None:
    assert debate_due(an_outcome(result), a_day("2026-05-26")) is None


@pytest.mark.parametrize(("day", "due"), [("2022-04-25", False), ("2022-04-26", True), ("2016-10-08", False)])
def test_vetoes_before_the_resolution_oblige_nobody(day: str, due: bool) -> None:
    assert (debate_due(an_outcome(), a_day(day)) is not None) is due


@pytest.mark.parametrize(
    ("vetoed", "due"),
    [("2026-11-23", "2026-12-07"), ("2026-11-27", "2026-12-11"), ("2026-11-28", "2026-12-11"), ("2026-11-29", "2026-12-11")],
    ids=["Monday", "Friday", "Saturday", "Sunday"],
)
def test_working_days_are_counted_from_the_day_after(vetoed: str, due: str) -> None:
    assert debate_due(an_outcome(), a_day(vetoed)) == a_day(due)


def test_a_holiday_on_a_weekend_changes_nothing_and_is_not_named() -> None:
    saturday = a_day("2022-05-28")
    assert last_working_day(a_day("2022-05-26"), 10, [saturday]) == a_day("2022-06-09")
    assert left_out(a_day("2022-05-26"), a_day("2022-06-09"), [saturday]) == ()


def test_only_holidays_within_the_ten_days_are_named_each_once() -> None:
    christmas = a_day("2022-12-26")
    assert left_out(a_day("2022-05-26"), a_day("2022-06-10"), [christmas, MEMORIAL_DAY, MEMORIAL_DAY]) == (MEMORIAL_DAY,)


DAYS = st.dates(STANDING_MANDATE, dt.date(2100, 1, 1))


@given(DAYS, st.integers(1, 30), st.data())
def test_just_so_many_days_are_worked_up_to_the_last_one(day: dt.date, number: int, data: st.DataObject) -> None:
    after = [day + dt.timedelta(days=one) for one in range(1, 31)]
    holidays = data.draw(st.sets(st.sampled_from(after), max_size=5))
    last = last_working_day(day, number, holidays)
    counted = [day + dt.timedelta(days=one) for one in range(1, (last - day).days + 1)]
    assert sum(one.strftime("%a") not in ("Sat", "Sun") and one not in holidays for one in counted) == number
    assert last.strftime("%a") not in ("Sat", "Sun")
    assert last not in holidays
