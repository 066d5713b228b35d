"""Votes from iCalendar files: our own come back whole (tests/site/test_ics.py), plain events are read as far as they tell, and
whatever cannot be used is named."""

import datetime as dt
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advocacybot.council.votes import Procedure
from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.sources.icalendar_file import FoundVote, VotesFile, read
from tests.examples import examples
from tests.sources.plain import is_plain, says_what_and_mend

AT_THREE = dt.datetime(2026, 11, 28, 20, tzinfo=dt.UTC)


def a_file(*events: str, before: str = "") -> bytes:
    """A calendar of those events, each given by its lines."""
    inside = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{before}{inside}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def an_event(
    summary: str = "SUMMARY:S/2026/900: Aid to Gaza", start: str = "DTSTART:20261128T200000Z", more: str = "CATEGORIES:Gaza"
) -> str:
    return "\n".join(filter(None, (summary, start, more)))


def the_vote(event: str, **changes: str) -> FoundVote:
    file = read(a_file(event, **changes), "votes.ics")
    assert file.problems == ()
    (vote,) = file.votes
    return vote


def the_problem(*events: str) -> str:
    file = read(a_file(*events), "votes.ics")
    (problem,) = file.problems
    assert len(file.votes) == len(events) - 1
    return str(problem)


# ── plain events ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20261128T200000Z",
        "DTSTART;TZID=America/New_York:20261128T150000",
        'DTSTART;TZID="Europe/Paris":20261128T210000',
        "dtstart;tzid=America/New_York;value=date-time:20261128T150000",
        "DTSTART;TZID=America/New_\n York:2026112\n\t8T150000",
        "DTSTART;TZID=Eastern Standard Time:20261128T150000",
    ],
    ids=["UTC", "New York", "Paris", "small letters", "folded", "Windows"],
)
def test_an_hour_is_read_in_utc_or_by_the_name_of_its_zone(start: str) -> None:
    assert the_vote(an_event(start=start)).hour == AT_THREE


def test_a_zone_is_what_its_name_says_whatever_the_file_makes_of_it() -> None:
    never = "DTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nRRULE:FREQ=SECONDLY\n"
    zone = f"BEGIN:VTIMEZONE\nTZID:America/New_York\nBEGIN:STANDARD\n{never}END:STANDARD\nEND:VTIMEZONE\n"
    assert the_vote(an_event(start="DTSTART;TZID=America/New_York:20261128T150000"), before=zone).hour == AT_THREE


@pytest.mark.parametrize(
    ("summary", "symbol", "subject"),
    [
        ("SUMMARY:S/2026/900: Aid to Gaza", "S/2026/900", {"en": "Aid to Gaza"}),
        ("SUMMARY:Vote on S/2026/900/Rev.1 – Aid\\, at once\\; to Gaza", "S/2026/900/Rev.1", {"en": "Aid, at once; to Gaza"}),
        ("SUMMARY:Aid to Gaza (S/2026/900)", "S/2026/900", {"en": "Aid to Gaza"}),
        ("SUMMARY;LANGUAGE=fr-CH:S/2026/900\\nAide à Gaza", "S/2026/900", {"fr": "Aide à Gaza"}),
        ("SUMMARY:S/RES/2118(2013): Chemical weapons", "S/RES/2118(2013)", {"en": "Chemical weapons"}),
        ("SUMMARY:S/2026/900 or S/2026/900", "S/2026/900", {"en": "or S/2026/900"}),
        ("SUMMARY:S/2026/900", "S/2026/900", None),
    ],
)
def test_the_symbol_and_the_subject_are_read_from_the_summary(summary: str, symbol: str, subject: object) -> None:
    vote = the_vote(an_event(summary))
    assert (vote.symbol, vote.subject) == (symbol, subject)


@pytest.mark.parametrize(
    ("more", "situation"),
    [
        ("CATEGORIES:Syria,Votes", {"en": "Syria"}),
        ("CATEGORIES;LANGUAGE=fr:République démocratique du Congo\\, est", {"fr": "République démocratique du Congo, est"}),
        ("CATEGORIES:", None),
        ("", None),
    ],
)
def test_the_situation_is_the_first_category(more: str, situation: object) -> None:
    assert the_vote(an_event(more=more)).situation == situation


