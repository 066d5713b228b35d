"""The scores worked out anew from the shipped files, as naively as can be, and with nothing of what they are to be held against.

Days are compared as text: YYYY-MM-DD comes in the order of the days. For the rules see the Charter, Art. 27 (3), the Code of
Conduct, operative paragraph 2, and the first lines of config/supporters.yaml.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

CONFIG = Path(__file__).parents[2] / "config"
PERMANENT = ["CHN", "FRA", "GBR", "RUS", "USA"]

Tally = dict[str, int]
"""How often what happened."""


def load(name: str) -> Any:
    return yaml.safe_load((CONFIG / name).read_text(encoding="utf-8"))


SUPPORTERS = load("supporters.yaml")
TERMS = load("council.yaml")["terms"]
VOTES = [vote for file in sorted((CONFIG / "record").glob("*.yaml")) for vote in load(f"record/{file.name}").get("votes", [])]


def english(words: Any) -> str:
    return words if isinstance(words, str) else words["en"]


def year(vote: Any) -> int:
    return int(str(vote["date"])[:4])


def core(vote: Any) -> bool:
    return str(vote["proposal"]["relevance"]) == "core"


def sat(state: str, day: str) -> bool:
    """Whether it was a member of the Council."""
    for term in TERMS:
        if term["state"] == state and str(term["first_day"]) <= day:
            last = term.get("last_day")
            if last is None or day <= str(last):
                return True
    return False


def pledged(state: str, day: str) -> bool:
    """Whether the last list before the day that tells of the State names it, and so does the first after it, if there is one."""
    if day < str(SUPPORTERS["opened"]):
        return False
    before: dict[str, bool] = {}
    after: dict[str, bool] = {}
    for one in SUPPORTERS["lists"]:
        named = state in one["states"] or state in one.get("observers", [])
        if not named and not one["whole"]:
            continue  # it is silent about the State
        as_of = str(one["as_of"])
        if as_of <= day:
            before[as_of] = before.get(as_of, False) or named
        if as_of >= day:
            after[as_of] = after.get(as_of, False) or named
    if not before or not before[max(before)]:
        return False
    return not after or after[min(after)]


def blocked_by(vote: Any) -> list[str]:
    """The permanent members that vetoed: their negative votes alone kept it from being adopted."""
    if len(vote["in_favour"]) < 9 or vote.get("procedure") == "procedural":
        return []
    return [state for state in PERMANENT if state in vote["against"]]


def outcome(vote: Any) -> str:
    if len(vote["in_favour"]) < 9:
        return "failed"
    return "vetoed" if blocked_by(vote) else "adopted"


def scores(votes: list[Any]) -> dict[str, Tally]:
    """Of each State that sat on the Council in any of the votes."""
    told: dict[str, Tally] = defaultdict(lambda: defaultdict(int))
    for vote in votes:
        day = str(vote["date"])
        ballots = [("in_favour", "kept"), ("against", "broke"), ("abstained", "abstained"), ("not_voting", "did_not_take_part")]
        for ballot, conduct in ballots:
            for state in vote.get(ballot) or []:
                assert sat(state, day), f"{state} was no member on {day}"
                told[state][f"ballots {ballot}"] += 1
                if pledged(state, day):
                    told[state][conduct] += 1
        for state in blocked_by(vote):
            told[state]["vetoes"] += 1
    return {state: dict(counts) for state, counts in told.items()}
