"""The jobs: "see to account so-and-so". The stage that is called looks for itself at what there is to do, and may find nothing.

Each lane has a queue of its own, and in each process threads of its own, so that what waits for one platform keeps nobody from
another. A job that is lost, doubled, early or late changes nothing. Where none can be taken, as Redis is gone, each lane looks in
the database for what waits.
"""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

from django.db import close_old_connections, connection, connections

from advocacybot.campaign.lanes import lanes
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import attend_to
from advocacybot.settings import Settings
from advocacybot.store import claims
from advocacybot.store.address import GONE, failure

if TYPE_CHECKING:
    from huey.api import Huey

    from advocacybot.carriers import Carrier

logger = logging.getLogger("advocacybot")

HAND_OUT_AGAIN_AFTER = 10.0
"""Seconds after which an account that is still to be seen to is handed out once more: its job may be lost."""

_ASKS_AGAIN_AFTER = 1
"""Seconds a lane waits for a job before it looks whether it is to stop, and after a queue could not be asked."""

AT_ONCE = 8
"""So many accounts of a lane a process sees to at the same time, where nobody says otherwise."""


class SeeTo(Protocol):
    """What is done for an account when its turn comes; ``stop`` is asked whether to leave the rest for another time."""

    def __call__(self, house: House, account: str, stop: Callable[[], bool]) -> None: ...


def carrier(settings: Settings) -> "Carrier":
    """What carries the jobs, as the settings say. It is loaded with the first lane, when whoever asks can be answered already."""

    @cache
    def chosen() -> "Carrier":
        from advocacybot import carriers

        return carriers.carrier(settings)

    return lambda name: chosen()(name)


class Jobs:
    """The queues, and this process's threads on them."""

    def __init__(
        self,
        house: House,
        carried: "Carrier",
        see_to: SeeTo = attend_to,
        at_once: int = AT_ONCE,
        get_ready: Callable[[str, dt.datetime], None] = claims.get_ready,
    ) -> None:
        """``at_once``: how many accounts of a lane this process sees to at the same time; 0: it only hands out. ``get_ready``:
        done for an account in a thread that will see to some, before there is a job."""
        self._house = house
        self._carried = carried
        self._at_once = at_once
        self._see_to = see_to
        self._get_ready = get_ready
        self._lanes: dict[str, _Lane] = {}
        self._handed_out: dict[tuple[str, object], float] = {}

    def hand_out(self, waiting: Mapping[str, object], now: float) -> int:
        """Queue a job for each account that has none on its way for what waits there; how many.

        What still lies in a queue is not lost, however long it waits for its turn.

        Args:
            waiting: the accounts to see to, each with what tells one occasion from another: since when it waits.
            now: seconds of a steady clock.
        """
        lane_of = self.follow()
        old = {which for which, at in self._handed_out.items() if now - at >= HAND_OUT_AGAIN_AFTER}
        missed = old.intersection(waiting.items())
        full = {lane for lane in {lane_of.get(account) for account, _ in missed} if lane and self._lane(lane).jobs_lie_there()}
        gone = {which for which in old if which not in missed or lane_of.get(which[0]) not in full}
        self._handed_out = {which: at for which, at in self._handed_out.items() if which not in gone}
        wanted = [which for which in waiting.items() if which not in self._handed_out]
        for account, since in wanted:
            if account in lane_of:
                self._lane(lane_of[account]).queue(account)
            self._handed_out[account, since] = now
        return len(wanted)

    def follow(self) -> Mapping[str, str]:
        """Work on every lane that the campaign has now; the lane of each account."""
        lane_of = lanes(self._house.campaign.accounts)
        for lane in set(lane_of.values()) if self._at_once else ():
            self._lane(lane).start([account for account, its in lane_of.items() if its == lane])
        return lane_of

    def stop(self, within: float) -> None:
        """Take no further job, and finish those at hand; what takes longer than so many seconds is left to be looked for."""
        end = time.monotonic() + within
        for lane in self._lanes.values():
            lane.stop()
        for lane in self._lanes.values():
            lane.ended(end)

    def _lane(self, name: str) -> "_Lane":
        if name not in self._lanes:
            see_to, waiting = partial(self._see_to, self._house), partial(self._waiting, name)
            carried = self._carried(f"advocacybot.{name}")
            self._lanes[name] = _Lane(name, carried, see_to, waiting, self._prepare, self._at_once)
        return self._lanes[name]

    def _prepare(self, account: str) -> None:
        self._get_ready(account, self._house.clock.now())

    def _waiting(self, lane: str) -> list[str]:
        """The accounts of a lane that wait, as the database has it."""
        lane_of = lanes(self._house.campaign.accounts)
        return [name for name in claims.accounts_to_attend_to(self._house.clock.now()) if lane_of.get(name) == lane]


