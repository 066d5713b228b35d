"""What feeds and calendars bring: what is the same, what joins what, and what people decide."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacybot.campaign.suggestions import (
    LONGEST,
    LONGEST_ITEM,
    MOVES,
    OPEN,
    Kind,
    Move,
    Seen,
    Sighting,
    State,
    Suggestion,
    Told,
    after,
    item_at,
    short,
    weigh,
)
from advocacybot.errors import DecidedAlready

HOUR = dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC)
SYMBOL = "S/2016/846"


def seen(item: str = "SC/12545", kind: Kind = Kind.OUTCOME, *, feed: str = "press", title: str = "", **told: Any) -> Seen:
    known = Told.model_validate({"symbol": SYMBOL} | told)
    return Seen(kind, Sighting(feed=feed, item=item, title=title or item, language="en", at=HOUR, told=known))


def decided(suggestion: Suggestion, state: State) -> Suggestion:
    return Suggestion(suggestion.kind, suggestion.about, suggestion.sightings, state, 1)


# ── what joins what ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_seen_first_is_a_suggestion_with_one_source() -> None:
    (one,) = weigh((), [seen()])
    assert (one.kind, one.about, one.state) == (Kind.OUTCOME, f"{Kind.OUTCOME}: {SYMBOL}", State.OPEN)
    assert [sighting.item for sighting in one.sightings] == ["SC/12545"]


def test_a_later_item_about_the_same_symbol_joins_as_one_more_source() -> None:
    (one,) = weigh((), [seen("SC/12545"), seen("whatsinblue/aleppo", feed="whats-in-blue")])
    assert [sighting.feed for sighting in one.sightings] == ["press", "whats-in-blue"]


def test_the_same_item_at_another_address_or_in_another_feed_is_seen_once() -> None:
    (one,) = weigh((), [seen(), seen(feed="press-of-the-council", title="the same once more")])
    assert len(one.sightings) == 1


def test_two_kinds_about_one_symbol_are_two_suggestions() -> None:
    kinds = [one.kind for one in weigh((), [seen(kind=Kind.VOTE_AHEAD), seen(kind=Kind.OUTCOME)])]
    assert kinds == [Kind.VOTE_AHEAD, Kind.OUTCOME]


def test_reports_of_one_situation_join_whatever_their_letters_and_others_do_not() -> None:
    warnings = [
        seen("ohchr/1", Kind.WARNING, symbol=None, situation="Syria"),
        seen("ohchr/2", Kind.WARNING, symbol=None, situation="SYRIA"),
        seen("ohchr/3", Kind.WARNING, symbol=None, situation="Myanmar"),
    ]
    assert [len(one.sightings) for one in weigh((), warnings)] == [2, 1]


def test_items_of_which_nothing_is_known_are_each_their_own() -> None:
    found = weigh((), [seen("a", symbol=None), seen("b", symbol=None), seen("a", symbol=None)])
    assert [one.about for one in found] == [f"{Kind.OUTCOME}: a", f"{Kind.OUTCOME}: b"]


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
def test_what_was_decided_does_not_come_back_by_the_same_item(state: State) -> None:
    (before,) = weigh((), [seen()])
    assert weigh([decided(before, state)], [seen()]) == (decided(before, state),)


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
def test_what_was_decided_comes_anew_by_another_item(state: State) -> None:
    (before,) = weigh((), [seen()])
    _, again = weigh([decided(before, state)], [seen("SC/12546")])
    assert (again.state, again.number) == (State.OPEN, 0)


def test_a_calendar_that_names_another_hour_says_another_thing() -> None:
    moved = [seen("uid-1", Kind.MOVED, hour=HOUR + dt.timedelta(hours=hours)) for hours in (1, 2, 1)]
    (one,) = weigh((), moved)
    assert [sighting.told.hour for sighting in one.sightings] == [HOUR + dt.timedelta(hours=1), HOUR + dt.timedelta(hours=2)]
    assert one.told.hour == HOUR + dt.timedelta(hours=2)


# ── what is known ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_persons_word_goes_before_what_was_read_and_what_was_read_last_before_the_first() -> None:
    (one,) = weigh((), [seen("a", meeting="S/PV.1", subject="first"), seen("b", subject="second")])
    assert (one.told.meeting, one.told.subject) == ("S/PV.1", {"en": "second"})
    changed = Suggestion(one.kind, one.about, one.sightings, changed=Told.model_validate({"subject": "a person's"}))
    assert (changed.told.symbol, changed.told.subject) == (SYMBOL, {"en": "a person's"})


def test_a_text_is_kept_as_far_as_it_goes_and_without_what_stands_in_none() -> None:
    sighting = Sighting(feed="press", item="a", title="a\x00b" + "x" * LONGEST, language="en", at=HOUR)
    assert sighting.title.startswith("a bxx")
    assert len(sighting.title) == LONGEST


def test_a_sighting_is_read_back_as_it_was_written() -> None:
    ballots: dict[str, Any] = {"ballots": {"RUS": "against"}, "totals": {"against": 1}, "inferred": {"CHN": "abstained"}}
    written = seen(
        hour=HOUR, situation="Syria", documents=[{"title": "Draft", "url": "https://undocs.org/S/2016/846"}], **ballots
    )
    assert Sighting.model_validate_json(written.sighting.model_dump_json()) == written.sighting


# ── what people decide ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
@pytest.mark.parametrize("move", Move)
def test_what_is_decided_stays_so(state: State, move: Move) -> None:
    with pytest.raises(DecidedAlready, match=f"Suggestion 17 is {state} already"):
        after(17, state, move)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_what_is_open_can_be_changed_and_decided(state: State) -> None:
    assert set(MOVES[state]) == set(Move)
    assert after(17, state, Move.CHANGE) is State.CHANGED
    assert {after(17, state, move) for move in set(Move) - {Move.CHANGE}} == set(State) - OPEN


# ── what an item is known by ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("https://www.example.org/a/?utm_source=rss&utm_medium=feed", "http://example.org/a#top"),
        ("https://EXAMPLE.org/a?id=1&fbclid=x", "https://example.org/a/?id=1"),
    ],
)
def test_an_address_is_the_same_by_whichever_way_its_reader_came(address: str, same: str) -> None:
    assert item_at(address) == item_at(same)


@pytest.mark.parametrize("other", ["https://example.org/b", "https://example.org/a?id=2", "https://sub.example.org/a?id=1"])
def test_another_address_is_another_item(other: str) -> None:
    assert item_at(other) != item_at("https://example.org/a?id=1")


@given(st.text())
def test_whatever_an_item_is_known_by_can_be_kept_and_stays_the_same(text: str) -> None:
    known = short(text)
    assert len(known) <= LONGEST_ITEM
    assert short(known) == known


def test_long_names_that_differ_at_their_end_stay_apart() -> None:
    assert short("x" * 1000 + "a") != short("x" * 1000 + "b")


# ── however it comes in ─────────────────────────────────────────────────────────────────────────────────────────────

ANYTHING = st.builds(
    seen,
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(Kind),
    feed=st.sampled_from(["press", "blue"]),
    symbol=st.sampled_from([SYMBOL, "S/2016/847", None]),
    situation=st.sampled_from(["Syria", "Mali", None]),
    hour=st.sampled_from([None, HOUR, HOUR + dt.timedelta(hours=1)]),
)


@given(st.lists(ANYTHING, max_size=12))
def test_no_two_that_are_open_are_about_the_same_and_each_mark_stands_once(found: list[Seen]) -> None:
    suggestions = weigh((), found)
    assert len({one.about for one in suggestions}) == len(suggestions)
    marks = [Seen(one.kind, sighting).mark for one in suggestions for sighting in one.sightings]
    assert sorted(marks) == sorted({one.mark for one in found})
    assert {one.about for one in suggestions} <= {one.about for one in found}


@given(st.lists(ANYTHING, max_size=12), st.integers(0, 12))
def test_it_does_not_matter_in_how_many_looks_it_comes_in(found: list[Seen], cut: int) -> None:
    at_once = weigh((), found)
    in_two = weigh(weigh((), found[:cut]), found[cut:])
    assert in_two == at_once
    assert weigh(at_once, found) == at_once


@given(st.lists(ANYTHING, max_size=8), st.lists(ANYTHING, max_size=8), st.sampled_from(sorted(set(State) - OPEN)))
def test_what_is_decided_never_gets_another_source(before: list[Seen], later: list[Seen], state: State) -> None:
    over = [decided(one, state) for one in weigh((), before)]
    now = weigh(over, [*before, *later])
    assert list(now[: len(over)]) == over
    marks = {one.mark for one in before}
    assert all(Seen(one.kind, sighting).mark not in marks for one in now[len(over) :] for sighting in one.sightings)
