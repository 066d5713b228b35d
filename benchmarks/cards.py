"""Cards drawn on one core: ours, beside a headless browser's screenshot of the same card, and matplotlib's of a like one."""

import io
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from advocacybot.pictures.drawing import Drawing, draw
from advocacybot.pictures.shapes import SIZES, Shape
from advocacybot.sources.configuration import Folder
from advocacybot.wiring import shipped
from advocacybot.wording.card_facts import vote_card
from advocacybot.wording.cards import VoteCard
from advocacybot.wording.phrases import LANGUAGES
from benchmarks.figures import Figure, memory_peak, seconds

if TYPE_CHECKING:
    from playwright.sync_api import Page

_CHROMIUM = "/usr/bin/chromium"
_AS_MANY = 24
"""How many a browser and matplotlib draw."""


def measure() -> list[Figure]:
    """Every shipped vote, in the six languages in turn; what follows draws the first of them."""
    cards = _cards()
    cold = _timed(lambda: draw(cards[0], Shape.X).png())
    drawings = [draw(card, Shape.X) for card in cards[:_AS_MANY]]
    layouts = [_timed(lambda card=card: draw(card, Shape.X)) for card in cards]  # type: ignore[misc]
    svgs = [_timed(lambda card=card: draw(card, Shape.X).svg()) for card in cards]  # type: ignore[misc]
    pngs = [_timed(lambda card=card: draw(card, Shape.X).png()) for card in cards]  # type: ignore[misc]
    ours, size = median(pngs), median(len(drawing.png()) for drawing in drawings)
    kept, started = _in_a_kept_browser(drawings), _in_a_browser_each(drawings[:5])
    drawn = _by_matplotlib(cards[:_AS_MANY])
    return [
        Figure(f"{len(cards)} vote cards as PNG", _a_second(ours), f"{seconds(ours)} each, the slowest {seconds(max(pngs))}"),
        Figure("  as SVG", _a_second(median(svgs)), f"{seconds(median(svgs))} each; laid out alone {seconds(median(layouts))}"),
        Figure("  the first, fonts read", seconds(cold), f"{size / 1024:.0f} kB a PNG; {memory_peak()}"),
        Figure("  Chromium kept open, its screenshot", _a_second(kept), f"{kept / ours:.1f} times as long as ours"),
        Figure("  Chromium started for each", _a_second(started), f"{started / ours:.0f} times as long"),
        Figure("  matplotlib, a like card", _a_second(drawn), f"{drawn / ours:.1f} times as long"),
    ]


def _cards() -> list[VoteCard]:
    files = Folder(shipped()).load()
    there = files.reference
    votes = (vote.judged(there.council, there.supporters, 2) for vote in files.record.votes)
    return [
        vote_card(vote, there, "#ACTcodeofconduct", language) for vote, language in zip(votes, cycle(LANGUAGES), strict=False)
    ]


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _a_second(each: float) -> str:
    return f"{1 / each:.3g} /s"


# ── a browser ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_a_kept_browser(drawings: list[Drawing]) -> float:
    """The median of loading a card's SVG and taking its picture, in a browser that is open."""
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder, _browser() as page:
        files = list(_written(drawings, Path(folder)))
        _shot(page, files[0])
        return median(_timed(lambda file=file: _shot(page, file)) for file in files)  # type: ignore[misc]


def _in_a_browser_each(drawings: list[Drawing]) -> float:
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder:
        return median(_timed(lambda file=file: _shot_once(file)) for file in _written(drawings, Path(folder)))  # type: ignore[misc]


@contextmanager
def _browser() -> Iterator["Page"]:
    from playwright.sync_api import sync_playwright

    width, height = SIZES[Shape.X]
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": width, "height": height})
        browser.close()


def _written(drawings: list[Drawing], folder: Path) -> Iterator[Path]:
    for place, drawing in enumerate(drawings):
        file = folder / f"{place}.svg"
        file.write_bytes(drawing.svg())
        yield file


def _shot(page: "Page", file: Path) -> None:
    page.goto(file.as_uri())
    page.screenshot()


def _shot_once(file: Path) -> None:
    with _browser() as page:
        _shot(page, file)


# ── matplotlib ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_matplotlib(cards: list[VoteCard]) -> float:
    """The median of a card with the same words and numbers, in its own typeface: without Arabic or Chinese, which it lacks."""
    import matplotlib as mpl

    mpl.use("Agg")
    readable = [card for card in cards if card.language not in ("ar", "zh")]
    _plotted(readable[0])
    return median(_timed(lambda card=card: _plotted(card)) for card in readable)  # type: ignore[misc]


def _plotted(card: VoteCard) -> bytes:
    from matplotlib import pyplot as plt

    width, height = SIZES[Shape.X]
    figure, axes = plt.subplots(figsize=(width / 100, height / 100), dpi=100)
    axes.axis("off")
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.text(52, 70, card.situation.words, weight="bold", size=20)
    axes.text(1148, 70, f"{card.day} {card.symbol}", size=20, ha="right")
    axes.text(52, 150, card.verdict, weight="bold", size=46)
    axes.text(52, 200, card.subject.words, size=22)
    for place, column in enumerate(card.columns):
        x = 52 + place * 365
        axes.scatter([x + 20 * one for one in range(len(column.members))], [250] * len(column.members), marker="s")
        axes.text(x, 300, f"{len(column.members)} {column.label}", size=26)
        for row, member in enumerate(column.members):
            axes.text(x + row // 8 * 180, 340 + row % 8 * 26, member.name, size=16)
    for row, entry in enumerate(islice(card.legend, 3)):
        axes.text(52, 560 + row * 24, entry.words, size=15)
    axes.text(52, 650, card.source, size=16)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    plt.close(figure)
    return file.getvalue()
