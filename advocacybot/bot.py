"""The bot at work: one thread that looks, one that watches the files, and workers that publish."""

import logging
import signal
import threading
import time
from pathlib import Path

import watchfiles

from advocacybot.errors import BadInput
from advocacybot.pipeline import accounts, desk, watch
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import attend, glance
from advocacybot.sources.configuration import Folder
from advocacybot.tasks import Attend, Jobs

logger = logging.getLogger("advocacybot")

EVERY = 0.5
"""Seconds between two looks, where nothing happens to the files."""


class Bot:
    """Runs until it is told to stop. Killed at any moment, it goes on where it was. ``on_paper``: no platform is asked."""

    def __init__(self, house: House, jobs_file: Path, workers: int, attend: Attend = attend, *, on_paper: bool = False) -> None:
        self._house = house
        self._on_paper = on_paper
        self._jobs = Jobs(house, jobs_file, attend)
        self._workers = self._jobs.workers(workers)
        self._stop = threading.Event()
        self._files_changed = threading.Event()

    def run(self) -> None:
        """Work until :meth:`stop`, SIGINT or SIGTERM."""
        watcher = threading.Thread(target=self._watch, name="files", daemon=True)
        self._begin()
        self._workers.start()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop())
        watcher.start()
        if not self._on_paper:
            threading.Thread(target=self._meet_accounts, name="accounts", daemon=True).start()
        logger.info("at work: %s", self._house.folder.path)
        while not self._stop.is_set():
            self._look()
            if self._files_changed.wait(EVERY) and not self._stop.is_set():
                self._files_changed.clear()
                self._take_files()
        self._workers.stop(graceful=True)
        watcher.join(timeout=5)
        logger.info("stopped; what was queued stays queued")

    def _begin(self) -> None:
        """Let the files take effect; where they are refused, go on with them as they last did.

        Raises:
            BadInput: they are refused, and never took effect before.
        """
        try:
            watch.take(self._house)
        except BadInput as error:
            if not self._house.accepted.is_dir():
                raise
            _say(error)
            self._house.files = Folder(self._house.accepted).load()
            desk.lay_over(self._house)

    def stop(self) -> None:
        self._stop.set()
        self._files_changed.set()

    def _watch(self) -> None:
        folder = self._house.folder
        for _ in watchfiles.watch(folder.config, folder.templates, stop_event=self._stop, debounce=200, step=50):
            self._files_changed.set()

    def _meet_accounts(self) -> None:
        """Say at once which accounts cannot post, not only when something is due on them."""
        for account in self._house.campaign.accounts:
            try:
                problem = "" if account.rehearsal else accounts.state(self._house, account).problem
            except Exception:
                logger.exception("%s: it cannot be told who that is", account.name)
                continue
            if problem:
                logger.warning("%s cannot post: %s", account.name, problem)

    def _look(self) -> None:
        """One look. An error is said and does not end the bot: the next look may find the cause gone."""
        try:
            more = True
            while more and not self._stop.is_set():
                more, due = glance(self._house)
                self._jobs.hand_out(due, time.monotonic())
        except Exception:
            logger.exception("this look failed; another follows")

    def _take_files(self) -> None:
        try:
            for event in watch.reread(self._house):
                logger.info("%s: %s", watch.symbol(event), watch.kind(event))
        except BadInput as error:
            _say(error)


def _say(error: BadInput) -> None:
    for line in str(error).splitlines():
        logger.error("the edit changes nothing until this is mended: %s", line)
