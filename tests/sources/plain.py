"""What a diplomat's assistant may be told, and what not."""

import re

_OURS_ALONE = re.compile(
    r"pydantic|traceback|value error|(?-i:\bNone\b)|instance of|\binput should\b|\bunable to\b|after validation|\[key\]"
    r"|\bobject at\b"
    r"|\b(tuple|str|dict|dictionary|timedelta|datetime|boolean|integer|NoneType|token|mapping|callable|regex)\b"
    r"|<(class|function|bound|jinja2)|' object\b|(?-i:\b[A-Z]\w+Facts?\b)|\w+Error\b|\w+\((\w+=)|[\^$]|0x[0-9a-f]{4}",
    re.IGNORECASE,
)


def is_plain(message: str) -> bool:
    """Whether every word of it can be understood without knowing Python."""
    return not _OURS_ALONE.search(message)


def says_what_and_mend(line: str, place: str = "") -> bool:
    """Whether it reads *place: what is wrong; the mend* on one line of a length that people read."""
    what, _, mend = line.removeprefix(place).partition("; ")
    return (
        line.startswith(place) and bool(what.strip()) and bool(mend.strip()) and len(line.splitlines()) == 1 and len(line) < 600
    )
