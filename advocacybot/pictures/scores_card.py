"""The scores of a situation or a year: how the votes came out, then each supporter's conduct."""

from advocacybot.council.conduct import SCORED
from advocacybot.pictures.frame import Frame
from advocacybot.pictures.marks import sign_of
from advocacybot.pictures.scene import Box
from advocacybot.pictures.setting import Style, leading
from advocacybot.pictures.typefaces import Weight
from advocacybot.wording.cards import Mark, ScoreRow, ScoresCard

_ENOUGH = 5
"""So many supporters should be seen."""
_ROW = 0.95
"""The size of a row's words, in ems of the body."""
_NAME = 0.35
_BAR = 0.31
"""What a row's name and its bar take of the width; its numbers take the rest."""
_AIR = 2.1
_LARGER = 1.2
"""How far rows are spread, and how much larger their words are, where there is room."""
_BETWEEN = 3
"""Pixels between the parts of a bar."""


def lay_out(card: ScoresCard, frame: Frame) -> float:
    """Put the card on the frame's sheet. How much of what should be seen there is room for; 1 is enough."""
    frame.over(card.period)
    frame.headline(card.title, frame.colours.ink)
    frame.footer(card)
    frame.notes(card.notes)
    if card.rows:
        frame.legend(list(zip(SCORED, card.columns, strict=True)))
    frame.top += frame.measures.gap * 0.4
    _results(card, frame)
    heads = frame.measures.body * 1.15
    below = frame.top + max(_vetoes(card, frame), heads if card.rows else 0)
    if not card.rows:
        return 1.0
    _heads(below - heads, frame)
    frame.top = below + frame.measures.gap * 0.3
    return _rows(card, frame)


def _results(card: ScoresCard, frame: Frame) -> None:
    """How the votes came out: sign, number, and behind it what it counts, in one row."""
    body, each = frame.measures.body, frame.width / max(1, len(card.results))
    height, sign = body * 2.3, body * 0.95
    big = Style(body * 1.5, body, weight=Weight.BOLD)
    numbers = [frame.sheet.set(str(count.number), each, height, big) for count in card.results]
    before = [sign * 1.25 + number.width + body * 0.3 for number in numbers]
    rooms = [(count.label, each - x - body * 0.3) for count, x in zip(card.results, before, strict=True)]
    labels = frame.sheet.alike(rooms, height, Style(body * 0.84, body * 0.5, 2, tight=0.88))
    for place, (count, number, label, beside) in enumerate(zip(card.results, numbers, labels, before, strict=True)):
        x, y = frame.left + place * each, frame.top
        frame.sheet.sign(sign_of(count.kind), x, y + (height - sign) / 2, sign, frame.colours.of(count.kind))
        frame.sheet.put(number, Box(x + sign * 1.25, y, number.width, height), frame.colours.ink, down=0.5)
        frame.sheet.put(label, Box(x + beside, y, each - beside, height), frame.colours.quiet, down=0.5)
    frame.top += height if card.results else 0


def _vetoes(card: ScoresCard, frame: Frame) -> float:
    """By whom, behind the sign of a veto, and beside the heads of the numbers; how high that is."""
    if not card.vetoes:
        return 0
    body = frame.measures.body
    width = _numbers(frame)[0] - body * 1.6
    style = Style(body * 0.88, body * 0.6, 2, tight=0.9)
    setting = frame.sheet.set("  |  ".join(card.vetoes), width, body * 2.8, style)
    sign = body * 0.84
    frame.sheet.sign(sign_of(Mark.VETO), frame.left, frame.top + (setting.leading - sign) / 2, sign, frame.colours.veto)
    frame.sheet.put(setting, Box(frame.left + body * 1.2, frame.top, width, setting.height), frame.colours.ink)
    return setting.height


def _heads(y: float, frame: Frame) -> None:
    """Above each number the sign of what it counts."""
    first, each = _numbers(frame)
    for place, conduct in enumerate(SCORED):
        size = frame.measures.body * 0.95
        frame.sheet.sign(sign_of(conduct), frame.left + first + place * each, y, size, frame.colours.of(conduct))


def _rows(card: ScoresCard, frame: Frame) -> float:
    """As many supporters as there is room for; those left out are counted below them."""
    usual = frame.measures.body * _ROW * leading(frame.sheet.language) * 1.04
    step = max(usual, min(usual * _AIR, frame.free.height / len(card.rows)))
    shown = frame.rows(len(card.rows), step)
    most = max(row.votes for row in card.rows)
    size = frame.measures.body * _ROW * min(_LARGER, step / usual)
    for place, row in enumerate(card.rows[:shown]):
        _row(row, most, size, Box(frame.left, frame.top + place * step, frame.width, step), frame)
    if shown < len(card.rows):
        frame.more(card.more, len(card.rows) - shown, frame.top + shown * step)
    return shown / min(_ENOUGH, len(card.rows))


def _row(row: ScoreRow, most: int, size: float, box: Box, frame: Frame) -> None:
    frame.sheet.block(Box(box.x, box.y, box.width, 1), frame.colours.rule)
    name = Box(box.x, box.y + 3, box.width * _NAME - size * 0.5, box.height - 5)
    frame.sheet.write(row.name, name, Style(size, size * 0.5, 2, tight=0.85), frame.colours.ink, down=0.5)
    _bar(row, most, size, Box(box.x + box.width * _NAME, box.y, box.width * _BAR - size, box.height), frame)
    first, each = _numbers(frame)
    for place, (conduct, number) in enumerate(zip(SCORED, _told(row), strict=True)):
        room = Box(box.x + first + place * each, box.y, each, box.height)
        ink = frame.colours.of(conduct) if number else frame.colours.absent
        weight = Weight.BOLD if number else Weight.REGULAR
        frame.sheet.write(str(number), room, Style(size, size * 0.5, weight=weight), ink, down=0.5)


def _bar(row: ScoreRow, most: int, size: float, box: Box, frame: Frame) -> None:
    """As long as the supporter has votes, in parts for what it did."""
    thick = size * 0.66
    x = box.x
    for conduct, number in zip(SCORED, _told(row), strict=True):
        if number:
            long = box.width * number / most
            frame.sheet.block(Box(x, box.y + (box.height - thick) / 2, max(2, long - _BETWEEN), thick), frame.colours.of(conduct))
            x += long


def _numbers(frame: Frame) -> tuple[float, float]:
    """Where the first number stands, and how wide each one's room is."""
    first = frame.width * (_NAME + _BAR)
    return first, (frame.width - first) / len(SCORED)


def _told(row: ScoreRow) -> tuple[int, int, int, int]:
    return row.kept, row.broke, row.abstained, row.absent
