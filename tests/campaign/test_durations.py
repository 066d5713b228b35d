import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.durations import in_words, parse_duration
from advocacybot.campaign.reminders import Reminder
from advocacybot.errors import BadInput

HOUR = dt.timedelta(hours=1)

WRITTEN = st.builds(
    lambda number, space, unit: f"{number}{space}{unit}",
    st.integers(0, 9999),
    st.sampled_from(["", " "]),
    st.sampled_from(["min", "h", "d"]),
)


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("90 min", 1.5 * HOUR),
        ("72 h", 72 * HOUR),
        ("7 d", 168 * HOUR),
        ("72h", 72 * HOUR),
        ("  24 h ", 24 * HOUR),
        ("0 h", 0 * HOUR),
    ],
)
def test_a_length_of_time_is_a_number_and_a_unit(written: str, length: dt.timedelta) -> None:
    assert parse_duration(written) == length


@pytest.mark.parametrize(
    "written",
    ["", "72", "h", "-1 h", "1.5 h", "72 hours", "1 h 30 min", "72  h", "99999 h", "P3D", "72 H", "72 m", "72 h\nand more"],
)
def test_anything_else_is_refused_with_how_to_write_it(written: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_duration(written)
    assert repr(written) in str(refused.value)
    assert "such as 72 h" in str(refused.value)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (dt.timedelta(minutes=90), "90 min"),
        (2 * HOUR, "2 h"),
        (72 * HOUR, "72 h"),
        (96 * HOUR, "4 d"),
        (100 * HOUR, "100 h"),
        (168 * HOUR, "7 d"),
    ],
)
def test_up_to_three_days_are_told_in_hours(length: dt.timedelta, words: str) -> None:
    assert in_words(length) == words


@given(WRITTEN)
@settings(deadline=None)
def test_a_length_of_time_told_and_read_again_is_the_same(written: str) -> None:
    length = parse_duration(written)
    assert parse_duration(in_words(length)) == length


@given(WRITTEN, WRITTEN)
@settings(deadline=None)
def test_two_lengths_of_time_are_told_alike_only_where_they_are_the_same(one: str, other: str) -> None:
    same = parse_duration(one) == parse_duration(other)
    assert (in_words(parse_duration(one)) == in_words(parse_duration(other))) is same


def test_the_campaigns_files_are_read_so() -> None:
    reminder = Reminder.model_validate({"before": "72 h", "late_by": "90 min"})
    assert (reminder.before, reminder.late_by) == (72 * HOUR, 1.5 * HOUR)


@pytest.mark.parametrize("number", [72, 72.0])
def test_a_number_without_a_unit_is_refused_in_the_campaigns_files_too(number: float) -> None:
    with pytest.raises(ValueError, match="such as 72 h"):
        Reminder.model_validate({"before": number, "late_by": "24 h"})
