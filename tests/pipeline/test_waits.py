"""Every cause for which a platform does not take a part has one action: what the post is then, who waits, and until when."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import ACTIONS, Cause, Waits, ending, wait
from advocacybot.campaign.policy import Bar
from advocacybot.campaign.posts import Post, PostState, Receipt
from advocacybot.pipeline import publish, reconcile
from advocacybot.platforms.base import Outgoing
from advocacybot.store import claims, posts, waits
from advocacybot.store.claims import LAST_CALL, LEASE
from tests import tables
from tests.fakes.platforms import FakePlatform, Killed, Sight, meanwhile, says, takes
from tests.houses import AsItWas, MakeHouse, a_house, a_vote_entry
from tests.pipeline.steps import (
    MINUTE,
    RIVAL,
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    in_a_word,
    the_bot_looks,
    told,
    with_a_fake,
)
from tests.store.rows import MOMENT, SECOND, as_kept

DUE = before("24 h")
ONE, TWO, THREE = "One. (1/3)", "Two. (2/3)", "Three. (3/3)"
TWO_ACCOUNTS = a_campaign(an_account(), an_account("other"))

every_cause = pytest.mark.parametrize("cause", list(Cause), ids=lambda cause: cause.name.lower())


@dataclass
class Scene:
    """Two accounts, each with a post on two votes that is due: the first of solo, another of solo, and one of other."""

    at_work: MakeHouse
    platform: FakePlatform
    first: Post
    second: Post
    elsewhere: Post

    def sent(self, post: Post, at: dt.datetime | None = None) -> Post:
        """The post, once a worker had its turn with it."""
        if at is not None:
            self.at_work.clock.set(at)
        publish.publish(self.at_work.house, post.id)
        return as_kept(post)

    def bar(self, post: Post) -> Bar | None:
        return publish.why_not(self.at_work.house, posts.get(post.id))


@pytest.fixture(scope="module")
def _begun(_tables: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[AsItWas, list[Post]]:
    """The scene as every test finds it, and its posts: a hundred tests begin with it, and none of them asks how it came about."""
    tables.empty()
    make = partial(a_house, tmp_path_factory.mktemp("campaign"), lean=True)
    at_work, _ = with_a_fake(make, a_vote_entry(), a_vote_entry(RIVAL), campaign=TWO_ACCOUNTS)
    waiting = [*in_a_word(at_work, account="solo"), in_a_word(at_work, account="other")[0]]
    the_bot_looks(at_work)
    at_work.clock.set(DUE)
    return AsItWas(at_work), waiting


@pytest.fixture
def scene(_begun: tuple[AsItWas, list[Post]], monkeypatch: pytest.MonkeyPatch) -> Scene:
    begun, (first, second, elsewhere) = _begun
    at_work = begun.again()
    platform = at_work.house.platforms.of(at_work.house.campaign.account("solo"))
    assert isinstance(platform, FakePlatform)

    def no_worker_sleeps(_: float) -> None:
        raise AssertionError

    monkeypatch.setattr(time, "sleep", no_worker_sleeps)
    return Scene(at_work, platform, first, second, elsewhere)


def about(cause: Cause, tries: int = 0) -> tuple[dt.timedelta, dt.timedelta]:
    """Between what and what its wait is after so many tries, when the platform says nothing."""
    usual = wait(cause, tries)
    return usual * 0.75, usual * 1.25


NOT_OUT: dict[Cause, Waits] = {
    Cause.WINDOW: Waits.ACCOUNT,
    Cause.CAP: Waits.ACCOUNT,
    Cause.APP_CAP: Waits.APP,
    Cause.TOKEN: Waits.ACCOUNT,
    Cause.SUSPENDED: Waits.ACCOUNT,
    Cause.PICTURE: Waits.POST,
    Cause.UNREACHED: Waits.SERVER,
    Cause.LATE: Waits.POST,
    Cause.SPENT: Waits.POST,
}
IN_DOUBT = (Cause.DUPLICATE, Cause.SERVER, Cause.UNANSWERED, Cause.CUT_OFF, Cause.MALFORMED)
NEVER = (Cause.REJECTED,)

not_out = pytest.mark.parametrize("cause", NOT_OUT, ids=lambda cause: cause.name.lower())
of_the_account = pytest.mark.parametrize(
    "cause", [cause for cause, who in NOT_OUT.items() if who is Waits.ACCOUNT], ids=lambda cause: cause.name.lower()
)
in_doubt = pytest.mark.parametrize("cause", IN_DOUBT, ids=lambda cause: cause.name.lower())


def test_every_cause_has_its_action_here() -> None:
    assert sorted([*NOT_OUT, *IN_DOUBT, *NEVER, Cause.RESTORED]) == sorted(Cause)  # the last is no platform's word


@every_cause
def test_why_it_is_not_out_is_told_on_the_post_and_in_the_journal(scene: Scene, cause: Cause) -> None:
    scene.platform.will(says(cause))
    post = scene.sent(scene.first)
    assert (post.cause, f"{cause}: so it says" in post.why) == (cause, True)
    assert told(f"post {post.id}")[-1] in ("not sent", "post failed", "post doubtful")


# ── surely not out ──────────────────────────────────────────────────────────────────────────────────────────────────


@not_out
def test_it_is_tried_again_by_itself_after_its_wait_and_not_before(scene: Scene, cause: Cause) -> None:
    scene.platform.will(says(cause))
    post = scene.sent(scene.first)
    least, most = about(cause)
    assert (post.state, post.tries, post.begun) == (PostState.APPROVED, 1, False)
    assert post.next_try_at is not None
    assert DUE + least <= post.next_try_at <= DUE + most
    assert scene.sent(post, at=post.next_try_at - MOMENT).state is PostState.APPROVED
    assert scene.platform.taken == []
    assert scene.sent(post, at=post.next_try_at).state is PostState.PUBLISHED
    assert scene.platform.asked_for == []


@not_out
def test_the_whole_account_waits_for_what_is_said_of_it_and_no_other_does(scene: Scene, cause: Cause) -> None:
    scene.platform.will(says(cause))
    waiting_until = scene.sent(scene.first).next_try_at
    told_to = waits.of("solo")
    if NOT_OUT[cause] is Waits.ACCOUNT:
        assert told_to is not None
        assert (told_to.until, told_to.cause, told_to.tries) == (waiting_until, cause, 1)
        assert scene.bar(scene.second) is Bar.ACCOUNT_WAITS
        assert scene.sent(scene.second).state is PostState.APPROVED
    elif NOT_OUT[cause] is Waits.POST:
        assert told_to is None
        assert scene.sent(scene.second).state is PostState.PUBLISHED
    if NOT_OUT[cause] is not Waits.SERVER:
        assert scene.sent(scene.elsewhere).state is PostState.PUBLISHED


def test_where_an_apps_allowance_is_used_up_every_account_of_that_app_waits_and_none_of_another(scene: Scene) -> None:
    scene.platform.apps = {"solo": "ours", "other": "ours"}
    scene.platform.will(says(Cause.APP_CAP))
    waiting_until = scene.sent(scene.first).next_try_at
    assert [(wait.account, wait.until) for wait in waits.standing(DUE)] == [("other", waiting_until), ("solo", waiting_until)]
    assert scene.sent(scene.elsewhere).state is PostState.APPROVED


def test_where_a_server_cannot_be_reached_every_account_there_waits_and_is_told_once(scene: Scene) -> None:
    scene.platform.will(says(Cause.UNREACHED))
    until = scene.sent(scene.first).next_try_at
    for account in ("solo", "other"):
        told_to = waits.of(account)
        assert told_to is not None
        assert (told_to.until, told_to.cause, told_to.tries) == (until, Cause.UNREACHED, 1)
    assert scene.sent(scene.elsewhere).state is PostState.APPROVED
    assert scene.platform.taken == []


def test_once_a_server_is_reached_no_account_waits_there_any_more(scene: Scene) -> None:
    scene.platform.will(says(Cause.UNREACHED))
    until = scene.sent(scene.first).next_try_at
    assert scene.sent(scene.first, at=until).state is PostState.PUBLISHED
    assert (waits.of("solo"), waits.of("other")) == (None, None)


def test_what_the_neighbours_were_told_of_themselves_they_still_wait_for(scene: Scene) -> None:
    waits.put("other", DUE + MINUTE, Cause.WINDOW, "slower")
    scene.platform.will(says(Cause.UNREACHED))
    until = scene.sent(scene.first).next_try_at
    assert scene.sent(scene.first, at=until).state is PostState.PUBLISHED
    told_to = waits.of("other")
    assert told_to is not None
    assert (told_to.until, told_to.cause) == (DUE + MINUTE, Cause.WINDOW)


@not_out
@pytest.mark.parametrize("minutes", [1, 7, 60 * 9])
def test_the_platforms_own_hour_is_honoured_and_a_little_more(scene: Scene, cause: Cause, minutes: int) -> None:
    until = DUE + minutes * MINUTE
    scene.platform.will(says(cause, until=until))
    again = scene.sent(scene.first).next_try_at
    assert again is not None
    assert until < again <= until + ACTIONS[cause].first / 16


@of_the_account
def test_with_the_next_success_the_account_waits_no_longer(scene: Scene, cause: Cause) -> None:
    scene.platform.will(says(cause))
    until = scene.sent(scene.first).next_try_at
    assert until is not None
    scene.sent(scene.second, at=until)
    assert waits.of("solo") is None
    assert scene.bar(scene.first) is None
    scene.platform.will(says(cause))
    assert scene.sent(scene.first).state is PostState.APPROVED
    again = waits.of("solo")
    assert again is not None
    assert again.tries == 1
    assert again.until - until <= about(cause)[1]


@of_the_account
def test_an_account_waits_twice_as_long_each_time_whichever_post_is_tried(scene: Scene, cause: Cause) -> None:
    for tries, post in enumerate((scene.first, scene.second, scene.first, scene.second)):
        now = scene.at_work.clock.now()
        scene.platform.will(says(cause))
        scene.sent(post)
        told_to = waits.of("solo")
        assert told_to is not None
        least, most = about(cause, tries)
        assert least <= told_to.until - now <= most
        assert told_to.tries == tries + 1
        scene.at_work.clock.set(told_to.until)
        if tries == 1:  # the first post waited for the account alone
            assert scene.bar(scene.first) is None


def test_a_window_is_waited_for_by_the_minute_and_a_cap_by_the_quarter(scene: Scene) -> None:
    scene.platform.will(says(Cause.WINDOW), says(Cause.CAP))
    window = scene.sent(scene.first).next_try_at
    cap = scene.sent(scene.elsewhere).next_try_at
    assert window is not None
    assert cap is not None
    assert window < DUE + 2 * MINUTE < DUE + 10 * MINUTE < cap
    assert [wait.cause for wait in waits.standing(DUE)] == [Cause.CAP, Cause.WINDOW]


@every_cause
@pytest.mark.parametrize("tries", [0, 4, 1000])
def test_no_two_tries_come_at_once_and_none_far_from_its_hour(cause: Cause, tries: int) -> None:
    least, most = about(cause, tries)
    spread = {publish.wait(cause, tries) for _ in range(50)}
    assert len(spread) > 25
    assert least <= min(spread) <= max(spread) <= most


def test_of_a_thread_the_rest_waits_with_its_account(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    until = DUE + 7 * MINUTE
    platform.will(meanwhile(lambda: None), says(Cause.WINDOW, until=until))
    the_bot_looks(at_work, at=DUE)
    assert (as_kept(post).parts_out, as_kept(post).state) == (1, PostState.APPROVED)
    the_bot_looks(at_work, at=until)
    assert platform.texts() == [ONE]
    the_bot_looks(at_work, at=until + 30 * SECOND)
    assert platform.texts() == [ONE, TWO, THREE]


def test_of_a_thread_the_rest_waits_where_another_worker_was_told_to(make_house: Make) -> None:
    """Whoever asked for the account on another machine is told to be slower, while this worker is between two parts."""
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    until = DUE + 7 * MINUTE

    def goes_well_before(keep: Callable[..., bool]) -> Callable[..., bool]:
        """The receipt is kept just before the other one is told."""

        def kept(*given: Any) -> bool:
            waited = keep(*given)
            waits.put("solo", until, Cause.WINDOW, "slower")
            return waited

        return kept

    the_bot_looks(at_work, at=DUE - MOMENT)
    at_work.clock.set(DUE)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(claims, "keep", goes_well_before(claims.keep))
        publish.publish(at_work.house, post.id)
    stopped = as_kept(post)
    assert (stopped.state, stopped.parts_out, stopped.cause) == (PostState.APPROVED, 1, Cause.WINDOW)
    assert stopped.next_try_at == until
    the_bot_looks(at_work, at=until)
    assert platform.texts() == [ONE, TWO]


def test_a_worker_that_is_killed_as_it_is_told_to_wait_leaves_a_post_that_is_looked_for(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise Killed

    scene.platform.will(says(Cause.WINDOW, until=DUE + 7 * MINUTE))
    with monkeypatch.context() as until_killed:
        until_killed.setattr(claims, "not_taken", dies)
        with pytest.raises(Killed):
            publish.publish(scene.at_work.house, scene.first.id)
    assert scene.bar(scene.second) is Bar.ACCOUNT_WAITS
    the_bot_looks(scene.at_work, at=DUE + LEASE)
    assert scene.platform.asked_for == [scene.first.parts[0].key]
    assert scene.platform.texts("solo") == []
    the_bot_looks(scene.at_work, at=DUE + 8 * MINUTE)
    assert sorted(scene.platform.texts("solo")) == sorted(f"Post {post.id}." for post in (scene.first, scene.second))


# ── never ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("cause", NEVER, ids=lambda cause: cause.name.lower())
def test_what_the_platform_will_not_have_has_failed_and_keeps_nobody(scene: Scene, cause: Cause) -> None:
    scene.platform.will(says(cause))
    assert scene.sent(scene.first).state is PostState.FAILED
    assert waits.of("solo") is None
    assert scene.sent(scene.second).state is PostState.PUBLISHED
    the_bot_looks(scene.at_work, at=DUE + LEASE)
    assert f"Post {scene.first.id}." not in scene.platform.texts()


# ── in doubt ────────────────────────────────────────────────────────────────────────────────────────────────────────


@in_doubt
def test_in_doubt_nothing_is_sent_again_before_it_was_looked_for_and_nobody_else_waits(scene: Scene, cause: Cause) -> None:
    scene.platform.settles_after = 2 * MINUTE
    scene.platform.will(says(cause, takes_it=True))
    post = scene.sent(scene.first)
    assert (post.state, post.next_try_at) == (PostState.DOUBTFUL, DUE + 2 * MINUTE)
    assert waits.of("solo") is None
    assert scene.sent(scene.second).state is PostState.PUBLISHED
    the_bot_looks(scene.at_work, at=DUE + 2 * MINUTE - MOMENT)
    assert scene.platform.asked_for == []
    the_bot_looks(scene.at_work, at=DUE + 2 * MINUTE)
    assert scene.platform.asked_for == [post.parts[0].key]
    assert as_kept(post).state is PostState.PUBLISHED
    assert scene.platform.texts().count(f"Post {post.id}.") == 1


@in_doubt
def test_what_is_not_found_goes_out_unless_it_would_be_called_a_duplicate_again(scene: Scene, cause: Cause) -> None:
    scene.platform.will(says(cause))
    post = scene.sent(scene.first)
    the_bot_looks(scene.at_work)
    if cause is Cause.DUPLICATE:
        assert (as_kept(post).state, as_kept(post).cause) == (PostState.FAILED, Cause.DUPLICATE)
        assert as_kept(post).why == (
            "the platform calls it a duplicate, and it does not stand there since it was first sent: give it other words"
        )
    else:
        assert as_kept(post).state is PostState.PUBLISHED
        assert scene.platform.texts().count(f"Post {post.id}.") == 1


def test_of_a_thread_whose_first_part_was_called_a_duplicate_and_is_found_the_rest_follows(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    platform.will(says(Cause.DUPLICATE, takes_it=True), takes)
    the_bot_looks(at_work, at=DUE)
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]
    assert (as_kept(post).state, as_kept(post).cause) == (PostState.PUBLISHED, None)


def test_of_a_thread_whose_looker_is_killed_once_a_duplicate_was_found_the_rest_follows(
    make_house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    platform.will(says(Cause.DUPLICATE, takes_it=True))
    the_bot_looks(at_work, at=DUE)

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as until_killed:
        until_killed.setattr(claims, "not_taken", dies)
        with pytest.raises(Killed):
            reconcile.settle(at_work.house, post.id)
    the_bot_looks(at_work, at=DUE + LEASE)
    assert platform.texts() == [ONE, TWO]
    assert as_kept(post).state is PostState.PUBLISHED


def not_yet(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt | None:
    """What was sent a moment ago does not stand in its timeline yet."""
    return None


def test_what_a_killed_sender_left_is_not_believed_to_be_missing_before_the_platform_has_settled(
    make_house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    platform.settles_after = 5 * LEASE
    platform.will(says(Cause.UNANSWERED, takes_it=True))

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as until_killed:
        until_killed.setattr(claims, "doubted", dies)
        with pytest.raises(Killed):
            the_bot_looks(at_work, at=DUE)
    platform.will_see(not_yet)
    the_bot_looks(at_work, at=DUE + LEASE)
    waiting = as_kept(post)
    assert (waiting.state, waiting.next_try_at) == (PostState.DOUBTFUL, DUE + 5 * LEASE)
    assert "it does not stand there yet" in waiting.why
    the_bot_looks(at_work, at=DUE + 5 * LEASE)
    assert as_kept(post).state is PostState.PUBLISHED
    assert platform.texts() == [ONE]


def is_told(cause: Cause, until: dt.datetime | None = None) -> Sight:
    def sight(_platform: FakePlatform, _account: Account, _outgoing: Outgoing) -> Receipt | None:
        raise ending(cause, "so it says", posting=False, until=until)

    return sight


def test_whoever_may_not_look_now_looks_at_the_platforms_hour_and_doubts_until_then(scene: Scene) -> None:
    scene.platform.will(says(Cause.CUT_OFF, takes_it=True))
    post = scene.sent(scene.first)
    until = DUE + 20 * MINUTE
    scene.platform.will_see(is_told(Cause.WINDOW, until))
    the_bot_looks(scene.at_work)
    assert (as_kept(post).state, as_kept(post).next_try_at, as_kept(post).cause) == (PostState.DOUBTFUL, until, Cause.CUT_OFF)
    the_bot_looks(scene.at_work, at=until - MOMENT)
    assert len(scene.platform.asked_for) == 1
    the_bot_looks(scene.at_work, at=until)
    assert as_kept(post).state is PostState.PUBLISHED
    assert scene.platform.texts().count(f"Post {post.id}.") == 1


@every_cause
def test_whatever_is_said_to_whoever_looks_leaves_doubt(scene: Scene, cause: Cause) -> None:
    scene.platform.will(says(Cause.UNANSWERED, takes_it=True))
    post = scene.sent(scene.first)
    scene.platform.will_see(is_told(cause))
    the_bot_looks(scene.at_work)
    assert as_kept(post).state is PostState.DOUBTFUL
    assert f"{cause}: so it says" in as_kept(post).why


def test_a_duplicate_that_could_not_be_looked_for_is_still_one_when_it_can(scene: Scene) -> None:
    scene.platform.will(says(Cause.DUPLICATE))
    post = scene.sent(scene.first)
    scene.platform.will_see(is_told(Cause.UNREACHED))
    the_bot_looks(scene.at_work)
    again = as_kept(post).next_try_at
    assert again is not None
    the_bot_looks(scene.at_work, at=again)
    assert as_kept(post).state is PostState.FAILED


# ── held up ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("held_up", "goes_out"), [(LAST_CALL - MOMENT, True), (LAST_CALL, True), (LAST_CALL + MOMENT, False), (LEASE, False)]
)
def test_whoever_was_frozen_since_the_attempt_sends_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, held_up: dt.timedelta, goes_out: bool
) -> None:
    claim = claims.claim

    def frozen(*asked: Any) -> object:
        begun = claim(*asked)
        scene.at_work.clock.set(DUE + held_up)
        return begun

    with monkeypatch.context() as held:
        held.setattr(claims, "claim", frozen)
        post = scene.sent(scene.first)
    assert (post.state is PostState.PUBLISHED) is goes_out
    assert len(scene.platform.taken) == int(goes_out)
    if not goes_out:
        assert (post.state, post.cause) == (PostState.APPROVED, Cause.LATE)
        assert post.next_try_at is not None
        assert scene.sent(post, at=post.next_try_at).state is PostState.PUBLISHED
