"""The machines of a fleet: each runs one command, is killed and frozen, and is started again as an init system would."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.fleet.hours import Hours
from tests.servers.process import ROOT

_PROCESS = "benchmarks.fleet.process"
_STARTED_AGAIN_AFTER = (0.2, 2.0)
"""Seconds, at least and at most."""
_AT_WORK = b" at work: "
"""What a machine says once it takes signals in good order."""
_IN_ORDER = {False: (0,), True: (0, -signal.SIGTERM)}
"""The codes with which a machine may end: one that is at work, and one that is only starting."""
_GRACE = 30.0
"""Seconds that a machine has to stop in good order: so many Kubernetes gives."""


@dataclass
class Machine:
    """``home``: its own folder, with the campaign's files in it or not. ``zone``: what its own clock shows. ``log_from``: where
    in its log begins what it said since it was started last."""

    name: str
    command: tuple[str, ...]
    home: Path
    zone: str = "UTC"
    process: "subprocess.Popen[bytes] | None" = None
    start_at: float = 0.0
    thaw_at: float | None = None
    killed: bool = False
    log_from: int = 0

    @property
    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass
class Fleet:
    """``environment``: what all machines have in common. What they say goes into a file of each, in ``logs``."""

    hours: Hours
    environment: Mapping[str, str]
    machines: list[Machine]
    logs: Path
    lot: Random
    ended_by_themselves: int = field(default=0, init=False)

    def see_to(self) -> None:
        """Start what is to be started, and let what was frozen for long enough go on."""
        now = time.monotonic()
        for machine in self.machines:
            if machine.process is not None and not machine.lives:
                with machine.process:  # closes its pipe
                    self._gone(machine, now)
            if machine.process is None and now >= machine.start_at:
                self._start(machine)
            if machine.thaw_at is not None and now >= machine.thaw_at:
                self._thaw(machine)

    def kill(self) -> None:
        """One of those that live, by lot."""
        self._struck(lambda machine: machine.lives, signal.SIGKILL).killed = True

    def freeze(self, kind: str, seconds: float) -> None:
        """One of that kind, for so long that it is taken for dead."""
        machine = self._struck(lambda one: one.lives and one.name.startswith(kind), signal.SIGSTOP)
        machine.thaw_at = time.monotonic() + seconds

    def stop(self) -> int:
        """Stop those that live in good order; how many did not. One that was only just starting ends by the signal itself."""
        told = {machine.name: machine.process for machine in self.machines if machine.process and machine.lives}
        starting = {machine.name for machine in self.machines if not self._is_at_work(machine)}
        for machine in self.machines:
            self._thaw(machine)
        for process in told.values():
            process.terminate()
        deadline = time.monotonic() + _GRACE
        return sum(_stopped(process, deadline) not in _IN_ORDER[name in starting] for name, process in told.items())

    def _is_at_work(self, machine: Machine) -> bool:
        """Whether it said so since it was started last."""
        log = self.logs / f"{machine.name}.log"
        return log.exists() and _AT_WORK in log.read_bytes()[machine.log_from :]

    def end(self) -> None:
        """Whatever still lives is killed."""
        for process in self._processes():
            with process:
                process.kill()

    def _processes(self) -> Iterator["subprocess.Popen[bytes]"]:
        return (machine.process for machine in self.machines if machine.process)

    def _struck(self, which: "Callable[[Machine], bool]", by: signal.Signals) -> Machine:
        machine = self.lot.choice([one for one in self.machines if which(one)] or self.machines)
        if machine.process:
            machine.process.send_signal(by)
        return machine

    def _gone(self, machine: Machine, now: float) -> None:
        self.ended_by_themselves += not machine.killed
        machine.process, machine.thaw_at, machine.killed = None, None, False
        machine.start_at = now + self.lot.uniform(*_STARTED_AGAIN_AFTER)

    def _start(self, machine: Machine) -> None:
        command = [sys.executable, "-m", _PROCESS, self.hours.written(), *machine.command]
        own = {"ADVOCACYBOT_HOME": str(machine.home), "TZ": machine.zone, "PATH": os.environ["PATH"], "ADVOCACYBOT_FEEDS": "off"}
        with (self.logs / f"{machine.name}.log").open("ab") as log:
            machine.log_from = log.tell()
            machine.process = subprocess.Popen(
                command, cwd=ROOT, env={**self.environment, **own}, stdin=subprocess.PIPE, stdout=log, stderr=log
            )

    def _thaw(self, machine: Machine) -> None:
        if machine.thaw_at is not None and machine.lives and machine.process:
            machine.process.send_signal(signal.SIGCONT)
        machine.thaw_at = None


def _stopped(process: "subprocess.Popen[bytes]", deadline: float) -> int | None:
    """How it ended; nothing where it did not."""
    with suppress(subprocess.TimeoutExpired):
        return process.wait(max(0.0, deadline - time.monotonic()))
    return None
