"""A file fetched from somebody else's server, politely and safely.

Politely: it is asked for by its ``ETag`` and ``Last-Modified``, under a name that says who asks, and what the server says of when
to come again is given on. Safely: by TLS alone; from addresses of the public internet alone, where the connection goes to the
very address that was looked at, so a name that means another one a moment later changes nothing; redirects are followed one by
one under the same rules; and time, bytes (as unpacked) and headers are counted while they come in.

No proxy is used: it would look the name up anew.
"""

import datetime as dt
import queue
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore
import httpx

from advocacybot import __version__
from advocacybot.campaign.fetches import Failure
from advocacybot.errors import NotFetched
from advocacybot.sources.feed_dates import read_date
from advocacybot.sources.networks import is_everybodys, is_this_machines

MOST_REDIRECTS = 5
MOST_HEADERS = 100
_MOST_ADDRESSES = 4
_LONGEST_MARK = 1_000
_LONGEST_ADDRESS = 2_000
_REDIRECTS = {301, 302, 303, 307, 308}
_KIND = re.compile(r"\s{0,9}([\w.+-]{1,100}/[\w.+-]{1,100})", re.ASCII)
_CHARSET = re.compile(r";\s{0,9}charset\s{0,9}=\s{0,9}\"?([\w.:+-]{1,40})", re.ASCII | re.IGNORECASE)
_ACCEPTED = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True)
class Limits:
    """``size``: bytes, as unpacked. ``connect``, ``read``, ``total``: seconds; the total includes every redirect."""

    size: int = 5_000_000
    connect: float = 10.0
    read: float = 15.0
    total: float = 40.0


USUAL = Limits()


