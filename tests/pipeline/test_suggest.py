"""Suggestions: what is kept of what was seen, what holds already, and what people decide. Nothing acts on one by itself."""

import datetime as dt
from typing import Any

import pytest

from advocacybot.campaign.suggestions import Kind, State, Told
from advocacybot.errors import BadInput, DecidedAlready, NotAPerson, OutdatedEntry
from advocacybot.pipeline import outcome, schedule, suggest
from advocacybot.store import desk, journal, suggestions, votes
from tests.campaign.test_suggestions import seen
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, MakeHouse, a_vote_entry
from tests.pipeline.room_steps import a_rooms_vote, put
from tests.pipeline.steps import HOUR, SOLO, SYMBOL, Make, told

AN_HOUR = dt.timedelta(hours=1)


def opened(at_work: MakeHouse, kind: Kind = Kind.VOTE_AHEAD, item: str = "blue/aleppo", **known: Any) -> int:
    """The number of a suggestion that was made of one item."""
    (made,) = suggest.keep(at_work.house, [seen(item, kind, **known)])
    return made.number


def state(number: int) -> State:
    return suggestions.get(number).suggestion.state


# ── kept ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_seen_is_suggested_once_and_told_with_its_source(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work, title="Syria: Vote on a Draft Resolution")
    assert suggest.keep(at_work.house, [seen("blue/aleppo", Kind.VOTE_AHEAD)]) == ()
    (entry,) = journal.read(f"suggestion {number}")
    assert (entry.kind, entry.by) == ("suggested", "advocacybot")
    assert entry.facts["title"] == "Syria: Vote on a Draft Resolution"


def test_what_joins_it_is_told_too_and_is_no_new_suggestion(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work)
    assert suggest.keep(at_work.house, [seen("SC/12544", Kind.VOTE_AHEAD)]) == ()
    assert told(f"suggestion {number}") == ["suggested", "suggestion seen again"]


# ── what holds already is not suggested ─────────────────────────────────────────────────────────────────────────────


def test_no_vote_is_suggested_that_the_calendar_has(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    assert suggest.keep(at_work.house, [seen(kind=Kind.VOTE_AHEAD)]) == ()
    assert len(suggest.keep(at_work.house, [seen(kind=Kind.VOTE_AHEAD, symbol="S/2016/847")])) == 1


@pytest.mark.parametrize(("later", "suggested"), [(dt.timedelta(), 0), (AN_HOUR, 1)])
def test_another_hour_is_suggested_where_it_is_another(make_house: Make, later: dt.timedelta, suggested: int) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    assert len(suggest.keep(at_work.house, [seen(kind=Kind.MOVED, hour=HOUR + later)])) == suggested


@pytest.mark.parametrize(("entries", "suggested"), [((a_vote_entry(),), 1), ((a_vote_entry(withdrawn="true"),), 0), ((), 0)])
def test_a_vote_is_called_off_where_it_stands(make_house: Make, entries: tuple[str, ...], suggested: int) -> None:
    at_work = make_house(*entries, campaign=SOLO)
    assert len(suggest.keep(at_work.house, [seen(kind=Kind.CALLED_OFF)])) == suggested


def test_no_outcome_is_suggested_of_which_somebody_entered_one(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    assert len(suggest.keep(at_work.house, [seen("SC/12545")])) == 1
    at_work.clock.set(HOUR + AN_HOUR)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against="RUS VEN", abstained="AGO CHN")), ANA)
    assert suggest.keep(at_work.house, [seen("SC/12546")]) == ()


def test_what_holds_by_now_is_closed_by_itself(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work)
    other = opened(at_work, item="blue/mali", symbol="S/2016/847")
    put(at_work.house, a_rooms_vote())
    assert suggest.overtake(at_work.house) == 1
    assert (state(number), state(other)) == (State.OVERTAKEN, State.OPEN)
    assert told(f"suggestion {number}")[-1] == "suggestion overtaken"
    assert suggest.overtake(at_work.house) == 0


# ── decided by people ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_person_dismisses_it_with_a_reason(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work)
    suggest.dismiss(at_work.house, number, ANA, "it speaks of last year's vote")
    entry = journal.read(f"suggestion {number}")[-1]
    assert (entry.kind, entry.by, entry.facts) == ("suggestion dismissed", ANA, {"why": "it speaks of last year's vote"})
    with pytest.raises(DecidedAlready):
        suggest.accept(at_work.house, number, ANA, "or not")


def test_somebody_sees_to_a_warning_and_says_what_they_did(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work, Kind.WARNING, symbol=None, situation="Syria")
    suggest.accept(at_work.house, number, ANA, "written to the missions")
    assert state(number) is State.ACCEPTED


def test_nobody_decides_who_is_none_of_the_campaigns_people(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work)
    for decide in (suggest.dismiss, suggest.accept):
        with pytest.raises(NotAPerson):
            decide(at_work.house, number, "Nobody", "a drill")
    with pytest.raises(NotAPerson):
        suggest.change(at_work.house, number, Told(symbol="S/2016/847"), "Nobody", 1)
    assert state(number) is State.OPEN


def test_a_change_is_told_with_what_was_said(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work)
    suggest.change(at_work.house, number, Told(symbol="S/2016/847"), ANA, 1)
    entry = journal.read(f"suggestion {number}")[-1]
    assert (entry.kind, entry.by, entry.facts) == ("suggestion changed", ANA, {"symbol": "S/2016/847"})


def test_a_vote_is_accepted_by_being_put_into_the_calendar(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work)
    with suggest.accepting(at_work.house, number, ANA, SYMBOL):
        schedule.put(at_work.house, a_rooms_vote(), ANA, 0)
    assert state(number) is State.ACCEPTED
    assert votes.find([SYMBOL])[SYMBOL].listed
    assert journal.read(f"suggestion {number}")[-1].facts == {"why": SYMBOL}


def test_what_cannot_be_put_into_the_calendar_is_not_accepted(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work)
    put(at_work.house, a_rooms_vote())
    with pytest.raises(OutdatedEntry), suggest.accepting(at_work.house, number, ANA, SYMBOL):
        schedule.put(at_work.house, a_rooms_vote(subject="another"), ANA, 0)
    assert state(number) is State.OPEN


def test_what_is_decided_is_not_put_into_the_calendar(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    number = opened(at_work)
    suggest.dismiss(at_work.house, number, ANA, "no")
    with pytest.raises(DecidedAlready), suggest.accepting(at_work.house, number, ANA, SYMBOL):
        schedule.put(at_work.house, a_rooms_vote(), ANA, 0)
    assert desk.votes() == {}
    assert votes.find([SYMBOL]) == {}


def test_without_a_suggestion_there_is_nothing_to_accept(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    with pytest.raises(BadInput, match="as it is"), suggest.accepting(at_work.house, None, "Nobody", SYMBOL):
        raise BadInput(what="as it is", mend="")
