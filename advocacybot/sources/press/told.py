"""Which items tell of one vote, and what is left over."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advocacybot.council.outcomes import Ballot
from advocacybot.errors import BadInput
from advocacybot.sources.press.doubts import doubts
from advocacybot.sources.press.items import Item
from advocacybot.sources.press.names import Mention
from advocacybot.sources.press.text import Span, Text
from advocacybot.sources.press.wording import A_NUMBER, MAY_STAND_BETWEEN, RESULT, SPEAKS_OF_VOTING

MOST_VOTES = 100
"""Votes that are read of a text: far more than the Council holds in a day."""
_FARTHEST = 80
_TO_THE_TALLY = 400
"""Between a record's lists and the count that is read out: who speaks, in which language, and *the draft resolution received*."""


@dataclass(frozen=True)
class Told:
    """One vote as the text tells it. ``named``: who cast what; ``miscounted``: a list, and how many it should name.

    ``recounted``: a ballot that is counted twice, and not alike. ``sentences``: their numbers. ``unread``: lists in which not
    every name was understood, and what else in its sentences speaks of voting. ``doubts``: words that may make it another vote.
    ``in_a_record``: all its States stand in the lines of a meeting record.
    """

    passage: str
    sentences: range
    totals: Mapping[Ballot, int]
    named: tuple[tuple[str, Ballot], ...]
    miscounted: tuple[tuple[Ballot, int, int], ...]
    recounted: tuple[tuple[Ballot, int, int], ...]
    also_named: frozenset[str]
    unread: tuple[str, ...]
    quoted: bool
    doubts: tuple[str, ...]
    in_a_record: bool


def told(text: Text, items: list[Item], mentions: tuple[Mention, ...]) -> list[Told]:
    """The votes that the items tell of, in order.

    Raises:
        BadInput: there are too many.
    """
    groups = _with_tallies([group for group in _grouped(text, items) if _tells_of_a_vote(group)])
    if len(groups) > MOST_VOTES:
        raise BadInput(what=f"the text reports {len(groups)} votes", mend=f"paste the part about the vote ({MOST_VOTES} at most)")
    starts = [group[0][0].span[0] for group in groups]
    before = [0, *(group[-1][0].span[1] for group in groups)]
    rooms = zip(before, [*starts[1:], len(text.plain)], strict=False)
    return [_told(text, group, mentions, room) for group, room in zip(groups, rooms, strict=False)]


