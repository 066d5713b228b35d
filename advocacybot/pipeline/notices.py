"""Tells the staff what it should know, each thing once: whoever plans looks, and tells what is new.

A notice is claimed before it is told, and settled after it. One whose teller was killed in between is told again, once its claim
has run out: better twice than not at all. Nothing else tells a thing twice.
"""

import datetime as dt
import logging
import threading
import time

from advocacybot.pipeline.channels import Channel, channels, tell
from advocacybot.pipeline.house import House
from advocacybot.pipeline.noticed import TELLING, Kind, nobody_plans, noticed
from advocacybot.platforms.credentials import Credentials
from advocacybot.settings import Settings
from advocacybot.store import meters, notices
from advocacybot.store.notices import Claimed, Notice

logger = logging.getLogger("advocacybot")

EVERY = 10.0
"""Seconds between two looks."""
MOST_TRIES = 5
FIRST_WAIT = dt.timedelta(minutes=1)
NAMED = 5
"""So many of those that are told together are named."""
KEPT = dt.timedelta(days=30)


def look(house: House) -> None:
    """Note what is new, and that what is over is over. For the process that plans, which so knows that somebody does."""
    if Settings().notices():
        notices.note(noticed(house), list(Kind), house.clock.now())


def look_after_planning(house: House) -> None:
    """Note that nobody plans: for the processes that do not plan."""
    if Settings().notices():
        notices.note(nobody_plans(house), [Kind.NOBODY_PLANS], house.clock.now())


def send(house: House) -> int:
    """Tell what is to be told by now; on how many occasions something was. It takes as long as the slowest channel does."""
    addresses = Settings().notices()
    if not addresses:
        return 0
    now = house.clock.now()
    due = (notices.claim(kind, now - TELLING[kind].stands, now) for kind in Kind)
    told = sum(_send(house, held, channels(addresses, Settings().web_url)) for held in due if held)
    notices.forget(now - KEPT)
    return told


class Teller:
    """Looks and tells every few seconds, in a thread of its own, so that no channel ever holds up planning."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._next = 0.0
        self._thread: threading.Thread | None = None

    def attend(self, *, planning: bool) -> None:
        """To be called at each look, or heartbeat, of a process. ``planning``: whether it is the one that plans."""
        if time.monotonic() < self._next or (self._thread and self._thread.is_alive()):
            return
        self._next = time.monotonic() + EVERY
        if Settings().notices():
            self._thread = threading.Thread(target=self._tell, args=(planning,), name="notices", daemon=True)
            self._thread.start()

    def _tell(self, planning: bool) -> None:
        from django.db import connections

        try:
            (look if planning else look_after_planning)(self._house)
            send(self._house)
        except Exception:
            logger.exception("the staff could not be told; it is tried again")
        finally:
            connections.close_all()


def _send(house: House, held: Claimed, wanted: list[Channel]) -> int:
    title, body = _words(held.notices)
    worked = tell(wanted, title, Credentials().scrub(body))
    for name in (name for name, well in worked.items() if not well):
        logger.warning("channel %s did not take the notice: %s", name, title)
    now = house.clock.now()
    if any(worked.values()):
        notices.settle(held, now)
        _say("told", logging.INFO, title)
        return 1
    if held.tries + 1 >= MOST_TRIES:
        notices.settle(held, now)
        _say("given up", logging.ERROR, title)
    else:
        notices.postpone(held, now + FIRST_WAIT * 2**held.tries)
        _say("to be tried again", logging.WARNING, title)
    return 0


def _say(ending: str, level: int, title: str) -> None:
    logger.log(level, "notice %s: %s", ending, title)
    meters.NOTICES.count(ending)


def _words(told: tuple[Notice, ...]) -> tuple[str, str]:
    """The title and text of what is told together, with the address of the page where people act on it."""
    telling = TELLING[Kind(told[0].kind)]
    page = f"{Settings().web_url}{telling.page}"
    if len(told) == 1:
        return told[0].title, f"{told[0].body}\n\n{page}"
    named = [f"– {one.title}: {one.body.splitlines()[0]}" for one in told[:NAMED]]
    rest = [f"– and {len(told) - NAMED} more"] if len(told) > NAMED else []
    return f"{len(told)} {telling.several}", "\n".join([*named, *rest, "", page])
