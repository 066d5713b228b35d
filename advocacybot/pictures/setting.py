"""Texts set to fit: the largest of a style's sizes at which the words have room, on as few lines as that takes."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from advocacybot.pictures.breaks import pieces
from advocacybot.pictures.scene import EM, Box, SetLine, SetText
from advocacybot.pictures.typefaces import Run, Weight, shaped

ELLIPSIS = "…"
_REACH = {"ar": (1.0, 0.5), "zh": (0.98, 0.38)}
"""How far above and below its baseline a line usually reaches, in ems."""
_USUAL_REACH = (0.98, 0.30)
_SHRINKS_BY = 0.95
_WORTH_A_LINE = 6 / 7
_MUCH_SMALLER = 0.65


@dataclass(frozen=True)
class Style:
    """How a text may be set. ``largest``, ``smallest``: pixels in an em. ``shortens``: where even the smallest size does not fit,
    its end is left out; else it shrinks further, as names do: no name is ever cut. ``tight``: the share of the usual leading.
    ``whole``: Chinese lines end behind punctuation, unless that would make the words much smaller."""

    largest: float
    smallest: float
    lines: int = 1
    weight: Weight = Weight.REGULAR
    shortens: bool = False
    tight: float = 1.0
    whole: bool = False

    def tries(self) -> Iterator[tuple[int, float]]:
        """On how many lines and at which size, the best first: a line fewer is worth a seventh of the size."""
        for lines in range(1, self.lines + 1):
            size, least = self.largest, self.smallest if lines == self.lines else max(self.smallest, self.largest * _WORTH_A_LINE)
            while size > least:
                yield lines, size
                size -= max(1.0, size // 24)
            yield lines, least


@dataclass(frozen=True)
class Setting:
    """Words that are set, though not yet in a place. All in pixels: ``leading`` from line to line, ``rise`` from the top to the
    first baseline, ``fall`` from the last one to the bottom; neither is less than the ink takes."""

    words: str
    size: float
    leading: float
    rise: float
    fall: float
    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        return max(map(_width, self.runs)) * self.size / EM

    @property
    def height(self) -> float:
        return self.rise + (len(self.runs) - 1) * self.leading + self.fall

    def placed(self, box: Box, ink: str, side: float = 0.0, foot: float = 0.0) -> SetText:
        """In that box: ``side`` 0 is at its left, 1 at its right, ``foot`` 0 at its top, 1 at its bottom, ½ in the middle."""
        top = box.y + (box.height - self.height) * foot
        return SetText(self.words, box, self.size, ink, tuple(self._lines(box, top, side)))

    def _lines(self, box: Box, top: float, side: float) -> Iterator[SetLine]:
        scale = self.size / EM
        for number, run in enumerate(self.runs):
            x = box.x + (box.width - _width(run) * scale) * side - min(0.0, run.extent.left) * scale
            yield SetLine(x, round(top + self.rise + number * self.leading), run.glyphs, run.extent)


def fit(words: str, language: str, width: float, height: float, style: Style) -> Setting:
    """The words, as large as the style allows, in a box of that many pixels."""
    for lines, size in style.tries():
        if found := _set(words, language, width, height, size, lines, style):
            return found
    return (_shortened if style.shortens else _shrunk)(words, language, width, height, style)


def one_line(words: str, language: str, weight: Weight) -> float:
    """How wide the words are on one line, in ems."""
    return _width(shaped(words, weight, language)) / EM


def narrowest(words: str, language: str, weight: Weight) -> float:
    """How wide a box must be to hold the words on two lines, in ems."""
    cut = pieces(words)
    on_two = (("".join(cut[:place]).rstrip(" "), "".join(cut[place:])) for place in range(1, len(cut)))
    widths = (max(one_line(line, language, weight) for line in lines) for lines in on_two)
    return min(widths, default=one_line(words, language, weight))


def leading(language: str) -> float:
    """From line to line, in ems."""
    return sum(_REACH.get(language, _USUAL_REACH))


def _set(words: str, language: str, width: float, height: float, size: float, lines: int, style: Style) -> Setting | None:
    """At that size on at most so many lines; nothing where there is no room."""
    line = leading(language) * size
    room = min(lines, 1 + int((height - line) / (line * style.tight) + 0.001)) if height > line * 0.999 else 0
    whole = style.whole and size >= style.largest * _MUCH_SMALLER
    broken = _broken(_measured(words, language, style.weight, whole), width * EM / size, room)
    if broken is None:
        return None
    runs = tuple(shaped(one, style.weight, language) for one in broken)
    above, below = _REACH.get(language, _USUAL_REACH)
    rise, fall = max(above, runs[0].extent.top / EM) * size, max(below, -runs[-1].extent.bottom / EM) * size
    setting = Setting(words, size, line * style.tight, rise, fall, runs)
    return setting if setting.width <= width and setting.height <= height * 1.001 else None


def _broken(measured: Iterable[tuple[str, float, float]], room: float, most: int) -> list[str] | None:
    """Lines of at most so many units, each as full as can be; nothing where that takes more lines, or one piece is wider."""
    lines: list[str] = []
    filled = inf
    for piece, advance, bare in measured:
        if filled + bare > room:
            if bare > room or len(lines) == most:
                return None
            lines.append("")
            filled = 0.0
        lines[-1] += piece
        filled += advance
    return [line.rstrip(" ") for line in lines]


@lru_cache(maxsize=1024)
def _measured(words: str, language: str, weight: Weight, whole: bool) -> tuple[tuple[str, float, float], ...]:
    """Each piece with its width in units, with and without the space behind it."""
    return tuple(
        (piece, shaped(piece, weight, language).advance, _width(shaped(piece.rstrip(" "), weight, language)))
        for piece in pieces(words, whole)
    )


def _shrunk(words: str, language: str, width: float, height: float, style: Style) -> Setting:
    size = style.smallest
    while not (found := _set(words, language, width, height, size, style.lines, style)):
        size *= _SHRINKS_BY
    return found


def _shortened(words: str, language: str, width: float, height: float, style: Style) -> Setting:
    """As much of the words as fits at the smallest size, and an ellipsis."""
    cut = pieces(words)

    def kept(count: int) -> Setting | None:
        short = "".join(cut[:count]).rstrip(" ,;:–-") + ELLIPSIS
        return _set(short, language, width, height, style.smallest, style.lines, style)

    most = bisect_left(range(1, len(cut)), True, key=lambda count: kept(count) is None)
    return (kept(most) if most else None) or _shrunk(words, language, width, height, style)


def _width(run: Run) -> float:
    """In units: its advance, or its ink where that stands out."""
    return max(run.advance, run.extent.right) - min(0.0, run.extent.left)
