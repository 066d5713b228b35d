"""Waiting for what other processes do, without sleeping for luck."""

import time
from collections.abc import Callable


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold in that time: a bound for what should long have happened. Looking costs time too."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return holds()
