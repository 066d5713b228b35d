"""The staff room as the campaign's staff meet it: the real command, in a process of its own, at the real hour."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from advocacybot.campaign.roles import Role
from tests.houses import ANA, BEN, CY, a_calendar, a_folder, a_vote_entry
from tests.journeys.commands import advocacybot, command, environment
from tests.pipeline.steps import a_campaign, an_account

PASSWORD = "correct horse battery staple"  # noqa: S105 – of nobody

VIC = "Vic Viewer"

STAFF: dict[str, tuple[str, Role]] = {
    "ana": (ANA, Role.APPROVER),
    "ben": (BEN, Role.APPROVER),
    "cy": (CY, Role.ADMINISTRATOR),
    "vic": (VIC, Role.VIEWER),
}
"""Whoever signs in: their name in the campaign, and their role."""

CAMPAIGN = a_campaign(
    an_account("asks-two", handle="'@two'", approvals_needed="2"),
    an_account("asks-one", handle="'@one'", platform="mastodon", language="fr"),
    an_account("automatic", handle="'@auto.example'", platform="bluesky", language="es", posting="automatic"),
    people=f"[{ANA}, {BEN}, {CY}, {VIC}]",
    reminders="{before: 24 h, late_by: 24 h}",
    warnings="{late_by: 7 d}",
)

TODAY, LATER, ALEPPO = "S/2026/101", "S/2026/102", "S/2016/846"
"""A vote in three hours, whose reminders are due; one in five days, whose reminders wait; and one of 2016, which is over."""


def in_hours(hours: float) -> str:
    """So many hours from now, as calendar.yaml writes an hour."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M UTC")


SUBJECT = "{en: protecting civilians, fr: protection des civils, es: protección de los civiles}"


def the_votes() -> tuple[str, ...]:
    """The entries of the calendar that every journey begins with."""
    return (
        a_vote_entry(ALEPPO),
        a_vote_entry(TODAY, in_hours(3), subject=SUBJECT),
        a_vote_entry(LATER, in_hours(120), subject=SUBJECT),
    )


@dataclass(frozen=True)
class Room:
    """A staff room that is open, and the folder of its campaign."""

    url: str
    home: Path
    said: list[str]
    """What the process wrote to its log so far, line by line."""

    def feed(self, account: str) -> str:
        """What stands in a rehearsal account's feed, as the command shows it."""
        shown = advocacybot("feed", account, home=self.home)
        assert shown.code == 0, shown.err
        return shown.out

    def puts_into_the_file(self, symbol: str, hours: float) -> None:
        """One more vote in calendar.yaml, so many hours from now. It takes effect with the bot's next look."""
        calendar = self.home / "config" / "calendar.yaml"
        entry = indent(a_vote_entry(symbol, in_hours(hours), subject=SUBJECT), "  ")
        calendar.write_text(calendar.read_text(encoding="utf-8") + entry, encoding="utf-8")


def lay_out(home: Path) -> Path:
    """A campaign without votes, with its staff, by the commands that an administrator types."""
    a_folder(home, campaign=CAMPAIGN)
    for name, (person, role) in STAFF.items():
        words = ("user", "add", name, "--person", person, "--role", role.value, "--password-stdin")
        added = advocacybot(*words, home=home, given=PASSWORD)
        assert added.code == 0, added.err
    return home


@contextmanager
def open_room(laid_out: Path, home: Path) -> Iterator[Room]:
    """A copy of that campaign with its votes, and ``advocacybot run`` on it, until the block ends."""
    shutil.copytree(laid_out, home)
    (home / "config" / "calendar.yaml").write_text(a_calendar(*the_votes()), encoding="utf-8")
    listen = f"127.0.0.1:{_a_free_port()}"
    bot = subprocess.Popen(
        command(("run", "--listen", listen), home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment({"PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "")}),
    )
    room = Room(f"http://{listen}", home, [])
    at_work = threading.Event()
    listener = threading.Thread(target=_listen, args=(bot, room, at_work))
    listener.start()
    try:
        assert at_work.wait(60), "\n".join(room.said)
        assert bot.poll() is None, "\n".join(room.said)
        yield room
    finally:
        bot.terminate()
        bot.wait(timeout=30)
        listener.join()
        assert bot.stderr
        bot.stderr.close()


def _listen(bot: "subprocess.Popen[str]", room: Room, at_work: threading.Event) -> None:
    """Keep what the process says; it is at work once it says so, and nobody waits for one that has ended."""
    assert bot.stderr
    for line in bot.stderr:
        room.said.append(line.rstrip())
        if "at work" in line:
            at_work.set()
    at_work.set()


def _a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
