"""A proxy that loses things: it stands between a client and a server on loopback, and passes on whatever it is not told to lose.

It speaks HTTP/1.1, one request on each connection, and reads whole bodies: a stream without an end is not for it. What was asked
is in ``seen``, what was given to the server in ``passed_on``. What it may do with a request instead: ``tests.servers.faults``.
"""

import http.client
import os
import select
import socket
import socketserver
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler
from typing import Literal, Self, TypeVar
from urllib.parse import urlsplit

Moment = Literal["before", "after"]
F = TypeVar("F", bound="Fault")

_OF_ONE_CONNECTION = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
_PATIENCE = 30  # seconds for what should take none


class ServerGone(Exception):
    """The server broke off, or nobody listens there any more."""


@dataclass(frozen=True)
class Request:
    """What a client asked. The path is without the query; the names of headers are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What is sent back. Its length is added where ``headers`` name none."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def wire(self, *, bodiless: bool = False) -> bytes:
        """As it goes over the line."""
        headers = dict(self.headers) | {"Connection": "close"}
        if self.status != http.client.NO_CONTENT and "content-length" not in {name.lower() for name in self.headers}:
            headers["Content-Length"] = str(len(self.body))
        first = f"HTTP/1.1 {self.status} {http.client.responses.get(self.status, '')}"
        lines = [first, *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode("latin-1") + (b"" if bodiless else self.body)


class Gate:
    """Shut until it is opened, once and for all. Unlike an event it can be waited for together with a client's leaving."""

    def __init__(self) -> None:
        self._waited_on, self._written_to = os.pipe()
        self._lock = threading.Lock()
        self.is_open = False

    def open(self) -> None:
        with self._lock:
            if not self.is_open:
                self.is_open = True
                os.write(self._written_to, b"!")  # nobody reads it, so everybody sees it

    def fileno(self) -> int:
        return self._waited_on

    def __del__(self) -> None:
        os.close(self._waited_on)
        os.close(self._written_to)


class Exchange:
    """One request, and what can be done about it. A fault does it."""

    def __init__(self, between: "Between", request: Request, client: socket.socket) -> None:
        self.request = request
        self._between = between
        self._client = client

    def pass_on(self) -> Answer:
        """Lets the server act, and returns its answer. Raises ``ServerGone``."""
        return self._between.pass_on(self.request)

    def answer(self, answer: Answer) -> None:
        """Sends an answer; that the client has gone does not matter."""
        with suppress(OSError):
            self._client.sendall(answer.wire(bodiless=self.request.method == "HEAD"))

    def reset(self) -> None:
        """Has the connection end with RST instead of FIN."""
        self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def wait_for_leaving(self, gate: Gate | None = None) -> bool:
        """Waits until the client leaves, the gate opens, or the proxy closes. False where it closes."""
        return self._wait(self._client, gate) if gate else self._wait(self._client)

    def wait_for(self, gate: Gate) -> bool:
        """Waits until the gate opens, or the proxy closes. False where it closes."""
        return self._wait(gate)

    def _wait(self, *signs: socket.socket | Gate) -> bool:
        watch = select.poll()
        for sign in (*signs, self._between.closing):
            watch.register(sign, select.POLLIN)  # a client that has asked everything sends nothing but its end
        watch.poll()
        return not self._between.closing.is_open


Fault = Callable[[Exchange], object]


