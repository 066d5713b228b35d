"""A calendar of thousands of votes: read, compared, drafted for; then one vote in it moved, in a bot that is at work."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from advocacybot import wiring
from advocacybot.clock import ReplayClock
from advocacybot.pipeline.house import House
from advocacybot.settings import Settings
from advocacybot.sources.configuration import CALENDAR_FILE, Folder
from advocacybot.store.opening import set_up
from benchmarks.campaigns import NOON, a_calendar, a_campaign, lay_out, spread
from benchmarks.figures import Figure, Stopwatch, memory_peak, seconds

NEAR = dt.timedelta(days=3, hours=20)
"""Every vote is so near that all its reminders are drafted at once."""
TEN_YEARS = dt.timedelta(days=3650)

_REMINDERS = ("{before: 72 h, late_by: 24 h}", "{before: 24 h, late_by: 12 h}", "{before: 2 h, late_by: 90 min}")
_FIRST = NOON + dt.timedelta(hours=73)
"""No reminder is due before it is drafted."""

_EDITS = 3


def measure(votes: int, over: dt.timedelta, title: str) -> list[Figure]:
    """Of so many votes, spread over that time."""
    hours = list(spread(votes, _FIRST, over))
    with _campaign(hours) as home:
        house, took = _first(home)
        posts = _posts()
        edits = [_edit(house, hours, votes * number // (_EDITS + 1)) for number in range(1, _EDITS + 1)]
    drafted = f"{seconds(took['draft'] / max(votes, posts))} a {'post' if posts > votes else 'vote'}"
    return [
        Figure(f"{votes:,} votes, {title}", "", f"one account, {len(_REMINDERS)} reminders"),
        *_figures(took, Figure(f"  draft {posts:,} posts", seconds(took["draft"]), drafted), median(edits)),
    ]


def measure_wording(votes: int) -> list[Figure]:
    """All posts of so many votes drawn anew, because a template changed; and how long nothing else is looked at meanwhile."""
    with _campaign(list(spread(votes, _FIRST, NEAR))) as home:
        house, _ = _first(home)
        posts = _posts()
        looks = _other_words(house, home / "message_templates" / "en" / "reminder.txt.j2")
    whole = sum(looks)
    return [
        Figure(f"{votes:,} votes, all reworded", seconds(whole), f"{seconds(whole / posts)} a post"),
        Figure("  the longest look", seconds(max(looks)), "what is due waits so long"),
    ]


@contextmanager
def _campaign(hours: list[dt.datetime]) -> Iterator[Path]:
    """The folder of a campaign with those votes. Once in a process."""
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder:
        home = lay_out(Path(folder), a_campaign(*_REMINDERS, posting="approval"), a_calendar(iter(hours)))
        set_up(Settings(home=home))
        yield home


def _other_words(house: House, template: Path) -> list[float]:
    """Edit a template, and look until nothing is left to be drawn anew; the seconds of reading it, and of each look."""
    from advocacybot.pipeline import watch
    from advocacybot.pipeline.sweep import glance
    from advocacybot.store import matters

    template.write_text(template.read_text(encoding="utf-8") + "\nWe are watching.", encoding="utf-8")
    looks = [_seconds(lambda: watch.reread(house))]
    while matters.to_plan(NOON, 1):
        looks.append(_seconds(lambda: glance(house)))
    return looks


def _first(home: Path) -> tuple[House, Mapping[str, float]]:
    """Everything up to where nothing is left to be drafted; how many seconds went into what."""
    from advocacybot.pipeline import draft, watch
    from advocacybot.pipeline.sweep import sweep

    stopwatch = Stopwatch()
    stopwatch.around(Folder, "load", "read")
    stopwatch.around(draft, "plan", "draft")
    house = wiring.house(Settings(home=home), ReplayClock(NOON))
    with stopwatch.on("take"):
        watch.take(house)
    drafted = stopwatch.seconds["draft"]
    with stopwatch.on("look"):
        sweep(house)
    return house, stopwatch.seconds | {"draft": drafted}


def _edit(house: House, hours: list[dt.datetime], number: int) -> float:
    """Move one vote by an hour; the seconds until that has taken effect."""
    from advocacybot.pipeline import watch
    from advocacybot.pipeline.sweep import sweep

    hours[number] += dt.timedelta(hours=1)
    (house.folder.config / CALENDAR_FILE).write_text(a_calendar(iter(hours)), encoding="utf-8")
    return _seconds(lambda: (watch.reread(house), sweep(house)))


def _seconds(work: Callable[[], object]) -> float:
    stopwatch = Stopwatch()
    with stopwatch.on("work"):
        work()
    return stopwatch.seconds["work"]


def _posts() -> int:
    from advocacybot.store.models import PostRow

    return PostRow.objects.count()


def _figures(took: Mapping[str, float], drafted: Figure, edit: float) -> list[Figure]:
    whole = took["read"] + took["take"] + took["look"]
    return [
        Figure("  read", seconds(took["read"])),
        Figure("  compare and keep", seconds(took["take"] - took["draft"])),
        drafted,
        Figure("  the first look after", seconds(took["look"]), "it should have nothing to do"),
        Figure("  all of it", seconds(whole), f"memory peak {memory_peak()}"),
        Figure("  then one vote moved", seconds(edit), f"{edit / whole:.1%} of all; median of {_EDITS}"),
    ]
