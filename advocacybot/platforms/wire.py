"""The way to a platform's server, whichever client library goes it: time-outs, no redirects, and every answer or failure turned
into one of the three endings where it is met, while it is still known whether the one request that posts went out.
"""

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cached_property, lru_cache
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx
import requests
import urllib3.exceptions
from requests.adapters import BaseAdapter, HTTPAdapter

from advocacybot.campaign.causes import Cause, ending
from advocacybot.clock import Clock
from advocacybot.errors import AdvocacyBotError

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
"""Together well below a claim's last minute (:data:`advocacybot.store.claims.LAST_CALL`)."""

_POOL = 32
_MOST_WORDS = 300


@dataclass(frozen=True)
class Answer:
    """What a server answered, and when. ``body``: its JSON, ``None`` where it sent none."""

    status: int
    headers: Mapping[str, str]
    body: Any
    at: dt.datetime

    @property
    def words(self) -> str:
        """What it says of itself."""
        body = self.body if isinstance(self.body, dict) else {}
        errors = [str(one.get("message") or one.get("detail")) for one in body.get("errors") or () if isinstance(one, dict)]
        said = [str(body[key]) for key in ("title", "error", "detail", "error_description", "message") if body.get(key)]
        return "; ".join([str(self.status), *dict.fromkeys([*said, *errors])])

    def hour(self, *headers: str) -> dt.datetime | None:
        """The first of those headers that tells an hour: in seconds since 1970, by ISO 8601, or in seconds from now or as
        a date (``Retry-After``, RFC 9110)."""
        found = (_hour(self.headers.get(name, ""), self.at) for name in headers)
        return next(filter(None, found), None)


Judge = Callable[[Answer], Cause | tuple[Cause, dt.datetime | None] | None]
"""What an answer that is no success means on a platform, and until when; ``None``: the client itself looks at it, unless it is
the answer to the request that posts."""


@dataclass
class Errand:
    """One thing that is asked of a platform: the requests that it takes, of which at most one posts."""

    judge: Judge
    clock: Clock
    posts: re.Pattern[str] | None = None
    before_sending: Callable[[], None] = lambda: None
    scrub: Callable[[str], str] = str
    posted: bool = field(default=False, init=False)
    """Whether the request that posts has gone out."""

    def begin(self, method: str, path: str) -> bool:
        """A request is about to be sent; whether it is the one that posts."""
        posting = bool(self.posts and self.posts.search(f"{method} {path}"))
        if posting:
            self.before_sending()
            self.posted = True
        return posting

    def answered(self, status: int, headers: Mapping[str, str], content: bytes, posting: bool) -> Any:
        """Let a success pass; its JSON.

        Raises:
            PlatformError: it is none.
        """
        body = _json(content)
        if 200 <= status < 300:
            if posting and not isinstance(body, dict):
                raise ending(Cause.MALFORMED, f"{status} without JSON")
            return body
        answer = Answer(status, headers, body, self.clock.now())
        judged = self.judge(answer)
        if judged is None and not posting:
            return body
        judged = judged or Cause.REJECTED
        cause, until = judged if isinstance(judged, tuple) else (judged, None)
        raise ending(cause, self.told(answer.words), posting=posting, until=until)

    def told(self, words: str) -> str:
        """Words of others, as they may be read: without secrets, and only then cut off."""
        return self.scrub(words)[:_MOST_WORDS]


@contextmanager
def in_our_words(errand: Errand) -> Iterator[None]:
    """Whatever a client raises leaves as one of the three endings: our own where it is in the chain, else as an answer that makes
    no sense – in doubt only where the request that posts had gone out."""
    outside = sys.exception()
    try:
        yield
    except Exception as error:
        ours = _ours(error, outside)
        if ours is not None:
            raise ours from None
        raise ending(Cause.MALFORMED, errand.told(f"{type(error).__name__}: {error}"), posting=errand.posted) from error


def _ours(error: BaseException | None, outside: BaseException | None) -> AdvocacyBotError | None:
    """Ours, if it is what a client's own error was raised for; what the caller is dealing with already is not."""
    while error is not None and error is not outside:
        if isinstance(error, AdvocacyBotError):
            return error
        error = error.__cause__ or error.__context__
    return None


def the_usual(answer: Answer) -> Cause | tuple[Cause, dt.datetime | None]:
    """What an answer means on any platform (RFC 9110)."""
    if answer.status == 401:
        return Cause.TOKEN
    if answer.status == 429:
        return Cause.WINDOW, answer.hour("retry-after")
    if 300 <= answer.status < 400:  # another server answers, or a page that says that this one is being mended
        return Cause.MALFORMED
    if answer.status == 408:
        return Cause.UNANSWERED
    if answer.status == 403 and answer.body is None:  # no platform's own word: something in between shows a page
        return Cause.SERVER
    return Cause.SERVER if answer.status >= 500 else Cause.REJECTED


# ── how requests leave ──────────────────────────────────────────────────────────────────────────────────────────────


class Way(Protocol):
    """How requests leave the house: to the network, or onto paper alone."""

    @property
    def for_requests(self) -> BaseAdapter:
        """The last step of :mod:`requests`."""

    @property
    def for_httpx(self) -> httpx.BaseTransport:
        """The last step of :mod:`httpx`."""


