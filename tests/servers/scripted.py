"""A web server on loopback that answers as it is told, byte by byte: ``with scripted({"/feed": answer(b"…")}) as server: …``.

What was asked is in ``asked``: each request's first line and headers, as they came.
"""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Wire = Callable[[bytes], None]
Script = Callable[[Wire, threading.Event], None]
"""What the server does once it was asked: it is given what sends bytes, and what is set when everybody goes home."""


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]


@dataclass
class Scripted:
    port: int
    scripts: dict[str, Script]
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return self.origin + path


def answer(content: bytes = b"", status: str = "200 OK", length: int | None = None, **headers: str) -> Script:
    """An ordinary answer; ``length`` where it is to be told wrongly. ``content_type="…"`` is a header."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(content) if length is None else length}\r\n{lines}\r\n"
    return raw(head.encode("latin-1"), content)


def raw(*pieces: bytes) -> Script:
    """Those bytes, and then the connection is closed."""

    def script(wire: Wire, _: threading.Event) -> None:
        for piece in pieces:
            wire(piece)

    return script


def dripping(first: bytes, drop: bytes, every: float) -> Script:
    """Something at once, and then a drop from time to time, without an end."""

    def script(wire: Wire, over: threading.Event) -> None:
        wire(first)
        while not over.wait(every):
            wire(drop)

    return script


def silent(_: Wire, over: threading.Event) -> None:
    """Nothing, until everybody goes home."""
    over.wait()


def redirect(to: str, status: str = "302 Found") -> Script:
    return answer(status=status, location=to)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    served: Scripted

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is none."""


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def setup(self) -> None:
        tls = self.server.served.tls
        if tls:
            self.request = tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        if self.server.served.tls:
            self.request.close()

    def handle(self) -> None:
        with suppress(OSError):
            first = self.rfile.readline().decode("latin-1").split(" ")
            lines = iter(lambda: self.rfile.readline().decode("latin-1").strip(), "")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            if len(first) > 1:
                self.server.served.asked.append(Asked(first[1], headers))
                self.server.served.scripts[first[1]](self._send, self.server.served.over)

    def _send(self, content: bytes) -> None:
        self.wfile.write(content)
        self.wfile.flush()


@contextmanager
def scripted(scripts: Mapping[str, Script], tls: ssl.SSLContext | None = None) -> Iterator[Scripted]:
    """The server at work, on a port of its own."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        served = server.served = Scripted(server.server_address[1], dict(scripts), tls)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield served
        finally:
            served.over.set()
            server.shutdown()
            thread.join()
