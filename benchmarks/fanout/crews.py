"""Who sends the posts: each contender is so many processes, started before the posts are due."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.servers.process import ROOT

_GRACE = 20.0
"""Seconds that a process has to stop in good order."""


@dataclass
class Crew(AbstractContextManager["Crew"]):
    """Processes that run from the beginning of the block to its end. ``log``: where all that they say goes; ``served_by``: the
    servers that are at work for them alone meanwhile."""

    commands: Sequence[Sequence[str]]
    environment: Mapping[str, str]
    log: Path
    served_by: Sequence[int] = ()
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list, init=False)

    def __enter__(self) -> Self:
        with self.log.open("ab") as log:
            for command in self.commands:
                self.processes.append(self._started(command, log.fileno()))
        return self

    def _started(self, command: Sequence[str], log: int) -> "subprocess.Popen[bytes]":
        plain = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "ADVOCACYBOT_FEEDS": "off"}
        words = [sys.executable, "-m", *command]
        return subprocess.Popen(
            words, cwd=self.log.parent, env=plain | dict(self.environment), stdin=subprocess.PIPE, stdout=log, stderr=log
        )

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE)
            process.kill()
            process.communicate()

    @property
    def pids(self) -> list[int]:
        return [*(process.pid for process in self.processes), *self.served_by]


def family(*pids: int) -> dict[int, list[str]]:
    """Those processes and all that they started: of each, what ``/proc`` tells of it, from its state on (proc_pid_stat(5))."""
    told: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            told[int(path.parent.name)] = path.read_text().rpartition(")")[2].split()
    found, more = set(), set(pids)
    while more:
        found |= more
        more = {pid for pid, fields in told.items() if int(fields[1]) in more}
    return {pid: told[pid] for pid in found if pid in told}


def processor_seconds(*pids: int) -> float:
    """What those processes, and what they started, have taken until now."""
    ticks = sum(int(fields[11]) + int(fields[12]) for fields in family(*pids).values())
    return ticks / os.sysconf("SC_CLK_TCK")
