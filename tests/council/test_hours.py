import datetime as dt

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from advocacybot.council.hours import NEW_YORK, aware, new_york_day, parse_hour
from advocacybot.errors import BadInput, HourDoesNotExist, HourIsAmbiguous, NaiveHour, NotAnHour, UnknownZone
from tests.factories import a_council, a_vote

LAST_MINUTE_OF_2016 = dt.datetime(2016, 12, 31, 23, 59, tzinfo=NEW_YORK)
FIRST_MINUTE_OF_2017 = dt.datetime(2017, 1, 1, 0, 1, tzinfo=NEW_YORK)


def naive(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


# ── the day in New York ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_last_minute_of_the_year_and_the_first_are_two_days_in_new_york() -> None:
    assert new_york_day(LAST_MINUTE_OF_2016) == dt.date(2016, 12, 31)
    assert new_york_day(FIRST_MINUTE_OF_2017) == dt.date(2017, 1, 1)


def test_the_day_is_new_yorks_even_where_the_hour_is_written_in_utc() -> None:
    assert new_york_day(dt.datetime(2017, 1, 1, 4, 59, tzinfo=dt.UTC)) == dt.date(2016, 12, 31)
    assert new_york_day(dt.datetime(2017, 1, 1, 5, 1, tzinfo=dt.UTC)) == dt.date(2017, 1, 1)


def test_the_day_is_new_yorks_even_where_it_is_already_tomorrow_in_tokyo() -> None:
    assert new_york_day(parse_hour("2016-10-09 04:00 Asia/Tokyo")) == dt.date(2016, 10, 8)


@pytest.mark.parametrize("zone", [NEW_YORK, dt.UTC])
def test_a_minute_before_and_a_minute_after_the_new_year_different_councils_sit(zone: dt.tzinfo) -> None:
    before, after = (
        {member.state for member in a_council().members_on(new_york_day(hour.astimezone(zone)))}
        for hour in (LAST_MINUTE_OF_2016, FIRST_MINUTE_OF_2017)
    )
    assert before - after == {"AGO", "ESP", "MYS", "NZL", "VEN"}
    assert after - before == {"BOL", "ETH", "ITA", "KAZ", "SWE"}


def test_a_naive_hour_has_no_day_in_new_york() -> None:
    with pytest.raises(NaiveHour, match="2016-10-08 15:00:00"):
        new_york_day(naive("2016-10-08T15:00"))


def test_an_aware_hour_is_the_same_hour_in_utc() -> None:
    hour = aware(dt.datetime(2016, 10, 8, 15, 0, tzinfo=NEW_YORK))
    assert hour.isoformat() == "2016-10-08T19:00:00+00:00"


def test_a_naive_hour_is_never_taken_for_an_aware_one() -> None:
    with pytest.raises(NaiveHour, match="says no zone"):
        aware(naive("2016-10-08T15:00"))


# ── hours that are read ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "2016-10-08 15:00 America/New_York",
        "2016-10-08T15:00 America/New_York",
        "2016-10-08 15:00:00 America/New_York",
        "  2016-10-08 15:00   America/New_York  ",
        "2016-10-08 21:00 Europe/Paris",
        "2016-10-08 19:00 UTC",
        "2016-10-08 15:00 Etc/GMT+4",
        "2016-10-08T15:00-04:00",
        "2016-10-08 15:00:00-04:00",
        "2016-10-08T19:00Z",
        "2016-10-09T00:30+05:30",
    ],
)
def test_the_same_hour_can_be_written_in_many_ways(text: str) -> None:
    assert parse_hour(text) == dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC)


def test_an_hour_that_is_read_is_kept_in_utc() -> None:
    assert parse_hour("2016-10-08 15:00 America/New_York").tzinfo is dt.UTC
    assert parse_hour("2016-10-08T15:00-04:00").tzinfo is dt.UTC


def test_new_york_is_an_hour_nearer_to_utc_in_summer() -> None:
    assert parse_hour("2016-07-01 15:00 America/New_York").hour == 19
    assert parse_hour("2016-12-01 15:00 America/New_York").hour == 20


@given(st.datetimes(naive("0001-01-03T00:00"), naive("9999-12-29T00:00"), timezones=st.timezones()))
@settings(deadline=None)
def test_any_aware_hour_comes_back_from_its_iso_form(hour: dt.datetime) -> None:
    assert parse_hour(hour.isoformat()) == hour.astimezone(dt.UTC)


