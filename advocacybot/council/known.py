"""One vote under two symbols: that of the draft which was put to the vote, and that of the resolution which it became.

The calendar knows votes by their drafts, the United Nations' voting data by their resolutions. So votes are the same where they
share a symbol, or where a third source names both. And a draft that was adopted always became a resolution: where one source
knows an adopted text by a draft alone, and another by a resolution alone, with the same ballots on the same day, they *may* be
one vote, and nobody can tell. Such a vote counts once: missing data is better than incorrect data.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

_RESOLUTION = "S/RES/"


class Cast(Protocol):
    """Who cast which ballot: a roll call, or a vote of the record."""

    @property
    def in_favour(self) -> tuple[str, ...]: ...
    @property
    def against(self) -> tuple[str, ...]: ...
    @property
    def abstained(self) -> tuple[str, ...]: ...
    @property
    def not_voting(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Trace:
    """What a vote can be told by. ``cast``: nothing where it was adopted without a vote."""

    symbols: frozenset[str]
    day: dt.date
    cast: Cast | None
    adopted: bool

    @property
    def ballots(self) -> tuple[frozenset[str], ...]:
        """The States in favour, against, abstaining, not voting."""
        cast = self.cast
        states = (cast.in_favour, cast.against, cast.abstained, cast.not_voting) if cast else ((), (), (), ())
        return tuple(map(frozenset, states))


class Known:
    """The votes that were met so far."""

    def __init__(self) -> None:
        self._linked: dict[str, frozenset[str]] = {}
        self._met: set[str] = set()
        self._adopted: defaultdict[dt.date, list[Trace]] = defaultdict(list)

    def link(self, symbols: frozenset[str]) -> None:
        """From now on these are known as the symbols of one vote."""
        if len(symbols) > 1:
            every = self.every_symbol(symbols)
            self._linked |= dict.fromkeys(every, every)

    def every_symbol(self, symbols: frozenset[str]) -> frozenset[str]:
        """Those, and whatever else the same vote is known by."""
        return symbols.union(*(self._linked[symbol] for symbol in symbols if symbol in self._linked))

    def add_symbols(self, symbols: frozenset[str]) -> None:
        """From now on a vote of any of these symbols was met, whatever its ballots."""
        self._met |= self.every_symbol(symbols)

    def add(self, one: Trace) -> None:
        self.link(one.symbols)
        self.add_symbols(one.symbols)
        if one.adopted:
            self._adopted[one.day].append(one)

    def met(self, one: Trace) -> bool:
        """Whether a vote of one of its symbols was met before."""
        return not self._met.isdisjoint(self.every_symbol(one.symbols))

    def perhaps_met(self, one: Trace) -> frozenset[str]:
        """The symbols of a vote that was met before and may be the same; none where it is surely another."""
        that_day = self._adopted.get(one.day, ()) if one.adopted else ()
        others = (self.every_symbol(other.symbols) for other in that_day if other.ballots == one.ballots)
        mine = _by_its_draft(self.every_symbol(one.symbols))
        return next((symbols for symbols in others if {mine, _by_its_draft(symbols)} == {True, False}), frozenset())


def resolutions(symbols: Iterable[str]) -> frozenset[str]:
    """Those of them that are of adopted resolutions. No vote has two."""
    return frozenset(symbol for symbol in symbols if symbol.startswith(_RESOLUTION))


def _by_its_draft(symbols: frozenset[str]) -> bool | None:
    """Whether a vote is known by its draft alone, or (false) by its resolution alone; nothing where by both."""
    adopted = resolutions(symbols)
    return not adopted if not adopted or adopted == symbols else None
