"""Adapters at work: each with two accounts on a server that keeps what it is given, and a proxy in between that loses things."""

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

import pytest
from PIL import Image

from advocacybot.campaign.accounts import Account
from advocacybot.clock import ReplayClock
from advocacybot.platforms.base import Platform, Shown
from advocacybot.platforms.bluesky import Bluesky
from advocacybot.platforms.credentials import Credentials
from advocacybot.platforms.mastodon import Mastodon
from advocacybot.platforms.wire import Network, Way
from advocacybot.platforms.x import X
from tests.factories import an_account
from tests.fakes.memory import Remembered
from tests.fakes.x import XApi
from tests.servers.between import Between
from tests.servers.mastodon import MastodonMock
from tests.servers.pds import Member, Pds

_NUMBERS = count()


@dataclass(frozen=True)
class Standing:
    """A part as readers find it: its number on the platform, its words, its thread, and what it answers."""

    number: str
    text: str
    thread: str | None
    answers: str | None
    language: str | None = None
    pictures: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Paths:
    """Which requests an adapter makes: a method and a path each."""

    post: tuple[str, str]
    look: tuple[str, str]
    upload: tuple[str, str]


ON_X = Paths(("POST", "/2/tweets"), ("GET", "/2/users/*/tweets"), ("POST", "/2/media/upload"))
ON_MASTODON = Paths(("POST", "/api/v1/statuses"), ("GET", "/api/v1/accounts/*/statuses"), ("POST", "/api/v2/media"))
_REPO = "/xrpc/com.atproto.repo"
ON_BLUESKY = Paths(("POST", f"{_REPO}.putRecord"), ("GET", f"{_REPO}.getRecord"), ("POST", f"{_REPO}.uploadBlob"))


@dataclass
class Connected:
    """``another_process``: the same accounts, as a process that remembers nothing has them."""

    platform: Platform
    account: Account
    make_other: Callable[[], Account]
    feed: Callable[[Account], list[Standing]]
    between: Between
    paths: Paths
    server: Any
    environment: dict[str, str]
    memory: Remembered
    another_process: Callable[[], Platform]
    others: list[Account] = field(default_factory=list)

    @property
    def other(self) -> Account:
        """A second account on the same server."""
        if not self.others:
            self.others.append(self.make_other())
        return self.others[0]

    @property
    def secrets(self) -> list[str]:
        return list(self.environment.values())

    @property
    def asked(self) -> list[str]:
        """What was asked of the server so far."""
        return [f"{one.method} {one.path}" for one in self.between.seen]


@contextmanager
def a_network() -> Iterator[Network]:
    """A way to the network that leaves no connection open."""
    network = Network()
    try:
        yield network
    finally:
        network.for_requests.close()
        network.for_httpx.close()


@contextmanager
def on_x(_request: pytest.FixtureRequest, clock: ReplayClock) -> Iterator[Connected]:
    with ExitStack() as open_:
        way, between = open_.enter_context(a_network()), Between("")
        server = open_.enter_context(XApi(now=clock.now, public=(between.url,)))
        between.upstream = server.url
        open_.enter_context(between)
        environment = {"ADVOCACYBOT_X_API_KEY": server.app.api_key, "ADVOCACYBOT_X_API_SECRET": server.app.api_secret}

        def an_account_on_x(name: str) -> Account:
            user = server.add_user(name)
            environment[f"ADVOCACYBOT_{name}_ACCESS_TOKEN".upper()] = user.access_token
            environment[f"ADVOCACYBOT_{name}_ACCESS_TOKEN_SECRET".upper()] = user.access_token_secret
            return an_account(name, platform="x", handle=f"@{name}", x={"server": between.url})

        def feed(account: Account) -> list[Standing]:
            return [
                Standing(
                    one.id,
                    one.sent,
                    one.root if one.in_reply_to else None,
                    one.in_reply_to,
                    pictures=tuple(picture.alt_text for picture in one.pictures),
                )
                for one in server.posts(account.handle.removeprefix("@"))
            ]

        yield _connected(X, way, clock, an_account_on_x, ("solo", "other"), feed, between, ON_X, server, environment)


