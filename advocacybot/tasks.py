"""The jobs: each calls one stage. The queue only carries "look at post 17"; the stage checks everything for itself."""

from collections.abc import Callable, Iterable
from pathlib import Path

from huey import SqliteHuey
from huey.consumer import Consumer

from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import attend

Attend = Callable[[House, int], object]
"""What is done for a post when its turn comes."""

HAND_OUT_AGAIN_AFTER = 30.0
"""Seconds after which a post that is still due is handed out once more: its job may be lost."""


class Jobs:
    """The queue of jobs, and the workers that do them in this process."""

    def __init__(self, house: House, file: Path, attend: Attend = attend) -> None:
        self._house = house
        self._do = attend
        self._huey = SqliteHuey("advocacybot", filename=str(file), results=False, fsync=False)
        self._attend = self._huey.task(name="attend")(self._look_at)
        self._handed_out: dict[int, float] = {}

    def _look_at(self, post_id: int) -> None:
        self._do(self._house, post_id)

    def hand_out(self, post_ids: Iterable[int], now: float) -> int:
        """Queue a job for each post that has none on its way; how many. ``now``: seconds of a steady clock."""
        self._handed_out = {post: at for post, at in self._handed_out.items() if now - at < HAND_OUT_AGAIN_AFTER}
        fresh = [post for post in post_ids if post not in self._handed_out]
        for post in fresh:
            self._attend(post)
            self._handed_out[post] = now
        return len(fresh)

    def workers(self, count: int) -> Consumer:
        """Workers in this process, to be started and stopped."""
        return Consumer(self._huey, workers=count, periodic=False, initial_delay=0.05, max_delay=0.25, worker_type="thread")
