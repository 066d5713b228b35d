"""Bytes of strangers as text, by a rule that is the same every day.

1. A byte order mark says what follows (RFC 7303, 3).
2. UTF-16 without one is known by the NUL beside its first sign.
3. What is UTF-8 throughout is UTF-8, whatever is said of it: texts in other encodings are so by chance only where they are ASCII,
   and servers that declare a wrong encoding are many.
4. Else what the server says of it, then what the file says of itself, where it is an encoding that the web knows.
5. Else Windows-1252, in which a byte that means nothing becomes �.

Encodings that hide ASCII in other signs (UTF-7, the ISO 2022 ones) are not read.
"""

import codecs
import re
from collections.abc import Iterator

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
_THE_WEBS = frozenset(
    (
        *(f"cp{number}" for number in range(1250, 1259)),
        *(f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)),
        *("koi8-r", "koi8-u", "mac-roman", "big5", "euc_jp", "euc_kr", "gb2312", "gbk", "gb18030", "shift_jis"),
    )
)
"""Of those that <https://encoding.spec.whatwg.org/> lists; ISO 8859-1 and ASCII are Windows-1252 there."""


def as_text(content: bytes, charset: str | None = None) -> str:
    """The text, without its byte order mark. ``charset``: what the server says of it."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for encoding in _likely(content, charset):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return content.decode("cp1252", "replace")


def _likely(content: bytes, charset: str | None) -> Iterator[str]:
    if content[1:2] == b"\0" and content[:1] > b"\0":
        yield "utf-16-le"
    elif content[:1] == b"\0" and content[1:2] > b"\0":
        yield "utf-16-be"
    yield "utf-8"
    declared = _DECLARED.match(content[:300])
    for name in (charset, declared[1].decode("ascii") if declared else None):
        known = _known(name or "")
        if known:
            yield known


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if found in _THE_WEBS else None
