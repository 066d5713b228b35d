"""Looks out for what feeds and calendars bring: whoever plans asks each of them when it is due, once for the whole fleet.

It has a thread of its own, so that no server, however slow, ever holds up planning. A feed that fails is left alone for longer
and longer, and what it said last still is what it said last: nothing ever follows from a feed that fails, or is empty.
"""

import datetime as dt
import logging
import random
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from advocacybot.campaign.feeds import FeedKind, WatchedFeed
from advocacybot.campaign.fetches import Failure, back_off
from advocacybot.campaign.suggestions import Seen
from advocacybot.council.hours import new_york_day
from advocacybot.errors import AdvocacyBotError, NotFetched, SuspectCalendar
from advocacybot.pipeline import seen, suggest
from advocacybot.pipeline.house import House
from advocacybot.settings import Settings
from advocacybot.store import feeds, journal
from advocacybot.store.feeds import FeedState
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone

if TYPE_CHECKING:
    from advocacybot.sources.fetching import Fetched, Known

logger = logging.getLogger("advocacybot")

EVERY = 30.0
"""Seconds between two looks at which feeds are due."""
LEASE = dt.timedelta(minutes=5)
"""So long nobody else asks for a feed that somebody is at: fetching gives out well before."""
_BY_CHANCE = 0.1
"""By so much at most a wait is longer than it has to be, so that not all campaigns ask at once."""
_DAYS_OF_THE_JOURNAL = 2
"""Today and tomorrow: the Journal lists the Council's meetings about a day ahead."""


class Fetch(Protocol):
    """How what is at an address now is fetched (:func:`advocacybot.sources.fetching.fetch`).

    Raises:
        NotFetched: it cannot be.
    """

    def __call__(self, address: str, known: "Known | None" = None, *, headers: Mapping[str, str] | None = None) -> "Fetched": ...


def look(house: House, only: Collection[str] | None = None, fetch: Fetch | None = None) -> int:
    """Ask every feed that is due, keep what it brings, and close what holds by now; how many suggestions are new.

    ``only``: those feeds, due or not, as a person asks for them.
    """
    watched = [one for one in house.configuration.feeds.feeds if only is None or one.name in only]
    fetch = fetch or _usual(house)
    brought = sum(_ask(house, one, fetch, whenever=only is not None) for one in watched)
    suggest.overtake(house)
    return brought


def _usual(house: House) -> Fetch:
    from advocacybot.sources import fetching  # it loads a client of the web: only where something is fetched

    return partial(fetching.fetch, circumstances=fetching.Circumstances(contact=house.configuration.feeds.contact))


def _ask(house: House, feed: WatchedFeed, fetch: Fetch, *, whenever: bool) -> int:
    now = house.clock.now()
    state = feeds.take(feed.name, feed.address, now, now + LEASE, whenever=whenever)
    if state is None:
        return 0
    try:
        after, new = _brought(house, feed, state, fetch, believe=whenever)
    except NotFetched as error:
        _fails(house, feed, state, error, Failure(error.kind), error.retry_after)
    except AdvocacyBotError as error:
        _fails(house, feed, state, error, Failure.GARBLED)
    except Exception as error:
        logger.exception("%s: what it says cannot be kept", feed.name)
        _fails(house, feed, state, error, Failure.GARBLED)
    else:
        _works(house, feed, state, after)
        return new
    return 0


def _brought(house: House, feed: WatchedFeed, state: FeedState, fetch: Fetch, *, believe: bool) -> tuple[FeedState, int]:
    """What is to be remembered of the feed, and how many suggestions are new by it. ``believe``: also a calendar that is suspect,
    as a person asks for it."""
    if feed.kind is FeedKind.JOURNAL:
        return state, len(suggest.keep(house, _in_the_journal(house, feed, fetch)))
    fetched = fetch(feed.address, _known(state))
    if fetched.same:
        return state, 0
    after = replace(state, etag=fetched.known.etag or "", last_modified=fetched.known.last_modified or "")
    if feed.kind is FeedKind.CALENDAR:
        said = seen.of_calendar(house, feed, fetched, state.seen)
        new = len(suggest.keep(house, said.seen))
        if said.suspect and not believe:
            raise SuspectCalendar(feed=feed.name, cause=said.suspect)
        return replace(after, seen=said.remembered), new
    return after, len(suggest.keep(house, seen.of_feed(house, feed, fetched)))


def _known(state: FeedState) -> "Known":
    from advocacybot.sources.fetching import Known

    return Known(state.etag or None, state.last_modified or None)


def _in_the_journal(house: House, feed: WatchedFeed, fetch: Fetch) -> Iterator[Seen]:
    from advocacybot.sources.journal_feed import HEADERS

    today = new_york_day(house.clock.now())
    for day in (today + dt.timedelta(days=number) for number in range(_DAYS_OF_THE_JOURNAL)):
        try:
            fetched = fetch(feed.address_on(day), headers=HEADERS)
        except NotFetched as error:
            if Failure(error.kind) is Failure.GONE:  # no page of that day: nothing is listed on it yet
                continue
            raise
        yield from seen.of_journal(house, feed, fetched, day)


def _works(house: House, feed: WatchedFeed, before: FeedState, after: FeedState) -> None:
    now = house.clock.now()
    with alone():
        feeds.worked(after, now, now + _a_little_longer(feed.every))
        if before.failures:
            journal.write([Entry("feed works again", feed.name, facts={"after": before.failures})], now)
        if after.unread and after.unread != before.unread:
            journal.write([Entry("entries cannot be read", feed.name, facts={"why": "; ".join(after.unread)})], now)
            logger.warning("%s: entries that cannot be read: %s", feed.name, "; ".join(after.unread))


def _fails(
    house: House, feed: WatchedFeed, state: FeedState, error: Exception, kind: Failure, asked: dt.timedelta | None = None
) -> None:
    """Told once in the journal and the log, however often it fails in a row."""
    now, why = house.clock.now(), str(error)
    wait = max(feed.every, back_off(kind, state.failures + 1, asked))
    with alone():
        feeds.failed(state, why, now + _a_little_longer(wait))
        if not state.failures:
            journal.write([Entry("feed fails", feed.name, facts={"why": why})], now)
            logger.warning("feed %s cannot be read, and is tried again: %s", feed.name, why)


def _a_little_longer(wait: dt.timedelta) -> dt.timedelta:
    return wait * (1 + random.random() * _BY_CHANCE)  # noqa: S311 – nothing is secret of it


class Lookout:
    """Looks out every so often, in a thread of its own."""

    def __init__(self, house: House, look: Callable[[House], object] = look) -> None:
        self._house = house
        self._look = look
        self._next = 0.0
        self._thread: threading.Thread | None = None

    def attend(self, *, planning: bool) -> None:
        """To be called at each look of a process. ``planning``: whether it is the one that plans; no other asks for anything."""
        if not planning or time.monotonic() < self._next or (self._thread and self._thread.is_alive()):
            return
        self._next = time.monotonic() + EVERY
        if self._house.configuration.feeds.feeds and Settings().feeds == "watched":
            self._thread = threading.Thread(target=self._look_out, name="feeds", daemon=True)
            self._thread.start()

    def _look_out(self) -> None:
        from django.db import connections

        try:
            self._look(self._house)
        except Exception:
            logger.exception("feeds cannot be looked at now; it is tried again")
        finally:
            connections.close_all()
