import dataclasses
import datetime as dt
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.calendar import Calendar, compare
from advocacybot.council.events import (
    CalendarEvent,
    Event,
    OutcomeCorrected,
    OutcomeRecorded,
    VoteChanged,
    VoteMoved,
    VoteRemoved,
    VoteScheduled,
    VoteWithdrawn,
)
from advocacybot.council.votes import Vote
from tests.factories import a_report, a_vote, an_assessment, without_a_vote

THREE = dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC)
FOUR = THREE + dt.timedelta(hours=1)


def a_calendar(*votes: Vote) -> Calendar:
    return Calendar(votes=votes)


# ── each kind of event ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_that_is_new_in_the_calendar_is_scheduled() -> None:
    assert compare(a_calendar(), a_calendar(a_vote())) == (VoteScheduled(a_vote()),)


def test_a_vote_at_another_hour_has_moved() -> None:
    was, now = a_vote(hour=THREE), a_vote(hour=FOUR)
    assert compare(a_calendar(was), a_calendar(now)) == (VoteMoved(now, was),)


def test_a_vote_at_another_hour_has_moved_even_where_other_facts_changed_with_it() -> None:
    was, now = a_vote(hour=THREE, subject="Aleppo"), a_vote(hour=FOUR, subject="Eastern Aleppo")
    assert compare(a_calendar(was), a_calendar(now)) == (VoteMoved(now, was),)


def test_the_same_hour_in_another_zone_is_no_move() -> None:
    was, now = a_vote(hour="2016-10-08 15:00 America/New_York"), a_vote(hour="2016-10-08T21:00+02:00")
    assert compare(a_calendar(was), a_calendar(now)) == ()


@pytest.mark.parametrize(
    "fact",
    [
        {"subject": "Eastern Aleppo"},
        {"assessment": an_assessment()},
        {"documents": [{"title": "The draft", "url": "https://undocs.org/S/2016/846"}]},
        {"procedure": "procedural"},
        {"penholders": ["NZL"]},
    ],
    ids=lambda fact: next(iter(fact)),
)
def test_a_vote_with_another_fact_at_the_same_hour_has_changed(fact: dict[str, object]) -> None:
    was, now = a_vote(), a_vote(**fact)
    assert compare(a_calendar(was), a_calendar(now)) == (VoteChanged(now, was),)


def test_a_draft_that_its_sponsors_withdrew_is_withdrawn() -> None:
    was, now = a_vote(), a_vote(withdrawn=True)
    assert compare(a_calendar(was), a_calendar(now)) == (VoteWithdrawn(now, was),)


def test_a_draft_that_is_withdrawn_at_another_hour_is_withdrawn_not_moved() -> None:
    was, now = a_vote(hour=THREE), a_vote(hour=FOUR, withdrawn=True)
    assert compare(a_calendar(was), a_calendar(now)) == (VoteWithdrawn(now, was),)


def test_a_draft_is_withdrawn_only_once() -> None:
    was, now = a_vote(withdrawn=True), a_vote(withdrawn=True, subject="Eastern Aleppo")
    assert compare(a_calendar(was), a_calendar(now)) == (VoteChanged(now, was),)


def test_a_draft_that_is_withdrawn_no_more_has_changed() -> None:
    was, now = a_vote(withdrawn=True), a_vote()
    assert compare(a_calendar(was), a_calendar(now)) == (VoteChanged(now, was),)


def test_a_vote_that_stands_in_the_calendar_no_more_is_removed_not_withdrawn() -> None:
    assert compare(a_calendar(a_vote()), a_calendar()) == (VoteRemoved(a_vote()),)


