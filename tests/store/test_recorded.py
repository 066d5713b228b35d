"""Imported votes, as kept."""

import pytest

from advocacybot.council.record import RecordedVote
from advocacybot.store import recorded
from advocacybot.store.recorded import Imported
from tests.factories import a_recorded_vote
from tests.store.rows import NOW

pytestmark = pytest.mark.usefixtures("store")

RIVAL = "S/2016/847"
WITHOUT_A_VOTE = RecordedVote.model_validate(
    {
        "symbol": "S/RES/331(1973)",
        "date": "1973-04-20",
        "situation": "Middle East",
        "subject": "Report",
        "recorded": "adopted without a vote",
        "source": {"title": "A data set", "url": "https://example.org/data"},
        "trust": "preliminary",
        "meeting_record": "S/PV.1708",
        "drafts": ["S/10916"],
    }
)


def imported(vote: RecordedVote, file: str = "votes.csv") -> Imported:
    return Imported(vote, file, "2–16", "Ana", NOW)


def symbols() -> list[str]:
    return [one.vote.symbol for one in recorded.every()]


def test_votes_come_back_as_they_were_put_in_the_order_of_their_days() -> None:
    kept = [imported(WITHOUT_A_VOTE), imported(a_recorded_vote()), imported(a_recorded_vote(RIVAL))]
    recorded.put(reversed(kept))
    assert recorded.every() == kept
    assert recorded.votes() == [one.vote for one in kept]


def test_a_vote_takes_the_place_of_the_one_under_its_symbol() -> None:
    recorded.put([imported(a_recorded_vote())])
    recorded.put([imported(a_recorded_vote(subject="Aleppo"), "other.csv")])
    (only,) = recorded.every()
    assert (only.vote.subject, only.file) == ({"en": "Aleppo"}, "other.csv")


def test_what_is_dropped_is_gone_and_the_others_stay() -> None:
    recorded.put([imported(a_recorded_vote()), imported(a_recorded_vote(RIVAL))])
    recorded.drop(["S/2016/846", "S/2016/1"])
    assert symbols() == [RIVAL]


def test_more_votes_than_go_into_one_statement_are_put_and_dropped() -> None:
    many = [imported(a_recorded_vote(f"S/2016/{number}")) for number in range(1, 1102)]
    recorded.put(many)
    assert len(recorded.every()) == 1101
    recorded.drop(one.vote.symbol for one in many)
    assert recorded.every() == []