@dataclass(frozen=True)
class Known:
    """By what the last answer is known to its server (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Fetched:
    """What a server gave. ``same``: nothing has changed since, and no content came. ``address``: where it was in the end."""

    address: str
    known: Known
    content: bytes = field(default=b"", repr=False)
    media_type: str = ""
    charset: str | None = None
    same: bool = False


Resolve = Callable[[str, int], Iterable[str]]
"""The addresses that a name means, for a port; raises :class:`OSError` where it means none."""


def system_addresses(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True)
class Circumstances:
    """How requests leave.

    ``on_this_machine``: origins, such as ``http://127.0.0.1:8123``, that may lie on loopback and go without TLS: for tests and
    rehearsals. ``contact``: the address of a page that says whose campaign it is.
    """

    limits: Limits = USUAL
    contact: str | None = None
    on_this_machine: Collection[str] = ()
    resolve: Resolve = system_addresses
    trust: ssl.SSLContext | None = field(default=None, repr=False)


def fetch(
    address: str,
    known: Known | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    circumstances: Circumstances | None = None,
) -> Fetched:
    """What is at the address now.

    Args:
        address: an ``https://`` address without a password in it.
        known: what was there last; the same is not sent again.
        headers: more that is asked with, of the address's own server alone: after a redirect to another one they are left out.
        circumstances: how requests leave.

    Raises:
        NotFetched: with the kind of failure, which says when to try again. It names the host alone: an address may hold a secret.
    """
    way = circumstances or Circumstances()
    deadline = time.monotonic() + way.limits.total
    first = url = _asked_for(address)
    for _ in range(MOST_REDIRECTS + 1):
        own = headers if headers and url.netloc == first.netloc and url.scheme == first.scheme else {}
        answer = _Hop(url, way, deadline, known or Known()).go(_request_headers(way, known) | dict(own))
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise _failure(Failure.REDIRECTS, first)


def _asked_for(address: str) -> httpx.URL:
    try:
        return httpx.URL(address)
    except httpx.InvalidURL:
        what, mend = "what is to be fetched has no address that can be read", _MENDS[Failure.REFUSED_ADDRESS]
        raise NotFetched(what=what, mend=mend, kind=Failure.REFUSED_ADDRESS) from None


def _request_headers(way: Circumstances, known: Known | None) -> dict[str, str]:
    asked = {
        "User-Agent": f"advocacybot/{__version__}" + (f" (+{way.contact})" if way.contact and way.contact.isascii() else ""),
        "Accept": _ACCEPTED,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if known and known.etag:
        asked["If-None-Match"] = known.etag
    if known and known.last_modified:
        asked["If-Modified-Since"] = known.last_modified
    return asked


# ── one request ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Hop:
    """One request and its answer."""

    url: httpx.URL
    way: Circumstances
    deadline: float
    known: Known

    def go(self, headers: Mapping[str, str]) -> Fetched | httpx.URL:
        """What is there, or where it is to be found."""
        self._check()
        with self._failures_told(), self._pool() as pool:
            asked = {"Host": self.url.netloc.decode("ascii"), **headers}
            timeout = {"connect": self.way.limits.connect, "read": self.way.limits.read, "write": self.way.limits.read}
            with pool.stream("GET", _wire(self.url), headers=list(asked.items()), extensions={"timeout": timeout}) as response:
                return self._read(response)

    def _check(self) -> None:
        """Refuse what is not asked at all, before any name is looked up."""
        url = self.url
        lawful = url.scheme == "https" or (url.scheme == "http" and _origin(url) in self.way.on_this_machine)
        if not lawful or not url.raw_host or url.userinfo or len(str(url)) > _LONGEST_ADDRESS:
            raise _failure(Failure.REFUSED_ADDRESS, url)

    def _pool(self) -> httpcore.ConnectionPool:
        ours = _origin(self.url) in self.way.on_this_machine
        backend = _Guarded(self.url, self.way.resolve, self.deadline, loopback=ours)
        return httpcore.ConnectionPool(ssl_context=self.way.trust or _usual_trust(), network_backend=backend, max_connections=1)

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        try:
            yield
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            raise _failure(Failure.UNREACHED, self.url) from None
        except httpcore.TimeoutException:
            raise _failure(Failure.TOO_SLOW, self.url) from None
        except httpcore.NetworkError:
            raise _failure(Failure.CUT_OFF, self.url) from None
        except httpcore.RemoteProtocolError as error:
            cut_off = "without sending" in str(error) or "incomplete" in str(error)
            raise _failure(Failure.CUT_OFF if cut_off else Failure.GARBLED, self.url) from None
        except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol, UnicodeError):
            raise _failure(Failure.REFUSED_ADDRESS, self.url) from None

    def _read(self, response: httpcore.Response) -> Fetched | httpx.URL:
        if len(response.headers) > MOST_HEADERS:
            raise _failure(Failure.TOO_BIG, self.url)
        headers = httpx.Headers(response.headers)
        if response.status in _REDIRECTS:
            return self._next(headers)
        if response.status == 304 and self.known != Known():
            marks = _marks(headers)
            kept = Known(marks.etag or self.known.etag, marks.last_modified or self.known.last_modified)
            return Fetched(str(self.url), kept, same=True)
        if response.status not in (200, 204):
            raise _failure(_judged(response.status), self.url, _retry_after(headers), response.status)
        media_type, charset = _media_type(headers.get("content-type", ""))
        return Fetched(str(self.url), _marks(headers), self._content(response, headers), media_type, charset)

    def _next(self, headers: httpx.Headers) -> httpx.URL:
        try:
            target = self.url.join(headers["location"]).copy_with(fragment=None)
        except (KeyError, httpx.InvalidURL, ValueError):
            raise _failure(Failure.GARBLED, self.url) from None
        return target

    def _content(self, response: httpcore.Response, headers: httpx.Headers) -> bytes:
        most, length = self.way.limits.size, headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > most:
            raise _failure(Failure.TOO_BIG, self.url)
        packing = headers.get("content-encoding", "identity").strip().lower()
        unpacked = _Unpacked(self.url, packing, most)
        for chunk in response.iter_stream():
            unpacked.take(chunk)
        return unpacked.whole()


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _wire(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


@cache
def _usual_trust() -> ssl.SSLContext:
    """Mozilla's authorities, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)


# ── what is said of an answer ───────────────────────────────────────────────────────────────────────────────────────


def _marks(headers: httpx.Headers) -> Known:
    """Its marks, where they are of a length that anybody would keep."""
    etag, modified = (headers.get(name) for name in ("etag", "last-modified"))
    return Known(*(mark if mark and mark.isascii() and len(mark) <= _LONGEST_MARK else None for mark in (etag, modified)))


def _media_type(header: str) -> tuple[str, str | None]:
    """``application/rss+xml`` and ``utf-8`` of a ``Content-Type`` (RFC 9110, 8.3)."""
    kind, charset = _KIND.match(header), _CHARSET.search(header[:300])
    return kind[1].lower() if kind else "", charset[1].lower() if charset else None


def _judged(status: int) -> Failure:
    """What a status means (RFC 9110, 15) that is neither success nor redirect."""
    known = dict.fromkeys((401, 402, 403, 407, 451), Failure.SHUT) | dict.fromkeys((404, 410), Failure.GONE)
    known |= {408: Failure.TOO_SLOW, 425: Failure.OUT_OF_ORDER, 429: Failure.PACE}
    if status in known:
        return known[status]
    if 400 <= status < 500:
        return Failure.REFUSED
    return Failure.OUT_OF_ORDER if status >= 500 else Failure.GARBLED


