"""Which platform an account posts on."""

from collections.abc import Mapping

from advocacybot.campaign.accounts import Account, PlatformName
from advocacybot.errors import BadInput
from advocacybot.platforms.base import Platform


class Platforms:
    """The rehearsal for accounts that rehearse, and what else is connected."""

    def __init__(self, rehearsal: Platform, connected: Mapping[PlatformName, Platform] | None = None) -> None:
        self._rehearsal = rehearsal
        self._connected = connected or {}

    def of(self, account: Account) -> Platform:
        """The account's platform.

        Raises:
            BadInput: this version cannot post there.
        """
        if account.rehearsal:
            return self._rehearsal
        if account.platform not in self._connected:
            raise BadInput(
                what=f"account {account.name!r} is to post on {account.platform} itself, which is not connected",
                mend="write `rehearsal: true` for it in campaign.yaml",
            )
        return self._connected[account.platform]
