"""How support grew, day by day, against the mark of two thirds of the members."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from advocacybot.pictures.frame import Frame
from advocacybot.pictures.marks import DOT
from advocacybot.pictures.scene import Box
from advocacybot.pictures.setting import Setting, Style
from advocacybot.pictures.typefaces import Weight
from advocacybot.wording.card_facts.labels import labelled
from advocacybot.wording.cards import GrowthCard, Series

_THICK = (7, 5, 3)
"""How thick the series' lines are, in pixels: they are told by that too."""
_DASH = 14
_ENOUGH = 0.4
"""How high the chart should be, as a share of the card."""


@dataclass(frozen=True)
class Plot:
    """Where days and numbers stand. ``first``, ``last``: the days at its ends; ``members``: the number at its upper edge."""

    box: Box
    first: dt.date
    last: dt.date
    members: int

    def x(self, day: dt.date) -> float:
        return self.box.x + self.box.width * ((day - self.first).days / (self.last - self.first).days)

    def y(self, number: int) -> float:
        return self.box.bottom - self.box.height * number / self.members


def lay_out(card: GrowthCard, frame: Frame) -> float:
    """Put the card on the frame's sheet. How high the chart is beside what it should be; 1 is enough."""
    frame.headline(card.title, frame.colours.ink)
    frame.footer(card)
    frame.notes(card.notes)
    frame.top += frame.measures.gap
    body, free = frame.measures.body, frame.free
    labels = frame.width * 0.32
    axis = body * 1.7
    days = [day for series in card.series for day, _ in series.points] or [dt.date(2015, 1, 1)]
    box = Box(free.x + axis, free.y + body * 0.6, free.width - axis - labels, free.height - body * 1.9)
    plot = Plot(box, dt.date(min(days).year, 1, 1), dt.date(max(days).year + 1, 1, 1), card.members)
    _scale(card, plot, frame)
    _years(plot, frame)
    for series, ink, thick in zip(card.series, _inks(frame), _THICK, strict=False):
        _line(series, plot, ink, thick, frame)
    _labels(card, plot, Box(box.right + body, free.y, labels - body, free.height), frame)
    return box.height / (frame.sheet.height * _ENOUGH)


def _inks(frame: Frame) -> Sequence[str]:
    return frame.colours.favour, frame.colours.against, frame.colours.quiet


def _scale(card: GrowthCard, plot: Plot, frame: Frame) -> None:
    """The lines of none, of the mark, and of all members, each with its number."""
    small = frame.measures.body * 0.8
    for number in (0, card.mark, card.members):
        y = plot.y(number)
        marked = number == card.mark
        if marked:
            _dashed(plot.box.x, plot.box.right, y, frame)
        else:
            frame.sheet.block(Box(plot.box.x, y - 1, plot.box.width, 2), frame.colours.rule)
        room = Box(frame.left, y - small * 0.75, plot.box.x - frame.left - 8, small * 1.5)
        weight = Weight.BOLD if marked else Weight.REGULAR
        style = Style(small, small * 0.5, weight=weight)
        frame.sheet.write(str(number), room, style, frame.colours.ink if marked else frame.colours.quiet, across=1, down=0.5)


def _dashed(left: float, right: float, y: float, frame: Frame) -> None:
    x = left
    while x < right:
        frame.sheet.block(Box(x, y - 1.5, min(_DASH, right - x), 3), frame.colours.ink)
        x += _DASH * 1.7


def _years(plot: Plot, frame: Frame) -> None:
    """The axis of years: each named where it begins, or every second one where they stand too close."""
    small = frame.measures.body * 0.8
    years = range(plot.first.year, plot.last.year)
    each = plot.box.width / len(years)
    every = next(step for step in (1, 2, 5, 10, 20, 50) if each * step >= small * 2.9 or step == 50)
    for year in years:
        x = plot.x(dt.date(year, 1, 1))
        frame.sheet.block(Box(x - 1, plot.box.bottom, 2, 8), frame.colours.rule)
        if (year - years[0]) % every == 0:
            room = Box(x, plot.box.bottom + 8, each * every, small * 1.4)
            frame.sheet.write(str(year), room, Style(small, small * 0.5), frame.colours.quiet)


def _line(series: Series, plot: Plot, ink: str, thick: int, frame: Frame) -> None:
    """A step at each day that a number was published for, and a dot there; nothing is drawn beyond the last one."""
    before: tuple[float, float] | None = None
    for day, number in series.points:
        x, y = plot.x(day), plot.y(number)
        if before:
            frame.sheet.block(Box(before[0], before[1] - thick / 2, x - before[0], thick), ink)
            low, high = sorted((before[1], y))
            frame.sheet.block(Box(x - thick / 2, low - thick / 2, thick, high - low + thick), ink)
        frame.sheet.sign(DOT, x - thick * 1.3, y - thick * 1.3, thick * 2.6, ink)
        before = x, y


def _labels(card: GrowthCard, plot: Plot, box: Box, frame: Frame) -> None:
    """What each line is, beside its end, and what the mark is: as large as lets all of them stand below each other."""
    size = frame.measures.body * 0.84
    while (placed := _stacked(card, plot, box, size, frame)) is None:
        size *= 0.95
    for y, setting, ink in placed:
        frame.sheet.put(setting, Box(box.x, y, box.width, setting.height), ink)


def _stacked(card: GrowthCard, plot: Plot, box: Box, size: float, frame: Frame) -> list[tuple[float, Setting, str]] | None:
    """Where each label begins, near the height that it belongs to; nothing where they are too high together."""
    style = Style(size, size, 4, tight=0.9)
    wanted = [(plot.y(card.mark), card.mark_in_words, style, frame.colours.ink)]
    for series, ink in zip(card.series, _inks(frame), strict=False):
        if series.points:
            words = labelled(series.label, series.latest, card.language)
            wanted.append((plot.y(series.points[-1][1]), words, replace(style, weight=Weight.BOLD), ink))
    wanted.sort(key=_first)
    settings = [(middle, frame.sheet.set(words, box.width, box.height, how), ink) for middle, words, how, ink in wanted]
    gap = size * 0.35
    y = box.bottom - sum(setting.height + gap for _, setting, _ in settings) + gap
    if y < box.y or any(setting.size < size for _, setting, _ in settings):
        return None
    return list(_spread(settings, box, gap))


def _spread(settings: list[tuple[float, Setting, str]], box: Box, gap: float) -> Iterator[tuple[float, Setting, str]]:
    """Downwards, each at its height or right below the one before, and none so low that the rest has no room."""
    y = box.y
    for place, (middle, setting, ink) in enumerate(settings):
        rest = sum(one.height + gap for _, one, _ in settings[place:]) - gap
        y = min(max(y, middle - setting.leading / 2), box.bottom - rest)
        yield y, setting, ink
        y += setting.height + gap


def _first(wanted: tuple[float, str, Style, str]) -> float:
    return wanted[0]
