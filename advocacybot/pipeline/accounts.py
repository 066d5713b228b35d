"""Who the campaign's accounts are on their platforms, whether they may post now, and what that has cost."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from advocacybot.campaign import causes
from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import Cause, ending
from advocacybot.errors import NotSent, PlatformError
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import Standing
from advocacybot.store import matters, memory, pauses, posts, spending, waits
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
        _wait_where_shut_out(house, account, error)
    now, waiting = house.clock.now(), waits.of(account.name)
    if standing and waiting and waiting.cause is Cause.TOKEN:
        waits.lift(account.name)
        waiting = None
    standing_wait = waiting if waiting and waiting.until > now else None
    return State(account, standing, problem, standing_wait, pauses.holds(account.name), spending.spent(account.name, now))


def _wait_where_shut_out(house: House, account: Account, error: PlatformError) -> None:
    """Let the account wait at once, and the staff be told, not only when something is due on it."""
    cause = Cause(error.kind) if error.kind else None
    if cause in SHUT_OUT and waits.of(account.name) is None:
        waits.put(account.name, house.clock.now() + causes.wait(cause, 0), cause, str(error.facts["cause"]))


SHUT_OUT = (Cause.TOKEN, Cause.SUSPENDED)
"""Nothing goes out on an account until a person has seen to it."""


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
            matters.plan_all_live(house.clock.now())
    if _name(standing.handle) != _name(account.handle):
        raise ending(
            Cause.TOKEN,
            f"it is the sign-in of {standing.handle}, and {account.name!r} is to post as {account.handle}",
            mend="connect the account anew, or mend its handle in campaign.yaml",
        )
    _remember(account, standing)
    house.known[account.voice] = house.clock.now()
    return standing


SIGNED_IN_UNTIL = "signed in until"
"""What is remembered of an account whose platform says when its sign-in ends."""


def _remember(account: Account, standing: Standing) -> None:
    until = standing.signed_in_until.isoformat() if standing.signed_in_until else None
    if until and memory.recall(account.name, SIGNED_IN_UNTIL) != until:
        memory.remember(account.name, SIGNED_IN_UNTIL, until)


def make_sure(house: House, account: Account) -> None:
    """Let nothing go out under another account's name: asked once for each sign-in of a process, and now and then.

    Raises:
        NotSent: it is not known that the account is itself.
    """
    if is_known(house, account):
        return
    now = house.clock.now()
    before = _counts(house, account)
    try:
        who(house, account)
    except PlatformError as error:
        raise NotSent(cause=str(error.facts["cause"]), kind=error.kind, until=error.until) from None
    if _counts(house, account) != before:
        raise NotSent(cause="its platform allows another length than was known: it is cut anew", until=now)


def is_known(house: House, account: Account) -> bool:
    """Whether it is known to be itself, so that nobody is to be asked."""
    known_at = house.known.get(account.voice)
    return known_at is not None and house.clock.now() - known_at < ASK_AGAIN_AFTER


ASK_AGAIN_AFTER = dt.timedelta(hours=1)


def to_meet(house: House, met: Mapping[str, dt.datetime]) -> list[Account]:
    """The accounts that it is time to ask for who they are: those that nobody here asked yet, and those on which something may be
    due soon, before what is known of them is too old. So a result that is to be out on all of them at once waits for no answer,
    and the staff hears of a sign-in that ended while there is time to mend it.

    Args:
        house: the campaign's.
        met: when this process asked for each, by its voice, whatever was answered.
    """
    now = house.clock.now()
    new = [one for one in house.campaign.accounts if not one.rehearsal and one.voice not in met]
    old = [one for one in house.campaign.accounts if one.voice in met and now - met[one.voice] >= ASK_AGAIN_AFTER - AHEAD]
    if not old or matters.any_between(now - RESULT_WITHIN, now + AHEAD):
        return [*new, *old]
    soon = posts.accounts_with_due(now + AHEAD)
    return [*new, *(one for one in old if one.name in soon)]


AHEAD = dt.timedelta(minutes=20)
"""So long before something may be due on an account it is asked for who that is, where it was not in the time before."""
RESULT_WITHIN = dt.timedelta(hours=12)
"""So long after a vote its outcome may be entered, of which posts are due at once, on any account."""


_A_LINK = f"https://www.example.org/{'a' * 80}"


def _counts(house: House, account: Account) -> tuple[int, int]:
    """What a part may come to, and what a long link comes to."""
    limits = house.platforms.of(account).limits(account)
    return limits.most, limits.length(_A_LINK)


def _name(handle: str) -> str:
    """A handle without its server, by which platforms call their own accounts."""
    return handle.removeprefix("@").split("@")[0].casefold()
