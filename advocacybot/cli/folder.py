"""``init`` lays a campaign's folder out, ``check`` says whether it will do."""

import shutil
import time
from pathlib import Path

import click

from advocacybot.cli.common import json_option, open_house, say, say_json
from advocacybot.errors import BadInput, Problems
from advocacybot.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Lay out FOLDER for a campaign: config/ with the Council's facts, and message_templates/."""
    from advocacybot.sources.schemas import write_schemas
    from advocacybot.wiring import shipped

    taken = [name for name in ("config", "message_templates") if (folder / name).exists()]
    if taken:
        raise BadInput(what=f"{folder}/{taken[0]} is there already", mend="name another folder: nothing is written over")
    for name in ("config", "message_templates"):
        shutil.copytree(shipped() / name, folder / name)
    write_schemas(folder / "config" / "schemas")
    say(f"Laid out [bold]{folder}[/bold].\n")
    say("Next:\n  1. name your people and accounts in config/campaign.yaml (every account is a rehearsal for now)")
    say("  2. put the votes ahead into config/calendar.yaml")
    say(f"  3. advocacybot --home {folder} check\n  4. advocacybot --home {folder} run", markup=False)


@click.command()
@json_option
@click.option("--take", is_flag=True, help="Then let them take effect, over those of any other machine.")
@click.pass_obj
def check(home: Path, as_json: bool, take: bool) -> None:
    """Check every file, and try every template on the worst of facts for each account."""
    from advocacybot.sources.configuration import Folder
    from advocacybot.wording.lengths import USUAL
    from advocacybot.wording.samples import try_templates

    started = time.perf_counter()
    found: list[str] = []
    told: dict[str, object] = {}
    try:
        now = Folder(home).load()
        limits = {account.name: USUAL[account.platform] for account in now.campaign.accounts}
        told = {
            "votes ahead": len(now.calendar.votes),
            "recorded votes": len(now.record.votes),
            "terms on the Council": len(now.reference.council.terms),
            "accounts": len(now.campaign.accounts),
            "texts tried": try_templates(now.templates, now.campaign, now.reference, limits),
        }
    except Problems as error:
        found = [str(problem) for problem in error.problems]
        if not as_json:
            raise
    taken = _take(home) if take and not found else []
    warnings = _not_understood(Settings(home=home).notices())
    if as_json:
        say_json({"problems": found, "warnings": warnings, **told})
        raise SystemExit(2 if found else 0)
    for line in taken:
        say(line, markup=False)
    for warning in warnings:
        say(f"[yellow]{warning}[/yellow]")
    counted = ", ".join(f"{count} {what}" for what, count in told.items())
    say(f"[green]All is well.[/green] {counted}; {time.perf_counter() - started:.1f} s.")


def _take(home: Path) -> list[str]:
    """Let the folder's files hold from now on, on every machine; a line about each vote to which something happens by that."""
    house = open_house(home)
    from advocacybot.pipeline import watch

    return [f"{watch.symbol(event)}: {watch.kind(event)}." for event in watch.take_own(house)]


def _not_understood(addresses: tuple[str, ...]) -> list[str]:
    """A line about each address in ADVOCACYBOT_NOTICES that tells nobody anything."""
    if not addresses:
        return []
    from advocacybot.pipeline.channels import channels

    lines = (number for number, one in enumerate(channels(addresses), start=1) if not one.understood)
    return [f"ADVOCACYBOT_NOTICES, address {number} is none that Apprise understands; nobody is told there." for number in lines]
