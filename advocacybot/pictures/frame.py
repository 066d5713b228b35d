"""What every card has around its matter: the band above, headings, notes, the legend of its signs, source and campaign below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor

from advocacybot.pictures.colours import Colours, Kind
from advocacybot.pictures.marks import sign_of
from advocacybot.pictures.scene import Box
from advocacybot.pictures.setting import Setting, Style
from advocacybot.pictures.shapes import Shape
from advocacybot.pictures.sheet import Sheet
from advocacybot.pictures.typefaces import Weight
from advocacybot.wording.cards import Card, Text

_BEHIND_SIGN = 1.4
_BETWEEN = 1.2
"""Where a legend's words begin behind their sign's left edge, and what is free between two of them: in ems."""
BAND = 14
"""How high the band of colour at a card's upper edge is."""


@dataclass(frozen=True)
class Measures:
    """Of a shape, in pixels. ``body``: the size of what must be read on a phone; ``headline``: the largest size of a headline and
    on how many lines; ``gap``: between parts."""

    margin: float
    body: float
    small: float
    headline: float
    headline_lines: int
    title_lines: int
    gap: float


MEASURES: dict[Shape, Measures] = {
    Shape.X: Measures(margin=52, body=30, small=23, headline=68, headline_lines=2, title_lines=2, gap=18),
    Shape.LINK: Measures(margin=48, body=29, small=22, headline=64, headline_lines=2, title_lines=2, gap=15),
    Shape.MASTODON: Measures(margin=56, body=32, small=24, headline=74, headline_lines=2, title_lines=3, gap=24),
    Shape.BLUESKY: Measures(margin=60, body=36, small=27, headline=88, headline_lines=3, title_lines=4, gap=36),
}


def tightened(measures: Measures) -> Iterator[tuple[float, Measures]]:
    """The measures, and what is tried where they leave too little room: a smaller headline, a shorter title, at last less of all.
    Each with the share of its size that what must be read keeps."""
    yield 1.0, measures
    for headline, shorter in ((0.84, 0), (0.7, 0), (0.6, 1), (0.54, 2)):
        yield 1.0, _smaller(measures, headline, shorter, 1.0)
    for share in (0.88, 0.76, 0.64, 0.52):
        yield share, _smaller(measures, 0.54 * share, 2, share)


def _smaller(measures: Measures, headline: float, shorter: int, share: float) -> Measures:
    return replace(
        measures,
        headline=measures.headline * headline,
        title_lines=max(1, measures.title_lines - shorter),
        body=measures.body * share,
        small=measures.small * share,
        gap=measures.gap * share,
    )


