"""``run`` works until it is stopped, ``health`` says whether it does."""

import datetime as dt
import logging
from pathlib import Path

import click

from advocacybot.bot import Bot
from advocacybot.cli.common import open_house, say, settings
from advocacybot.errors import Refusal
from advocacybot.store import marks

ASLEEP_AFTER = dt.timedelta(seconds=30)


@click.command()
@click.option("--workers", type=click.IntRange(1, 32), default=4, show_default=True, help="How many posts at once.")
@click.pass_obj
def run(home: Path, workers: int) -> None:
    """Watch the files, draft, publish what is approved; until Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for talkative in ("huey", "watchfiles"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    house = open_house(home)
    Bot(house, settings(home).jobs, workers).run()


@click.command()
@click.pass_obj
def health(home: Path) -> None:
    """Whether the bot is awake; ends with 1 where it is not."""
    house = open_house(home)
    awake = marks.get(marks.AWAKE)
    since = house.clock.now() - dt.datetime.fromisoformat(awake) if awake else None
    if since is None or since > ASLEEP_AFTER:
        seen = f"last seen {int(since.total_seconds())} s ago" if since else "never seen"
        raise Refusal(what=f"the bot is not awake ({seen})", mend="start it with `advocacybot run`")
    say("Awake.")
