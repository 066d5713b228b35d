"""Campaigns to measure on: the shipped facts and wording, one account, and as many votes as are asked for."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from advocacybot.sources.configuration import CALENDAR_FILE, CAMPAIGN_FILE
from advocacybot.wiring import shipped

ANA, BEN = "Ana Approver", "Ben Bystander"
ACCOUNT = "rehearsed"

NOON = dt.datetime(2016, 10, 4, 16, 0, tzinfo=dt.UTC)
"""The hour at which every campaign here begins: noon in New York. Who sat on the Council is known for ten years from then on."""

_NUMBERS = 9999
"""A year's symbols end here."""


REHEARSING = "platform: bluesky, rehearsal: true"


def a_campaign(*reminders: str, posting: str = "automatic", where: str = REHEARSING) -> str:
    """The text of a campaign.yaml with one account, which rehearses where nothing else is said. A reminder and ``where`` are
    YAML: ``{before: 24 h, late_by: 2 h}``, ``platform: x``."""
    account = f"{{name: {ACCOUNT}, {where}, handle: '@rehearsed', language: en, posting: {posting}}}"
    listed = indent("\n".join(f"- {reminder}" for reminder in reminders), "  ")
    return f"name: A measured campaign\npeople: [{ANA}, {BEN}]\naccounts:\n  - {account}\nreminders:\n{listed}\n"


def a_calendar(hours: Iterator[dt.datetime]) -> str:
    """The text of a calendar.yaml with a credible vote at each of those hours."""
    return "votes:\n" + "".join(_entry(number, hour) for number, hour in enumerate(hours))


def spread(count: int, first: dt.datetime, over: dt.timedelta) -> Iterator[dt.datetime]:
    """So many hours, evenly over that time; whole minutes, as calendars have them."""
    for number in range(count):
        yield (first + over * number / count).replace(second=0, microsecond=0)


def symbol(number: int) -> str:
    """The symbol of the vote of that number."""
    return f"S/{2016 + number // _NUMBERS}/{number % _NUMBERS + 1}"


def _entry(number: int, hour: dt.datetime) -> str:
    return f"""\
  - symbol: {symbol(number)}
    subject: {{en: 'the protection of civilians, text {number}', fr: 'la protection des civils, texte {number}'}}
    situation: {{en: Syria, fr: Syrie, es: Siria}}
    hour: {hour:%Y-%m-%dT%H:%M}+00:00
    penholders: [FRA, ESP]
    documents: [{{title: Draft resolution, url: 'https://undocs.org/{symbol(number)}'}}]
    assessment:
      assessors: [{{name: {ANA}, on: 2016-10-03}}, {{name: {BEN}, on: 2016-10-03}}]
      reasons: [It demands an end to attacks on civilians.]
      sources: [{{title: Briefing of the Under-Secretary-General, date: 2016-09-29}}]
"""


def lay_out(folder: Path, campaign: str, calendar: str) -> Path:
    """A campaign's folder: the shipped facts and wording, that campaign, that calendar."""
    for name in ("config", "message_templates"):
        shutil.copytree(shipped() / name, folder / name)
    (folder / "config" / CAMPAIGN_FILE).write_text(campaign, encoding="utf-8")
    (folder / "config" / CALENDAR_FILE).write_text(calendar, encoding="utf-8")
    return folder
