"""One text → the parts of a thread, never splitting a mention, a link, a name or a word.

A no-break space (U+00A0) holds together what belongs together while the text is split, and is an ordinary space when it is
posted; French typography's narrow one (U+202F) stays.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from advocacybot.errors import DoesNotFit
from advocacybot.wording.lengths import Limits

HOLDS_TOGETHER = "\u00a0"
MOST_PARTS = 25

_SHOWN = 80
"""So much of a word that is too long is shown to whoever has to shorten it."""

_MARK = " ({}/{})"
_ROOM = _MARK.format(MOST_PARTS, MOST_PARTS)
_ENDS_A_SENTENCE = re.compile(r"[.!?…][»”\")]*$")
_ENDS_A_CLAUSE = re.compile(r"[,;:–][»”\")]*$")


def split(text: str, limits: Limits) -> tuple[str, ...]:
    """The text in parts that fit, numbered where there are several. Paragraphs stay whole where they can.

    Raises:
        DoesNotFit: a single word is longer than a part, or there would be more than ``MOST_PARTS``.
    """
    text = _tidy(text)
    if limits.fits(_plain(text)):
        return (_plain(text),)
    parts = list(_packed(_paragraphs(text, limits), limits))
    if len(parts) > MOST_PARTS:
        raise DoesNotFit(piece=text[:40], platform=limits.platform, length=len(parts), limit=f"{MOST_PARTS} parts")
    return tuple(_plain(part) + _MARK.format(number, len(parts)) for number, part in enumerate(parts, start=1))


def in_one_piece(text: str) -> str:
    """The text as it reads where nothing limits it."""
    return _plain(_tidy(text))


def unmarked(part: str) -> str:
    """A part without its number."""
    return re.sub(r" \(\d+/\d+\)$", "", part)


def _tidy(text: str) -> str:
    """Without space at the ends of lines, and with one empty line between paragraphs."""
    lines = "\n".join(re.sub(r"[ \t]+", " ", line).strip(" ") for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


def _plain(text: str) -> str:
    return text.replace(HOLDS_TOGETHER, " ")


def _paragraphs(text: str, limits: Limits) -> Iterator[tuple[str, str]]:
    """Paragraphs, and pieces of those that are too long for a part; each with what parts it from the one before."""
    for paragraph in text.split("\n\n"):
        if limits.fits(_plain(paragraph) + _ROOM):
            yield "\n\n", paragraph
        else:
            yield from zip(chain(["\n\n"], repeat(" ")), _pieces(paragraph, limits), strict=False)


def _packed(pieces: Iterable[tuple[str, str]], limits: Limits) -> Iterator[str]:
    """As many paragraphs in a part as fit."""
    part = ""
    for gap, piece in pieces:
        longer = f"{part}{gap}{piece}" if part else piece
        if part and not limits.fits(_plain(longer) + _ROOM):
            yield part
            longer = piece
        part = longer
    if part:
        yield part


def _pieces(paragraph: str, limits: Limits) -> Iterator[str]:
    """A paragraph cut where it reads best: after a sentence, else after a clause, else after a word."""
    words = re.findall(r"[^ \n]+[ \n]*", paragraph)
    while words:
        take = _as_many_as_fit(words, limits)
        if take < len(words):
            take = _where_it_reads_best(words, take)
        yield "".join(words[:take]).rstrip(" \n")
        words = words[take:]


def _as_many_as_fit(words: list[str], limits: Limits) -> int:
    """How many of the words fit into one part, found by halving."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if limits.fits(_plain("".join(words[:middle]).rstrip(" \n")) + _ROOM):
            low = middle
        else:
            high = middle - 1
    if low == 0:
        word = _plain(words[0].rstrip(" \n"))
        length, limit = limits.over(word, room=len(_ROOM))
        piece = word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…"
        raise DoesNotFit(piece=piece, platform=limits.platform, length=length, limit=limit)
    return low


def _where_it_reads_best(words: list[str], most: int) -> int:
    for ends, least in ((_ENDS_A_SENTENCE, most // 2), (_ENDS_A_CLAUSE, most * 2 // 3)):
        for count in range(most, least, -1):
            if count and ends.search(words[count - 1].rstrip(" \n")):
                return count
    return most
