"""``demo``: a campaign in half a minute. Real votes of 2016, replayed on an accelerated clock through the real house."""

import tempfile
from pathlib import Path

import click

from advocacybot.cli.demo.files import lay_out
from advocacybot.errors import BadInput
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up


@click.command()
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="The folder to play it in (else a fresh one).")
def demo(into: Path | None) -> None:
    """Replay October to December 2016 from the record: reminders, a postponement, three votes, the scorecard."""
    folder = into or Path(tempfile.mkdtemp(prefix="advocacybot-demo-"))
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(what=f"{folder} is not empty", mend="name a folder that is not there yet")
    lay_out(folder)
    set_up(Settings(home=folder))
    from advocacybot.cli.demo.story import replay

    replay(folder)