def _retry_after(headers: httpx.Headers) -> dt.timedelta | None:
    """How long the server asks to be left alone: in seconds, or until an hour, which is told by its own clock (``Date``)."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdecimal():
        return dt.timedelta(seconds=min(int(asked[:9]), 10**8))
    until, now = read_date(asked), read_date(headers.get("date", ""))
    return max(until - now, dt.timedelta()) if until and now else None


_MENDS: Mapping[Failure, str] = {
    Failure.UNREACHED: "it is tried again; see that the address is right",
    Failure.TOO_SLOW: "it is tried again",
    Failure.CUT_OFF: "it is tried again",
    Failure.TOO_BIG: "name a smaller feed of it",
    Failure.GARBLED: "it is tried again; see that the address is a feed's",
    Failure.REFUSED_ADDRESS: "write an https:// address of a server that everybody can reach, without a password in it",
    Failure.REDIRECTS: "write the address at which the feed is in the end",
    Failure.PACE: "it is left alone for a while; name a longer `every`",
    Failure.SHUT: "see whether the feed is still for everybody",
    Failure.GONE: "write the feed's new address, or take it out",
    Failure.REFUSED: "see that the address is right",
    Failure.OUT_OF_ORDER: "it is tried again",
}


def _failure(kind: Failure, url: httpx.URL, retry_after: dt.timedelta | None = None, status: int | None = None) -> NotFetched:
    host = url.raw_host.decode("ascii", "replace")[:100] or "an address without a host"
    said = f" ({status})" if status else ""
    return NotFetched(what=f"{host} {kind}{said}", mend=_MENDS[kind], kind=kind, retry_after=retry_after)


# ── what is packed ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Unpacked:
    """A body as it comes in, unpacked no further than it may be long. What follows a packed file's end is not looked at."""

    def __init__(self, url: httpx.URL, packing: str, most: int) -> None:
        windows = {"gzip": 31, "x-gzip": 31, "deflate": 15}
        if packing not in windows and packing not in ("", "identity"):
            raise _failure(Failure.GARBLED, url)  # nobody asked for it
        self._url = url
        self._most = most
        self._packed = 0
        self._content = bytearray()
        self._inflate = zlib.decompressobj(windows[packing]) if packing in windows else None

    def take(self, chunk: bytes) -> None:
        self._packed += len(chunk)
        room = self._most - len(self._content) + 1
        if self._inflate is None:
            self._content += chunk[:room]
        elif not self._inflate.eof:
            try:
                self._content += self._inflate.decompress(chunk, room)
            except zlib.error:
                raise _failure(Failure.GARBLED, self._url) from None
        if max(len(self._content), self._packed) > self._most or (self._inflate and self._inflate.unconsumed_tail):
            raise _failure(Failure.TOO_BIG, self._url)

    def whole(self) -> bytes:
        if self._inflate is not None and self._packed and not self._inflate.eof:
            raise _failure(Failure.CUT_OFF, self._url)
        return bytes(self._content)


# ── the way to the address that was looked at ───────────────────────────────────────────────────────────────────────


class _Guarded(httpcore.NetworkBackend):
    """Looks a name up once, and connects to none but an address that may be asked; nothing goes on past the deadline."""

    def __init__(self, url: httpx.URL, resolve: Resolve, deadline: float, *, loopback: bool) -> None:
        self._url = url
        self._resolve = resolve
        self._deadline = deadline
        self._loopback = loopback
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        for address in self._permitted(self._addresses(host.strip("[]"), port, timeout)):
            patience = _left(self._deadline, timeout)
            try:
                stream = self._plain.connect_tcp(address, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return _Timed(stream, self._deadline)
        raise _failure(Failure.UNREACHED, self._url)

    def _permitted(self, addresses: Sequence[str]) -> list[str]:
        may = [one for one in addresses if is_everybodys(one) or (self._loopback and is_this_machines(one))]
        if not may:
            raise _failure(Failure.REFUSED_ADDRESS, self._url)
        return may[:_MOST_ADDRESSES]

    def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        """What the name means. The system's resolver knows no time-out, so whoever asks it may be left behind."""
        found: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                found.put(list(self._resolve(host, port)))
            except (OSError, UnicodeError) as error:
                found.put(error)

        threading.Thread(target=ask, name="looks up a feed's name", daemon=True).start()
        try:
            addresses = found.get(timeout=_left(self._deadline, timeout))
        except queue.Empty:
            raise httpcore.ConnectTimeout from None
        if isinstance(addresses, Exception) or not addresses:
            raise httpcore.ConnectError
        return addresses


class _Timed(httpcore.NetworkStream):
    """A stream that gives out when the time of the whole errand is over, however slowly it drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """The seconds that are left for one step.

    Raises:
        httpcore.ReadTimeout: none are.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)
