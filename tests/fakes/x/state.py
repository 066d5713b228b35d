"""What is on the fake X: its app, users, tokens, pictures and posts; and the circumstances that a test has set."""

import datetime as dt
import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from tests.fakes.x.windows import Windows

FIRST_ID = 1_900_000_000_000_000_000
STEP = 1 << 22
"""An id of X ("snowflake") holds the millisecond above its lowest 22 bits; here each is a millisecond after the one before."""

Outcome = Literal["succeeded", "failed"]


@dataclass(frozen=True)
class XApp:
    """The app that the operator has registered."""

    api_key: str
    api_secret: str


@dataclass(frozen=True)
class XUser:
    """An account, and the pair of tokens that it has given the app."""

    id: str
    handle: str
    access_token: str
    access_token_secret: str


@dataclass(frozen=True)
class XPicture:
    """A picture of a post: ``alt_text`` is what stood beside it when it was posted."""

    media_id: str
    media_key: str
    alt_text: str | None
    width: int
    height: int


@dataclass(frozen=True)
class XLink:
    """A link within a post's text, between two of its characters."""

    url: str
    expanded_url: str
    display_url: str
    start: int
    end: int
    media_key: str | None = None


@dataclass(frozen=True)
class XPost:
    """A post. ``text``: as X gives it back; ``sent``: as it came; ``root``: the post that its conversation began with."""

    id: str
    handle: str
    user_id: str
    text: str
    sent: str
    in_reply_to: str | None
    root: str
    pictures: tuple[XPicture, ...]
    links: tuple[XLink, ...]
    created_at: dt.datetime


@dataclass
class Upload:
    """A picture that was sent. ``reads``: how often its status must be asked for until it has its ``outcome``."""

    id: str
    user_id: str
    category: str
    size: int
    width: int
    height: int
    sent_at: dt.datetime
    reads: int
    reads_at_first: int
    outcome: Outcome
    alt_text: str | None = None

    @property
    def key(self) -> str:
        """A media key: 3 is a photo."""
        return f"3_{self.id}"


@dataclass
class Fault:
    """Something breaks: ``status`` is answered, or with ``None`` the connection is cut; with ``after``, only when all is done."""

    status: int | None
    endpoint: str | None
    after: bool
    times: int


@dataclass
class Pin:
    """A request token, and the PIN and user once somebody has authorized it."""

    secret: str
    pin: str | None = None
    user: XUser | None = None


@dataclass
class World:
    """All of it. Whoever reads or writes holds ``lock``."""

    clock: Callable[[], dt.datetime]
    app: XApp = XApp("fake-x-api-key", "fake-x-api-secret")
    lock: threading.RLock = field(default_factory=threading.RLock)
    users: dict[str, XUser] = field(default_factory=dict)
    tokens: dict[str, tuple[str, XUser]] = field(default_factory=dict)
    pins: dict[str, Pin] = field(default_factory=dict)
    posts: dict[str, XPost] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    windows: Windows = field(default_factory=Windows)
    calls: Counter[str] = field(default_factory=Counter)
    suspended: set[str] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)
    faults: deque[Fault] = field(default_factory=deque)
    next_uploads: deque[tuple[int, Outcome]] = field(default_factory=deque)
    read_only: bool = False
    enrolled: bool = True
    credits: bool = True
    cap: tuple[str, str] | None = None
    lag: dt.timedelta = dt.timedelta()
    ahead: dt.timedelta = dt.timedelta()
    missing_status: int = 200
    _ids: "count[int]" = field(default_factory=lambda: count(FIRST_ID, STEP))

    def now(self) -> dt.datetime:
        return self.clock() + self.ahead

    def new_id(self) -> str:
        return str(next(self._ids))

    def add_user(self, handle: str) -> XUser:
        if handle in self.users:
            raise LookupError(handle)
        number = self.new_id()
        user = XUser(number, handle, f"{number}-fake-token", f"fake-token-secret-{number}")
        self.users[handle] = user
        self.tokens[user.access_token] = (user.access_token_secret, user)
        return user

    def user_of_id(self, number: str) -> XUser | None:
        return next((one for one in self.users.values() if one.id == number), None)

    def fault_for(self, endpoint: str, after: bool) -> Fault | None:
        """The next fault that is meant for this moment of this endpoint: it is used up."""
        for fault in self.faults:
            if fault.after == after and fault.endpoint in (None, endpoint):
                fault.times -= 1
                if fault.times == 0:
                    self.faults.remove(fault)
                return fault
        return None
