"""Campaigns at work, for tests: the shipped facts, a small campaign, and a clock that stands still until it is set."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.posts import OPEN, Post, PostState
from advocacybot.clock import ReplayClock
from advocacybot.pipeline import review, watch
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import Platform
from advocacybot.platforms.registry import Platforms
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.sources.configuration import Folder
from advocacybot.store import posts, rehearsed
from advocacybot.wiring import shipped

MONDAY_NOON = dt.datetime(2016, 10, 4, 16, 0, tzinfo=dt.UTC)
"""Four days before the vote on S/2016/846, at noon in New York."""

ANA, BEN, CY = "Ana Approver", "Ben Bystander", "Cy Checker"

CAMPAIGN = f"""
name: A campaign
people: [{ANA}, {BEN}, {CY}]
accounts:
  - {{name: asks-two, platform: x, rehearsal: true, handle: "@two", language: en, posting: approval, approvals_needed: 2}}
  - {{name: asks-one, platform: mastodon, rehearsal: true, handle: "@one", language: fr, posting: approval}}
  - {{name: automatic, platform: bluesky, rehearsal: true, handle: "@auto", language: es, posting: automatic}}
reminders:
  - {{before: 72 h, late_by: 24 h}}
  - {{before: 24 h, late_by: 12 h}}
  - {{before: 2 h, late_by: 90 min}}
"""

ASSESSED = f"""assessment:
  assessors: [{{name: {ANA}, on: 2016-10-03}}, {{name: {BEN}, on: 2016-10-03}}]
  reasons: [It demands an end to the bombardment of civilians.]
  sources: [{{title: Briefing of the Under-Secretary-General, date: 2016-09-29}}]
"""


def a_vote_entry(symbol: str = "S/2016/846", hour: str = "2016-10-08 15:00 America/New_York", **fields: str) -> str:
    """An entry of calendar.yaml. Fields are YAML; ``assessed=""`` leaves the assessment out."""
    assessed = fields.pop("assessed", ASSESSED)
    rest = {"subject": "Aleppo", "situation": "{en: Syria, fr: Syrie, es: Siria}"} | fields
    lines = [f"symbol: {symbol}", f"hour: {hour}", *(f"{name}: {value}" for name, value in rest.items())]
    return "- " + indent("\n".join(lines) + "\n" + assessed, "  ").strip() + "\n"


def a_calendar(*entries: str) -> str:
    """The text of a calendar.yaml."""
    return "votes:\n" + indent("".join(entries), "  ") if entries else "votes: []\n"


@dataclass
class MakeHouse:
    """A house, with what a test wants at hand."""

    house: House
    clock: ReplayClock
    folder: Path

    def write_calendar(self, *entries: str) -> None:
        (self.folder / "config" / "calendar.yaml").write_text(a_calendar(*entries), encoding="utf-8")

    def edit_calendar(self, *entries: str) -> None:
        """Write the calendar, and let it take effect."""
        self.write_calendar(*entries)
        watch.reread(self.house)

    def queue(self, account: str | None = None) -> list[Post]:
        """The posts that are still open, those that are due first before the others."""
        return [queued.post for queued in posts.listed(OPEN, account)]

    def posts(self, *states: PostState) -> list[Post]:
        return [queued.post for queued in posts.listed(states or tuple(PostState))]

    def approve_all(self) -> None:
        """As many people as are asked for agree to whatever waits."""
        for queued in posts.listed([PostState.QUEUED]):
            for person in (ANA, BEN)[: review.needed(self.house, queued.post)]:
                review.approve(self.house, queued.post.id, person)

    def feed(self, account: str) -> list[str]:
        """The texts that stand in a rehearsal account's feed."""
        return [entry.text for entry in rehearsed.read(account)]


def a_folder(path: Path, calendar: str = a_calendar(), campaign: str = CAMPAIGN, *, lean: bool = False) -> Path:
    """A campaign's folder: the shipped facts and wording, that campaign, that calendar.

    ``lean``: without the record, and without the wording of languages that none of the campaign's accounts speaks.
    """

    def left_out(_folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name == "record" or (len(name) == 2 and f"language: {name}" not in campaign)}

    for name in ("config", "message_templates"):
        shutil.copytree(shipped() / name, path / name, ignore=left_out if lean else None)
    (path / "config" / "campaign.yaml").write_text(campaign, encoding="utf-8")
    (path / "config" / "calendar.yaml").write_text(calendar, encoding="utf-8")
    return path


_READ: dict[str, tuple[str, Any]] = {}
"""What a house read before: the shipped facts are the same in all of them, and are not read again."""


def a_house(
    path: Path,
    *entries: str,
    now: dt.datetime = MONDAY_NOON,
    campaign: str = CAMPAIGN,
    platform: Platform | None = None,
    lean: bool = False,
) -> MakeHouse:
    """A campaign at work, whose calendar has taken effect."""
    folder = Folder(a_folder(path / "home", a_calendar(*entries), campaign, lean=lean), _kept=dict(_READ))
    configuration = folder.load()
    _READ.update(folder._kept)
    clock = ReplayClock(now)
    anywhere = platform or Rehearsal(rehearsed, clock)
    platforms = Platforms(anywhere, dict.fromkeys(PlatformName, anywhere))
    house = House(folder, configuration, platforms, clock)
    watch.take(house)
    return MakeHouse(house, clock, folder.path)