@contextmanager
def on_mastodon(request: pytest.FixtureRequest, clock: ReplayClock) -> Iterator[Connected]:
    server: MastodonMock = request.getfixturevalue("mastodon")
    environment: dict[str, str] = {}
    with a_network() as way, Between(server.url) as between:

        def an_account_on_mastodon(name: str) -> Account:
            environment[f"ADVOCACYBOT_{name}_ACCESS_TOKEN".upper()] = server.token(name)
            return an_account(name, platform="mastodon", handle=f"@{name}@127.0.0.1", mastodon={"server": between.url})

        def feed(account: Account) -> list[Standing]:
            roots: dict[str | None, str] = {}
            standing = []
            for one in server.statuses(account.name):
                roots[one.id] = roots.get(one.in_reply_to_id, one.id)
                thread = roots[one.id] if one.in_reply_to_id else None
                standing.append(Standing(one.id, one.text, thread, one.in_reply_to_id, one.language, one.media))
            return standing

        names = ("alice", "bob")
        yield _connected(Mastodon, way, clock, an_account_on_mastodon, names, feed, between, ON_MASTODON, server, environment)


@contextmanager
def on_bluesky(
    request: pytest.FixtureRequest, clock: ReplayClock, members: dict[str, tuple[str, Member]] | None = None
) -> Iterator[Connected]:
    """``members``: accounts that were made before, by name, and their handles; those that are missing are made."""
    server: Pds = request.getfixturevalue("pds")
    environment: dict[str, str] = {}
    made = {} if members is None else members
    with a_network() as way, Between(server.url) as between:

        def an_account_on_bluesky(name: str) -> Account:
            if name not in made:
                fresh = f"{name}{next(_NUMBERS)}.test"
                made[name] = (fresh, server.create_account(fresh))
            handle, member = made[name]
            environment[f"ADVOCACYBOT_{name}_APP_PASSWORD".upper()] = member.password
            return an_account(name, platform="bluesky", handle=f"@{handle}", bluesky={"server": between.url})

        def feed(account: Account) -> list[Standing]:
            return [_record(one.uri, one.cid, one.value) for one in server.records(made[account.name][1].did)]

        names = ("solo", "other")
        yield _connected(Bluesky, way, clock, an_account_on_bluesky, names, feed, between, ON_BLUESKY, server, environment)


def _record(uri: str, cid: str, value: Mapping[str, Any]) -> Standing:
    reply = value.get("reply", {})
    root, parent = (f"{reply[one]['uri']} {reply[one]['cid']}" if one in reply else None for one in ("root", "parent"))
    alts = tuple(image["alt"] for image in value.get("embed", {}).get("images", ()))
    (language,) = value["langs"]
    return Standing(f"{uri} {cid}", value["text"], root, parent, language, alts)


def _connected(
    adapter: Callable[..., Platform],
    way: Way,
    clock: ReplayClock,
    make_account: Callable[[str], Account],
    names: tuple[str, str],
    feed: Callable[[Account], list[Standing]],
    between: Between,
    paths: Paths,
    server: Any,
    environment: dict[str, str],
) -> Connected:
    memory = Remembered()

    def a_process(memory: Remembered) -> Platform:
        return adapter(way, Credentials(environment), memory, clock)

    return Connected(
        platform=a_process(memory),
        account=make_account(names[0]),
        make_other=lambda: make_account(names[1]),
        feed=feed,
        between=between,
        paths=paths,
        server=server,
        environment=environment,
        memory=memory,
        another_process=lambda: a_process(Remembered()),
    )


@cache
def a_picture(kind: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "navy").save(held, kind)
    return held.getvalue()


def shown(alt: str = "A table of the votes.", data: bytes | None = None) -> Shown:
    return Shown(data or a_picture(), "image/png", alt)


HOUR_AHEAD = dt.timedelta(hours=1)
