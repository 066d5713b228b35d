"""A platform that sends nothing: it keeps a feed that can be read.

It takes whatever it is given, twice where it is given twice, as X does; so a rehearsal shows what an account's readers would
see, mistakes and all.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Receipt
from advocacybot.campaign.rehearsed import Rehearsed
from advocacybot.clock import Clock
from advocacybot.errors import BadInput, Refused
from advocacybot.platforms.base import Ask, Outgoing, Standing
from advocacybot.wording.lengths import USUAL, Limits


class Feed(Protocol):
    """Where the feeds of accounts that rehearse are kept."""

    def add(self, account: str, entry: Rehearsed) -> str:
        """Put it at the end, and have it on the disk; its id.

        Raises:
            NotSent, Doubtful: it does not stand there, or nobody knows.
        """

    def read(self, account: str) -> Sequence[Rehearsed]:
        """What stands in an account's feed, oldest first."""

    def find(self, account: str, key: str) -> Rehearsed | None:
        """The first part with that key.

        Raises:
            Doubtful: it cannot be told.
        """

    def at(self, account: str, remote_id: str) -> Rehearsed | None:
        """The part with that id."""

    def cut(self, account: str, remote_id: str) -> None:
        """Take a part out; that it is gone already is no error.

        Raises:
            NotSent: it is not known to be gone.
        """


@dataclass(frozen=True)
class Rehearsal:
    """The feeds, and who puts something there."""

    feed: Feed
    clock: Clock
    settles_after: dt.timedelta = dt.timedelta()

    def limits(self, account: Account) -> Limits:
        """Those of the platform that the account rehearses for."""
        return USUAL[account.platform]

    def cost(self, outgoing: Outgoing) -> Decimal:  # noqa: ARG002 – as every platform is asked
        return Decimal(0)

    def app(self, account: Account) -> str:
        return account.name

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        limits = self.limits(account)
        text = outgoing.part.text
        if not limits.fits(text):
            raise Refused(cause=f"the part is too long ({limits.length(text)} of {limits.most})")
        outgoing.before_sending()
        entry = self._entry(outgoing)
        return Receipt(remote_id=self.feed.add(account.name, entry), url=None, at=entry.at)

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        found = self.feed.find(account.name, outgoing.part.key)
        return _receipt(found) if found else None

    def receipt_at(self, account: Account, address: str) -> Receipt:
        found = self.feed.at(account.name, address)
        if found is None:
            raise BadInput(what=f"{address!r} stands nowhere in the feed of {account.name}", mend="look with `advocacybot feed`")
        return _receipt(found)

    def delete(self, account: Account, receipt: Receipt) -> None:
        self.feed.cut(account.name, receipt.remote_id)

    def standing(self, account: Account) -> Standing:
        return Standing(account.handle, account.name, self.limits(account), notes=("a rehearsal: nothing is sent",))

    def sign_in(self, account: Account, ask: Ask) -> Mapping[str, str]:  # noqa: ARG002 – as every platform is asked
        raise BadInput(what=f"account {account.name!r} rehearses", mend="take `rehearsal: true` out of campaign.yaml first")

    def _entry(self, outgoing: Outgoing) -> Rehearsed:
        return Rehearsed(
            at=self.clock.now(),
            text=outgoing.part.text,
            language=outgoing.language,
            key=outgoing.part.key,
            answers=outgoing.parent.remote_id if outgoing.parent else None,
            thread=outgoing.root.remote_id if outgoing.root else None,
            pictures=tuple(one.alt for one in outgoing.pictures),
        )


def _receipt(entry: Rehearsed) -> Receipt:
    return Receipt(remote_id=entry.id, url=None, at=entry.at)
