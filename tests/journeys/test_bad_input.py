"""Bad input, in one table: each is refused with its place, with what is wrong and with a mend, and changes nothing.

The campaign at work has posts in the queue, one of them approved, an outcome that two people stand behind, and a second vote
ahead.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from advocacybot.council.outcomes import Report
from advocacybot.errors import BadInput
from advocacybot.pipeline import outcome, review, watch
from advocacybot.sources.models import in_a_line
from advocacybot.store.models import AcceptedRow
from tests import tables
from tests.factories import MEMBERS_2016
from tests.houses import ANA, BEN, CY, MONDAY_NOON, AsItWas, MakeHouse, a_calendar, a_house, a_vote_entry
from tests.sources.plain import is_plain

AHEAD, RIVAL, OVER = "S/2016/846", "S/2016/847", "S/2016/800"
HELD = "2016-10-01 15:00 America/New_York"
MEMBERS = list(MEMBERS_2016)
FOLDERS = ("config", "message_templates")
RIGHT: dict[str, Any] = {
    "roll_call": {"in_favour": [one for one in MEMBERS if one != "RUS"], "against": ["RUS"]},
    "totals": {"in_favour": 14, "against": 1, "abstained": 0},
    "source": {"title": "SC/12545"},
}


@dataclass(frozen=True)
class Row:
    """Something that is wrong: how it is put before the campaign, where it is found, and what is said of it."""

    edit: Callable[[MakeHouse], object]
    take_effect: Callable[[MakeHouse], object]
    place: Callable[[MakeHouse], str]
    says: str
    mend: str
    lines: int = 1


def whole(file: str, text: str | bytes | None, says: str, mend: str, at: str | None = "") -> Row:
    """That text in the place of a file's; ``None`` takes the file away. ``at`` marks the wrong line, else it is the first."""

    def edit(at_work: MakeHouse) -> None:
        path = at_work.folder / file
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return Row(edit, _reread, lambda at_work: _place(at_work.folder / file, file, at), says, mend)


def put(file: str, old: str, new: str, says: str, mend: str, at: str | None = None) -> Row:
    """Something else in the place of what stands in a file. ``at`` marks the wrong line, else it is where the edit stands."""

    def edit(at_work: MakeHouse) -> None:
        path = at_work.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return Row(edit, _reread, lambda at_work: _place(at_work.folder / file, file, at or new), says, mend)


def campaign(old: str, new: str, says: str, mend: str, at: str | None = None) -> Row:
    return put("config/campaign.yaml", old, new, says, mend, at)


def added(field: str, says: str, mend: str, at: str | None = None) -> Row:
    """A field more in campaign.yaml."""
    return campaign("accounts:\n", f"{field}\naccounts:\n", says, mend, at or field)


def calendar(old: str, new: str, says: str, mend: str, at: str | None = None) -> Row:
    return put("config/calendar.yaml", old, new, says, mend, at)


def in_council(old: str, new: str, says: str, mend: str, at: str | None = None) -> Row:
    return put("config/council.yaml", old, new, says, mend, at)


def in_record(old: str, new: str, says: str, mend: str, at: str = "- symbol: S/2016/846") -> Row:
    """An edit of the record of S/2016/846."""
    return put("config/record/2016.yaml", old, new, says, mend, at)


def handles(says: str, mend: str, *entries: str) -> Row:
    """Handles more, before the others; the last of them is wrong."""
    written = [f"  - {{evidence: seen, confidence: high, {entry}}}\n" for entry in entries]
    return put("config/handles.yaml", "handles:\n", f"handles:\n{''.join(written)}", says, mend, written[-1])


def template(text: str, says: str, mend: str, at: str | None = "") -> Row:
    """Another wording of the English reminder."""
    return whole("message_templates/en/reminder.txt.j2", text, says, mend, at)


def report(says: str, mend: str, symbol: str = OVER, by: str = ANA, **wrong: Any) -> Row:
    """A report of an outcome that is right but for what is named."""

    def enter(at_work: MakeHouse) -> None:
        with in_a_line():
            told = Report.model_validate(RIGHT | wrong)
        outcome.enter(at_work.house, symbol, told, by)

    return Row(lambda _: None, enter, lambda _: "", says, mend)


def roll_call(in_favour: list[str], against: list[str] | None = None, abstained: list[str] | None = None) -> dict[str, Any]:
    """A report's roll call, without totals."""
    return {"roll_call": {"in_favour": in_favour, "against": against or [], "abstained": abstained or []}, "totals": None}


def _reread(at_work: MakeHouse) -> None:
    watch.reread(at_work.house)


def _place(path: Path, file: str, at: str | None) -> str:
    """``calendar.yaml, line 12: ``, as messages begin; the file alone where it has no line that is wrong."""
    name = file.removeprefix("config/")
    if at is None or not path.exists():
        return name
    before, found, _ = path.read_bytes().partition(at.strip("\n").encode() or b"\n")
    assert found or not at
    line = before.count(b"\n") + 1 if at else 1
    return f"{name}, line {line}: "


