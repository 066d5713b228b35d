"""The queue as iCalendar: read back by icalendar and by our own reader, and by clients that saw it before."""

import datetime as dt

import icalendar

from advocacybot.campaign.posts import PostState
from advocacybot.errors import NamesNoText
from advocacybot.pipeline import agenda, review
from advocacybot.sources.calendars.events import USED, Event, Instance, taking_place, that_hold
from advocacybot.sources.calendars.lines import calendars, properties
from advocacybot.sources.calendars.recurrence import Allowance
from advocacybot.sources.calendars.times import Window, around
from advocacybot.sources.icalendar_file import read_all
from tests.houses import ANA, MONDAY_NOON, MakeHouse, a_vote_entry
from tests.pipeline.steps import A_DAY_LATER, HOUR, MINUTE, SOLO, SYMBOL, Make, before, edit_campaign, the_bot_looks

ROOM = "https://room.example.org"
GOES_OUT, AGREE = f"Goes out: reminder on solo, {SYMBOL}", f"Last hour to agree: reminder on solo, {SYMBOL}"


def written(at_work: MakeHouse) -> bytes:
    return agenda.written(at_work.house, ROOM)


def events(told: bytes) -> list[icalendar.Event]:
    read_back = icalendar.Calendar.from_ical(told).events
    assert [event.errors for event in read_back if event.errors] == []
    return read_back


def hour(event: icalendar.Event) -> dt.datetime:
    assert isinstance(event.start, dt.datetime)
    return event.start


def standing(at_work: MakeHouse) -> dict[str, str]:
    """How each of the events stands, by its summary; of two of one summary the one that is not cancelled."""
    found = sorted(events(written(at_work)), key=lambda event: event["STATUS"] != "CANCELLED")
    return {str(event["SUMMARY"]): str(event["STATUS"]) for event in found}


def as_we_read(told: bytes) -> dict[str, tuple[dt.datetime | dt.date, bool]]:
    """When each event is, and whether it is cancelled, by its UID, as our own reader has it."""
    (calendar,) = calendars(told, "queue.ics")
    about = around(calendar, Allowance())
    groups, problems = that_hold(Event(one, properties(one, USED), about) for one in calendar.of_kind("VEVENT"))
    assert problems == []
    found = [one for group in groups for one in taking_place(group, None)]
    return {one.event.uid or "": (one.when, one.cancelled) for one in found if isinstance(one, Instance)}


def client(shown: dict[str, icalendar.Event], told: bytes) -> dict[str, icalendar.Event]:
    """What a client shows that looks again: of each UID what has the higher SEQUENCE (RFC 5546, 2.1.4)."""
    for event in events(told):
        uid = str(event["UID"])
        if uid not in shown or event.sequence >= shown[uid].sequence:
            shown[uid] = event
    return shown


def live(shown: dict[str, icalendar.Event]) -> list[tuple[str, dt.datetime]]:
    return sorted((str(one["SUMMARY"]), hour(one)) for one in shown.values() if one["STATUS"] != "CANCELLED")


# ── what stands in it ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reminder_has_an_hour_at_which_it_goes_out_and_one_until_which_people_may_agree(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    goes_out, agree = events(written(at_work))
    assert (str(goes_out["SUMMARY"]), goes_out.start) == (GOES_OUT, before("24 h"))
    assert (str(agree["SUMMARY"]), agree.start) == (AGREE, before("12 h"))
    assert (str(goes_out["STATUS"]), str(agree["STATUS"])) == ("TENTATIVE", "CONFIRMED")
    (post,) = at_work.queue()
    assert {str(one["URL"]) for one in (goes_out, agree)} == {f"{ROOM}/posts/{post.id}/"}


