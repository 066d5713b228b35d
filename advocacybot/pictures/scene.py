"""What a picture is made of: rectangles of colour, signs, and texts that are set. Pixels, from the upper left corner.

A scene knows each text's box and where its ink lies, so that it can be shown that no text leaves its box.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

EM = 1000
"""How many units of a font make its em: of each of ours."""


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def mirrored(self, width: float) -> "Box":
        """The same box in a picture of that width, seen in a mirror."""
        return replace(self, x=width - self.right)

    def holds(self, other: "Box", slack: float = 0.0) -> bool:
        """``slack``: by how many pixels the other may stand out."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: "Box") -> bool:
        """They share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Glyph(NamedTuple):
    """One outline of a typeface, ``x`` and ``y`` units from the beginning of its line; ``y`` grows upwards."""

    face: str
    number: int
    x: float
    y: float


class Extent(NamedTuple):
    """Where the ink of a line lies, in units from its beginning; ``top`` and ``bottom`` grow upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class SetLine:
    """A line of a text. ``x``, ``baseline``: where it begins, in pixels."""

    x: float
    baseline: float
    glyphs: tuple[Glyph, ...]
    extent: Extent


@dataclass(frozen=True)
class SetText:
    """A text in its place. ``size``: pixels in an em."""

    words: str
    box: Box
    size: float
    ink: str
    lines: tuple[SetLine, ...]

    @cached_property
    def inked(self) -> Box:
        """Where its ink lies."""
        scale = self.size / EM
        left = min(line.x + line.extent.left * scale for line in self.lines)
        top = min(line.baseline - line.extent.top * scale for line in self.lines)
        right = max(line.x + line.extent.right * scale for line in self.lines)
        bottom = max(line.baseline - line.extent.bottom * scale for line in self.lines)
        return Box(left, top, right - left, bottom - top)


@dataclass(frozen=True)
class Block:
    """A rectangle of one colour, on whole pixels."""

    box: Box
    colour: str


@dataclass(frozen=True)
class Scene:
    """A picture. ``blocks`` lie below ``texts``; a sign is a text of one glyph."""

    width: int
    height: int
    language: str
    right_to_left: bool
    title: str
    alt: str
    ground: str
    blocks: tuple[Block, ...]
    texts: tuple[SetText, ...]
