"""Whatever stands in any field of any file is read, or refused in plain words with its line and a mend."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from pydantic import BaseModel

from advocacybot.campaign.accounts import Handles
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.feeds import Feeds
from advocacybot.council.calendar import Calendar
from advocacybot.council.members import Council
from advocacybot.council.record import Record
from advocacybot.council.supporters import Supporters
from advocacybot.errors import BadInput
from advocacybot.sources.models import checked
from advocacybot.sources.states_file import StatesFile
from advocacybot.sources.yaml_text import read
from tests.sources.plain import is_plain, says_what_and_mend

SOURCE = {"title": "S/PV.7785", "url": "https://undocs.org/S/PV.7785", "date": "2016-10-08"}
ASSESSMENT = {
    "credible": True,
    "assessors": [{"name": "Ana", "on": "2016-10-03"}],
    "reasons": ["It demands an end to the bombardment."],
    "sources": [SOURCE],
}

RIGHT: list[tuple[type[BaseModel], dict[str, Any]]] = [
    (
        Calendar,
        {
            "votes": [
                {
                    "symbol": "S/2016/846",
                    "subject": {"en": "Aleppo", "fr": "Alep"},
                    "situation": "Syria",
                    "hour": "2016-10-08 15:00 America/New_York",
                    "meeting": "S/PV.7785",
                    "procedure": "substantive",
                    "penholders": ["FRA", "ESP"],
                    "documents": [{"title": "Draft", "url": "https://undocs.org/S/2016/846"}],
                    "assessment": ASSESSMENT,
                    "withdrawn": False,
                }
            ]
        },
    ),
    (
        Campaign,
        {
            "name": "A campaign",
            "people": ["Ana", "Ben"],
            "assessors_needed": 2,
            "outcome_people_needed": 2,
            "accounts": [
                {
                    "name": "x-english",
                    "platform": "x",
                    "rehearsal": True,
                    "handle": "@act",
                    "language": "en",
                    "posting": "approval",
                    "approvals_needed": 2,
                    "addressing": "tag",
                    "hashtags": ["#ACTcodeofconduct"],
                }
            ],
            "reminders": [{"before": "72 h", "late_by": "24 h"}],
            "outcomes_late_by": "24 h",
            "draft_ahead": "7 d",
            "quiet_hours": {"starts": "22:00", "ends": "07:00", "zone": "America/New_York"},
            "links": {"code": "https://un.org/code", "scorecard": "https://un.org/scores"},
        },
    ),
    (
        Council,
        {
            "terms": [
                {
                    "state": "NZL",
                    "seat": "elected",
                    "first_day": "2015-01-01",
                    "last_day": "2016-12-31",
                    "source": SOURCE,
                    "confidence": "high",
                    "note": "elected in the third round",
                }
            ]
        },
    ),
    (
        Feeds,
        {
            "contact": "https://un.org/campaign",
            "feeds": [
                {
                    "name": "un-press",
                    "kind": "press",
                    "address": "https://press.un.org/en/rss.xml",
                    "language": "en",
                    "every": "15 min",
                    "source": SOURCE,
                }
            ],
            "words": {"en": {"vote_ahead": ["will vote"], "outcome": ["adopts"], "atrocity_warning": ["genocide"]}},
            "situations": {"Syria": ["Syria", "Aleppo"]},
        },
    ),
    (
        Handles,
        {
            "handles": [
                {
                    "state": "NZL",
                    "platform": "x",
                    "handle": "NZUN",
                    "kind": "permanent_mission_un_ny",
                    "evidence": "seen",
                    "confidence": "high",
                    "verified": {"by": "Ana", "on": "2016-10-01", "proof": "https://un.org/nz"},
                    "opted_out": "2016-10-02",
                }
            ]
        },
    ),
    (
        Record,
        {
            "votes": [
                {
                    "symbol": "S/2016/846",
                    "date": "2016-10-08",
                    "situation": "Syria",
                    "subject": "Aleppo",
                    "procedure": "substantive",
                    "in_favour": ["FRA"],
                    "against": ["RUS"],
                    "abstained": ["CHN"],
                    "not_voting": ["AGO"],
                    "totals": {"in_favour": 1, "against": 1, "abstained": 1, "not_voting": 1},
                    "recorded": "failed",
                    "vetoed_by": [],
                    "source": SOURCE,
                    "proposal": {"relevance": "core", "basis": "editorial"},
                    "assessment": ASSESSMENT,
                }
            ]
        },
    ),
    (
        StatesFile,
        {"states": [{"code": "NZL", "standing": "member", "names": {"en": "New Zealand"}, "short": {"en": "New Zealand"}}]},
    ),
    (
        Supporters,
        {
            "opened": "2015-09-01",
            "source": SOURCE,
            "lists": [{"as_of": "2017-05-15", "whole": True, "states": ["NZL"], "observers": ["VAT"], "source": SOURCE}],
            "totals": [
                {
                    "initiative": "code_of_conduct",
                    "as_of": "2017-05-15",
                    "states": 110,
                    "observers": 2,
                    "note": "and more",
                    "source": SOURCE,
                }
            ],
        },
    ),
]

ODD: list[object] = [
    None,
    True,
    -1,
    0,
    12,
    86400,
    20161008,
    1.5,
    "",
    " ",
    "x",
    "X" * 301,
    "two\nlines",
    "2016-02-30",
    "25:00",
    "22:00+02:00",
    "-3 h",
    "https://",
    "Côte d'Ivoire",
    [],
    [[]],
    [12],
    ["x"],
    ["x", "x"],
    {},
    {"a": 1},
    {"en": 1},
    {"en": ""},
    {"english": "x"},
    [{}],
    [{"name": "x"}],
]

Path = tuple[str | int, ...]


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """Every place in a value where something stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield (*path, step)
        yield from paths(item, (*path, step))