def test_a_cancelled_event_is_a_draft_that_was_withdrawn() -> None:
    assert the_vote(an_event(more="STATUS:CANCELLED")).withdrawn
    assert not the_vote(an_event(more="STATUS:CONFIRMED")).withdrawn


def test_what_an_event_holds_besides_is_passed_over() -> None:
    alarm = "BEGIN:VALARM\nSUMMARY:S/2026/1: Wake up\nTRIGGER:-PT15M\nEND:VALARM\nX-OTHER;A=1:2\n\n"
    task = "BEGIN:VTODO\nSUMMARY:S/2026/2: Prepare\nEND:VTODO\n"
    vote = the_vote(an_event(more=alarm), before=task)
    assert vote.symbol == "S/2026/900"


def test_a_file_may_begin_with_a_mark_end_its_lines_as_it_likes_and_fold_within_a_sign() -> None:
    written = a_file(an_event("SUMMARY:S/2026/900: Aide à Gaza")).replace(b"\r\n", b"\n").replace("à".encode(), b"\xc3\n \xa0")
    (vote,) = read(b"\xef\xbb\xbf" + written, "votes.ics").votes
    assert vote.subject == {"en": "Aide à Gaza"}


# ── from an event to a vote ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_event_that_tells_all_is_a_vote_that_nobody_assessed() -> None:
    vote = the_vote(an_event()).vote()
    assert (vote.symbol, vote.hour, vote.subject, vote.situation) == (
        "S/2026/900",
        AT_THREE,
        {"en": "Aid to Gaza"},
        {"en": "Gaza"},
    )
    assert (vote.assessment, vote.procedure) == (None, Procedure.SUBSTANTIVE)


@pytest.mark.parametrize(
    ("event", "missing"),
    [
        (an_event(more=""), "no situation"),
        (an_event("SUMMARY:S/2026/900"), "no subject"),
        (an_event("SUMMARY:S/2026/900", more=""), "no subject and no situation"),
    ],
)
def test_an_event_that_leaves_out_what_it_is_about_is_no_vote_until_a_person_says_it(event: str, missing: str) -> None:
    with pytest.raises(BadInput, match=f"the event of S/2026/900 says {missing}; write the subject after the symbol"):
        the_vote(event).vote()


# ── what cannot be used ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("event", "what"),
    [
        (an_event("SUMMARY:Lunch"), "the event 'Lunch' names no text of the Council in its summary; write one symbol"),
        (an_event("DESCRIPTION:S/2026/900"), "the event '' names no text"),
        (an_event("SUMMARY:S/2026/900 and S/2026/901"), "names several texts in its summary; write one symbol"),
        (an_event("SUMMARY:XS/2026/900 S/2026/900/5"), "names no text"),
        (an_event(start=""), "the event does not say when it begins; give it the day and hour"),
        (an_event(start="DTSTART;VALUE=DATE:20261128"), "'20261128', which is no day and hour; give it the hour of the vote"),
        (an_event(start="DTSTART:20261128T200000"), "'2026-11-28 20:00:00' says no zone"),
        (an_event(start="DTSTART:20261328T200000Z"), "is not a date and hour"),
        (an_event(start="DTSTART;TZID=Eastern Lunar Time:20261128T150000"), "'Eastern Lunar Time' is not a time zone"),
        (an_event(start="DTSTART;TZID=Mars/Olympus:20261128T150000"), "'Mars/Olympus' is not a time zone"),
        (an_event(start="DTSTART;TZID=America/New_York:20260308T023000"), "does not exist"),
        (an_event(start="DTSTART;TZID=America/New_York:20261101T013000"), "comes twice"),
        (an_event(more="RRULE:FREQ=DAILY"), r"the event recurs \(RRULE\), and a vote is taken once; make a single event"),
        (an_event(more="RDATE:20261129T200000Z"), r"recurs \(RDATE\)"),
        (an_event(more="no property"), "'no property' is no property in UTF-8; export the event anew"),
        (an_event(more="X-ADVOCACYBOT-SYMBOL:A/RES/1"), "symbol: 'A/RES/1' is not written as it should be"),
        (an_event(more="X-ADVOCACYBOT-SYMBOL:S/2026/1\nX-ADVOCACYBOT-PENHOLDER:France"), "write an ISO 3166-1 alpha-3 code"),
        (an_event(f"SUMMARY:S/2026/900: {'very ' * 70}long"), "`subject.en` has 354 characters; shorten it to 300"),
        (an_event("SUMMARY;LANGUAGE=é:S/2026/900: Gaza"), "write a language of two letters"),
    ],
)
def test_an_event_that_cannot_be_used_is_named_with_its_line_and_the_mend_and_the_others_are_read(event: str, what: str) -> None:
    told = the_problem(an_event("SUMMARY:S/2026/1: Aid"), event)
    assert told.startswith("votes.ics, line 8: ")
    assert re.search(what, told)
    assert is_plain(told)


