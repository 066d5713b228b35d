"""``journal``: everything that happened, and whether it is still what was written."""

from pathlib import Path

import click
from rich.progress import Progress

from advocacybot.cli.common import hour, json_option, open_house, say, say_json, watching
from advocacybot.store import journal as kept


@click.group(invoke_without_command=True)
@click.option("--about", metavar="SUBJECT", help="One vote's symbol, or a post such as 'post 17'.")
@click.option("--last", type=click.IntRange(min=1), default=50, show_default=True, help="So many entries at most.")
@json_option
@click.pass_context
def journal(context: click.Context, about: str | None, last: int, as_json: bool) -> None:
    """Every fact in the order in which it became one."""
    if context.invoked_subcommand is not None:
        return
    open_house(context.obj)
    entries = kept.read(subject=about, last=last)
    if as_json:
        say_json(
            [
                {"seq": one.seq, "at": one.at, "kind": one.kind, "subject": one.subject, "by": one.by, "facts": one.facts}
                for one in entries
            ]
        )
        return
    for one in entries:
        why = f": {one.facts['why']}" if one.facts.get("why") else ""
        say(f"{one.seq:>6}  {hour(one.at)}  {one.subject}  {one.kind} ({one.by}){why}", markup=False)


@journal.command()
@click.pass_obj
def verify(home: Path) -> None:
    """Walk the whole chain of hashes, and print the last: noted elsewhere, it proves the journal later."""
    open_house(home)
    with Progress(console=watching(), transient=True, disable=not watching().is_terminal) as progress:
        task = progress.add_task("Walking the chain", total=kept.length())
        entries, last = kept.verify(lambda seq: progress.update(task, completed=seq))
    say(f"[green]The journal is whole[/green]: {entries} entries, the last hash is {last}.")
