"""What a card says, for whoever cannot see it: every member with its ballot and its marks, every number, every note.

A ballot's members are told once: first those without a mark, then those of each mark after what it means.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from advocacybot.errors import BadInput
from advocacybot.wording.card_facts.labels import counted, labelled
from advocacybot.wording.cards import (
    Card,
    Column,
    GrowthCard,
    Mark,
    RecordCard,
    RecordLine,
    ScoreRow,
    ScoresCard,
    Series,
    Text,
    VoteCard,
)
from advocacybot.wording.languages import apart, day, enumerated, sentences
from advocacybot.wording.phrases import phrases


def alt_of(card: Card, most: int | None) -> str:
    """The card's alt text in at most so many signs (X takes 1,000, Mastodon 1,500).

    Where it is longer, a vote's subject, its source and its situation are cut, at a word, and at last its members are told by
    their codes; of a record the oldest votes are counted, not told, of scores the last rows, and of growing support the first
    numbers. No member's ballot in a vote is ever left out, and no mark.

    Raises:
        BadInput: what may not be left out takes more.
    """
    if most is None or len(card.alt) <= most:
        return card.alt
    fits = next((text for text in _shorter(card, most) if len(text) <= most), None)
    if fits is None:
        raise BadInput(what=f"what the picture says does not fit into {most} signs", mend="publish it without a picture")
    return fits


def told(card: Card) -> str:
    """All that the card says."""
    return _sentences(card, _lines(card))


def _sentences(card: Card, lines: list[str]) -> str:
    return sentences(filter(None, [*lines, *card.notes, card.source, card.campaign]), card.language)


def _lines(card: Card) -> list[str]:
    match card:
        case VoteCard():
            return _vote(card)
        case RecordCard():
            return _record(card, len(card.lines))
        case ScoresCard():
            return _scores(card, len(card.rows))
        case GrowthCard():
            return _growth(card, _most_numbers(card))
    return []


def _shorter(card: Card, most: int) -> Iterator[str]:
    """Ever shorter texts."""
    match card:
        case VoteCard():
            yield from _shorter_vote(card, most)
        case RecordCard():
            yield from _longest(most, (_sentences(card, _record(card, few)) for few in range(len(card.lines))))
        case ScoresCard():
            yield from _longest(most, (_sentences(card, _scores(card, few)) for few in range(len(card.rows))))
        case GrowthCard():
            yield from _longest(most, (_sentences(card, _growth(card, few)) for few in range(1, _most_numbers(card))))


def _longest(most: int, longer_and_longer: Iterable[str]) -> list[str]:
    """The last text that is not too long, if there is any; those after it are not even made."""
    return list(takewhile(lambda text: len(text) <= most, longer_and_longer))[-1:]


# ── a vote ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _vote(card: VoteCard) -> list[str]:
    where = phrases(card.language).gettext("UN Security Council, %(day)s, %(symbol)s")
    about = labelled(card.situation.words, card.subject.words, card.language)
    head = where % {"day": card.day, "symbol": card.symbol}
    return [head, about, card.verdict, card.rule, *(_column(column, card) for column in card.columns), *_explained(card)]


def _column(column: Column, card: VoteCard) -> str:
    by_marks: dict[tuple[Mark, ...], list[str]] = defaultdict(list)
    for member in column.members:
        by_marks[member.marks].append(member.name)
    groups = [_group(marks, by_marks[marks], card) for marks in sorted(by_marks, key=_rank)]
    count = counted(column.label, len(column.members), card.language)
    return labelled(count, apart(groups, card.language), card.language) if groups else count


def _group(marks: tuple[Mark, ...], names: list[str], card: VoteCard) -> str:
    """Members with the same marks, after what those mean."""
    meaning = enumerated((_means(card)[mark] for mark in marks), card.language)
    told = enumerated(names, card.language)
    return labelled(meaning, told, card.language) if meaning else told


def _means(card: VoteCard) -> dict[Mark, str]:
    """What stands before the names of a mark. Only one may stand under every ballot; its meaning is told once, at the end."""
    return {one.mark: one.words for one in card.legend} | {Mark.NOT_KNOWN: phrases(card.language).gettext("Listed later")}


def _explained(card: VoteCard) -> list[str]:
    means = _means(card)
    return [labelled(means[one.mark], one.words, card.language) for one in card.legend if one.words != means[one.mark]]


def _rank(marks: tuple[Mark, ...]) -> list[int]:
    return [list(Mark).index(mark) for mark in marks]


def _shorter_vote(card: VoteCard, most: int) -> Iterator[str]:
    """With less of the subject, then of the source, then of the situation; at last with codes in place of members' names."""
    card = replace(card, subject=_less_of(card.subject, len(told(card)) - most))
    yield told(card)
    card = replace(card, source=_less(card.source, len(told(card)) - most))
    yield told(card)
    card = replace(card, situation=_less_of(card.situation, len(told(card)) - most))
    yield told(card)
    yield told(replace(card, columns=tuple(map(_by_code, card.columns))))


