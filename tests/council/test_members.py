import datetime as dt

import pytest

from advocacybot.council.members import Council, Seat, size_on
from advocacybot.errors import MembersNotKnown
from tests.factories import (
    ALEPPO,
    ELECTED_2016,
    MEMBERS_1965,
    PERMANENT,
    a_council,
    a_day,
    a_term,
    permanent_terms,
    the_council_of_1965,
)


def test_the_council_of_2016_sits_on_every_day_of_2016() -> None:
    for day in ("2016-01-01", "2016-10-08", "2016-12-31"):
        states = {member.state for member in a_council().members_on(a_day(day))}
        assert states == {*PERMANENT, *ELECTED_2016}


def test_permanent_members_come_first_and_each_group_by_code() -> None:
    states = tuple(member.state for member in a_council().members_on(ALEPPO))
    assert states == PERMANENT + ELECTED_2016


def test_five_members_are_permanent_and_ten_elected() -> None:
    members = a_council().members_on(ALEPPO)
    assert [member.state for member in members if member.permanent] == list(PERMANENT)
    assert [member.state for member in members if member.seat is Seat.ELECTED] == list(ELECTED_2016)


def test_members_whose_term_ends_hand_over_at_new_year() -> None:
    last, first = (a_council().members_on(a_day(day)) for day in ("2016-12-31", "2017-01-01"))
    assert {member.state for member in last} - {member.state for member in first} == {"AGO", "ESP", "MYS", "NZL", "VEN"}
    assert {member.state for member in first} - {member.state for member in last} == {"BOL", "ETH", "ITA", "KAZ", "SWE"}


def test_a_term_covers_its_first_and_its_last_day_and_none_beyond() -> None:
    term = a_term("NZL", "2015-01-01", "2016-12-31")
    assert [term.covers(a_day(day)) for day in ("2014-12-31", "2015-01-01", "2016-12-31", "2017-01-01")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_permanent_seat_has_no_last_day() -> None:
    france = a_term("FRA", "1946-01-01", None, seat="permanent")
    assert france.covers(a_day("2199-12-31"))
    assert not france.covers(a_day("1945-12-31"))


def test_a_term_may_last_a_single_day() -> None:
    assert a_term("NZL", "2016-10-08", "2016-10-08").covers(ALEPPO)


def test_a_term_that_ends_before_it_begins_is_refused_with_both_days() -> None:
    what = "the term of NZL ends on 2014-12-31, before it begins on 2015-01-01; mend one of the two days"
    with pytest.raises(ValueError, match=what):
        a_term("NZL", "2015-01-01", "2014-12-31")


def test_asking_who_sits_changes_nothing_of_a_council() -> None:
    council = a_council()
    once, twice = council.members_on(ALEPPO), council.members_on(ALEPPO)
    assert once == twice
    assert council == a_council()


# ── terms that overlap ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first_day", "last_day", "held_twice"),
    [
        ("2016-12-31", "2018-12-31", "2016-12-31"),
        ("2014-01-01", "2015-01-01", "2015-01-01"),
        ("2015-06-01", "2015-07-01", "2015-06-01"),
        ("2014-01-01", None, "2015-01-01"),
        ("2015-01-01", "2016-12-31", "2015-01-01"),
    ],
)
def test_overlapping_terms_of_a_state_are_refused(first_day: str, last_day: str | None, held_twice: str) -> None:
    with pytest.raises(ValueError, match=f"NZL has two terms that hold {held_twice}; mend their days, or keep one"):
        Council(terms=(a_term("NZL", "2015-01-01", "2016-12-31"), a_term("NZL", first_day, last_day)))


def test_a_long_term_that_overlaps_a_later_one_is_refused_even_with_another_between() -> None:
    terms = (a_term("JPN", "2016-01-01", "2023-12-31"), a_term("JPN", "2009-01-01", "2010-12-31"))
    with pytest.raises(ValueError, match="JPN has two terms that hold 2023-01-01"):
        Council(terms=(a_term("JPN", "2023-01-01", "2024-12-31"), *terms))


def test_a_state_may_sit_again_from_the_day_after_its_term() -> None:
    council = Council(terms=(a_term("NZL", "2015-01-01", "2016-12-31"), a_term("NZL", "2017-01-01", "2018-12-31")))
    assert [term.covers(a_day("2017-01-01")) for term in council.terms] == [False, True]


def test_terms_of_two_states_may_overlap() -> None:
    council = Council(terms=(a_term("NZL"), a_term("ESP")))
    assert [term.state for term in council.terms if term.covers(ALEPPO)] == ["NZL", "ESP"]


# ── members that are not known ──────────────────────────────────────────────────────────────────────────────────────


def test_the_members_of_a_year_whose_terms_nobody_entered_are_not_known() -> None:
    with pytest.raises(MembersNotKnown) as refusal:
        a_council().members_on(a_day("2028-01-01"))
    assert str(refusal.value) == (
        "Of the 15 members of the Council on 2028-01-01, council.yaml knows 5; "
        "add the terms that are missing, each with its source"
    )


def test_one_missing_member_is_enough_for_the_members_not_to_be_known() -> None:
    council = Council(terms=tuple(term for term in a_council().terms if term.state != "NZL"))
    with pytest.raises(MembersNotKnown, match=r"council\.yaml knows 14"):
        council.members_on(ALEPPO)


def test_a_sixteenth_member_is_refused() -> None:
    with pytest.raises(MembersNotKnown, match=r"Of the 15 members .* knows 16"):
        a_council(a_term("DEU", "2016-06-01", "2016-12-31")).members_on(ALEPPO)


# ── the Council before it was enlarged ──────────────────────────────────────────────────────────────────────────────


def test_eleven_members_sit_until_the_end_of_1965_and_fifteen_from_1966() -> None:
    days = (dt.date(1946, 1, 1), dt.date(1965, 12, 31), dt.date(1966, 1, 1), dt.date(2026, 1, 1))
    assert [size_on(day) for day in days] == [11, 11, 15, 15]


def test_the_council_of_1965_is_whole_with_eleven_members() -> None:
    members = the_council_of_1965().members_on(a_day("1965-12-31"))
    assert sorted(member.state for member in members) == sorted(MEMBERS_1965)


def test_eleven_members_are_too_few_from_1966() -> None:
    held_over = tuple(a_term(state, "1965-01-01", "1966-12-31") for state in MEMBERS_1965[5:])
    council = Council(terms=permanent_terms() + held_over)
    assert len(council.members_on(a_day("1965-12-31"))) == 11
    with pytest.raises(MembersNotKnown, match=r"the 15 members of the Council on 1966-01-01, council\.yaml knows 11"):
        council.members_on(a_day("1966-01-01"))


def test_nobody_sat_before_the_council_first_met() -> None:
    eleven = Council(terms=tuple(a_term(state, "1945-10-24", None) for state in MEMBERS_1965))
    assert len(eleven.members_on(a_day("1946-01-01"))) == 11
    with pytest.raises(MembersNotKnown, match="1945-12-31"):
        eleven.members_on(a_day("1945-12-31"))
