"""Requests that go onto paper instead of to the network: what a dry run shows, just as the clients would send it.

What a server would answer is made up, from a table that each platform's file has: so a thread's second part answers the first's
made-up number.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import httpx
import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

MadeUp = tuple[re.Pattern[str], Callable[[int], Any]]
"""Requests by method and path, and the JSON that answers the n-th of them: an ``error`` as 400, all else as 200."""

_HIDDEN = "…"
_TELLING = ("content-type", "idempotency-key", "authorization")
"""Headers that say something of the post; the others are the client library's own."""


@dataclass(frozen=True)
class Request:
    """A request as it would have been sent, its secrets hidden."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: str


class Paper:
    """A way for requests that ends here."""

    def __init__(self, made_up: Iterable[MadeUp], scrub: Callable[[str], str]) -> None:
        self.written: list[Request] = []
        self.for_requests: BaseAdapter = _ForRequests(self)
        self.for_httpx: httpx.BaseTransport = _ForHttpx(self)
        self._made_up = tuple(made_up)
        self._scrub = scrub

    def write(self, method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes) -> tuple[int, bytes]:
        """Write a request down; the status and the JSON that answer it."""
        told = tuple((name.lower(), _without_secret(name.lower(), value)) for name, value in headers if name.lower() in _TELLING)
        self.written.append(Request(method, url, told, self._scrub(_readable(body))))
        path = re.sub(r"^https?://[^/]+", "", url)
        made_up = (make(len(self.written)) for pattern, make in self._made_up if pattern.search(f"{method} {path}"))
        answer: Any = next(made_up, {})
        return 400 if "error" in answer else 200, json.dumps(answer).encode()


class _ForRequests(BaseAdapter):
    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        status, answer = self._paper.write(request.method or "", request.url or "", request.headers.items(), bytes(body))
        response = requests.Response()
        response.status_code, response.request, response.url = status, request, request.url or ""
        response.headers["content-type"] = "application/json"
        response.raw = HTTPResponse(BytesIO(answer), preload_content=False)
        return response

    def close(self) -> None:
        return


class _ForHttpx(httpx.BaseTransport):
    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        status, answer = self._paper.write(request.method, str(request.url), request.headers.items(), request.read())
        return httpx.Response(status, headers={"content-type": "application/json"}, content=answer)


def _without_secret(name: str, value: str) -> str:
    return f"{value.split(' ')[0]} {_HIDDEN}" if name == "authorization" else value


def _readable(body: bytes) -> str:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return f"({len(body):,} bytes)"
    return re.sub(r'("(?:password|media)": ?)"[^"]*"', rf'\1"{_HIDDEN}"', text)
