"""What every stage needs: the files as they were read last, the platforms, and the clock."""

import datetime as dt
import threading
from dataclasses import dataclass, field
from pathlib import Path

from advocacybot.campaign.campaign import Campaign
from advocacybot.clock import Clock
from advocacybot.council.calendar import Calendar
from advocacybot.platforms.registry import Platforms
from advocacybot.sources.configuration import Configuration, Folder


@dataclass
class House:
    """A campaign at work. ``files`` are replaced as a whole when they change; ``accepted`` keeps what took effect."""

    folder: Folder
    accepted: Path
    files: Configuration
    platforms: Platforms
    clock: Clock
    known: dict[str, dt.datetime] = field(default_factory=dict)
    """When an account was last known to be itself, by its voice."""
    taken: tuple[str, Calendar] | None = None
    """The calendar that took effect last, and the mark by which the database knows it: a short cut to reading it there."""

    configuration: Configuration = field(init=False)
    """The files with the room's word over them (``pipeline.desk``): what every stage works by."""
    desk: str | None = None
    """The mark of the room's word that lies over the files."""
    laying: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        self.configuration = self.files

    @property
    def campaign(self) -> Campaign:
        return self.configuration.campaign
