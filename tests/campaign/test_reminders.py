import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.reminders import QuietHours, Reminder, due, lapses
from tests.factories import ALEPPO_AT_THREE

HOUR = dt.timedelta(hours=1)
NEW_YORK = "America/New_York"


def a_reminder(before: str = "24 h", late_by: str = "12 h") -> Reminder:
    return Reminder.model_validate({"before": before, "late_by": late_by})


def quiet(starts: str = "22:00", ends: str = "07:00", zone: str = NEW_YORK) -> QuietHours:
    return QuietHours.model_validate({"starts": starts, "ends": ends, "zone": zone})


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def due_when_wanted(wanted: str, hours: QuietHours, before: str = "24 h", late_by: str = "12 h") -> dt.datetime:
    """When a reminder is due that would come at that hour, were there no quiet hours."""
    reminder = a_reminder(before, late_by)
    return due(reminder, utc(wanted) + reminder.before, hours)


# ── due, and too late ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reminder_is_due_so_long_before_the_vote() -> None:
    assert due(a_reminder("24 h"), ALEPPO_AT_THREE, None) == ALEPPO_AT_THREE - 24 * HOUR


def test_a_reminder_may_go_out_that_much_late() -> None:
    due_at = ALEPPO_AT_THREE - 24 * HOUR
    assert lapses(a_reminder("24 h", "12 h"), due_at, ALEPPO_AT_THREE) == due_at + 12 * HOUR


@pytest.mark.parametrize("late_by", ["2 h", "3 h", "7 d"])
def test_no_reminder_goes_out_once_the_vote_is_due_to_begin(late_by: str) -> None:
    assert lapses(a_reminder("2 h", late_by), ALEPPO_AT_THREE - 2 * HOUR, ALEPPO_AT_THREE) == ALEPPO_AT_THREE


def test_a_reminder_that_comes_with_the_vote_is_refused() -> None:
    with pytest.raises(ValueError, match="a reminder comes before the vote, not with it; write how long before"):
        a_reminder("0 h")


def test_a_reminder_that_could_never_go_out_is_refused() -> None:
    with pytest.raises(ValueError, match="late_by"):
        a_reminder("24 h", late_by="0 h")


# ── quiet hours ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reminder_outside_quiet_hours_is_due_when_it_would_be() -> None:
    assert due_when_wanted("2016-10-06T16:00", quiet()) == utc("2016-10-06T16:00")


@pytest.mark.parametrize("wanted", ["2016-10-07T02:00", "2016-10-07T03:59", "2016-10-07T04:00", "2016-10-07T10:59"])
def test_a_reminder_in_quiet_hours_is_put_off_to_their_end_before_and_after_midnight(wanted: str) -> None:
    assert due_when_wanted(wanted, quiet()) == utc("2016-10-07T11:00")


@pytest.mark.parametrize("wanted", ["2016-10-07T11:00", "2016-10-07T01:59"])
def test_quiet_hours_end_at_their_end_and_begin_with_their_beginning(wanted: str) -> None:
    assert quiet().around(utc(wanted)) is None
    assert due_when_wanted(wanted, quiet()) == utc(wanted)


@pytest.mark.parametrize(
    ("wanted", "due_at"), [("2016-10-07T17:00", "2016-10-07T18:00"), ("2016-10-07T18:00", "2016-10-07T18:00")]
)
def test_quiet_hours_may_lie_within_a_day(wanted: str, due_at: str) -> None:
    assert due_when_wanted(wanted, quiet("12:00", "14:00")) == utc(due_at)


def test_a_reminder_that_would_be_too_late_by_the_end_of_quiet_hours_is_brought_forward() -> None:
    assert due_when_wanted("2016-10-07T04:00", quiet(), late_by="2 h") == utc("2016-10-07T02:00")


def test_a_reminder_that_would_be_too_late_just_when_quiet_hours_end_is_brought_forward() -> None:
    assert due_when_wanted("2016-10-07T04:00", quiet(), late_by="7 h") == utc("2016-10-07T02:00")


def test_a_reminder_of_a_vote_in_the_early_morning_is_brought_forward_not_put_off_beyond_it() -> None:
    assert due_when_wanted("2016-10-07T09:00", quiet(), before="2 h", late_by="24 h") == utc("2016-10-07T02:00")


def test_quiet_hours_go_by_the_clocks_of_their_zone() -> None:
    assert due_when_wanted("2016-10-07T16:00", quiet(zone="Asia/Tokyo")) == utc("2016-10-07T22:00")


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="'America/New_Amsterdam' is not a time zone; write a name of the IANA"):
        quiet(zone="America/New_Amsterdam")


