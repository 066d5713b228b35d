"""Lengths of time as operators write them: ``72 h``, ``90 min``, ``7 d``."""

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator

from advocacybot.errors import BadInput

_WRITTEN = re.compile(r"(\d{1,4}) ?(min|h|d)")
_UNIT = {"min": dt.timedelta(minutes=1), "h": dt.timedelta(hours=1), "d": dt.timedelta(days=1)}


def parse_duration(text: str) -> dt.timedelta:
    """``72 h`` as a length of time.

    Raises:
        BadInput: it cannot be read.
    """
    written = _WRITTEN.fullmatch(text.strip())
    if not written:
        raise BadInput(what=f"{text!r} is not a length of time", mend="write a whole number and min, h or d, such as 72 h")
    return int(written[1]) * _UNIT[written[2]]


def in_words(length: dt.timedelta) -> str:
    """The length of time as an operator would write it."""
    minutes = int(length.total_seconds()) // 60
    if minutes % 1440 == 0 and minutes > 4320:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def _read(value: object) -> object:
    return value if isinstance(value, dt.timedelta) else parse_duration(str(value))


Duration = Annotated[dt.timedelta, BeforeValidator(_read, json_schema_input_type=str)]
