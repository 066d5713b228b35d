"""The pieces of a sentence that report a vote: *two abstentions (Angola and China)*, *la Chine s'abstenant*, *Against: None*.

A piece is only what is surely one. A number that is asked for (*the nine votes in favour required*) or supposed (*would have
had 13 in favour*) is none, and neither is a ballot on something else (*voted against an earlier draft*).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from advocacybot.council.outcomes import Ballot
from advocacybot.sources.press import wording
from advocacybot.sources.press.names import Mention, Names, runs
from advocacybot.sources.press.text import Span, Text

_OPENS = re.compile(r"[ \n]?\(")
_BRACKET = re.compile(r"[()]")
_LONGEST_LIST = 1_500
_DEEPEST = 4
_NEAR = 200
_BESIDE = 30
_OBJECT = 40
"""Behind *unanimously adopted*, the letters in which it is said what."""


@dataclass(frozen=True)
class Item:
    """``count``: how many, where it is said. ``states``: who; ``whole``: their list was read to its end; else it is ``unread``.

    ``ballot`` is ``None`` where it is that of the item before (*including a permanent member (…)*). ``labelled``: it is a line
    of a meeting record. ``unanimous``: its count is that of all members, and may stand once more as a number.
    """

    span: Span
    ballot: Ballot | None
    count: int | None = None
    states: tuple[str, ...] = ()
    whole: bool = False
    labelled: bool = False
    unanimous: bool = False
    unread: Span | None = None


def find(text: Text, names: Names, mentions: tuple[Mention, ...], size: int) -> list[Item]:
    """The items of the text, in order; none lies over another."""
    searches = (
        _labelled(text, names),
        _paired(text, names),
        _counted(text, names),
        _supported(text, names),
        _deeds(text, mentions),
        _nouns(text, names),
        _asides(text, names),
        _unanimity(text, size),
    )
    found: list[Item] = []
    for items in searches:
        taken = [item.span for item in found]
        fresh = [item for item in items if not _overlaps(item.span, taken)]
        found = sorted([*found, *fresh], key=lambda item: item.span)
    return found


def _overlaps(span: Span, taken: list[Span]) -> bool:
    """Whether it lies over one of those, which are in order and lie apart."""
    after = bisect_left(taken, (span[1], 0))
    return after > 0 and taken[after - 1][1] > span[0]


def _counted(text: Text, names: Names) -> Iterator[Item]:
    supposed = -_BESIDE - 1
    for match in wording.COUNTED.finditer(text.folded):
        if _asked_for(text, match.span("number"), match.end()) or _goes_with(text, supposed, match.start()):
            supposed = match.end()
        elif _says_all(text, match.end("number"), match.end()):
            count = wording.number(match["number"])
            yield _with_list(text, names, match.span(), wording.ballot(match), count)


def _paired(text: Text, names: Names) -> Iterator[Item]:
    for match in wording.PAIRED.finditer(text.folded):
        lost = wording.LOST.search(text.folded, max(0, match.start() - _NEAR), match.end() + _NEAR)
        if not lost and _is_a_count(text, match.span("number"), match.end()):
            middle = match.start("other")
            yield Item((match.start(), middle), Ballot.IN_FAVOUR, wording.number(match["number"]))
            yield _with_list(text, names, (middle, match.end()), Ballot.AGAINST, wording.number(match["other"]))


def _supported(text: Text, names: Names) -> Iterator[Item]:
    for match in wording.SUPPORTED.finditer(text.folded):
        start, end = wording.supporters(match)
        if _is_a_count(text, (start, end), match.end()):
            yield _with_list(text, names, match.span(), Ballot.IN_FAVOUR, wording.number(text.folded[start:end]))


def _is_a_count(text: Text, figure: Span, end: int) -> bool:
    """Whether the number is one of ballots that were cast, where the words about it end there."""
    return not _asked_for(text, figure, end) and _says_all(text, figure[1], end)


def _says_all(text: Text, behind: int, end: int) -> bool:
    """Whether nothing more is said of the number that ends there; nor is it a table's, whose word belongs to the next number."""
    in_a_table = text.folded[behind] == "\n" and text.plain[behind + 1].isupper()
    return not in_a_table and bool(wording.ENDS.match(text.folded, end))


