"""Starts commands fast: a process that has the libraries loaded already, and forks for each.

Python takes most of a second to load what a command stands on, and the journeys run hundreds. Of ours, only what knows no Django,
no environment and no terminal is loaded beforehand; the rest a command loads as it always does. How it starts from nothing is
seen wherever a journey runs the bot, and in ``test_package``.
"""

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LIBRARIES = (
    "advocacybot.campaign.suggestions",
    "advocacybot.pipeline.offered",
    "advocacybot.site.site",
    "advocacybot.sources.configuration",
    "advocacybot.wording.samples",
    "PIL.Image",
    "atproto",
    "click",
    "cryptography.fernet",
    "django.contrib.auth.password_validation",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.views.generic",
    "httpx",
    "mastodon",
    "pydantic_settings",
    "requests_oauthlib",
    "rich.console",
    "rich.status",
    "rich.table",
    "tweepy",
    "twitter_text",
    "waitress",
)
_SECONDS = 60
"""A command that takes longer is killed."""

_process: "subprocess.Popen[str] | None" = None


@contextmanager
def warm() -> Iterator[None]:
    """Commands start fast until the block ends."""
    global _process
    words = [sys.executable, "-m", "tests.journeys.warm"]
    with subprocess.Popen(
        words, cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as _process:
        yield
    _process = None


def run(words: list[str], environment: dict[str, str], given: Path, out: Path, err: Path) -> int:
    """Run ``advocacybot`` with those words to its end, reading and writing those files; its exit code."""
    assert _process, "commands start fast only where the fixture keeps them warm"
    assert _process.stdin
    assert _process.stdout
    files = {"given": str(given), "out": str(out), "err": str(err)}
    asked = {"words": words, "environment": environment, "folder": str(Path.cwd()), **files}
    print(json.dumps(asked), file=_process.stdin, flush=True)
    return int(_process.stdout.readline())


def _serve() -> None:
    """Fork for each line that is asked; a child runs the command, and ends as any other process does."""
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()  # else each child's garbage collection would copy what it shares with this process
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            return _become(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return None


def _become(words: list[str], environment: dict[str, str], folder: str, given: str, out: str, err: str) -> None:
    signal.alarm(_SECONDS)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    for number, path, mode in ((0, given, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(path, mode | os.O_CREAT), number)
    sys.argv = ["advocacybot", *words]
    from advocacybot.__main__ import main

    main()


if __name__ == "__main__":
    _serve()
