"""A vote's outcome: the verdict, and the members by the ballots that they cast."""

from advocacybot.pictures.columns import GUTTER, SIGN, SLOT, Name, Plan, Room, Spread, Tier, best_plan
from advocacybot.pictures.frame import Frame
from advocacybot.pictures.marks import sign_of
from advocacybot.pictures.scene import Box
from advocacybot.pictures.setting import Style, leading, narrowest, one_line
from advocacybot.pictures.typefaces import Weight
from advocacybot.wording.cards import Column, Mark, VoteCard

_LEGIBLE = 0.93
"""The least size of a name, in ems of the body."""
_LARGEST = 1.3
_HEAD = 3.1
"""How high a column's head is, in ems of the body."""
_NUMBER = 1.5
_LABEL = 0.9
_LONG_LABEL = 5.2
_BEHIND_NUMBER = 0.35
_STRETCH = 2.0
"""How much wider a column's parts may be than their names, in ems."""
_AIR = 1.25
"""How far rows may be spread where there is room, beside their usual leading."""


def lay_out(card: VoteCard, frame: Frame) -> float:
    """Put the card on the frame's sheet. How large the names are beside what should be; 1 is enough."""
    frame.kicker(card.situation, f"{card.day}  |  {card.symbol}")
    frame.headline(card.verdict, frame.colours.of(card.result))
    frame.title(card.subject)
    frame.footer(card, *([card.rule] if card.columns else []))
    frame.notes(card.notes)
    frame.legend([(entry.mark, entry.words) for entry in card.legend])
    frame.top += frame.measures.gap
    return _columns(card.columns, frame) if card.columns else _nobody(card, frame)


def _nobody(card: VoteCard, frame: Frame) -> float:
    """No ballots were cast: why, in their place."""
    body = frame.measures.body
    frame.top += frame.measures.gap
    frame.below(card.rule, Style(body * 1.5, body, 3, Weight.BOLD), frame.colours.ink, frame.free.height)
    return 1.0


def _columns(columns: tuple[Column, ...], frame: Frame) -> float:
    body, free = frame.measures.body, frame.free
    enough, largest = body * _LEGIBLE, body * _LARGEST
    room = Room(free.width, free.height, body * _HEAD, frame.measures.gap, enough, largest, frame.sheet.language)
    plan = best_plan(columns, [_head_width(column, frame) for column in columns], room)
    usual = leading(room.language) * plan.size
    step = max(usual, min((free.height - room.above(len(plan.tiers))) / (plan.rows or 1), usual * _AIR))
    y = free.y
    for tier in plan.tiers:
        height = room.head + step * tier.rows
        _tier(tier, plan, step, Box(free.x, y, free.width, height), frame)
        y += height + room.between
    return plan.size / enough


def _tier(tier: Tier, plan: Plan, step: float, box: Box, frame: Frame) -> None:
    """Columns beside each other; what is left of the width is shared out among them."""
    widths = [max(spread.width * plan.size, head) for spread, head in zip(tier.spreads, tier.heads, strict=True)]
    spare = (box.width - sum(widths) - GUTTER * plan.size * (len(widths) - 1)) / len(widths)
    head = frame.measures.body * _HEAD
    x = box.x
    boxes = []
    for spread, width in zip(tier.spreads, widths, strict=True):
        boxes.append(Box(x, box.y, width + spare, head))
        _parts(spread, plan.size, step, Box(x, box.y + head, width + spare, box.height - head), frame)
        x += width + spare + GUTTER * plan.size
    _heads([spread.column for spread in tier.spreads], boxes, frame)


def _head_width(column: Column, frame: Frame) -> float:
    """The least width of a column's head in pixels: its number, and its label, on two lines if it is long."""
    body, language = frame.measures.body, frame.sheet.language
    number = one_line(str(len(column.members)), language, Weight.BOLD) * _NUMBER
    label = one_line(column.label, language, Weight.REGULAR)
    if label > _LONG_LABEL:
        label = max(_LONG_LABEL, narrowest(column.label, language, Weight.REGULAR))
    return (number + _BEHIND_NUMBER + label * _LABEL * 0.97) * body


def _heads(columns: list[Column], boxes: list[Box], frame: Frame) -> None:
    """Above each column one sign for each member, and the number with the ballot in words."""
    body, sheet = frame.measures.body, frame.sheet
    style = Style(body * _NUMBER, body, weight=Weight.BOLD)
    numbers = [sheet.set(str(len(one.members)), box.width, body * 2.2, style) for one, box in zip(columns, boxes, strict=True)]
    rooms = [box.width - number.width - body * _BEHIND_NUMBER for number, box in zip(numbers, boxes, strict=True)]
    wanted = [(column.label, room) for column, room in zip(columns, rooms, strict=True)]
    labels = sheet.alike(wanted, numbers[0].height, Style(body * _LABEL, body * 0.6, 2, tight=0.85))
    for column, box, number, label in zip(columns, boxes, numbers, labels, strict=True):
        _signs(column, box, frame)
        line = Box(box.x, box.y + body, number.width, number.height)
        sheet.put(number, line, frame.colours.ink)
        beside = number.width + body * _BEHIND_NUMBER
        sheet.put(label, Box(box.x + beside, line.y, box.width - beside, line.height), frame.colours.ink, down=0.5)


def _signs(column: Column, box: Box, frame: Frame) -> None:
    step = min(frame.measures.body * 0.95, box.width / (len(column.members) or 1))
    for place, member in enumerate(column.members):
        kind = Mark.VETO if Mark.VETO in member.marks else column.ballot
        frame.sheet.sign(sign_of(kind), box.x + place * step, box.y, step * 0.86, frame.colours.of(kind))


def _parts(spread: Spread, size: float, step: float, box: Box, frame: Frame) -> None:
    spare = min(_STRETCH * size, (box.width - spread.width * size) / (len(spread.parts) or 1))
    x = box.x
    for part in spread.parts:
        width = part.width * size + spare
        y = box.y
        for name in part.names:
            _name(name, part.slots, size, Box(x, y, width, step * name.rows), frame)
            y += step * name.rows
        x += width + GUTTER * size


def _name(name: Name, slots: int, size: float, box: Box, frame: Frame) -> None:
    """A member's name, behind its signs."""
    marks = name.member.marks
    for place, mark in enumerate(marks, slots - len(marks)):
        y = box.y + (box.height - SIGN * size) / 2
        frame.sheet.sign(sign_of(mark), box.x + place * SLOT * size, y, SIGN * size, frame.colours.of(mark))
    indent = slots * SLOT * size
    room = Box(box.x + indent, box.y, box.width - indent, box.height)
    style = Style(size, size, name.rows, name.weight, tight=0.9)
    frame.sheet.write(name.member.name, room, style, frame.colours.ink, down=0.5)
