"""How requests leave a process that is measured: to the network, after something was changed about them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx
import requests
from requests.adapters import BaseAdapter

from advocacybot.platforms.wire import Network


@dataclass
class Detour:
    """Not to the server at ``url``, but to another address: X's signatures are of the one that was asked for.

    ``keyless``: no ``Idempotency-Key`` goes out.
    """

    url: str
    instead: str
    keyless: bool
    network: Network = field(default_factory=Network)

    @cached_property
    def for_requests(self) -> BaseAdapter:
        return _Adapter(self)

    @cached_property
    def for_httpx(self) -> httpx.BaseTransport:
        return _Transport(self)

    def leads(self, url: str) -> str:
        """Where a request for that address goes."""
        return url.replace(self.url, self.instead, 1)


class _Adapter(BaseAdapter):
    def __init__(self, detour: Detour) -> None:
        super().__init__()
        self._detour = detour

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        request.url = self._detour.leads(request.url or "")
        if self._detour.keyless:
            request.headers.pop("Idempotency-Key", None)
        return self._detour.network.for_requests.send(request, *args, **kwargs)

    def close(self) -> None:
        return


class _Transport(httpx.BaseTransport):
    def __init__(self, detour: Detour) -> None:
        self._detour = detour

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = httpx.URL(self._detour.leads(str(request.url)))
        return self._detour.network.for_httpx.handle_request(request)
