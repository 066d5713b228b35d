"""The platforms that are published on while processes die. A further one is one more row."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from advocacybot.clock import Clock
from advocacybot.platforms.base import Platform
from advocacybot.platforms.rehearsal import Rehearsal
from benchmarks.campaigns import ACCOUNT


@dataclass(frozen=True)
class Copy:
    """A part as it stands in a feed, and what it answers there."""

    remote_id: str
    key: str
    text: str
    answers: str | None
    thread: str | None


@dataclass(frozen=True)
class Subject:
    """A platform to publish on, and how its readers see it. The folder is one run's own."""

    name: str
    platform: Callable[[Path, Clock], Platform]
    feed: Callable[[Path, Clock], list[Copy]]


def _rehearsed(folder: Path, clock: Clock) -> list[Copy]:
    entries = Rehearsal(folder, clock).read(ACCOUNT)
    return [Copy(one["id"], one["key"], one["text"], one["answers"], one["thread"]) for one in entries]


SUBJECTS = (Subject("rehearsal", Rehearsal, _rehearsed),)