ASSESSORS = "[{name: Ana Approver, on: 2016-10-03}, {name: Ben Bystander, on: 2016-10-03}]"
REASONS = "reasons: [It demands an end to the bombardment of civilians.]"
SOURCES = "sources: [{title: Briefing of the Under-Secretary-General, date: 2016-09-29}]"
HOUR = "hour: 2016-10-08 15:00 America/New_York"
PEOPLE = f"people: [{ANA}, {BEN}, {CY}]"
REMINDER = "{before: 72 h, late_by: 24 h}"
A_TERM = "first_day: 2016-01-01, last_day: 2017-12-31, confidence: high, source: {title: A/70/PV.33}"
A_LIST = "  - {as_of: 2017-09-22, whole: false, source: {title: Invitation}, states: "
LIE_ON_X = "state: LIE, platform: x, handle: a"
BY_EVE = "assessment: {assessors: [{name: Eve, on: 2016-10-10}], reasons: [x], sources: [{title: y, date: 2016-10-01}]}"
VERIFIED = "verified: {by: Ana Approver, on: 2016-10-01, proof: 'https://un.org/x'}"
NIGHT = 'ends: "07:00", zone: America/New_York}'
MORE_TEXT = "word " * 5000

CAMPAIGN_ROWS = {
    "three approvals asked for": campaign(
        "approvals_needed: 2", "approvals_needed: 3", "approvals_needed: 3 is too", "2 at most"
    ),
    "no approval asked for": campaign("approvals_needed: 2", "approvals_needed: 0", "approvals_needed: 0 is too", "1 at least"),
    "approvals in words": campaign("approvals_needed: 2", "approvals_needed: two", "'two' is no whole number", "whole number"),
    "no accounts": whole(
        "config/campaign.yaml", f"name: C\n{PEOPLE}\naccounts: []\n", "`accounts` is empty", "one at least", "accounts"
    ),
    "two accounts of one name": campaign(
        "name: asks-one", "name: asks-two", "two of the account 'asks-two'", "a name of its own", "platform: mastodon"
    ),
    "an account with a name that is none": campaign(
        "name: asks-one", "name: Asks One", "'Asks One'", "small letters, figures and hyphens"
    ),
    "an unknown platform": campaign(
        "platform: x", "platform: facebook", "'facebook' is not known", "'x', 'mastodon' or 'bluesky'"
    ),
    "a platform by its old name": campaign(
        "platform: x", "platform: twitter", "'twitter' is not known", "'x', 'mastodon' or 'bluesky'"
    ),
    "a language in words": campaign("language: en", "language: english", "'english'", "two letters, such as fr"),
    "a language without templates": campaign("language: fr", "language: de", "no templates in 'de'", "message_templates/de"),
    "a language that is none": campaign("language: fr", "language: xx", "'xx'", "en, es, fr"),
    "a handle without quotation marks": campaign('handle: "@two"', "handle: @two", "begins with", "quotation marks"),
    "an account without a handle": campaign('handle: "@two", ', "", "`handle` is missing", "add `handle: …`", "name: asks-two"),
    "a hashtag without its sign": campaign(
        "posting: automatic", "posting: automatic, hashtags: [ACT]", "'ACT'", "such as #ACTcodeofconduct"
    ),
    "a hashtag with a space": campaign(
        "posting: automatic", "posting: automatic, hashtags: ['#A CT']", "'#A CT'", "such as #ACTcodeofconduct"
    ),
    "a hashtag that is no list": campaign(
        "posting: automatic", "posting: automatic, hashtags: '#ACT'", "`hashtags` is no list", "[#ACT]"
    ),
    "a way of posting that is none": campaign(
        "posting: automatic", "posting: auto", "'auto' is not known", "'automatic' or 'approval'"
    ),
    "an unknown field with a near name": campaign(
        "posting: automatic", "postin: automatic", "`postin` is no field of this", "did you mean `posting`?"
    ),
    "an unknown field": campaign(
        "posting: automatic", "colour: blue", "`colour` is no field of this", "the fields are addressing, approvals_needed"
    ),
    "a block of another platform": campaign(
        "posting: automatic", "posting: automatic, x: {budget: 5}", "`x` is about another platform", "write it as `bluesky`", ""
    ),
    "a server in the clear": campaign(
        "posting: automatic", "posting: automatic, bluesky: {server: 'http://pds.example'}", "'http://pds.example'", "https"
    ),
    "an account on mastodon without its server": campaign(
        "platform: mastodon, rehearsal: true", "platform: mastodon", "does not say on which server", "mastodon: {server: https://"
    ),
    "a budget of nothing": campaign(
        "posting: approval, approvals", "x: {budget: 0}, approvals", "0 is too little", "more than 0"
    ),
    "a budget in words": campaign(
        "posting: approval, approvals", "x: {budget: five}, approvals", "'five' is no amount", "such as 25"
    ),
    "a budget without end": campaign(
        "posting: approval, approvals", "x: {budget: 1000000}, approvals", "too many", "100000 at most"
    ),
    "a server with a path": campaign(
        "posting: automatic", "posting: automatic, bluesky: {server: 'https://a.b/c'}", "'https://a.b/c'", "address alone"
    ),
    "a visibility that is none": campaign(
        "posting: approval}",
        "posting: approval, mastodon: {visibility: direct}}",
        "'direct' is not known",
        "'unlisted' or 'private'",
    ),
    "tagging on X unattended": campaign(
        "posting: approval, approvals_needed: 2", "posting: automatic, addressing: tag", "would tag on X", "addressing: name"
    ),
    "leave to tag by a stranger": campaign(
        "posting: approval, approvals",
        "x: {tagging_switched_on: {by: Eve, on: 2026-01-15}}, approvals",
        "'Eve' is not",
        "`people`",
    ),
    "leave to tag without a day": campaign(
        "posting: approval, approvals", f"x: {{tagging_switched_on: {{by: {ANA}}}}}, approvals", "`on` is missing", "add `on: …`"
    ),
    "a rehearsal that may be": campaign(
        "rehearsal: true", "rehearsal: perhaps", "'perhaps' is neither true nor false", "true or false"
    ),
    "no people": campaign(PEOPLE, "people: []", "`people` is empty", "one at least"),
    "one person where two are asked for": campaign(PEOPLE, f"people: [{ANA}]", "2 people are asked for, and 1 named", "`people`"),
    "a person twice": campaign(PEOPLE, f"people: [{ANA}, {BEN}, {ANA}]", f"two of the person '{ANA}'", "a name of its own"),
    "people that are no list": campaign(PEOPLE, f"people: {ANA}", "`people` is no list", f"[{ANA}]"),
    "a person who is a number": campaign(PEOPLE, f"people: [{ANA}, {BEN}, 12]", "12 is a number", "quotation marks"),
    "people missing": campaign(PEOPLE, "", "`people` is missing", "add `people: …`", ""),
    "assessors beyond reason": added("assessors_needed: 9", "9 is too", "5 at most"),
    "three people for an outcome": added("outcome_people_needed: 3", "3 is too", "2 at most"),
    "a length of time in words": campaign(
        "before: 72 h", "before: three days", "'three days' is not a length of time", "such as 72 h"
    ),
    "a length of time without a unit": campaign("before: 72 h", "before: 72", "'72' is not a length of time", "such as 72 h"),
    "a negative reminder": campaign("before: 72 h", "before: -72 h", "'-72 h' is not a length of time", "such as 72 h"),
    "a reminder of no time": campaign("before: 72 h", "before: 0 h", "comes before the vote", "such as 24 h"),
    "a reminder that may not be late": campaign("late_by: 24 h", "late_by: 0 h", "go out", "such as 2 h"),
    "a reminder late by less than nothing": campaign(
        "late_by: 24 h", "late_by: -5", "'-5' is not a length of time", "such as 72 h"
    ),
    "a reminder without its time": campaign(REMINDER, "{late_by: 24 h}", "`before` is missing", "add `before: …`"),
    "a reminder that is a time alone": campaign(REMINDER, "72 h", "'72 h' has no fields", "{before: …, late_by: …}"),
    "two reminders at one time": campaign("{before: 24 h,", "{before: 3 d,", "two reminders come the same time", "keep one"),
    "outcomes that may not be late": added("outcomes_late_by: 0 h", "never goes out", "such as 24 h"),
    "drafts that come after": added("draft_ahead: -7 d", "'-7 d' is not a length of time", "such as 72 h"),
    "quiet hours in no zone": added(
        f'quiet_hours: {{starts: "22:00", {NIGHT.replace("York", "Yrok")}',
        "'America/New_Yrok' is not a time zone",
        "America/New_York",
    ),
    "quiet hours without a zone": added('quiet_hours: {starts: "22:00", ends: "07:00"}', "`zone` is missing", "add `zone: …`"),
    "quiet hours at 25 o'clock": added(f'quiet_hours: {{starts: "25:00", {NIGHT}', "'25:00' is no hour of the day", "HH:MM"),
    "quiet hours that start at a number": added(f"quiet_hours: {{starts: 22, {NIGHT}", "'22' is no hour of the day", "HH:MM"),
    "quiet hours in another zone's time": added(
        f'quiet_hours: {{starts: "22:00+02:00", {NIGHT}', "'22:00+02:00' is no hour", "HH:MM"
    ),
    "quiet hours without an end": added(f'quiet_hours: {{starts: "07:00", {NIGHT}', "quiet hours", "two hours of the day"),
    "quiet hours in one word": added("quiet_hours: 22:00-07:00", "'22:00-07:00' has no fields", "{starts: …, ends: …, zone: …}"),
    "a link that is none": added("links: {code: example.org}", "'example.org'", "a whole address, such as https://"),
    "a campaign without a name": campaign("name: A campaign\n", "", "`name` is missing", "add `name: …`", ""),
    "a campaign in one word": whole("config/campaign.yaml", "hello\n", "'hello'", "name"),
    "a campaign in other letters": whole(
        "config/campaign.yaml", "name: Alép\n".encode("latin-1"), "this is not UTF-8", "save the file as UTF-8"
    ),
}