@given(st.datetimes(naive("1946-01-01T00:00"), naive("2100-01-01T00:00")))
@settings(deadline=None)
def test_what_the_clocks_in_new_york_show_once_is_the_hour_that_is_read(wall: dt.datetime) -> None:
    wall = wall.replace(second=0, microsecond=0)
    first, second = (wall.replace(tzinfo=NEW_YORK, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    assume(first == second)
    assert parse_hour(f"{wall:%Y-%m-%d %H:%M} America/New_York") == first


# ── hours that are refused ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["2016-10-08 15:00", "2016-10-08T15:00:00", "2016-10-08"])
def test_an_hour_without_a_zone_is_refused_with_the_mend(text: str) -> None:
    with pytest.raises(NaiveHour, match=f"'{text}' says no zone.*; write it with a zone, such as .* America/New_York"):
        parse_hour(text)


def test_an_hour_that_the_clocks_skip_is_refused_with_the_mend() -> None:
    with pytest.raises(HourDoesNotExist) as refusal:
        parse_hour("2026-03-08 02:30 America/New_York")
    assert str(refusal.value) == (
        "'2026-03-08 02:30 America/New_York' does not exist: the clocks go forward over it; "
        "write an hour that the clocks of that zone show on that day"
    )


def test_an_hour_that_the_clocks_show_twice_is_refused_with_the_mend() -> None:
    with pytest.raises(HourIsAmbiguous) as refusal:
        parse_hour("2026-11-01 01:30 America/New_York")
    assert str(refusal.value) == (
        "'2026-11-01 01:30 America/New_York' comes twice: the clocks go back over it; "
        "write it with its offset, such as 2026-11-01T01:30-04:00"
    )


def test_the_hours_around_a_change_of_the_clocks_are_read() -> None:
    assert parse_hour("2026-03-08 01:59 America/New_York") == dt.datetime(2026, 3, 8, 6, 59, tzinfo=dt.UTC)
    assert parse_hour("2026-03-08 03:00 America/New_York") == dt.datetime(2026, 3, 8, 7, 0, tzinfo=dt.UTC)
    assert parse_hour("2026-11-01 00:59 America/New_York") == dt.datetime(2026, 11, 1, 4, 59, tzinfo=dt.UTC)
    assert parse_hour("2026-11-01 02:00 America/New_York") == dt.datetime(2026, 11, 1, 7, 0, tzinfo=dt.UTC)


def test_an_hour_that_comes_twice_can_be_told_by_its_offset() -> None:
    assert parse_hour("2026-11-01T01:30-04:00") == dt.datetime(2026, 11, 1, 5, 30, tzinfo=dt.UTC)
    assert parse_hour("2026-11-01T01:30-05:00") == dt.datetime(2026, 11, 1, 6, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("zone", ["Amerika/New_York", "EDT", "leapseconds", "America//New_York", "America/New_York/"])
def test_an_unknown_zone_is_refused_by_its_name(zone: str) -> None:
    with pytest.raises(UnknownZone, match=f"'{zone}' is not a time zone; write a name of the IANA time zone database"):
        parse_hour(f"2016-10-08 15:00 {zone}")


@pytest.mark.parametrize("zone", ["America", "Europe", "A" * 300])
def test_a_zone_that_is_no_file_of_the_time_zone_database_is_refused_by_its_name(zone: str) -> None:
    with pytest.raises(UnknownZone, match=f"'{zone}' is not a time zone"):
        parse_hour(f"2016-10-08 15:00 {zone}")


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2016-13-01 15:00 America/New_York", "2016-10-08 25:00 UTC", "2016-02-30T15:00Z", "8 October 2016",
     "2016-10-08T15:00+99:00", "2016-10-08 15:00 ../../etc/passwd", "2016-10-08 15:00 America/New_York or later"],
)  # fmt: skip
def test_what_is_no_hour_is_refused_with_the_mend(text: str) -> None:
    with pytest.raises(NotAnHour) as refusal:
        parse_hour(text)
    assert str(refusal.value).startswith(f"{text!r} is not a date and hour; write YYYY-MM-DD HH:MM and a zone")


@pytest.mark.parametrize("text", ["0001-01-01T00:00+10:00", "9999-12-31T23:59-04:00", "9999-12-31 23:59 America/New_York"])
def test_an_hour_beyond_the_years_that_can_be_counted_is_refused(text: str) -> None:
    with pytest.raises(NotAnHour):
        parse_hour(text)


_LIKE_AN_HOUR = r"(19|20)\d\d-[01]\d-[0-3]\d[ T][0-2]\d:[0-6]\d(:\d\d)?( [A-Z][\w/+-]*|[+-]\d\d:\d\d|Z)?"


@given(st.text() | st.from_regex(_LIKE_AN_HOUR, fullmatch=True))
@example("2016-10-08 15:00 America/New_York")
@settings(deadline=None)
def test_any_text_is_an_aware_hour_or_bad_input(text: str) -> None:
    try:
        hour = parse_hour(text)
    except BadInput as refusal:
        assert repr(text) in str(refusal) or isinstance(refusal, UnknownZone)  # noqa: PT017 - either is right
    else:
        assert hour.tzinfo is dt.UTC


# ── hours of votes ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_day_of_a_vote_is_new_yorks() -> None:
    assert a_vote(hour="2017-01-01T04:59Z").day == dt.date(2016, 12, 31)
    assert a_vote(hour="2016-12-31 23:59 America/New_York").day == dt.date(2016, 12, 31)


def test_a_vote_keeps_its_hour_in_utc() -> None:
    assert a_vote(hour=LAST_MINUTE_OF_2016).hour.isoformat() == "2017-01-01T04:59:00+00:00"


@pytest.mark.parametrize("hour", [naive("2016-10-08T15:00"), "2016-10-08 15:00"])
def test_a_vote_with_a_naive_hour_is_refused(hour: object) -> None:
    with pytest.raises(ValueError, match="says no zone, so it is no hour that we may rely on"):
        a_vote(hour=hour)


@pytest.mark.parametrize("hour", [dt.date(2016, 10, 8), 1475953200, None])
def test_a_vote_whose_hour_is_neither_text_nor_an_hour_is_refused(hour: object) -> None:
    with pytest.raises(ValueError, match="is not a date and hour"):
        a_vote(hour=hour)
