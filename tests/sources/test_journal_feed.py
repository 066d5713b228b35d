"""The Council's meetings in the Journal (advocacybot.sources.journal_feed), in the shape in which it gives a day to its pages."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.errors import BadInput
from advocacybot.sources.journal_feed import CouncilMeeting, JournalDay, read_day
from tests.examples import examples
from tests.sources.plain import is_plain, says_what_and_mend

DAY = dt.date(2026, 4, 14)
COUNCIL = "Security Council"


def told(number: str, start: str | None = "2026-04-14T10:00:00", id: str = "1ebf-1", **more: Any) -> dict[str, Any]:  # noqa: A002
    return {"id": id, "meetingNumber": {"en": number}, "startDate": start, "timeFrom": "10:00 AM", **more}


def a_day(*meetings: Any, organ: str = COUNCIL) -> bytes:
    groups = [
        {"groupNameTitle": "General Assembly", "sessions": [{"name": "General Assembly", "meetings": [told("9th meeting")]}]},
        {"groupNameTitle": "Security Council", "sessions": [{"name": organ, "meetings": list(meetings)}]},
    ]
    return json.dumps({"issueDate": "2026-04-14", "groups": groups}).encode()


def read(*meetings: Any, **more: Any) -> JournalDay:
    return read_day(a_day(*meetings, **more), "un-journal", DAY)


def the_meeting(**more: Any) -> CouncilMeeting:
    found = read(told(more.pop("number", "10134th meeting"), **more))
    assert found.problems == ()
    (meeting,) = found.meetings
    return meeting


def test_a_formal_meeting_is_read_with_its_number_and_its_hour_in_utc() -> None:
    meeting = the_meeting(number="<p><span>10134th&nbsp;meeting</span></p>", title={"en": "<p>The situation in <i>Haiti</i></p>"})
    assert meeting == CouncilMeeting(
        id="1ebf-1",
        day=DAY,
        title="10134th meeting: The situation in Haiti",
        number=10134,
        begins=dt.datetime(2026, 4, 14, 14, tzinfo=dt.UTC),
        follows=False,
        after=None,
        cancelled=False,
        closed=False,
        address="https://journal.un.org/en/meeting/officials/1ebf-1/2026-04-14",
    )


def test_the_hour_is_new_yorks_in_winter_as_in_summer() -> None:
    winter = read_day(a_day(told("10100th meeting", "2026-01-14T10:00:00")), "un-journal", dt.date(2026, 1, 14))
    assert winter.meetings[0].begins == dt.datetime(2026, 1, 14, 15, tzinfo=dt.UTC)


def test_consultations_have_no_number() -> None:
    meeting = the_meeting(number="Consultations of the whole", isClosed=True)
    assert (meeting.number, meeting.closed, meeting.title) == (None, True, "Consultations of the whole")


@pytest.mark.parametrize("more", [{"isFollowedBy": True}, {"timeFrom": "Followed By"}, {"timeFrom": "Followed by "}])
def test_a_meeting_that_follows_another_has_no_hour_of_its_own(more: dict[str, Any]) -> None:
    found = read(told("10134th meeting", id="a"), told("10135th meeting", id="b", **more))
    first, second = found.meetings
    assert first.begins is not None
    assert (second.follows, second.begins, second.after) == (True, None, "a")


def test_what_follows_a_cancelled_meeting_follows_the_one_before_it() -> None:
    found = read(
        told("10134th meeting", id="a"),
        told("10135th meeting", id="b", isCancelled=True),
        told("10136th meeting", id="c", isFollowedBy=True),
    )
    assert [(one.id, one.cancelled, one.after) for one in found.meetings] == [
        ("a", False, None),
        ("b", True, None),
        ("c", False, "a"),
    ]


def test_what_follows_nothing_that_is_known_says_so() -> None:
    assert the_meeting(isFollowedBy=True).after is None


@pytest.mark.parametrize("organ", ["Conseil de sécurité", "SECURITY COUNCIL", "<b>Security Council</b>"])
def test_the_council_is_known_in_any_of_the_journals_languages(organ: str) -> None:
    assert len(read(told("10134th meeting"), organ=organ).meetings) == 1


@pytest.mark.parametrize(
    "organ", ["Security Council Committee established pursuant to resolution 1970 (2011)", "Peacebuilding Commission", ""]
)
def test_its_committees_are_other_organs(organ: str) -> None:
    assert read(told("10134th meeting"), organ=organ).meetings == ()


def test_a_meeting_that_stands_twice_is_one_and_another_days_is_none_of_this() -> None:
    found = read(told("10134th meeting"), told("10134th meeting"), told("10140th meeting", "2026-04-20T15:00:00", id="later"))
    assert [one.number for one in found.meetings] == [10134]


@pytest.mark.parametrize("start", [None, "", "soon", "2026-04-14", 7, "2026-04-14T00:00:00"])
def test_an_hour_that_is_not_there_is_none_and_never_a_guess(start: Any) -> None:
    meeting = the_meeting(start=start)
    assert (meeting.day, meeting.begins) == (DAY, None)


@pytest.mark.parametrize("start", ["2026-03-08T02:30:00", "2026-11-01T01:30:00", "2026-04-14T25:00:00", "2026-02-30T10:00:00"])
def test_an_hour_that_the_clocks_do_not_show_once_is_a_problem(start: str) -> None:
    found = read(told("10134th meeting", start), told("10135th meeting", id="b"))
    assert [one.number for one in found.meetings] == [10135]
    assert [says_what_and_mend(str(problem), "un-journal: ") for problem in found.problems] == [True]


@pytest.mark.parametrize("key", [None, "", 7, "../../x", "a b", "x" * 100])
def test_a_meeting_without_an_id_is_a_problem(key: Any) -> None:
    found = read(told("10134th meeting", id=key))
    assert found.meetings == ()
    assert "has no id" in str(found.problems[0])


@pytest.mark.parametrize("content", [b"", b" \n", b"null", b'{"groups": []}'])
def test_a_day_without_meetings_is_empty(content: bytes) -> None:
    assert read_day(content, "un-journal", DAY) == JournalDay(())


@pytest.mark.parametrize(
    "content", [b"<html>", b"[]", b"{}", b'{"groups": null}', b'{"groups": {}}', b"{", b'"x"', b'{"a":' * 90_000]
)
def test_what_is_no_day_of_the_journal_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        read_day(content, "un-journal", DAY)
    assert says_what_and_mend(str(refused.value), "un-journal")
    assert is_plain(str(refused.value))


APRIL = (
    # date, time in New York, title: as the Journal listed them, 2 to 21 April 2026
    ("2026-04-02", "10:00:00", "10128th meeting"),
    ("2026-04-02", "15:00:00", "10129th meeting"),
    ("2026-04-07", "11:00:00", "10130th meeting"),
    ("2026-04-08", "10:00:00", "10131st meeting"),
    ("2026-04-09", "10:00:00", "10132nd meeting"),
    ("2026-04-13", "10:00:00", "10133rd meeting"),
    ("2026-04-20", "15:00:00", "10140th meeting"),
)


@pytest.mark.parametrize(("date", "hour", "title"), APRIL)
def test_meetings_of_april_2026_are_read(date: str, hour: str, title: str) -> None:
    found = read_day(a_day(told(title, f"{date}T{hour}")), "un-journal", dt.date.fromisoformat(date))
    (meeting,) = found.meetings
    assert meeting.number == int(title[:5])
    assert meeting.begins == dt.datetime.fromisoformat(f"{date}T{hour}-04:00")


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from([COUNCIL, "2026-04-14T10:00:00", "Followed by"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["groups", "sessions", "meetings", "name", "id", "meetingNumber", "en", "startDate", "timeFrom"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(_VALUES.map(lambda value: json.dumps(value).encode()) | _VALUES.map(a_day) | st.binary(max_size=80))
@settings(max_examples=examples(300), deadline=None)
def test_whatever_comes_is_read_or_refused_in_our_words(content: bytes) -> None:
    try:
        found, refusal = read_day(content, "un-journal", DAY), ""
    except BadInput as refused:
        found, refusal = JournalDay(()), str(refused)
    assert not refusal or says_what_and_mend(refusal, "un-journal")
    assert all(one.begins is None or one.begins.tzinfo is dt.UTC for one in found.meetings)
