"""Calendars as Google, Outlook, Exchange, Nextcloud, Apple, Thunderbird and Evolution write them, and the traps of the format:
each with the votes that it holds and what cannot be used of it, between 1 November 2026 and 1 February 2027."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from advocacybot.errors import BadInput, NamesNoText
from advocacybot.sources.calendars.events import MOST_INSTANCES
from advocacybot.sources.calendars.lines import MOST_BYTES, MOST_EVENTS, MOST_LINES
from advocacybot.sources.icalendar_file import FoundVote, VotesFile, Window, read, read_all
from tests.sources.plain import is_plain, says_what_and_mend

CALENDARS = Path(__file__).parent / "calendars"
WINDOW = Window(dt.datetime(2026, 11, 1, tzinfo=dt.UTC), dt.datetime(2027, 2, 1, tzinfo=dt.UTC))


@dataclass(frozen=True)
class Holds:
    """``votes``: each ``symbol when identity``, with a ``!`` where its event is cancelled; ``problems``: how each begins after
    the file's name; ``unread``: the UIDs of events that are there and cannot be used."""

    votes: tuple[str, ...]
    problems: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()


def unread(*uids: str) -> frozenset[str]:
    return frozenset(uids)


APPLE = "5E0B5A0E-7C1D-4E0A-9B1F-0D6C2B7A8F90"
OUTLOOK = "040000008200E00074C5B7101A82E00800000000"

