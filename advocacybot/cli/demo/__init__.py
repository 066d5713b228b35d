"""``demo``: a campaign in half a minute. Real votes of 2016, replayed on an accelerated clock through the real house."""

import tempfile
from pathlib import Path

import click

from advocacybot.cli.demo.files import lay_out
from advocacybot.errors import BadInput
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up


@click.command()
@click.option("--web", is_flag=True, help="Then open the staff room on what it left behind, and on a vote that is still ahead.")
@click.option("--listen", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where the staff room is.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="The folder to play it in (else a fresh one).")
def demo(into: Path | None, web: bool, listen: str) -> None:
    """Replay October to December 2016 from the record: reminders, a postponement, three votes, the scorecard."""
    folder = into or Path(tempfile.mkdtemp(prefix="advocacybot-demo-"))
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(what=f"{folder} is not empty", mend="name a folder that is not there yet")
    lay_out(folder)
    set_up(Settings(home=folder), web=web)
    from advocacybot.cli.demo.story import replay

    house = replay(folder, ahead=web)
    if web:
        from advocacybot.cli.demo.room import show

        show(house, listen)
