"""``advocacybot check`` on the shipped files, from start to end as its user waits for it."""

import subprocess
import sys
import time
from statistics import median

from advocacybot.wiring import shipped
from benchmarks.figures import Figure, seconds

_TIMES = 5


def measure() -> list[Figure]:
    took = sorted(_once() for _ in range(_TIMES))
    return [Figure("check, shipped files", seconds(median(took)), f"{seconds(took[0])} to {seconds(took[-1])}, of {_TIMES}")]


def _once() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "advocacybot", "--home", str(shipped()), "check"], check=True, capture_output=True)
    return time.perf_counter() - began
