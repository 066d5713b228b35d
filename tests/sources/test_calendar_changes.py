"""What became of the votes of a calendar: each move is named, and nothing that is missing is ever taken for withdrawn."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacybot.errors import BadInput
from advocacybot.sources.calendar_changes import CHANGES, Change, Compared, Seen, Suspicion, compare
from advocacybot.sources.icalendar_file import FoundVote, VotesFile

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
LATER = dt.timedelta(days=1)


def a_vote(number: int = 900, **facts: object) -> FoundVote:
    told = {"symbol": f"S/2026/{number}", "hour": NOW + 7 * LATER, "uid": f"uid-{number}", "subject": "Gaza"}
    return FoundVote.model_validate({**told, **facts})


def a_file(*votes: FoundVote, unread: tuple[str, ...] = ()) -> VotesFile:
    return VotesFile(votes, (BadInput(what="something is wrong", mend="mend it"),) * len(unread), frozenset(unread))


def changes(before: list[FoundVote], *now: FoundVote, unread: tuple[str, ...] = ()) -> list[tuple[Change, str]]:
    return [(one.change, one.vote.symbol) for one in compare(before, a_file(*now, unread=unread), NOW).changes]


# ── one event ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("was", "vote", "change"),
    [
        (None, a_vote(), Change.NEW),
        (a_vote(), a_vote(), None),
        (a_vote(), a_vote(hour=NOW + 8 * LATER), Change.MOVED),
        (a_vote(), a_vote(hour=NOW + 8 * LATER, subject="Sudan"), Change.MOVED),
        (a_vote(hour=None, day="2026-11-27"), a_vote(), Change.MOVED),
        (a_vote(), a_vote(hour=None, day="2026-11-27"), Change.MOVED),
        (a_vote(), a_vote(subject="Sudan"), Change.CHANGED),
        (a_vote(), a_vote(symbol="S/2026/900/Rev.1"), Change.CHANGED),
        (a_vote(), a_vote(withdrawn=True), Change.CANCELLED),
        (None, a_vote(withdrawn=True), Change.CANCELLED),
        (a_vote(withdrawn=True), a_vote(), Change.RESTORED),
        (a_vote(withdrawn=True), a_vote(withdrawn=True, subject="Sudan"), None),
        (a_vote(), None, Change.VANISHED),
        (a_vote(withdrawn=True), None, None),
        (a_vote(hour=NOW - LATER), a_vote(), Change.MOVED),
        (a_vote(), a_vote(hour=NOW - LATER), Change.MOVED),
        (a_vote(hour=NOW - LATER), None, None),
        (None, a_vote(hour=NOW - LATER), None),
        (None, a_vote(hour=None, day="2026-11-20"), Change.NEW),
        (None, a_vote(hour=None, day="2026-11-19"), None),
    ],
)
def test_what_became_of_an_event_is_named(was: FoundVote | None, vote: FoundVote | None, change: Change | None) -> None:
    found = compare([was] if was else [], a_file(*([vote] if vote else [])), NOW).changes
    assert [(one.change, one.was, one.now) for one in found] == ([(change, was, vote)] if change else [])


def test_every_way_from_one_reading_to_the_next_has_its_line_in_the_table() -> None:
    never = {(Seen.ABSENT, Seen.ABSENT), (Seen.ABSENT, Seen.UNREAD), *product([Seen.UNREAD], Seen)}
    assert CHANGES.keys() == set(product(Seen, Seen)) - never


def test_an_event_is_known_by_its_uid_and_one_that_recurs_by_each_instance() -> None:
    one, other = a_vote(recurrence="20261127T120000Z"), a_vote(recurrence="20261204T120000Z", hour=NOW + 14 * LATER)
    moved = other.model_copy(update={"hour": NOW + 15 * LATER})
    assert changes([one, other], one, moved) == [(Change.MOVED, "S/2026/900")]
    assert changes([a_vote(uid=None)], a_vote(uid=None, hour=NOW + 8 * LATER)) == [(Change.MOVED, "S/2026/900")]
    assert changes([a_vote()], a_vote(uid="another")) == [(Change.VANISHED, "S/2026/900"), (Change.NEW, "S/2026/900")]


# ── what is missing ─────────────────────────────────────────────────────────────────────────────────────────────────

FIVE = [a_vote(number) for number in range(900, 905)]


def suspect(file: VotesFile | None) -> Compared:
    found = compare(FIVE, file, NOW)
    assert [vote for vote in FIVE if vote not in found.seen] == []
    return found


def test_a_vote_that_is_missing_is_named_and_not_withdrawn() -> None:
    found = compare(FIVE, a_file(*FIVE[1:]), NOW)
    assert (found.suspect, found.missing) == (None, (FIVE[0],))
    assert [one.change for one in found.changes] == [Change.VANISHED]
    assert not found.missing[0].withdrawn
    assert found.seen == tuple(FIVE[1:])


def test_a_calendar_that_cannot_be_had_changes_nothing_and_forgets_nothing() -> None:
    found = suspect(None)
    assert (found.changes, found.suspect, found.seen) == ((), Suspicion.FAILED, tuple(FIVE))
    assert compare([], None, NOW) == Compared((), None, ())


def test_a_calendar_that_is_empty_all_at_once_is_suspect() -> None:
    found = suspect(a_file())
    assert (found.suspect, found.missing) == (Suspicion.EMPTY, tuple(FIVE))
    assert compare(found.seen, a_file(*FIVE), NOW) == Compared((), None, tuple(FIVE))


def test_a_calendar_that_lost_more_than_it_kept_is_suspect_whatever_is_new_in_it() -> None:
    new = [a_vote(number) for number in range(910, 920)]
    found = suspect(a_file(*FIVE[:2], *new))
    assert (found.suspect, found.missing) == (Suspicion.LOST_MOST, tuple(FIVE[2:]))
    assert compare(FIVE, a_file(*FIVE[:3], *new), NOW).suspect is None


def test_an_event_that_cannot_be_read_any_more_is_not_missing() -> None:
    found = compare(FIVE, a_file(*FIVE[1:], unread=("uid-900",)), NOW)
    assert [(one.change, one.vote) for one in found.changes] == [(Change.UNREADABLE, FIVE[0])]
    assert (found.suspect, found.missing, found.seen) == (None, (), (*FIVE[1:], FIVE[0]))
    assert compare(FIVE, a_file(unread=tuple(f"uid-{number}" for number in range(900, 905))), NOW).suspect is None


def test_what_is_long_past_is_forgotten_and_what_is_just_past_may_be_put_off() -> None:
    just, long_ago = a_vote(1, hour=NOW - LATER), a_vote(2, hour=NOW - 30 * LATER)
    seen = compare([], a_file(just, long_ago), NOW).seen
    assert seen == (just,)
    assert changes(list(seen), a_vote(1, hour=NOW + LATER)) == [(Change.MOVED, "S/2026/1")]


# ── any two readings ────────────────────────────────────────────────────────────────────────────────────────────────

_votes = st.lists(
    st.builds(
        a_vote,
        st.integers(900, 905),
        hour=st.sampled_from((NOW - LATER, NOW + LATER, NOW + 2 * LATER)),
        withdrawn=st.booleans(),
        subject=st.sampled_from(("Gaza", "Sudan")),
    ),
    unique_by=lambda vote: vote.identity,
)


@given(_votes, st.none() | _votes)
def test_of_any_two_readings_nothing_is_withdrawn_that_no_event_cancels_and_the_second_again_tells_nothing(
    before: list[FoundVote], now: list[FoundVote] | None
) -> None:
    file = a_file(*now) if now is not None else None
    found = compare(before, file, NOW)
    assert all(one.now is not None and one.now.withdrawn for one in found.changes if one.change is Change.CANCELLED)
    assert all(one.change is Change.VANISHED for one in found.changes if one.now is None)
    again = compare(found.seen, file, NOW)
    assert [one for one in again.changes if one.change is not Change.VANISHED] == []
    assert bool(found.suspect) >= bool(again.changes)