HELD = {
    "google": Holds(
        (
            "S/2026/900 2026-11-28T20:00Z 4h2k9vq0c5l7@google.com",
            "S/2026/905 2026-12-02T15:00Z 7jm1q8d2f6n3@google.com",
            "S/2026/911 2026-12-03 0aa3c9e1b7d5@google.com",
        ),
        ("line 67: the event 'Lunch with the penholder' names no text of the Council",),
    ),
    "google-recurring": Holds(
        (
            "S/2026/920 2026-11-02T15:00Z weekly9q2@google.com 20261102T150000Z",
            "S/2026/920 2026-11-09T15:00Z weekly9q2@google.com 20261109T150000Z",
            "S/2026/920 2026-11-24T21:00Z weekly9q2@google.com 20261123T150000Z",
            "S/2026/920 2026-11-30T15:00Z weekly9q2@google.com 20261130T150000Z!",
        ),
        ("line 57: the event 'Consultations instead' names no text of the Council",),
    ),
    "outlook": Holds(
        (
            f"S/2026/900/Rev.1 2026-11-28T20:00Z {OUTLOOK}A0B1C2D3E4F5DA01"
            "0000000000000000100000007C1E3A5B6D7F9C4E8A1B2C3D4E5F6071",
            f"S/2026/930 2026-12-04 {OUTLOOK}B0",
        ),
    ),
    "exchange-zones": Holds(
        (
            "S/2026/931 2026-12-01T15:00Z exchange-1",
            "S/2026/932 2026-12-01T15:00Z exchange-2",
            "S/2026/933 2026-12-01T15:00Z exchange-3",
        ),
        ("line 50: 'tzone://Microsoft/Custom' is not a time zone",),
        unread("exchange-4"),
    ),
    "exchange-cancel": Holds(
        (
            f"S/2026/940 2026-12-09T15:00Z {OUTLOOK}C0!",
            f"S/2026/941 2026-12-10T15:00Z {OUTLOOK}C1 20261210T150000Z!",
        ),
    ),
    "nextcloud": Holds(
        (
            "S/2026/950 2026-11-28T20:00Z 0f4c1c1e-5d0f-4a53-8a35-3b0c2a9f7d11",
            "S/2026/951 2026-12-11 d2c9c7f2-0c5e-4b19-9d0b-5c6d1a0b2e33",
            "S/2026/952 2026-12-12T15:00Z aa11bb22-0c5e-4b19-9d0b-5c6d1a0b2e34!",
        ),
    ),
    "apple": Holds(
        (
            f"S/2026/960 2026-12-15T20:00Z {APPLE} 20261215T200000Z",
            f"S/2026/960 2027-01-20T15:00Z {APPLE} 20270119T200000Z",
        ),
    ),
    "thunderbird": Holds(
        (
            "S/2026/970 2026-10-28T14:00Z c7c1b1a0-93a7-4b8c-8f0e-1c2d3e4f5a6b",
            "S/2026/971 2026-11-28T20:00Z b7c1b1a0-93a7-4b8c-8f0e-1c2d3e4f5a6b",
        ),
    ),
    "floating-in-new-york": Holds(
        ("S/2026/900 2026-11-28T20:00Z floating-1",),
        ("line 11: '2026-11-01 01:30:00 America/New_York' comes twice",),
        unread("floating-2"),
    ),
    "floating": Holds(
        (),
        (
            "line 5: '2026-11-28 15:00:00' says no zone, so it is no hour that we may rely on; write it with a zone",
            "line 15: '2026-11-28 15:00:00' says no zone",
        ),
        unread("floating-1", "floating-2"),
    ),
    "clocks": Holds(
        (
            "S/2026/3 2026-11-01T06:30Z twice-in-utc",
            "S/2026/6 2026-11-01T04:59Z own-before",
            "S/2026/7 2026-11-01T07:00Z own-after",
            "S/2026/8 2026-11-01T06:30Z settled",
        ),
        (
            "line 45: '2026-03-08 02:30:00 America/New_York' does not exist",
            "line 50: '2026-11-01 01:30:00 America/New_York' comes twice",
            'line 60: "2026-03-08 02:30:00 The Mission\'s Own" does not exist',
            'line 65: "2026-11-01 01:30:00 The Mission\'s Own" comes twice',
        ),
        unread("skipped", "twice", "own-skipped", "own-twice"),
    ),
    "zones-of-its-own": Holds(
        (
            "S/2026/11 2026-12-01T10:00Z z1",
            "S/2026/12 2026-12-01T06:15Z z2",
            "S/2026/13 2026-12-01T11:00Z z3",
        ),
        (
            "line 59: the time zone that begins in line 32 cannot be followed",
            "line 64: the time zone that begins in line 41 cannot be followed",
            "line 69: 'Nowhere at all' is not a time zone",
            "line 74: 'localtime' is not a time zone",
        ),
        unread("z4", "z5", "z6", "z7"),
    ),
    "all-day": Holds(
        (
            "S/2026/21 2026-11-28 day",
            "S/2026/22 2026-11-28 days",
            "S/2026/23 2026-11-28 unsaid",
            "S/2026/24 2026-11-28 outlook-midnight",
            "S/2026/27 2026-11-28 every-second-day 20261128",
            "S/2026/27 2026-12-02 every-second-day 20261202",
        ),
        (
            "line 26: the event is called one of a whole day, and begins at 05:00",
            "line 32: '20261131' is not a date",
        ),
        unread("outlook-in-utc", "no-day"),
    ),
    "recurrences": Holds(
        (
            "S/2026/31 2026-11-01T15:00Z over-the-change 20261101T150000Z",
            "S/2026/31 2026-11-02T15:00Z over-the-change 20261102T150000Z",
            "S/2026/31 2026-11-03T15:00Z over-the-change 20261103T150000Z",
            "S/2026/32 2026-11-02T15:00Z first-monday 20261102T150000Z",
            "S/2026/32 2027-01-04T15:00Z first-monday 20270104T150000Z",
            "S/2026/33 2026-11-30T15:00Z last-workday 20261130T150000Z",
            "S/2026/33 2026-12-31T15:00Z last-workday 20261231T150000Z",
            "S/2026/34 2026-11-10T15:00Z by-dates 20261110T150000Z",
            "S/2026/34 2026-11-14T16:00Z by-dates 20261114T160000Z",
            "S/2026/34 2026-11-16T15:00Z by-dates 20261116T150000Z",
            "S/2026/35 2026-12-12 yearly 20261212",
            "S/2026/40 2026-11-08T06:30Z over-the-gap 20261108T063000Z",
            "S/2026/41 2026-11-08T06:30Z over-the-gap-left-out 20261108T063000Z",
        ),
        (
            "line 37: the event recurs by a rule that is not followed here ('FREQ=HOURLY'); make a single event",
            "line 43: '2026-02-30 15:00:00' is not a date and hour",
            "line 49: the event begins on a day that its own rule does not name",
            "line 55: the event recurs by several rules",
            "line 62: '2026-11-01 01:30:00 America/New_York' comes twice",
        ),
        unread("hourly", "never", "not-its-own-day", "two-rules", "over-the-gap"),
    ),
    "overrides": Holds(
        (
            "S/2026/51 2026-11-03T15:00Z series 20261103T150000Z",
            "S/2026/51 2026-11-10T15:00Z series 20261110T150000Z",
            "S/2026/51 2026-11-13T15:00Z series 20261013T140000Z",
            "S/2026/51 2026-11-24T15:00Z series 20261124T150000Z!",
            "S/2026/52 2026-12-01T16:00Z orphan 20261201T150000Z",
            "S/2026/54 2026-11-05T15:00Z called-off 20261105T150000Z!",
            "S/2026/55 2026-11-13T16:00Z consultations 20261113T150000Z",
            "S/2026/54 2026-11-12T17:00Z called-off 20261112T150000Z!",
        ),
        (
            "line 38: the event changes all of its like from one on (RANGE)",
            "line 51: the event 'Consultations' names no text of the Council",
        ),
        unread("from-one-on"),
    ),
    "versions": Holds(
        (
            "S/2026/61 2026-12-03T15:00Z by-sequence",
            "S/2026/62 2026-12-03T15:00Z by-hour",
            "S/2026/64 2026-12-02T15:00Z the-same-twice",
        ),
        (
            "line 40: the event stands also in line 34, and nothing tells which of the two holds; take the older one out",
            "line 64: the event's SEQUENCE is 'first'",
        ),
        unread("tied", "no-number"),
    ),
    "twice": Holds(
        (
            "S/2026/72 2026-12-02T16:00Z stays",
            "S/2026/71 2026-12-02T15:00Z asked-and-called-off!",
        ),
    ),
    "folded": Holds(("S/2026/81 2026-11-28T20:00Z folded",)),
    "one-line-ends": Holds(("S/2026/82 2026-11-28T20:00Z old",)),
    "doubled-line-ends": Holds(("S/2026/83 2026-11-28T20:00Z doubled",)),
    "latin-1": Holds(
        (
            "S/2026/85 2026-11-28T20:00Z declared",
            "S/2026/87 2026-11-28T20:00Z plain",
        ),
        (
            "line 4: 'SUMMARY:S/2026/84: Aide � Gaza' is no property in UTF-8; export the event anew, in UTF-8",
            "line 14: 'SUMMARY;CHARSET=KOI8-R:S/2026/86: Acc�s � Gaza' is no property in UTF-8, nor in KOI8-R",
        ),
        unread("undeclared", "declared-wrongly"),
    ),
    "utf-8-mark": Holds(("S/2026/88 2026-11-28T20:00Z marked",)),
    "utf-16": Holds(("S/2026/88 2026-11-28T20:00Z marked",)),
    "utf-16-unmarked": Holds(("S/2026/88 2026-11-28T20:00Z marked",)),
    "control": Holds(
        (
            "S/2026/93 2026-11-28T20:00Z elsewhere",
            "S/2026/94 2026-11-28T20:00Z tab",
        ),
        (
            r"line 3: 'SUMMARY:S/2026/91: Ga\x00za' holds a control character",
            r"line 8: 'SUMMARY:S/2026/92: Gaza\x1b[31m' holds a control character",
        ),
        unread("nul", "escape"),
    ),
    "vcalendar-1": Holds(
        (),
        ("line 3: 'SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:S/2026/95: A' is written as vCalendar 1.0 writes it",),
        unread("quoted"),
    ),
    "without-uids": Holds(
        (
            "S/2026/96 2026-11-28T20:00Z S/2026/96",
            "S/2026/97 2026-11-29T20:00Z S/2026/97",
        ),
        ("line 11: S/2026/96 stands twice in the file",),
    ),
    "empty": Holds(()),
}
REFUSED = {
    "nested": ", line 7: a VEVENT begins within another one",
    "unterminated": ": the file breaks off within 'VEVENT'",
    "crossed": ", line 7: 'END:VEVENT' ends what did not begin",
    "outside": ", line 5: 'BEGIN:VEVENT' stands outside of every calendar",
    "sign-in": ": this is no iCalendar file: it does not begin with BEGIN:VCALENDAR",
    "utf-16-cut": ": the file begins in UTF-16, and does not go on in it",
}


