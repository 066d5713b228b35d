"""Killed at any step: whatever was under way is looked for, and every part stands in the feed once, in order.

A ``Killed`` is no error that anything catches. It is raised at the seams – around what ``claims`` writes, and in the platform's
place – on the real rehearsal platform, whose feed is a file.
"""

from collections.abc import Callable
from typing import Any

import pytest

from advocacybot.campaign.posts import Post, PostState
from advocacybot.pipeline import reconcile
from advocacybot.pipeline.publish import publish
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.store import claims, journal, rehearsed
from advocacybot.store.claims import LEASE
from tests.fakes.platforms import Killed
from tests.houses import MakeHouse, a_vote_entry
from tests.pipeline.steps import SOLO, Make, a_thread, before, the_bot_looks
from tests.store.rows import MOMENT, as_kept

DUE = before("24 h")
PARTS = ("One. (1/3)", "Two. (2/3)", "Three. (3/3)")

Seam = tuple[Any, str]
PUBLISH: Seam = (Rehearsal, "publish")
FIND: Seam = (Rehearsal, "find")


def seam(name: str) -> Seam:
    return (claims, name)


def dies(monkeypatch: pytest.MonkeyPatch, where: Seam, *, at_call: int, after: bool) -> None:
    """The process is killed at that call of the seam: before anything of it is done, or once all of it is."""
    owner, name = where
    real: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at_call and not after:
            raise Killed
        given = real(*args, **kwargs)
        if calls == at_call:
            raise Killed
        return given

    monkeypatch.setattr(owner, name, call)


def ready(make: Make) -> tuple[MakeHouse, Post]:
    at_work = make(a_vote_entry(), campaign=SOLO)
    post = a_thread(at_work, *PARTS)
    the_bot_looks(at_work)
    at_work.clock.set(DUE)
    return at_work, post


def killed(at_work: MakeHouse, act: Callable[[], object]) -> None:
    """Do something in which the process is killed; then its lease runs out."""
    with pytest.raises(Killed):
        act()
    at_work.clock.set(at_work.clock.now() + LEASE)


def all_is_well(at_work: MakeHouse, post: Post) -> None:
    """Every part stands once, in order, each below the one before; the post knows where, and the journal is whole."""
    assert at_work.feed("solo") == list(PARTS)
    feed = rehearsed.read("solo")
    ids = [entry.id for entry in feed]
    assert [entry.answers for entry in feed] == [None, *ids[:-1]]
    assert [entry.thread for entry in feed] == [None, ids[0], ids[0]]
    now = as_kept(post)
    assert now.state is PostState.PUBLISHED
    assert [part.receipt and part.receipt.remote_id for part in now.parts] == ids
    journal.verify()


ATTEMPTS: dict[str, tuple[Seam, int, bool]] = {
    "before the claim": (seam("claim"), 1, False),
    "after the claim, and the attempt of part 1": (seam("claim"), 1, True),
    "before the attempt of part 2": (seam("attempt"), 1, False),
    "after the attempt of part 2": (seam("attempt"), 1, True),
    "before the attempt of part 3": (seam("attempt"), 2, False),
    "after the attempt of part 3": (seam("attempt"), 2, True),
}
STEPS: dict[str, tuple[Seam, int, bool]] = ATTEMPTS | {
    f"{when} of part {part}": (where, part, after)
    for part in (1, 2, 3)
    for when, (where, after) in {
        "before the sending": (PUBLISH, False),
        "after the sending": (PUBLISH, True),
        "before the keeping": (seam("keep"), False),
        "after the keeping": (seam("keep"), True),
    }.items()
}


@pytest.mark.parametrize(("where", "call", "after"), STEPS.values(), ids=STEPS)
def test_a_process_that_is_killed_at_any_step_is_never_a_second_post_and_never_a_lost_one(
    make_house: Make, monkeypatch: pytest.MonkeyPatch, where: Seam, call: int, after: bool
) -> None:
    at_work, post = ready(make_house)
    with monkeypatch.context() as until_killed:
        dies(until_killed, where, at_call=call, after=after)
        killed(at_work, lambda: publish(at_work.house, post.id))
    reconcile.settle(at_work.house, post.id)
    publish(at_work.house, post.id)
    all_is_well(at_work, post)


SECOND_STEPS: dict[str, tuple[Seam, bool, bool]] = {
    f"{when} the {name}, {'sent' if sent else 'not sent'}": (where, after, sent)
    for sent in (False, True)
    for name, where in {
        "taking over": seam("take_over"),
        "looking": FIND,
        "keeping": seam("keep"),
        "handing back": seam("not_taken"),
    }.items()
    for when, after in {"before": False, "after": True}.items()
    if sent or name != "keeping"
}


@pytest.mark.parametrize(("where", "after", "sent"), SECOND_STEPS.values(), ids=SECOND_STEPS)
def test_a_process_that_is_killed_while_it_looks_is_never_a_second_post_and_never_a_lost_one(
    make_house: Make, monkeypatch: pytest.MonkeyPatch, where: Seam, after: bool, sent: bool
) -> None:
    at_work, post = ready(make_house)
    with monkeypatch.context() as until_killed:
        dies(until_killed, PUBLISH, at_call=2, after=sent)
        killed(at_work, lambda: publish(at_work.house, post.id))
    with monkeypatch.context() as until_killed:
        dies(until_killed, where, at_call=1, after=after)
        killed(at_work, lambda: reconcile.settle(at_work.house, post.id))
    the_bot_looks(at_work)
    all_is_well(at_work, post)


def test_a_bot_that_is_killed_again_and_again_gets_there_in_the_end(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, post = ready(make_house)
    for _ in range(len(PARTS)):
        with monkeypatch.context() as until_killed:
            dies(until_killed, PUBLISH, at_call=1, after=True)
            killed(at_work, lambda: the_bot_looks(at_work))
    the_bot_looks(at_work)
    all_is_well(at_work, post)


def test_nothing_is_looked_for_before_the_lease_is_over(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, post = ready(make_house)
    with monkeypatch.context() as until_killed:
        dies(until_killed, PUBLISH, at_call=1, after=True)
        killed(at_work, lambda: publish(at_work.house, post.id))
    at_work.clock.set(DUE + LEASE - MOMENT)
    reconcile.settle(at_work.house, post.id)
    the_bot_looks(at_work)
    assert as_kept(post).state is PostState.SENDING
    at_work.clock.set(DUE + LEASE)
    reconcile.settle(at_work.house, post.id)
    assert as_kept(post).state is PostState.APPROVED


def test_what_was_cut_short_and_became_late_meanwhile_is_looked_for_and_not_sent_again(
    make_house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, post = ready(make_house)
    with monkeypatch.context() as until_killed:
        dies(until_killed, PUBLISH, at_call=1, after=False)
        killed(at_work, lambda: publish(at_work.house, post.id))
    for hour in (before("12 h"), before("11 h")):
        the_bot_looks(at_work, at=hour)
    assert at_work.feed("solo") == []
    assert as_kept(post).state is PostState.LAPSED