def test_a_text_whose_event_stands_twice_is_read_once_and_named() -> None:
    told = the_problem(an_event(), an_event(start="DTSTART:20261129T200000Z"))
    assert told.startswith("votes.ics, line 8: S/2026/900 stands twice in the file; ")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "votes.ics: this is no iCalendar file: it does not begin with BEGIN:VCALENDAR; export"),
        (b"<html>Sign in</html>", "votes.ics: this is no iCalendar file"),
        (
            a_file(an_event()).removesuffix(b"END:VCALENDAR\r\n"),
            "votes.ics: the file breaks off within 'VCALENDAR'; fetch",
        ),
        (a_file(an_event())[:90], "votes.ics: the file breaks off within 'VEVENT'; fetch it again"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\n", "votes.ics, line 2: 'END:VEVENT' ends what did not begin; export"),
    ],
)
def test_a_file_that_is_no_calendar_or_not_a_whole_one_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(data, "votes.ics")
    assert str(refused.value).startswith(what)


# ── anything at all ─────────────────────────────────────────────────────────────────────────────────────────────────

_LINES = (
    b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VALARM", b"END:VALARM", b"BEGIN:VTIMEZONE",
    b"SUMMARY:S/2026/900: Gaza", b"DTSTART:20261128T200000Z", b"DTSTART;TZID=America/New_York:20261128T150000",
    b"CATEGORIES:\\,,",
    b"DTSTART;TZID=../../etc/passwd:20261128T150000",
    b"DTSTART;TZID=a,b:99999999T999999", b"DURATION:P9999999999999999D",
    b"X-ADVOCACYBOT-SYMBOL:S/2026/900", b"X-ADVOCACYBOT-SUBJECT;LANGUAGE=\"fr\":x", b"X-ADVOCACYBOT-DOCUMENT:",
    b"RRULE:", b" ", b"\t:;,=",
    b"X;A=\"^n^^\":\xff\x00", b"STATUS:cancelled",
)  # fmt: skip
_anything = st.binary(max_size=60)
_like_a_calendar = st.lists(st.sampled_from(_LINES) | _anything, max_size=14).map(
    lambda lines: b"\r\n".join((b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", *lines, b"END:VEVENT", b"END:VCALENDAR"))
)


def told_of(data: bytes) -> list[AdvocacyBotError]:
    try:
        file = read(data, "votes.ics")
    except BadInput as refused:
        return [refused]
    assert isinstance(file, VotesFile)
    return list(file.problems)


@settings(deadline=None, max_examples=examples(200))
@given(_anything | _like_a_calendar)
@example(b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 20_000)
@example(a_file(an_event(more="X:" + "\n " * 20_000)))
@example(a_file(an_event(more='X;A="' + ";" * 20_000)))
@example(a_file(an_event("SUMMARY:" + "S/2026/" * 5_000)))
def test_whatever_is_in_a_file_is_read_or_refused_with_what_and_mend(data: bytes) -> None:
    for problem in told_of(data):
        for line in str(problem).split("\n"):
            assert says_what_and_mend(line, "votes.ics"), line
