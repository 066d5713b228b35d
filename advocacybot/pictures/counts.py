"""Numbers that must be seen first: each large, with its sign before it and what it counts below."""

from collections.abc import Sequence
from math import ceil

from advocacybot.pictures.frame import Frame
from advocacybot.pictures.marks import sign_of
from advocacybot.pictures.scene import Box
from advocacybot.pictures.setting import Style
from advocacybot.pictures.typefaces import Weight
from advocacybot.wording.cards import Count

_ACROSS = 5
"""How many stand beside each other at most."""


def put_counts(counts: Sequence[Count], frame: Frame, size: float) -> None:
    """The counts at the top of what is free. ``size``: of the numbers, in pixels."""
    if not counts:
        return
    rows = ceil(len(counts) / _ACROSS)
    across = ceil(len(counts) / rows)
    gap = frame.measures.body * 0.8
    width = (frame.width - gap * (across - 1)) / across
    label = frame.measures.body * 0.8
    style = Style(label, label * 0.7, 2, tight=0.9)
    settings = frame.sheet.alike([(count.label, width) for count in counts], label * 3.4, style)
    height = size * 1.25 + max(setting.height for setting in settings)
    for place, (count, setting) in enumerate(zip(counts, settings, strict=True)):
        x = frame.left + place % across * (width + gap)
        y = frame.top + place // across * height
        _count(count, Box(x, y, width, size * 1.25), frame, size)
        frame.sheet.put(setting, Box(x, y + size * 1.25, width, setting.height), frame.colours.quiet)
    frame.top += height * rows


def _count(count: Count, box: Box, frame: Frame, size: float) -> None:
    sign = size * 0.68
    frame.sheet.sign(sign_of(count.kind), box.x, box.y + (box.height - sign) / 2, sign, frame.colours.of(count.kind))
    number = Box(box.x + sign * 1.3, box.y, box.width - sign * 1.3, box.height)
    frame.sheet.write(str(count.number), number, Style(size, size * 0.4, weight=Weight.BOLD), frame.colours.ink, down=0.5)
