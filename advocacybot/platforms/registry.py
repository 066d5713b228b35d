"""Which platform an account posts on: a platform is one row here and one file beside it."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from advocacybot.campaign.accounts import Account, PlatformName
from advocacybot.clock import Clock
from advocacybot.platforms.base import Memory, Platform
from advocacybot.platforms.credentials import Credentials

if TYPE_CHECKING:
    from advocacybot.platforms.paper import MadeUp
    from advocacybot.platforms.wire import Way

ADAPTERS: Mapping[PlatformName, tuple[str, str]] = {
    PlatformName.X: ("x", "X"),
    PlatformName.MASTODON: ("mastodon", "Mastodon"),
    PlatformName.BLUESKY: ("bluesky", "Bluesky"),
}
"""Module and class. A module is only loaded when an account posts there: the client libraries are large."""


class Platforms:
    """The rehearsal for accounts that rehearse, and each platform itself for the others."""

    def __init__(self, rehearsal: Platform, connected: Mapping[PlatformName, Platform]) -> None:
        self._rehearsal = rehearsal
        self._connected = connected

    def of(self, account: Account) -> Platform:
        """The account's platform."""
        return self._rehearsal if account.rehearsal else self._connected[account.platform]


class Adapters(Mapping[PlatformName, Platform]):
    """Every platform, loaded when it is first asked for."""

    def __init__(self, way: "Way | None", credentials: Credentials, memory: Memory, clock: Clock) -> None:
        """``way``: by which requests leave; nothing: by the network, which is loaded with the first platform."""
        self._made = lru_cache(maxsize=None)(lambda name: _adapter(name)(way or _network(), credentials, memory, clock))

    def __getitem__(self, name: PlatformName) -> Platform:
        made: Platform = self._made(name)
        return made

    def __iter__(self) -> Iterator[PlatformName]:
        return iter(ADAPTERS)

    def __len__(self) -> int:
        return len(ADAPTERS)


def on_paper() -> "list[MadeUp]":
    """What every platform is made to answer in a dry run."""
    return [one for module, _ in ADAPTERS.values() for one in import_module(f"advocacybot.platforms.{module}").ON_PAPER]


@lru_cache(maxsize=1)
def _network() -> "Way":
    from advocacybot.platforms.wire import Network

    return Network()


def _adapter(name: PlatformName) -> Callable[..., Platform]:
    module, kind = ADAPTERS[name]
    adapter: Callable[..., Platform] = getattr(import_module(f"advocacybot.platforms.{module}"), kind)
    return adapter
