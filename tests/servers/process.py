"""A server as a process of its own, and how it is asked."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self

import requests

ROOT = Path(__file__).parents[2]


class NotStarted(Exception):
    """The server ended before it was ready; what it wrote stands in the message."""


class ServerProcess:
    """Runs a command that prints one line of JSON, with its ``url`` in it, when it is ready, and that ends when its stdin does.

    So it ends with the process that started it, however that one ends. A fork of that process holds the stdin too: then it is
    ``stop`` that ends it, by a signal.
    """

    def __init__(self) -> None:
        self.ready: Mapping[str, Any] = {}
        """The line of JSON; empty until it has started."""
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None

    def command(self) -> list[str]:
        """What to run; the working directory is the repository."""
        raise NotImplementedError

    def start(self) -> Self:
        """Returns when the server answers. Raises ``NotStarted``."""
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 – ``stop`` closes it
        self._process = subprocess.Popen(
            self.command(),
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "TMPDIR": tempfile.gettempdir()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
        )
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self._complaints.seek(0)
            complaints = self._complaints.read().decode()
            self.stop()
            raise NotStarted(complaints)
        self.ready = json.loads(line)
        return self

    def stop(self) -> None:
        """Ends it, and returns when it has ended."""
        if not self._process:
            return
        self._process.terminate()
        with self._process:  # closes its pipes, and waits
            pass
        self._process = None
        if self._complaints:
            self._complaints.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return str(self.ready["url"])

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def ask(self, method: str, path: str, **wishes: Any) -> requests.Response:
        """One request, on a connection of its own, whatever the answer; ``wishes`` are those of ``requests``."""
        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, self.url + path, timeout=30, **wishes)

    def told(self, method: str, path: str, **wishes: Any) -> Any:
        """The JSON that it answers. Raises ``requests.HTTPError`` where it refuses."""
        answer = self.ask(method, path, **wishes)
        answer.raise_for_status()
        return answer.json() if answer.content else None
