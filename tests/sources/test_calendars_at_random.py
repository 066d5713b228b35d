"""Calendars that chance spoils: whatever is done to the samples, they are read or refused in our words, within bounds."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.errors import AdvocacyBotError
from advocacybot.sources.calendars.events import MOST_INSTANCES
from advocacybot.sources.icalendar_file import VotesFile, read, read_all
from tests.examples import examples
from tests.sources.plain import says_what_and_mend
from tests.sources.test_calendars import CALENDARS, WINDOW

SAMPLES = tuple(path.read_bytes() for path in sorted(Path(CALENDARS).glob("*.ics")))
_LINES = (
    b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VTIMEZONE", b"END:VTIMEZONE", b"BEGIN:STANDARD",
    b"END:STANDARD", b"SUMMARY:S/2026/900: Gaza", b"METHOD:CANCEL", b"X-WR-TIMEZONE:America/New_York", b"STATUS:CANCELLED",
    b"UID:series", b"UID:", b"RECURRENCE-ID:20261103T150000Z", b"RECURRENCE-ID;RANGE=THISANDFUTURE:20261103",
    b"RRULE:FREQ=DAILY", b"RRULE:FREQ=YEARLY;BYDAY=" + b",".join([b"MO"] * 400), b"RRULE:FREQ=MONTHLY;BYSETPOS=-366,366;BYDAY=SU",
    b"RRULE:FREQ=WEEKLY;COUNT=9999;INTERVAL=9999", b"RRULE:FREQ=DAILY;UNTIL=99991231", b"RRULE:FREQ=DAILY;UNTIL=x",
    b"RDATE:" + b",".join([b"20261103T150000Z"] * 300), b"RDATE;VALUE=PERIOD:20261103T150000Z/PT1H",
    b"EXDATE;VALUE=DATE:20261103",
    b"DTSTART:00010101T000000Z", b"DTSTART:99991231T235959", b"DTSTART;VALUE=DATE:99991231", b"DTSTART;VALUE=DATE:00010101",
    b"DTSTART;TZID=Eastern Standard Time:00010101T000000", b"DTSTART;TZID=Customized Time Zone:99991231T235959",
    b"DTSTART;TZID=\"a;b:c\":20261103T150000", b"TZOFFSETFROM:+2359", b"TZOFFSETTO:-235959", b"TZID:Customized Time Zone",
    b"SEQUENCE:99999999999999999999", b"LAST-MODIFIED:x", b"X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", b" ", b"\t", b"\xff\x00", b":",
)  # fmt: skip
_line = st.sampled_from(_LINES) | st.binary(max_size=30)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A sample of which lines were taken out, doubled, put elsewhere or added, and some bytes changed."""
    lines = draw(st.sampled_from(SAMPLES)).split(b"\n")
    for _ in range(draw(st.integers(0, 6))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        lines[at:at] = draw(st.sampled_from(([], [lines[other]])) | _line.map(lambda one: [one]))
        del lines[other : other + draw(st.integers(0, 2))]
        lines = lines or [b""]
    data = bytearray(b"\n".join(lines))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        data[at : at + 1] = draw(st.binary(max_size=2))
    return bytes(data[: draw(st.none() | st.integers(0, len(data)))])


def in_our_words(error: AdvocacyBotError) -> bool:
    return all(says_what_and_mend(line, "x.ics") for line in str(error).split("\n"))


def within_bounds(file: VotesFile, data: bytes) -> bool:
    return len(file.votes) <= min((MOST_INSTANCES + 1) * data.upper().replace(b"\0", b"").count(b"BEGIN:"), 12_500 + 10_000)


def problems(reading: Callable[[], VotesFile], data: bytes) -> tuple[AdvocacyBotError, ...]:
    """What is wrong with a file, or with events in it; of votes there are no more than there may be."""
    try:
        file = reading()
    except AdvocacyBotError as refused:
        return (refused,)
    assert within_bounds(file, data)
    return file.problems


@settings(deadline=None, max_examples=examples(400))
@given(spoilt(), st.sampled_from((None, "iso-8859-1", "nothing that anybody knows")))
def test_whatever_is_done_to_a_calendar_it_is_read_or_refused_in_our_words(data: bytes, charset: str | None) -> None:
    assert all(map(in_our_words, problems(lambda: read(data, "x.ics"), data)))
    assert all(map(in_our_words, problems(lambda: read_all(data, "x.ics", WINDOW, charset), data)))


def test_the_worst_that_fits_is_read_within_its_allowance() -> None:
    """Ten thousand events, each with the rule that takes longest: no more steps are taken than one file may take."""
    event = b"BEGIN:VEVENT\nUID:%d\nSUMMARY:S/2026/900: Gaza\nDTSTART:20260101T150000Z\n%s\nEND:VEVENT\n"
    rule = b"RRULE:FREQ=YEARLY;COUNT=9999;BYDAY=" + b",".join(b"%dTH" % place for place in range(1, 53))
    data = b"BEGIN:VCALENDAR\n" + b"".join(event % (number, rule) for number in range(9_999)) + b"END:VCALENDAR\n"
    file = read_all(data, "x.ics", WINDOW)
    assert within_bounds(file, data)
    assert "the recurrences of the calendar go on for too long to be followed" in str(file.problems[-1])
