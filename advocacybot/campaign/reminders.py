"""When a reminder is due, and when it is too late for it."""

import datetime as dt
import re
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, model_validator

from advocacybot.campaign.durations import Duration
from advocacybot.council.values import Value
from advocacybot.errors import BadInput, NotAnHourOfTheDay, UnknownZone


class Reminder(Value):
    """A reminder so long before a vote. It may go out that much late, and never once the vote is due to begin."""

    before: Duration
    late_by: Duration

    @model_validator(mode="after")
    def _comes_before_the_vote(self) -> Self:
        if self.before <= dt.timedelta():
            raise BadInput(what="a reminder comes before the vote, not with it", mend="write how long before, such as 24 h")
        if self.late_by <= dt.timedelta():
            raise BadInput(what="a reminder with a late_by of nothing could never go out", mend="write how late, such as 2 h")
        return self


def _a_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(zone=name) from None
    return name


def _an_hour_of_the_day(value: object) -> object:
    """A number is no hour: pydantic would take it for seconds since midnight."""
    if isinstance(value, dt.time):
        return value
    written = value if isinstance(value, str) else str(value)
    if not isinstance(value, str) or not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise NotAnHourOfTheDay(text=written)
    return dt.time.fromisoformat(value)


HourOfDay = Annotated[dt.time, BeforeValidator(_an_hour_of_the_day, json_schema_input_type=str)]
"""An hour of the day by a wall clock, written HH:MM."""


class QuietHours(Value):
    """From one hour of the day to another, by the clocks of a zone; it may reach over midnight."""

    starts: HourOfDay
    ends: HourOfDay
    zone: Annotated[str, AfterValidator(_a_zone)]

    @model_validator(mode="after")
    def _end_some_time(self) -> Self:
        if self.starts == self.ends:
            raise BadInput(what="the quiet hours end when they start", mend="write two hours of the day, or take them out")
        return self

    def around(self, hour: dt.datetime) -> tuple[dt.datetime, dt.datetime] | None:
        """The quiet stretch that holds that hour, in UTC; ``None`` where the hour is not quiet."""
        local = hour.astimezone(ZoneInfo(self.zone))
        for day in (local.date() - dt.timedelta(days=1), local.date()):
            starts, ends = self._stretch(day)
            if starts <= hour < ends:
                return starts, ends
        return None

    def _stretch(self, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        last = day if self.starts < self.ends else day + dt.timedelta(days=1)
        return self._utc(day, self.starts), self._utc(last, self.ends)

    def _utc(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, ZoneInfo(self.zone)).astimezone(dt.UTC)


def due(reminder: Reminder, hour: dt.datetime, quiet: QuietHours | None) -> dt.datetime:
    """When the reminder of a vote is due; in quiet hours it is put off to their end if it may, else brought forward."""
    wanted = hour - reminder.before
    stretch = quiet.around(wanted) if quiet else None
    if stretch is None:
        return wanted
    starts, ends = stretch
    return ends if ends < lapses(reminder, wanted, hour) else starts


def lapses(reminder: Reminder, due_at: dt.datetime, hour: dt.datetime) -> dt.datetime:
    """From when on it is too late: its own limit, and in any case the hour of the vote."""
    return min(due_at + reminder.late_by, hour)
