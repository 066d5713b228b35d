"""``mastodon-mock`` on a port of its own: a server that keeps what it is given, and speaks Mastodon's API.

Where it is laxer than Mastodon: it takes a missing reply target and an over-long description, counts a URL at full length,
reports no ``description_limit``, has media ready at once, and gives ``X-RateLimit-Reset`` in seconds since 1970, not in ISO 8601.
An ``Idempotency-Key`` that was used answers with the first status, with no end to its time, whatever the new text.
"""

import json
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.process import ServerProcess

ACCOUNTS = ("alice", "bob", "carol")
_MODERATOR = "moderator"
_STATUSES = "SELECT * FROM statuses WHERE account_id = (SELECT id FROM accounts WHERE username = ?) ORDER BY id"
_MEDIA = "SELECT description FROM media_attachments WHERE status_id = ? ORDER BY id"


@dataclass(frozen=True)
class Status:
    """What stands on the timeline, as it was posted."""

    id: str
    in_reply_to_id: str | None
    text: str
    language: str | None
    spoiler_text: str
    sensitive: bool
    visibility: str
    media: tuple[str | None, ...]
    """The descriptions of what is attached, in the order of uploading; ``None`` where there is none."""


class MastodonMock(ServerProcess):
    """``rate_limit`` is the number of requests that each token may make in ``window`` seconds; without it there is no limit."""

    def __init__(self, accounts: Sequence[str] = ACCOUNTS, *, rate_limit: int | None = None, window: int = 300) -> None:
        super().__init__()
        self._accounts = accounts
        self._limits = [] if rate_limit is None else [str(rate_limit), str(window)]

    def command(self) -> list[str]:
        return [sys.executable, "-m", "tests.servers.mastodon", ",".join(self._accounts), *self._limits]

    def token(self, account: str) -> str:
        """What the account sends as its ``Bearer``."""
        return f"token-of-{account}"

    def statuses(self, account: str) -> list[Status]:
        """What the account has posted and not deleted, the oldest first, read from the server's own tables: so it costs the
        account none of its requests, and shows what is private, and what a suspended account had posted."""
        return [
            Status(
                id=str(status["id"]),
                in_reply_to_id=status["in_reply_to_id"] and str(status["in_reply_to_id"]),
                text=status["text"],
                language=status["language"],
                spoiler_text=status["spoiler_text"],
                sensitive=bool(status["sensitive"]),
                visibility=status["visibility"],
                media=tuple(media["description"] for media in self._rows(_MEDIA, status["id"])),
            )
            for status in self._rows(_STATUSES, account)
        ]

    def reset(self) -> None:
        """Forgets everything but the accounts and their tokens; faults too."""
        self.told("DELETE", "/api/v1/_mock/faults")
        self.told("POST", "/api/v1/_mock/reset")

    def suspend(self, account: str) -> None:
        """As a moderator does. What the account asks is then answered with 403."""
        path = f"/api/v1/admin/accounts/{self._id(account)}/action"
        self.told("POST", path, json={"type": "suspend"}, headers=self._as(_MODERATOR))

    def fault(self, path: str, *, times: int | None = 1, methods: Sequence[str] = ("POST",), **effect: Any) -> None:
        """How it answers the next requests **without** acting on them; ``path`` may hold ``*``. For what goes wrong once it has
        acted, put a ``Between`` before it.

        ``effect``: ``type`` (``status``, ``ratelimit``, ``latency``, ``malformed``), ``status``, ``body``, ``headers``,
        ``delay_ms``.
        """
        rule = {"match": {"path": path, "methods": list(methods)}, "effect": effect, "count": times}
        self.told("POST", "/api/v1/_mock/faults", json=rule)

    def _id(self, account: str) -> int:
        return int(self._rows("SELECT id FROM accounts WHERE username = ?", account)[0]["id"])

    def _as(self, account: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(account)}"}

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(self.ready["database"])) as tables:
            tables.row_factory = sqlite3.Row
            return tables.execute(query, values).fetchall()


def _serve(accounts: str, *limits: str) -> None:
    from mastodon_mock.config import DatabaseConfig, MastodonMockConfig, RateLimitConfig, SeedAccount, SeedConfig
    from mastodon_mock.testing.server import MockServer

    named = MastodonMock()
    seed = SeedConfig(
        accounts=[
            SeedAccount(username=name, access_token=named.token(name), role="admin" if name == _MODERATOR else "user")
            for name in [_MODERATOR, *accounts.split(",")]
        ]
    )
    limit = RateLimitConfig(enabled=True, limit=int(limits[0]), window_seconds=int(limits[1])) if limits else RateLimitConfig()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with tempfile.TemporaryDirectory(prefix="advocacybot-mastodon-") as folder:
        tables = DatabaseConfig(path=str(Path(folder) / "mastodon.sqlite"))
        config = MastodonMockConfig(database=tables, seed=seed, ratelimit=limit, media_storage_path=folder)
        with MockServer(config=config) as server:
            sys.stdout.write(json.dumps({"url": server.base_url, "database": tables.path}) + "\n")
            sys.stdout.flush()
            sys.stdin.read()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
