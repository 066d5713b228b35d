"""Delivers what partner campaigns are to be told: signed, once or more often, always under the same key.

Any process may; a claim keeps two from sending the same at once. What is not taken is tried again by the schedule that Standard
Webhooks recommend, for three days. A receiver that took nothing in all that time is told nothing more, and the staff hears of it.
"""

import datetime as dt
import logging
import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus

from django.db import connections, transaction

from advocacybot.pipeline import standard_webhooks
from advocacybot.pipeline.house import House
from advocacybot.pipeline.receivers import Answer, Receivers
from advocacybot.settings import Settings
from advocacybot.store import journal, webhooks
from advocacybot.store.address import GONE
from advocacybot.store.journal import Entry
from advocacybot.store.secret_key import secret_key
from advocacybot.store.webhooks import Message

logger = logging.getLogger("advocacybot")

EVERY = 2.0
"""Seconds between two looks at what is due."""

WAITS = (
    dt.timedelta(seconds=5),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=5),
    dt.timedelta(hours=10),
    dt.timedelta(hours=14),
    dt.timedelta(hours=20),
    dt.timedelta(hours=24),
)
"""How long is waited after each try that failed; after the last there is no other."""
_SCATTER = 0.1
"""As much of a wait is added at most, at random: so that not all come back at once."""
_LONGEST_WAIT = dt.timedelta(days=1)
"""A receiver is let be for so long at most, whatever it asks for."""

KEPT = dt.timedelta(days=30)
"""What was taken or given up is kept for so long."""

_SLOWER = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT)
"""Answers that speak of the receiver, and not of the message."""


def deliver(house: House, subscription: int, by: Receivers, stop: Callable[[], bool] = lambda: False) -> int:
    """Deliver what is due there by now; how much was taken. It takes as long as its receiver does. ``stop``: asked whether to
    leave the rest for another time."""
    number = 0
    while not stop() and (message := webhooks.claim(subscription, house.clock.now())):
        number += _settle(house, message, _sent(house, message, by))
    return number


def _sent(house: House, message: Message, by: Receivers) -> Answer:
    where = webhooks.where(message.subscription, secret_key(Settings()))
    if where is None:
        return Answer(None, "its address cannot be read: the secret key is not the one by which it was sealed")
    body = message.body.encode()
    at = int(house.clock.now().timestamp())
    return by.post(where.address, standard_webhooks.headers(where.secret, message.key, at, body), body)


def _settle(house: House, message: Message, answer: Answer) -> bool:
    now = house.clock.now()
    if answer.taken:
        webhooks.taken(message, now)
        return True
    if answer.status == HTTPStatus.GONE:
        _end(message, "it answered 410: it is gone", now)
    elif message.tries >= len(WAITS):
        _give_up(message, answer, now)
    else:
        _put_off(message, answer, now)
    return False


def _put_off(message: Message, answer: Answer, now: dt.datetime) -> None:
    wait = WAITS[message.tries] * (1 + random.uniform(0, _SCATTER))  # noqa: S311 – no secret
    asked = min(dt.timedelta(seconds=answer.wait or 0), _LONGEST_WAIT)
    until = now + max(wait, asked)
    webhooks.put_off(message, until, answer.told, now)
    if answer.status in _SLOWER:
        webhooks.hold_back(message.subscription, until)
    if message.tries == 0:
        logger.warning("webhook %d: %s; it is tried again", message.subscription, answer.told)


def _give_up(message: Message, answer: Answer, now: dt.datetime) -> None:
    """The message is given up; and its subscription, where nothing else was taken since it was first tried."""
    webhooks.give_up(message, answer.told, now)
    logger.error("webhook %d: %s; %s is not tried again", message.subscription, answer.told, message.key)
    failing = webhooks.get(message.subscription).failing_since
    if failing is not None and failing <= now - sum(WAITS, dt.timedelta()):
        _end(message, f"it took nothing for three days: {answer.told}", now)


def _end(message: Message, why: str, now: dt.datetime) -> None:
    with transaction.atomic():
        webhooks.give_up(message, why, now)
        if webhooks.end(message.subscription, why, now):
            journal.write([Entry("webhook ended", f"webhook {message.subscription}", facts={"why": why})], now)
            logger.error("webhook %d is told nothing more: %s", message.subscription, why)


class Deliverer:
    """Looks every few seconds, and delivers in a thread for each receiver: so none that hangs ever holds up planning, sending,
    or another receiver."""

    def __init__(self, house: House, by: Receivers | None = None) -> None:
        self._house = house
        self._by = by
        self._next = 0.0
        self._at_work: dict[int, threading.Thread] = {}
        self._stopping = threading.Event()

    def attend(self) -> None:
        """To be called at each look of a process that works by itself. It never waits for a receiver; where the database is not
        there, it looks another time, and whoever looks around says so."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        self._at_work = {number: one for number, one in self._at_work.items() if one.is_alive()}
        with suppress(*GONE):
            for number in webhooks.to_deliver(self._house.clock.now()):
                if number not in self._at_work:
                    self._begin(number)

    def stop(self, within: float) -> None:
        """Begin nothing more, and wait for what is being delivered, but no longer than so many seconds: what was left is sent
        once more, under the same key."""
        self._stopping.set()
        end = time.monotonic() + within
        for one in self._at_work.values():
            one.join(max(0.0, end - time.monotonic()))

    def _begin(self, number: int) -> None:
        thread = threading.Thread(target=self._deliver, args=(number,), name=f"webhook {number}", daemon=True)
        self._at_work[number] = thread
        thread.start()

    def _deliver(self, number: int) -> None:
        try:
            if self._by is None:
                self._by = Receivers()
            deliver(self._house, number, self._by, self._stopping.is_set)
            webhooks.forget(self._house.clock.now() - KEPT)
        except Exception:
            logger.exception("webhook %d: what it is to be told could not be seen to; it is tried again", number)
        finally:
            connections.close_all()
