"""What is drawn of everything at once, and takes a while: kept as long as it stands, one for the whole process."""

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from advocacybot.pipeline.house import House
from advocacybot.store import journal


class Edition(Protocol):
    def stands(self, house: House, entries: int) -> bool:
        """Whether it still is what would be drawn. ``entries``: how many the journal has."""


E = TypeVar("E", bound=Edition)


class Press(Generic[E]):
    """Holds the edition that stands: however many ask, each is drawn once."""

    def __init__(self, draw: Callable[[House, int], E]) -> None:
        self._draw = draw
        self._edition: E | None = None
        self._lock = threading.Lock()

    def edition(self, house: House) -> E:
        """That of the house as it is now."""
        with self._lock:
            entries = journal.length()
            if self._edition is None or not self._edition.stands(house, entries):
                self._edition = self._draw(house, entries)
            return self._edition
