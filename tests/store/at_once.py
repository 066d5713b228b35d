"""Things done at once, by real threads with database connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Given = TypeVar("Given")


def at_once(*acts: Callable[[], Given]) -> list[Given]:
    """Do all of it in the same moment, each in a thread; what each gave. An error in any of them is raised here."""
    start = Barrier(len(acts))

    def do(act: Callable[[], Given]) -> Given:
        try:
            start.wait(timeout=10)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(timeout=60) for one in [pool.submit(do, act) for act in acts]]


def elsewhere(act: Callable[[], Given]) -> Given:
    """Do it as another process would: over another connection to the database."""
    return at_once(act)[0]
