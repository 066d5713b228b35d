"""``feed``: what a rehearsal account would have posted."""

from pathlib import Path

import click

from advocacybot.campaign.rehearsed import Rehearsed
from advocacybot.cli.common import hour, json_option, open_house, say, say_json


@click.command()
@click.argument("account")
@json_option
@click.pass_obj
def feed(home: Path, account: str, as_json: bool) -> None:
    """What the rehearsal ACCOUNT published, oldest first."""
    house = open_house(home)
    from advocacybot.store import rehearsed

    entries = rehearsed.read(house.campaign.account(account).name)
    if as_json:
        say_json([_in_json(entry) for entry in entries])
        return
    for entry in entries:
        say(f"[dim]── {hour(entry.at)}{'  in a thread' if entry.answers else ''}[/dim]")
        say(entry.text + "\n", markup=False)
    if not entries:
        say("Nothing was published there yet.")


def _in_json(entry: Rehearsed) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "text": entry.text,
        "language": entry.language,
        "answers": entry.answers,
        "thread": entry.thread,
        "key": entry.key,
        **({"pictures": list(entry.pictures)} if entry.pictures else {}),
    }