def test_it_says_neither_a_posts_words_nor_why_somebody_did_what_they_did(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    (post,) = at_work.queue()
    review.hold(at_work.house, post.id, ANA, "is the hour right?")
    told = events(written(at_work))
    assert {str(one["DESCRIPTION"]) for one in told} == {f"Post {post.id} is held."}
    words = {str(value) for one in told for value in one.values()}
    assert [value for value in words if "hour right" in value or any(part in value for part in post.words.parts)] == []


def test_it_is_written_as_the_rfc_asks_and_the_same_queue_makes_the_same_bytes(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(subject="An accented – and long – subject, with; everything \\\\ in it"), campaign=SOLO)
    told = written(at_work)
    lines = told.split(b"\r\n")
    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert max(map(len, lines)) <= 75
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT15M" in lines
    assert told == written(at_work)


def test_icalendar_and_our_own_reader_read_the_same(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), a_vote_entry("S/2016/847"), campaign=SOLO)
    review.reject(at_work.house, at_work.queue()[0].id, ANA, "not this one")
    told = written(at_work)
    theirs = {str(one["UID"]): (one.start, one["STATUS"] == "CANCELLED") for one in events(told)}
    assert as_we_read(told) == theirs
    assert sorted(cancelled for _, cancelled in theirs.values()) == [False, False, True, True]


def test_nothing_in_it_is_taken_for_a_vote(make_house: Make) -> None:
    told = written(make_house(a_vote_entry(), campaign=SOLO))
    file = read_all(told, "queue.ics", Window(MONDAY_NOON, HOUR))
    assert file.votes == ()
    assert [type(one) for one in file.problems] == [NamesNoText, NamesNoText]


def test_a_campaign_without_posts_has_an_empty_one(make_house: Make) -> None:
    assert events(written(make_house(campaign=SOLO))) == []


# ── what clients understand of changes ──────────────────────────────────────────────────────────────────────────────


def test_once_people_agreed_only_the_hour_at_which_it_goes_out_is_left(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    assert standing(at_work) == {GOES_OUT: "CONFIRMED", AGREE: "CANCELLED"}
    the_bot_looks(at_work, before("24 h") + MINUTE)
    assert [post.state for post in at_work.posts()] == [PostState.PUBLISHED]
    assert standing(at_work) == {GOES_OUT: "CONFIRMED", AGREE: "CANCELLED"}


def test_every_change_of_a_post_has_a_higher_sequence_and_a_later_stamp_under_the_same_uid(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    (post,) = at_work.queue()
    seen = [events(written(at_work))[0]]
    at_work.clock.set(MONDAY_NOON + MINUTE)
    review.hold(at_work.house, post.id, ANA, "is the hour right?")
    seen.append(events(written(at_work))[0])
    at_work.clock.set(MONDAY_NOON + 2 * MINUTE)
    review.release(at_work.house, post.id, ANA)
    seen.append(events(written(at_work))[0])
    assert len({str(one["UID"]) for one in seen}) == 1
    assert [one.sequence for one in seen] == sorted({one.sequence for one in seen})
    stamps = [(one.DTSTAMP, one.LAST_MODIFIED) for one in seen]
    assert stamps == [(MONDAY_NOON + number * MINUTE,) * 2 for number in range(3)]


def test_a_client_that_saw_it_before_moves_with_a_vote_that_moves_and_forgets_one_that_is_withdrawn(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    shown = client({}, written(at_work))
    assert [start for _, start in live(shown)] == [before("24 h"), before("12 h")]
    at_work.edit_calendar(a_vote_entry(hour=A_DAY_LATER))
    assert [start for _, start in live(client(shown, written(at_work)))] == [HOUR, HOUR + 12 * 60 * MINUTE]
    at_work.edit_calendar(a_vote_entry(hour=A_DAY_LATER, withdrawn="true"))
    assert live(client(shown, written(at_work))) == []


def test_what_is_drawn_anew_stays_the_same_event(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    shown = client({}, written(at_work))
    was = live(shown)
    at_work.edit_calendar(a_vote_entry(subject="Another subject"))
    assert [post.state for post in at_work.posts()].count(PostState.LAPSED) == 1
    assert live(client(shown, written(at_work))) == was
    assert len(shown) == 2


def test_the_posts_of_an_account_that_is_none_of_the_campaigns_any_more_ask_nobody(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    edit_campaign(at_work, SOLO.replace("name: solo", "name: another"))
    the_bot_looks(at_work)
    assert standing(at_work)[GOES_OUT] == "CANCELLED"
    assert AGREE not in standing(at_work)


def test_what_became_of_posts_is_told_for_a_month(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.clock.set(HOUR + dt.timedelta(days=29))
    assert len(events(written(at_work))) == 2
    at_work.clock.set(HOUR + dt.timedelta(days=31))
    assert events(written(at_work)) == []