CALENDAR_ROWS = {
    "a symbol misspelt": calendar(f"symbol: {AHEAD}", "symbol: S/2016/84A6", "'S/2016/84A6'", "such as S/2016/846"),
    "a symbol in small letters": calendar(f"symbol: {AHEAD}", "symbol: s/2016/846", "'s/2016/846'", "such as S/2016/846"),
    "a symbol that is a number": calendar(f"symbol: {AHEAD}", "symbol: 846", "846", "such as S/2016/846"),
    "a symbol twice": calendar(f"symbol: {RIVAL}", f"symbol: {AHEAD} ", f"{AHEAD} stands twice", "one entry"),
    "an hour without a zone": calendar(HOUR, "hour: 2016-10-08 15:00", "says no zone", "America/New_York"),
    "a thirteenth month": calendar(HOUR, "hour: 2026-13-01", "'2026-13-01' is not a date and hour", "YYYY-MM-DD HH:MM"),
    "an hour that the clocks skip": calendar(
        HOUR, "hour: 2026-03-08 02:30 America/New_York", "clocks go forward over it", "that the clocks"
    ),
    "an hour that the clocks show twice": calendar(
        HOUR, "hour: 2026-11-01 01:30 America/New_York", "comes twice", "with its offset"
    ),
    "a zone misspelt": calendar(
        HOUR, "hour: 2016-10-08 15:00 America/New_Yrok", "'America/New_Yrok' is not a time zone", "America/New_York"
    ),
    "a zone that is a continent": calendar(
        HOUR, "hour: 2016-10-08 15:00 America", "'America' is not a time zone", "America/New_York"
    ),
    "an hour that is empty": calendar(HOUR, "hour:", "`hour` is empty", "write", "hour:\n"),
    "a day whose members nobody knows": calendar(
        HOUR, "hour: 2030-06-01 15:00 America/New_York", "council.yaml knows 5", "add the terms"
    ),
    "a day before the Council": calendar(HOUR, "hour: 1945-06-01 15:00 America/New_York", "1945-06-01", "the day"),
    "an unknown State": calendar(HOUR, f"penholders: [FRA, XYZ]\n    {HOUR}", "'XYZ' is not a State", "such as FRA"),
    "a State by its name": calendar(HOUR, f"penholders: [France]\n    {HOUR}", "'France'", "such as FRA"),
    "a penholder twice": calendar(HOUR, f"penholders: [FRA, FRA]\n    {HOUR}", "FRA is named twice", "name it once"),
    "penholders that are no list": calendar(HOUR, f"penholders: FRA\n    {HOUR}", "`penholders` is no list", "[FRA]"),
    "a document without its title": calendar(
        HOUR, f"documents: [{{url: 'https://undocs.org/x'}}]\n    {HOUR}", "`title` is missing", "add `title: …`"
    ),
    "a document without an address": calendar(
        HOUR, f"documents: [{{title: Draft, url: undocs.org}}]\n    {HOUR}", "'undocs.org'", "a whole address"
    ),
    "a subject in no language": calendar("subject: Aleppo", "subject: {english: Aleppo}", "'english'", "two letters, such as fr"),
    "a subject that is empty": calendar("subject: Aleppo", "subject:", "`subject` is empty", "write", "subject:\n"),
    "a subject with a colon": calendar("subject: Aleppo", "subject: Aleppo: a draft", "a colon", "quotation marks"),
    "a vote without a situation": calendar(
        "    situation: {en: Syria, fr: Syrie, es: Siria}\n",
        "",
        "`situation` is missing",
        "add `situation: …`",
        f"symbol: {AHEAD}",
    ),
    "a procedure misspelt": calendar(
        HOUR, f"procedure: procedual\n    {HOUR}", "'procedual' is not known", "'substantive' or 'procedural'"
    ),
    "a field misspelt": calendar("assessment:", "asessment:", "`asessment` is no field of this", "did you mean `assessment`?"),
    "an assessment in one word": whole(
        "config/calendar.yaml",
        a_calendar(a_vote_entry(assessed="assessment: credible")),
        "'credible' has no fields",
        "{assessors: …",
        "assessment:",
    ),
    "an assessment without reasons": calendar(
        f"      {REASONS}\n", "", "`reasons` is missing", "add `reasons: …`", "assessment:"
    ),
    "an assessment with no reason": calendar(REASONS, "reasons: []", "`reasons` is empty", "one at least"),
    "an assessment without sources": calendar(
        f"      {SOURCES}\n", "", "`sources` is missing", "add `sources: …`", "assessment:"
    ),
    "an assessment with no source": calendar(SOURCES, "sources: []", "`sources` is empty", "one at least"),
    "an assessment with an undated source": calendar(", date: 2016-09-29", "", "`date` is missing", "add `date: …`", "sources:"),
    "a source dated by a number": calendar("date: 2016-09-29", "date: 0", "0 is not a date", "YYYY-MM-DD"),
    "a source of the 31st of September": calendar(
        "date: 2016-09-29", "date: 2016-09-31", "'2016-09-31' is not a date", "YYYY-MM-DD"
    ),
    "one person who assessed twice": calendar("name: Ben Bystander", "name: Ana Approver", "Ana Approver", "once", "assessors:"),
    "an assessor whom nobody knows": calendar(
        "name: Ben Bystander",
        "name: Ben Stranger",
        "'Ben Stranger' is not among the campaign's people",
        "`people` in campaign.yaml",
    ),
    "an assessor without a day": calendar(", on: 2016-10-03}, {", "}, {", "`on` is missing", "add `on: …`", "assessors:"),
    "assessors by their names alone": replace(
        calendar(ASSESSORS, f"assessors: [{ANA}, {BEN}]"[11:], "has no fields", "{name: …, on: …}", "assessors:"), lines=2
    ),
    "an indentation that is wrong": calendar("    subject: Aleppo", "   subject: Aleppo", "indented", "indentation"),
    "a tab": calendar("    subject: Aleppo", "\tsubject: Aleppo", "a tab", "spaces"),
    "an anchor": calendar("subject: Aleppo", "subject: &here Aleppo", "anchor", "write the value out"),
    "a tag that would run code": calendar(
        "subject: Aleppo", "subject: !!python/object/apply:os.system [ls]", "tag", "plain value"
    ),
    "a conflict of two versions": calendar("votes:\n", "<<<<<<< HEAD\nvotes:\n", "indented", "indent", "votes:"),
    "a calendar without votes": whole(
        "config/calendar.yaml", "vote: []\n", "`vote` is no field of this", "did you mean `votes`?"
    ),
    "a calendar of words": whole(
        "config/calendar.yaml", "votes: [soon]\n", "'soon' has no fields", "{symbol: …, subject: …, situation: …, hour: …}"
    ),
    "an empty calendar": whole("config/calendar.yaml", "", "the file is empty", "`votes: []`"),
    "no calendar": whole("config/calendar.yaml", None, "the file is missing", "advocacybot init"),
    "values without end": whole("config/calendar.yaml", "votes: " + "[" * 5000 + "]" * 5000, "deep", "mend"),
    "a number without end": whole("config/calendar.yaml", f"votes: [{'9' * 5000}]", "has no fields", "{symbol: …"),
}

