"""Hours as feeds write them (advocacybot.sources.feed_dates)."""

import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.sources.feed_dates import read_date
from tests.examples import examples

EVENING = dt.datetime(2026, 8, 28, 22, 35, 9, tzinfo=dt.UTC)
MINUTE = EVENING.replace(second=0)

SAME_HOUR = [
    "Fri, 28 Aug 2026 18:35:09 -0400",
    "Fri, 28 Aug 2026 18:35:09 EDT",
    "Fri, 28 Aug 2026 22:35:09 GMT",
    "Fri, 28 Aug 2026 22:35:09 -0000",
    "Fri, 28 Aug 26 22:35:09 UT",
    "28 Aug 2026 22:35:09 Z",
    "Friday, 28-Aug-26 22:35:09 UTC",
    "Mon, 28 August 2026 22:35:09 +00:00",
    "  fri, 28 aug 2026  22:35:09  gmt ",
    "Sat, 29 Aug 2026 00:35:09 +0200",
    "2026-08-28T18:35:09-04:00",
    "2026-08-28T22:35:09Z",
    "2026-08-28t22:35:09.123456z",
    "2026-08-28 22:35:09 +0000",
    "2026-08-29T04:20:09+0545",
]

NO_HOUR = [
    *("", "soon", "2026", "2026-08-28", "28 Aug 2026", "20260828T223509Z", "1788042909", "2026-W35-5T22:35:09Z"),
    *("2026-08-28T22:35:09", "Fri, 28 Aug 2026 22:35:09", "Fri, 28 Aug 2026 22:35:09 CEST", "Fri, 28 Aug 2026 22:35:09 A"),
    *("Fri, 31 Jun 2026 22:35:09 GMT", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-08-28T24:00:00Z"),
    *("2026-08-28T22:60:00Z", "2026-08-28T22:35:61Z", "2026-08-28T22:35:09+24:00", "2026-08-28T22:35:09+02:75"),
    *("0000-01-01T00:00:00Z", "0001-01-01T00:00:00+12:00", "9999-12-31T23:59:59-12:00", "Fri, 28 Xyz 2026 22:35:09 GMT"),
    *("08/28/2026 22:35:09 GMT", "28/08/2026 22:35:09 GMT", "Fri, 28 Aug 2026 10:35 PM GMT", "2026-08-28T22:35:09Zx"),
    "٢٠٢٦-08-28T22:35:09é",
]


@pytest.mark.parametrize("text", SAME_HOUR)
def test_an_hour_is_read_in_any_of_the_ways_in_which_feeds_write_it(text: str) -> None:
    assert read_date(text) == EVENING


@pytest.mark.parametrize("text", ["Fri, 28 Aug 2026 22:35 GMT", "2026-08-28T22:35Z"])
def test_seconds_may_be_left_out(text: str) -> None:
    assert read_date(text) == MINUTE


def test_a_leap_second_is_the_one_before_it() -> None:
    assert read_date("2016-12-31T23:59:60Z") == dt.datetime(2016, 12, 31, 23, 59, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize("text", NO_HOUR)
def test_what_cannot_be_told_is_no_hour(text: str) -> None:
    assert read_date(text) is None


@given(
    st.integers(-600_000_000, 250_000_000_000),
    st.integers(-23 * 60, 23 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))),
)
@settings(max_examples=examples(200), deadline=None)
def test_any_hour_is_read_back_as_it_was_written(seconds: int, zone: dt.timezone) -> None:
    hour = dt.datetime.fromtimestamp(seconds, zone)
    assert read_date(hour.isoformat()) == hour
    assert read_date(format_datetime(hour)) == hour


@given(st.text(max_size=90) | st.text("0123456789TZ:-+. FriAug,", max_size=40))
@settings(max_examples=examples(500), deadline=None)
def test_whatever_is_written_is_an_hour_in_utc_or_none(text: str) -> None:
    hour = read_date(text)
    assert hour is None or hour.tzinfo is dt.UTC
