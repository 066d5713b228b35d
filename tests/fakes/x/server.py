"""The fake at its address: it takes requests over HTTP, finds out who asks and whether they may, and answers."""

import datetime as dt
import json
import re
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import urlsplit

from tests.fakes.x import answers, control, media, oauth, posts
from tests.fakes.x.answers import Answer, Refused
from tests.fakes.x.circumstances import Circumstances
from tests.fakes.x.oauth import Signatures
from tests.fakes.x.requested import Call, Requested
from tests.fakes.x.state import World, XApp, XPost, XUser

PUBLIC = ("https://api.x.com", "https://api.twitter.com")
"""What X's own servers are called: a client may sign for one of them, and its requests be turned to the fake afterwards."""

_MOST_BYTES = 16 * 1024 * 1024

_ENDPOINTS: Mapping[str, Callable[[World, Call], Answer]] = {
    "POST /2/tweets": posts.create,
    "DELETE /2/tweets/:id": posts.delete,
    "GET /2/tweets/:id": posts.read,
    "GET /2/users/me": posts.me,
    "GET /2/users/:id/tweets": posts.timeline,
    "POST /2/media/upload": media.upload,
    "GET /2/media/upload": media.status,
    "POST /2/media/metadata": media.describe,
}
_PATTERNS = {name: re.compile(name.replace(":id", "([^/]+)")) for name in _ENDPOINTS}
_OAUTH: Mapping[str, Callable[[Signatures, Requested], Answer]] = {
    "POST /oauth/request_token": oauth.request_token,
    "GET /oauth/authorize": oauth.authorize,
    "POST /oauth/access_token": oauth.access_token,
}


class Cut(Exception):
    """No answer: the connection is cut."""


class XApi(Circumstances):
    """X's API on the loopback, while it is entered.

    ``now``: its clock; ``signing_now``: the one that signatures are held against, in seconds since 1970; ``public``: other
    servers that requests may have been signed for.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        signing_now: Callable[[], float] = time.time,
        public: Sequence[str] = PUBLIC,
    ) -> None:
        super().__init__(World(now))
        self._server = _Server(port, self._answer)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._signatures = Signatures(self._world, (self.url, *public), signing_now)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, name="fake X")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()
        if self._server.broke is not None:
            raise self._server.broke

    @property
    def app(self) -> XApp:
        return self._world.app

    @property
    def users(self) -> list[XUser]:
        with self._world.lock:
            return list(self._world.users.values())

    def add_user(self, handle: str) -> XUser:
        with self._world.lock:
            return self._world.add_user(handle)

    def posts(self, handle: str) -> list[XPost]:
        """What stands on X by that user, oldest first."""
        with self._world.lock:
            user = self._world.users[handle]
            return [one for one in self._world.posts.values() if one.user_id == user.id]

    def calls(self, endpoint: str) -> int:
        """How often an endpoint was called, by its name in :data:`tests.fakes.x.windows.PER_USER`."""
        with self._world.lock:
            return self._world.calls[endpoint]

    def _answer(self, requested: Requested) -> Answer:
        with self._world.lock:
            try:
                if requested.path.startswith("/_fake/"):
                    return control.answer(self, requested)
                if requested.path.startswith("/oauth/"):
                    return self._authorizing(requested)
                return self._endpoint(requested)
            except Refused as error:
                return error.answer

    def _authorizing(self, requested: Requested) -> Answer:
        found = _OAUTH.get(f"{requested.method} {requested.path}")
        if found is None:
            answers.oauth_error(404, 34, "Sorry, that page does not exist.")
        return found(self._signatures, requested)

    def _endpoint(self, requested: Requested) -> Answer:
        name, ids = _found(requested)
        self._world.calls[name] += 1
        self._break(name, after=False)
        user = self._signatures.user(requested)
        allowed, headers = self._world.windows.call(user.id, name, self._world.now())
        headers["x-access-level"] = "read" if self._world.read_only else "read-write"
        try:
            self._may(user, requested.method)
            if not allowed:
                raise Refused(answers.TOO_MANY_REQUESTS)
            answer = _ENDPOINTS[name](self._world, Call(requested, user, ids))
        except Refused as error:
            answer = error.answer
        else:
            self._break(name, after=True)
        return replace(answer, headers=headers | dict(answer.headers))

    def _may(self, user: XUser, method: str) -> None:
        """Whether the user and the app may do anything, and this."""
        world = self._world
        reasons = (
            (not world.enrolled, answers.NOT_ENROLLED),
            (user.handle in world.suspended, answers.SUSPENDED),
            (user.handle in world.locked, answers.LOCKED),
            (world.read_only and method != "GET", answers.READ_ONLY),
            (not world.credits, answers.NO_CREDITS),
            (world.cap is not None, answers.capped(*(world.cap or ("", "")))),
        )
        for holds, answer in reasons:
            if holds:
                raise Refused(answer)

    def _break(self, name: str, after: bool) -> None:
        fault = self._world.fault_for(name, after)
        if fault is not None:
            if fault.status is None:
                raise Cut
            raise Refused(answers.generic(fault.status))


def _found(requested: Requested) -> tuple[str, tuple[str, ...]]:
    """The endpoint, and the ids in the path."""
    for name, pattern in _PATTERNS.items():
        match = pattern.fullmatch(f"{requested.method} {requested.path}")
        if match:
            return name, match.groups()
    raise Refused(answers.NOT_FOUND)


# ── over HTTP ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, port: int, answer: Callable[[Requested], Answer]) -> None:
        self.answer = answer
        self.broke: BaseException | None = None
        """The first error that the fake itself made."""
        self._connections: set[socket.socket] = set()
        self._lock = Lock()
        self._closing = False
        super().__init__(("127.0.0.1", port), _Handler)

    def took(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections.add(connection)
            if self._closing:
                connection.shutdown(socket.SHUT_RDWR)

    def left(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections.discard(connection)

    def hang_up(self) -> None:
        """End the connections that clients keep open."""
        with self._lock:
            self._closing = True
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.broke = self.broke or sys.exception()
        super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "fake-x"
    disable_nagle_algorithm = True
    wbufsize = -1

    def setup(self) -> None:
        super().setup()
        cast("_Server", self.server).took(self.connection)

    def finish(self) -> None:
        cast("_Server", self.server).left(self.connection)
        with suppress(OSError):
            super().finish()

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def _do(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdigit() or int(length) > _MOST_BYTES:
            self.close_connection = True
            self._send(answers.generic(413 if length.isdigit() else 411))
            return
        parts = urlsplit(self.path)
        requested = Requested(self.command, parts.path, parts.query, self.headers, self.rfile.read(int(length)))
        try:
            self._send(cast("_Server", self.server).answer(requested))
        except Cut:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

    do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = do_HEAD = _do  # noqa: N815

    def _send(self, answer: Answer) -> None:
        plain = isinstance(answer.body, str)
        body = answer.body.encode() if isinstance(answer.body, str) else json.dumps(answer.body, ensure_ascii=False).encode()
        self.send_response(answer.status)
        problem = answer.status >= 400 and isinstance(answer.body, Mapping) and "type" in answer.body
        kind = "text/html" if plain else "application/problem+json" if problem else "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_words: Any) -> None:
        """Nothing is written down."""
