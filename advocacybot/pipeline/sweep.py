"""One look over everything that time changes: what draws near, what is too late, what was cut short, what is due.

A job that is lost, doubled, early or late changes nothing: the next look hands it out again, and the claim decides.
"""

from advocacybot.pipeline import draft, reconcile
from advocacybot.pipeline.house import House
from advocacybot.store import claims, marks

AT_A_TIME = 1000


def glance(house: House) -> tuple[bool, list[int]]:
    """Look once, at no more than can be drafted for in a moment.

    Returns:
        Whether more waits to be drafted for, and the numbers of the posts that may go out now.
    """
    draft.lapse_late(house)
    more = draft.what_is_due(house) == draft.AT_A_GLANCE
    reconcile.settle(house)
    marks.put(marks.AWAKE, house.clock.now().isoformat())
    return more, claims.due(house.clock.now(), AT_A_TIME)


def sweep(house: House) -> list[int]:
    """Look until nothing more waits to be drafted for; the numbers of the posts that may go out now."""
    more = True
    while more:
        more, due = glance(house)
    return due
