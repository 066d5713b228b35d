"""Zones by the names that programs give them, and by what files define under names of their own."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.errors import BadInput, HourDoesNotExist, HourIsAmbiguous, NotAnHour, UnknownZone
from advocacybot.sources.calendars.lines import calendars
from advocacybot.sources.calendars.recurrence import Allowance
from advocacybot.sources.calendars.zones import Defined, Zone, Zones, named, utc
from tests.examples import examples


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("America/New_York", "America/New_York"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("EST5EDT", "EST5EDT"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("/mozilla.org/20050126_1/Europe/Paris", "Europe/Paris"),
        ("/freeassociation.sourceforge.net/Tzfile/America/Indiana/Knox", "America/Indiana/Knox"),
        ("/citadel.org/20260101_1/Asia/Tokyo", "Asia/Tokyo"),
        ("Eastern Standard Time", "America/New_York"),
        ("eastern standard time", "America/New_York"),
        ('"W. Europe Standard Time"', "Europe/Berlin"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("right/Europe/Paris", "Europe/Paris"),
        ("localtime", None),
        ("Factory", None),
        ("posixrules", None),
        ("Eastern Daylight Time", None),
        ("Mars/Olympus", None),
        ("America", None),
        ("../../etc/passwd", None),
        ("/etc/localtime", None),
        ("", None),
        ("Europe/Paris\x00", None),
    ],
)
def test_a_name_means_a_zone_of_the_iana_database_or_none(written: str, meant: str | None) -> None:
    assert named(written) == meant


# ── zones that a file defines ───────────────────────────────────────────────────────────────────────────────────────


def defined(*lines: str, name: str = "Ours") -> Zone:
    """The zone that a calendar defines by those lines."""
    text = "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE", "END:VCALENDAR"))
    (calendar,) = calendars(text.encode(), "zones.ics")
    return Zones(calendar).zone(name)


def part(starts: str = "19700101T000000", before: str = "+0100", after: str = "+0100", *more: str) -> tuple[str, ...]:
    told = (f"DTSTART:{starts}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}")
    return "BEGIN:STANDARD", *told, *more, "END:STANDARD"


def yearly(starts: str, before: str, after: str, month: int, day: str) -> tuple[str, ...]:
    return part(starts, before, after, f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}")


DEFINED = {
    "America/New_York": defined(
        *yearly("16010101T020000", "-0500", "-0400", 3, "2SU"), *yearly("16010101T020000", "-0400", "-0500", 11, "1SU")
    ),
    "Europe/Paris": defined(
        *yearly("19700329T020000", "+0100", "+0200", 3, "-1SU"), *yearly("19961027T030000", "+0200", "+0100", 10, "-1SU")
    ),
    "Australia/Lord_Howe": defined(
        *yearly("20081005T020000", "+1030", "+1100", 10, "1SU"), *yearly("20080406T020000", "+1100", "+1030", 4, "1SU")
    ),
    "Asia/Kathmandu": defined(*part("19860101T000000", "+0530", "+0545")),
}
"""Zones of the database as files define them."""


def by_the_database(local: dt.datetime, name: str) -> dt.datetime | type[BadInput]:
    """What a wall clock of the zone shows, in UTC, by Python's own zones; or why it shows no such hour, or shows it twice."""
    found = {
        told
        for fold in (0, 1)
        if (told := local.replace(tzinfo=ZoneInfo(name), fold=fold).astimezone(dt.UTC))
        .astimezone(ZoneInfo(name))
        .replace(tzinfo=None)
        == local
    }
    if len(found) == 1:
        return found.pop()
    return HourIsAmbiguous if found else HourDoesNotExist


@settings(deadline=None, max_examples=examples(200))
@given(
    st.sampled_from(sorted(DEFINED)),
    st.datetimes(dt.datetime(2018, 1, 1), dt.datetime(2029, 1, 1))  # noqa: DTZ001 – on the wall
    | st.builds(
        lambda year, day, minute: dt.datetime(year, *day) + dt.timedelta(minutes=minute),  # noqa: DTZ001
        st.integers(2018, 2028),
        st.sampled_from(((3, 8), (3, 11), (3, 29), (4, 5), (10, 4), (10, 25), (11, 1), (11, 5))),
        st.integers(0, 300),
    ),
)
def test_a_zone_that_a_file_defines_tells_what_pythons_own_zone_tells(name: str, local: dt.datetime) -> None:
    local, wanted = local.replace(microsecond=0, second=0), by_the_database(local.replace(microsecond=0, second=0), name)
    if isinstance(wanted, dt.datetime):
        assert utc(local, DEFINED[name], Allowance()) == wanted
    else:
        with pytest.raises(wanted):
            utc(local, DEFINED[name], Allowance())


@pytest.mark.parametrize(
    "lines",
    [
        (),
        part(before="+25"),
        part(before="+2500"),
        part(after="0100"),
        ("BEGIN:STANDARD", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD"),
        part("19700101T000000", "+0100", "+0200", "RRULE:FREQ=DAILY"),
        part("19700101T000000", "+0100", "+0200", "RRULE:FREQ=YEARLY;COUNT=2"),
        part("19700101T000000", "+0100", "+0200", "RRULE:FREQ=YEARLY;INTERVAL=2"),
        part("19700101T000000", "+0100", "+0200", "RRULE:FREQ=YEARLY", "RRULE:FREQ=YEARLY"),
    ],
)
def test_a_definition_that_cannot_be_followed_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(
        BadInput, match="the time zone that begins in line 2 cannot be followed; name a zone of the IANA database"
    ):
        defined(*lines)


def test_a_definition_whose_beginning_is_no_hour_is_refused() -> None:
    with pytest.raises(NotAnHour):
        defined(*part("19700101"))


def test_a_name_that_nobody_knows_is_refused() -> None:
    (calendar,) = calendars(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "zones.ics")
    with pytest.raises(UnknownZone):
        Zones(calendar).zone("Ours")


@pytest.mark.parametrize("local", [dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59)])  # noqa: DTZ001 – on the wall
def test_an_hour_beyond_all_years_is_refused(local: dt.datetime) -> None:
    zone = defined(*part("19700101T000000", "-0100" if local.year > 1 else "+0100", "-0100" if local.year > 1 else "+0100"))
    assert isinstance(zone, Defined)
    with pytest.raises(NotAnHour):
        utc(local, zone, Allowance())


def test_a_zone_takes_no_more_steps_than_its_file_is_given() -> None:
    zone = defined(*part("16010101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"))
    allowance, noon = Allowance(steps=1_000), dt.datetime(2026, 12, 1, 12)  # noqa: DTZ001 – on the wall
    utc(noon, zone, allowance)
    with pytest.raises(BadInput, match="go on for too long"):
        utc(noon, zone, allowance)
