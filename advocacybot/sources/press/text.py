"""A press text made even: one form of each letter and space, so that the same words are found however they were pasted."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_EVEN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"})
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”»\")]?[ \n](?=[\[\"“«(]? ?[A-ZÀ-Þ0-9])|\n\n")
_PARAGRAPH = "\n\n"
_LONGEST_QUOTATION = 3_000

Span = tuple[int, int]
"""Where something begins and ends."""


@dataclass(frozen=True)
class Text:
    """``plain``: as it was pasted, but for white space; ``folded``: the same, sign for sign, without case, accents or curls."""

    plain: str

    @cached_property
    def folded(self) -> str:
        return "".join(map(_folded, self.plain.translate(_EVEN)))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Where each sentence begins and ends. A stray full stop may cut one in two: less is read, nothing else."""
        ends = [match.span() for match in _SENTENCE_ENDS.finditer(self.plain)]
        starts = [0, *(end for _, end in ends)]
        return tuple(zip(starts, [*(start for start, _ in ends), len(self.plain)], strict=True))

    def sentence_at(self, place: int) -> int:
        """The number of the sentence in which that place is."""
        return bisect_right(self.sentences, (place, len(self.plain))) - 1

    def quoted(self, place: int) -> bool:
        """Whether quotation marks are open there; a paragraph that ends closes them."""
        since = max(0, place - _LONGEST_QUOTATION)
        before = self.plain[max(since, self.plain.rfind(_PARAGRAPH, since, place)) : place]
        curled = before.count("“") > before.count("”") or before.count("«") > before.count("»")
        return curled or before.count('"') % 2 == 1

    def words(self, span: Span) -> str:
        """What stands there, on one line."""
        return " ".join(self.plain[slice(*span)].split())


def read_text(pasted: str) -> Text:
    """The text with its white space made even: single spaces, single line breaks, and an empty line between paragraphs."""
    text = unicodedata.normalize("NFC", pasted).translate(_DROPPED)
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return Text(re.sub(r"\n{3,}", _PARAGRAPH, text).strip())


def fold(text: str) -> str:
    """Words as they stand in a folded text."""
    return read_text(text).folded


def _folded(sign: str) -> str:
    """One sign for one: a capital İ, say, would become two."""
    bare = unicodedata.normalize("NFD", sign)[0].lower()
    return bare if len(bare) == 1 else sign