FACTS_ROWS = {
    "a term of an unknown State": in_council("state: CHN  # China", "state: XYZ  # China", "'XYZ' is not a State", "such as FRA"),
    "a term that ends before it begins": in_council(
        "terms:\n",
        "terms:\n  - {state: LIE, confidence: high, source: {title: x}, first_day: 2016-01-01, last_day: 2015-12-31}\n",
        "LIE ends on 2015-12-31, before it begins",
        "one of the two days",
        "{state: LIE, conf",
    ),
    "two terms of one State at once": in_council(
        "terms:\n",
        f"terms:\n  - {{state: LIE, {A_TERM}}}\n  - {{state: LIE,  {A_TERM}}}\n",
        "LIE has two terms",
        "keep one",
        "{state: LIE,  first",
    ),
    "sixteen members on one day": replace(
        in_council(
            "terms:\n",
            "terms:\n  - {state: LIE, confidence: high, source: {title: x}, first_day: 2016-10-08, last_day: 2016-10-08}\n",
            "council.yaml knows 16",
            "take out",
        ),
        place=lambda _: "calendar.yaml, line 3: ",
        lines=3,
    ),
    "a seat misspelt": in_council(
        "    seat: permanent\n", "    seat: permanant\n", "'permanant' is not known", "'permanent' or 'elected'"
    ),
    "a term without a source": in_council(
        '    source: {title: "UN Charter, Art. 23; recorded votes 1946–2025"}\n',
        "",
        "`source` is missing",
        "add `source: …`",
        "- state: CHN",
    ),
    "a term since 1970 by a number": in_council("first_day: 1946-01-01", "first_day: 0", "0 is not a date", "YYYY-MM-DD"),
    "a council without terms": whole("config/council.yaml", "", "is empty", "`terms: []`"),
    "a supporter whom nobody knows": put("config/supporters.yaml", "- URY  #", "- XYZ  #", "'XYZ' is not a State", "such as FRA"),
    "a supporter by its name": put("config/supporters.yaml", "- URY  #", "- Uruguay  #", "'Uruguay'", "such as FRA"),
    "a supporter twice on a list": put(
        "config/supporters.yaml", "lists:\n", f"lists:\n{A_LIST}[FRA, FRA]}}\n", "names FRA twice", "name each State once", A_LIST
    ),
    "a list that may be whole": put(
        "config/supporters.yaml", "whole: true", "whole: mostly", "'mostly' is neither true nor false", "true or false"
    ),
    "a total below nothing": put("config/supporters.yaml", "states: 113", "states: -113", "-113 is too", "0 at least"),
    "a total in words": put(
        "config/supporters.yaml", "states: 113", "states: about 113", "'about 113' is no whole number", "whole number"
    ),
    "an initiative misspelt": put(
        "config/supporters.yaml", "initiative: code_of_conduct", "initiative: code", "'code' is not known", "'code_of_conduct'"
    ),
    "a State twice": put(
        "config/states.yaml",
        "states:\n",
        "states:\n  - {code: AFG, names: {en: Afghan}}\n",
        "AFG stands twice",
        "keep one entry",
        "{code: AFG, names: {en: Afghanistan}}",
    ),
    "a State without an English name": put(
        "config/states.yaml", "{code: AFG, names: {en: ", "{code: AFG, names: {fr: ", "AFG has no English name", "add `en:`"
    ),
    "a State named in no language": put(
        "config/states.yaml", "names: {en: Afghanistan}", "names: Afghanistan", "'Afghanistan' ", "{en: …}"
    ),
    "a handle of an unknown State": handles("'XYZ' is not a State", "such as FRA", "state: XYZ, platform: x, handle: a"),
    "a handle that is an address": handles(
        "'https://x.com/a'", "write a handle", "state: LIE, platform: x, handle: 'https://x.com/a'"
    ),
    "a handle on no platform": handles(
        "'facebook' is not known", "'x', 'mastodon' or 'bluesky'", "state: LIE, platform: facebook, handle: a"
    ),
    "a handle verified by a yes": handles("'yes' has no fields", "{by: …, on: …, proof: …}", f"{LIE_ON_X}, verified: yes"),
    "a handle verified without proof": handles(
        "`proof` is missing", "add `proof: …`", f"{LIE_ON_X}, verified: {{by: Ana, on: 2016-10-01}}"
    ),
    "a handle verified yesterday": handles(
        "'yesterday' is not a date", "YYYY-MM-DD", f"{LIE_ON_X}, {VERIFIED.replace('2016-10-01', 'yesterday')}"
    ),
    "a handle verified by hearsay": handles(
        "'hearsay'", "a whole address", f"{LIE_ON_X}, {VERIFIED.replace('https://un.org/x', 'hearsay')}"
    ),
    "a handle without evidence": put(
        "config/handles.yaml",
        "handles:\n",
        f"handles:\n  - {{{LIE_ON_X}, confidence: high}}\n",
        "`evidence` is missing",
        "add `evidence: …`",
        LIE_ON_X,
    ),
    "a handle that opted out by a yes": handles("'yes' is not a date", "YYYY-MM-DD", f"{LIE_ON_X}, opted_out: yes"),
    "two verified handles of one State": handles(
        "LIE has two verified handles on x",
        "leave verified the one",
        f"{LIE_ON_X}, {VERIFIED}",
        f"state: LIE, platform: x, handle: b, {VERIFIED}",
    ),
    "one verified handle of two States": handles(
        "the handle of LIE and of CHE",
        "whose it is",
        f"{LIE_ON_X}, {VERIFIED}",
        f"state: CHE, platform: x, handle: A, {VERIFIED}",
    ),
    "a verified handle that is Mastodon's, on X": handles(
        "cannot be a handle on x", "FranceONU", f"state: LIE, platform: x, handle: a@b.example, {VERIFIED}"
    ),
    "a verified handle on Mastodon without its server": handles(
        "cannot be a handle on mastodon", "with its server", f"state: LIE, platform: mastodon, handle: a, {VERIFIED}"
    ),
    "no handles": whole("config/handles.yaml", "", "the file is empty", "`handles: []`"),
    "a recorded vote by an unknown State": in_record(
        "against: [RUS, VEN]", "against: [RUS, XYZ]", "'XYZ' is not a State", "such as FRA", "against: [RUS, XYZ]"
    ),
    "a recorded vote with sixteen ballots": in_record(
        "abstained: [AGO, CHN]\n    totals: {in_favour: 11, against: 2, abstained: 2}",
        "abstained: [AGO, CHN, LIE]\n    totals: {in_favour: 11, against: 2, abstained: 3}",
        "LIE did not sit on the Council",
        "leave out the ballot",
    ),
    "a recorded vote without a ballot": in_record(
        "abstained: [AGO, CHN]\n    totals: {in_favour: 11, against: 2, abstained: 2}",
        "abstained: [CHN]\n    totals: {in_favour: 11, against: 2, abstained: 1}",
        "No ballot is given for AGO",
        "each member's ballot",
    ),
    "a recorded vote with a double ballot": in_record(
        "against: [RUS, VEN]", "against: [RUS, VEN, EGY]", "EGY is given more than one ballot", "enter each member once"
    ),
    "a recorded vote whose totals disagree": in_record(
        "totals: {in_favour: 11", "totals: {in_favour: 12", "The totals say 12-2-2, the roll call says 11-2-2", "meeting record"
    ),
    "a recorded vote that came out otherwise": in_record(
        "recorded: vetoed\n    vetoed_by: [RUS]", "recorded: adopted", "recorded as adopted", "check the ballots"
    ),
    "a recorded vote vetoed by another": in_record(
        "vetoed_by: [RUS]", "vetoed_by: [CHN]", "recorded as vetoed (by CHN)", "check the ballots"
    ),
    "a recorded vote on another day": in_record(
        "date: 2016-10-08", "date: 2015-10-08", "did not sit on the Council on 2015-10-08", "the day of the vote"
    ),
    "a recorded vote twice": in_record(
        "symbol: S/2016/847", "symbol: S/2016/846 ", "S/2016/846 stands twice", "one entry", "symbol: S/2016/846 "
    ),
    "a recorded vote assessed by a stranger": in_record(
        "    proposal:",
        f"    {BY_EVE}\n    proposal:",
        "'Eve' is not among the campaign's people",
        "`people` in campaign.yaml",
        "{name: Eve",
    ),
    "an empty year of the record": whole("config/record/2016.yaml", "", "the file is empty", "`votes: []`"),
}

