"""What can befall a request that goes through a ``Between``.

A fault is any callable that takes an ``Exchange``. Those below that take no wishes are plain functions or made ready; those that
hold a client are classes: ``held`` is set when they do, and ``release`` lets go. A client that gives up lets go as well.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.servers.between import Answer, Exchange, Gate

_JSON = {"Content-Type": "application/json"}
_PAGE = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_PATIENCE = 30  # seconds for what should take none


class NeverArrived(Exception):
    """A request that was held back did not reach the server."""


@dataclass(frozen=True)
class Answers:
    """Answers by itself: the server hears nothing."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __call__(self, exchange: Exchange) -> None:
        exchange.answer(Answer(self.status, self.headers, self.body))


@dataclass(frozen=True)
class Loses:
    """Lets the server act, throws its answer away, and answers something else."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __call__(self, exchange: Exchange) -> None:
        exchange.pass_on()
        exchange.answer(Answer(self.status, self.headers, self.body))


MALFORMED = Loses(200, _JSON, b'{"id": "1')
"""Lets the server act, and says 200 with what begins like JSON."""
EMPTY = Loses(200, _JSON)
"""Lets the server act, and says 200 with nothing."""
PAGE = Loses(200, {"Content-Type": "text/html; charset=utf-8"}, _PAGE)
"""Lets the server act, and says 200 with a page for people, as some gateways do."""


def truncated(exchange: Exchange) -> None:
    """Lets the server act, and breaks off in the middle of its answer, short of the length that was promised."""
    answer = exchange.pass_on()
    half = answer.body[: len(answer.body) // 2]
    kept = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
    exchange.answer(Answer(answer.status, kept | {"Content-Length": str(len(answer.body) + 1)}, half))


def reset_before(exchange: Exchange) -> None:
    """Resets the connection: the server hears nothing."""
    exchange.reset()


def reset_after(exchange: Exchange) -> None:
    """Lets the server act, and resets the connection."""
    exchange.pass_on()
    exchange.reset()


class Holds:
    """Never answers: the server hears nothing."""

    def __init__(self) -> None:
        self.held = threading.Event()
        self._gate = Gate()

    def __call__(self, exchange: Exchange) -> None:
        self.held.set()
        exchange.wait_for_leaving(self._gate)

    def release(self) -> None:
        """Closes the connections that are held, and those that are still to come."""
        self._gate.open()


class HoldsAnswer(Holds):
    """Lets the server act, and never answers. ``held`` is set when the server has acted."""

    def __call__(self, exchange: Exchange) -> None:
        exchange.pass_on()
        super().__call__(exchange)


class Late:
    """Passes the request on when the client has given up, and not before ``release``: it arrives when nobody expects it."""

    def __init__(self) -> None:
        self.held = threading.Event()
        self._arrived = threading.Event()
        self._gate = Gate()

    def __call__(self, exchange: Exchange) -> None:
        self.held.set()
        if exchange.wait_for_leaving() and exchange.wait_for(self._gate):
            exchange.pass_on()
            self._arrived.set()

    def release(self) -> None:
        """Returns when the server has acted; the client must have given up. Raises ``NeverArrived``."""
        self._gate.open()
        if not self._arrived.wait(_PATIENCE):
            raise NeverArrived