def _asked_for(text: Text, figure: Span, end: int) -> bool:
    """Whether the number is one that is needed, hoped for, supposed, or part of another."""
    folded = text.folded
    behind = folded[max(0, figure[0] - 100) : figure[0]]
    return bool(wording.NO_COUNT_BEHIND.search(behind) or wording.NO_COUNT_BEFORE.match(folded, end))


def _goes_with(text: Text, supposed: int, start: int) -> bool:
    """Whether it stands so near a number that is only supposed that it is so itself: *would get 13 in favour and 1 against*."""
    return start - supposed <= _BESIDE and not any(sign in ".;\n" for sign in text.folded[supposed:start])


def _with_list(text: Text, names: Names, span: Span, ballot: Ballot, count: int) -> Item:
    """The count, with the States in brackets right behind it."""
    inner = _brackets(text.folded, span[1])
    if inner is None:
        return Item(span, ballot, count)
    states, end = names.listed(text.folded, *inner)
    if not states or end != inner[1]:
        return Item(span, ballot, count, unread=inner)
    return Item((span[0], inner[1] + 1), ballot, count, _codes(states), whole=True)


def _brackets(folded: str, place: int) -> Span | None:
    """What stands in the brackets that open there, with any brackets inside."""
    opening = _OPENS.match(folded, place)
    if opening is None:
        return None
    depth = 1
    for sign in _BRACKET.finditer(folded, opening.end(), opening.end() + _LONGEST_LIST):
        depth += 1 if sign[0] == "(" else -1
        if depth == 0:
            return opening.end(), sign.start()
        if depth > _DEEPEST:
            return None
    return None


def _labelled(text: Text, names: Names) -> Iterator[Item]:
    folded = text.folded
    for match in wording.LABELLED.finditer(folded):
        ballot, said = wording.ballot(match), match["number"] or match["some"]
        count = wording.number(said) if said else None
        states, end = names.listed(folded, match.end(), len(folded))
        if states and wording.LABEL_ENDS.match(folded, end):
            yield Item((match.start(), end), ballot, count, _codes(states), whole=True, labelled=True)
        elif match["number"] and wording.ENDS.match(folded, match.end()):
            yield replace(_with_list(text, names, match.span(), ballot, wording.number(match["number"])), labelled=True)


def _deeds(text: Text, mentions: tuple[Mention, ...]) -> Iterator[Item]:
    folded = text.folded
    for run in runs(mentions, folded):
        match = wording.DEED.match(folded, run[-1].end)
        if match is None or not wording.ENDS.match(folded, match.end()):
            continue
        start = run[0].start
        if match[0].startswith(")"):
            start -= 1
            begins = folded[start : start + 1] == "("
        else:
            begins = bool(wording.BEGINS.search(folded[max(0, start - 20) : start]))
        if begins:
            yield Item((start, match.end()), wording.ballot(match), states=_codes(run))


def _nouns(text: Text, names: Names) -> Iterator[Item]:
    for match in wording.NOUN.finditer(text.folded):
        states, end = names.listed(text.folded, match.end(), len(text.folded))
        if states and wording.ENDS.match(text.folded, end):
            yield Item((match.start(), end), wording.ballot(match), states=_codes(states))


def _asides(text: Text, names: Names) -> Iterator[Item]:
    for match in wording.ASIDE.finditer(text.folded):
        inner = _brackets(text.folded, match.end())
        if inner is None:
            continue
        states, end = names.listed(text.folded, *inner)
        if states and end == inner[1]:
            yield Item((match.start(), inner[1] + 1), None, states=_codes(states))


def _unanimity(text: Text, size: int) -> Iterator[Item]:
    folded = text.folded
    for match in wording.UNANIMOUS.finditer(folded):
        undone = wording.NOT_UNANIMOUS_BEHIND.search(folded[max(0, match.start() - 80) : match.start()])
        undone = undone or wording.NOT_UNANIMOUS.search(match[0])
        if not undone and not wording.NO_TEXT.search(folded, match.start(), match.end() + _OBJECT):
            yield Item(match.span(), Ballot.IN_FAVOUR, size, unanimous=True)


def _codes(states: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(state.code for state in states)