@dataclass
class _Rule:
    method: str
    path: str
    times: int | None
    skip: int

    def takes(self, request: Request) -> bool:
        """Whether this request is the rule's; counts."""
        if self.times == 0 or self.method not in ("*", request.method) or not fnmatchcase(request.path, self.path):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Between:
    """Listens at ``url`` from ``start`` to ``stop``, and passes on to ``upstream``, such as ``http://127.0.0.1:3000``.

    Where the server is gone, the client's connection is reset. What a hook or a fault raises is raised again by ``stop``.
    A fork may talk to it, but only the process that made it can tell it what to do.
    """

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream
        self.seen: list[Request] = []
        self.passed_on: list[Request] = []
        self.closing = Gate()
        self.mishaps: list[BaseException] = []
        self._lock = threading.Lock()
        self._faults: list[tuple[_Rule, Fault]] = []
        self._hooks: list[tuple[_Rule, Moment, Callable[[], object]]] = []
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name=f"between {upstream}")

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        """Lets go of whoever is held, and returns when every thread has ended; a request that is held back stays undone."""
        self.closing.open()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if self.mishaps:
            raise self.mishaps[0]

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def on(self, method: str, path: str, fault: F, times: int | None = 1, skip: int = 0) -> F:
        """Does ``fault`` to the next ``times`` requests (``None``: to all) after the first ``skip``; ``*`` is every method, and
        stands for anything in a path. Of several rules the first that is not used up counts. Returns the fault."""
        with self._lock:
            self._faults.append((_Rule(method, path, times, skip), fault))
        return fault

    def when(
        self, method: str, path: str, moment: Moment, call: Callable[[], object], times: int | None = 1, skip: int = 0
    ) -> None:
        """Calls ``call`` when a request has come in, before anything is done about it, or after the server has answered it, and
        before the client hears of that."""
        with self._lock:
            self._hooks.append((_Rule(method, path, times, skip), moment, call))

    def clear(self) -> None:
        """Forgets every rule and every hook, and what was seen."""
        with self._lock:
            for kept in (self._faults, self._hooks, self.seen, self.passed_on):
                kept.clear()

    def take(self, request: Request, client: socket.socket) -> None:
        """Deals with one request."""
        exchange = Exchange(self, request, client)
        with self._lock:
            self.seen.append(request)
        self._call("before", request)
        with self._lock:
            fault = next((fault for rule, fault in self._faults if rule.takes(request)), _pass_on)
        try:
            fault(exchange)
        except ServerGone:
            exchange.reset()

    def pass_on(self, request: Request) -> Answer:
        """Asks the server. Raises ``ServerGone``."""
        with self._lock:
            self.passed_on.append(request)
        try:
            answer = _asked(self.upstream, request)
        except (OSError, http.client.HTTPException) as broken:
            raise ServerGone(self.upstream) from broken
        self._call("after", request)
        return answer

    def _call(self, moment: Moment, request: Request) -> None:
        with self._lock:
            calls = [call for rule, its, call in self._hooks if its == moment and rule.takes(request)]
        for call in calls:
            call()


def _pass_on(exchange: Exchange) -> None:
    exchange.answer(exchange.pass_on())


def _asked(upstream: str, request: Request) -> Answer:
    address = urlsplit(upstream)
    assert address.hostname
    line = http.client.HTTPConnection(address.hostname, address.port, timeout=_PATIENCE)
    try:
        target = f"{request.path}?{request.query}" if request.query else request.path
        line.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        line.putheader("Host", address.netloc)
        for name, value in request.headers.items():
            if name not in _OF_ONE_CONNECTION | {"host", "content-length", "expect"}:
                line.putheader(name, value)
        if request.body or "content-length" in request.headers:
            line.putheader("Content-Length", str(len(request.body)))
        line.endheaders(request.body or None)
        answer = line.getresponse()
        body = answer.read()
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in _OF_ONE_CONNECTION}
        return Answer(answer.status, headers, body)
    finally:
        line.close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = False  # so that closing it waits for all of them
    request_queue_size = 128

    def __init__(self, between: Between) -> None:
        self.between = between
        self._clients: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def get_request(self) -> tuple[socket.socket, object]:
        client, address = super().get_request()
        self._clients.add(client)
        return client, address

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Closes at once: the half close of the parent would be a FIN, where a fault wants an RST."""
        if isinstance(request, socket.socket):
            self._clients.discard(request)
        self.close_request(request)

    def server_close(self) -> None:
        for client in list(self._clients):
            with suppress(OSError):
                client.shutdown(socket.SHUT_RD)  # ends the wait of one who has not asked anything
        super().server_close()

    def handle_error(self, *_: object) -> None:
        mishap = sys.exception()
        if mishap and not isinstance(mishap, ConnectionError):
            self.between.mishaps.append(mishap)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        self.raw_requestline = self.rfile.readline(1 << 16)
        if self.raw_requestline and self.parse_request():
            path, _, query = self.path.partition("?")
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.server.between.take(Request(self.command, path, query, headers, self._body()), self.connection)

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:
                raise ConnectionAbortedError  # a client that dies while it asks has asked nothing
            return body
        body = b""
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def nowhere() -> Iterator[str]:
    """The address of a port that nobody listens on, and that nobody can take meanwhile: connecting is refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
