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
    _somebody_keeps(home, "vote")


def reports(home: Path) -> None:
    """Keep there that a report speaks of war crimes in Syria."""
    _somebody_keeps(home, "report")


def _somebody_keeps(home: Path, what: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ADVOCACYBOT", "DJANGO"))}
    words = [sys.executable, "-m", "tests.fakes.suggesting", str(home), what]
    subprocess.run(words, check=True, cwd=Path(__file__).parents[2], env=kept)


def _keep(home: Path, what: str) -> None:
    house = wiring.house(Settings(home=home))
    from advocacybot.campaign.suggestions import Kind, Seen
    from advocacybot.pipeline import suggest
    from tests.campaign.test_suggestions import HOUR, seen

    if what == "vote":
        found = seen("blue/aleppo", Kind.VOTE_AHEAD, symbol=SYMBOL, title="Syria: Vote on a Draft Resolution", hour=HOUR)
        words = {"passage": "will vote", "sentence": "The Council will vote today.", "address": "https://blue.example/aleppo"}
    else:
        title = "Syria: hospitals in Aleppo under attack, UN experts say"
        found = seen("ohchr/aleppo", Kind.WARNING, feed="ohchr", symbol=None, situation="Syria", title=title)
        sentence = "Attacks on hospitals may amount to war crimes, the experts said."
        words = {"passage": "war crimes", "sentence": sentence, "address": "https://ohchr.example/aleppo"}
    suggest.keep(house, [Seen(found.kind, found.sighting.model_copy(update=words))])


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), sys.argv[2])
