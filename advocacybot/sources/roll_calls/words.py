"""What single cells say: symbols, days, totals, and what a vote was about."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from pydantic import TypeAdapter, ValidationError

from advocacybot.council.values import Day, Source, Url
from advocacybot.council.votes import RecordSymbol
from advocacybot.sources.roll_calls.forms import Column

_SYMBOL = TypeAdapter(RecordSymbol)
_DAY = TypeAdapter(Day)
_URL = TypeAdapter(Url)
_LONGEST = 300
_DRAFT_OF_A_YEAR = re.compile(r"S/(\d{4})/\d")
_RESOLUTION = re.compile(r"S/RES/\d+\((\d{4})\)")
_LAST_RUNNING_YEAR = 1994
"""Documents were numbered through until the end of 1993; the last of them may have been voted on a little later."""
_DESCRIPTION = re.compile(r"Security Council resolution \d+ ?\(\d{4}\) \[(?:on )?(.+)\]\.?", re.IGNORECASE)


def symbol(written: str) -> str:
    """The symbol without the space that some put before the year: ``S/RES/2118 (2013)``."""
    return re.sub(r"\s+\(", "(", written.strip())


def drafts(written: str) -> tuple[str, ...]:
    """The drafts' symbols, of which there may be several between bars."""
    return tuple(dict.fromkeys(filter(None, map(symbol, written.split("|")))))


def is_symbol(written: str) -> bool:
    try:
        _SYMBOL.validate_python(written)
    except ValidationError:
        return False
    return True


def is_resolution(written: str) -> bool:
    return bool(_RESOLUTION.fullmatch(written))


def can_be_of(written: str, day: dt.date) -> bool:
    """Whether a text of that symbol can have been voted on on that day: a resolution bears the year of its adoption."""
    resolution, draft = _RESOLUTION.fullmatch(written), _DRAFT_OF_A_YEAR.match(written)
    if resolution:
        return int(resolution[1]) == day.year
    if draft:
        return int(draft[1]) <= day.year
    return day.year <= _LAST_RUNNING_YEAR or not written.startswith("S/")


def day(written: str) -> dt.date:
    """The day.

    Raises:
        NotADate: it is none.
    """
    try:
        return _DAY.validate_python(written)
    except ValidationError as error:
        raise error.errors()[0]["ctx"]["error"] from None


def whole_number(written: str) -> int | None:
    """``15``; ``15.0``, as programs write a column that has gaps."""
    return int(float(written)) if re.fullmatch(r"[0-9]{1,3}(\.0+)?", written) else None


def subject(written: str) -> str:
    """``Security Council resolution 2118 (2013) [on elimination of …]`` → ``elimination of …``."""
    described = _DESCRIPTION.fullmatch(line(written))
    return described[1] if described else line(written)


def situation(written: str) -> str:
    """Agenda items, of which there may be several between bars."""
    return line("; ".join(item.strip() for item in written.split("|") if item.strip()))


def line(written: str) -> str:
    """The words on one line, as long as a line may be."""
    told = " ".join("".join(one if one.isprintable() else " " for one in written).split())
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1].rstrip()}…"


def source(cells: Mapping[Column, str], published: Source) -> Source:
    """The vote's own record in the Digital Library, where the file names it; else where the file is published."""
    number, link = cells.get(Column.ID, ""), cells.get(Column.LINK, "")
    if not re.fullmatch(r"[0-9]{1,12}", number):
        return published
    return Source(title=f"{published.title}, record {number}", url=link if _is_url(link) else published.url)


def _is_url(written: str) -> bool:
    try:
        _URL.validate_python(written)
    except ValidationError:
        return False
    return True


def quoted(written: str) -> str:
    """The words as they were written, in short."""
    return repr(shortened(written))


def shortened(written: str) -> str:
    told = line(written)
    return told if len(told) <= 60 else f"{told[:59]}…"


def spans(numbers: Iterable[int]) -> str:
    """``3–17``, ``3, 5–6``: numbers in their order."""
    runs = (list(run) for _, run in groupby(enumerate(numbers), key=lambda one: one[1] - one[0]))
    return ", ".join(f"{run[0][1]}–{run[-1][1]}" if len(run) > 1 else str(run[0][1]) for run in runs)
