import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.said import Said
from advocacybot.council.outcomes import Trust
from advocacybot.store import claims, votes
from advocacybot.store.claims import LEASE
from advocacybot.store.locks import alone
from advocacybot.store.models import LookRow, VoteRow
from advocacybot.store.votes import EnteredReport
from tests.factories import a_report, a_roll_call, a_vote, an_assessment
from tests.store.at_once import at_once
from tests.store.rows import HOUR, MOMENT, NOW, SYMBOL, TRUTH, a_receipt, approved, claimed, drawn, kept

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


def test_votes_are_looked_at_from_their_moment_on_the_soonest_vote_first() -> None:
    kept(plan_at=NOW)
    kept(a_vote(RIVAL, hour=HOUR - dt.timedelta(hours=1)), plan_at=NOW)
    kept(a_vote("S/2016/848"), plan_at=NOW + MOMENT)
    kept(a_vote("S/2016/849"))
    assert votes.to_plan(NOW, 10) == [RIVAL, SYMBOL]
    assert votes.to_plan(NOW, 1) == [RIVAL]


def test_when_the_files_change_every_vote_is_looked_at_that_is_ahead_or_has_a_post_waiting() -> None:
    kept(plan_at=None)
    kept(a_vote(RIVAL), plan_at=LATER)
    over = {"hour": HOUR - dt.timedelta(days=30)}
    kept(a_vote("S/2016/100", **over))
    kept(a_vote("S/2016/101", **over))
    drawn(symbol="S/2016/101")
    kept(a_vote("S/2016/102", **over))
    drawn(symbol="S/2016/102", state=PostState.PUBLISHED)
    assert votes.plan_all_live(NOW) == 3
    assert sorted(votes.to_plan(NOW, 10)) == ["S/2016/101", SYMBOL, RIVAL]


def test_a_vote_that_waits_to_be_looked_at_already_is_not_put_off() -> None:
    kept(plan_at=NOW)
    votes.plan_all_live(LATER)
    assert VoteRow.objects.get(pk=SYMBOL).plan_at == NOW


# ── what each account said ──────────────────────────────────────────────────────────────────────────────────────────


def publish(*texts: str, at: dt.datetime = NOW, parts: int = 1, **slot: object) -> None:
    """Let so many parts of a post go out."""
    held = claims.claim(approved(*texts, **slot), NOW)
    assert held is not None
    for part in held.post.parts[:parts]:
        claims.keep(held, part, a_receipt(at=at), NOW)
    if parts < len(held.post.parts):
        claims.not_taken(held, "busy", LATER, NOW)
    LookRow.objects.all().delete()  # as if it had been looked at again


def test_what_waits_or_is_on_its_way_is_not_said_yet() -> None:
    kept()
    drawn()
    claimed(key="another", account="act-fr")
    assert votes.said([SYMBOL]) == {}


def test_what_an_account_said_comes_in_the_order_in_which_it_went_out() -> None:
    kept()
    publish(key="first")
    VoteRow.objects.update(truth=MOVED)
    publish(key="second", message=Message.MOVED, says=MOVED, at=LATER)
    assert votes.said([SYMBOL]) == {SYMBOL: {"act-x": [Said(Message.REMINDER, TRUTH), Said(Message.MOVED, MOVED)]}}


def test_what_was_drawn_first_may_have_been_said_last() -> None:
    kept()
    first = approved(key="drawn first")
    VoteRow.objects.update(truth=MOVED)
    publish(key="said first", says=MOVED)
    VoteRow.objects.update(truth=TRUTH)
    held = claims.claim(first, NOW)
    assert held is not None
    claims.keep(held, held.post.parts[0], a_receipt(at=LATER), NOW)
    assert [said.told for said in votes.said([SYMBOL])[SYMBOL]["act-x"]] == [MOVED, TRUTH]


def test_what_is_out_is_said_once_in_whole_or_in_part() -> None:
    kept()
    publish("One.", "Two.", key="whole", parts=2)
    publish("One.", "Two.", key="in part")
    assert len(votes.said([SYMBOL])[SYMBOL]["act-x"]) == 2


def test_each_account_said_its_own_of_each_vote() -> None:
    kept()
    kept(a_vote(RIVAL), truth=MOVED)
    publish()
    publish(symbol=RIVAL, account="act-fr", says=MOVED)
    assert votes.said([SYMBOL, RIVAL]) == {
        SYMBOL: {"act-x": [Said(Message.REMINDER, TRUTH)]},
        RIVAL: {"act-fr": [Said(Message.REMINDER, MOVED)]},
    }


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
    assert VoteRow.objects.get(pk=SYMBOL).reports.count() == 2


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
        VoteRow.objects.filter(pk=SYMBOL)._raw_delete("default")


def test_two_reports_that_are_entered_at_once_are_two_revisions() -> None:
    def enter(name: str) -> int:
        with alone():
            return votes.enter_report(SYMBOL, FIRST, name, NOW)

    kept()
    assert sorted(at_once(lambda: enter("Ana"), lambda: enter("Ben"))) == [1, 2]


def test_a_claim_that_ran_out_still_counts_what_was_said() -> None:
    kept()
    held = claimed("One.", "Two.")
    claims.keep(held, held.post.parts[0], a_receipt(), NOW)
    claims.take_over(held.post.id, NOW + LEASE)
    assert SYMBOL in votes.said([SYMBOL])
