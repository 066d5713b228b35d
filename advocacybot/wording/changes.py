"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Kind(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    TAKEN_OUT = "taken out"


@dataclass(frozen=True)
class Change:
    """A stretch of words that stayed, came or went."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The stretches of both texts in their order: kept and taken out make the first, kept and added the second."""
    return tuple(_changes(_TOKEN.findall(before), _TOKEN.findall(after)))


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    for _, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[start:end]), "".join(after[begin:stop])
        if was == now:
            yield Change(Kind.KEPT, now)
            continue
        if was:
            yield Change(Kind.TAKEN_OUT, was)
        if now:
            yield Change(Kind.ADDED, now)
