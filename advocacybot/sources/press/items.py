"""The pieces of a sentence that report a vote: *two abstentions (Angola and China)*, *with China abstaining*, *Against: None*.

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
_LONGEST_LIST = 1_500


@dataclass(frozen=True)
class Item:
    """``count``: how many, where it is said. ``states``: who; ``whole``: their list was read to its end; else it is ``unread``.

    ``ballot`` is ``None`` where it is that of the item before (*including a permanent member (…)*).
    """

    span: Span
    ballot: Ballot | None
    count: int | None = None
    states: tuple[str, ...] = ()
    whole: bool = False
    labelled: bool = False
    unread: Span | None = None


def find(text: Text, names: Names, mentions: tuple[Mention, ...], size: int) -> list[Item]:
    """The items of the text, in order; none lies over another."""
    searches = (
        _labelled(text, names),
        _counted(text, names),
        _supported(text, names),
        _deeds(text, mentions),
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
    for match in wording.COUNTED.finditer(text.folded):
        if _is_a_count(text, match):
            yield _with_list(text, names, match, wording.ballot(match))


def _supported(text: Text, names: Names) -> Iterator[Item]:
    for match in wording.SUPPORTED.finditer(text.folded):
        if _is_a_count(text, match):
            yield _with_list(text, names, match, Ballot.IN_FAVOUR)


def _is_a_count(text: Text, match: re.Match[str]) -> bool:
    folded, end = text.folded, match.end("number")
    if folded[end] == "\n" and text.plain[end + 1].isupper():  # a table's cells, where the word belongs to the next number
        return False
    behind = folded[max(0, match.start("number") - 100) : match.start("number")]
    asked_for = wording.NO_COUNT_BEHIND.search(behind) or wording.NO_COUNT_BEFORE.match(folded, match.end())
    return not asked_for and bool(wording.ENDS.match(folded, match.end()))


def _with_list(text: Text, names: Names, match: re.Match[str], ballot: Ballot) -> Item:
    """The count, with the States in brackets right behind it."""
    count, folded = wording.number(match["number"]), text.folded
    inner = _brackets(folded, match.end())
    if inner is None:
        return Item(match.span(), ballot, count)
    states, end = names.listed(folded, *inner)
    if not states or end != inner[1]:
        return Item(match.span(), ballot, count, unread=inner)
    return Item((match.start(), inner[1] + 1), ballot, count, _codes(states), whole=True)


def _brackets(folded: str, place: int) -> Span | None:
    """What stands in the brackets that open there, with any brackets inside."""
    opening = _OPENS.match(folded, place)
    if opening is None:
        return None
    depth = 1
    for end in range(opening.end(), min(len(folded), opening.end() + _LONGEST_LIST)):
        depth += {"(": 1, ")": -1}.get(folded[end], 0)
        if depth == 0:
            return opening.end(), end
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
            yield replace(_with_list(text, names, match, ballot), labelled=True)


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


def _asides(text: Text, names: Names) -> Iterator[Item]:
    for match in wording.ASIDE.finditer(text.folded):
        inner = _brackets(text.folded, match.end())
        if inner is None:
            continue
        states, end = names.listed(text.folded, *inner)
        if states and end == inner[1]:
            yield Item((match.start(), inner[1] + 1), None, states=_codes(states))


def _unanimity(text: Text, size: int) -> Iterator[Item]:
    for match in wording.UNANIMOUS.finditer(text.folded):
        if not wording.NOT_UNANIMOUS_BEHIND.search(text.folded[max(0, match.start() - 80) : match.start()]):
            yield Item(match.span(), Ballot.IN_FAVOUR, size)


def _codes(states: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(state.code for state in states)
