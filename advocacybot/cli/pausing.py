"""``pause`` and ``resume``: the switch."""

from pathlib import Path

import click

from advocacybot.cli.common import by_option, hour, open_house, say
from advocacybot.errors import BadInput
from advocacybot.pipeline import pause as stage
from advocacybot.store import pauses


@click.command()
@click.argument("account", required=False)
@click.option("--by", metavar="NAME", help="Who you are, as campaign.yaml names you.")
@click.option("--why", metavar="WORDS", help="The reason, for the journal.")
@click.pass_obj
def pause(home: Path, account: str | None, by: str | None, why: str | None) -> None:
    """Stop posting on ACCOUNT, or on all, from the next part on. Without --by, show what is paused."""
    house = open_house(home)
    if by and why:
        stage.pause(house, by, why, account)
    elif by or why or account:
        raise BadInput(what="a pause has a name and a reason", mend="give both --by NAME and --why WORDS")
    for one in pauses.standing():
        where = one.account or "all accounts"
        say(f"[bold red]Paused[/bold red]: {where}, by {one.by} since {hour(one.since)}: {one.why}")
    if not pauses.standing():
        say("Nothing is paused.")


@click.command()
@click.argument("account", required=False)
@by_option
@click.pass_obj
def resume(home: Path, account: str | None, by: str) -> None:
    """Post again on ACCOUNT, or on all."""
    stage.resume(open_house(home), by, account)
    say(f"Posting goes on: {account or 'all accounts'}.")
