"""The shipped membership of the Council: every seat of every day from 1946 to the end of 2027."""

import datetime as dt

import pytest

from advocacybot.council.members import Council
from advocacybot.errors import MembersNotKnown
from tests.config.shipped import the_shipped_files

PERMANENT = {"CHN", "FRA", "GBR", "RUS", "USA"}
LAST_DAY = dt.date(2027, 12, 31)


def the_council() -> Council:
    return the_shipped_files().reference.council


def sitting(day: str) -> set[str]:
    return {member.state for member in the_council().members_on(dt.date.fromisoformat(day))}


def test_every_seat_of_every_day_is_known_from_1946_to_the_end_of_2027() -> None:
    """Eleven members until the end of 1965, fifteen since."""
    first, enlarged = dt.date(1946, 1, 1), dt.date(1966, 1, 1)
    council = Council(terms=the_council().terms)
    for number in range((LAST_DAY - first).days + 1):
        day = first + dt.timedelta(days=number)
        members = council.members_on(day)
        assert len({member.state for member in members}) == (15 if day >= enlarged else 11), day


def test_after_2027_the_members_count_as_not_known() -> None:
    with pytest.raises(MembersNotKnown):
        the_council().members_on(LAST_DAY + dt.timedelta(days=1))


def test_five_members_are_permanent_on_every_first_of_january() -> None:
    for year in range(1946, 2028):
        members = the_council().members_on(dt.date(year, 1, 1))
        assert {member.state for member in members if member.permanent} == PERMANENT, year


@pytest.mark.parametrize(
    ("day", "elected"),
    [
        ("1946-01-17", "AUS BRA EGY MEX NLD POL"),
        ("1965-12-31", "BOL CIV JOR MYS NLD URY"),
        ("1994-04-21", "ARG BRA CZE DJI NGA NZL OMN PAK RWA ESP"),
        ("2016-10-08", "AGO EGY ESP JPN MYS NZL SEN UKR URY VEN"),
        ("2017-05-15", "BOL EGY ETH ITA JPN KAZ SEN SWE UKR URY"),
        ("2018-01-01", "BOL CIV ETH GNQ KAZ KWT NLD PER POL SWE"),
        ("2025-12-31", "DNK DZA GRC GUY KOR PAK PAN SLE SOM SVN"),
        ("2026-11-22", "BHR COD COL DNK GRC LBR LVA PAK PAN SOM"),
    ],
)
def test_the_elected_members_of_well_known_days(day: str, elected: str) -> None:
    assert sitting(day) - PERMANENT == set(elected.split())


def test_the_five_elected_in_june_2026_sit_from_2027() -> None:
    elected = {"AUT", "KGZ", "PRT", "TTO", "ZWE"}
    assert sitting("2027-01-01") - sitting("2026-12-31") == elected
    assert elected <= sitting("2027-12-31")


def test_italy_and_the_netherlands_shared_a_term() -> None:
    """Elected for a year each: Italy for 2017, the Netherlands for 2018."""
    assert "ITA" in sitting("2017-12-31")
    assert "NLD" not in sitting("2017-12-31")
    assert "NLD" in sitting("2018-01-01")
    assert "ITA" not in sitting("2018-01-01")


def test_elected_terms_are_whole_calendar_years() -> None:
    odd = [
        term
        for term in the_council().terms
        if term.last_day and (term.first_day.strftime("%m-%d"), term.last_day.strftime("%m-%d")) != ("01-01", "12-31")
    ]
    assert odd == []


def test_only_permanent_seats_have_no_last_day() -> None:
    assert {term.state for term in the_council().terms if term.last_day is None} == PERMANENT
