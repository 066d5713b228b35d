"""The table of causes: each has its ending, who waits, and how long."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.causes import ACTIONS, LOOKED_FOR_IN_VAIN, Action, Cause, Waits, ending, wait
from advocacybot.errors import Doubtful, NotSent, PlatformError, Refused

SECOND, MINUTE, HOUR = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(hours=1)
UNTIL = dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC)

ENDINGS: dict[Cause, type[PlatformError]] = {
    Cause.REJECTED: Refused,
    Cause.DUPLICATE: Doubtful,
    Cause.WINDOW: NotSent,
    Cause.CAP: NotSent,
    Cause.APP_CAP: NotSent,
    Cause.TOKEN: NotSent,
    Cause.SUSPENDED: NotSent,
    Cause.PICTURE: NotSent,
    Cause.UNREACHED: NotSent,
    Cause.SERVER: Doubtful,
    Cause.UNANSWERED: Doubtful,
    Cause.CUT_OFF: Doubtful,
    Cause.MALFORMED: Doubtful,
    Cause.LATE: NotSent,
    Cause.SPENT: NotSent,
    Cause.RESTORED: Doubtful,
}
OF_THE_ACCOUNT = {Cause.WINDOW, Cause.CAP, Cause.TOKEN, Cause.SUSPENDED}

every_cause = pytest.mark.parametrize("cause", list(Cause), ids=lambda cause: cause.name.lower())


def test_the_table_knows_every_cause_and_so_does_this_file() -> None:
    assert set(ACTIONS) == set(Cause) == set(ENDINGS)


@every_cause
def test_a_request_that_posts_ends_as_its_cause_has_it(cause: Cause) -> None:
    assert type(ending(cause)) is ENDINGS[cause]


@every_cause
def test_of_a_request_that_posts_nothing_only_a_duplicate_leaves_doubt(cause: Cause) -> None:
    kind = type(ending(cause, posting=False))
    assert kind is (NotSent if ENDINGS[cause] is Doubtful and cause is not Cause.DUPLICATE else ENDINGS[cause])


@every_cause
def test_whole_accounts_wait_for_what_is_said_of_them_and_posts_for_the_rest(cause: Cause) -> None:
    assert (ACTIONS[cause].waits is Waits.ACCOUNT) is (cause in OF_THE_ACCOUNT)
    assert (ACTIONS[cause].waits is Waits.APP) is (cause is Cause.APP_CAP)
    assert (ACTIONS[cause].waits is Waits.SERVER) is (cause is Cause.UNREACHED)


@every_cause
def test_an_account_only_waits_where_it_is_surely_not_out(cause: Cause) -> None:
    assert ACTIONS[cause].waits is Waits.POST or ACTIONS[cause].ending is NotSent


@every_cause
def test_an_ending_tells_its_cause_and_until_when_and_what_to_do(cause: Cause) -> None:
    error = ending(cause, "403; you may not", until=UNTIL, mend="sign in again")
    assert (error.kind, error.until) == (cause, UNTIL)
    assert f"{cause}: 403; you may not; sign in again" in str(error)


@every_cause
def test_an_ending_of_which_nothing_more_is_known_tells_its_cause_alone(cause: Cause) -> None:
    error = ending(cause)
    assert (error.facts["cause"], error.until) == (str(cause), None)


def test_no_two_causes_are_told_alike() -> None:
    assert len({str(cause) for cause in Cause}) == len(Cause)


def test_a_wait_doubles_with_each_try_until_it_is_as_long_as_it_may_be() -> None:
    assert [wait(Cause.LATE, tries) for tries in range(8)] == [
        *(SECOND * 15 * 2**tries for tries in range(6)),
        MINUTE * 15,
        MINUTE * 15,
    ]
    assert [wait(Cause.CAP, tries) for tries in range(7)] == [*(MINUTE * 15 * 2**tries for tries in range(5)), HOUR * 6, HOUR * 6]


def test_where_no_cause_is_known_the_wait_is_the_usual_one() -> None:
    assert [wait(None, tries) for tries in (0, 1, 99)] == [SECOND * 15, SECOND * 30, MINUTE * 15]


@every_cause
@given(tries=st.integers(0, 100_000))
@settings(deadline=None)
def test_no_wait_ever_gets_shorter_or_too_long(cause: Cause, tries: int) -> None:
    action = ACTIONS[cause]
    assert action.first <= wait(cause, tries) <= wait(cause, tries + 1) <= action.longest


@every_cause
def test_nothing_is_tried_again_at_once_and_nothing_given_up_for_a_day(cause: Cause) -> None:
    assert SECOND * 2 <= ACTIONS[cause].first <= ACTIONS[cause].longest <= HOUR * 6


def test_a_window_is_the_platforms_pace_and_a_cap_its_allowance() -> None:
    assert wait(Cause.WINDOW, 0) < wait(Cause.CAP, 0)
    assert wait(Cause.WINDOW, 99) < wait(Cause.CAP, 99)


def test_what_is_looked_for_in_vain_is_only_given_up_where_it_would_be_refused_again() -> None:
    assert {Cause.DUPLICATE} == LOOKED_FOR_IN_VAIN
    assert all(ACTIONS[cause].ending is Doubtful for cause in LOOKED_FOR_IN_VAIN)


def test_an_action_has_the_post_wait_unless_it_says_otherwise() -> None:
    assert Action(NotSent).waits is Waits.POST