class Network:
    """To the network, by connections that are kept and used again by every thread."""

    @cached_property
    def for_requests(self) -> BaseAdapter:
        return _Patient(pool_maxsize=_POOL)

    @cached_property
    def for_httpx(self) -> httpx.BaseTransport:
        return httpx.HTTPTransport(limits=httpx.Limits(max_connections=_POOL))


class _Patient(HTTPAdapter):
    """Waits so long and no longer, whatever a client asks for: some ask for nothing."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        return super().send(request, *args, **kwargs | {"timeout": (CONNECT_SECONDS, READ_SECONDS)})


class Line(requests.Session):
    """A session of :mod:`requests` on one errand. ``instead``: the server that a client has built in, and the account's own.
    ``in_short``: the answer to the request that posts is for ``said`` alone, and the client is shown none: some make much of what
    nobody looks at."""

    def __init__(self, way: Way, errand: Errand, instead: tuple[str, str] | None = None, *, in_short: bool = False) -> None:
        super().__init__()
        self.trust_env = False  # whose .netrc would take the place of the account's own sign-in
        self._errand = errand
        self._instead = instead
        self._in_short = in_short
        self.said: Any = None
        """The JSON of the last answer, as it was before a client made something else of it."""
        for scheme in ("https://", "http://"):
            self.mount(scheme, way.for_requests)

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """As in :mod:`requests`; the server is another one before the request is signed. What only asks may be sent elsewhere.

        Mastodon.py asks for ``/api/v2/instance/``; the documentation knows no address that ends so.
        """
        url = str(url)
        if self._instead:
            url = url.replace(self._instead[0], self._instead[1], 1)
        return super().request(method, url.removesuffix("/"), *args, **kwargs | {"allow_redirects": method == "GET"})

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        posting = self._errand.begin(request.method or "", request.path_url)
        try:
            response = super().send(request, **kwargs | {"stream": False})
        except requests.RequestException as error:
            raise ending(_lost_by_requests(error), type(error).__name__, posting=posting) from error
        self.said = self._errand.answered(response.status_code, response.headers, response.content, posting)
        if posting and self._in_short:
            response._content = b"null"  # requests has no other way to give an answer on
        return response

    def merge_environment_settings(self, url: str | bytes | None, *_: Any, **__: Any) -> Any:
        """The proxies and certificates that the environment names for a server, looked up once: each look reads all of it."""
        where = urlsplit(str(url))
        return dict(_surroundings(f"{where.scheme}://{where.netloc}"))

    def close(self) -> None:
        """Leave the connections open: they are everybody's."""


@lru_cache(maxsize=1024)
def _surroundings(server: str) -> Mapping[str, Any]:
    return requests.Session().merge_environment_settings(server, {}, stream=False, verify=None, cert=None)


class Transport(httpx.BaseTransport):
    """The last step of a client of :mod:`httpx` on one errand. A redirect is an answer like others: it is not followed."""

    def __init__(self, way: Way, errand: Errand) -> None:
        self._way = way
        self._errand = errand

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        posting = self._errand.begin(request.method, request.url.raw_path.decode())
        request.extensions["timeout"] = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS).as_dict()
        try:
            with closing(self._way.for_httpx.handle_request(request)) as response:
                response.read()
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise ending(_lost_by_httpx(error), type(error).__name__, posting=posting) from error
        self._errand.answered(response.status_code, response.headers, response.content, posting)
        return response


def _lost_by_requests(error: requests.RequestException) -> Cause:
    """Where a request got to that has no answer."""
    reason = error.args[0] if error.args else None
    if isinstance(reason, urllib3.exceptions.MaxRetryError):
        reason = reason.reason
    never = (
        urllib3.exceptions.NewConnectionError,
        urllib3.exceptions.ConnectTimeoutError,
        urllib3.exceptions.NameResolutionError,
        urllib3.exceptions.SSLError,
        urllib3.exceptions.ProxyError,
    )
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.SSLError)) or isinstance(reason, never):
        return Cause.UNREACHED
    if isinstance(error, requests.Timeout):
        return Cause.UNANSWERED
    if isinstance(error, (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        return Cause.CUT_OFF
    return Cause.MALFORMED


def _lost_by_httpx(error: Exception) -> Cause:
    if isinstance(
        error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
    ):
        return Cause.UNREACHED
    if isinstance(error, httpx.TimeoutException):
        return Cause.UNANSWERED
    return Cause.MALFORMED if isinstance(error, httpx.DecodingError) else Cause.CUT_OFF


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


_MOST_SECONDS = 10_000_000
"""What is more cannot be a length of time: it is an hour, in seconds since 1970."""


def _hour(text: str, now: dt.datetime) -> dt.datetime | None:
    try:
        seconds = float(text)
    except ValueError:
        return _written(text)
    if not 0 <= seconds < 1e11:
        return None
    return now + dt.timedelta(seconds=seconds) if seconds < _MOST_SECONDS else dt.datetime.fromtimestamp(seconds, dt.UTC)


def _written(text: str) -> dt.datetime | None:
    try:
        hour = dt.datetime.fromisoformat(text) if text[:1].isdigit() else parsedate_to_datetime(text)
    except ValueError:
        return None
    return hour if hour.tzinfo else hour.replace(tzinfo=dt.UTC)