def leftovers(text: Text, found: list[Told], mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Passages that speak of voting, with a number or a State, and were not understood; and lists that were not read."""
    understood = {number for one in found for number in one.sentences}
    named_in = {text.sentence_at(mention.start) for mention in mentions}
    left = [
        text.words(span)
        for number, span in enumerate(text.sentences)
        if number not in understood and _speaks_of_voting(text.folded[slice(*span)], number in named_in)
    ]
    return tuple(dict.fromkeys([*(words for one in found for words in one.unread), *left]))


def _speaks_of_voting(sentence: str, names_a_state: bool) -> bool:
    return bool(SPEAKS_OF_VOTING.search(sentence)) and (names_a_state or bool(A_NUMBER.search(sentence)))


Meant = tuple[Item, Ballot]
"""An item with the ballot that it is about."""


def _grouped(text: Text, items: list[Item]) -> list[list[Meant]]:
    groups: list[list[Meant]] = []
    for item in items:
        if groups and _goes_on(text, groups[-1], item):
            groups[-1].append((item, item.ballot or groups[-1][-1][1]))
        elif item.ballot is not None:
            groups.append([(item, item.ballot)])
    return groups


def _goes_on(text: Text, group: list[Meant], item: Item) -> bool:
    last = group[-1][0]
    past_its_list = last.unread and last.unread[1] < item.span[0]
    between = text.folded[last.unread[1] + 1 if last.unread and past_its_list else last.span[1] : item.span[0]]
    if len(between) > _FARTHEST or not set(re.findall(r"\w+", between)) <= MAY_STAND_BETWEEN:
        return False
    if any(sign in between for sign in (".", "!", "?", "\n\n")) and not (last.labelled and item.labelled):
        return False
    return not (_counts(item) and any(_counts_again(item, before, ballot) for before, ballot in group))


def _counts_again(item: Item, before: Item, ballot: Ballot) -> bool:
    """Whether it counts what was counted: then another vote begins, unless the number only says how many all are."""
    return _counts(before) and ballot is item.ballot and not (before.unanimous and not item.unanimous)


def _with_tallies(groups: list[list[Meant]]) -> list[list[Meant]]:
    """The groups, each list of a meeting record together with the count that the President reads out right behind it."""
    joined: list[list[Meant]] = []
    for group in groups:
        if joined and _is_tally_of(joined[-1], group):
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined


def _is_tally_of(lists: list[Meant], group: list[Meant]) -> bool:
    near = group[0][0].span[0] - lists[-1][0].span[1] <= _TO_THE_TALLY
    return near and all(item.labelled for item, _ in lists) and not any(item.labelled or item.states for item, _ in group)


def _tells_of_a_vote(group: list[Meant]) -> bool:
    """Items with no count and no label tell of none, and a count of abstentions alone may stand in any argument."""
    counted = [ballot for item, ballot in group if _counts(item)]
    return any(item.labelled for item, _ in group) or len(counted) > 1 or counted in ([Ballot.IN_FAVOUR], [Ballot.AGAINST])


def _counts(item: Item) -> bool:
    return item.count is not None or item.labelled


def _told(text: Text, group: list[Meant], mentions: tuple[Mention, ...], room: Span) -> Told:
    """``room``: from the end of the vote before to the beginning of the next one."""
    items = [item for item, _ in group]
    first, last = text.sentence_at(items[0].span[0]), text.sentence_at(items[-1].span[1] - 1)
    span = max(room[0], text.sentences[first][0]), min(room[1], text.sentences[last][1])
    named = tuple((code, ballot) for item, ballot in group for code in item.states)
    inside = {mention.code for mention in _between(mentions, span)}
    counts = [(ballot, item.count) for item, ballot in group if item.count is not None]
    totals: dict[Ballot, int] = {}
    for ballot, count in counts:
        totals.setdefault(ballot, count)
    lists = tuple(text.words(item.unread) for item in items if item.unread and not _read(text, item.unread, items))
    return Told(
        passage=text.words(span),
        sentences=range(first, last + 1),
        totals=totals,
        named=tuple(dict.fromkeys(named)),
        miscounted=tuple(
            (ballot, item.count, len(set(item.states)))
            for item, ballot in group
            if item.whole and item.count is not None and item.count != len(set(item.states))
        ),
        recounted=tuple((ballot, totals[ballot], count) for ballot, count in counts if count != totals[ballot]),
        also_named=frozenset(inside - {code for code, _ in named}),
        unread=(*lists, *_passed_over(text, items, span)),
        quoted=text.quoted(items[0].span[0]),
        doubts=doubts(text, span, items[-1].span[1]),
        in_a_record=all(item.labelled for item in items if item.states),
    )


def _passed_over(text: Text, items: list[Item], span: Span) -> Iterator[str]:
    """Whatever in the vote's sentences stands between its pieces, speaks of voting and was not understood."""
    ends = [span[0], *(item.unread[1] + 1 if item.unread else item.span[1] for item in items)]
    for start, end in zip(ends, [*(item.span[0] for item in items), span[1]], strict=True):
        if SPEAKS_OF_VOTING.search(RESULT.sub("", text.folded[start:end])):
            yield text.words((start, end)).strip(" ,;:.")


def _between(mentions: tuple[Mention, ...], span: Span) -> tuple[Mention, ...]:
    first, last = (bisect_left(mentions, place, key=lambda mention: mention.start) for place in span)
    return mentions[first:last]


def _read(text: Text, span: Span, items: list[Item]) -> bool:
    """Whether what stands in those brackets was understood otherwise, or is no words."""
    inside = any(span[0] <= item.span[0] < span[1] for item in items)
    return inside or not any(sign.isalpha() for sign in text.plain[slice(*span)])
