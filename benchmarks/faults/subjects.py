"""The platforms that are published on while things go wrong. A further one is one more row."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.campaigns import REHEARSING
from benchmarks.faults.hosts import AtHome, Host, OnBluesky, OnMastodon, OnX

Asked = tuple[str, str]
"""A request: its method, and its path, in which ``*`` stands for anything."""


@dataclass(frozen=True)
class Requests:
    """How a platform is asked: to post, whether a part stands there, and who the account is."""

    post: Asked
    find: Asked
    who: Asked


@dataclass(frozen=True)
class Subject:
    """A platform to publish on.

    ``where``: of the account in campaign.yaml. ``host``: its server, for so many accounts. ``keyless``: the server hears of no
    ``Idempotency-Key``. ``takes_twice``: it takes the same part twice, if it is given it twice.
    """

    name: str
    where: str
    host: Callable[[int], Host]
    requests: Requests | None = None
    keyless: bool = False
    takes_twice: bool = False


_ON_MASTODON = "platform: mastodon, mastodon: {server: 'https://social.example.org'}"
_AS_MASTODON = Requests(
    post=("POST", "/api/v1/statuses"),
    find=("GET", "/api/v1/accounts/*/statuses"),
    who=("GET", "/api/v1/accounts/verify_credentials"),
)

SUBJECTS = (
    Subject("rehearsal", REHEARSING, lambda _: AtHome(), takes_twice=True),
    Subject(
        "x",
        "platform: x",
        lambda _: OnX(),
        Requests(post=("POST", "/2/tweets"), find=("GET", "/2/users/*/tweets"), who=("GET", "/2/users/me")),
    ),
    Subject("mastodon", _ON_MASTODON, OnMastodon, _AS_MASTODON),
    Subject("keyless", _ON_MASTODON, OnMastodon, _AS_MASTODON, keyless=True, takes_twice=True),
    Subject(
        "bluesky",
        "platform: bluesky",
        lambda _: OnBluesky(),
        Requests(
            post=("POST", "/xrpc/com.atproto.repo.putRecord"),
            find=("GET", "/xrpc/com.atproto.repo.getRecord"),
            who=("GET", "/xrpc/com.atproto.server.getSession"),
        ),
    ),
)
"""``keyless`` is Mastodon's API on a server that ignores the ``Idempotency-Key``, as GoToSocial does."""
