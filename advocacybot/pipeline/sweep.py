"""One look over everything that time changes: what draws near, what is too late, what was cut short, what is due.

A job that is lost, doubled, early or late changes nothing: the next look hands it out again, and the claim decides.
"""

import datetime as dt

from advocacybot.campaign.posts import ON_ITS_WAY, PostState
from advocacybot.pipeline import desk, draft, reconcile
from advocacybot.pipeline.house import House
from advocacybot.pipeline.publish import publish
from advocacybot.store import claims, marks, posts

AT_A_TIME = 1000
ASLEEP_AFTER = dt.timedelta(seconds=30)


def glance(house: House) -> tuple[bool, list[int]]:
    """Look once, at no more than can be drafted for in a moment.

    Returns:
        Whether more waits to be drafted for, and the numbers of the posts to attend to: those of which a part may be out, which
        are looked for, and those that may go out now.
    """
    desk.catch_up(house)
    draft.lapse_late(house)
    more = draft.what_is_due(house) == draft.AT_A_GLANCE
    marks.put(marks.AWAKE, house.clock.now().isoformat())
    now = house.clock.now()
    return more, [*claims.unsettled(now, AT_A_TIME), *claims.due(now, AT_A_TIME)]


def sweep(house: House) -> list[int]:
    """Look until nothing more waits to be drafted for; the numbers of the posts to attend to."""
    more = True
    while more:
        more, due = glance(house)
    return due


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
