import datetime as dt
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from advocacybot.campaign.policy import Bar, Circumstances, barred
from advocacybot.campaign.posts import Post, PostState
from tests.factories import ALEPPO_TOLD, a_post

POST = a_post(state=PostState.APPROVED)
DUE = POST.slot.due
LAPSES = DUE + dt.timedelta(hours=2)
MOMENT = dt.timedelta(microseconds=1)
NOW = Circumstances(now=DUE, truth=ALEPPO_TOLD, paused=False, agreed=1, needed=1)


BY_CIRCUMSTANCE: dict[Bar, tuple[str, Any]] = {
    Bar.NOT_TRUE: ("truth", "withdrawn"),
    Bar.OPTED_OUT: ("tags_opted_out", True),
    Bar.STALE: ("stale", True),
    Bar.NOT_APPROVED: ("agreed", 0),
    Bar.PAUSED: ("paused", True),
    Bar.ACCOUNT_WAITS: ("account_waits", True),
}


def barring(bars: tuple[Bar, ...]) -> tuple[Post, Circumstances]:
    """A post, and circumstances in which those bars hold and no other."""
    now = replace(NOW, **{name: value for bar, (name, value) in BY_CIRCUMSTANCE.items() if bar in bars})
    due = DUE + MOMENT if Bar.NOT_DUE in bars else POST.slot.due
    lapses_at = DUE - MOMENT if Bar.LATE in bars else POST.slot.lapses_at
    post = replace(POST, slot=replace(POST.slot, due=due, lapses_at=lapses_at))
    return replace(post, next_try_at=DUE + MOMENT if Bar.WAITING in bars else None), now


GRAVEST_FIRST = (
    Bar.NOT_TRUE,
    Bar.OPTED_OUT,
    Bar.LATE,
    Bar.STALE,
    Bar.NOT_APPROVED,
    Bar.PAUSED,
    Bar.NOT_DUE,
    Bar.WAITING,
    Bar.ACCOUNT_WAITS,
)


def test_a_post_that_is_true_and_agreed_to_goes_out_when_it_is_due() -> None:
    assert barred(POST, NOW) is None


def test_there_is_no_other_bar() -> None:
    assert set(GRAVEST_FIRST) == set(Bar)


@pytest.mark.parametrize("bar", list(Bar))
def test_each_bar_alone_keeps_a_post_back(bar: Bar) -> None:
    assert barred(*barring((bar,))) is bar


@pytest.mark.parametrize("bars", list(combinations(GRAVEST_FIRST, 2)), ids=lambda bars: " and ".join(bar.name for bar in bars))
def test_of_two_bars_the_graver_is_told(bars: tuple[Bar, ...]) -> None:
    assert barred(*barring(bars)) is bars[0]


def test_of_all_bars_the_gravest_is_told() -> None:
    assert barred(*barring(GRAVEST_FIRST)) is Bar.NOT_TRUE


def test_a_post_goes_out_until_just_before_it_is_too_late() -> None:
    post = replace(POST, slot=replace(POST.slot, lapses_at=LAPSES))
    assert barred(post, replace(NOW, now=LAPSES - MOMENT)) is None
    assert barred(post, replace(NOW, now=LAPSES)) is Bar.LATE


def test_a_post_that_never_lapses_is_never_late() -> None:
    post = replace(POST, slot=replace(POST.slot, lapses_at=None))
    assert barred(post, replace(NOW, now=DUE + dt.timedelta(days=3650))) is None


def test_a_post_is_not_due_until_just_then() -> None:
    assert barred(POST, replace(NOW, now=DUE - MOMENT)) is Bar.NOT_DUE


def test_a_post_waits_no_longer_than_until_its_next_try() -> None:
    post = replace(POST, next_try_at=DUE + MOMENT)
    assert barred(post, NOW) is Bar.WAITING
    assert barred(post, replace(NOW, now=DUE + MOMENT)) is None


@pytest.mark.parametrize("state", [state for state in PostState if state is not PostState.APPROVED])
def test_a_post_in_any_other_state_does_not_go_out_whoever_agreed(state: PostState) -> None:
    assert barred(replace(POST, state=state), replace(NOW, agreed=5)) is Bar.NOT_APPROVED


@pytest.mark.parametrize(("agreed", "needed", "may"), [(0, 0, True), (0, 1, False), (1, 1, True), (1, 2, False), (2, 2, True)])
def test_as_many_must_agree_as_the_account_asks_for(agreed: int, needed: int, may: bool) -> None:
    assert (barred(POST, replace(NOW, agreed=agreed, needed=needed)) is None) is may
