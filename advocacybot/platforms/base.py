"""The promise that every platform keeps.

To *publish* has one of four endings: a receipt, or exactly one of ``Refused`` (it never went out, and will not), ``NotSent`` (it
never went out: try again) and ``Doubtful`` (nobody knows). To *find* is to look for a part by what was chosen before it was sent.
"""

from dataclasses import dataclass
from typing import Protocol

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Part, Receipt
from advocacybot.wording.lengths import Limits


@dataclass(frozen=True)
class Outgoing:
    """One part on its way out: the part, its language, and what it answers in its thread."""

    part: Part
    language: str
    root: Receipt | None
    parent: Receipt | None


class Platform(Protocol):
    """A platform as one account sees it."""

    def limits(self, account: Account) -> Limits:
        """What a part may hold."""

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        """Send a part.

        Raises:
            Refused, NotSent, Doubtful: exactly one of the three, with its cause.
        """

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        """The receipt of a part that may be out; ``None`` where it surely is not.

        Raises:
            Doubtful: it cannot be told.
        """
