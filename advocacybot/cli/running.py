"""``run`` works until it is stopped, ``publish`` for one look, ``health`` says whether the bot is awake."""

import datetime as dt
import logging
import tempfile
import threading
from contextlib import nullcontext
from pathlib import Path

import click

from advocacybot import wiring
from advocacybot.bot import Bot
from advocacybot.cli.common import dry_run_option, open_house, say, say_requests, settings
from advocacybot.errors import AdvocacyBotError, Refusal
from advocacybot.pipeline import watch
from advocacybot.pipeline.house import House
from advocacybot.pipeline.rehearse import DryRun
from advocacybot.pipeline.sweep import asleep_for, attend, sweep
from advocacybot.platforms.credentials import Credentials, ScrubbedFormatter
from advocacybot.store import posts
from advocacybot.web.server import serving

_TALKATIVE = ("huey", "watchfiles", "httpx", "httpcore", "urllib3", "requests_oauthlib", "oauthlib", "tweepy", "PIL")


@click.command()
@click.option("--workers", type=click.IntRange(1, 32), default=4, show_default=True, help="How many posts at once.")
@click.option("--listen", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where the staff room is.")
@click.option("--no-web", is_flag=True, help="Without the staff room.")
@dry_run_option
@click.pass_obj
def run(home: Path, workers: int, listen: str, no_web: bool, dry_run: bool) -> None:
    """Watch the files, draft, publish what is approved, and serve the staff room; until Ctrl-C."""
    _log()
    house = open_house(home)
    with nullcontext() if no_web or dry_run else serving(house, listen):
        _work(home, house, workers, dry_run)


def _work(home: Path, house: House, workers: int, dry_run: bool) -> None:
    if not dry_run:
        Bot(house, settings(home).jobs, workers).run()
        return
    with tempfile.TemporaryDirectory(prefix="advocacybot-dry-") as folder:
        once = _Once(wiring.dry_run(settings(home), house))
        Bot(house, Path(folder) / "jobs.sqlite3", workers, once.attend, on_paper=True).run()


@click.command()
@dry_run_option
@click.pass_obj
def publish(home: Path, dry_run: bool) -> None:
    """Do once what `run` does all the time: draft, look for what is doubtful, publish what is due."""
    house = open_house(home)
    watch.take(house)
    on_paper = _Once(wiring.dry_run(settings(home), house)) if dry_run else None
    due = sweep(house)
    for post_id in due:
        if on_paper:
            on_paper.attend(house, post_id)
        else:
            say(f"Post {post_id}: {attend(house, post_id)}.")
    if not due:
        say("Nothing is due.")


@click.command()
@click.pass_obj
def health(home: Path) -> None:
    """Whether the bot is awake; ends with 1 where it is not."""
    asleep = asleep_for(open_house(home))
    if asleep:
        seen = f"last seen {int(asleep.total_seconds())} s ago" if asleep < dt.timedelta.max else "never seen"
        raise Refusal(what=f"the bot is not awake ({seen})", mend="start it with `advocacybot run`")
    say("Awake.")


class _Once:
    """Prints what would be sent of each post, once for each version of it."""

    def __init__(self, dry: DryRun) -> None:
        self._dry = dry
        self._printed: set[tuple[int, int]] = set()
        self._printing = threading.Lock()

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


def _log() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(ScrubbedFormatter(Credentials(), "%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for talkative in _TALKATIVE:
        logging.getLogger(talkative).setLevel(logging.WARNING)