TEMPLATE_ROWS = {
    "a template that includes itself": template(
        "Vote.\n{% include 'en/reminder' %}",
        "includes itself: en/reminder → en/reminder",
        "take one of the includes out",
        None,
    ),
    "templates that include each other": replace(
        whole(
            "message_templates/en/_supporters.txt.j2",
            "{% include 'en/reminder' %}",
            "includes itself",
            "take one of the includes out",
        ),
        place=lambda _: "message_templates/en/",
    ),
    "an include of what is not there": template(
        "Vote.\n{% include 'en/remindr' %}", "no template 'en/remindr'", "mend the name", "{% include"
    ),
    "an include by a computed name": template(
        "Vote.\n{% include vote.symbol %}", "a computed name", "write the name out", "{% include"
    ),
    "a fact that is not there": template("Vote.\n{{ vote.subjekt }}", "subjekt", "docs/templates.md", "{{"),
    "a fact of another message": template("Vote.\n{{ tally.in_favour }}", "tally", "docs/templates.md", "{{"),
    "a fact that may be missing": template("Vote.\n{{ vote.meeting }}", "there", "docs/templates.md", "{{"),
    "a fact that is no text": template("Vote.\n{{ vote }}", "neither words nor a number", "facts", "{{"),
    "States joined as if they were words": template(
        "Vote.\n{{ vote.penholders | join }} x", "neither words nor a number", "facts", "{{"
    ),
    "a list of what are no States": template("Vote.\n{{ supporters | names }}", "what it is not", "docs/templates.md", "{{"),
    "a macro that calls itself without end": template(
        "{% macro again() %}{{ again() }}{% endmacro %}\n{{ again() }}", "without end", "take the macro"
    ),
    "loops within loops": template("{% for a in vote.symbol %}" * 5 + "x" + "{% endfor %}" * 5, "20000 steps", "take the loop"),
    "a text without end": template("x" + "{{ vote.subject }}" * 1000, "without end", "shorten it", None),
    "a number without end in a template": template("{{ 2 ** 1000000 }}", "'**' is not used", "templates say facts"),
    "Python's internals": template("{{ vote.__class__ }}", "__class__", "templates say facts"),
    "Python's internals by a filter": template("{{ vote | attr('symbol') }}", "'attr'", "mend the line"),
    "a call of what cannot be called": template("{{ vote.symbol.upper() }}", "upper", "fact"),
    "a function that is not there": template("{% for one in range(9) %}x{% endfor %}", "range", "fact"),
    "a bracket too few": template("Vote.\n{{ vote.symbol }", "unexpected '}'", "mend the line", "{{"),
    "a condition that never ends": template("Vote.\n{% if vote.link %}x", "endif", "mend the line", "{% if"),
    "a word that is no tag": template("Vote.\n{% fi vote.link %}", "unknown tag 'fi'", "mend the line", "{% fi"),
    "a filter misspelt": template("Vote.\n{{ vote.subject | uper }}", "'uper'", "mend the line", "{{"),
    "a sum of words and numbers": template("Vote.\n{{ vote.symbol + 1 }}", "what it is not", "docs/templates.md", "{{"),
    "a template that says nothing": template("{# nothing #}", "says nothing", "write what the post is to say", None),
    "a word that is too long for a post": template("x" * 600, "too long for x", "shorten it", None),
    "more parts than a thread may have": template(MORE_TEXT, "parts", "shorten", None),
    "a template in other letters": whole(
        "message_templates/en/reminder.txt.j2", "café".encode("latin-1"), "this is not UTF-8", "save the file as UTF-8"
    ),
    "no template": replace(
        whole(
            "message_templates/en/reminder.txt.j2",
            None,
            "no template reminder in en",
            "write message_templates/en/reminder.txt.j2",
        ),
        place=lambda _: "",
    ),
}

