"""Why a platform did not take a part, and what is done about each cause: one table."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from advocacybot.errors import Doubtful, NotSent, PlatformError, Refused


class Cause(StrEnum):
    """What went wrong, in the words in which people read it."""

    REJECTED = "the platform will not have it"
    DUPLICATE = "the platform calls it a duplicate"
    WINDOW = "the platform wants it slower"
    CAP = "what the platform allows is used up"
    APP_CAP = "what the platform allows the app is used up"
    TOKEN = "the platform does not accept the sign-in"  # noqa: S105 – words, no token
    SUSPENDED = "the platform has locked or suspended the account"
    PICTURE = "a picture is still being processed"
    UNREACHED = "the platform cannot be reached"
    SERVER = "the platform is out of order"
    UNANSWERED = "the platform did not answer in time"
    CUT_OFF = "the connection was cut"
    MALFORMED = "the platform's answer makes no sense"
    LATE = "its sender was held up for too long"
    SPENT = "the account's budget is spent"
    RESTORED = "it may have gone out after the backup was made"


class Waits(StrEnum):
    """Who waits before the next try: the post, everything on its account, on all accounts of the same app, or on the server."""

    POST = "post"
    ACCOUNT = "account"
    APP = "app"
    SERVER = "server"


@dataclass(frozen=True)
class Action:
    """What is done: the ending where the request was to post, and how long to wait where the platform says nothing.

    The wait doubles with each try, from ``first`` to ``longest``; a doubtful part is looked for after it.
    """

    ending: type[PlatformError]
    waits: Waits = Waits.POST
    first: dt.timedelta = dt.timedelta(seconds=15)
    longest: dt.timedelta = dt.timedelta(minutes=15)


_QUARTER = dt.timedelta(minutes=15)
_HOURS = dt.timedelta(hours=6)

ACTIONS: Mapping[Cause, Action] = {
    Cause.REJECTED: Action(Refused),
    Cause.DUPLICATE: Action(Doubtful),
    Cause.WINDOW: Action(NotSent, Waits.ACCOUNT, dt.timedelta(minutes=1)),
    Cause.CAP: Action(NotSent, Waits.ACCOUNT, _QUARTER, _HOURS),
    Cause.APP_CAP: Action(NotSent, Waits.APP, _QUARTER, _HOURS),
    Cause.TOKEN: Action(NotSent, Waits.ACCOUNT, dt.timedelta(minutes=1)),
    Cause.SUSPENDED: Action(NotSent, Waits.ACCOUNT, _QUARTER, _HOURS),
    Cause.PICTURE: Action(NotSent, first=dt.timedelta(seconds=5), longest=dt.timedelta(minutes=1)),
    Cause.UNREACHED: Action(NotSent, Waits.SERVER, dt.timedelta(seconds=2), dt.timedelta(minutes=1)),
    Cause.SERVER: Action(Doubtful),
    Cause.UNANSWERED: Action(Doubtful),
    Cause.CUT_OFF: Action(Doubtful),
    Cause.MALFORMED: Action(Doubtful),
    Cause.LATE: Action(NotSent),
    Cause.SPENT: Action(NotSent),
    Cause.RESTORED: Action(Doubtful, first=dt.timedelta(minutes=1), longest=_HOURS),
}
"""A window is the platform's pace, a cap a day's or a month's allowance: both answer 429, and they are told apart. A sign-in that
is refused, and an account that is locked, are tried again by themselves, so that a token that was replaced needs no restart."""

NEVER_SENT_AGAIN_UNASKED = frozenset({Cause.RESTORED})
"""Doubt of these causes is a person's to settle where the part is not found: other words, or another key of ours, may be out."""

OF_A_SERVER = frozenset(cause for cause, action in ACTIONS.items() if action.waits is Waits.SERVER)
"""What is said of one account there is so for all."""

LOOKED_FOR_IN_VAIN = frozenset({Cause.DUPLICATE})
"""Doubt of these causes ends in a refusal where the part is not found: sent again, it would be called a duplicate again."""


def ending(
    cause: Cause, said: str = "", *, posting: bool = True, until: dt.datetime | None = None, mend: str = ""
) -> PlatformError:
    """The one of the three endings that a cause has.

    Args:
        cause: what went wrong.
        said: the platform's own words, or ours.
        posting: whether the request was the one that posts; of any other nothing can be in doubt.
        until: when the platform says that it will take more.
        mend: what a person can do about it.
    """
    action = ACTIONS[cause]
    kind = NotSent if action.ending is Doubtful and not posting and cause is not Cause.DUPLICATE else action.ending
    told = ": ".join(filter(None, (str(cause), said)))
    return kind(cause="; ".join(filter(None, (told, mend))), kind=cause, until=until)


def wait(cause: Cause | None, tries: int) -> dt.timedelta:
    """How long to wait before the next try where the platform says nothing: twice as long each time, up to a limit."""
    action = ACTIONS[cause] if cause else Action(NotSent)
    longest: dt.timedelta = min(action.first * 2 ** min(tries, 16), action.longest)
    return longest
