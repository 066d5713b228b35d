"""The servers that are published on: each lives for a whole measurement, and gives every run an account of its own."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, Self

from advocacybot.campaign.accounts import PlatformName
from advocacybot.clock import Clock
from advocacybot.platforms.base import Memory, Platform
from advocacybot.platforms.bluesky import Bluesky
from advocacybot.platforms.credentials import Credentials
from advocacybot.platforms.mastodon import Mastodon
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.platforms.wire import Way
from advocacybot.platforms.x import X
from advocacybot.store import rehearsed
from benchmarks.campaigns import ACCOUNT
from benchmarks.faults.counting import Copy
from tests.servers.mastodon import MastodonMock, Status
from tests.servers.pds import Member, Pds
from tests.servers.process import ServerProcess


@dataclass(frozen=True)
class Home:
    """An account, and how its readers see it. ``url``: its server's; empty where nothing is sent anywhere."""

    handle: str
    url: str
    platform: Callable[[Way, Memory, Clock], Platform]
    feed: Callable[[], list[Copy]]


class Host(Protocol):
    """A server, while it is entered."""

    def home(self, number: int, path: Path) -> Home:
        """An account that nobody had before. The folder is one run's own."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def _name(number: int) -> str:
    return f"run{number}"


def _credentials(platform: PlatformName, **secrets: str) -> Credentials:
    return Credentials({f"ADVOCACYBOT_{platform}_{what}".upper(): secret for what, secret in secrets.items()})


def _by(
    adapter: Callable[[Way, Credentials, Memory, Clock], Platform], credentials: Credentials
) -> Callable[[Way, Memory, Clock], Platform]:
    return lambda way, memory, clock: adapter(way, credentials, memory, clock)


# ── no server ───────────────────────────────────────────────────────────────────────────────────────────────────────


class AtHome:
    """A rehearsal takes no more than the run's own database."""

    def home(self, _: int, __: Path) -> Home:
        return Home("@rehearsed", "", lambda _, __, clock: Rehearsal(rehearsed, clock), _rehearsed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return


def _rehearsed() -> list[Copy]:
    return [Copy(one.id, one.text, one.answers, one.thread) for one in rehearsed.read(ACCOUNT)]


# ── X ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


class OnX(ServerProcess):
    """The strict fake of X, in a process of its own."""

    def command(self) -> list[str]:
        return [sys.executable, "-m", "tests.fakes.x"]

    def start(self) -> Self:
        """Its app may post as often a day as is measured."""
        started = super().start()
        self.told("POST", "/_fake/day", json={"remaining": _ENOUGH, "limit": _ENOUGH})
        return started

    def home(self, number: int, _: Path) -> Home:
        name = _name(number)
        user, app = self.told("POST", "/_fake/users", json={"handle": name}), self.ready["app"]
        own = {what: user[what] for what in ("access_token", "access_token_secret")}
        credentials = _credentials(PlatformName.X, **app, **own)
        return Home(f"@{name}", self.url, _by(X, credentials), partial(self._feed, name))

    def _feed(self, name: str) -> list[Copy]:
        found = self.told("GET", "/_fake/posts", params={"handle": name})
        return [Copy(one["id"], one["sent"], one["in_reply_to"], one["root"] if one["in_reply_to"] else None) for one in found]


_ENOUGH = 10_000_000


# ── Mastodon ────────────────────────────────────────────────────────────────────────────────────────────────────────


class OnMastodon(MastodonMock):
    """A Mastodon with so many accounts."""

    def __init__(self, accounts: int) -> None:
        super().__init__([_name(number) for number in range(accounts)])

    def home(self, number: int, _: Path) -> Home:
        name = _name(number)
        credentials = _credentials(PlatformName.MASTODON, access_token=self.token(name))
        return Home(f"@{name}", self.url, _by(Mastodon, credentials), partial(self._feed, name))

    def _feed(self, name: str) -> list[Copy]:
        answered = {one.id: one.in_reply_to_id for one in self.statuses(name)}
        return [Copy(one.id, one.text, one.in_reply_to_id, _root(one, answered)) for one in self.statuses(name)]


def _root(status: Status, answered: dict[str, str | None]) -> str | None:
    """What its thread began with: Mastodon tells of each post only what it answers."""
    root, parent = None, status.in_reply_to_id
    while parent is not None:
        root, parent = parent, answered[parent]
    return root


# ── Bluesky ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class OnBluesky(Pds):
    """The real PDS."""

    def home(self, number: int, _: Path) -> Home:
        handle = f"{_name(number)}.test"
        member = self.create_account(handle)
        credentials = _credentials(PlatformName.BLUESKY, app_password=member.password)
        return Home(f"@{handle}", self.url, _by(Bluesky, credentials), partial(self._feed, member))

    def _feed(self, member: Member) -> list[Copy]:
        """By their keys, that tell when they were begun."""
        return [_copy(f"{one.uri} {one.cid}", one.value) for one in self.records(member.did)]


def _copy(remote_id: str, value: dict[str, Any]) -> Copy:
    answers, thread = (_reference(value.get("reply", {}).get(which)) for which in ("parent", "root"))
    return Copy(remote_id, value["text"], answers, thread)


def _reference(to: dict[str, str] | None) -> str | None:
    return f"{to['uri']} {to['cid']}" if to else None