class _Lane:
    """One queue. A job is taken when a thread is free to do it, so that what waits can be taken by another process."""

    def __init__(
        self,
        name: str,
        huey: "Huey",
        see_to: Callable[[str, Callable[[], bool]], None],
        waiting: Callable[[], Iterable[str]],
        get_ready: Callable[[str], None],
        at_once: int,
    ) -> None:
        self._name = name
        self._huey = huey
        self._see_to = see_to
        self._waiting = waiting
        self._prepare = get_ready
        self._found: list[str] = []
        """What waits and was found without a job."""
        self.queue: Callable[[str], object] = self._announcing(huey.task(name="see to")(self._attend))
        self._free = threading.Semaphore(at_once)
        self._at_once = at_once
        self._doing = ThreadPoolExecutor(max(at_once, 1), thread_name_prefix=name)
        self._taking: threading.Thread | None = None
        self._stopping = threading.Event()
        self._news = threading.Event()
        self._trouble = False

    def jobs_lie_there(self) -> bool:
        return bool(self._huey.pending_count())

    def start(self, accounts: Sequence[str]) -> None:
        """Take jobs, if it does not already; before, let as many threads as those accounts may keep busy get ready."""
        if self._taking is None and not self._stopping.is_set():
            for account in accounts[: self._at_once]:
                self._doing.submit(self._get_ready, account)
            self._taking = threading.Thread(target=self._take, name=f"lane {self._name}", daemon=True)
            self._taking.start()

    def stop(self) -> None:
        self._stopping.set()
        self._news.set()

    def ended(self, end: float) -> None:
        """Wait until nothing more is done, but no longer than until then, by a steady clock."""
        if self._taking is not None:
            self._taking.join(max(0.0, end - time.monotonic()))
        for _ in range(self._at_once):
            self._free.acquire(timeout=max(0.0, end - time.monotonic()))
        self._doing.shutdown(wait=False)
        self._huey.storage.close()

    def _announcing(self, enqueue: Callable[[str], object]) -> Callable[[str], object]:
        def queue(account: str) -> object:
            queued = enqueue(account)
            self._news.set()
            return queued

        return queue

    def _attend(self, account: str) -> None:
        try:
            self._see_to(account, self._stopping.is_set)
        except GONE as error:
            logger.error("%s is seen to later: %s", account, failure(error, connection))

    def _get_ready(self, account: str) -> None:
        """As well as it goes: whatever keeps it from that is said of the first job."""
        with suppress(*GONE):
            self._prepare(account)

    def _take(self) -> None:
        while not self._stopping.is_set():
            if not self._free.acquire(timeout=_ASKS_AGAIN_AFTER):
                continue
            does = self._next()
            if does is None:
                self._free.release()
            else:
                self._doing.submit(self._do, does)
        self._huey.storage.close()

    def _next(self) -> Callable[[], object] | None:
        """What is to be done next; nothing where nothing came up in a while."""
        if self._found:
            return partial(self._attend, self._found.pop(0))
        try:
            self._news.clear()
            task = self._huey.dequeue()
        except Exception as error:  # noqa: BLE001 – each carrier has errors of its own
            self._say_once(error)
            self._stopping.wait(_ASKS_AGAIN_AFTER)
            self._found = self._without_jobs()
            return None
        self._trouble = False
        if task is None and not self._huey.storage.blocking:
            self._news.wait(_ASKS_AGAIN_AFTER)  # this process announces its jobs, and another one's come a little later
        return task.execute if task else None

    def _without_jobs(self) -> list[str]:
        """Whatever waits. Other processes find the same; the claim decides."""
        try:
            close_old_connections()
            return list(self._waiting())
        except GONE:
            return []

    def _say_once(self, error: Exception) -> None:
        if not self._trouble:
            told = f"{type(error).__name__}: {error}"
            logger.error(
                "lane %s: no jobs can be taken (%s); it looks for itself at what waits, and tries again", self._name, told
            )
        self._trouble = True

    def _do(self, does: Callable[[], object]) -> None:
        try:
            close_old_connections()
            does()
        except Exception:
            logger.exception("lane %s: a job went wrong; what it was for is handed out again", self._name)
        finally:
            if self._stopping.is_set():
                connections.close_all()
            self._free.release()
