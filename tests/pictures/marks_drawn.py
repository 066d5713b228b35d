"""The font of the signs that cards put beside names and numbers: drawn in code, one glyph each.

A sign is told by its outline alone: squares are ballots, an octagon is a veto, rounds and the diamond are conduct.
"""

from collections.abc import Callable
from math import cos, pi, sin

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Transform
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

EM = 1000
MIDDLE = EM / 2

Point = tuple[float, float]


def polygon(pen: TTGlyphPen, points: list[Point], hole: bool = False) -> None:
    """``points``: clockwise, y upwards, as TrueType wants what is filled."""
    first, *rest = reversed(points) if hole else points
    pen.moveTo(first)
    for point in rest:
        pen.lineTo(point)
    pen.closePath()


def circle(pen: TTGlyphPen, radius: float, hole: bool = False) -> None:
    """Sixteen quadratic arcs, nowhere off by a thousandth of the radius."""
    arcs = 16
    turn = 2 * pi / arcs * (1 if hole else -1)
    pen.moveTo(_at(radius, 0))
    for arc in range(arcs):
        pen.qCurveTo(_at(radius / cos(turn / 2), (arc + 0.5) * turn), _at(radius, (arc + 1) * turn))
    pen.closePath()


def _at(radius: float, angle: float) -> Point:
    return (MIDDLE + radius * cos(angle), MIDDLE + radius * sin(angle))


def square(pen: TTGlyphPen, half: float, hole: bool = False) -> None:
    low, high = MIDDLE - half, MIDDLE + half
    polygon(pen, [(low, low), (low, high), (high, high), (high, low)], hole)


def regular(pen: TTGlyphPen, corners: int, radius: float, first: float, hole: bool = False) -> None:
    polygon(pen, [_at(radius, first - 2 * pi * corner / corners) for corner in range(corners)], hole)


def cross(pen: TTGlyphPen, reach: float, half: float) -> None:
    """A saltire cut out: ``reach`` from the middle to its ends, ``half`` of its strokes' width."""
    a, b = reach, half
    upright = [(-b, b), (-b, a), (b, a), (b, b), (a, b), (a, -b), (b, -b), (b, -a), (-b, -a), (-b, -b), (-a, -b), (-a, b)]
    turned = [(MIDDLE + (x - y) / 2**0.5, MIDDLE + (x + y) / 2**0.5) for x, y in upright]
    polygon(pen, turned, hole=True)


def bar(pen: TTGlyphPen, half_width: float, half_height: float, hole: bool = False) -> None:
    left, right, low, high = MIDDLE - half_width, MIDDLE + half_width, MIDDLE - half_height, MIDDLE + half_height
    polygon(pen, [(left, low), (left, high), (right, high), (right, low)], hole)


def tick(pen: TTGlyphPen) -> None:
    polygon(pen, [(235, 500), (305, 572), (438, 442), (698, 702), (768, 630), (438, 300)], hole=True)


def dashes(pen: TTGlyphPen, count: int, outer: float, inner: float, share: float) -> None:
    """A ring in dashes: each takes that share of its part."""
    part = 2 * pi / count
    for dash in range(count):
        begin = dash * part + pi / 2 + part * share / 2
        steps = [begin - part * share * step / 4 for step in range(5)]
        polygon(pen, [*(_at(outer, angle) for angle in steps), *(_at(inner, angle) for angle in reversed(steps))])


def _drawn(draw: Callable[[TTGlyphPen], None]) -> Glyph:
    pen = TTGlyphPen(None)
    draw(pen)
    return pen.glyph()


def _empty(_: TTGlyphPen) -> None:
    return


def _in_favour(pen: TTGlyphPen) -> None:
    square(pen, 420)


def _against(pen: TTGlyphPen) -> None:
    square(pen, 420)
    cross(pen, 360, 62)


def _abstained(pen: TTGlyphPen) -> None:
    square(pen, 420)
    square(pen, 300, hole=True)


def _not_voting(pen: TTGlyphPen) -> None:
    bar(pen, 420, 70)


def _veto(pen: TTGlyphPen) -> None:
    regular(pen, 8, 500, pi / 8)
    cross(pen, 330, 66)


def _kept(pen: TTGlyphPen) -> None:
    circle(pen, 470)
    tick(pen)


def _broke(pen: TTGlyphPen) -> None:
    regular(pen, 4, 500, pi / 2)
    cross(pen, 230, 52)


def _supporter_abstained(pen: TTGlyphPen) -> None:
    circle(pen, 470)
    circle(pen, 365, hole=True)
    bar(pen, 230, 60)


def _absent(pen: TTGlyphPen) -> None:
    dashes(pen, 8, 470, 350, 0.55)


def _not_known(pen: TTGlyphPen, sans: TTFont) -> None:
    circle(pen, 470)
    circle(pen, 385, hole=True)
    question = sans.getGlyphSet()["question"]
    placed = Transform(0.72, 0, 0, 0.72, MIDDLE - 0.72 * question.width / 2, MIDDLE - 257)
    question.draw(TransformPen(pen, placed))


def _dot(pen: TTGlyphPen) -> None:
    circle(pen, 470)


def marks(sans: TTFont) -> TTFont:
    """The font. ``sans``: where the question mark is taken from."""
    glyphs = {".notdef": _empty, "in_favour": _in_favour, "against": _against, "abstained": _abstained, "not_voting": _not_voting,
              "veto": _veto, "kept": _kept, "broke": _broke, "supporter_abstained": _supporter_abstained, "absent": _absent,
              "not_known": lambda pen: _not_known(pen, sans), "dot": _dot}  # fmt: skip
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({0xE000 + place: name for place, name in enumerate(glyphs) if place})
    font.setupGlyf({name: _drawn(draw) for name, draw in glyphs.items()})
    font.setupHorizontalMetrics({name: (EM, font.font["glyf"][name].xMin if place else 0) for place, name in enumerate(glyphs)})
    font.setupHorizontalHeader(ascent=EM, descent=0)
    font.setupNameTable({"familyName": "Advocacy Marks", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=EM, usWinAscent=EM)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    return font.font
