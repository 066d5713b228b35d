import datetime as dt
from dataclasses import replace

import pytest

from advocacybot.campaign.truth import RETRACTED, WARNED
from advocacybot.store import claims, matters, votes, warnings
from advocacybot.store.warnings import KeptWarning
from tests.factories import a_warning
from tests.store.rows import HOUR, NOW, SYMBOL, approved, kept

LATER = NOW + dt.timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("store")


def a_kept_warning(
    number: int = 7, *, truth: str = WARNED, since: dt.datetime = NOW, plan_at: dt.datetime | None = None
) -> KeptWarning:
    """Keep a warning that may be spoken of for a week."""
    one = KeptWarning(a_warning(number), truth, since, NOW + dt.timedelta(days=7))
    warnings.save([one], {one.warning.name: plan_at})
    return one


def test_a_warning_is_kept_with_everything_that_it_says() -> None:
    one = a_kept_warning()
    assert warnings.find(["warning 7", "warning 8"]) == {"warning 7": one}


def test_one_that_is_kept_again_is_kept_once_as_it_now_is() -> None:
    one = a_kept_warning()
    back = replace(one, warning=one.warning.model_copy(update={"taken_back": True}), truth=RETRACTED)
    warnings.save([back], {"warning 7": None})
    assert warnings.find(["warning 7"]) == {"warning 7": back}
    assert warnings.count() == 1


def test_warnings_are_listed_the_latest_before_the_others() -> None:
    for number in (7, 8, 9):
        a_kept_warning(number, since=NOW + number * dt.timedelta(hours=1))
    assert [one.warning.number for one in warnings.listed(most=2)] == [9, 8]
    assert [one.warning.number for one in warnings.listed(skip=2, most=2)] == [7]


def test_no_list_of_votes_has_a_warning_in_it() -> None:
    kept()
    a_kept_warning()
    assert list(votes.find([SYMBOL, "warning 7"])) == [SYMBOL]
    assert votes.count(NOW) == (1, 0)
    assert [one.vote.symbol for one in votes.listed(NOW, ahead=1, skip=0, most=9)] == [SYMBOL]
    assert [one.vote.symbol for one in votes.between(NOW, HOUR + dt.timedelta(days=30), 9)] == [SYMBOL]
    assert [vote.symbol for vote in votes.calendar().votes] == [SYMBOL]
    assert votes.taken_back() == []


def test_no_list_of_warnings_has_a_vote_in_it() -> None:
    kept()
    assert warnings.listed(most=9) == []
    assert warnings.find([SYMBOL]) == {}


def test_a_warning_is_looked_at_again_like_a_vote() -> None:
    a_kept_warning(plan_at=LATER)
    assert matters.to_plan(NOW, 9) == []
    assert matters.next_to_plan(NOW) == LATER
    matters.plan_soon("warning 7", NOW)
    assert matters.to_plan(NOW, 9) == ["warning 7"]


@pytest.mark.parametrize(("after", "again"), [(dt.timedelta(days=6), 1), (dt.timedelta(days=8), 0)])
def test_when_the_files_change_a_warning_is_looked_at_while_its_posts_may_go_out(after: dt.timedelta, again: int) -> None:
    a_kept_warning()
    assert matters.plan_all_live(NOW + after) == again
    assert matters.standing("warning 7").stale is bool(again)


@pytest.mark.parametrize(("truth", "stale", "goes"), [(WARNED, False, True), (RETRACTED, False, False), (WARNED, True, False)])
def test_a_post_goes_out_only_while_its_warning_stands_and_was_looked_at(truth: str, stale: bool, goes: bool) -> None:
    a_kept_warning(truth=truth)
    if stale:
        matters.plan_all_live(NOW)
    post = approved(symbol="warning 7", key="", says=WARNED)
    assert (claims.claim(post, NOW) is not None) is goes
