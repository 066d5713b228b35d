"""What a test may set: how the accounts, the app and X itself stand. Each is also a path below ``/_fake/``."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Literal

from tests.fakes.x.state import Fault, Outcome, World
from tests.fakes.x.windows import PER_USER

POST = "POST /2/tweets"


class Circumstances:
    """Endpoints are called as in :data:`tests.fakes.x.windows.PER_USER`: ``POST /2/tweets``, ``GET /2/users/:id/tweets``."""

    def __init__(self, world: World) -> None:
        self._world = world

    def suspend(self, handle: str, on: bool = True) -> None:
        """A user is suspended."""
        self._mark(self._world.suspended, handle, on)

    def lock(self, handle: str, on: bool = True) -> None:
        """A user is locked out until they have shown that they are a person."""
        self._mark(self._world.locked, handle, on)

    def revoke(self, handle: str) -> None:
        """A user takes back every token that they gave."""
        with self._world.lock:
            user = self._world.users[handle]
            self._world.tokens = {token: held for token, held in self._world.tokens.items() if held[1] != user}

    def read_only(self, on: bool = True) -> None:
        """The app may not write."""
        with self._world.lock:
            self._world.read_only = on

    def enrolled(self, on: bool = True) -> None:
        """The app is part of a project, or is not."""
        with self._world.lock:
            self._world.enrolled = on

    def credits(self, on: bool = True) -> None:
        """The app is paid for, or is not."""
        with self._world.lock:
            self._world.credits = on

    def cap(
        self, period: Literal["Daily", "Monthly"] | None = "Monthly", scope: Literal["Account", "Product"] = "Product"
    ) -> None:
        """The app has used up what it may use in that time; ``None``: no more."""
        with self._world.lock:
            self._world.cap = (period, scope) if period else None

    def window(self, handle: str, remaining: int, endpoint: str = POST, seconds: float = 900) -> None:
        """So many calls are left to a user in the window of 15 minutes, which ends in so many seconds."""
        with self._world.lock:
            self._known(endpoint)
            ends = self._world.now() + dt.timedelta(seconds=seconds)
            self._world.windows.set_quarter(self._world.users[handle].id, endpoint, remaining, ends)

    def day(self, remaining: int, limit: int, handle: str | None = None, endpoint: str = POST, seconds: float = 86_400) -> None:
        """So many calls are left to a user, or without one to the app, in the window of 24 hours; its headers tell so."""
        with self._world.lock:
            self._known(endpoint)
            user_id = self._world.users[handle].id if handle else None
            ends = self._world.now() + dt.timedelta(seconds=seconds)
            self._world.windows.set_day(user_id, endpoint, remaining, limit, ends)

    def process(self, reads: int, outcome: Outcome = "succeeded") -> None:
        """The next picture that is sent has to be processed: it has its outcome when its status was read so often."""
        with self._world.lock:
            self._world.next_uploads.append((reads, outcome))

    def fail(self, status: int | None = 503, endpoint: str | None = None, after: bool = False, times: int = 1) -> None:
        """The next calls, of that endpoint or of any, fail: with that status, or with ``None`` the connection is cut. ``after``:
        only when X has done what it was asked for."""
        with self._world.lock:
            if endpoint is not None:
                self._known(endpoint)
            self._world.faults.append(Fault(status, endpoint, after, times))

    def timeline_lag(self, seconds: float) -> None:
        """A post is in its user's timeline only so long after it was made."""
        with self._world.lock:
            self._world.lag = dt.timedelta(seconds=seconds)

    def advance(self, seconds: float) -> None:
        """Time goes by on X; not for signatures."""
        with self._world.lock:
            self._world.ahead += dt.timedelta(seconds=seconds)

    def missing(self, status: Literal[200, 404]) -> None:
        """With which status X says that a post or a user is not there."""
        with self._world.lock:
            self._world.missing_status = status

    def remove(self, post_id: str) -> None:
        """A post is deleted, by hand."""
        with self._world.lock:
            del self._world.posts[post_id]

    def _mark(self, marked: set[str], handle: str, on: bool) -> None:
        with self._world.lock:
            handle = self._world.users[handle].handle
            (marked.add if on else marked.discard)(handle)

    def _known(self, endpoint: str) -> None:
        if endpoint not in PER_USER:
            raise LookupError(endpoint)


SWITCHES: Mapping[str, Callable[..., None]] = {
    name: switch for name, switch in vars(Circumstances).items() if not name.startswith("_") and callable(switch)
}


def switch(api: Circumstances, name: str, settings: Mapping[str, Any]) -> None:
    """Set something by its name.

    Raises:
        LookupError: nothing is called so, or it names a user, a post or an endpoint that there is not.
        TypeError: these are not its settings.
    """
    SWITCHES[name](api, **settings)
