"""Where a line may end: after a space or a hyphen within a word, and between Chinese characters, though never before a closing
sign, after an opening one, or between a number and its unit."""

from functools import lru_cache

_CLOSING = frozenset("、。，．：；！？）］｝〕」』】〉》”’…—·％)]}!?:;,.%»")
_OPENING = frozenset("（［｛〔「『【〈《“‘([{«")
_WIDE = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))


@lru_cache(maxsize=4096)
def pieces(words: str, whole: bool = False) -> tuple[str, ...]:
    """The words cut wherever a line may end; each piece keeps the space behind it. ``whole``: Chinese is cut behind its
    punctuation only, so that no name is torn.

    >>> pieces("Saint-Vincent et")
    ('Saint-', 'Vincent ', 'et')
    """
    cuts = [place for place in range(1, len(words)) if _may_break(words, place, whole)]
    return tuple(words[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(words)], strict=True))


def _may_break(words: str, place: int, whole: bool) -> bool:
    """Between the sign before that place and the one behind it."""
    before, after = words[place - 1], words[place]
    if after == " ":
        return False
    if before == " ":
        return True
    if after in _CLOSING or before in _OPENING or (before.isdigit() and _wide(after)):
        return False
    if before in "-‐" and place > 1:
        return after.isalpha() and words[place - 2].isalpha()
    return (_wide(before) or _wide(after)) and (not whole or before in _CLOSING)


def _wide(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _WIDE)
