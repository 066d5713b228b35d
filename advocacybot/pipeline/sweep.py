"""One look over everything that time changes: what draws near, what is too late, what was cut short, what is due.

A job that is lost, doubled, early or late changes nothing: the next look hands it out again, and the claim decides.
"""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.db.utils import InterfaceError, OperationalError

from advocacybot.campaign.posts import ON_ITS_WAY, PostState
from advocacybot.pipeline import desk, draft, reconcile
from advocacybot.pipeline.house import House
from advocacybot.pipeline.publish import publish, publish_ready
from advocacybot.store import claims, journal, marks, matters, news, posts
from advocacybot.store.claims import InLine

logger = logging.getLogger("advocacybot")

Done = TypeVar("Done")

AT_A_TIME = 1000
UNBOUND_FOR = dt.timedelta(minutes=1)
"""So long what the journal is told of posts that go out may lie unbound while they do: they come first."""
ASLEEP_AFTER = dt.timedelta(seconds=30)
_SAYS_SO_EVERY = dt.timedelta(seconds=5)


@dataclass(frozen=True)
class Glance:
    """``more``: more waits to be drafted for. ``accounts``: those that are to be attended to, those first that wait longest for
    it, each with the hour at which its first post was due. ``next_due``: the next instant at which there may be others.
    ``plan_at``: the next at which there may be something to draft."""

    more: bool
    accounts: Mapping[str, dt.datetime]
    next_due: dt.datetime | None
    plan_at: dt.datetime | None


def glance(house: House) -> Glance:
    """Look once, at no more than can be drafted for in a moment."""
    desk.catch_up(house)
    draft.lapse_late(house)
    more = draft.what_is_due(house) == draft.AT_A_GLANCE
    now = house.clock.now()
    accounts = claims.accounts_to_attend_to(now)
    if not accounts or news.told(but_of_sending=True) or journal.is_unbound_since(now - UNBOUND_FOR):
        journal.bind()
    _say_awake(house, now)
    return Glance(more, accounts, claims.next_due(now), matters.next_to_plan(now))


def _say_awake(house: House, now: dt.datetime) -> None:
    if house.awake is None or not house.awake <= now < house.awake + _SAYS_SO_EVERY:
        marks.put(marks.AWAKE, now.isoformat())
        house.awake = now


def sweep(house: House) -> Mapping[str, dt.datetime]:
    """Look until nothing more waits to be drafted for; the accounts to attend to."""
    while (seen := glance(house)).more:
        pass
    return seen.accounts


def to_attend_to(house: House) -> list[int]:
    """The numbers of the posts of which a part may be out, which are to be looked for, and of those that may go out now."""
    now = house.clock.now()
    return [*claims.unsettled(now, AT_A_TIME), *claims.due(now, AT_A_TIME)]


def asleep_for(house: House) -> dt.timedelta | None:
    """How long ago somebody last looked, where that is too long; nothing where the bot is awake."""
    awake = marks.get(marks.AWAKE)
    since = house.clock.now() - dt.datetime.fromisoformat(awake) if awake else dt.timedelta.max
    return since if since > ASLEEP_AFTER else None


def attend(house: House, post_id: int) -> PostState:
    """Do for a post what there is to do now: look for what may be out, send what may go out; the state that it is in then."""
    if posts.get(post_id).post.state in ON_ITS_WAY:
        reconcile.settle(house, post_id)
    state = posts.get(post_id).post.state
    return publish(house, post_id) if state is PostState.APPROVED else state


def attend_to(house: House, account: str, stop: Callable[[], bool] = lambda: False) -> None:
    """Do for an account what there is to do now, one post after another: look for what may be out, send what may go out.

    It ends where nothing more may go out there, or another process is at it. A post that fails keeps no other from its try.

    Raises:
        OperationalError, InterfaceError: the database is not there; another look finds what is left.

    Args:
        house: the campaign's.
        account: its name.
        stop: asked before each post: whether to leave the rest for another time.
    """
    desk.catch_up(house)
    for post_id in claims.unsettled(house.clock.now(), AT_A_TIME, account):
        if stop():
            return
        _as_well_as_it_goes(post_id, partial(reconcile.settle, house, post_id))
    tried: set[int] = set()
    asked = house.clock.now()
    while ready := claims.ready(account, asked, tried):
        line = [InLine(queued) for queued in ready]
        for one, behind in zip(line, [*line[1:], None], strict=True):
            if one.held is None and stop():
                return
            tried.add(one.post.id)
            if _as_well_as_it_goes(one.post.id, partial(publish_ready, house, one, behind, stop)) is False:
                asked = house.clock.now()
                break  # somebody else sends here, or did: who went on by what was seen before would pass a post by
        else:
            since, asked = asked, house.clock.now()
            if len(ready) < posts.AT_ONCE and not claims.fell_due(account, since, asked):
                return


def _as_well_as_it_goes(post_id: int, do: Callable[[], Done]) -> Done | None:
    try:
        return do()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("post %s cannot be attended to now", post_id)
        return None
