"""Real processes, forked from a warm parent: each is at work within milliseconds, and dies by SIGKILL like any other.

The parent runs no thread while it forks, and has no database connection open.
"""

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from typing import Any, NoReturn

from django.db import connections

Work = Callable[[Connection], None]
"""What a process does. What it says into the connection, its parent hears, and the other way round."""


class WentWrong(Exception):
    """A process that was not to fail failed; its own traceback stands on stderr."""


@dataclass(frozen=True)
class Ended:
    """How a process ended: killed or not, and what it said up to then."""

    killed: bool
    said: tuple[Any, ...]


@dataclass(frozen=True)
class Child:
    """A process that was started."""

    pid: int
    line: Connection

    def hear(self) -> Any:
        """The next thing that it says."""
        return self.line.recv()

    def ask(self, question: str) -> Any:
        """What it answers."""
        self.line.send(question)
        return self.hear()

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def stopped(self) -> None:
        """Wait until it has stopped itself.

        Raises:
            WentWrong: it ended before.
        """
        _, status = os.waitpid(self.pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            raise WentWrong

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def ended(self) -> Ended:
        """How it ended, waiting for that.

        Raises:
            WentWrong: it ended by an error.
        """
        said = tuple(self._rest())
        self.line.close()
        _, status = os.waitpid(self.pid, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if status and not killed:
            raise WentWrong
        return Ended(killed, said)

    def _rest(self) -> list[Any]:
        said = []
        try:
            while True:
                said.append(self.hear())
        except EOFError:
            return said


def start(work: Work) -> Child:
    """Let a process of its own do the work."""
    connections.close_all()
    ours, theirs = Pipe()
    pid = os.fork()
    if pid == 0:
        ours.close()
        _live(work, theirs)
    theirs.close()
    return Child(pid, ours)


def die() -> NoReturn:
    """Kill this very process, as ``kill -9`` does: nothing is closed, flushed, rolled back or said."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def stop() -> None:
    """Stop this very process, as ``kill -STOP`` or a laptop that is shut does, until another lets it go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


def _live(work: Work, line: Connection) -> NoReturn:
    """Work, and end here: nothing of the parent's own ending is done twice."""
    code = 1
    try:
        work(line)
        code = 0
    except BaseException:  # noqa: BLE001 – whatever it is, the parent is told by the exit code
        traceback.print_exc()
    finally:
        os._exit(code)
