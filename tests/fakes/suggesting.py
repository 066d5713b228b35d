"""A suggestion in a campaign's folder, kept as whoever looks at feeds keeps it: by another process, whatever else is at work."""

import os
import subprocess
import sys
from pathlib import Path

from advocacybot import wiring
from advocacybot.settings import Settings

SYMBOL = "S/2016/849"


def suggests(home: Path) -> None:
    """Keep there that a feed announced the vote on that draft."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ADVOCACYBOT", "DJANGO"))}
    words = [sys.executable, "-m", "tests.fakes.suggesting", str(home)]
    subprocess.run(words, check=True, cwd=Path(__file__).parents[2], env=kept)


def _keep(home: Path) -> None:
    house = wiring.house(Settings(home=home))
    from advocacybot.campaign.suggestions import Kind, Seen
    from advocacybot.pipeline import suggest
    from tests.campaign.test_suggestions import HOUR, seen

    found = seen("blue/aleppo", Kind.VOTE_AHEAD, symbol=SYMBOL, title="Syria: Vote on a Draft Resolution", hour=HOUR)
    words = {"passage": "will vote", "sentence": "The Council will vote today.", "address": "https://blue.example/aleppo"}
    suggest.keep(house, [Seen(found.kind, found.sighting.model_copy(update=words))])


if __name__ == "__main__":
    _keep(Path(sys.argv[1]))
