import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from advocacybot.council.outcomes import Trust
from advocacybot.store import votes
from advocacybot.store.locks import alone
from advocacybot.store.models import MatterRow
from advocacybot.store.votes import EnteredReport
from tests.factories import a_report, a_roll_call, a_vote, an_assessment
from tests.store.at_once import at_once
from tests.store.rows import HOUR, NOW, SYMBOL, kept

RIVAL = "S/2016/847"
MOVED = "vote at 2016-10-09T19:00Z"
LATER = NOW + dt.timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("store")


# ── votes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_is_kept_with_everything_that_the_calendar_says_of_it() -> None:
    vote = a_vote(
        assessment=an_assessment(), meeting="7785th meeting", documents=[{"title": "Draft", "url": "https://undocs.org/x"}]
    )
    one = kept(vote)
    assert votes.find([SYMBOL]) == {SYMBOL: one}
    assert votes.calendar().votes == (vote,)


def test_a_vote_that_is_kept_again_is_kept_once_as_it_now_is() -> None:
    kept()
    moved = kept(a_vote(hour=HOUR + dt.timedelta(days=1)), truth=MOVED)
    assert votes.find([SYMBOL]) == {SYMBOL: moved}


def test_the_calendar_is_what_stands_in_it() -> None:
    kept()
    kept(a_vote(RIVAL), listed=False, taken_back=True)
    assert [vote.symbol for vote in votes.calendar().votes] == [SYMBOL]


# ── reports ─────────────────────────────────────────────────────────────────────────────────────────────────────────

FIRST, SECOND = a_report(a_roll_call(against="RUS VEN")), a_report(a_roll_call(against="RUS"), trust=Trust.OFFICIAL)


def test_where_one_person_is_enough_the_last_report_stands() -> None:
    kept()
    for report in (FIRST, SECOND):
        assert votes.confirm_report(SYMBOL, votes.enter_report(SYMBOL, report, "Ana", NOW), "Ana", NOW)
    assert votes.standing_reports([SYMBOL]) == {SYMBOL: SECOND}
    assert votes.find([SYMBOL])[SYMBOL].report == SECOND


def test_a_report_that_nobody_confirmed_does_not_stand() -> None:
    kept()
    votes.enter_report(SYMBOL, FIRST, "Ana", NOW)
    assert votes.standing_reports([SYMBOL]) == {}
    assert votes.confirm_report(SYMBOL, 1, "Ben", NOW)
    votes.enter_report(SYMBOL, SECOND, "Ana", NOW)
    assert votes.standing_reports([SYMBOL]) == {SYMBOL: FIRST}
    assert votes.confirm_report(SYMBOL, 2, "Ben", NOW)
    assert votes.standing_reports([SYMBOL]) == {SYMBOL: SECOND}


def test_a_correction_is_another_revision_and_what_was_said_before_stays() -> None:
    kept()
    assert [votes.enter_report(SYMBOL, report, "Ana", NOW) for report in (FIRST, SECOND)] == [1, 2]
    assert votes.last_report(SYMBOL) == EnteredReport(2, SECOND, "Ana", NOW)
    assert MatterRow.objects.get(pk=SYMBOL).reports.count() == 2


def test_every_report_that_was_ever_entered_is_kept_in_order_with_its_hours() -> None:
    kept()
    votes.enter_report(SYMBOL, FIRST, "Ana", NOW)
    votes.confirm_report(SYMBOL, 1, "Ben", LATER)
    votes.enter_report(SYMBOL, SECOND, "Cy", LATER)
    assert votes.reports(SYMBOL) == (
        EnteredReport(1, FIRST, "Ana", NOW, "Ben", LATER),
        EnteredReport(2, SECOND, "Cy", LATER),
    )
    assert votes.reports(RIVAL) == ()


def test_a_report_is_confirmed_once() -> None:
    kept()
    votes.enter_report(SYMBOL, FIRST, "Ana", NOW)
    assert sorted(at_once(*[lambda: votes.confirm_report(SYMBOL, 1, "Ben", NOW)] * 2)) == [False, True]
    assert votes.last_report(SYMBOL) == EnteredReport(1, FIRST, "Ana", NOW, "Ben", NOW)


def test_of_a_vote_that_nobody_reported_nothing_stands() -> None:
    kept()
    assert votes.last_report(SYMBOL) is None
    assert votes.with_reports() == []


def test_the_votes_with_a_report_that_stands_come_by_symbol() -> None:
    for symbol in (RIVAL, SYMBOL, "S/2016/848"):
        kept(a_vote(symbol))
        votes.enter_report(symbol, FIRST, "Ana", NOW)
    votes.confirm_report(RIVAL, 1, "Ben", NOW)
    votes.confirm_report(SYMBOL, 1, "Ben", NOW)
    assert [one.vote.symbol for one in votes.with_reports()] == [SYMBOL, RIVAL]


def test_a_vote_of_which_anything_is_kept_is_never_deleted() -> None:
    kept()
    votes.enter_report(SYMBOL, FIRST, "Ana", NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatterRow.objects.filter(pk=SYMBOL)._raw_delete("default")


def test_two_reports_that_are_entered_at_once_are_two_revisions() -> None:
    def enter(name: str) -> int:
        with alone():
            return votes.enter_report(SYMBOL, FIRST, name, NOW)

    kept()
    assert sorted(at_once(lambda: enter("Ana"), lambda: enter("Ben"))) == [1, 2]
