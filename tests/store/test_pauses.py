import datetime as dt

import pytest

from advocacybot.store import marks, pauses
from advocacybot.store.pauses import Pause
from tests.store.at_once import at_once, elsewhere
from tests.store.rows import NOW

pytestmark = pytest.mark.usefixtures("store")


def test_nothing_is_paused_at_first() -> None:
    assert pauses.standing() == []
    assert not pauses.holds("act-x")


def test_a_pause_of_all_accounts_holds_each_of_them() -> None:
    pauses.put([None], "Ana", "the account was taken over", NOW)
    assert pauses.holds("act-x")
    assert pauses.holds("act-fr")
    assert pauses.standing() == [Pause(None, "Ana", "the account was taken over", NOW)]


def test_a_pause_of_one_account_holds_that_one_alone() -> None:
    pauses.put(["act-x"], "Ana", "a typo", NOW)
    assert pauses.holds("act-x")
    assert not pauses.holds("act-xy")


def test_a_pause_is_seen_by_every_other_process() -> None:
    pauses.put(["act-x"], "Ana", "a typo", NOW)
    assert elsewhere(lambda: pauses.holds("act-x"))


def test_a_pause_that_stands_keeps_its_first_reason() -> None:
    pauses.put(["act-x"], "Ana", "a typo", NOW)
    pauses.put(["act-x", "act-fr"], "Ben", "lunch", NOW + dt.timedelta(hours=1))
    assert pauses.standing() == [
        Pause("act-fr", "Ben", "lunch", NOW + dt.timedelta(hours=1)),
        Pause("act-x", "Ana", "a typo", NOW),
    ]


def test_two_people_who_pause_at_once_leave_one_pause() -> None:
    at_once(lambda: pauses.put([None], "Ana", "a", NOW), lambda: pauses.put([None], "Ben", "b", NOW))
    assert len(pauses.standing()) == 1


def test_to_resume_one_account_lifts_no_other_pause() -> None:
    pauses.put([None, "act-x"], "Ana", "a typo", NOW)
    assert pauses.lift("act-x")
    assert pauses.holds("act-x")
    assert pauses.lift(None)
    assert not pauses.holds("act-x")


def test_to_resume_all_accounts_leaves_the_pause_of_one() -> None:
    pauses.put([None, "act-x"], "Ana", "a typo", NOW)
    assert pauses.lift(None)
    assert pauses.holds("act-x")
    assert not pauses.holds("act-fr")


def test_what_is_not_paused_cannot_be_resumed() -> None:
    assert not pauses.lift(None)
    assert not pauses.lift("act-x")


def test_a_mark_is_remembered_until_it_is_written_anew() -> None:
    assert marks.get(marks.DRAWN_FROM) is None
    marks.put(marks.DRAWN_FROM, "one")
    marks.put(marks.AWAKE, "now")
    marks.put(marks.DRAWN_FROM, "two")
    assert marks.get(marks.DRAWN_FROM) == "two"
