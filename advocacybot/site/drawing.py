"""Templates and cards → bytes."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from advocacybot.pictures.shapes import SIZES, Shape, Theme
from advocacybot.site.published import Page
from advocacybot.wording.cards import Card
from advocacybot.wording.phrases import phrases

if TYPE_CHECKING:
    from advocacybot.pictures.drawing import Drawing

HTML = "text/html; charset=utf-8"
CSS = "text/css; charset=utf-8"
SVG = "image/svg+xml"
PNG = "image/png"

_FOLDER = Path(__file__).parent / "templates"

PICTURES: dict[str, tuple[Shape, Theme]] = {
    "card.svg": (Shape.LINK, Theme.LIGHT),
    "card-dark.svg": (Shape.LINK, Theme.DARK),
    "card-tall.svg": (Shape.BLUESKY, Theme.LIGHT),
    "card-tall-dark.svg": (Shape.BLUESKY, Theme.DARK),
    "card.png": (Shape.LINK, Theme.LIGHT),
    "card-tall.png": (Shape.BLUESKY, Theme.LIGHT),
}
"""The pictures that lie beside a page that has a card. Wide ones for a desk and for previews of links, tall ones for a phone."""

WIDE = SIZES[Shape.LINK]


def picture(card: Card, name: str) -> Page:
    """The card as the file of that name among ``PICTURES``."""
    drawing = _laid_out(card, *PICTURES[name])
    return Page(drawing.svg(), SVG) if name.endswith(".svg") else Page(drawing.png(), PNG)


@lru_cache(maxsize=8)
def _laid_out(card: Card, shape: Shape, theme: Theme) -> "Drawing":
    """The card's pictures are asked for one after the other, and each layout serves two of them."""
    from advocacybot.pictures.drawing import draw  # fonts take a moment to load: only where something is drawn

    return draw(card, shape, theme)


def html(template: str, language: str, facts: Mapping[str, object]) -> Page:
    """A page, its template's words in that language."""
    return Page(_environment(language).get_template(f"{template}.html.j2").render(facts).encode(), HTML)


@cache
def style() -> Page:
    """The one sheet of all pages."""
    return Page((_FOLDER / "site.css").read_bytes(), CSS)


@cache
def mark() -> Page:
    """The sign in a browser's tab."""
    return Page((_FOLDER / "mark.svg").read_bytes(), SVG)


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.install_gettext_translations(phrases(language), newstyle=True)  # type: ignore[attr-defined]
    return made
