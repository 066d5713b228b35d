"""The room's word on wording and handles, as it changes: it takes effect as a whole, or changes nothing."""

import datetime as dt
import secrets
from collections.abc import Callable

from advocacybot.pipeline import desk, watch
from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import Configuration
from advocacybot.store import journal, marks
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone


def take(house: House, as_it_would_be: Callable[[], Configuration], put: Callable[[dt.datetime], list[Entry]]) -> None:
    """Try every wording as it would be, then keep what ``put`` keeps, and have all that waits looked at again.

    The trying takes a second and holds nobody up; where somebody else's word came in between, it is tried once more.

    Raises:
        BadInput: the wording does not work then, or the room and the files do not go together.
        Refusal: whatever ``put`` refuses.
    """
    mark, tried = marks.get(marks.DESK), _tried(house, as_it_would_be)
    now = house.clock.now()
    with alone():
        if marks.get(marks.DESK) != mark:
            tried = _tried(house, as_it_would_be)
        journal.write(put(now), now)
        marks.put(marks.DESK, secrets.token_hex(16))
        watch.take_version(house, tried.version, now)
    desk.lay_over(house)


def _tried(house: House, as_it_would_be: Callable[[], Configuration]) -> Configuration:
    made = as_it_would_be()
    watch.check_wording(house, made)
    return made