OUTCOME_ROWS = {
    "an outcome with sixteen ballots": report(
        "LIE did not sit on the Council on 2016-10-01", "leave out the ballot", **roll_call([*MEMBERS, "LIE"])
    ),
    "an outcome with a ballot of who did not sit": report(
        "LIE did not sit", "leave out the ballot", **roll_call([*MEMBERS[1:], "LIE"])
    ),
    "an outcome without a ballot": report("No ballot is given for CHN", "each member's ballot", **roll_call(MEMBERS[1:])),
    "an outcome with a double ballot": report(
        "RUS is given more than one ballot", "enter each member once", **roll_call(MEMBERS, ["RUS"])
    ),
    "an outcome by a State's name": report("'Russia'", "such as FRA", **roll_call(MEMBERS[:-1], ["Russia"])),
    "an outcome whose totals disagree": report(
        "The totals say 13-2-0, the roll call says 14-1-0",
        "meeting record",
        totals={"in_favour": 13, "against": 2, "abstained": 0},
    ),
    "an outcome with totals below nothing": report(
        "-1 is too", "0 at least", totals={"in_favour": 16, "against": -1, "abstained": 0}
    ),
    "an outcome that says nothing": report(
        "either the roll call, or that the text was adopted without a vote", "one of the two", roll_call=None, totals=None
    ),
    "an outcome that says two things": report(
        "either the roll call, or that the text was adopted without a vote", "one of the two", adopted_without_a_vote=True
    ),
    "an outcome without a source": report("`title` is missing", "add `title: …`", source={}),
    "an outcome trusted beyond measure": report("'certain' is not known", "'preliminary' or 'official'", trust="certain"),
    "an outcome by a stranger": report("'Eve' is not among the campaign's people", "`people` in campaign.yaml", by="Eve"),
    "an outcome of no vote": report("There is no vote 'S/2016/999'", "advocacybot calendar", symbol="S/2016/999"),
    "an outcome of a vote ahead": report(
        f"the vote on {AHEAD} is due at 2016-10-08 15:00 in New York", "wait until it was held", symbol=AHEAD
    ),
}

