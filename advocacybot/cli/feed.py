"""``feed``: what a rehearsal account would have posted."""

from pathlib import Path

import click

from advocacybot.cli.common import hour, json_option, open_house, say, say_json, settings
from advocacybot.council.hours import parse_hour
from advocacybot.wiring import rehearsal


@click.command()
@click.argument("account")
@json_option
@click.pass_obj
def feed(home: Path, account: str, as_json: bool) -> None:
    """What the rehearsal ACCOUNT published, oldest first."""
    house = open_house(home)
    entries = rehearsal(settings(home), house.clock).read(house.campaign.account(account).name)
    if as_json:
        say_json(entries)
        return
    for entry in entries:
        say(f"[dim]── {hour(parse_hour(entry['at']))}{'  in a thread' if entry['answers'] else ''}[/dim]")
        say(entry["text"] + "\n", markup=False)
    if not entries:
        say("Nothing was published there yet.")
