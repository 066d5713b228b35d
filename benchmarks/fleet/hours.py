"""One clock for every process of a trial. It runs faster than clocks do, through the night on which New York's clocks go back."""

import datetime as dt
import json
import time
from dataclasses import dataclass
from typing import Self

SPEED = 5.0
"""So many seconds pass by the house's clock in one: a lease of two minutes is over after 24 seconds."""

CLOCKS_GO_BACK = dt.datetime(2016, 11, 6, 6, 0, tzinfo=dt.UTC)
"""02:00 in New York, where it is 01:00 once more (Energy Policy Act of 2005, section 110)."""


@dataclass(frozen=True)
class Hours:
    """``origin``: what the machine's steady clock, which all its processes share, showed when it was ``begins``."""

    begins: dt.datetime
    origin: float
    speed: float = SPEED

    @classmethod
    def starting(cls, begins: dt.datetime) -> Self:
        return cls(begins, time.monotonic())

    def now(self) -> dt.datetime:
        return self.at(time.monotonic())

    def at(self, instant: float) -> dt.datetime:
        """What it was, or will be, when the steady clock shows that."""
        return self.begins + dt.timedelta(seconds=(instant - self.origin) * self.speed)

    def until(self, hour: dt.datetime) -> float:
        """So many of the machine's own seconds from now on."""
        return (hour - self.now()).total_seconds() / self.speed

    def written(self) -> str:
        """For another process's command line."""
        return json.dumps([self.begins.isoformat(), self.origin, self.speed])

    @classmethod
    def read(cls, text: str) -> Self:
        begins, origin, speed = json.loads(text)
        return cls(dt.datetime.fromisoformat(begins), origin, speed)
