"""What the staff room's pages of the calendar ask the database for."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from advocacybot.campaign.posts import Move, PostState
from advocacybot.store import journal, posts, votes
from advocacybot.store.journal import Entry
from tests.factories import a_vote
from tests.store.rows import HOUR, NOW, SECOND, SYMBOL, drawn, kept

pytestmark = pytest.mark.usefixtures("store")

RIVAL = "S/2016/847"
DAY = dt.timedelta(days=1)


def symbols(found: list[votes.KeptVote]) -> list[str]:
    return [one.vote.symbol for one in found]


def test_votes_between_two_hours_are_those_from_the_first_on_and_before_the_other() -> None:
    for number, off in enumerate((-SECOND, dt.timedelta(), DAY - SECOND, DAY)):
        kept(a_vote(f"S/2016/{number}", hour=HOUR + off))
    assert symbols(votes.between(HOUR, HOUR + DAY, 10)) == ["S/2016/1", "S/2016/2"]
    assert symbols(votes.between(HOUR, HOUR + DAY, 1)) == ["S/2016/1"]


@pytest.mark.parametrize(("skip", "found"), [(0, "345"), (2, "521"), (3, "210"), (5, "0"), (6, "")])
def test_a_page_goes_on_from_the_votes_ahead_to_those_past(skip: int, found: str) -> None:
    for number in range(6):
        kept(a_vote(f"S/2016/{number}", hour=HOUR + number * DAY))
    now = HOUR + 2 * DAY
    ahead, past = votes.count(now)
    assert (ahead, past) == (3, 3)
    page = votes.listed(now, ahead=ahead, skip=skip, most=3)
    assert "".join(symbol[-1] for symbol in symbols(page)) == found


def test_votes_that_left_the_calendar_are_found_too() -> None:
    kept(listed=False)
    assert symbols(votes.listed(NOW, ahead=1, skip=0, most=5)) == [SYMBOL]


def test_posts_of_a_vote_are_counted_by_state_and_listed_those_due_last_first() -> None:
    kept()
    kept(a_vote(RIVAL))
    first, second = drawn(), drawn(key="2 h", due=NOW + SECOND)
    drawn(symbol=RIVAL)
    posts.move(first, Move.LAPSE, why="too late")
    assert [one.post.id for one in posts.of_matter(SYMBOL, most=5)] == [second.id, first.id]
    assert [one.post.id for one in posts.of_matter(SYMBOL, skip=1, most=5)] == [first.id]
    assert posts.count_of_matters([SYMBOL, RIVAL, "S/2016/9"]) == {
        SYMBOL: {PostState.LAPSED: 1, PostState.QUEUED: 1},
        RIVAL: {PostState.QUEUED: 1},
    }


def test_the_last_entries_about_several_subjects_are_read_the_oldest_first() -> None:
    with transaction.atomic():
        journal.write([Entry(f"kind {number}", subject) for number, subject in enumerate((SYMBOL, "post 1", RIVAL, SYMBOL))], NOW)
    assert [row.kind for row in journal.read_about([SYMBOL, "post 1"], 5)] == ["kind 0", "kind 1", "kind 3"]
    assert [row.kind for row in journal.read_about([SYMBOL, "post 1"], 2)] == ["kind 1", "kind 3"]


ASKED: dict[str, Callable[[], object]] = {
    "a month": lambda: votes.between(HOUR, HOUR + DAY, 5),
    "a page of the list": lambda: votes.listed(NOW, ahead=1, skip=0, most=5),
    "how many votes there are": lambda: votes.count(NOW),
    "a vote's posts": lambda: posts.of_matter(SYMBOL, most=5),
    "how many posts votes have": lambda: posts.count_of_matters([SYMBOL, RIVAL]),
    "what the journal tells": lambda: journal.read_about([SYMBOL, "post 1"], 5),
}


def looks_through(query: str) -> list[str]:
    """The steps of its plan that look through a whole table, but for the journal's inbox, in which next to nothing lies. So few
    rows PostgreSQL looks through at once, but where it can help it is told not to."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {query}")
            steps = [step for *_, step in cursor.fetchall() if step.startswith("SCAN") and "USING" not in step]
            return [step for step in steps if "inbox" not in step]
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {query}")
        steps = [step for (step,) in cursor.fetchall() if "Seq Scan" in step]
        cursor.execute("RESET enable_seqscan")
        return steps


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_no_page_looks_through_a_whole_table(ask: Callable[[], object]) -> None:
    kept()
    drawn()
    with CaptureQueriesContext(connection) as asked:
        ask()
    assert [step for query in asked if query["sql"].startswith("SELECT") for step in looks_through(query["sql"])] == []
