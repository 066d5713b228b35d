"""Why a file was not fetched from somebody else's server, and how long to leave that server alone: one table."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Failure(StrEnum):
    """What went wrong, in the words in which people read it."""

    UNREACHED = "cannot be reached"
    TOO_SLOW = "did not answer in time"
    CUT_OFF = "broke off in the middle of its answer"
    TOO_BIG = "sends more than is read of a feed"
    GARBLED = "gives an answer that makes no sense"
    REFUSED_ADDRESS = "lies where nothing is fetched from"
    REDIRECTS = "sends from one address to the next without end"
    PACE = "asks to be asked less often"
    SHUT = "lets nobody in"
    GONE = "has nothing there any more"
    REFUSED = "refuses what is asked of it"
    OUT_OF_ORDER = "is out of order"


@dataclass(frozen=True)
class _Wait:
    """The first wait and the longest; it doubles with each failure in a row."""

    first: dt.timedelta
    longest: dt.timedelta


_MINUTE, _HOUR, _DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
_SOON = _Wait(5 * _MINUTE, 6 * _HOUR)
_LATER = _Wait(_HOUR, _DAY)

WAITS: Mapping[Failure, _Wait] = {
    Failure.UNREACHED: _SOON,
    Failure.TOO_SLOW: _SOON,
    Failure.CUT_OFF: _SOON,
    Failure.OUT_OF_ORDER: _SOON,
    Failure.PACE: _Wait(15 * _MINUTE, 12 * _HOUR),
    Failure.GARBLED: _Wait(15 * _MINUTE, 12 * _HOUR),
    Failure.TOO_BIG: _LATER,
    Failure.REFUSED_ADDRESS: _LATER,
    Failure.REDIRECTS: _LATER,
    Failure.SHUT: _LATER,
    Failure.REFUSED: _LATER,
    Failure.GONE: _Wait(6 * _HOUR, _DAY),
}
"""What may be mended by itself is tried again soon, what takes a person's hand seldom; nothing is given up for good, so that an
address or a server that was mended needs no restart."""

LONGEST_ASKED = _DAY
"""Whatever a server asks for: one that says *in a year* by mistake is asked again tomorrow."""


def back_off(kind: Failure, failures: int, retry_after: dt.timedelta | None = None) -> dt.timedelta:
    """How long to leave a server alone, before whoever asks adds a little of chance.

    Args:
        kind: how the last attempt failed.
        failures: how many failed in a row, this one included.
        retry_after: how long the server itself asks to be left alone (``Retry-After``, RFC 9110, 10.2.3).
    """
    wait = WAITS[kind]
    grown: dt.timedelta = min(wait.first * 2 ** min(max(failures - 1, 0), 16), wait.longest)
    return max(grown, min(retry_after or grown, LONGEST_ASKED))
