"""Lanes: accounts whose posts wait for one another's platform, and for nobody else's.

A lane is a server. What is slow, or gone, holds up its own lane alone.
"""

from collections.abc import Iterable, Mapping

from advocacybot.campaign.accounts import Account, PlatformName

MOST = 8
"""So many lanes a platform has at most; of more servers, several share one."""

REHEARSAL = "rehearsal"


def lanes(accounts: Iterable[Account]) -> Mapping[str, str]:
    """Each account's lane, by the account's name: ``bluesky-1``. Every process that knows the same accounts gives the same."""
    known = tuple(accounts)
    numbers = {platform: _numbers(platform, known) for platform in PlatformName}
    return {one.name: _lane(one, numbers[one.platform]) for one in known}


def _lane(account: Account, numbers: Mapping[str | None, int]) -> str:
    return REHEARSAL if account.rehearsal else f"{account.platform}-{numbers[account.server]}"


def _numbers(platform: PlatformName, accounts: Iterable[Account]) -> Mapping[str | None, int]:
    servers = {one.server for one in accounts if one.platform is platform and not one.rehearsal}
    return {server: place % MOST + 1 for place, server in enumerate(sorted(servers, key=str))}
