"""A scene as PNG: HarfBuzz fills the outlines, Pillow writes the file. The same scene is always the same bytes.

The picture has a palette: each colour, and for each ink its steps from the ground. That is exact, as words lie on nothing else,
and a third of the bytes and of the time of a picture in red, green and blue.
"""

import io
from functools import lru_cache
from math import ceil, floor

import uharfbuzz as hb
from PIL import Image, ImageChops

from advocacybot.pictures.colours import channels
from advocacybot.pictures.scene import EM, Scene, SetLine, SetText
from advocacybot.pictures.typefaces import font

_COLOURS = 256
_COMPRESSION = 3
"""zlib's level: a seventh more bytes than at 6, in half the time."""


def png(scene: Scene) -> bytes:
    """The file."""
    palette = _palette(scene)
    picture = Image.new("L", (scene.width, scene.height), palette.flat[scene.ground])
    for block in scene.blocks:
        box = block.box
        picture.paste(palette.flat[block.colour], (round(box.x), round(box.y), round(box.right), round(box.bottom)))
    for text in scene.texts:
        for line in text.lines:
            _fill(picture, text, line, palette)
    picture.putpalette(palette.channels)
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=_COMPRESSION, bits=8)
    return file.getvalue()


class Palette:
    """The places of colours. ``flat``: of each; ``steps``: for an ink, of each coverage of a pixel, 0 to 255; ``afresh``: for an
    ink that is a flat colour too, 0 for its place and 255 for all others. ``channels``: red, green and blue of each place."""

    def __init__(self, flats: tuple[str, ...], inks: tuple[str, ...], ground: str) -> None:
        shades = (_COLOURS - len(flats)) // max(1, len(inks))
        firsts = {ink: len(flats) + place * shades for place, ink in enumerate(inks)}
        shaded = (_between(ground, ink, shade / shades) for ink in inks for shade in range(1, shades + 1))
        self.flat = {colour: place for place, colour in enumerate(flats)}
        self.channels = [channel for colour in (*map(channels, flats), *shaded) for channel in colour]
        above = [max(0, ceil(covered * shades / 255) - 1) for covered in range(256)]
        self.steps = {ink: bytes(first + step for step in above) for ink, first in firsts.items()}
        self.afresh = {ink: [255 * (place != self.flat[ink]) for place in range(_COLOURS)] for ink in inks if ink in self.flat}


def _palette(scene: Scene) -> Palette:
    flats = dict.fromkeys([scene.ground, *(block.colour for block in scene.blocks)])
    return _made(tuple(flats), tuple(dict.fromkeys(text.ink for text in scene.texts)), scene.ground)


_made = lru_cache(maxsize=128)(Palette)


def _between(ground: str, ink: str, share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(channels(ground), channels(ink), strict=True))


def _fill(picture: Image.Image, text: SetText, line: SetLine, palette: Palette) -> None:
    """Fill a line's outlines, but for where their ink lies already: a dot on a line of its own ink has no seam."""
    drawn = _rasterised(text, line)
    extents = drawn.extents
    if not (extents.width and extents.height):
        return
    covered = bytes(drawn.buffer)
    where = _image(covered.translate(_SEEN), extents)
    left, top = floor(line.x) + extents.x_origin, round(line.baseline) - extents.y_origin - extents.height
    if text.ink in palette.flat:
        there = picture.crop((left, top, left + extents.width, top + extents.height))
        where = ImageChops.darker(where, there.point(palette.afresh[text.ink]))
    picture.paste(_image(covered.translate(palette.steps[text.ink]), extents), (left, top), where)


def _image(pixels: bytes, extents: hb.RasterExtents) -> Image.Image:
    """HarfBuzz's rows, of which the lowest comes first."""
    return Image.frombytes("L", (extents.width, extents.height), pixels, "raw", "L", extents.stride, -1)


def _rasterised(text: SetText, line: SetLine) -> hb.RasterImage:
    """How much of each pixel the outlines cover, 0 to 255, from the pixel on in which the line begins."""
    raster = hb.RasterDraw()
    scale = text.size / EM
    begins = line.x - floor(line.x)
    for glyph in line.glyphs:
        raster.transform = (scale, 0, 0, scale, begins + glyph.x * scale, glyph.y * scale)
        raster.draw_glyph(font(glyph.face), glyph.number)
    return raster.render()


_SEEN = bytes([0] + [255] * 255)
