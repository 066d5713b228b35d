"""How often an endpoint may be called: https://docs.x.com/x-api/fundamentals/rate-limits, the columns "per user" and "per app".

A window begins with its first call, and every call counts, whatever comes of it.
"""

import datetime as dt
from dataclasses import dataclass, field

QUARTER = dt.timedelta(minutes=15)
DAY = dt.timedelta(days=1)

PER_USER = {
    "POST /2/tweets": 100,
    "DELETE /2/tweets/:id": 50,
    "GET /2/tweets/:id": 900,
    "GET /2/users/me": 75,
    "GET /2/users/:id/tweets": 900,
    "POST /2/media/upload": 500,
    "GET /2/media/upload": 1_000,
    "POST /2/media/metadata": 500,
}
"""In 15 minutes."""

PER_APP_AND_DAY = {
    "POST /2/tweets": 10_000,
    "POST /2/media/upload": 50_000,
    "GET /2/media/upload": 100_000,
    "POST /2/media/metadata": 50_000,
}


@dataclass
class Window:
    limit: int
    remaining: int
    ends: dt.datetime

    def headers(self, name: str) -> dict[str, str]:
        seconds = str(int(self.ends.timestamp()))
        return {f"{name}-limit": str(self.limit), f"{name}-remaining": str(self.remaining), f"{name}-reset": seconds}


@dataclass
class Windows:
    """Every window that is open. A window of a day tells of itself in headers only where a test has set it: apps that pay by use
    are not shown any (github.com/akrherz/iembot issue 163)."""

    _open: dict[tuple[str, ...], Window] = field(default_factory=dict)
    _told: set[tuple[str, ...]] = field(default_factory=set)

    def call(self, user_id: str, endpoint: str, now: dt.datetime) -> tuple[bool, dict[str, str]]:
        """Count a call; whether it is within every window, and the headers."""
        quarter = self._at((user_id, endpoint), PER_USER[endpoint], QUARTER, now)
        keys = {"x-app-limit-24hour": ("app", endpoint), "x-user-limit-24hour": (user_id, endpoint, "day")}
        days = {name: window for name, key in keys.items() if (window := self._day(key, endpoint, now))}
        allowed = all(one.remaining > 0 for one in (quarter, *days.values()))
        for one in (quarter, *(days.values() if allowed else ())):
            one.remaining = max(0, one.remaining - 1)
        headers = quarter.headers("x-rate-limit")
        for name, day in days.items():
            if keys[name] in self._told or day.remaining == 0:
                headers |= day.headers(name)
        return allowed, headers

    def set_quarter(self, user_id: str, endpoint: str, remaining: int, ends: dt.datetime) -> None:
        self._open[user_id, endpoint] = Window(PER_USER[endpoint], remaining, ends)

    def set_day(self, user_id: str | None, endpoint: str, remaining: int, limit: int, ends: dt.datetime) -> None:
        """Of a user, or with ``None`` of the app."""
        key = (user_id, endpoint, "day") if user_id else ("app", endpoint)
        self._open[key] = Window(limit, remaining, ends)
        self._told.add(key)

    def _day(self, key: tuple[str, ...], endpoint: str, now: dt.datetime) -> Window | None:
        limit = PER_APP_AND_DAY.get(endpoint) if key[0] == "app" else None
        if key in self._open:
            limit = self._open[key].limit
        return self._at(key, limit, DAY, now) if limit else None

    def _at(self, key: tuple[str, ...], limit: int, length: dt.timedelta, now: dt.datetime) -> Window:
        window = self._open.get(key)
        if window is None or window.ends <= now:
            window = self._open[key] = Window(limit, limit, now + length)
        return window