TABLE = CAMPAIGN_ROWS | CALENDAR_ROWS | FACTS_ROWS | TEMPLATE_ROWS | OUTCOME_ROWS


def everything_kept() -> dict[str, object]:
    """Every row of the database, the files that took effect among them."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("store").get_models()
    }


@pytest.fixture(scope="module")
def _begun(_tables: None, tmp_path_factory: pytest.TempPathFactory) -> AsItWas:
    """The campaign, drafted once for all rows: to draft it takes longer than to refuse what is wrong."""
    tables.empty()
    entries = (a_vote_entry(AHEAD), a_vote_entry(RIVAL, hour="2016-10-09 15:00 America/New_York"), a_vote_entry(OVER, hour=HELD))
    at_work = a_house(tmp_path_factory.mktemp("campaign"), *entries)
    outcome.enter(at_work.house, OVER, Report.model_validate(RIGHT), ANA)
    outcome.confirm(at_work.house, OVER, BEN)
    first = at_work.queue()[0]
    review.approve(at_work.house, first.id, CY)
    return AsItWas(at_work)


@pytest.fixture
def at_work(_begun: AsItWas) -> MakeHouse:
    return _begun.again()


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_bad_input_is_refused_in_plain_words_and_changes_nothing(at_work: MakeHouse, row: Row) -> None:
    configuration, kept = at_work.house.configuration, everything_kept()
    files = {file: file.read_bytes() for name in FOLDERS for file in (at_work.folder / name).rglob("*") if file.is_file()}

    row.edit(at_work)
    place = row.place(at_work)
    with pytest.raises(BadInput) as refused:
        row.take_effect(at_work)

    told = str(refused.value).splitlines()
    what, _, mend = told[0].removeprefix(place).partition("; ")
    assert told[0].startswith(place)
    assert row.says in what
    assert row.mend in mend
    assert [line for line in told if not is_plain(line)] == []
    assert len(told) == row.lines

    assert at_work.house.configuration is configuration
    assert everything_kept() == kept
    for file, content in files.items():
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
    assert watch.reread(at_work.house) == ()
    assert everything_kept() == kept


def test_the_campaign_of_the_table_has_something_to_lose(at_work: MakeHouse) -> None:
    kept = everything_kept()
    assert {"MatterRow", "ReportRow", "PostRow", "PartRow", "ApprovalRow", "JournalInboxRow", "MarkRow"} <= {
        name for name, rows in kept.items() if rows
    }
    assert len(at_work.queue()) > 6
    assert at_work.house.clock.now() == MONDAY_NOON
    assert watch.reread(at_work.house) == ()
    assert everything_kept() == kept


def test_a_right_edit_after_all_does_change_something(at_work: MakeHouse) -> None:
    """The table would show nothing if no edit ever took effect."""
    kept = everything_kept()
    at_work.write_calendar(a_vote_entry(AHEAD))
    assert len(watch.reread(at_work.house)) == 2
    assert everything_kept() != kept
    assert AcceptedRow.objects.latest("pk").files["config/calendar.yaml"] == a_calendar(a_vote_entry(AHEAD))
