"""What is loaded before the bot serves: nothing that is for later, or for others."""

import subprocess
import sys
from pathlib import Path

FOR_LATER = (
    *("atproto", "tweepy", "mastodon", "httpx", "requests", "twitter_text"),
    *("huey", "redis", "psycopg", "apprise"),
    *("PIL", "uharfbuzz", "icalendar", "rich", "django.core.management.commands.migrate"),
)
"""Platforms' clients, queues' clients, and what draws, exports, or is for a terminal."""

_SERVES = """
import sys
from pathlib import Path

from advocacybot.settings import Settings
from advocacybot.store.opening import set_up

set_up(Settings(home=Path(sys.argv[1])), web=True)

import advocacybot.cli.running
import advocacybot.web.urls
from advocacybot import wiring
from advocacybot.clock import SystemClock

wiring.platforms(SystemClock())
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_what_serves_needs_no_client_of_a_platform_or_a_queue_and_nothing_that_draws(tmp_path: Path) -> None:
    words = [sys.executable, "-c", _SERVES, str(tmp_path), *FOR_LATER]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.split() == []
