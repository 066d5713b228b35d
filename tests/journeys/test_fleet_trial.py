"""What ``make fleet`` stands on: its counting sees a promise that is broken, it strikes as it says, its platform is strict."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import mastodon
import pytest

from advocacybot.campaign.posts import Post, PostState, Receipt
from advocacybot.clock import SystemClock
from advocacybot.platforms import wire
from benchmarks.faults.counting import Copy, Count
from benchmarks.fleet import machines, process
from benchmarks.fleet.counting import Asked, Stands, Tally, tally
from benchmarks.fleet.grounds import VOTES, Grounds
from benchmarks.fleet.hours import CLOCKS_GO_BACK, Hours
from benchmarks.fleet.instance import Instance
from benchmarks.fleet.machines import Fleet, Machine
from benchmarks.fleet.mishaps import MISHAPS, befalling
from benchmarks.fleet.platform import Instances, account, token
from benchmarks.fleet.plights import STRIKES, drawn
from tests.factories import a_draft, a_post

LATE = dt.timedelta(seconds=7)


# ── what is counted ─────────────────────────────────────────────────────────────────────────────────────────────────


def a_thread(state: PostState = PostState.PUBLISHED) -> Post:
    """A post of three parts, each with its receipt."""
    post = a_post(a_draft("One.", "Two.", "Three."), state)
    return replace(post, parts=tuple(replace(part, receipt=Receipt(part.key, None, post.slot.due)) for part in post.parts))


def a_feed(*numbers: int, post: Post | None = None) -> list[Stands]:
    """Those parts of the thread in that order, each answering the one before."""
    post = post or a_thread()
    ids = [post.parts[number - 1].key for number in numbers]
    return [
        Stands(Copy(ids[n], post.parts[number - 1].text, ids[n - 1] if n else None, ids[0] if n else None), post.slot.due + LATE)
        for n, number in enumerate(numbers)
    ]


def told_of(post: Post, times: int = 1) -> dict[str, int]:
    return {f"post {post.id}": times}


def counted(
    feed: Sequence[Stands],
    post: Post | None = None,
    asked: Sequence[Asked] = (),
    told: Mapping[str, int] | None = None,
    expected: int = 1,
) -> Tally:
    """The tally of one post, of which nothing is said but what stands there; without its delays."""
    post = post or a_thread()
    found = tally([post], {post.slot.account: feed}, asked, told_of(post) if told is None else told, expected)
    return replace(found, usual=dt.timedelta(), latest=dt.timedelta())


def test_what_is_as_it_should_be_keeps_the_promise() -> None:
    assert counted(a_feed(1, 2, 3)) == Tally()
    assert Tally().keeps_the_promise


@pytest.mark.parametrize(
    ("feed", "seen"),
    [
        (a_feed(1, 2, 3, 3), Tally(count=Count(doubled=1))),
        (a_feed(1, 2), Tally(count=Count(lost=1))),
        (a_feed(1, 3, 2), Tally(count=Count(out_of_order=1))),
        ([*a_feed(1, 2, 3), Stands(Copy("7", "Four.", None, None), CLOCKS_GO_BACK)], Tally(strange=1)),
    ],
    ids=["doubled", "lost", "swapped", "nobody's"],
)
def test_what_readers_would_see_is_counted(feed: list[Stands], seen: Tally) -> None:
    assert counted(feed) == seen
    assert not seen.keeps_the_promise


def test_a_post_that_was_late_beyond_its_limit_is_seen() -> None:
    seen = counted([], a_thread(PostState.LAPSED), told={})
    assert seen == Tally(lapsed=1)
    assert not seen.keeps_the_promise


@pytest.mark.parametrize("state", [PostState.DOUBTFUL, PostState.FAILED])
def test_a_post_that_is_left_to_a_person_is_seen(state: PostState) -> None:
    seen = counted(a_feed(1, 2, 3), a_thread(state), told={})
    assert seen == Tally(count=Count(given_to_a_person=1))
    assert not seen.keeps_the_promise


def test_a_post_that_was_never_drawn_is_seen() -> None:
    seen = counted(a_feed(1, 2, 3), expected=2)
    assert seen == Tally(missing=1)
    assert not seen.keeps_the_promise


@pytest.mark.parametrize("times", [0, 2])
def test_a_journal_that_does_not_tell_of_a_post_exactly_once_is_seen(times: int) -> None:
    seen = counted(a_feed(1, 2, 3), told=told_of(a_thread(), times))
    assert seen == Tally(untold=1)
    assert not seen.keeps_the_promise


def test_two_parts_of_an_account_that_are_sent_at_once_are_seen() -> None:
    seen = counted(a_feed(1, 2, 3), asked=[Asked("a", "key 1", 1.0, 2.0), Asked("a", "key 2", 1.9, 2.9)])
    assert seen == Tally(at_once=1)
    assert not seen.keeps_the_promise


@pytest.mark.parametrize(
    "second",
    [Asked("a", "key 2", 2.0, 3.0), Asked("b", "key 2", 1.5, 2.5), Asked("a", "key 1", 1.5, 2.5)],
    ids=["one after another", "on another account", "the same part again"],
)
def test_what_is_not_at_once_is_not_counted_so(second: Asked) -> None:
    assert counted(a_feed(1, 2, 3), asked=[second, Asked("a", "key 1", 1.0, 2.0)]) == Tally()


def test_a_short_request_within_a_long_one_hides_none_that_follows() -> None:
    long, short, third = Asked("a", "key 1", 1.0, 9.0), Asked("a", "key 2", 2.0, 3.0), Asked("a", "key 3", 4.0, 5.0)
    assert counted(a_feed(1, 2, 3), asked=[long, short, third]) == Tally(at_once=2)


def test_lateness_is_that_of_the_first_part() -> None:
    post = a_thread()
    first, *rest = a_feed(1, 2, 3)
    later = [replace(one, at=one.at + dt.timedelta(hours=1)) for one in rest]
    found = tally([post], {post.slot.account: [first, *later]}, (), told_of(post), 1)
    assert (found.usual, found.latest) == (LATE, LATE)


# ── the machines ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fleet]:
    """Two machines that do nothing until they are told to stop: a platform that nobody asks."""
    monkeypatch.setattr(machines, "_PROCESS", "benchmarks.fleet.platform")
    monkeypatch.setattr(machines, "_STARTED_AGAIN_AFTER", (0.0, 0.0))
    both = [Machine(name, ("1", "1"), tmp_path) for name in ("planner-0", "worker-1")]
    made = Fleet(Hours.starting(CLOCKS_GO_BACK), {}, both, tmp_path, Random(1))  # noqa: S311
    made.see_to()
    wait_for(lambda: all((tmp_path / f"{one.name}.log").read_bytes() for one in both))  # each says where it listens
    yield made
    made.end()


def wait_for(sign: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not sign():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def pids(fleet: Fleet) -> list[int]:
    return [machine.process.pid for machine in fleet.machines if machine.process]


def is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def test_a_machine_that_is_killed_is_started_again(fleet: Fleet) -> None:
    before = pids(fleet)
    fleet.kill()
    wait_for(lambda: not all(machine.lives for machine in fleet.machines))
    fleet.see_to()
    fleet.see_to()
    assert len(set(before) & set(pids(fleet))) == 1
    assert all(machine.lives for machine in fleet.machines)
    assert fleet.ended_by_themselves == 0


def test_a_machine_that_ends_by_itself_is_told_apart_and_started_again(fleet: Fleet) -> None:
    os.kill(pids(fleet)[1], signal.SIGKILL)
    wait_for(lambda: not fleet.machines[1].lives)
    fleet.see_to()
    assert fleet.ended_by_themselves == 1


def test_a_machine_that_is_frozen_goes_on_after_its_time(fleet: Fleet) -> None:
    fleet.freeze("worker", 0.0)
    wait_for(lambda: is_stopped(pids(fleet)[1]))
    assert not is_stopped(pids(fleet)[0])
    fleet.see_to()
    wait_for(lambda: not is_stopped(pids(fleet)[1]))


def test_machines_that_stop_when_they_are_told_are_in_good_order_even_if_frozen(fleet: Fleet) -> None:
    fleet.freeze("planner", 60.0)
    assert fleet.stop() == 0


@pytest.mark.parametrize(("said", "unruly"), [(b"", 0), (b" INFO at work: /campaign\n", 1)])
def test_only_a_machine_that_is_not_yet_at_work_may_end_by_the_signal_itself(fleet: Fleet, said: bytes, unruly: int) -> None:
    with (fleet.logs / "worker-1.log").open("ab") as log:
        log.write(said)
    machine = fleet.machines[1]
    assert machine.process
    with machine.process:
        machine.process.kill()
    sleeps = "import time; time.sleep(600)"
    machine.process = subprocess.Popen([sys.executable, "-c", sleeps], stdin=subprocess.PIPE)
    assert fleet.stop() == unruly


def test_a_machine_that_does_not_stop_when_it_is_told_is_seen(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "_GRACE", 0.0)
    fleet.freeze("worker", 60.0)
    fleet.machines[1].thaw_at = None
    assert fleet.stop() >= 1


def test_a_process_goes_by_the_clock_of_its_trial_and_waits_for_platforms_that_much_shorter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SystemClock, "now", SystemClock.now)
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 10.0)
    monkeypatch.setattr(wire, "READ_SECONDS", 30.0)
    hours = Hours.starting(CLOCKS_GO_BACK)
    process.set_the_clock(hours)
    assert hours.begins <= SystemClock().now() <= hours.now()
    assert (10.0 / hours.speed, 30.0 / hours.speed) == (wire.CONNECT_SECONDS, wire.READ_SECONDS)


# ── what is drawn by lot ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_seed_brings_the_same_plights() -> None:
    assert drawn(Random("1"), 9, with_redis=True) == drawn(Random("1"), 9, with_redis=True)  # noqa: S311
    assert drawn(Random("1"), 9, with_redis=True) != drawn(Random("2"), 9, with_redis=True)  # noqa: S311


def test_everything_befalls_a_fleet_in_its_order() -> None:
    plights = drawn(Random("1"), 9, with_redis=True)  # noqa: S311
    assert {one.name for one in plights} == set(STRIKES)
    assert [one.at for one in plights] == sorted(one.at for one in plights)
    assert {"Redis killed", "Redis flushed"}.isdisjoint(one.name for one in drawn(Random("1"), 9, with_redis=False))  # noqa: S311


def test_every_mishap_befalls_some_requests_and_none_most() -> None:
    found = [befalling(Random(f"{number}")) for number in range(2000)]  # noqa: S311
    assert {one.name for one in found if one} == {one.name for one in MISHAPS}
    assert found.count(None) > 1800


def test_the_clocks_go_back_while_posts_fall_due() -> None:
    for posts in (2 * VOTES, 1000, 5000):
        grounds = Grounds(posts)
        assert grounds.begins < grounds.first_due < CLOCKS_GO_BACK < grounds.last_due
        assert grounds.accounts * VOTES == posts == sum(grounds.sizes) * VOTES


def test_every_process_reads_the_same_hour_from_a_clock_that_runs_faster() -> None:
    hours = Hours(CLOCKS_GO_BACK, time.monotonic(), 5.0)
    assert Hours.read(hours.written()) == hours
    assert hours.at(hours.origin + 60) == CLOCKS_GO_BACK + dt.timedelta(minutes=5)


# ── the platform ────────────────────────────────────────────────────────────────────────────────────────────────────

NAME = account(0)
NOON = dt.datetime(2016, 11, 6, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def instance() -> Instance:
    return Instance("http://social.example", {token(NAME): NAME})


def test_a_key_that_was_used_within_the_hour_gives_the_same_post(instance: Instance) -> None:
    first = instance.take(token(NAME), {"status": "One."}, "key", NOON)
    assert instance.take(token(NAME), {"status": "One."}, "key", NOON + dt.timedelta(minutes=59)) == first
    assert instance.take(token(NAME), {"status": "One."}, "key", NOON + dt.timedelta(minutes=61)) != first
    assert len(instance.statuses) == 2


@pytest.mark.parametrize(
    ("bearer", "wishes", "status"),
    [
        ("another", {"status": "One."}, 401),
        (token(NAME), {"status": " "}, 422),
        (token(NAME), {"status": "x" * 501}, 422),
        (token(NAME), {"status": "Two.", "in_reply_to_id": "77"}, 404),
    ],
)
def test_what_mastodon_refuses_is_refused(instance: Instance, bearer: str, wishes: dict[str, str], status: int) -> None:
    assert instance.take(bearer, wishes, "key", NOON)[0] == status
    assert instance.statuses == {}


@pytest.fixture(scope="module")
def instances() -> Iterator[Instances]:
    with Instances(Hours.starting(CLOCKS_GO_BACK), 1, [2, 1]) as started:
        yield started


def a_client(instances: Instances, number: int, at: int = 0) -> mastodon.Mastodon:
    return mastodon.Mastodon(
        access_token=token(account(number)), api_base_url=instances.urls[at], mastodon_version="4.4.0", version_check_mode="none"
    )


def test_a_client_of_mastodon_can_post_and_read_on_it(instances: Instances) -> None:
    client = a_client(instances, 0)
    me = client.account_verify_credentials()
    first = client.status_post("One & two.\n\nThree.", idempotency_key="key 1")
    second = client.status_post("Four.", in_reply_to_id=first.id, idempotency_key="key 2")
    assert (me.acct, second.in_reply_to_id) == (NAME, str(first.id))
    assert [one.content for one in client.account_statuses(me.id)] == ["<p>Four.</p>", "<p>One &amp; two.</p><p>Three.</p>"]
    assert [one.id for one in client.account_statuses(me.id, max_id=second.id)] == [first.id]


def test_it_keeps_when_it_was_asked_to_post_what(instances: Instances) -> None:
    began = time.monotonic()
    a_client(instances, 1).status_post("One.", idempotency_key="another key")
    [asked] = [Asked(*one) for one in instances.log()["asked"] if one[0] == account(1)]
    assert asked.key == "another key"
    assert began < asked.began < asked.ended < time.monotonic()


def test_an_account_is_on_its_own_instance_alone(instances: Instances) -> None:
    with pytest.raises(mastodon.MastodonUnauthorizedError):
        a_client(instances, 0, at=1).account_verify_credentials()
