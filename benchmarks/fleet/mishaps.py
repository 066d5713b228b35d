"""What befalls a request on the way to a platform, and its answer on the way back: by lot, the same for the same request."""

from dataclasses import dataclass
from random import Random

SLOWER_FOR = 20
"""Seconds of the platform's clock for which an account is told to wait where it posts too fast."""


@dataclass(frozen=True)
class Mishap:
    """``taken``: the platform has acted. ``answers``: what is answered then; ``None`` where the connection breaks."""

    name: str
    chance: float
    taken: bool
    answers: int | None


MISHAPS = (
    Mishap("answer lost", 0.01, taken=True, answers=None),
    Mishap("request lost", 0.005, taken=False, answers=None),
    Mishap("500, taken", 0.005, taken=True, answers=500),
    Mishap("503, not taken", 0.005, taken=False, answers=503),
    Mishap("429", 0.005, taken=False, answers=429),
)


def befalling(lot: Random) -> Mishap | None:
    """At most one."""
    drawn = lot.random()
    for mishap in MISHAPS:
        if drawn < mishap.chance:
            return mishap
        drawn -= mishap.chance
    return None
