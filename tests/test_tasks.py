"""Jobs, by a file."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from huey import Huey, MemoryHuey

from advocacybot.campaign.lanes import lanes
from advocacybot.carriers import in_a_file
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import sweep
from advocacybot.tasks import HAND_OUT_AGAIN_AFTER, Jobs
from tests.houses import MakeHouse, a_vote_entry
from tests.pipeline.steps import before

ACCOUNT = "automatic"
LONG = 30


class Seen:
    """Whom it was asked to see to."""

    def __init__(self) -> None:
        self.accounts: list[str] = []
        self.some = threading.Semaphore(0)
        self.may_end = threading.Event()
        self.may_end.set()

    def __call__(self, house: House, account: str, stop: Callable[[], bool]) -> None:  # noqa: ARG002
        self.accounts.append(account)
        self.some.release()
        assert self.may_end.wait(LONG)


@contextmanager
def at_work(house: House, path: Path, see_to: Seen, at_once: int = 2) -> Iterator[Jobs]:
    jobs = Jobs(house, in_a_file(path / "jobs.sqlite3"), see_to, at_once)
    jobs.follow()
    try:
        yield jobs
    finally:
        jobs.stop(LONG)


def the_queue(house: House, path: Path) -> Any:
    return in_a_file(path / "jobs.sqlite3")(f"advocacybot.{lanes(house.campaign.accounts)[ACCOUNT]}")


@pytest.fixture
def house(make_house: Callable[..., MakeHouse]) -> House:
    return make_house().house


def test_an_account_that_waits_is_seen_to_once(house: House, tmp_path: Path) -> None:
    seen = Seen()
    with at_work(house, tmp_path, seen) as jobs:
        assert jobs.hand_out({ACCOUNT: 1}, 0.0) == 1
        assert jobs.hand_out({ACCOUNT: 1}, 1.0) == 0
        assert seen.some.acquire(timeout=LONG)
    assert seen.accounts == [ACCOUNT]


def test_what_fell_due_since_is_handed_out_at_once(house: House, tmp_path: Path) -> None:
    with at_work(house, tmp_path, Seen()) as jobs:
        assert [jobs.hand_out({ACCOUNT: since}, 1.0) for since in (1, 2)] == [1, 1]


def test_a_job_that_may_be_lost_is_handed_out_again(house: House, tmp_path: Path) -> None:
    with at_work(house, tmp_path, Seen(), at_once=0) as jobs:
        jobs.hand_out({ACCOUNT: 1}, 0.0)
        the_queue(house, tmp_path).flush()
        assert [jobs.hand_out({ACCOUNT: 1}, HAND_OUT_AGAIN_AFTER - before) for before in (1, 0)] == [0, 1]


def test_a_job_that_still_lies_in_its_queue_is_not(house: House, tmp_path: Path) -> None:
    with at_work(house, tmp_path, Seen(), at_once=0) as jobs:
        assert [jobs.hand_out({ACCOUNT: 1}, now) for now in (0.0, HAND_OUT_AGAIN_AFTER, 100 * HAND_OUT_AGAIN_AFTER)] == [1, 0, 0]
    assert the_queue(house, tmp_path).pending_count() == 1


def test_where_no_jobs_can_be_taken_what_waits_is_found_in_the_database(
    make_house: Callable[..., MakeHouse], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work = make_house(a_vote_entry(), now=before("2 h"))
    sweep(at_work.house)
    seen = Seen()

    def gone(queue: Huey) -> None:
        raise ConnectionError(queue.name)

    monkeypatch.setattr(Huey, "dequeue", gone)
    jobs = Jobs(at_work.house, lambda name: MemoryHuey(name), seen)
    jobs.follow()
    assert seen.some.acquire(timeout=LONG)
    jobs.stop(LONG)
    assert set(seen.accounts) == {ACCOUNT}


def test_threads_get_ready_before_there_is_a_job(house: House, tmp_path: Path) -> None:
    ready, names = threading.Semaphore(0), list[str]()

    def get_ready(account: str, now: dt.datetime) -> None:
        assert now == house.clock.now()
        names.append(account)
        ready.release()

    jobs = Jobs(house, in_a_file(tmp_path / "jobs.sqlite3"), Seen(), 2, get_ready)
    jobs.follow()
    jobs.follow()
    assert [ready.acquire(timeout=LONG) for _ in range(2)] == [True, True]
    jobs.stop(LONG)
    assert len(set(names)) == len(names) == 2


def test_who_cannot_get_ready_takes_jobs_all_the_same(house: House, tmp_path: Path) -> None:
    def get_ready(account: str, now: dt.datetime) -> None:  # noqa: ARG001
        raise OperationalError

    seen = Seen()
    jobs = Jobs(house, in_a_file(tmp_path / "jobs.sqlite3"), seen, 1, get_ready)
    jobs.hand_out({ACCOUNT: 1}, 0.0)
    assert seen.some.acquire(timeout=LONG)
    jobs.stop(LONG)


def test_who_only_hands_out_does_nothing_itself_and_another_finds_it(house: House, tmp_path: Path) -> None:
    idle, seen = Seen(), Seen()
    with at_work(house, tmp_path, idle, at_once=0) as jobs:
        jobs.hand_out({ACCOUNT: 1}, 0.0)
    assert idle.accounts == []
    with at_work(house, tmp_path, seen):
        assert seen.some.acquire(timeout=LONG)
    assert seen.accounts == [ACCOUNT]


def test_a_job_at_hand_is_finished_before_it_stops(house: House, tmp_path: Path) -> None:
    seen = Seen()
    seen.may_end.clear()
    with at_work(house, tmp_path, seen) as jobs:
        jobs.hand_out({ACCOUNT: 1}, 0.0)
        assert seen.some.acquire(timeout=LONG)
        threading.Timer(0.05, seen.may_end.set).start()
    assert seen.may_end.is_set()
