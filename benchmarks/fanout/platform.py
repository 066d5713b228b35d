"""``python -m benchmarks.fanout.platform LATENCY``: a Mastodon that takes its time and hardly any of the machine's.

It answers what Mastodon.py asks to post, each request after so many seconds, as many at once as come, and keeps which account
posted what and when. It takes whatever it is given, twice where it is given twice: what was doubled is to be seen.
"""

import asyncio
import datetime as dt
import json
import re
import signal
import sys
import time
from functools import partial
from typing import NamedTuple, cast
from urllib.parse import parse_qs

from benchmarks.fleet.hours import Hours
from tests.servers.process import ServerProcess

LATENCY = 0.05
"""Seconds from a request to its answer, as a server half a continent away has them."""


class Taken(NamedTuple):
    """``at``: seconds of the machine's steady clock, which all its processes share."""

    account: str
    text: str
    at: float


def account(number: int) -> str:
    return f"a{number:03}"


def token(name: str) -> str:
    return f"token-of-{name}"


class Platform(ServerProcess):
    """The process."""

    def __init__(self, latency: float = LATENCY) -> None:
        super().__init__()
        self._latency = latency

    def command(self) -> list[str]:
        return [sys.executable, "-m", "benchmarks.fanout.platform", str(self._latency)]

    def begin(self, hours: Hours) -> None:
        """Forget what it took; what it takes from now on it dates by that clock."""
        self.told("PUT", "/_begin", data=hours.written())

    def count(self) -> int:
        """How many posts it took."""
        found: int = self.told("GET", "/_count")
        return found

    def taken(self) -> list[Taken]:
        """The posts that it took, in the order in which they came."""
        return [Taken(*one) for one in self.told("GET", "/_taken")]


_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_TOKEN = re.compile(rb"\r\nauthorization: *bearer token-of-(\w+)", re.IGNORECASE)
_END = b"\r\n\r\n"


class _Conversation(asyncio.Protocol):
    """One connection, which is kept. Whoever speaks on it waits for an answer before asking more."""

    def __init__(self, instance: "_Instance") -> None:
        self._instance = instance
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._line = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, end, body = self._heard.partition(_END)
        length = _LENGTH.search(head) if end else None
        if not end or len(body) < int(length[1] if length else 0):
            return
        self._heard = b""
        self._instance.asked(head, body, self._line)


class _Instance:
    def __init__(self, latency: float) -> None:
        self._latency = latency
        self._hours = Hours.starting(dt.datetime.now(dt.UTC))
        self._taken: list[Taken] = []

    def asked(self, head: bytes, body: bytes, line: asyncio.Transport) -> None:
        """Answer, once the time has passed that it takes."""
        method, path, _ = head.split(b" ", 2)
        if path.startswith(b"/_"):
            line.write(_answer(self._told(path, body)))
            return
        found = _TOKEN.search(head)
        said = self._said(method + b" " + path.partition(b"?")[0].rstrip(b"/"), found[1].decode() if found else "", body)
        asyncio.get_running_loop().call_later(self._latency, partial(_write, line, said))

    def _told(self, path: bytes, body: bytes) -> object:
        """What whoever measures asks."""
        if path == b"/_begin":
            self._hours, self._taken = Hours.read(body.decode()), []
        return self._taken if path == b"/_taken" else len(self._taken)

    def _said(self, what: bytes, name: str, body: bytes) -> bytes:
        if what == b"POST /api/v1/statuses" and name:
            return self._post(name, parse_qs(body.decode())["status"][0])
        if what == b"GET /api/v1/accounts/verify_credentials" and name:
            return _answer(_account(name))
        if what == b"GET /api/v2/instance":
            return _answer(_INSTANCE)
        return _answer({"error": "Record not found"}, "404 Not Found")

    def _post(self, name: str, text: str) -> bytes:
        self._taken.append(Taken(name, text, time.monotonic()))
        address = f"https://social.example/@{name}/{len(self._taken)}"
        own = {"id": str(len(self._taken)), "created_at": self._hours.now().isoformat(), "uri": address, "url": address}
        return _answer(own | {"content": f"<p>{text}</p>", "account": _account(name)} | _STATUS)


def _write(line: asyncio.Transport, said: bytes) -> None:
    if not line.is_closing():
        line.write(said)


def _answer(said: object, status: str = "200 OK") -> bytes:
    body = json.dumps(said).encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


_INSTANCE = {
    "domain": "social.example",
    "version": "4.4.0",
    "api_versions": {"mastodon": 6},
    "configuration": {"statuses": {"max_characters": 500, "characters_reserved_per_url": 23}},
}
_STATUS = {
    "in_reply_to_id": None,
    "in_reply_to_account_id": None,
    "sensitive": False,
    "spoiler_text": "",
    "visibility": "public",
    "language": "en",
    "replies_count": 0,
    "reblogs_count": 0,
    "favourites_count": 0,
    "favourited": False,
    "reblogged": False,
    "muted": False,
    "bookmarked": False,
    "reblog": None,
    "application": {"name": "advocacybot", "website": None},
    "media_attachments": [],
    "mentions": [],
    "tags": [{"name": "unsc", "url": "https://social.example/tags/unsc"}],
    "emojis": [],
    "card": None,
    "poll": None,
}
"""The rest of a status as docs.joinmastodon.org/entities/Status shows it: clients read all of it."""


def _account(name: str) -> dict[str, object]:
    """As docs.joinmastodon.org/entities/Account shows it."""
    address = f"https://social.example/@{name}"
    picture = "https://social.example/avatars/original/missing.png"
    return {
        "id": name,
        "username": name,
        "acct": name,
        "display_name": name,
        "locked": False,
        "bot": True,
        "discoverable": True,
        "group": False,
        "created_at": "2016-03-16T00:00:00.000Z",
        "note": "",
        "url": address,
        "uri": address,
        "avatar": picture,
        "avatar_static": picture,
        "header": picture,
        "header_static": picture,
        "followers_count": 0,
        "following_count": 0,
        "statuses_count": 0,
        "last_status_at": "2016-10-04",
        "emojis": [],
        "fields": [],
    }


async def _run(latency: float) -> None:
    loop, instance, stop = asyncio.get_running_loop(), _Instance(latency), asyncio.Event()
    server = await loop.create_server(lambda: _Conversation(instance), "127.0.0.1", 0, backlog=1024)
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_reader(sys.stdin, stop.set)
    print(json.dumps({"url": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"}), flush=True)
    await stop.wait()


if __name__ == "__main__":
    asyncio.run(_run(float(sys.argv[1])))
