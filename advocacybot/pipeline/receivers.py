"""Where webhooks are told: one request to an address of others, which is never let near what stands in our own network.

Only HTTPS is spoken, with the certificate checked for the name. The name is looked up once, every address that it has is checked,
and the connection goes to one of just these: so nobody has it checked as one address and reached as another. Nothing is followed,
and of the answer nothing is read but its head.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from advocacybot.errors import BadInput
from advocacybot.sources.networks import is_everybodys

LONGEST = 20.0
"""Seconds for all of one delivery but looking the name up: Standard Webhooks ask for 15 to 30."""

_LONGEST_ADDRESS = 2000
_PRINTABLE = re.compile(r"[!-~]+")
_SECONDS = re.compile(r"[0-9]{1,6}")
_PORT = 443


class NotPublic(OSError):
    """The name leads to an address that is not everybody's."""


@dataclass(frozen=True)
class Answer:
    """What came of a delivery. ``status``: of HTTP; nothing where there was no answer, and ``why`` tells it. ``wait``: how many
    seconds the receiver asks us to let it be."""

    status: int | None
    why: str = ""
    wait: int | None = None

    @property
    def taken(self) -> bool:
        return self.status is not None and http.client.OK <= self.status < http.client.MULTIPLE_CHOICES

    @property
    def told(self) -> str:
        """In words, without any of the receiver's own."""
        return self.why or f"it answered {self.status}"


Reach = Callable[[str, int, float], socket.socket]
"""Connects to a host's port within so many seconds."""


def host_of(address: str) -> str:
    """The host of an address that may be told.

    Raises:
        BadInput: it is none, or not everybody's.
    """
    parts = _parts(address)
    host = parts.hostname if parts else None
    if parts is None or not host or _wrong(parts, host):
        what = "that is no address that anybody is told at"
        mend = "write one that begins with https://, names a public host, and holds neither a user nor a fragment"
        raise BadInput(what=what, mend=mend)
    return host


def public_socket(host: str, port: int, within: float) -> socket.socket:
    """A connection to a host that is everybody's, at the very address that was looked at.

    Raises:
        NotPublic: one of the addresses that its name has is not everybody's.
        OSError: it is not known, or not reached.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    places = list(dict.fromkeys(str(place[0]) for *_, place in found))
    if not places or not all(map(is_everybodys, places)):
        raise NotPublic(host)
    return socket.create_connection((places[0], port), timeout=within)


def _parts(address: str) -> SplitResult | None:
    if len(address) > _LONGEST_ADDRESS or not _PRINTABLE.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _wrong(parts: SplitResult, host: str) -> bool:
    if parts.scheme != "https" or "@" in parts.netloc or parts.fragment:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." not in host.strip(".") or host.rstrip(".").endswith((".localhost", ".local", ".internal", ".home.arpa"))
    return not is_everybodys(host)


def _authorities() -> ssl.SSLContext:
    """Mozilla's, whatever the environment says."""
    import httpx  # it takes a moment to load: only where something is to be told

    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True)
class Receivers:
    """How receivers are reached. ``reach`` and ``trust``: others in trials alone, whose receivers stand on the same machine."""

    reach: Reach = public_socket
    trust: ssl.SSLContext = field(default_factory=_authorities, repr=False)
    longest: float = LONGEST

    def post(self, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Tell it there, once. However that ends, it raises nothing."""
        parts = urlsplit(address)
        there = _Connection(parts.hostname or "", parts.port or _PORT, self)
        target = parts._replace(scheme="", netloc="").geturl() or "/"
        try:
            with there.at_most(self.longest):
                there.request("POST", target if target.startswith("/") else f"/{target}", body, dict(headers))
                return _answer(there.getresponse())
        except NotPublic:
            return Answer(None, "its name leads to an address that is not public")
        except TimeoutError:
            return Answer(None, _LATE)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(None, _LATE if there.late else f"the connection failed ({type(error).__name__})")
        finally:
            there.close()


_LATE = "it did not answer in time"


def _answer(got: http.client.HTTPResponse) -> Answer:
    asked = got.headers.get("Retry-After", "").strip()
    return Answer(got.status, wait=int(asked) if _SECONDS.fullmatch(asked) else None)


class _Connection(http.client.HTTPConnection):
    """One connection, by TLS, that is cut as a whole when its time is over: a receiver that sends a letter now and then would
    else keep it for ever."""

    default_port = _PORT

    def __init__(self, host: str, port: int, by: Receivers) -> None:
        super().__init__(host, port, timeout=by.longest)
        self._by = by
        self.late = False

    def connect(self) -> None:
        self.sock = self._by.reach(self.host, self.port, self._by.longest)
        self.sock = self._by.trust.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        if self.late:
            raise TimeoutError
        self.sock.settimeout(self._by.longest)
        self.sock.do_handshake()

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        self.late = True  # before the socket is looked for: whoever is only just connecting looks at it after
        there = self.sock
        if there is not None:
            with suppress(OSError):
                socket.socket.shutdown(there, socket.SHUT_RDWR)  # below TLS, which whoever waits there still uses
