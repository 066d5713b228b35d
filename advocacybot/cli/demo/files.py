"""The demo's folder: the shipped facts and wording, and a campaign made up for the replay.

What is real is read from the record: symbols, days, subjects, ballots. Hours, the postponement, people, their assessments and the
handles are made up, and the demo says so.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

from advocacybot.council.record import RecordedVote
from advocacybot.wiring import shipped

ANA, BEN = "Ana (demo)", "Ben (demo)"
MISSION, NGO, COALITION = "mission", "ngo-french", "coalition-spanish"

CAMPAIGN = f"""\
name: A replay of 2016
people: [{ANA}, {BEN}]
assessors_needed: 2
outcome_people_needed: 2
accounts:
  - {{name: {MISSION}, platform: x, rehearsal: true, handle: "@demo_mission", language: en,
     posting: approval, approvals_needed: 2, addressing: tag, card: light}}
  - {{name: {NGO}, platform: mastodon, rehearsal: true, handle: "@demo_ong", language: fr, posting: automatic, card: light}}
  - {{name: {COALITION}, platform: bluesky, rehearsal: true, handle: "@demo_coalicion", language: es, posting: automatic,
     card: dark}}
reminders:
  - {{before: 72 h, late_by: 24 h}}
  - {{before: 24 h, late_by: 12 h}}
  - {{before: 2 h, late_by: 90 min}}
after_the_vote:
  - {{message: follow_up, after: 1 h, late_by: 3 d}}
  - {{message: thanks, after: 1 h, late_by: 3 d}}
  - {{message: abstentions, after: 1 h, late_by: 3 d}}
"""

HANDLES = """\
handles:
  - {state: ESP, platform: x, handle: "@demo_Spain", evidence: made up for the replay, confidence: none,
     verified: {by: Ana (demo), on: 2016-10-01, proof: "https://example.org/spain"}}
  - {state: NZL, platform: x, handle: "@demo_NewZealand", evidence: made up for the replay, confidence: none,
     verified: {by: Ana (demo), on: 2016-10-01, proof: "https://example.org/new-zealand"}}
  - {state: URY, platform: x, handle: "@demo_Uruguay", evidence: made up for the replay, confidence: none}
"""

_SPONSORS = re.compile(r" \([^()]*\)$")
"""The record names the sponsors in brackets; the calendar has them as penholders."""

_ASSESSMENT = {
    "assessors": [{"name": ANA, "on": "2016-10-03"}, {"name": BEN, "on": "2016-10-03"}],
    "reasons": ["Proposed as core in the record: the draft aims to end the bombardment of civilians in Aleppo."],
    "sources": [
        {"title": "Report of the implementation workshop of 29 March 2017, which recalls the Aleppo vote", "date": "2017-03-29"}
    ],
}


@dataclass(frozen=True)
class Entry:
    """A vote as the demo's calendar holds it."""

    recorded: RecordedVote
    hour: str
    meeting: str | None
    penholders: tuple[str, ...]
    assessed: bool

    def as_yaml(self) -> dict[str, object]:
        symbol = self.recorded.symbol
        entry: dict[str, object] = {
            "symbol": symbol,
            "subject": {language: _SPONSORS.sub("", words) for language, words in self.recorded.subject.items()},
            "situation": dict(self.recorded.situation),
            "hour": self.hour,
            "meeting": self.meeting,
            "penholders": list(self.penholders),
            "documents": [{"title": "Draft resolution", "url": f"https://undocs.org/{symbol}"}],
        }
        return entry | ({"assessment": _ASSESSMENT} if self.assessed else {})


def lay_out(folder: Path) -> None:
    """The demo's campaign, with an empty calendar."""
    for name in ("config", "message_templates"):
        shutil.copytree(shipped() / name, folder / name)
    (folder / "config" / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    (folder / "config" / "handles.yaml").write_text(HANDLES, encoding="utf-8")
    write_calendar(folder)


def write_calendar(folder: Path, *entries: Entry) -> None:
    """Write the calendar anew, as an operator would edit it."""
    votes = {"votes": [entry.as_yaml() for entry in entries]}
    text = yaml.dump(votes, Dumper=_WithoutAliases, allow_unicode=True, sort_keys=False, width=120)
    (folder / "config" / "calendar.yaml").write_text(text, encoding="utf-8")


class _WithoutAliases(yaml.SafeDumper):
    """What is said twice is written out twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 – as PyYAML has it
        return True
