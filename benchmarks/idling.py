"""What the bot takes while it has nothing to do, and how soon after its start it serves: by the shipped campaign."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from advocacybot.wiring import shipped
from benchmarks.fanout.crews import family, processor_seconds
from benchmarks.figures import Figure, seconds

_SETTLED = 5.0
"""Seconds after its start, when what a start takes is over."""
_IDLE = 30.0
_STARTS = 5
_PATIENCE = 60.0


def measure_idle() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder, _running(_campaign(Path(folder))) as (pid, _):
        time.sleep(_SETTLED)
        before = processor_seconds(pid)
        time.sleep(_IDLE)
        share = (processor_seconds(pid) - before) / _IDLE
        memory = sum(map(_memory, family(pid)))
    return [
        Figure("idle: memory of `advocacybot run`", f"{memory / 1024:.0f} MiB", "its share of what is in memory (PSS or RSS)"),
        Figure("  processor", f"{share:.2%}", f"of one core, over {_IDLE:.0f} s"),
    ]


def measure_start() -> list[Figure]:
    """From the exec to the first answer of 200; the first start of all, which makes the database, is told apart."""
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder:
        home = _campaign(Path(folder))
        first, *others = [_start(home) for _ in range(_STARTS + 1)]
    return [
        Figure("start: `run` until it serves", seconds(median(others)), f"median of {_STARTS}"),
        Figure("  the very first, which makes the database", seconds(first)),
    ]


def _start(home: Path) -> float:
    with _running(home) as (_, ready):
        return ready


def _campaign(folder: Path) -> Path:
    for name in ("config", "message_templates"):
        shutil.copytree(shipped() / name, folder / name)
    return folder


@contextmanager
def _running(home: Path) -> Iterator[tuple[int, float]]:
    """`advocacybot run`; its number, and after how many seconds it served."""
    port = _free_port()
    command = [sys.executable, "-m", "advocacybot", "--home", str(home), "run", "--listen", f"127.0.0.1:{port}"]
    with (home / "log").open("ab") as log:
        began = time.perf_counter()
        process = subprocess.Popen(command, env={"PATH": os.environ["PATH"], "ADVOCACYBOT_FEEDS": "off"}, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield process.pid, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Until it answers with 200.

    Raises:
        TimeoutError: it never does.
    """
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 – its own, on this machine
                return
        except OSError:  # it listens not yet, or is not yet awake
            time.sleep(0.01)
    raise TimeoutError(f"{url}: see the log")  # noqa: EM102


def _memory(pid: int) -> int:
    """KiB of a process: what it shares with others counts in part where the system tells that, and else whole."""
    for name, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        path = Path(f"/proc/{pid}/{name}")
        found = [line.split()[1] for line in path.read_text().splitlines() if line.startswith(field)] if path.exists() else []
        if found:
            return int(found[0])
    return 0


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