def the_file(name: str, charset: str | None = None) -> VotesFile:
    return read_all((CALENDARS / f"{name}.ics").read_bytes(), f"{name}.ics", WINDOW, charset)


def in_short(vote: FoundVote) -> str:
    when = f"{vote.hour:%Y-%m-%dT%H:%MZ}" if vote.hour else f"{vote.day}"
    return f"{vote.symbol} {when} {vote.identity}{'!' if vote.withdrawn else ''}"


def test_every_calendar_that_lies_there_is_tried() -> None:
    assert {file.stem for file in CALENDARS.glob("*.ics")} == HELD.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", HELD)
def test_a_calendar_holds_just_these_votes_and_just_this_cannot_be_used(name: str) -> None:
    file, holds = the_file(name), HELD[name]
    assert tuple(map(in_short, file.votes)) == holds.votes
    told = [str(problem).removeprefix(f"{name}.ics, ") for problem in file.problems]
    assert [said[: len(begins)] for said, begins in zip(told, holds.problems, strict=True)] == list(holds.problems)
    assert file.unread == holds.unread


@pytest.mark.parametrize("name", HELD)
def test_what_cannot_be_used_is_told_plainly_with_its_mend(name: str) -> None:
    for problem in map(str, the_file(name).problems):
        assert says_what_and_mend(problem, f"{name}.ics")
        assert is_plain(problem)


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_whole_calendar_is_refused(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        the_file(name)
    assert str(refused.value).startswith(f"{name}.ics{REFUSED[name]}")


# ── words and letters ───────────────────────────────────────────────────────────────────────────────────────────────


def subjects(name: str, charset: str | None = None) -> dict[str, dict[str, str] | None]:
    return {vote.symbol: vote.subject for vote in the_file(name, charset).votes}


def test_words_are_read_as_they_were_written_whatever_they_were_folded_and_encoded_in() -> None:
    assert subjects("folded") == {"S/2026/81": {"en": "Aide à Gaza"}}
    for name in ("utf-8-mark", "utf-16", "utf-16-unmarked"):
        assert subjects(name) == {"S/2026/88": {"ar": "غزة"}}
    assert subjects("nextcloud")["S/2026/950"] == {"fr": "Accès humanitaire à Gaza, sans délai et sans entrave"}
    assert the_file("nextcloud").votes[0].situation == {"fr": "Moyen-Orient, y compris la question palestinienne"}


def test_what_whoever_sent_the_file_says_of_its_letters_counts_where_they_are_no_utf_8() -> None:
    assert subjects("latin-1")["S/2026/85"] == {"en": "Accès à Gaza"}
    assert subjects("latin-1", "ISO-8859-1")["S/2026/84"] == {"en": "Aide à Gaza"}
    assert "S/2026/84" not in subjects("latin-1", "utf-8")
    assert subjects("folded", "iso-8859-1") == subjects("folded")


def test_an_instance_says_what_its_series_says_where_it_says_nothing_itself() -> None:
    moved = next(vote for vote in the_file("overrides").votes if vote.recurrence == "20261013T140000Z")
    assert (moved.subject, moved.situation) == ({"en": "Tuesdays at ten"}, {"en": "Gaza"})


# ── what a day alone, and what others, are good for ─────────────────────────────────────────────────────────────────


def test_a_day_alone_is_no_vote_before_a_person_gives_its_hour() -> None:
    day = the_file("google").votes[2]
    assert (day.hour, day.day) == (None, dt.date(2026, 12, 3))
    with pytest.raises(BadInput, match="which is no day and hour; give it the hour of the vote, not the day alone"):
        day.vote()


def test_where_votes_are_put_into_the_calendar_days_alone_and_what_recurs_are_problems() -> None:
    file = read((CALENDARS / "google.ics").read_bytes(), "google.ics")
    assert [vote.symbol for vote in file.votes] == ["S/2026/900", "S/2026/905"]
    assert "'20261203', which is no day and hour; give it the hour" in str(file.problems[0])
    recurring = read((CALENDARS / "apple.ics").read_bytes(), "apple.ics")
    assert recurring.votes == ()
    assert [str(one).partition(": ")[2].partition(",")[0] for one in recurring.problems] == [
        "the event recurs (RRULE)",
        "the event recurs (RECURRENCE-ID)",
    ]


def test_an_event_about_something_else_is_told_apart_from_one_that_is_wrong() -> None:
    google, clocks = the_file("google").problems, the_file("clocks").problems
    assert [type(one) for one in google] == [NamesNoText]
    assert not any(isinstance(one, NamesNoText) for one in clocks)


def test_what_is_found_is_the_same_after_it_was_kept() -> None:
    for name in HELD:
        for vote in the_file(name).votes:
            assert FoundVote.model_validate(vote.model_dump(mode="json", exclude_defaults=True)) == vote


# ── how much is read ────────────────────────────────────────────────────────────────────────────────────────────────


def a_calendar(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")).encode()


def an_event(*lines: str) -> tuple[str, ...]:
    return "BEGIN:VEVENT", "UID:one", "SUMMARY:S/2026/900: Gaza", *lines, "END:VEVENT"


def the_problem(*lines: str, window: Window = WINDOW) -> str:
    file = read_all(a_calendar(*an_event(*lines)), "votes.ics", window)
    (problem,) = file.problems
    assert file.votes == ()
    return str(problem)


def test_a_file_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(
        BadInput, match=r"votes\.ics: the file has 8388624 bytes, of which 8388608 are read; export the votes alone"
    ):
        read_all(b"BEGIN:VCALENDAR\n" + b"X" * MOST_BYTES, "votes.ics", WINDOW)


@pytest.mark.parametrize("ends", [b"\n", b"\r", b"\r\n"])
def test_a_file_of_too_many_lines_is_refused_before_they_are_told_apart(ends: bytes) -> None:
    with pytest.raises(BadInput, match=f"the file has more than {MOST_LINES} lines; export the votes alone"):
        read_all(b"BEGIN:VCALENDAR" + ends * (MOST_LINES + 1), "votes.ics", WINDOW)


def test_a_calendar_of_too_many_events_is_refused() -> None:
    with pytest.raises(BadInput, match=f"that begins in line 1 holds more than {MOST_EVENTS} entries"):
        read_all(a_calendar(*("BEGIN:VEVENT", "END:VEVENT") * (MOST_EVENTS + 1)), "votes.ics", WINDOW)


def test_an_event_that_takes_place_too_often_is_a_problem_and_never_a_flood() -> None:
    year = Window(WINDOW.starts, WINDOW.starts + dt.timedelta(days=365))
    told = the_problem("DTSTART:20261101T150000Z", "RRULE:FREQ=DAILY", window=year)
    assert f"takes place more than {MOST_INSTANCES} times in that time; make a single event" in told


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=2;COUNT=9999;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=YEARLY;BYDAY=53SU,-53SU",
    ],
)
def test_a_rule_that_names_no_day_is_refused_and_never_followed_for_ever(rule: str) -> None:
    told = the_problem("DTSTART:20260101T150000Z", f"RRULE:{rule}")
    assert "the event begins on a day that its own rule does not name; let it begin on the first day of its rule" in told


