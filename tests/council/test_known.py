"""One vote under two symbols is one vote, and what may be one counts once."""

import datetime as dt

import pytest

from advocacybot.council.known import Known, Trace, resolutions
from advocacybot.council.outcomes import RollCall
from tests.factories import a_recorded_vote, a_roll_call

DAY, NEXT = dt.date(2013, 9, 27), dt.date(2013, 9, 28)
RESOLUTION, DRAFT, OTHER_DRAFT, OTHER = "S/RES/2118(2013)", "S/2013/575", "S/2013/576", "S/RES/2119(2013)"
UNANIMOUS = a_roll_call("", "")


def a_trace(*symbols: str, day: dt.date = DAY, cast: RollCall | None = UNANIMOUS, adopted: bool = True) -> Trace:
    return Trace(frozenset(symbols), day, cast, adopted)


def knowing(*traces: Trace) -> Known:
    known = Known()
    for one in traces:
        known.add(one)
    return known


def test_a_vote_is_met_again_under_any_of_its_symbols() -> None:
    known = knowing(a_trace(RESOLUTION, DRAFT))
    assert known.met(a_trace(RESOLUTION))
    assert known.met(a_trace(DRAFT, day=NEXT, adopted=False))
    assert not known.met(a_trace(OTHER_DRAFT))
    assert known.every_symbol(frozenset({DRAFT})) == {RESOLUTION, DRAFT}


def test_whoever_names_both_symbols_makes_two_known_votes_one() -> None:
    known = Known()
    known.link(frozenset({RESOLUTION, DRAFT}))
    known.add(a_trace(DRAFT))
    assert known.met(a_trace(RESOLUTION))


def test_links_run_through_each_other() -> None:
    known = Known()
    known.link(frozenset({DRAFT, OTHER_DRAFT}))
    known.link(frozenset({RESOLUTION, DRAFT}))
    assert known.every_symbol(frozenset({OTHER_DRAFT})) == {RESOLUTION, DRAFT, OTHER_DRAFT}


def test_a_symbol_that_is_only_named_is_met_from_then_on() -> None:
    known = Known()
    known.link(frozenset({RESOLUTION, DRAFT}))
    known.add_symbols(frozenset({DRAFT}))
    assert known.met(a_trace(RESOLUTION))
    assert not known.perhaps_met(a_trace(OTHER))


def test_a_draft_that_was_adopted_may_be_a_resolution_with_the_same_ballots_that_day() -> None:
    assert knowing(a_trace(RESOLUTION)).perhaps_met(a_trace(DRAFT)) == {RESOLUTION}
    assert knowing(a_trace(DRAFT)).perhaps_met(a_trace(RESOLUTION)) == {DRAFT}
    assert knowing(a_trace(DRAFT, cast=None)).perhaps_met(a_trace(RESOLUTION, cast=None)) == {DRAFT}


def test_a_roll_call_and_a_vote_of_the_record_leave_the_same_trace() -> None:
    vote = a_recorded_vote(DRAFT, UNANIMOUS, date=DAY, recorded="adopted", vetoed_by=())
    assert knowing(a_trace(RESOLUTION)).perhaps_met(Trace(vote.symbols, vote.day, vote, vote.adopted)) == {RESOLUTION}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (a_trace(RESOLUTION), a_trace(OTHER)),
        (a_trace(DRAFT), a_trace(OTHER_DRAFT)),
        (a_trace(RESOLUTION, DRAFT), a_trace(OTHER_DRAFT)),
        (a_trace(RESOLUTION, DRAFT), a_trace(OTHER)),
        (a_trace(RESOLUTION), a_trace(DRAFT, day=NEXT)),
        (a_trace(RESOLUTION), a_trace(DRAFT, cast=a_roll_call("", "AGO"))),
        (a_trace(RESOLUTION), a_trace(DRAFT, cast=None)),
        (a_trace(RESOLUTION), a_trace(DRAFT, adopted=False)),
    ],
)
def test_votes_that_cannot_be_one_are_two(one: Trace, other: Trace) -> None:
    assert not knowing(one).perhaps_met(other)
    assert not knowing(other).perhaps_met(one)
    assert not knowing(one).met(other)


def test_the_symbols_of_resolutions_are_told_from_those_of_drafts() -> None:
    assert resolutions({RESOLUTION, DRAFT, "oral amendment 2023-12-22"}) == {RESOLUTION}
