"""A member's record: its conduct counted, then its latest votes."""

from collections.abc import Sequence

from advocacybot.pictures.colours import Kind
from advocacybot.pictures.counts import put_counts
from advocacybot.pictures.frame import Frame
from advocacybot.pictures.marks import sign_of
from advocacybot.pictures.scene import Box
from advocacybot.pictures.setting import Style, leading, one_line
from advocacybot.pictures.typefaces import Weight
from advocacybot.wording.cards import Mark, RecordCard, RecordLine

_ENOUGH = 4
"""So many of the latest votes should be seen."""
_ROW = 0.9
"""The size of a row's words, in ems of the body."""
_WIDE = 1.2
"""Width by height from which on a row has one line."""
_SIGN = 0.84
_BEHIND_SIGN = 1.2
_BETWEEN = 0.6
"""What is free between two cells of a row, in ems of its words."""


def lay_out(card: RecordCard, frame: Frame) -> float:
    """Put the card on the frame's sheet. How much of what should be seen there is room for; 1 is enough."""
    frame.over(card.period)
    frame.headline(card.name, frame.colours.ink)
    frame.title(card.standing)
    frame.top += frame.measures.gap * 0.6
    put_counts(card.counts, frame, frame.measures.body * 1.9)
    frame.top += frame.measures.gap * 0.6
    frame.footer(card)
    frame.notes(card.notes)
    step = frame.measures.body * _ROW * leading(frame.sheet.language) * (1.1 if _wide(frame) else 2.2)
    there = _without_words(card.lines[: frame.rows(len(card.lines), step)])
    frame.legend([(entry.mark, entry.words) for entry in card.legend if entry.mark in there])
    return _lines(card, step, frame) if card.lines else 1.0


def _wide(frame: Frame) -> bool:
    """A row has room for all of it on one line."""
    return frame.sheet.width / frame.sheet.height > _WIDE


def _without_words(lines: Sequence[RecordLine]) -> set[Mark]:
    """The marks that the lines do not explain themselves."""
    return {mark for line in lines for mark in line.marks if mark is Mark.VETO or not line.conduct_in_words}


def _lines(card: RecordCard, step: float, frame: Frame) -> float:
    """As many of the latest votes as there is room for; what is left out is counted below them."""
    shown = frame.rows(len(card.lines), step)
    days = _width_of_days(card.lines[:shown], frame) / frame.width
    for place, line in enumerate(card.lines[:shown]):
        box = Box(frame.left, frame.top + place * step, frame.width, step)
        frame.sheet.block(Box(box.x, box.y, box.width, 1), frame.colours.rule)
        (_on_one_line if _wide(frame) else _on_two_lines)(line, days, box, frame)
    if shown < len(card.lines):
        frame.more(card.more, len(card.lines) - shown, frame.top + shown * step)
    return shown / min(_ENOUGH, len(card.lines))


def _width_of_days(lines: Sequence[RecordLine], frame: Frame) -> float:
    """In pixels; half of a row at most."""
    ems = max((one_line(line.day, frame.sheet.language, Weight.REGULAR) for line in lines), default=0)
    return min((ems + 0.1) * frame.measures.body * _ROW, frame.width / 2)


def _on_one_line(line: RecordLine, days: float, box: Box, frame: Frame) -> None:
    rest = 1 - days
    day, situation, ballot, conduct = _side_by_side(box, (days, rest * 0.31, rest * 0.29, rest * 0.4), frame)
    _write(line.day, day, frame, frame.colours.quiet)
    _situation(line, situation, frame)
    _ballot(line, ballot, frame)
    _conduct(line, conduct, frame)


def _on_two_lines(line: RecordLine, days: float, box: Box, frame: Frame) -> None:
    """The situation with its day above, the ballot and the conduct below. ``days``: the days' share of the width."""
    pad = box.height * 0.06
    half = box.height / 2 - pad
    situation, day = _side_by_side(Box(box.x, box.y + pad, box.width, half), (1 - days, days), frame)
    ballot, conduct = _side_by_side(Box(box.x, box.y + pad + half, box.width, half), (0.42, 0.58), frame)
    _situation(line, situation, frame)
    _write(line.day, day, frame, frame.colours.quiet, across=1)
    _ballot(line, ballot, frame)
    _conduct(line, conduct, frame)


def _side_by_side(box: Box, shares: tuple[float, ...], frame: Frame) -> list[Box]:
    """The box in cells of those shares of its width, with something free between them."""
    between = frame.measures.body * _ROW * _BETWEEN
    width = box.width - between * (len(shares) - 1)
    return [
        Box(box.x + width * sum(shares[:place]) + between * place, box.y, width * share, box.height)
        for place, share in enumerate(shares)
    ]


def _situation(line: RecordLine, box: Box, frame: Frame) -> None:
    size = frame.measures.body * _ROW
    style = Style(size, size * 0.72, weight=Weight.BOLD, shortens=True)
    frame.sheet.write(line.situation, box, style, frame.colours.ink, down=0.5)


def _ballot(line: RecordLine, box: Box, frame: Frame) -> None:
    """With the sign of a veto where it was one."""
    _signed(Mark.VETO if Mark.VETO in line.marks else line.ballot, line.ballot_in_words, box, frame)


def _conduct(line: RecordLine, box: Box, frame: Frame) -> None:
    """What it was, if it had pledged; else nothing."""
    for mark in line.marks:
        if mark is not Mark.VETO:
            _signed(mark, line.conduct_in_words, box, frame)


def _signed(kind: Kind, words: str, box: Box, frame: Frame) -> None:
    size = frame.measures.body * _ROW
    frame.sheet.sign(sign_of(kind), box.x, box.y + (box.height - _SIGN * size) / 2, _SIGN * size, frame.colours.of(kind))
    if words:
        room = Box(box.x + size * _BEHIND_SIGN, box.y, box.width - size * _BEHIND_SIGN, box.height)
        _write(words, room, frame, frame.colours.ink)


def _write(words: str, box: Box, frame: Frame, ink: str, across: float = 0.0) -> None:
    size = frame.measures.body * _ROW
    frame.sheet.write(words, box, Style(size, size * 0.72), ink, across=across, down=0.5)