def _by_code(column: Column) -> Column:
    """The column with its members by ISO 3166-1 alpha-3 code."""
    return replace(column, members=tuple(replace(member, name=member.state) for member in column.members))


def _less_of(text: Text, signs: int) -> Text:
    return replace(text, words=_less(text.words, signs))


def _less(words: str, signs: int) -> str:
    """Words shorter by at least so many signs, or down to the ellipsis."""
    return shortened(words, max(len(words) - signs, 1))


def shortened(words: str, most: int) -> str:
    """The words up to the last whole one that fits, with an ellipsis; cut anywhere where no space parts them."""
    if len(words) <= most:
        return words
    kept = words[: max(most - 1, 0)]
    if not words[len(kept) : len(kept) + 1].isspace() and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return f"{kept.rstrip(' ,;:–-')}…"


# ── records, scores, growth ─────────────────────────────────────────────────────────────────────────────────────────


def _record(card: RecordCard, shown: int) -> list[str]:
    """With so many of its votes, the latest first."""
    counts = (labelled(one.label, str(one.number), card.language) for one in card.counts)
    lines = [_line(line, card) for line in card.lines[:shown]]
    earlier = _left_out(phrases(card.language).gettext("Earlier votes, not told here"), len(card.lines) - shown, card.language)
    return [labelled(card.name, card.standing, card.language), card.period, apart(counts, card.language), *lines, *earlier]


def _line(line: RecordLine, card: RecordCard) -> str:
    """One vote: the ballot, and what the marks beside it mean."""
    means = {one.mark: one.words for one in card.legend}
    where = phrases(card.language).gettext("%(day)s, %(symbol)s, %(situation)s")
    facts = {"day": line.day, "symbol": line.symbol, "situation": line.situation.words}
    did = apart((line.ballot_in_words, *(means[mark] for mark in line.marks)), card.language)
    return labelled(where % facts, did, card.language)


def _scores(card: ScoresCard, shown: int) -> list[str]:
    """With so many of its rows."""
    results = (labelled(one.label, str(one.number), card.language) for one in card.results)
    vetoes = [labelled(phrases(card.language).pgettext("mark", "Veto"), enumerated(card.vetoes, card.language), card.language)]
    rows = [_row(row, card) for row in card.rows[:shown]]
    others = _left_out(phrases(card.language).gettext("Further supporters, not told here"), len(card.rows) - shown, card.language)
    where = labelled(phrases(card.language).gettext("UN Security Council"), card.title.words, card.language)
    return [where, card.period, apart(results, card.language), *(vetoes if card.vetoes else []), *rows, *others]


def _row(row: ScoreRow, card: ScoresCard) -> str:
    """What it did at all; the counts that are nought are left out."""
    counts = zip(card.columns, (row.kept, row.broke, row.abstained, row.absent), strict=True)
    did = (labelled(label, str(number), card.language) for label, number in counts if number)
    return labelled(row.name, enumerated(did, card.language), card.language)


def _left_out(label: str, number: int, language: str) -> list[str]:
    return [labelled(label, str(number), language)] if number else []


def _growth(card: GrowthCard, shown: int) -> list[str]:
    """With so many numbers of each initiative, the latest ones."""
    series = (_numbers(one, shown, card.language) for one in card.series)
    left_out = sum(max(len(one.points) - shown, 0) for one in card.series)
    earlier = _left_out(phrases(card.language).gettext("Earlier numbers, not told here"), left_out, card.language)
    return [card.title, *series, *earlier, card.mark_in_words]


def _numbers(series: Series, shown: int, language: str) -> str:
    *earlier, _latest = series.points[-shown:]
    told = (*(counted(str(number), day(on, language), language) for on, number in earlier), series.latest)
    return labelled(series.label, enumerated(told, language), language)


def _most_numbers(card: GrowthCard) -> int:
    return max((len(one.points) for one in card.series), default=1)
