"""The bot at work: a planner that looks, where it is this process's turn; jobs that are taken; and files that are watched."""

import datetime as dt
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace

import watchfiles
from django.db import close_old_connections, connection

from advocacybot.campaign.accounts import Account
from advocacybot.errors import BadInput
from advocacybot.pipeline import accounts, desk, watch
from advocacybot.pipeline.deliver import Deliverer
from advocacybot.pipeline.house import House
from advocacybot.pipeline.lookout import Lookout
from advocacybot.pipeline.notices import Teller
from advocacybot.pipeline.presence import present
from advocacybot.pipeline.sweep import Glance, glance
from advocacybot.store import claims, news, processes
from advocacybot.store.address import GONE, failure
from advocacybot.store.locks import Turn
from advocacybot.tasks import Jobs

logger = logging.getLogger("advocacybot")

EVERY = 1.0
"""Seconds between two whole looks while something is on its way."""
AT_REST = 4.0
"""Seconds between two whole looks where nothing is, nothing is due before, and nobody told of anything. Less than the seconds
for which whoever plans may be silent (``store.locks``)."""
ASKS_EVERY = 0.2
"""Seconds between two questions whether there is a reason to look."""
AT_LEAST = 0.02
"""Seconds between two looks, however much is due."""
_MEETS_AT_ONCE = 4
_MEETS_EVERY = 60.0
"""Seconds between two looks which accounts are to be asked for who they are."""
TO_STOP = 20.0
"""Seconds for what is at hand when the bot is to stop: within the 30 that Docker and Kubernetes are told to give."""
TO_DELIVER = 5.0
"""Seconds, after those, for what partner campaigns are being told."""


class Planner:
    """Plans while it is this process's turn, and follows whoever does while it is not.

    A whole look takes a dozen queries, and mostly finds nothing. So it is for when something was told, an instant came that the
    last one knew of, or some seconds have passed; in between, the clock and one small query tell whether to look.
    """

    def __init__(self, house: House, turn: Turn | None, jobs: Jobs, stopping: Callable[[], bool]) -> None:
        """``turn``: what only one process of all has; nothing where this one is to follow."""
        self._house = house
        self._turn = turn
        self._jobs = jobs
        self._stopping = stopping
        self._plans: bool | None = None
        self._seen: Glance | None = None
        """What the last whole look saw; nothing where there is to be another one."""
        self._looked = 0.0
        """When that was, by a steady clock."""

    def look(self) -> float:
        """Look as far as there is a reason to; the seconds until it is to be called again.

        Raises:
            BadInput: it begins to plan, the files are refused, and none ever took effect before.
        """
        if self._seen is not None:
            self._seen, fell_due = self._fallen_due(self._seen)
            if fell_due or not self._is_to_look(self._seen):
                return self._until(self._seen.next_due)
            self._seen = None
        mine = self._is_our_turn()
        if not mine:
            self._follow()
            return EVERY
        if self._plans is not True:
            self._begin()
        return self._plan()

    def _is_our_turn(self) -> bool:
        mine = self._turn is not None and self._turn.mine()
        if self._turn and not mine and self._plans is not False:
            logger.info("another process plans; this one takes over when that is gone")
        if not mine:
            self._plans = False
        return mine

    def _follow(self) -> None:
        """Work by whatever whoever plans let take effect."""
        desk.catch_up(self._house)
        self._jobs.follow()

    def _begin(self) -> None:
        """Let the files take effect; where they are refused, go on with them as they last did."""
        try:
            watch.take(self._house)
        except BadInput as error:
            desk.catch_up(self._house)
            if self._house.accepted is None:
                raise
            _say(error)
        self._plans = True
        logger.info("this process plans")

    def look_again(self) -> None:
        """Have the next look be a whole one."""
        self._seen = None

    def _plan(self) -> float:
        """Whoever was frozen may have lost its turn meanwhile: so it is asked for before each look."""
        while True:
            seen = glance(self._house)
            self._jobs.hand_out(seen.accounts, time.monotonic())
            if not seen.more:
                self._seen, self._looked = seen, time.monotonic()
                return self._until(seen.next_due)
            if self._stopping() or not self._is_our_turn():
                return EVERY

    def _fallen_due(self, seen: Glance) -> tuple[Glance, bool]:
        """Hand out what fell due since, before anything is drafted, which takes a while: a job that is early or doubled changes
        nothing. What is seen then, and whether the whole look may wait for what was handed out."""
        now = self._house.clock.now()
        if seen.next_due is None or seen.next_due > now:
            return seen, False
        accounts = claims.accounts_to_attend_to(now)
        self._jobs.hand_out(accounts, time.monotonic())
        return replace(seen, accounts=accounts, next_due=claims.next_due(now)), time.monotonic() < self._looked + AT_REST

    def _is_to_look(self, seen: Glance) -> bool:
        """Whether there is a reason for a whole look."""
        to_plan = seen.plan_at is not None and seen.plan_at <= self._house.clock.now()
        under_way = bool(seen.accounts) or to_plan
        return time.monotonic() >= self._looked + (EVERY if under_way else AT_REST) or news.told(but_of_sending=under_way)

    def _until(self, due: dt.datetime | None) -> float:
        if due is None:
            return ASKS_EVERY
        return min(ASKS_EVERY, max(AT_LEAST, (due - self._house.clock.now()).total_seconds()))

    @property
    def plans(self) -> bool:
        return self._plans is True

    def give_up(self) -> None:
        if self._turn:
            self._turn.give_up()


class OnPaper(Planner):
    """For a dry run, which plans without taking the turn from anybody: whoever publishes in earnest waits for whoever has it."""

    def _is_our_turn(self) -> bool:
        return True


