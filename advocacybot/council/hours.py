"""Hours are aware; a day is New York's day, where the Council sits."""

import datetime as dt
import re
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator

from advocacybot.errors import HourDoesNotExist, HourIsAmbiguous, NaiveHour, NotAnHour, UnknownZone

NEW_YORK = ZoneInfo("America/New_York")

_WITH_ZONE = re.compile(r"(?P<local>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?) +(?P<zone>[A-Za-z][\w+\-/]*)")


def new_york_day(hour: dt.datetime) -> dt.date:
    """The day in New York at that hour.

    Raises:
        NaiveHour: the hour says no zone.
    """
    return aware(hour).astimezone(NEW_YORK).date()


def end_of_day(day: dt.date) -> dt.datetime:
    """The hour, in UTC, at which that day is over in New York."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), NEW_YORK).astimezone(dt.UTC)


def aware(hour: dt.datetime) -> dt.datetime:
    """The same hour in UTC.

    Raises:
        NaiveHour: the hour says no zone.
    """
    if hour.tzinfo is None:
        raise NaiveHour(text=str(hour))
    return _utc(hour, str(hour))


def parse_hour(text: str) -> dt.datetime:
    """``2016-10-08 15:00 America/New_York`` or ISO 8601 with an offset, as an hour in UTC.

    Raises:
        NotAnHour, UnknownZone: it cannot be read.
        NaiveHour: it says neither zone nor offset.
        HourDoesNotExist, HourIsAmbiguous: the clocks of that zone skip it, or show it twice.
    """
    named = _WITH_ZONE.fullmatch(text.strip())
    if named:
        return _on_the_wall(_iso(named["local"], text), _zone(named["zone"]), text)
    hour = _iso(text.strip(), text)
    if hour.tzinfo is None:
        raise NaiveHour(text=text)
    return _utc(hour, text)


def _iso(local: str, text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(local)
    except ValueError:
        raise NotAnHour(text=text) from None


def _zone(name: str) -> ZoneInfo:
    if name == "localtime":
        raise UnknownZone(zone=name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(zone=name) from None


def _utc(hour: dt.datetime, text: str) -> dt.datetime:
    try:
        return hour.astimezone(dt.UTC)
    except OverflowError:
        raise NotAnHour(text=text) from None


def _on_the_wall(local: dt.datetime, zone: ZoneInfo, text: str) -> dt.datetime:
    """What a wall clock of that zone shows, as UTC; PEP 495's fold tells the hours that are skipped or shown twice."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        there_and_back = first.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
        raise (HourIsAmbiguous if there_and_back == local else HourDoesNotExist)(text=text)
    return _utc(first, text)


def _read(value: object) -> object:
    if isinstance(value, dt.datetime):
        return aware(value)
    if isinstance(value, str):
        return parse_hour(value)
    raise NotAnHour(text=str(value))


Hour = Annotated[dt.datetime, BeforeValidator(_read, json_schema_input_type=str)]
"""An aware hour, kept in UTC; read from text by :func:`parse_hour`."""
