"""A scene as SVG: texts as outlines, so that it looks the same wherever it is shown, and its words in ``desc``."""

from collections.abc import Iterator
from functools import cache
from xml.sax.saxutils import escape, quoteattr

import uharfbuzz as hb

from advocacybot.pictures.scene import EM, Block, Glyph, Scene, SetText
from advocacybot.pictures.typefaces import font

_NOT_IN_XML = dict.fromkeys([*(set(range(0x20)) - {0x9, 0xA, 0xD}), 0xFFFE, 0xFFFF])


def svg(scene: Scene) -> bytes:
    """The file, in UTF-8."""
    return "".join(_written(scene)).encode()


def _written(scene: Scene) -> Iterator[str]:
    width, height = scene.width, scene.height
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="title desc" lang={quoteattr(scene.language)} direction="{"rtl" if scene.right_to_left else "ltr"}">'
        f'<title id="title">{_words(scene.title)}</title><desc id="desc">{_words(scene.alt)}</desc>'
    )
    yield f"<defs>{''.join(_definitions(scene))}</defs>"
    yield f'<rect width="{width}" height="{height}" fill="{scene.ground}"/>'
    yield from map(_block, scene.blocks)
    yield from map(_text, scene.texts)
    yield "</svg>\n"


def _words(words: str) -> str:
    """Without the control characters that XML may not hold (XML 1.0, "Characters")."""
    return escape(words.translate(_NOT_IN_XML))


def _definitions(scene: Scene) -> Iterator[str]:
    glyphs = {(glyph.face, glyph.number) for text in scene.texts for line in text.lines for glyph in line.glyphs}
    for face, number in sorted(glyphs):
        if drawn := outline(face, number):
            yield f'<path id="{face}-{number}" d="{drawn}"/>'


@cache
def outline(face: str, number: int) -> str:
    """A glyph's outline as SVG path data, in units, ``y`` growing upwards; empty where it has no ink."""
    steps: list[str] = []
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: steps.append(f"M{x:g} {y:g}"))
    pen.set_line_to_func(lambda x, y, _: steps.append(f"L{x:g} {y:g}"))
    pen.set_quadratic_to_func(lambda a, b, x, y, _: steps.append(f"Q{a:g} {b:g} {x:g} {y:g}"))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, _: steps.append(f"C{a:g} {b:g} {c:g} {d:g} {x:g} {y:g}"))
    pen.set_close_path_func(lambda _: steps.append("Z"))
    font(face).draw_glyph(number, pen)
    return "".join(steps)


def _block(block: Block) -> str:
    box = block.box
    return f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" fill="{block.colour}"/>'


def _text(text: SetText) -> str:
    scale = text.size / EM
    lines = (
        f'<g transform="translate({line.x:.2f} {line.baseline:g}) scale({scale:g} {-scale:g})">'
        f"{''.join(_use(glyph) for glyph in line.glyphs if outline(glyph.face, glyph.number))}</g>"
        for line in text.lines
    )
    return f'<g fill="{text.ink}">{"".join(lines)}</g>'


def _use(glyph: Glyph) -> str:
    height = f' y="{glyph.y:g}"' if glyph.y else ""
    return f'<use href="#{glyph.face}-{glyph.number}" x="{glyph.x:g}"{height}/>'
