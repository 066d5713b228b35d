"""A server that knows nothing of us, and yet ends when we do: ``python -m tests.servers.guard '{"command": […], …}'``.

It runs the command as that user, says in a line of JSON by which number the system knows it, and ends it when its own stdin does.
Whoever started it waits until the server answers.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from tests.servers.process import NotStarted, ServerProcess

_PATIENCE = 60  # seconds, in which the slowest disk has made its files


class Guarded(ServerProcess):
    """A server on a port and in a folder of its own, both kept while it is stopped, killed and started again."""

    user: str | None = None
    """As whom it runs, where we are root and it refuses to."""

    ends_by: signal.Signals = signal.SIGTERM
    """What has it stop in good order."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = tempfile.TemporaryDirectory(prefix="advocacybot-server-")
        self.folder = Path(self._kept.name)
        self.port = _free_port()

    def server(self) -> Sequence[str]:
        """The command of the server itself."""
        raise NotImplementedError

    def address(self) -> str:
        """Where it is to be found."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether it does. It raises nothing."""
        raise NotImplementedError

    def command(self) -> list[str]:
        told = {"command": list(self.server()), "user": self.user, "ends_by": self.ends_by, "url": self.address()}
        return [sys.executable, "-m", "tests.servers.guard", json.dumps(told | {"folder": str(self.folder)})]

    def start(self) -> Self:
        super().start()
        deadline = time.monotonic() + _PATIENCE
        while not self.answers():
            if time.monotonic() > deadline or not _lives(self.server_pid):
                complaints = self._said()
                self.stop()
                raise NotStarted(complaints)
            time.sleep(0.02)  # between one asking and the next
        return self

    @property
    def server_pid(self) -> int:
        return int(self.ready["pid"])

    def kill(self) -> None:
        """As a power cut does: at once, and nothing is put in order. ``start`` brings it back with what was on its disk."""
        with suppress(ProcessLookupError):
            os.kill(self.server_pid, signal.SIGKILL)
        self.stop()

    def restart(self) -> None:
        """Stops it in good order, whoever is connected, and starts it again."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stops it for good; its folder goes."""
        self.stop()
        self._kept.cleanup()

    def __enter__(self) -> Self:
        try:
            return self.start()
        except NotStarted:
            self.close()
            raise

    def __exit__(self, *_: object) -> None:
        self.close()

    def _said(self) -> str:
        assert self._complaints
        self._complaints.seek(0)
        return self._complaints.read().decode(errors="replace")


def own_user(name: str) -> str | None:
    """That user where we are root; else we are nobody that a server would refuse to run as."""
    return name if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _lives(pid: int) -> bool:
    """Whether that process is there, and not one that ended and that nobody asked after."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _guard(command: Sequence[str], user: str | None, ends_by: int, url: str, folder: str) -> None:
    started_by = os.getppid()
    server: subprocess.Popen[Any] = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, user=user, group=user, extra_groups=[] if user else None, cwd="/"
    )

    def end(*_: object) -> None:
        with suppress(ProcessLookupError):
            server.send_signal(ends_by)

    def end_with_stdin() -> None:
        sys.stdin.read()
        end()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # typed at the terminal: whoever started us ends us
    threading.Thread(target=end_with_stdin, daemon=True).start()
    print(json.dumps({"url": url, "pid": server.pid}), flush=True)
    server.wait()
    if os.getppid() != started_by:  # nobody is left who would take it away
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _guard(**json.loads(sys.argv[1]))
