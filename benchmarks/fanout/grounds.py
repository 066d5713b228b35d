"""The campaign that goes out: so many accounts on the measured platform, each with a reminder of every vote."""

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.campaigns import ANA, BEN, NOON, a_calendar, lay_out, symbol
from benchmarks.fanout.counting import Post
from benchmarks.fanout.platform import account, token

DUE = NOON
"""When the first is due, by the clock of all who work on it."""

_BEFORE = dt.timedelta(hours=1)
_SEEN = dt.timedelta(minutes=30)
"""So long before that they are drafted."""

_TEMPLATE = """\
The #UNSC is due to vote on draft resolution {{ vote.symbol }} ({{ vote.subject }}) on {{ vote.weekday }}, {{ vote.day }}, at \
{{ vote.hour }} New York time. Supporters of the Code of Conduct pledge not to vote against a credible draft resolution that is \
to end genocide, crimes against humanity or war crimes.
"""
"""One part, of about the length that such posts have."""


@dataclass(frozen=True)
class Grounds:
    """``dues``: when each vote's reminders are due; those of one vote are due at the same instant on all accounts."""

    accounts: int
    dues: tuple[dt.datetime, ...]

    @property
    def posts(self) -> int:
        return self.accounts * len(self.dues)

    def lay_out(self, folder: Path, url: str) -> Path:
        """The campaign's folder, its accounts on the platform at that address."""
        lay_out(folder, self._campaign(url), a_calendar(due + _BEFORE for due in self.dues))
        (folder / "message_templates" / "en" / "reminder.txt.j2").write_text(_TEMPLATE, encoding="utf-8")
        return folder

    def secrets(self) -> dict[str, str]:
        """What the environment of whoever posts holds."""
        names = map(account, range(self.accounts))
        return {f"ADVOCACYBOT_{name.upper()}_ACCESS_TOKEN": token(name) for name in names}

    def _campaign(self, url: str) -> str:
        listed = (
            f"  - {{name: {name}, platform: mastodon, handle: '@{name}', language: en, posting: automatic, "
            f"mastodon: {{server: '{url}'}}}}"
            for name in map(account, range(self.accounts))
        )
        head = ["name: A crowd", f"people: [{ANA}, {BEN}]", "draft_ahead: 2 h", "reminders: [{before: 1 h, late_by: 45 min}]"]
        return "\n".join([*head, "accounts:", *listed, ""])


def drafted(home: Path, database: str | None = None, instants: Sequence[dt.datetime] = ()) -> list[Post]:
    """Draft all posts of the campaign in that folder, in a process of its own, into that PostgreSQL, or its own SQLite; the posts
    in the order in which they are to go out.

    ``instants``: when those of each vote are due, to the millisecond: a calendar knows whole minutes.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_draft, home, database, instants).result()


def _draft(home: Path, database: str | None, instants: Sequence[dt.datetime]) -> list[Post]:
    import os

    if database:
        os.environ["DATABASE_URL"] = database
    from advocacybot import wiring
    from advocacybot.clock import ReplayClock
    from advocacybot.settings import Settings
    from advocacybot.store.opening import set_up

    settings = Settings(home=home)
    set_up(settings)
    house = wiring.house(settings, ReplayClock(DUE - _SEEN))

    from django.db import connection

    from advocacybot.pipeline import watch
    from advocacybot.pipeline.sweep import sweep

    watch.take(house)
    sweep(house)
    wanted = _queued(instants)
    if database:
        connection.cursor().execute("ANALYZE")  # as autovacuum has, by the hour when they are due
    return wanted


def _queued(instants: Sequence[dt.datetime]) -> list[Post]:
    from advocacybot.store.models import PartRow, PostRow

    for number, instant in enumerate(instants):
        PostRow.objects.filter(matter=symbol(number)).update(due=instant)
    rows = PartRow.objects.order_by("post__due", "post_id").values_list("post__account", "text")
    return [Post(account, text) for account, text in rows]


def at_one_instant(accounts: int, posts: int) -> Grounds:
    """So many posts, all due at once."""
    return Grounds(accounts, (DUE,) * (posts // accounts))


def at_instants(accounts: int, instants: Sequence[dt.datetime]) -> Grounds:
    return Grounds(accounts, tuple(instants))
