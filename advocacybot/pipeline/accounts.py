"""Who the campaign's accounts are on their platforms, whether they may post now, and what that has cost."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import Cause, ending
from advocacybot.errors import NotSent, PlatformError
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import Standing
from advocacybot.store import pauses, spending, votes, waits
from advocacybot.store.locks import alone
from advocacybot.store.waits import Wait


@dataclass(frozen=True)
class State:
    """An account as it stands now: as its platform sees it, or why that cannot be told."""

    account: Account
    standing: Standing | None
    problem: str
    waits: Wait | None
    paused: bool
    spent: Decimal


def state(house: House, account: Account) -> State:
    """Ask the account's platform who it is there. Where the sign-in works again, it waits for that no longer."""
    standing, problem = None, ""
    try:
        standing = who(house, account)
    except PlatformError as error:
        problem = str(error.facts["cause"])
    now, waiting = house.clock.now(), waits.of(account.name)
    if standing and waiting and waiting.cause is Cause.TOKEN:
        waits.lift(account.name)
        waiting = None
    standing_wait = waiting if waiting and waiting.until > now else None
    return State(account, standing, problem, standing_wait, pauses.holds(account.name), spending.spent(account.name, now))


def who(house: House, account: Account) -> Standing:
    """The account as its platform sees it. Where it allows other lengths than we knew of, everything that waits is cut anew.

    Raises:
        NotSent: the sign-in is another account's.
        PlatformError: it does not work, or the platform cannot be asked.
    """
    before = _counts(house, account)
    standing = house.platforms.of(account).standing(account)
    if _counts(house, account) != before:
        with alone():
            votes.plan_all_live(house.clock.now())
    if _name(standing.handle) != _name(account.handle):
        raise ending(
            Cause.TOKEN,
            f"it is the sign-in of {standing.handle}, and {account.name!r} is to post as {account.handle}",
            mend="connect the account anew, or mend its handle in campaign.yaml",
        )
    return standing


def make_sure(house: House, account: Account) -> None:
    """Let nothing go out under another account's name: asked once for each sign-in of a process, and now and then.

    Raises:
        NotSent: it is not known that the account is itself.
    """
    known_at, now = house.known.get(account.voice), house.clock.now()
    if known_at is not None and now - known_at < ASK_AGAIN_AFTER:
        return
    before = _counts(house, account)
    try:
        who(house, account)
    except PlatformError as error:
        raise NotSent(cause=str(error.facts["cause"]), kind=error.kind, until=error.until) from None
    house.known[account.voice] = now
    if _counts(house, account) != before:
        raise NotSent(cause="its platform allows another length than was known: it is cut anew", until=now)


ASK_AGAIN_AFTER = dt.timedelta(hours=1)


_A_LINK = f"https://www.example.org/{'a' * 80}"


def _counts(house: House, account: Account) -> tuple[int, int]:
    """What a part may come to, and what a long link comes to."""
    limits = house.platforms.of(account).limits(account)
    return limits.most, limits.length(_A_LINK)


def _name(handle: str) -> str:
    """A handle without its server, by which platforms call their own accounts."""
    return handle.removeprefix("@").split("@")[0].casefold()
