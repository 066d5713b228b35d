"""``notices``: whether the staff can be told."""

from pathlib import Path

import click

from advocacybot.cli.common import say, settings
from advocacybot.errors import BadInput, Refusal


@click.group()
def notices() -> None:
    """Where the staff is told what it should know: the addresses in ADVOCACYBOT_NOTICES."""


@notices.command()
@click.pass_obj
def test(home: Path) -> None:
    """Send a test notice, and say of each address whether it worked."""
    from advocacybot.pipeline.channels import channels, tell

    known = settings(home)
    if not known.notices():
        mend = "write Apprise's addresses into it, one a line, or into the file that ADVOCACYBOT_NOTICES_FILE names"
        raise BadInput(what="ADVOCACYBOT_NOTICES names nobody to tell", mend=mend)
    worked = tell(channels(known.notices(), known.web_url), "A test of advocacybot", f"Notices arrive here.\n\n{known.web_url}/")
    for name, well in worked.items():
        say(f"Address {name}: {'told' if well else 'not told'}.", markup=False)
    if not all(worked.values()):
        raise Refusal(what="not every address could be told", mend="see Apprise's documentation on how each is written")