class Bot:
    """Runs until it is told to stop. Killed at any moment, it, or another, goes on where it was."""

    def __init__(self, house: House, jobs: Jobs, turn: Turn | None, doing: tuple[str, ...], *, on_paper: bool = False) -> None:
        """``turn``: nothing where it never plans. ``doing``: what it is known to do. ``on_paper``: no platform is asked."""
        self._house = house
        self._doing = doing
        self._on_paper = on_paper
        self._jobs = jobs
        self._stop = threading.Event()
        self._woken = threading.Event()
        self._files_changed = threading.Event()
        self._teller = Teller(house)
        self._deliverer = Deliverer(house)
        self._lookout = Lookout(house)
        self._planner = (OnPaper if on_paper else Planner)(house, turn, jobs, self._stop.is_set)
        self._said = ""

    def run(self) -> None:
        """Work until :meth:`stop`, SIGINT or SIGTERM.

        Raises:
            BadInput: it plans first of all, the files are refused, and none ever took effect before.
        """
        with stopped_by_signals(self.stop), nullcontext() if self._on_paper else present(self._house, *self._doing):
            try:
                self._work()
            finally:
                self._planner.give_up()
                self._jobs.stop(TO_STOP)
                self._deliverer.stop(TO_DELIVER)
        logger.info("stopped; what was queued stays queued")

    def _work(self) -> None:
        self._start(self._watch, "files")  # before they are read for the first time, so that no edit is missed
        pause = self._look()
        if processes.PUBLISH in self._doing and not self._on_paper:
            self._start(self._meet_accounts, "accounts")
        logger.info("at work: %s", self._house.folder.path)
        while not self._stop.is_set():
            self._woken.wait(pause)
            self._woken.clear()
            if self._files_changed.is_set() and not self._stop.is_set():
                self._files_changed.clear()
                self._take_files()
                self._planner.look_again()
            if not self._stop.is_set():
                pause = self._look()
            if not self._on_paper:
                self._teller.attend(planning=self._planner.plans)
                self._lookout.attend(planning=self._planner.plans)
                self._deliverer.attend()

    def stop(self) -> None:
        self._stop.set()
        self._woken.set()

    def _start(self, does: Callable[[], None], name: str) -> None:
        threading.Thread(target=does, name=name, daemon=True).start()

    def _watch(self) -> None:
        """Only where there are files, and where somebody may plan by them."""
        folders = [one for one in (self._house.folder.config, self._house.folder.templates) if one.is_dir()]
        if not folders or processes.PLAN not in self._doing:
            return
        for _ in watchfiles.watch(*folders, stop_event=self._stop, debounce=400, step=200):
            self._files_changed.set()
            self._woken.set()

    def _meet_accounts(self) -> None:
        """Learn who each account is, and say which cannot post: at once, and again before something is due there."""
        met: dict[str, dt.datetime] = {}
        with ThreadPoolExecutor(_MEETS_AT_ONCE, thread_name_prefix="accounts") as several:
            while not self._stop.is_set():
                found = self._to_meet(met)
                met |= dict.fromkeys((one.voice for one in found), self._house.clock.now())
                list(several.map(self._meet, found))
                self._stop.wait(_MEETS_EVERY)

    def _to_meet(self, met: Mapping[str, dt.datetime]) -> list[Account]:
        try:
            return accounts.to_meet(self._house, met)
        except GONE:  # of which whoever looks around tells
            return []
        finally:
            connection.close()

    def _meet(self, account: Account) -> None:
        try:
            problem = "" if self._stop.is_set() else accounts.state(self._house, account).problem
            if problem:
                logger.warning("%s cannot post: %s", account.name, problem)
        except Exception:
            logger.exception("%s: it cannot be told who that is", account.name)
        finally:
            connection.close()

    def _look(self) -> float:
        """One look; the seconds until the next. An error ends nothing, as another look may find its cause gone; it is said
        once while it stays the same."""
        close_old_connections()
        try:
            pause = self._planner.look()
        except BadInput as error:
            if self._house.accepted is None:
                raise
            self._say_once(str(error))
        except GONE as error:
            self._say_once(str(failure(error, connection)))
        except Exception as error:  # noqa: BLE001 – it is logged with all that it tells
            self._say_once(f"{type(error).__name__}: {error}", traceback=True)
        else:
            self._said = ""
            return pause
        return EVERY

    def _say_once(self, what: str, *, traceback: bool = False) -> None:
        if what != self._said:
            logger.error("this look failed, and others follow: %s", what, exc_info=traceback)
        self._said = what

    def _take_files(self) -> None:
        try:
            for event in watch.reread(self._house):
                logger.info("%s: %s", watch.symbol(event), watch.kind(event))
        except BadInput as error:
            _say(error)
        except Exception:
            logger.exception("the edit cannot take effect now; it is tried again")
            self._files_changed.set()


def following(house: House, stop: threading.Event) -> None:
    """Have the house work by whatever takes effect elsewhere, until it is to stop, and tell the staff where nobody plans: for a
    process that does nothing by itself."""
    said, teller = "", Teller(house)
    while not stop.wait(EVERY):
        close_old_connections()
        try:
            desk.catch_up(house)
            teller.attend(planning=False)
            said = ""
        except (BadInput, *GONE) as error:
            if str(error) != said:
                logger.error("what changed elsewhere cannot be followed now: %s", error)
            said = str(error)


@contextmanager
def stopped_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Have SIGINT and SIGTERM end what is at work, in good order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop())
    yield


def _say(error: BadInput) -> None:
    for line in str(error).splitlines():
        logger.error("the edit changes nothing until this is mended: %s", line)
