"""Campaigns at work, for tests: the shipped facts, a small campaign, and a clock that stands still until it is set."""

import datetime as dt
import shutil
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import indent
from threading import RLock
from typing import Any

from django.db import connection

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.posts import OPEN, Post, PostState
from advocacybot.clock import ReplayClock
from advocacybot.council.calendar import Calendar
from advocacybot.pipeline import folders, review, watch
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import Platform
from advocacybot.platforms.registry import Platforms
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.sources.configuration import Folder
from advocacybot.store import posts, rehearsed
from advocacybot.store.models import AcceptedRow
from advocacybot.wiring import shipped
from tests import tables
from tests.tables import Rows

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


class AsItWas:
    """A campaign at work that many tests begin with, and none else uses: each has it as it was when this was made."""

    def __init__(self, at_work: MakeHouse) -> None:
        self._at_work = at_work
        self._rows = tables.taken_down()
        self._files = {path: path.read_bytes() for path in _files(at_work.folder)}

    def again(self) -> MakeHouse:
        """With a database, a clock and platforms that know nothing of the test before; the folder is the same, put back."""
        tables.put_back(self._rows)
        for path in set(_files(self._at_work.folder)) - self._files.keys():
            path.unlink()
        for path, content in self._files.items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
        was = self._at_work.house
        clock, platforms, known = deepcopy((self._at_work.clock, was.platforms, was.known), {id(rehearsed): rehearsed})
        folder = Folder(was.folder.path, _kept=dict(_READ))
        house = replace(was, folder=folder, platforms=platforms, clock=clock, known=known, laying=RLock())
        house.configuration = was.configuration
        return MakeHouse(house, clock, folder.path)


def _files(folder: Path) -> list[Path]:
    return [path for name in ("config", "message_templates") for path in (folder / name).rglob("*") if path.is_file()]


def a_folder(path: Path, calendar: str = a_calendar(), campaign: str = CAMPAIGN, *, lean: bool = False) -> Path:
    """A campaign's folder: the shipped facts and wording, that campaign, that calendar.

    ``lean``: without the record, and without the wording of languages that none of the campaign's accounts speaks.
    """

    def left_out(_folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name == "record" or (len(name) == 2 and f"language: {name}" not in campaign)}

    for name in ("config", "message_templates"):
        shutil.copytree(shipped() / name, path / name, ignore=left_out if lean else None, copy_function=shutil.copyfile)
    (path / "config" / "campaign.yaml").write_text(campaign, encoding="utf-8")
    (path / "config" / "calendar.yaml").write_text(calendar, encoding="utf-8")
    return path


_READ: dict[str, tuple[str, Any]] = {}
"""What a house read before: the shipped facts are the same in all of them, and are not read again."""


@dataclass(frozen=True)
class _Begun:
    """How a campaign stands once its calendar has taken effect: what is kept of it, and what its house knows of that."""

    rows: Rows
    accepted: str | None
    taken: tuple[str, Calendar] | None

    def again(self, house: House) -> None:
        """Let it stand so for another house with the same files, which lie in another folder."""
        tables.put_back(self.rows)
        AcceptedRow.objects.update(origin=folders.origin(house.folder))
        house.accepted, house.taken, house.own = self.accepted, self.taken, house.files.digest


_BEGUN: dict[object, _Begun] = {}
"""Those that began last, by all that tells them apart. Tests beside one another mostly begin with the same campaign."""
_MOST = 8


def a_house(
    path: Path,
    *entries: str,
    now: dt.datetime = MONDAY_NOON,
    campaign: str = CAMPAIGN,
    platform: Platform | None = None,
    lean: bool = False,
) -> MakeHouse:
    """A campaign at work, whose calendar has taken effect. What began just so in an empty database before is put back."""
    folder = Folder(a_folder(path / "home", a_calendar(*entries), campaign, lean=lean), _kept=dict(_READ))
    configuration = folder.load()
    _READ.update(folder._kept)
    clock = ReplayClock(now)
    anywhere = platform or Rehearsal(rehearsed, clock)
    platforms = Platforms(anywhere, dict.fromkeys(PlatformName, anywhere))
    house = House(folder, configuration, platforms, clock)
    if platform is None and tables.are_empty():
        _begin(house, (configuration.digest, now, connection.settings_dict["NAME"]))
    else:
        watch.take(house)
    return MakeHouse(house, clock, folder.path)


def _begin(house: House, known_by: object) -> None:
    """Let the calendar take effect. ``known_by``: what tells the campaign from all others that begin with an empty database."""
    if begun := _BEGUN.pop(known_by, None):
        begun.again(house)
    else:
        watch.take(house)
        begun = _Begun(tables.taken_down(), house.accepted, house.taken)
    _BEGUN[known_by] = begun
    if len(_BEGUN) > _MOST:
        del _BEGUN[next(iter(_BEGUN))]
