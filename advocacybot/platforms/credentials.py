"""Secrets: from the environment, or from the file that ``…_FILE`` names, and nowhere else.

An account's own go before those that all accounts of its platform share: for the account ``x-english`` and ``api_key``,
``ADVOCACYBOT_X_ENGLISH_API_KEY`` goes before ``ADVOCACYBOT_X_API_KEY``. They are read each time, so that one that was replaced
needs no restart.
"""

import math
import os
import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import Cause, ending
from advocacybot.errors import NotSent

_A_SECRET = re.compile(r"ADVOCACYBOT_\w*(TOKEN|SECRET|KEY|PASSWORD)(_FILE)?")
_SHORTEST = 6
"""What is shorter would be found, and hidden, in ordinary words."""

_ADDRESSES = ("ADVOCACYBOT_NOTICES", "DATABASE_URL", "QUEUE_URL")
"""Variables with addresses that may hold secrets, one a line."""
_OF_TOKENS = ("ADVOCACYBOT_NOTICES",)
_A_TOKEN = re.compile(r"(?=.*[\dA-Z])(?![\w-]+(\.[\w-]+)+$)[\w.~+-]{8,}")
"""A piece of an address that may be a secret by itself: no word of small letters, and no name of a host."""


@dataclass(frozen=True)
class Credentials:
    """The secrets in an environment."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    _seen: "_Seen" = field(default_factory=lambda: _Seen(), init=False, repr=False, compare=False)

    def of(self, account: Account, what: str) -> str:
        """One secret of an account.

        Raises:
            NotSent: it is not set, or cannot be read.
        """
        names = variables(account, what)
        for name in names:
            found = self._read(name)
            if found:
                self._seen.add([found] if len(found) >= _SHORTEST else [])
                return found
        raise ending(
            Cause.TOKEN,
            f"no {what.replace('_', ' ')} for {account.name!r}",
            mend=f"set {names[0]}, or {names[0]}_FILE to a file that holds it; "
            f"`advocacybot accounts connect {account.platform}` helps",
        )

    def scrub(self, text: str) -> str:
        """The text without any secret that we know: those that were ever handed out, and those that lay there lately."""
        if self._seen.long_ago:
            self._seen.look(self._all())
        for secret in self._seen.secrets if self._seen.may_stand_in(text) else ():
            text = text.replace(secret, "…")
        return text

    def _read(self, name: str) -> str:
        if self.environment.get(name):
            return self.environment[name].strip()
        file = self.environment.get(f"{name}_FILE")
        if not file:
            return ""
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            said = error.strerror if isinstance(error, OSError) else "it is no text"
            raise ending(Cause.TOKEN, f"the file that {name}_FILE names cannot be read ({said})") from None

    def _all(self) -> Iterator[str]:
        for name, value in self.environment.items():
            if _A_SECRET.fullmatch(name):
                secret = value.strip() if not name.endswith("_FILE") else _content(value)
                if len(secret) >= _SHORTEST:
                    yield secret
        for name in _ADDRESSES:
            given = self.environment.get(name) or _content(self.environment.get(f"{name}_FILE", ""))
            for address in given.split():
                yield from _in_address(address, name in _OF_TOKENS)


class _Seen:
    """The secrets that were seen, the longest first. With many accounts it takes long to look through an environment and its
    files, and much is logged: so it is done once in a while."""

    EVERY = 1.0
    """Seconds."""

    def __init__(self) -> None:
        self.secrets: tuple[str, ...] = ()
        self._beginnings: frozenset[str] = frozenset()
        self._looked_at = -math.inf
        self._known: set[str] = set()
        self._adding = threading.Lock()

    @property
    def long_ago(self) -> bool:
        return time.monotonic() - self._looked_at > self.EVERY

    def look(self, secrets: Iterable[str]) -> None:
        self.add(secrets)
        self._looked_at = time.monotonic()

    def add(self, secrets: Iterable[str]) -> None:
        found = set(secrets)
        with self._adding:
            if not found <= self._known:
                self._known |= found
                self._beginnings = frozenset(secret[:_SHORTEST] for secret in self._known)
                self.secrets = tuple(sorted(self._known, key=len, reverse=True))

    def may_stand_in(self, text: str) -> bool:
        """Whether one of them may: a look at the text alone, however many there are."""
        return not self._beginnings.isdisjoint(text[at : at + _SHORTEST] for at in range(len(text) - _SHORTEST + 1))


@dataclass(frozen=True)
class OnPaper(Credentials):
    """The same, with words in place of those that are not set: on paper nobody asks for them."""

    def of(self, account: Account, what: str) -> str:
        try:
            return super().of(account, what)
        except NotSent:
            return "(not set)"


def variables(account: Account, what: str) -> tuple[str, str]:
    """The variables in which an account's secret is looked for: its own, and its platform's."""
    own = re.sub(r"\W", "_", account.name)
    return (f"ADVOCACYBOT_{own}_{what}".upper(), f"ADVOCACYBOT_{account.platform}_{what}".upper())


def _in_address(address: str, of_tokens: bool) -> Iterator[str]:
    """The secrets in an address, each by itself, as libraries tell them; with one, all of it is a secret.

    ``of_tokens``: any piece of it may be one, and not only its password.
    """
    pieces = {piece for piece in re.split(r"[/:@?&=,]", address) if of_tokens and _A_TOKEN.fullmatch(piece)}
    with suppress(ValueError):  # what is no address is complained of where it is used
        pieces.add(urlsplit(address).password or "")
    found = {piece for piece in (*pieces, *map(unquote, pieces)) if len(piece) >= _SHORTEST}
    yield from (address, *found) if found else ()


def _content(file: str) -> str:
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
