"""The shipped lists of the Code's supporters, and the published totals beside them."""

import datetime as dt

import pytest

from advocacybot.council.supporters import Support, Supporters
from tests.config.shipped import the_shipped_files

LIST_OF_2017 = dt.date(2017, 5, 15)

TOTALS = """
code_of_conduct 2015-09-01 29 -
code_of_conduct 2015-09-01 28 -
code_of_conduct 2015-10-21 85 -
code_of_conduct 2015-10-23 103 1
code_of_conduct 2015-10-23 104 -
code_of_conduct 2015-12-20 108 -
code_of_conduct 2017-03-17 110 2
code_of_conduct 2017-05-15 110 2
code_of_conduct 2017-09-22 113 -
code_of_conduct 2017-09-22 114 -
french_mexican_declaration 2015-09-30 70 -
french_mexican_declaration 2015-09-30 73 -
french_mexican_declaration 2015-10-21 80 -
french_mexican_declaration 2017-03-17 93 -
french_mexican_declaration 2017-09-22 99 -
either_initiative 2017-04-30 117 2
either_initiative 2018-06-30 120 2
"""
"""Initiative, day, member States, observers where the source tells them apart."""


def the_supporters() -> Supporters:
    return the_shipped_files().reference.supporters


def on_the_council(day: str) -> set[str]:
    return {member.state for member in the_shipped_files().reference.council.members_on(dt.date.fromisoformat(day))}


def supporters_on_the_council(day: str) -> set[str]:
    """Members on that day whom the list of 2017 names."""
    latest = the_supporters().latest_whole_list()
    assert latest is not None
    return on_the_council(day) & set(latest.named)


def standing_on(day: str, support: Support) -> set[str]:
    """Members on that day of whose support that much is known."""
    when = dt.date.fromisoformat(day)
    return {state for state in on_the_council(day) if the_supporters().standing(state, when).support is support}


def test_the_latest_whole_list_names_112_supporters_two_of_them_observers() -> None:
    latest = the_supporters().latest_whole_list()
    assert latest is not None
    assert latest.as_of == LIST_OF_2017
    assert (len(set(latest.states)), len(set(latest.observers))) == (110, 2)
    assert set(latest.observers) == {"VAT", "PSE"}


def test_observers_are_named_as_observers_and_members_as_members() -> None:
    by_code = the_shipped_files().reference.states.by_code
    for roll in the_supporters().lists:
        assert {by_code[code].standing for code in roll.states} <= {"member"}
        assert {by_code[code].standing for code in roll.observers} <= {"observer"}


@pytest.mark.parametrize("state", ["CHN", "RUS", "USA", "RWA", "EGY", "VEN", "IND", "PAK"])
def test_who_is_not_on_the_list_of_2017(state: str) -> None:
    latest = the_supporters().latest_whole_list()
    assert latest is not None
    assert state not in latest.named


def test_the_code_was_supported_by_28_and_doubtfully_by_rwanda_on_its_first_day() -> None:
    first, doubtful = (roll for roll in the_supporters().lists if roll.as_of == dt.date(2015, 9, 1))
    assert the_supporters().opened == dt.date(2015, 9, 1)
    assert (len(first.states), first.whole) == (28, False)
    assert (doubtful.states, doubtful.whole) == (("RWA",), False)


def test_every_published_total_is_there_and_no_other() -> None:
    told = [
        f"{total.initiative} {total.as_of} {total.states} {'-' if total.observers is None else total.observers}"
        for total in the_supporters().totals
    ]
    assert sorted(told) == sorted(TOTALS.strip().splitlines())


def test_a_total_is_open_ended_where_its_source_says_more_than_or_over() -> None:
    open_ended = {(total.initiative.value, total.states) for total in the_supporters().totals if total.at_least}
    assert open_ended == {("code_of_conduct", 108), ("either_initiative", 117), ("either_initiative", 120)}


def test_the_total_of_the_list_is_the_total_of_that_day() -> None:
    latest = the_supporters().latest_whole_list()
    assert latest is not None
    assert [
        (total.states, total.observers)
        for total in the_supporters().totals
        if total.as_of == LIST_OF_2017 and total.initiative == "code_of_conduct"
    ] == [(len(latest.states), len(latest.observers))]


# ── who of the supporters sat when ──────────────────────────────────────────────────────────────────────────────────


def test_eight_members_were_supporters_of_the_2017_list_when_aleppo_was_vetoed() -> None:
    assert supporters_on_the_council("2016-10-08") == {"ESP", "FRA", "GBR", "JPN", "MYS", "NZL", "UKR", "URY"}


def test_of_those_eight_the_support_of_four_is_documented_for_that_day() -> None:
    """The others joined at an unknown day between the launch of September 2015 and the list of May 2017."""
    assert standing_on("2016-10-08", Support.SUPPORTER) == {"ESP", "NZL", "UKR", "URY"}
    assert standing_on("2016-10-08", Support.NOT_KNOWN) == {"FRA", "GBR", "JPN", "MYS"}


def test_eight_members_were_supporters_on_the_day_of_the_list() -> None:
    expected = {"FRA", "ITA", "JPN", "KAZ", "SWE", "UKR", "GBR", "URY"}
    assert supporters_on_the_council("2017-05-15") == standing_on("2017-05-15", Support.SUPPORTER) == expected


def test_ten_of_fifteen_are_listed_supporters_on_22_november_2026() -> None:
    assert on_the_council("2026-11-22") - supporters_on_the_council("2026-11-22") == {"CHN", "RUS", "USA", "PAK", "LBR"}
    assert len(standing_on("2026-11-22", Support.LISTED)) == 10


def test_nine_of_fifteen_are_listed_supporters_from_2027() -> None:
    assert len(supporters_on_the_council("2027-01-01")) == len(standing_on("2027-01-01", Support.LISTED)) == 9


def test_rwanda_is_not_held_to_a_pledge_that_no_later_list_names() -> None:
    """It was named in 2015 alone; the whole list of 2017 leaves it out."""
    assert the_supporters().standing("RWA", dt.date(2015, 9, 2)).support is Support.NOT_KNOWN
    assert not the_supporters().standing("RWA", dt.date(2018, 1, 1)).pledged


def test_nobody_supported_the_code_before_it_was_open() -> None:
    day = dt.date(2015, 8, 31)
    by_code = the_shipped_files().reference.states.by_code
    assert {the_supporters().standing(code, day).support for code in by_code} == {Support.NOT_LISTED}
