"""What stands in the feed of an account that rehearses."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Rehearsed:
    """A part in a feed. ``answers`` and ``thread``: the ids of the part that it answers, and of the first of its thread.
    ``pictures``: what each says in words."""

    at: dt.datetime
    text: str
    language: str
    key: str
    answers: str | None = None
    thread: str | None = None
    pictures: tuple[str, ...] = ()
    id: str = ""
    """How it is known, once it stands there."""