EVENTS = [
    VoteScheduled(a_vote()),
    VoteMoved(a_vote(hour=FOUR), a_vote()),
    VoteChanged(a_vote(subject="Eastern Aleppo"), a_vote()),
    VoteWithdrawn(a_vote(withdrawn=True), a_vote()),
    VoteRemoved(a_vote()),
    OutcomeRecorded("S/2016/846", a_report()),
    OutcomeCorrected("S/2016/846", a_report(), without_a_vote()),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_what_has_happened_is_never_changed_afterwards(event: Event) -> None:
    for fact in dataclasses.fields(event):
        with pytest.raises(dataclasses.FrozenInstanceError):
            event.__setattr__(fact.name, a_vote("S/2016/847"))


# ── whole calendars ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_calendar_twice_gives_nothing() -> None:
    calendar = a_calendar(a_vote("S/2016/846"), a_vote("S/2016/847"))
    assert compare(calendar, calendar) == ()


def test_the_order_of_the_calendar_says_nothing() -> None:
    one, other = a_vote("S/2016/846"), a_vote("S/2016/847")
    assert compare(a_calendar(one, other), a_calendar(other, one)) == ()


def test_a_rival_draft_is_another_vote() -> None:
    draft, rival = a_vote("S/2016/846"), a_vote("S/2016/847")
    assert compare(a_calendar(draft), a_calendar(draft, rival)) == (VoteScheduled(rival),)


def test_a_revised_text_is_another_vote() -> None:
    draft, revised = a_vote("S/2016/846"), a_vote("S/2016/846/Rev.1")
    assert compare(a_calendar(draft), a_calendar(revised)) == (VoteRemoved(draft), VoteScheduled(revised))


def test_events_come_by_symbol() -> None:
    new = a_calendar(a_vote("S/2016/849", hour=FOUR), a_vote("S/2016/846"), a_vote("S/2016/848"))
    old = a_calendar(a_vote("S/2016/849"), a_vote("S/2016/847"), a_vote("S/2016/848"))
    assert [type(event) for event in compare(old, new)] == [VoteScheduled, VoteRemoved, VoteMoved]


def test_a_symbol_that_stands_twice_in_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match=r"S/2016/846 stands twice in the calendar; .* keep one entry for it"):
        a_calendar(a_vote("S/2016/846"), a_vote("S/2016/847"), a_vote("S/2016/846", hour=FOUR))


# ── any two calendars ───────────────────────────────────────────────────────────────────────────────────────────────

VOTES = st.builds(
    a_vote,
    st.sampled_from(["S/2016/846", "S/2016/846/Rev.1", "S/2016/847", "S/2016/1026", "S/RES/2118(2013)"]),
    hour=st.sampled_from([THREE, FOUR]) | st.datetimes(timezones=st.just(dt.UTC)),
    subject=st.sampled_from(["Aleppo", "Eastern Aleppo"]),
    assessment=st.sampled_from([None, an_assessment()]),
    withdrawn=st.booleans(),
)
CALENDARS = st.lists(VOTES, unique_by=lambda vote: vote.symbol).map(lambda votes: Calendar(votes=tuple(votes)))


def applied(events: Iterable[CalendarEvent], calendar: Calendar) -> dict[str, Vote]:
    """The calendar after those events, each of which must fit what stands there."""
    votes = calendar.by_symbol()
    for event in events:
        if isinstance(event, VoteScheduled):
            assert event.vote.symbol not in votes
        else:
            assert votes.pop(event.was.symbol) == event.was
        if not isinstance(event, VoteRemoved):
            votes[event.vote.symbol] = event.vote
    return votes


@given(CALENDARS, CALENDARS)
@settings(deadline=None)
def test_what_two_calendars_give_makes_the_old_one_the_new_one(old: Calendar, new: Calendar) -> None:
    assert applied(compare(old, new), old) == new.by_symbol()


@given(CALENDARS)
@settings(deadline=None)
def test_any_calendar_compared_with_itself_gives_nothing(calendar: Calendar) -> None:
    assert compare(calendar, calendar) == ()


@given(CALENDARS, CALENDARS)
@settings(deadline=None)
def test_every_event_is_what_its_name_says(old: Calendar, new: Calendar) -> None:
    for event in compare(old, new):
        match event:
            case VoteMoved(vote, was):
                assert vote.hour != was.hour
            case VoteChanged(vote, was):
                assert vote.hour == was.hour
                assert vote != was
            case VoteWithdrawn(vote, was):
                assert vote.withdrawn
                assert not was.withdrawn
            case VoteScheduled(vote):
                assert vote in new.votes
            case VoteRemoved(was):
                assert was in old.votes
