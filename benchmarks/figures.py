"""What is measured, and with what."""

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A line of the table: what was measured, what came out, and what to see it beside."""

    what: str
    result: str
    beside: str = ""


class Stopwatch:
    """Adds up how many seconds are spent in what."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - began

    def around(self, owner: object, function: str, name: str) -> None:
        """Time every call of a module's, or a class's, function from now on."""
        inner: Callable[..., Any] = getattr(owner, function)

        def timed(*args: Any) -> Any:
            with self.on(name):
                return inner(*args)

        setattr(owner, function, timed)


def seconds(value: float) -> str:
    """``12.3 s``, ``0.45 s``, ``0.80 ms``: three figures, as far as they say something."""
    if value < 0.1:
        return f"{value * 1000:.3g} ms"
    return f"{value:.1f} s" if value >= 10 else f"{value:.2f} s"


def memory_peak() -> str:
    """The most memory that this process has held (``ru_maxrss`` is in bytes on macOS, else in KiB)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{peak / (1024 * 1024 if sys.platform == 'darwin' else 1024):.0f} MiB"