class Frame:
    """A sheet that fills from both ends: ``top`` and ``bottom`` bound what is still free between them."""

    def __init__(self, sheet: Sheet, measures: Measures, band: str) -> None:
        self.sheet = sheet
        self.measures = measures
        self.left = measures.margin
        self.width = sheet.width - 2 * measures.margin
        self.top: float = BAND + measures.margin * 0.75
        self.bottom: float = sheet.height - measures.margin * 0.7
        sheet.block(Box(0, 0, sheet.width, BAND), band)

    @property
    def colours(self) -> Colours:
        return self.sheet.colours

    @property
    def free(self) -> Box:
        return Box(self.left, self.top, self.width, self.bottom - self.top)

    def kicker(self, start: str | Text, end: str) -> None:
        """One line above the headline: what it is about at its reading side, day and symbol at the other."""
        body = self.measures.body
        ended = self.sheet.set(end, self.width * 0.55, body * 1.6, Style(body * 0.94, body * 0.7))
        room = self.width - ended.width - body
        style = Style(body * 0.94, body * 0.7, weight=Weight.BOLD, shortens=True)
        started = self.sheet.set(start, room, body * 1.6, style)
        height = max(started.height, ended.height)
        self.sheet.put(started, Box(self.left, self.top, room, height), self.colours.ink, down=0.5)
        box = Box(self.left + self.width - ended.width, self.top, ended.width, height)
        self.sheet.put(ended, box, self.colours.quiet, down=0.5)
        self.top += height + self.measures.gap * 0.3

    def over(self, words: str) -> None:
        """One line above the headline."""
        body = self.measures.body
        self.below(words, Style(body * 0.9, body * 0.6), self.colours.quiet, body * 1.6)

    def rows(self, wanted: int, step: float) -> int:
        """How many of the wanted rows have room, if what is left out is told below them."""
        room = self.bottom - self.top
        return wanted if wanted * step <= room else max(0, floor((room - self.measures.small * 1.6) / step))

    def more(self, words: str, number: int, y: float) -> None:
        """In place of what there is no room for: how many."""
        small = self.measures.small
        box = Box(self.left, y, self.width, small * 1.6)
        self.sheet.write(words.format(number=number), box, Style(small, small * 0.7), self.colours.quiet, down=0.5)

    def headline(self, words: str | Text, ink: str) -> None:
        size, lines = self.measures.headline, self.measures.headline_lines
        self.below(words, Style(size, size * 0.5, lines, Weight.BOLD, tight=0.9, whole=True), ink, size * 1.55 * lines)

    def title(self, words: str | Text) -> None:
        """What the card is about, in up to so many lines; a long one is shortened."""
        body, lines = self.measures.body, self.measures.title_lines
        style = Style(body * 1.06, body * 0.84, lines, shortens=True, tight=0.95)
        self.below(words, style, self.colours.quiet, body * 1.62 * lines)

    def below(self, words: str | Text, style: Style, ink: str, height: float) -> None:
        """A text below what stands above, no higher than that."""
        setting = self.sheet.set(words, self.width, height, style)
        self.sheet.put(setting, Box(self.left, self.top, self.width, setting.height), ink)
        self.top += setting.height

    def footer(self, card: Card, *more: str) -> None:
        """A thin line; below it the source at the reading side and the campaign at the other; above it what else must be said."""
        small = self.measures.small
        campaign = self.sheet.set(card.campaign, self.width * 0.45, small * 1.6, Style(small, small * 0.6, weight=Weight.BOLD))
        room = self.width - campaign.width - small
        source = self.sheet.set(card.source, room, small * 3.2, Style(small, small * 0.8, 2))
        height = max(campaign.height, source.height)
        self.bottom -= height
        self.sheet.put(source, Box(self.left, self.bottom, room, height), self.colours.quiet, down=0.5)
        box = Box(self.left + self.width - campaign.width, self.bottom, campaign.width, height)
        self.sheet.put(campaign, box, self.colours.ink, down=0.5)
        self.bottom -= self.measures.gap * 0.45
        self.sheet.block(Box(self.left, self.bottom, self.width, 2), self.colours.rule)
        self.bottom -= self.measures.gap * 0.25
        for words in reversed(more):
            self._above(words, Style(small * 1.08, small * 0.86, 2), self.colours.quiet)
        self.bottom -= self.measures.gap * 0.5

    def notes(self, notes: Sequence[str]) -> None:
        """What must be said with the card, each behind a bar."""
        small, gap = self.measures.body * 0.88, self.measures.gap
        for words in reversed(notes):
            self.bottom -= small * 0.2
            room = self.width - small
            setting = self.sheet.set(words, room, small * 3.2, Style(small, small * 0.8, 2, Weight.BOLD))
            self.bottom -= setting.height
            self.sheet.block(Box(self.left, self.bottom + 3, 8, setting.height - 6), self.colours.abstained)
            self.sheet.put(setting, Box(self.left + small, self.bottom, room, setting.height), self.colours.ink)
        self.bottom -= gap * 0.5 if notes else 0

    def legend(self, entries: Sequence[tuple[Kind, str]]) -> None:
        """What signs mean, on as many lines as that takes."""
        size = self.measures.body * 0.84
        style = Style(size, size * 0.8)
        settings = self.sheet.alike([(words, self.width - size * _BEHIND_SIGN) for _, words in entries], size * 1.6, style)
        rows: list[list[tuple[Kind, Setting]]] = []
        used = self.width
        for (kind, _), setting in zip(entries, settings, strict=True):
            wide = setting.width + size * (_BEHIND_SIGN + _BETWEEN)
            if used + wide - size * _BETWEEN > self.width:
                rows.append([])
                used = 0
            rows[-1].append((kind, setting))
            used += wide
        for row in reversed(rows):
            self._legend_row(row)
        self.bottom -= self.measures.gap * 0.5 if rows else 0

    def _legend_row(self, row: list[tuple[Kind, Setting]]) -> None:
        height = max(setting.height for _, setting in row)
        self.bottom -= height
        x: float = self.left
        for kind, setting in row:
            size = setting.size
            self.sheet.sign(sign_of(kind), x, self.bottom + (height - size) / 2, size, self.colours.of(kind))
            x += size * _BEHIND_SIGN
            self.sheet.put(setting, Box(x, self.bottom, setting.width, height), self.colours.quiet, down=0.5)
            x += setting.width + size * _BETWEEN

    def _above(self, words: str, style: Style, ink: str) -> None:
        setting = self.sheet.set(words, self.width, style.largest * 3.2, style)
        self.bottom -= setting.height
        self.sheet.put(setting, Box(self.left, self.bottom, self.width, setting.height), ink)