def with_instead(right: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    changed = deepcopy(right)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def what_is_said(model: type[BaseModel], value: dict[str, Any]) -> list[str]:
    try:
        checked(model, read(json.dumps(value, indent=1), "file.yaml"))
    except BadInput as refused:
        return str(refused).splitlines()
    return []


_SAID: dict[type[BaseModel], list[tuple[Path, list[str]]]] = {}


def what_is_said_of_odd_values(model: type[BaseModel], right: dict[str, Any]) -> list[tuple[Path, list[str]]]:
    """Of each field, whatever is said where something odd stands in it. Three tests ask for it, and it is asked for once."""
    if model not in _SAID:
        _SAID[model] = [
            (path, [line for odd in ODD for line in what_is_said(model, with_instead(right, path, odd))]) for path in paths(right)
        ]
    return _SAID[model]


every_file = pytest.mark.parametrize(("model", "right"), RIGHT, ids=[model.__name__ for model, _ in RIGHT])


@every_file
def test_what_is_right_in_every_field_is_read(model: type[BaseModel], right: dict[str, Any]) -> None:
    assert what_is_said(model, right) == []


@every_file
def test_something_odd_is_refused_in_every_field(model: type[BaseModel], right: dict[str, Any]) -> None:
    assert [path for path, lines in what_is_said_of_odd_values(model, right) if not lines] == []


@every_file
def test_whatever_stands_in_a_field_is_read_or_refused_in_plain_words(model: type[BaseModel], right: dict[str, Any]) -> None:
    told = {line for _, lines in what_is_said_of_odd_values(model, right) for line in lines}
    assert [line for line in sorted(told) if not is_plain(line)] == []


@every_file
def test_whatever_is_refused_is_told_with_its_line_and_a_mend(model: type[BaseModel], right: dict[str, Any]) -> None:
    told = {line for _, lines in what_is_said_of_odd_values(model, right) for line in lines}
    assert [line for line in sorted(told) if not says_what_and_mend(line, "file.yaml, line ")] == []


@every_file
def test_a_number_is_never_a_day_a_length_of_time_or_an_hour(model: type[BaseModel], right: dict[str, Any]) -> None:
    """Pydantic would read it as so many seconds since 1970, or as so many seconds."""
    times = [path for path in paths(right) if path[-1] in TIMES]
    numbers: list[object] = [0, 12, 86400, 1475884800, 1475884800000, 20161008, "0", "1475884800", 1.5, True]
    assert [(path, one) for path in times for one in numbers if not what_is_said(model, with_instead(right, path, one))] == []


TIMES = {
    *("hour", "date", "on", "as_of", "opened", "opted_out", "first_day", "last_day"),
    *("before", "late_by", "outcomes_late_by", "draft_ahead", "starts", "ends", "every"),
}
