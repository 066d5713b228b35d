"""Hours as feeds write them: by RFC 822 and RFC 3339, and nearly so. What does not say its zone says no hour: none is guessed."""

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)
}
_ZONES = {
    "z": 0,
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
"""RFC 822, 5.1, without the letters of the military, which it has the wrong way round (RFC 1123, 5.2.14)."""

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,12})?)?"
_OFFSET = r"(?P<zone>[A-Za-z]{1,4}|[+-]\d{2}:?\d{2})"
_RFC_822 = re.compile(
    rf"(?:[A-Za-z]{{3,9}}\.?,?\s{{1,3}})?(?P<day>\d{{1,2}})[\s-]{{1,3}}(?P<month>[A-Za-z]{{3,9}})\.?[\s-]{{1,3}}"
    rf"(?P<year>\d{{4}}|\d{{2}}),?\s{{1,3}}{_CLOCK}\s{{0,3}}{_OFFSET}"
)
_RFC_3339 = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[Tt]|\s{{1,3}}){_CLOCK}\s{{0,3}}{_OFFSET}")


def read_date(text: str) -> dt.datetime | None:
    """The hour in UTC, or nothing where it cannot be told. The day of the week is not looked at."""
    text = text.strip()[:80]
    found = _RFC_3339.fullmatch(text) or _RFC_822.fullmatch(text)
    if found is None:
        return None
    offset, month = _offset(found["zone"]), _month(found["month"])
    if offset is None or month is None:
        return None
    second = min(int(found["second"] or 0), 59) if found["second"] in (None, "60") else int(found["second"])
    day, hour, minute = (int(found[part]) for part in ("day", "hour", "minute"))
    try:
        return dt.datetime(_year(found["year"]), month, day, hour, minute, second, tzinfo=dt.timezone(offset)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _year(text: str) -> int:
    """Of two figures as RFC 5322, 4.3, reads them."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else _MONTHS.get(text[:3].lower())


def _offset(zone: str) -> dt.timedelta | None:
    if zone[0] not in "+-":
        hours = _ZONES.get(zone.lower())
        return None if hours is None else dt.timedelta(hours=hours)
    figures = zone[1:].replace(":", "")
    length = dt.timedelta(hours=int(figures[:2]), minutes=int(figures[2:]))
    if length >= dt.timedelta(hours=24) or int(figures[2:]) > 59:
        return None
    return -length if zone[0] == "-" else length
