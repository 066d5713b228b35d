"""Publishing on the rehearsal platform, every claim and receipt on the disk, beside a loop that only appends the same parts."""

import datetime as dt
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from advocacybot import wiring
from advocacybot.clock import ReplayClock
from advocacybot.pipeline.house import House
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up
from benchmarks.campaigns import ACCOUNT, NOON, a_calendar, a_campaign, lay_out, spread
from benchmarks.figures import Figure, seconds

_BLOCK = 40
_FIRST = NOON + dt.timedelta(hours=47)


def measure(posts: int) -> list[Figure]:
    """Of so many posts, in blocks: each is published, then appended by the bare loop, so that both see the same disk."""
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder:
        home, due = Path(folder), spread(posts, _FIRST, dt.timedelta(minutes=30))
        lay_out(home, a_campaign("{before: 48 h, late_by: 24 h}"), a_calendar(due))
        settings = Settings(home=home)
        set_up(settings)
        house = wiring.house(settings, ReplayClock(NOON))
        return _figures(list(_blocks(house, home / "floor.jsonl")))


def _blocks(house: House, floor: Path) -> Iterator[tuple[int, int, float, float]]:
    """Posts, parts, seconds to publish them, seconds to append them."""
    from advocacybot.pipeline import watch
    from advocacybot.pipeline.sweep import sweep, to_attend_to
    from advocacybot.store import rehearsed

    watch.take(house)
    sweep(house)
    due, seen = to_attend_to(house), 0
    for first in range(0, len(due), _BLOCK):
        block = due[first : first + _BLOCK]
        published = _publish(house, block)
        lines = [f"{json.dumps(asdict(one), default=str)}\n".encode() for one in rehearsed.read(ACCOUNT)[seen:]]
        seen += len(lines)
        yield len(block), len(lines), published, _append(floor, lines)


def _publish(house: House, block: Sequence[int]) -> float:
    from advocacybot.pipeline.publish import publish

    began = time.perf_counter()
    for post in block:
        publish(house, post)
    return time.perf_counter() - began


def _append(floor: Path, lines: Sequence[bytes]) -> float:
    began = time.perf_counter()
    file = os.open(floor, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for line in lines:
        os.write(file, line)
        os.fsync(file)
    os.close(file)
    return time.perf_counter() - began


def _figures(blocks: Sequence[tuple[int, int, float, float]]) -> list[Figure]:
    posts, parts = sum(block[0] for block in blocks), sum(block[1] for block in blocks)
    took, floor = sum(block[2] for block in blocks), sum(block[3] for block in blocks)
    ratio = median(block[2] / block[3] for block in blocks)
    return [
        Figure(f"publish {posts:,} posts, one worker", f"{posts / took:,.0f} posts/s", f"{parts / took:,.0f} parts/s"),
        Figure("  floor: only append them", f"{parts / floor:,.0f} parts/s", f"{seconds(floor / parts)} a part"),
        Figure("  times the floor, side by side", f"{ratio:.1f} ×", f"median of {len(blocks)} blocks of posts"),
    ]
