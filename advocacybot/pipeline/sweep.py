"""One look over everything that time changes: what draws near, what is too late, what was cut short, what is due.

A job that is lost, doubled, early or late changes nothing: the next sweep hands it out again, and the claim decides.
"""

from advocacybot.pipeline import draft, reconcile
from advocacybot.pipeline.house import House
from advocacybot.store import claims, marks

AT_A_TIME = 1000


def sweep(house: House) -> list[int]:
    """Look once; the numbers of the posts that could go out now."""
    draft.lapse_late(house)
    while draft.what_is_due(house) == draft.AT_A_TIME:
        pass
    reconcile.settle(house)
    marks.put(marks.AWAKE, house.clock.now().isoformat())
    return claims.due(house.clock.now(), AT_A_TIME)
