"""Signs put into the order in which they are seen, from left to right: the Unicode Bidirectional Algorithm (UAX #9), which the
Rust crate unicode-bidi does for us. Brackets that are read from the right are turned round here (its rule L4)."""

import re
import unicodedata

from bidi import get_display
from bidi.mirror import MIRRORED

from advocacybot.wording.phrases import RIGHT_TO_LEFT

_PROBE = "\u034f"
"""Put behind a bracket it is seen at its left where the bracket is read from the right, and changes nothing: a non-spacing mark
stands wherever what it belongs to stands (rules W1 and N0)."""
_BRACKET = f"[{re.escape(''.join(MIRRORED))}]"
_PROBED = re.compile(f"{_PROBE}({_BRACKET})|({_BRACKET}){_PROBE}")
_UNSEEN = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks of direction: they have done their work once a line is in the order in which it is seen."""


def seen(words: str, language: str) -> str:
    """One line of words in the order in which its signs are seen. What holds no sign that is read from the right, such as a
    document's symbol, is read from the left in any language."""
    words = unicodedata.normalize("NFC", words)
    if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in words):
        probed = re.sub(_BRACKET, rf"\g<0>{_PROBE}", words)
        words = _PROBED.sub(_turned, str(get_display(probed, base_dir="R" if language in RIGHT_TO_LEFT else "L")))
    return words.translate(_UNSEEN)


def read_from_the_right(sign: str) -> bool:
    """It is a letter of a script that is, or a mark upon one."""
    return unicodedata.bidirectional(sign) in ("R", "AL", "NSM")


def _turned(found: re.Match[str]) -> str:
    return str(MIRRORED[found[1]]) if found[1] else found[2]
