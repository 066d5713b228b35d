"""The typefaces, and words shaped with them by HarfBuzz: which outlines stand where.

Each run of signs is set in the first typeface that has them.
"""

from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from advocacybot.pictures.reading_order import read_from_the_right, seen
from advocacybot.pictures.scene import Extent, Glyph

FONTS = Path(__file__).parent / "fonts"
MARKS = "Marks"

_FILES = {
    "NotoSans-Regular": "ttf",
    "NotoSans-Bold": "ttf",
    "NotoSansArabic-Regular": "ttf",
    "NotoSansArabic-Bold": "ttf",
    "NotoSansSC-Regular": "otf",
    "NotoSansSC-Bold": "otf",
    MARKS: "ttf",
}


class Weight(StrEnum):
    REGULAR = "Regular"
    BOLD = "Bold"


class Run(NamedTuple):
    """A line that is shaped. ``advance``: units from its beginning to its end."""

    glyphs: tuple[Glyph, ...]
    advance: float
    extent: Extent


@cache
def font(face: str) -> hb.Font:
    """A typeface by its name."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / f"{face}.{_FILES[face]}"))))


@lru_cache(maxsize=4096)
def shaped(words: str, weight: Weight, language: str) -> Run:
    """Words on one line, in the order in which they are seen."""
    glyphs: list[Glyph] = []
    at = 0.0
    for run, face, backwards in _runs(seen(words, language), weight, language):
        at = _shape(run, face, backwards, at, language, glyphs)
    return Run(tuple(glyphs), at, _extent(glyphs))


@cache
def outlined(face: str, number: int) -> hb.GlyphExtents | None:
    """Where a glyph's ink lies; nothing where it has none."""
    extents = font(face).get_glyph_extents(number)
    return extents if extents and extents.width else None


def lacking(words: str, weight: Weight, language: str) -> str:
    """The signs for which no typeface has an outline."""
    return "".join(sign for sign in words if sign not in " \n" and _face(sign, weight, language) is None)


def _runs(line: str, weight: Weight, language: str) -> list[tuple[str, str, bool]]:
    """What is shaped as one, with its typeface, and whether it reads from the right: then it is in its reading order again."""
    runs: list[tuple[str, str, bool]] = []
    for backwards, part in groupby(line, read_from_the_right):
        for face, signs in groupby(part, lambda sign: _face(sign, weight, language) or _faces(weight, language)[0]):
            run = "".join(signs)
            runs.append((run[::-1] if backwards else run, face, backwards))
    return runs


@lru_cache(maxsize=4096)
def _face(sign: str, weight: Weight, language: str) -> str | None:
    return next((face for face in _faces(weight, language) if font(face).get_nominal_glyph(ord(sign))), None)


@cache
def _faces(weight: Weight, language: str) -> tuple[str, ...]:
    """The typefaces in the order in which they are asked: Chinese quotation marks and dashes are not those of the others."""
    latin, arabic, chinese = (f"{name}-{weight}" for name in ("NotoSans", "NotoSansArabic", "NotoSansSC"))
    first = {"zh": (chinese, latin, arabic), "ar": (arabic, latin, chinese)}.get(language, (latin, arabic, chinese))
    return (*first, "NotoSansSC-Regular", MARKS)


def _shape(run: str, face: str, backwards: bool, at: float, language: str, glyphs: list[Glyph]) -> float:
    """Put the run's glyphs behind the others; where the next one begins."""
    buffer = hb.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if backwards else "ltr"
    buffer.language = language
    hb.shape(font(face), buffer)
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(Glyph(face, info.codepoint, at + place.x_offset, place.y_offset))
        at += place.x_advance
    return at


def _extent(glyphs: list[Glyph]) -> Extent:
    inked = [(glyph, ink) for glyph in glyphs if (ink := outlined(glyph.face, glyph.number))]
    if not inked:
        return Extent(0, 0, 0, 0)
    return Extent(
        left=min(glyph.x + ink.x_bearing for glyph, ink in inked),
        bottom=min(glyph.y + ink.y_bearing + ink.height for glyph, ink in inked),
        right=max(glyph.x + ink.x_bearing + ink.width for glyph, ink in inked),
        top=max(glyph.y + ink.y_bearing for glyph, ink in inked),
    )
