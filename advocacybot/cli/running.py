"""``run`` works until it is stopped, ``worker`` and ``web`` do a share of it; ``publish`` and ``health`` look once."""

import datetime as dt
import logging
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocacybot import logs, wiring
from advocacybot.bot import Bot, following, stopped_by_signals
from advocacybot.cli.common import dry_run_option, open_house, say, say_requests, settings
from advocacybot.errors import AdvocacyBotError, NotConfigured, Refusal
from advocacybot.pipeline import watch
from advocacybot.pipeline.house import House
from advocacybot.pipeline.presence import here, present
from advocacybot.pipeline.sweep import AT_A_TIME, asleep_for, attend, sweep, to_attend_to
from advocacybot.platforms.credentials import Credentials
from advocacybot.store import claims, posts, processes
from advocacybot.store.locks import Lock, Turn, turn
from advocacybot.store.processes import PLAN, PUBLISH, WEB
from advocacybot.tasks import AT_ONCE, Jobs, carrier
from advocacybot.web.server import serving

if TYPE_CHECKING:
    from advocacybot.pipeline.rehearse import DryRun

logger = logging.getLogger("advocacybot")

_listen = click.option(
    "--listen", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where the staff room is."
)
_at_once = click.option(
    "--posts-at-once",
    "at_once",
    type=click.IntRange(1, 64),
    default=AT_ONCE,
    show_default=True,
    help="How many posts at once on each platform's server.",
)


@click.command()
@_at_once
@_listen
@click.option("--no-web", is_flag=True, help="Without the staff room.")
@dry_run_option
@click.pass_obj
def run(home: Path, at_once: int, listen: str, no_web: bool, dry_run: bool) -> None:
    """Watch the files, draft, publish what is approved, and serve the staff room; until Ctrl-C."""
    house = _begin(home)
    if dry_run:
        _on_paper(house, at_once)
        return
    with nullcontext() if no_web else serving(house, listen):
        doing = (PLAN, PUBLISH) if no_web else (PLAN, PUBLISH, WEB)
        Bot(house, Jobs(house, carrier(settings(home)), at_once=at_once), _turn(home), doing).run()


def _on_paper(house: House, at_once: int) -> None:
    from advocacybot.carriers import in_a_file

    once = _Once(wiring.dry_run(house))
    with tempfile.TemporaryDirectory(prefix="advocacybot-dry-") as folder:
        jobs = Jobs(house, in_a_file(Path(folder) / "jobs.sqlite3"), once.see_to, at_once, get_ready=lambda *_: None)
        Bot(house, jobs, None, (PLAN, PUBLISH), on_paper=True).run()


@click.command()
@_at_once
@click.option("--no-plan", is_flag=True, help="Only publish what other processes plan.")
@click.option("--only-plan", is_flag=True, help="Publish nothing: plan, when it is this process's turn.")
@click.pass_obj
def worker(home: Path, at_once: int, no_plan: bool, only_plan: bool) -> None:
    """Publish, beside any number of others on one database; and plan, when it is this process's turn."""
    if no_plan and only_plan:
        raise click.UsageError("--no-plan and --only-plan leave nothing to do.")  # noqa: EM101 – click's own
    house = _begin(home)
    jobs = Jobs(house, carrier(settings(home)), at_once=0 if only_plan else at_once)
    doing = (PUBLISH,) if no_plan else (PLAN,) if only_plan else (PLAN, PUBLISH)
    Bot(house, jobs, None if no_plan else _turn(home), doing).run()


@click.command()
@_listen
@click.pass_obj
def web(home: Path, listen: str) -> None:
    """Serve the staff room alone, beside processes that plan and publish."""
    house, stop = _begin(home), threading.Event()
    with serving(house, listen), stopped_by_signals(stop.set), present(house, WEB):
        following(house, stop)


def _begin(home: Path) -> House:
    """The house. On a machine without a campaign's folder, where no files took effect yet, one that has some is waited for.

    Raises:
        BadInput: something in the files is wrong; or there are none, and the database is no other machine's.
    """
    logs.begin(Credentials().scrub, settings(home).logs)
    waits = False
    while True:
        try:
            return open_house(home)
        except NotConfigured as error:
            if settings(home).database_url is None:
                raise
            if not waits:
                logger.warning("%s; this process waits until another one has let a campaign's files take effect", error)
            waits = True
            time.sleep(LOOKS_AGAIN_AFTER)


LOOKS_AGAIN_AFTER = 1.0
"""Seconds between two looks whether files took effect."""


def _turn(home: Path) -> Turn:
    return turn(Lock.PLANNING, settings(home).data_folder)


@click.command()
@dry_run_option
@click.pass_obj
def publish(home: Path, dry_run: bool) -> None:
    """Do once what `run` does all the time: draft, look for what is doubtful, publish what is due."""
    house = open_house(home)
    watch.take(house)
    on_paper = _Once(wiring.dry_run(house)) if dry_run else None
    sweep(house)
    due = to_attend_to(house)
    for post_id in due:
        if on_paper:
            on_paper.attend(house, post_id)
        else:
            say(f"Post {post_id}: {attend(house, post_id)}.")
    if not due:
        say("Nothing is due.")


@click.command()
@click.option("--self", "own", is_flag=True, help="Whether a process on this machine is at work: for a container's own check.")
@click.pass_obj
def health(home: Path, own: bool) -> None:
    """Whether somebody plans and somebody publishes on this database; ends with 1 where nobody does."""
    house = open_house(home)
    alive = processes.alive(house.clock.now(), here() if own else None)
    if own:
        if not alive:
            raise Refusal(what="no process of this machine says that it is at work", mend="start it again")
        say("At work.")
        return
    asleep = asleep_for(house)
    if asleep:
        seen = f"last seen {int(asleep.total_seconds())} s ago" if asleep < dt.timedelta.max else "never seen"
        raise Refusal(what=f"the bot is not awake ({seen})", mend="start it with `advocacybot run`")
    if not any(PUBLISH in doing for doing in alive.values()):
        raise Refusal(what="nobody publishes", mend="start `advocacybot worker`")
    say("Awake.")


class _Once:
    """Prints what would be sent of each post, once for each version of it."""

    def __init__(self, dry: "DryRun") -> None:
        self._dry = dry
        self._printed: set[tuple[int, int]] = set()
        self._printing = threading.Lock()

    def see_to(self, house: House, account: str, stop: Callable[[], bool]) -> None:
        now = house.clock.now()
        for post_id in (*claims.unsettled(now, AT_A_TIME, account), *claims.due(now, AT_A_TIME, account)):
            if not stop():
                self.attend(house, post_id)

    def attend(self, _: House, post_id: int) -> None:
        version = posts.get(post_id).post.version
        with self._printing:
            if (post_id, version) in self._printed:
                return
            self._printed.add((post_id, version))
            try:
                say_requests(f"Post {post_id} would be sent by", self._dry.attending(post_id))
            except AdvocacyBotError as error:
                say(f"Post {post_id} would not be sent: {error}", markup=False)
