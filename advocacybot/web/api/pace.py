"""How often a token may ask: so often in each minute of the clock, in each process. Several processes that serve give as many
times that; nothing is written for it, so no program holds up whoever publishes."""

import threading
import time
from collections import Counter

MOST = 120
"""Requests a minute."""
_WINDOW = 60


class Pace:
    """Counts the requests of each token in the minute that runs."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._window = 0
        self._counts: Counter[int] = Counter()

    def wait(self, token: int) -> int:
        """Count a request; the seconds after which that token may ask again, 0 where this one may be answered."""
        now = time.monotonic()
        with self._lock:
            if self._window != int(now) // _WINDOW:
                self._window = int(now) // _WINDOW
                self._counts.clear()
            self._counts[token] += 1
            return 0 if self._counts[token] <= self._most else _WINDOW - int(now) % _WINDOW
