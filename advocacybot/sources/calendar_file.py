"""``calendar.yaml``: read whole, or only the votes in it that changed.

A calendar of thousands of votes takes seconds to read as YAML, and an edit concerns one. So the text is cut into its votes,
and a vote whose text is known already is not read again. Whatever is not of that simple shape, or is broken, is read as a
whole, which names the line.
"""

import re
from collections.abc import Iterator

from advocacybot.council.calendar import Calendar
from advocacybot.council.votes import Vote
from advocacybot.errors import BadInput
from advocacybot.sources.models import checked
from advocacybot.sources.yaml_text import Document, read

_HEAD = re.compile(r"\A(?:[ \t]*(?:#.*)?\n)*votes:[ \t]*(?:#.*)?\n", re.MULTILINE)
_MARKER = re.compile(r"^(---|\.\.\.|%)", re.MULTILINE)
_ITEM = re.compile(r"^([ ]*)- ", re.MULTILINE)


class CalendarFile:
    """Reads a calendar's text, and keeps the votes that it has read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known: dict[str, Vote] = {}

    def read(self, text: str) -> Calendar:
        """The calendar.

        Raises:
            BadInput: with each thing that is wrong in it, by line.
        """
        text = text.replace("\r\n", "\n")
        try:
            return self._by_votes(text)
        except BadInput:
            return checked(Calendar, self.document(text))

    def document(self, text: str) -> Document:
        """The whole text with its lines."""
        return read(text, self._name)

    def _by_votes(self, text: str) -> Calendar:
        votes = {block: self._known.get(block) or self._vote(block) for block in _blocks(text)}
        calendar = Calendar.model_construct(votes=tuple(votes.values()))
        self._known = votes
        return Calendar.model_validate(calendar) if _symbols_differ(calendar) else checked(Calendar, self.document(text))

    def _vote(self, block: str) -> Vote:
        items = read(block, self._name).data
        if not isinstance(items, list) or len(items) != 1:
            raise BadInput(what="this is no single vote", mend="")
        return checked(Vote, Document(items[0], block, self._name))


def _symbols_differ(calendar: Calendar) -> bool:
    return len(calendar.by_symbol()) == len(calendar.votes)


def _blocks(text: str) -> Iterator[str]:
    """The text of each vote. Two votes with the same text are left to the reading of the whole.

    Raises:
        BadInput: the text is of another shape.
    """
    head = None if _MARKER.search(text) else _HEAD.match(text)
    first = _ITEM.search(text, head.end()) if head else None
    if head is None or first is None or text[head.end() : first.start()].strip():
        raise BadInput(what="this is no plain list of votes", mend="")
    starts = [item.start() for item in re.finditer(rf"^{first[1]}- ", text, re.MULTILINE) if item.start() >= head.end()]
    blocks = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    if len(set(blocks)) != len(blocks):
        raise BadInput(what="two votes are written the same", mend="keep one of them")
    yield from blocks
