"""``python -m benchmarks.fleet.platform HOURS SEED ACCOUNTS …``: instances of Mastodon with latency and mishaps, in one process.

Each has an address of its own, and so many accounts. When it was asked to post what, it keeps by the machine's steady clock.
It speaks HTTP/1.1 on connections that are kept, and says on one line of JSON where it listens.
"""

import asyncio
import json
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from random import Random
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from benchmarks.fleet.counting import Asked
from benchmarks.fleet.hours import Hours
from benchmarks.fleet.instance import Instance, Said
from benchmarks.fleet.mishaps import SLOWER_FOR, Mishap, befalling
from tests.servers.process import ServerProcess

_LATENCY = (0.02, 0.08)
"""Seconds that a request takes, at least and at most; half of them pass before the platform acts."""

_UNANSWERED_LOOKS = 0.02
"""So many of the requests that look for a post are answered 503."""


def account(number: int) -> str:
    return f"a{number:03}"


def token(name: str) -> str:
    return f"token-of-{name}"


class Instances(ServerProcess):
    """The process; ``accounts``: how many each instance has. Numbers go on from one instance to the next."""

    def __init__(self, hours: Hours, seed: int, accounts: list[int]) -> None:
        super().__init__()
        self._wishes = [hours.written(), str(seed), *map(str, accounts)]

    def command(self) -> list[str]:
        return [sys.executable, "-m", "benchmarks.fleet.platform", *self._wishes]

    @property
    def urls(self) -> list[str]:
        return [str(url) for url in self.ready["urls"]]

    def log(self) -> dict[str, Any]:
        """What stands there, what was asked, and how many mishaps there were of each kind."""
        found: dict[str, Any] = self.told("GET", "/_log")
        return found


class Request(NamedTuple):
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]

    @property
    def token(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def key(self) -> str:
        return self.headers.get("idempotency-key", "")


class ConnectionLost(Exception):
    """The mishap is that nothing is answered."""


@dataclass
class Front:
    """What stands before an instance: its latency, its mishaps, and who writes down what was asked."""

    hours: Hours
    seed: int
    instance: Instance
    asked: list[Asked] = field(default_factory=list)
    befell: dict[str, int] = field(default_factory=dict)
    _times: dict[str, int] = field(default_factory=dict)

    async def answer(self, request: Request) -> tuple[Said, dict[str, str]]:
        """Raises ``ConnectionLost``."""
        lot = self._lot(request)
        latency = lot.uniform(*_LATENCY) / 2
        await asyncio.sleep(latency)
        if (request.method, request.path) == ("POST", "/api/v1/statuses"):
            return await self._post(request, lot, latency)
        said = self._ask(request, lot)
        await asyncio.sleep(latency)
        return said, {}

    def _lot(self, request: Request) -> Random:
        """The same for the n-th time that the same is asked."""
        what = f"{request.method} {request.path} {request.token} {request.key}"
        self._times[what] = self._times.get(what, 0) + 1
        return Random(f"{self.seed} {what} {self._times[what]}")  # noqa: S311 – it guards nothing

    async def _post(self, request: Request, lot: Random, latency: float) -> tuple[Said, dict[str, str]]:
        began, mishap = time.monotonic() - latency, befalling(lot)
        said = self.instance.take(request.token, request.form, request.key, self.hours.now()) if _acts(mishap) else None
        await asyncio.sleep(latency)
        name = self.instance.accounts.get(request.token, "")
        self.asked.append(Asked(name, request.key, began, time.monotonic()))
        if mishap:
            self.befell[mishap.name] = self.befell.get(mishap.name, 0) + 1
            return _failed(mishap, self.hours)
        assert said  # noqa: S101 – it has acted
        return said, {}

    def _ask(self, request: Request, lot: Random) -> Said:
        path = request.path
        if path == "/api/v2/instance":
            return self.instance.describe()
        if path == "/api/v1/accounts/verify_credentials":
            return self.instance.who(request.token)
        if path.startswith("/api/v1/accounts/") and path.endswith("/statuses"):
            if lot.random() < _UNANSWERED_LOOKS:
                return 503, {"error": "Service Unavailable"}
            return self.instance.timeline(request.token, path.split("/")[4], request.query)
        return 404, {"error": "Record not found"}


def _acts(mishap: Mishap | None) -> bool:
    return mishap is None or mishap.taken


def _failed(mishap: Mishap, hours: Hours) -> tuple[Said, dict[str, str]]:
    if mishap.answers is None:
        raise ConnectionLost
    again = hours.at(time.monotonic() + SLOWER_FOR / hours.speed)
    headers = {"X-RateLimit-Reset": again.isoformat()} if mishap.answers == HTTPStatus.TOO_MANY_REQUESTS else {}
    return (mishap.answers, {"error": HTTPStatus(mishap.answers).phrase}), headers


# ── HTTP/1.1 ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def _serve(fronts: list[Front], front: Front, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A connection, until either side ends it."""
    with suppress(ConnectionError, asyncio.IncompleteReadError, ConnectionLost):
        while request := await _read(reader):
            said, headers = (_log(fronts), {}) if request.path == "/_log" else await front.answer(request)
            writer.write(_written(said, headers))
            await writer.drain()
    writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    first = await reader.readline()
    if not first:
        return None
    method, target, _ = first.decode("latin-1").split()
    headers: dict[str, str] = {}
    while (line := (await reader.readline()).decode("latin-1").strip()) != "":
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    address = urlsplit(target)
    return Request(method, address.path, dict(parse_qsl(address.query)), headers, dict(parse_qsl(body.decode())))


def _written(said: Said, headers: dict[str, str]) -> bytes:
    status, body = said[0], json.dumps(said[1]).encode()
    all_headers = {"Content-Type": "application/json", "Content-Length": str(len(body))} | headers
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in all_headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _log(fronts: list[Front]) -> Said:
    befell: dict[str, int] = {}
    for front in fronts:
        befell |= {name: befell.get(name, 0) + times for name, times in front.befell.items()}
    statuses = [asdict(one) | {"at": one.at.isoformat()} for front in fronts for one in front.instance.statuses.values()]
    return 200, {"statuses": statuses, "asked": [one for front in fronts for one in front.asked], "befell": befell}


async def _run(hours: Hours, seed: int, sizes: list[int]) -> None:
    fronts: list[Front] = []
    first = 0
    for size in sizes:
        names = [account(number) for number in range(first, first + size)]
        fronts.append(Front(hours, seed, Instance("", {token(name): name for name in names})))
        first += size
    for front in fronts:
        front.instance.url = await _listen(fronts, front)
    urls = [front.instance.url for front in fronts]
    sys.stdout.write(json.dumps({"url": urls[0], "urls": urls}) + "\n")
    sys.stdout.flush()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    asyncio.get_running_loop().add_reader(sys.stdin, stop.set)
    await stop.wait()


async def _listen(fronts: list[Front], front: Front) -> str:
    server = await asyncio.start_server(lambda reader, writer: _serve(fronts, front, reader, writer), "127.0.0.1", 0)
    return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


if __name__ == "__main__":
    asyncio.run(_run(Hours.read(sys.argv[1]), int(sys.argv[2]), [int(size) for size in sys.argv[3:]]))
