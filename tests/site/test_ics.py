"""The calendar of the votes ahead: valid by RFC 5545, with names that never change, and nothing in it lost on the way back."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.votes import Procedure, Vote
from advocacybot.site import ics
from advocacybot.site.ics import calendar
from advocacybot.site.published import Published
from advocacybot.sources.calendar_changes import Change, compare
from advocacybot.sources.icalendar_file import FoundVote, Window, read, read_all
from advocacybot.wording.phrases import LANGUAGES
from tests.factories import an_assessed_vote
from tests.site.publications import CHANGED, published

DOCS = Path(__file__).parents[2] / "docs" / "data.md"

ALEPPO = an_assessed_vote(
    hour="2026-11-28 15:00 America/New_York",
    subject={"en": "Ending the bombardment, at once; of Aleppo", "fr": "Fin des bombardements d’Alep", "ar": "حلب"},
    situation={"en": "Syria", "fr": "Syrie", "zh": "叙利亚"},
    meeting="7785th meeting",
    documents=[{"title": 'Draft "resolution"', "url": "https://undocs.org/S/2016/846"}],
)
GAZA = an_assessed_vote("S/2026/901", hour="2027-02-01 10:00 America/New_York", subject="Aid", situation="Gaza")


def calendar_of(*ahead: Vote, language: str = "en", **changes: object) -> bytes:
    return calendar(published(ahead=ahead, **changes), language)


def events(written: bytes) -> list[icalendar.Event]:
    read_back = icalendar.Calendar.from_ical(written).events
    assert [event.errors for event in read_back if event.errors] == []
    return read_back


def the_event(vote: Vote = ALEPPO, language: str = "en", **changes: object) -> icalendar.Event:
    (event,) = events(calendar_of(vote, language=language, **changes))
    return event


def text(event: icalendar.Event, name: str) -> str:
    return str(event[name])


# ── it is a calendar ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_is_no_longer_than_the_rfc_allows_and_ends_as_it_says(language: str) -> None:
    written = calendar_of(ALEPPO, GAZA, language=language)
    lines = written.split(b"\r\n")
    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert max(map(len, lines)) <= 75
    assert written.count(b"\n") == len(lines) - 1
    assert b"VERSION:2.0" in lines


@pytest.mark.parametrize("name", ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS", "DURATION"])
def test_every_event_has_once_what_an_event_must_have(name: str) -> None:
    for event in events(calendar_of(ALEPPO, GAZA)):
        assert len(re.findall(rf"^{name}[:;]", event.to_ical().decode(), re.MULTILINE)) == 1


def test_a_vote_is_told_with_its_hour_in_utc_and_in_words_with_new_yorks() -> None:
    event = the_event()
    assert event.start == dt.datetime(2026, 11, 28, 20, tzinfo=dt.UTC)
    assert event.end == dt.datetime(2026, 11, 28, 21, tzinfo=dt.UTC)
    assert text(event, "SUMMARY") == "Vote on S/2016/846: Ending the bombardment, at once; of Aleppo"
    assert "28 November 2026, 15:00 in New York\n7785th meeting\n" in text(event, "DESCRIPTION").replace("\u00a0", " ")
    assert 'Draft "resolution": https://undocs.org/S/2016/846' in text(event, "DESCRIPTION")
    assert (text(event, "STATUS"), text(event, "TRANSP")) == ("CONFIRMED", "TRANSPARENT")
    assert event.categories == ["Syria"]


@pytest.mark.parametrize(("language", "situation"), [("fr", "Syrie"), ("zh", "叙利亚"), ("ru", "Syria")])
def test_a_vote_is_told_in_the_language_asked_for(language: str, situation: str) -> None:
    event = the_event(language=language)
    assert event.categories == [situation]
    assert event["SUMMARY"].params["LANGUAGE"] == language


def test_a_draft_that_was_withdrawn_is_cancelled() -> None:
    assert text(the_event(ALEPPO.model_copy(update={"withdrawn": True})), "STATUS") == "CANCELLED"


@pytest.mark.parametrize(
    ("vote", "address", "link"),
    [
        (ALEPPO, "https://scorecards.example.org", "https://undocs.org/S/2016/846"),
        (GAZA, "https://scorecards.example.org", "https://scorecards.example.org/"),
        (GAZA, None, None),
    ],
    ids=["the draft", "the site", "nothing"],
)
def test_an_event_leads_to_the_draft_else_to_the_site(vote: Vote, address: str | None, link: str | None) -> None:
    assert the_event(vote, address=address).get("URL") == link


def test_the_nearest_vote_stands_first() -> None:
    assert calendar_of(GAZA, ALEPPO) == calendar_of(ALEPPO, GAZA)
    assert [event.start for event in events(calendar_of(GAZA, ALEPPO))] == [ALEPPO.hour, GAZA.hour]


def test_no_votes_ahead_make_an_empty_calendar() -> None:
    assert events(calendar_of()) == []


# ── names and revisions ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_event_keeps_its_uid_when_its_vote_moves_and_comes_later_in_its_revisions() -> None:
    moved = ALEPPO.model_copy(update={"hour": ALEPPO.hour + dt.timedelta(days=1), "subject": {"en": "Other words"}})
    before, after = the_event(), the_event(moved, changed=CHANGED + dt.timedelta(minutes=1))
    assert text(before, "UID") == text(after, "UID") == "bee84633-785a-5b65-b8b3-81e945557893"
    assert before.sequence < after.sequence < 2**31
    assert (CHANGED, CHANGED + dt.timedelta(minutes=1)) == (before.DTSTAMP, after.DTSTAMP)


def test_two_votes_have_two_uids_and_another_campaigns_are_others() -> None:
    assert text(the_event(), "UID") != text(the_event(GAZA), "UID")
    assert text(the_event(), "UID") != text(the_event(campaign="Another campaign"), "UID")


# ── the way back ────────────────────────────────────────────────────────────────────────────────────────────────────


def and_back(told: Published, language: str) -> tuple[tuple[Vote, ...], bytes]:
    """The votes that are read from the calendar, and the calendar written of them."""
    file = read(calendar(told, language), "calendar.ics")
    assert file.problems == ()
    votes = tuple(one.vote() for one in file.votes)
    return votes, calendar(replace(told, ahead=votes), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_calendar_opens_again_unchanged_but_for_the_assessments(language: str) -> None:
    told = published(ahead=(ALEPPO, GAZA.model_copy(update={"withdrawn": True, "procedure": Procedure.PROCEDURAL})))
    votes, written = and_back(told, language)
    assert votes == tuple(vote.model_copy(update={"assessment": None}) for vote in told.ahead)
    assert written == calendar(told, language)


def test_another_campaign_that_follows_our_calendar_sees_what_moved_and_what_was_withdrawn() -> None:
    now = ALEPPO.hour - dt.timedelta(days=3)
    window = Window(now, now + dt.timedelta(days=365))
    seen: tuple[FoundVote, ...] = ()
    found = []
    for changes in ({}, {"hour": ALEPPO.hour + dt.timedelta(days=1)}, {"withdrawn": True}, {"withdrawn": True}):
        told = read_all(calendar_of(ALEPPO.model_copy(update=changes), GAZA), "calendar.ics", window)
        compared = compare(seen, told, now)
        found.append([(one.change, one.vote.symbol) for one in compared.changes])
        seen = compared.seen
    aleppo, gaza = ALEPPO.symbol, GAZA.symbol
    assert found == [[(Change.NEW, aleppo), (Change.NEW, gaza)], [(Change.MOVED, aleppo)], [(Change.CANCELLED, aleppo)], []]


_SIGNS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
words = st.text(_SIGNS, min_size=1, max_size=90).filter(lambda text: bool(text.strip()))
languages = st.dictionaries(st.sampled_from(("en", "fr", "ar", "xx")), words, min_size=1)
votes = st.builds(
    an_assessed_vote,
    st.sampled_from(("S/2026/5", "S/2026/12/Rev.1", "S/RES/2118(2013)", "oral amendment 2026-12-22")),
    subject=languages,
    situation=languages,
    hour=st.integers(-757_000_000, 250_000_000_000).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC)),
    meeting=st.none() | words,
    documents=st.lists(
        st.fixed_dictionaries({"title": words, "url": st.just("https://undocs.org/S/2026/5,a;b%2Cc")}), max_size=2
    ),
    withdrawn=st.booleans(),
    procedure=st.sampled_from(("substantive", "procedural")),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(votes, max_size=3, unique_by=lambda vote: vote.symbol))
def test_whatever_the_votes_say_nothing_of_it_is_lost(ahead: list[Vote]) -> None:
    told = published(ahead=tuple(sorted(ahead, key=lambda vote: (vote.hour, vote.symbol))))
    back, written = and_back(told, "en")
    assert back == tuple(vote.model_copy(update={"assessment": None}) for vote in told.ahead)
    assert written == calendar(told)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\ufeff"])
def test_a_sign_that_no_calendar_may_hold_is_not_written(sign: str) -> None:
    written = calendar_of(an_assessed_vote(subject={"en": f"Al{sign}eppo"}, situation={"en": f"Sy{sign}ria"}))
    assert sign.encode() not in written
    assert "Al\ufffdeppo".encode() in written.replace(b"\r\n ", b"")


@pytest.mark.parametrize(
    "name", [ics.SYMBOL, ics.SUBJECT, ics.SITUATION, ics.MEETING, ics.PROCEDURE, ics.PENHOLDER, ics.DOCUMENT]
)
def test_every_property_of_our_own_is_in_the_docs(name: str) -> None:
    assert f"`{name}`" in DOCS.read_text(encoding="utf-8")
