"""An instance of Mastodon as far as posting goes, by docs.joinmastodon.org: what it takes, what it refuses, what it shows.

Strict where Mastodon is: sign-ins, lengths, what is answered. An ``Idempotency-Key`` counts for an hour, for its account.
"""

import datetime as dt
import html
import itertools
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_CHARACTERS = 500
_KEY_COUNTS_FOR = dt.timedelta(hours=1)
_A_PAGE, _LARGEST_PAGE = 20, 40

Said = tuple[int, Any]
"""A status of HTTP, and the JSON that goes with it."""


@dataclass(frozen=True)
class Status:
    """A post as it stands there. ``number``: the order in which they were taken."""

    number: int
    account: str
    text: str
    answers: int | None
    key: str
    at: dt.datetime


@dataclass
class Instance:
    """``accounts``: their tokens, each with the account's name."""

    url: str
    accounts: Mapping[str, str]
    statuses: dict[int, Status] = field(default_factory=dict)
    _keys: dict[tuple[str, str], int] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def describe(self) -> Said:
        """``GET /api/v2/instance``"""
        allowed = {"statuses": {"max_characters": MOST_CHARACTERS, "characters_reserved_per_url": 23}}
        return 200, {"domain": "social.example", "version": "4.4.0", "api_versions": {"mastodon": 6}, "configuration": allowed}

    def who(self, token: str) -> Said:
        """``GET /api/v1/accounts/verify_credentials``"""
        name = self.accounts.get(token)
        return (200, self._account(name)) if name else _UNKNOWN_TOKEN

    def take(self, token: str, wishes: Mapping[str, str], key: str, now: dt.datetime) -> Said:
        """``POST /api/v1/statuses``"""
        name, text, answers = self.accounts.get(token), wishes.get("status", ""), wishes.get("in_reply_to_id")
        if name is None:
            return _UNKNOWN_TOKEN
        before = self._taken_before(name, key, now)
        if before:
            return 200, self._shown(before)
        if not text.strip():
            return 422, {"error": "Validation failed: Text can't be blank"}
        if len(text) > MOST_CHARACTERS:
            return 422, {"error": f"Validation failed: Text character limit of {MOST_CHARACTERS} exceeded"}
        if answers and int(answers) not in self.statuses:
            return 404, {"error": "The post you are trying to reply to does not appear to exist."}
        status = Status(next(self._numbers), name, text, int(answers) if answers else None, key, now)
        self.statuses[status.number] = status
        self._keys[name, key] = status.number
        return 200, self._shown(status)

    def timeline(self, token: str, number: str, wishes: Mapping[str, str]) -> Said:
        """``GET /api/v1/accounts/:id/statuses``, the newest first."""
        if token not in self.accounts:
            return _UNKNOWN_TOKEN
        oldest = int(wishes.get("max_id", sys.maxsize))
        most = min(int(wishes.get("limit", _A_PAGE)), _LARGEST_PAGE)
        own = [one for one in self.statuses.values() if _number_of(one.account) == number and one.number < oldest]
        return 200, [self._shown(one) for one in own[::-1][:most]]

    def _taken_before(self, name: str, key: str, now: dt.datetime) -> Status | None:
        known = self.statuses.get(self._keys.get((name, key), 0)) if key else None
        return known if known and now - known.at < _KEY_COUNTS_FOR else None

    def _account(self, name: str) -> dict[str, Any]:
        return {"id": _number_of(name), "username": name, "acct": name, "bot": True}

    def _shown(self, status: Status) -> dict[str, Any]:
        address = f"{self.url}/@{status.account}/{status.number}"
        words = "</p><p>".join(html.escape(words).replace("\n", "<br />") for words in status.text.split("\n\n"))
        return {
            "id": str(status.number),
            "uri": address,
            "url": address,
            "content": f"<p>{words}</p>",
            "created_at": status.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "in_reply_to_id": str(status.answers) if status.answers else None,
            "account": self._account(status.account),
        }


_UNKNOWN_TOKEN: Said = (401, {"error": "The access token is invalid"})


def _number_of(name: str) -> str:
    return name.removeprefix("a").lstrip("0") or "0"
