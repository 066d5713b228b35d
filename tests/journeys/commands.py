"""The command as its user runs it: another process, its output and its exit code."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys import warm


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


def advocacybot(*words: str, home: Path | None = None, given: str = "", **more: str) -> Said:
    """Run ``advocacybot`` to its end. ``given``: what is typed into it."""
    with tempfile.TemporaryDirectory() as folder:
        typed, out, err = Path(folder) / "given", Path(folder) / "out", Path(folder) / "err"
        typed.write_text(given, encoding="utf-8")
        code = warm.run(arguments(words, home), environment(more), typed, out, err)
        return Said(out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"), code)


@contextmanager
def running(home: Path) -> Iterator["subprocess.Popen[str]"]:
    """``advocacybot run`` in that folder, until the block ends."""
    bot = subprocess.Popen(
        command(("run", "--no-web"), home), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment({})
    )
    try:
        assert bot.stderr is not None
        assert any("at work" in line for line in bot.stderr)
        yield bot
    finally:
        bot.kill()
        bot.communicate()


def command(words: tuple[str, ...], home: Path | None) -> list[str]:
    return [sys.executable, "-m", "advocacybot", *arguments(words, home)]


def arguments(words: tuple[str, ...], home: Path | None) -> list[str]:
    return [*(["--home", str(home)] if home else []), *words]


def environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ADVOCACYBOT", "DJANGO"))}
    return kept | {"NO_COLOR": "1", "TZ": "UTC", "ADVOCACYBOT_FEEDS": "off"} | more