def test_recurrences_that_would_take_too_long_to_follow_are_a_problem() -> None:
    one = an_event("DTSTART:00010101T150000Z", "RRULE:FREQ=DAILY;COUNT=9999")
    events = [line.replace("UID:one", f"UID:{number}") for number in range(50) for line in one]
    file = read_all(a_calendar(*events), "votes.ics", WINDOW)
    assert file.votes == ()
    assert "the recurrences of the calendar go on for too long to be followed" in str(file.problems[-1])


def test_a_line_that_is_used_has_an_end_and_one_that_is_not_may_be_of_any_length() -> None:
    long = "X" * 30_000
    told = the_problem("DTSTART:20261128T200000Z", f"CATEGORIES:{long}")
    assert "goes on for 30011 bytes; shorten it to 20000" in told
    picture = read_all(a_calendar(*an_event("DTSTART:20261128T200000Z", f"ATTACH;ENCODING=BASE64:{long}")), "votes.ics", WINDOW)
    assert len(picture.votes) == 1


@pytest.mark.parametrize(
    ("starts", "ends"), [(WINDOW.starts, WINDOW.starts), (WINDOW.starts, WINDOW.starts + dt.timedelta(days=3 * 366 + 1))]
)
def test_a_window_is_some_time_and_no_age(starts: dt.datetime, ends: dt.datetime) -> None:
    with pytest.raises(BadInput, match="is no time in which votes are looked for; name an hour and a later one"):
        Window(starts, ends)
