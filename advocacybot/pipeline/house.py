"""What every stage needs: the files as they were read last, the platforms, and the clock."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from advocacybot.campaign.campaign import Campaign
from advocacybot.clock import Clock
from advocacybot.council.calendar import Calendar
from advocacybot.platforms.registry import Platforms
from advocacybot.sources.configuration import Configuration, Folder


@dataclass
class House:
    """A campaign at work. ``configuration`` is replaced as a whole when the files change; ``accepted`` keeps what took effect."""

    folder: Folder
    accepted: Path
    configuration: Configuration
    platforms: Platforms
    clock: Clock
    known: dict[str, dt.datetime] = field(default_factory=dict)
    """When an account was last known to be itself, by its voice."""
    taken: tuple[str, Calendar] | None = None
    """The calendar that took effect last, and the mark by which the database knows it: a short cut to reading it there."""

    @property
    def campaign(self) -> Campaign:
        return self.configuration.campaign
