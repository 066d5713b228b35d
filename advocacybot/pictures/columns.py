"""How a card's members are spread over columns: as large as they can be, a long name on two rows, and no name cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import ceil
from typing import NamedTuple

from advocacybot.pictures.setting import leading, narrowest, one_line
from advocacybot.pictures.typefaces import Weight
from advocacybot.wording.cards import Column, Mark, MemberOnCard

GUTTER = 1.1
"""Between two columns, in ems of a name."""
SIGN = 0.84
SLOT = 1.14
"""A sign, and with what keeps it from the name, in ems of a name."""
_LONG = {10.5: 1.0, 6.5: 0.85}
"""What is wider than so many ems stands on two rows; and what a plan's size is worth then: broken names are harder to read."""
_SECOND_TIER = 0.96
"""What a plan's size is worth on two tiers: numbers that stand beside each other are compared at once."""
_LEAST = 3.6
_HAIR = 0.02
"""What is added to a name's width, in ems: it must have room however its size is rounded."""
_TINY = 1.0
"""The size that stands for no room at all, in pixels."""
_ALMOST = 0.93
"""Names so much smaller are no worse where they stand on fewer tiers, or in fewer rows."""


@dataclass(frozen=True)
class Name:
    """A member's name. ``rows``: on how many it stands; ``width``: in ems, with nothing before it."""

    member: MemberOnCard
    weight: Weight
    rows: int
    width: float


class Part(NamedTuple):
    """Names above each other. ``slots``: how many signs have room before each; ``width``: in ems of a name."""

    names: tuple[Name, ...]
    slots: int
    rows: int
    width: float


class Spread(NamedTuple):
    """A ballot's members in parts beside each other. ``width``: in ems of a name."""

    column: Column
    parts: tuple[Part, ...]
    rows: int
    width: float


class Tier(NamedTuple):
    """What stands beside each other. ``heads``: the least width of what stands above each, in pixels; ``across``: the largest
    size of names at which all of it has room."""

    spreads: tuple[Spread, ...]
    heads: tuple[float, ...]
    rows: int
    across: float


class Plan(NamedTuple):
    """Tier below tier. ``size``: pixels in an em of a name."""

    tiers: tuple[Tier, ...]
    rows: int
    size: float


@dataclass(frozen=True)
class Room:
    """Where members are to stand, in pixels. ``head``: how high a tier's head is; ``between``: what is free between two tiers;
    ``enough``: how large names should be, ``largest``: how large they may be."""

    width: float
    height: float
    head: float
    between: float
    enough: float
    largest: float
    language: str

    def above(self, tiers: int) -> float:
        """How high all is that is no name."""
        return self.head * tiers + self.between * (tiers - 1)


def best_plan(columns: Sequence[Column], heads: Sequence[float], room: Room) -> Plan:
    """The plan with the largest names; of those about as good, the simplest. ``heads``: the least width of each column's head."""
    plans = [
        (plan.size * worth * _SECOND_TIER ** (len(plan.tiers) - 1), plan)
        for ways, worth in _ways(tuple(columns), room.language)
        for plan in _plans(ways, tuple(heads), room)
    ]
    best = max(worth for worth, _ in plans)
    return next(plan for worth, plan in plans if worth >= max(best * _ALMOST, min(best, room.enough)))


@lru_cache(maxsize=64)
def _ways(columns: tuple[Column, ...], language: str) -> tuple[tuple[tuple[tuple[Spread, ...], ...], float], ...]:
    """In which ways each column can be spread, and what a plan of these is worth."""
    ways = [(tuple(_spreads(column, language, long) for column in columns), worth) for long, worth in _LONG.items()]
    return tuple(ways if ways[0][0] != ways[1][0] else ways[:1])


def _plans(ways: Sequence[Sequence[Spread]], heads: tuple[float, ...], room: Room) -> Iterator[Plan]:
    """Every plan on one tier and on two, the simplest first. ``ways``: in which each column can be spread."""
    for cut in range(len(ways)):
        halves = [_tiers(ways[part], heads[part], room.width) for part in (slice(cut), slice(cut, None)) if ways[part]]
        for tiers in sorted(product(*halves), key=_rows):
            rows = _rows(tiers)
            down = (room.height - room.above(len(tiers))) / ((rows or 1) * leading(room.language))
            yield Plan(tiers, rows, max(_TINY, min(down, room.largest, *(tier.across for tier in tiers))))


def _rows(tiers: tuple[Tier, ...]) -> int:
    return sum(tier.rows for tier in tiers)


def _tiers(ways: Sequence[Sequence[Spread]], heads: tuple[float, ...], width: float) -> list[Tier]:
    """The columns beside each other, with ever more rows."""
    heights = sorted({spread.rows for column in ways for spread in column})
    chosen = (tuple(_highest(column, rows) for column in ways) for rows in heights)
    return [Tier(one, heads, max(spread.rows for spread in one), _across(one, heads, width)) for one in chosen]


def _highest(column: Sequence[Spread], rows: int) -> Spread:
    """The highest that is no higher than that, or else the lowest."""
    return next((spread for spread in reversed(column) if spread.rows <= rows), column[0])


def _across(spreads: Sequence[Spread], heads: Sequence[float], width: float) -> float:
    """The largest size at which all of it is no wider than that; a column is never narrower than its head."""
    free = list(zip((spread.width for spread in spreads), heads, strict=True))
    room = width
    while True:
        size = max(_TINY, room / (sum(ems for ems, _ in free) + GUTTER * (len(spreads) - 1) or 1))
        narrow = [one for one in free if one[0] * size < one[1]]
        if not narrow:
            return size
        free = [one for one in free if one not in narrow]
        room -= sum(head for _, head in narrow)


def _spreads(column: Column, language: str, long: float) -> tuple[Spread, ...]:
    """Every way to spread the column, the lowest first."""
    names = [_name(member, language, long) for member in column.members]
    parts = dict.fromkeys(_parts(names, rows) for rows in range(1, max(1, sum(name.rows for name in names)) + 1))
    return tuple(sorted((_spread(column, one) for one in parts), key=lambda spread: spread.rows))


def _spread(column: Column, parts: tuple[Part, ...]) -> Spread:
    rows = max((part.rows for part in parts), default=0)
    return Spread(column, parts, rows, sum(part.width for part in parts) + GUTTER * max(0, len(parts) - 1))


def _parts(names: list[Name], rows: int) -> tuple[Part, ...]:
    """As few parts as have room in so many rows, evenly filled."""
    if not names:
        return ()
    total = sum(name.rows for name in names)
    each = ceil(total / ceil(total / rows))
    parts: list[list[Name]] = [[]]
    for name in names:
        if parts[-1] and sum(one.rows for one in parts[-1]) + name.rows > each:
            parts.append([])
        parts[-1].append(name)
    return tuple(_part(tuple(part)) for part in parts)


def _part(names: tuple[Name, ...]) -> Part:
    slots = max(len(name.member.marks) for name in names)
    width = max(_LEAST, max(name.width for name in names) + slots * SLOT)
    return Part(names, slots, sum(name.rows for name in names), width)


def _name(member: MemberOnCard, language: str, long: float) -> Name:
    weight = Weight.BOLD if Mark.VETO in member.marks else Weight.REGULAR
    width = one_line(member.name, language, weight)
    on_two = narrowest(member.name, language, weight) if width > long else width
    rows, width = (2, on_two) if on_two < width * 0.8 else (1, width)
    return Name(member, weight, rows, width + _HAIR)
