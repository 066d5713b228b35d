"""A process's word that it is at work, every few seconds, for as long as it is; and what it counted meanwhile."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import connections
from django.db.utils import Error

from advocacybot.pipeline.house import House
from advocacybot.store import meters, processes

logger = logging.getLogger("advocacybot")


@contextmanager
def present(house: House, *doing: str) -> Iterator[None]:
    """Say that this process does those things until the block ends; one that is killed falls silent."""
    name, ended = f"{here()}:{os.getpid()}:{secrets.token_hex(4)}", threading.Event()
    thread = threading.Thread(target=_say_so, args=(house, name, doing, ended), name="presence", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=processes.EVERY)


def here() -> str:
    """This machine, as its processes are named."""
    return socket.gethostname()[:80]


def _say_so(house: House, name: str, doing: tuple[str, ...], ended: threading.Event) -> None:
    said = True
    while True:
        try:
            processes.say(name, doing, house.clock.now())
            meters.flush()
            said = True
        except Error as error:
            if said:
                logger.warning("this process cannot say that it is at work, and tries again: %s", error)
            said = False
            connections.close_all()
        if ended.wait(processes.EVERY):
            break
    with suppress(Error):
        meters.flush()
        processes.leave(name)
    connections.close_all()
