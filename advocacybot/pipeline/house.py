"""What every stage needs: the files as they were read last, the platforms, and the clock."""

import datetime as dt
import threading
from dataclasses import dataclass, field

from advocacybot.campaign.campaign import Campaign
from advocacybot.clock import Clock
from advocacybot.council.calendar import Calendar
from advocacybot.platforms.registry import Platforms
from advocacybot.sources.configuration import Configuration, Folder


@dataclass
class House:
    """A campaign at work. ``folder``: its own files, if it has any. ``files``: those that it works by, replaced as a whole when
    they change."""

    folder: Folder
    files: Configuration
    platforms: Platforms
    clock: Clock
    known: dict[str, dt.datetime] = field(default_factory=dict)
    """When an account was last known to be itself, by its voice."""
    awake: dt.datetime | None = None
    """When it last said that it is awake."""
    taken: tuple[str, Calendar] | None = None
    """The calendar that took effect last, and the mark by which the database knows it: a short cut to reading it there."""

    accepted: str | None = None
    """The mark of the files that took effect last, where the house works by those."""
    own: str | None = None
    """What told the folder's own files from others when they were last read to take effect."""
    said: str = ""
    """Why it does not work by its folder's own files, as it was said last."""

    configuration: Configuration = field(init=False)
    """The files with the room's word over them (``pipeline.desk``): what every stage works by."""
    desk: str | None = None
    """The mark of the room's word that lies over the files."""
    laying: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def __post_init__(self) -> None:
        self.configuration = self.files

    def work_by(self, other: "House") -> None:
        """Work by whatever the other one works by."""
        with self.laying:
            self.files, self.configuration = other.files, other.configuration
            self.accepted, self.desk = other.accepted, other.desk

    @property
    def campaign(self) -> Campaign:
        return self.configuration.campaign
