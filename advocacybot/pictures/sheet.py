"""A sheet on which a card is laid out, from its language's reading side: where that is the right, everything is mirrored."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from advocacybot.pictures.colours import Colours
from advocacybot.pictures.scene import Block, Box, Scene, SetLine, SetText
from advocacybot.pictures.setting import Setting, Style, fit
from advocacybot.pictures.typefaces import Weight, shaped
from advocacybot.wording.cards import Text
from advocacybot.wording.phrases import RIGHT_TO_LEFT


@dataclass
class Sheet:
    """``x`` of every box that is passed in grows from the reading side."""

    width: int
    height: int
    language: str
    colours: Colours
    blocks: list[Block] = field(default_factory=list)
    texts: list[SetText] = field(default_factory=list)

    @property
    def right_to_left(self) -> bool:
        return self.language in RIGHT_TO_LEFT

    def block(self, box: Box, colour: str) -> None:
        """A rectangle, on whole pixels, above those before it."""
        placed = self._seen(box)
        left, top = round(placed.x), round(placed.y)
        whole = Box(left, top, max(1, round(placed.right) - left), max(1, round(placed.bottom) - top))
        self.blocks.append(Block(whole, colour))

    def set(self, words: str | Text, width: float, height: float, style: Style) -> Setting:
        """A text in its own language, else in the card's, ready to be put."""
        text = words if isinstance(words, Text) else Text(words, self.language)
        return fit(text.words, text.language, width, height, style)

    def alike(self, texts: Sequence[tuple[str, float]], height: float, style: Style) -> list[Setting]:
        """Several texts, each with its width, at one size: that of the one that has to be the smallest."""
        size = min((self.set(words, width, height, style).size for words, width in texts), default=style.largest)
        return [self.set(words, width, height, replace(style, largest=size, smallest=size)) for words, width in texts]

    def put(self, setting: Setting, box: Box, ink: str, *, across: float = 0.0, down: float = 0.0) -> None:
        """A text that is set. ``across``: 0 is the box's reading side, 1 the other; ``down``: 0 is its top, 1 its bottom."""
        side = 1 - across if self.right_to_left else across
        self.texts.append(setting.placed(self._seen(box), ink, side, down))

    def write(self, words: str | Text, box: Box, style: Style, ink: str, *, across: float = 0.0, down: float = 0.0) -> None:
        """Set a text into the box."""
        self.put(self.set(words, box.width, box.height, style), box, ink, across=across, down=down)

    def sign(self, sign: str, x: float, y: float, size: float, ink: str) -> None:
        """A sign in a square of that size."""
        box = self._seen(Box(x, y, size, size))
        run = shaped(sign, Weight.REGULAR, self.language)
        line = SetLine(box.x, round(box.bottom), run.glyphs, run.extent)
        self.texts.append(SetText(sign, box, size, ink, (line,)))

    def scene(self, title: str, alt: str) -> Scene:
        """What was laid out."""
        return Scene(
            self.width,
            self.height,
            self.language,
            self.right_to_left,
            title,
            alt,
            self.colours.ground,
            tuple(self.blocks),
            tuple(self.texts),
        )

    def _seen(self, box: Box) -> Box:
        return box.mirrored(self.width) if self.right_to_left else box
