"""A card drawn: laid out once, as SVG and as PNG."""

from dataclasses import dataclass

from advocacybot.pictures import growth_card, record_card, scores_card, vote_card
from advocacybot.pictures.colours import OF, Colours
from advocacybot.pictures.frame import MEASURES, Frame, Measures, tightened
from advocacybot.pictures.png import png
from advocacybot.pictures.scene import Scene
from advocacybot.pictures.shapes import SIZES, Shape, Theme
from advocacybot.pictures.sheet import Sheet
from advocacybot.pictures.svg import svg
from advocacybot.wording.cards import Card, GrowthCard, RecordCard, ScoresCard, VoteCard

_ALMOST = 0.95
"""So much of the best is as good: the headline stays larger."""

_LITTLE_IS_LACKING = 0.85


@dataclass(frozen=True)
class Drawing:
    """A picture of a card. ``alt``: all that it says."""

    scene: Scene

    @property
    def width(self) -> int:
        return self.scene.width

    @property
    def height(self) -> int:
        return self.scene.height

    @property
    def alt(self) -> str:
        return self.scene.alt

    def svg(self) -> bytes:
        """The file as SVG: no script, no font and nothing from elsewhere."""
        return svg(self.scene)

    def png(self) -> bytes:
        """The file as PNG."""
        return png(self.scene)


def draw(card: Card, shape: Shape, theme: Theme = Theme.LIGHT) -> Drawing:
    """The card's picture in that shape. The same facts are always the same bytes."""
    title, sheet = _laid_out(card, shape, OF[theme])
    return Drawing(sheet.scene(title, card.alt))


def _laid_out(card: Card, shape: Shape, colours: Colours) -> tuple[str, Sheet]:
    """The card's headline, and the card on a sheet: with the largest headline that leaves room for what must be read."""
    width, height = SIZES[shape]
    tried: list[tuple[float, Sheet]] = []
    for share, measures in tightened(MEASURES[shape]):
        sheet = Sheet(width, height, card.language, colours)
        title, enough = _put(card, sheet, measures)
        tried.append((share * min(1, enough), sheet))
        if enough >= 1 or _in_vain([worth for worth, _ in tried]):
            break
    best = max(worth for worth, _ in tried)
    return title, next(sheet for worth, sheet in tried if worth >= best * _ALMOST)


def _in_vain(worths: list[float]) -> bool:
    """Little is lacking, and the last headline that was smaller did not help."""
    return len(worths) > 1 and worths[-1] >= _LITTLE_IS_LACKING and worths[-1] <= worths[-2] * 1.02


def _put(card: Card, sheet: Sheet, measures: Measures) -> tuple[str, float]:
    """The card's headline, and how much of what should be seen there is room for."""
    match card:
        case VoteCard():
            return card.verdict, vote_card.lay_out(card, Frame(sheet, measures, sheet.colours.of(card.result)))
        case RecordCard():
            return card.name, record_card.lay_out(card, Frame(sheet, measures, sheet.colours.ink))
        case ScoresCard():
            return card.title.words, scores_card.lay_out(card, Frame(sheet, measures, sheet.colours.ink))
        case GrowthCard():
            return card.title, growth_card.lay_out(card, Frame(sheet, measures, sheet.colours.favour))
        case _:
            raise TypeError(type(card).__name__)
