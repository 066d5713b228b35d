"""The promise that every platform keeps.

To *publish* has one of four endings: a receipt, or exactly one of ``Refused`` (it never went out, and will not), ``NotSent`` (it
never went out: try again) and ``Doubtful`` (nobody knows). To *find* is to look for a part by what was chosen before it was sent.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Part, Receipt
from advocacybot.wording.lengths import Limits


@dataclass(frozen=True)
class Shown:
    """A picture on its way out, with what it says in words."""

    data: bytes
    media_type: str
    alt: str


def _nothing() -> None:
    return


@dataclass(frozen=True)
class Outgoing:
    """One part on its way out: the part, its language, and what it answers in its thread.

    ``others`` are what the platform calls parts that are known to be out: none of them is the one that is looked for.
    ``before_sending`` is called right before the one request that posts; what it raises stops that.
    """

    part: Part
    language: str
    root: Receipt | None
    parent: Receipt | None
    pictures: tuple[Shown, ...] = ()
    others: frozenset[str] = frozenset()
    before_sending: Callable[[], None] = field(default=_nothing, compare=False)


@dataclass(frozen=True)
class Standing:
    """An account as its platform sees it: who it is there, what it may post, how long the sign-in lasts where that is known."""

    handle: str
    remote_id: str
    limits: Limits
    signed_in_until: dt.datetime | None = None
    notes: tuple[str, ...] = ()
    """What an operator should know, such as that the account is not marked as a bot's."""


class Platform(Protocol):
    """A platform as one account sees it."""

    @property
    def settles_after(self) -> dt.timedelta:
        """So long after an attempt what is not found surely is not there: its timeline may lag, its server may be slow."""

    def limits(self, account: Account) -> Limits:
        """What a part may hold. No request is made for it."""

    def cost(self, outgoing: Outgoing) -> Decimal:
        """What the platform charges for the part, in US dollars."""

    def app(self, account: Account) -> str:
        """What tells the app that the account posts by from others: the accounts of one share what its platform allows it."""

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        """Send a part.

        Raises:
            Refused, NotSent, Doubtful: exactly one of the three, with its cause.
        """

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        """The receipt of a part that may be out; ``None`` where it surely is not.

        Raises:
            PlatformError: it cannot be told.
        """

    def receipt_at(self, account: Account, address: str) -> Receipt:
        """The receipt of what stands at an address, as a person found it.

        Raises:
            BadInput: it is no address of a post of that account.
            PlatformError: it cannot be told.
        """

    def delete(self, account: Account, receipt: Receipt) -> None:
        """Take a part down; that it is gone already is no error.

        Raises:
            PlatformError: it is not known to be gone.
        """

    def standing(self, account: Account) -> Standing:
        """Who the account is there. What is learnt, such as limits, is remembered.

        Raises:
            PlatformError: the sign-in does not work, or the platform cannot be asked.
        """

    def sign_in(self, account: Account, ask: "Ask") -> Mapping[str, str]:
        """Walk a person through the sign-in; the secrets that it gave, by the names under which they are looked for.

        Raises:
            BadInput: there is nothing to sign in to.
            PlatformError: it did not work.
        """


class Ask(Protocol):
    """How a person is talked to while signing in."""

    def tell(self, words: str) -> None:
        """Say what to do."""

    def line(self, question: str) -> str:
        """Ask for a line that is no secret for long, such as a PIN."""

    def secret(self, question: str) -> str:
        """Ask for a secret, unseen."""

    def yes(self, question: str) -> bool:
        """Ask for leave."""


class Memory(Protocol):
    """What platforms remember of an account between runs, on every machine. Nothing secret stands in it unsealed."""

    def recall(self, account: str, what: str) -> str | None:
        """What was remembered."""

    def remember(self, account: str, what: str, value: str) -> None:
        """Remember it."""


@dataclass(frozen=True)
class ReadOnly:
    """A memory that is looked into, and learns nothing."""

    memory: Memory

    def recall(self, account: str, what: str) -> str | None:
        return self.memory.recall(account, what)

    def remember(self, account: str, what: str, value: str) -> None:
        """Nothing."""
