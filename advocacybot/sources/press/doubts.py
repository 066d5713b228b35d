"""What may make a vote in a text another than the one on a draft that was just held: an amendment, a body, a day gone by."""

import re

from advocacybot.sources.press.text import Span, Text
from advocacybot.sources.press.wording import A_DRAFT, ANOTHER, ELSEWHERE

_BEHIND = 80
"""Letters behind a vote's last piece in which it is said who decided what by it."""
_BEFORE = 300
"""Letters before its sentence in which it is said what is voted on, where the sentence itself does not."""


def doubts(text: Text, span: Span, end: int) -> tuple[str, ...]:
    """The words in question, of a vote in that span whose last piece ends there. A doubt too many costs a person a look."""
    own = span[0], min(span[1], end + _BEHIND)
    found = _said(text, ELSEWHERE, own)
    if not A_DRAFT.search(text.folded, *own):
        found += _said(text, ANOTHER, (max(0, span[0] - _BEFORE), span[0]))
    return tuple(dict.fromkeys(found))


def _said(text: Text, words: re.Pattern[str], span: Span) -> list[str]:
    return [text.words(match.span()) for match in words.finditer(text.folded, *span)]