def test_quiet_hours_that_begin_when_they_end_are_refused() -> None:
    with pytest.raises(ValueError, match="quiet hours"):
        quiet("00:00", "00:00")


# ── the nights on which New York's clocks change ────────────────────────────────────────────────────────────────────


def test_in_the_night_that_is_an_hour_short_quiet_hours_end_by_the_new_clock() -> None:
    """On 8 March 2026 the clocks go from two to three: ten in the evening is 03:00 UTC, seven in the morning 11:00 UTC."""
    assert quiet().around(utc("2026-03-08T06:30")) == (utc("2026-03-08T03:00"), utc("2026-03-08T11:00"))
    assert due_when_wanted("2026-03-08T06:30", quiet()) == utc("2026-03-08T11:00")
    assert due_when_wanted("2026-03-08T11:30", quiet()) == utc("2026-03-08T11:30")


def test_in_the_night_that_is_an_hour_long_quiet_hours_end_by_the_new_clock() -> None:
    """On 1 November 2026 the clocks go from two back to one: ten in the evening is 02:00 UTC, seven in the morning 12:00 UTC."""
    assert quiet().around(utc("2026-11-01T06:30")) == (utc("2026-11-01T02:00"), utc("2026-11-01T12:00"))
    assert due_when_wanted("2026-11-01T06:30", quiet()) == utc("2026-11-01T12:00")
    assert due_when_wanted("2026-11-01T11:30", quiet()) == utc("2026-11-01T12:00")


def test_both_hours_that_the_clocks_show_twice_are_quiet() -> None:
    half_past_one_twice = (utc("2026-11-01T05:30"), utc("2026-11-01T06:30"))
    assert [quiet().around(hour) is not None for hour in half_past_one_twice] == [True, True]


def test_quiet_hours_that_begin_in_the_hour_that_is_skipped_begin_after_it() -> None:
    """Half past two does not exist on 8 March 2026: it is half past three then, 07:30 UTC."""
    hours = quiet("02:30", "07:00")
    assert hours.around(utc("2026-03-08T07:15")) is None
    assert hours.around(utc("2026-03-08T07:45")) == (utc("2026-03-08T07:30"), utc("2026-03-08T11:00"))


# ── any reminder of any vote ────────────────────────────────────────────────────────────────────────────────────────

REMINDERS = st.builds(
    lambda before, late_by: a_reminder(f"{before} min", f"{late_by} min"), st.integers(1, 9999), st.integers(1, 9999)
)
CLOCK_CHANGES = st.sampled_from([utc("2026-03-08T07:00"), utc("2026-11-01T06:00")])
FROM, UNTIL = dt.datetime(2005, 1, 1), dt.datetime(2045, 1, 1)  # noqa: DTZ001 – Hypothesis adds the zone itself
VOTE_HOURS = st.datetimes(FROM, UNTIL, timezones=st.just(dt.UTC)) | st.builds(
    lambda change, minutes: change + dt.timedelta(minutes=minutes), CLOCK_CHANGES, st.integers(-3000, 3000)
)
QUIET = st.builds(
    lambda hours, zone: QuietHours(starts=hours[0], ends=hours[1], zone=zone),
    st.tuples(st.times(), st.times()).filter(lambda hours: hours[0] != hours[1]),
    st.sampled_from([NEW_YORK, "UTC", "Pacific/Kiritimati", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)


@given(REMINDERS, VOTE_HOURS, st.none() | QUIET)
@settings(deadline=None, max_examples=300)
def test_a_reminder_is_due_before_the_vote_and_can_still_go_out_then(
    reminder: Reminder, hour: dt.datetime, hours: QuietHours | None
) -> None:
    due_at = due(reminder, hour, hours)
    assert due_at < lapses(reminder, due_at, hour) <= hour


@given(REMINDERS, VOTE_HOURS, QUIET)
@settings(deadline=None, max_examples=300)
def test_a_reminder_is_put_off_only_out_of_quiet_hours_and_no_further_than_their_end(
    reminder: Reminder, hour: dt.datetime, hours: QuietHours
) -> None:
    wanted = hour - reminder.before
    stretch = hours.around(wanted)
    if stretch is None:
        assert due(reminder, hour, hours) == wanted
    else:
        assert stretch[0] <= wanted < stretch[1]
        assert due(reminder, hour, hours) in stretch
