"""Suggestions as they are kept: each once, with its sources, and as people decided."""

import datetime as dt

import pytest

from advocacybot.campaign.suggestions import OPEN, Kind, Move, Seen, State, Suggestion, Told, weigh
from advocacybot.errors import BadInput, DecidedAlready, NoSuchThing, OutdatedEntry
from advocacybot.store import suggestions
from advocacybot.store.models import SightingRow
from tests.campaign.test_suggestions import HOUR, SYMBOL, seen
from tests.store.rows import NOW

MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.usefixtures("store")


def kept(*found: Seen, at: dt.datetime = NOW) -> list[Suggestion]:
    """Keep what was seen; what is touched by it."""
    before = suggestions.known(found)
    return suggestions.save([one for one in weigh(before, found) if one not in before], at)


def decide(number: int, move: Move = Move.DISMISS, version: int | None = None) -> Suggestion:
    return suggestions.decide(number, move, "Ana", "seen elsewhere", NOW, version)


def test_a_suggestion_is_read_back_as_it_was_kept() -> None:
    (made,) = kept(seen(hour=HOUR, subject="Aleppo", ballots={"RUS": "against"}))
    found = suggestions.get(made.number)
    assert found.suggestion == made
    assert (found.opened_at, found.latest_at, found.decided_at) == (NOW, NOW, None)


def test_what_joins_it_is_one_more_source_and_moves_it_to_the_front() -> None:
    (first,) = kept(seen("a"))
    kept(seen("b", symbol="S/2016/847"), at=NOW + MINUTE)
    (joined,) = kept(seen("c"), at=NOW + 2 * MINUTE)
    assert (joined.number, joined.version) == (first.number, 2)
    assert [one.item for one in suggestions.get(first.number).suggestion.sightings] == ["a", "c"]
    assert suggestions.listed()[0].suggestion.number == first.number
    assert suggestions.count() == 2


def test_what_is_known_already_touches_nothing() -> None:
    kept(seen("a"), seen("b"))
    assert kept(seen("b"), seen("a")) == []
    assert SightingRow.objects.count() == 2


def test_what_was_dismissed_does_not_come_back_by_the_same_item_but_by_another() -> None:
    (made,) = kept(seen("a"))
    decide(made.number)
    assert kept(seen("a")) == []
    (again,) = kept(seen("b"))
    assert again.number != made.number
    assert [one.suggestion.state for one in suggestions.listed(State)] == [State.OPEN, State.DISMISSED]


def test_lists_are_by_pages_and_states() -> None:
    for number in range(5):
        kept(seen(f"{number}", symbol=f"S/2016/{number + 1}"), at=NOW + number * MINUTE)
    decide(suggestions.listed()[0].suggestion.number, Move.ACCEPT)
    assert [suggestions.count(states) for states in (OPEN, [State.ACCEPTED], [State.DISMISSED])] == [4, 1, 0]
    page = suggestions.listed(skip=1, most=2)
    assert [one.suggestion.told.symbol for one in page] == ["S/2016/3", "S/2016/2"]


def test_a_decision_is_kept_with_who_took_it_and_why() -> None:
    (made,) = kept(seen())
    decide(made.number, Move.ACCEPT)
    found = suggestions.get(made.number)
    assert (found.suggestion.state, found.decided_by, found.why, found.decided_at) == (
        State.ACCEPTED,
        "Ana",
        "seen elsewhere",
        NOW,
    )


def test_what_is_decided_is_decided_once() -> None:
    (made,) = kept(seen())
    decide(made.number)
    with pytest.raises(DecidedAlready, match="is dismissed already"):
        decide(made.number, Move.ACCEPT)
    with pytest.raises(DecidedAlready):
        suggestions.change(made.number, Told(symbol="S/2016/847"), 2)


def test_nobody_dismisses_what_they_have_not_seen() -> None:
    (made,) = kept(seen("a"))
    kept(seen("b"))
    with pytest.raises(OutdatedEntry, match=f"suggestion {made.number}"):
        decide(made.number, version=1)
    decide(made.number, version=2)


def test_there_is_none_of_another_number() -> None:
    with pytest.raises(NoSuchThing, match="There is no suggestion 17"):
        suggestions.get(17)


def test_a_person_says_what_it_is_about_and_what_is_seen_of_that_joins_it() -> None:
    (made,) = kept(seen("a", symbol="S/RES/2118(2013)"))
    changed = suggestions.change(made.number, Told(symbol=SYMBOL), made.version)
    assert (changed.state, changed.told.symbol, changed.about) == (State.CHANGED, SYMBOL, seen().about)
    (joined,) = kept(seen("b"))
    assert joined.number == made.number
    assert joined.told.symbol == SYMBOL


def test_two_that_are_open_are_never_about_the_same() -> None:
    kept(seen("a"))
    (other,) = kept(seen("b", symbol="S/2016/847"))
    with pytest.raises(BadInput, match="another suggestion is open about that"):
        suggestions.change(other.number, Told(symbol=SYMBOL), other.version)


def test_a_change_of_what_was_looked_at_before_is_refused() -> None:
    (made,) = kept(seen("a"))
    kept(seen("b"))
    with pytest.raises(OutdatedEntry):
        suggestions.change(made.number, Told(symbol="S/2016/847"), made.version)


@pytest.mark.parametrize("kind", Kind)
def test_the_longest_of_everything_can_be_kept(kind: Kind) -> None:
    long = "ж" * 400
    found = seen(long, kind, symbol="S/RES/12345(2026)", hour=HOUR, title="ж" * 5000)
    told = found.sighting.told.model_copy(update={"symbol": None, "situation": {"en": "ж" * 300}})
    kept(found, Seen(kind, found.sighting.model_copy(update={"told": told})))
    assert suggestions.count() == 2
