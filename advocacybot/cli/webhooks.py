"""``webhooks``: who else is told of what happens."""

from pathlib import Path

import click

from advocacybot.cli.common import by_option, hour, json_option, open_house, say, say_json, screen, short, table
from advocacybot.errors import Refusal
from advocacybot.pipeline import subscribe as stage
from advocacybot.pipeline.offered import EVENTS
from advocacybot.pipeline.receivers import Receivers
from advocacybot.store import webhooks as kept
from advocacybot.store.webhooks import Subscription


def _listed(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(value.replace(",", " ").split())


@click.group()
def webhooks() -> None:
    """Partner campaigns that are told of what happens, by Standard Webhooks."""


@webhooks.command()
@click.argument("url")
@click.option("--events", callback=_listed, default=",".join(EVENTS), metavar="NAMES", help="With commas; all, if left out.")
@by_option
@click.pass_obj
def add(home: Path, url: str, events: tuple[str, ...], by: str) -> None:
    """Tell URL of those events from now on. The secret that signs them is shown this once."""
    number, secret = stage.add(open_house(home), url, events, by)
    say(f"Webhook {number} is told from now on. Its receiver checks signatures by this secret:", markup=False)
    click.echo(secret)


@webhooks.command("list")
@json_option
@click.pass_obj
def list_(home: Path, as_json: bool) -> None:
    """Who is told of what, and how that goes."""
    open_house(home)
    if as_json:
        say_json([vars(one) for one in kept.every()])
        return
    shown = table("webhook", "host", "is told of", "by", "waiting", "how it goes")
    for one in kept.every():
        shown.add_row(str(one.number), one.host, " ".join(one.events), one.by, str(one.waiting), _goes(one))
    screen().print(shown)


@webhooks.command()
@click.argument("number", type=int)
@click.pass_obj
def test(home: Path, number: int) -> None:
    """Send webhook NUMBER a test, and say what came of it."""
    answer = stage.try_out(open_house(home), number, Receivers())
    if not answer.taken:
        raise Refusal(what=f"webhook {number} did not take the test: {answer.told}", mend="ask whoever keeps it")
    say(f"Webhook {number} took the test ({answer.status}).", markup=False)


@webhooks.command()
@click.argument("number", type=int)
@by_option
@click.pass_obj
def remove(home: Path, number: int, by: str) -> None:
    """Tell webhook NUMBER nothing more, and forget it."""
    stage.remove(open_house(home), number, by)
    say(f"Webhook {number} is told nothing more.", markup=False)


def _goes(one: Subscription) -> str:
    if one.ended_at:
        return f"ended {hour(one.ended_at)}: {one.why_ended}"
    return f"takes nothing since {short(one.failing_since)}" if one.failing_since else "well"
