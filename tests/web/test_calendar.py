"""The calendar's pages: the month and the list."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.pipeline import outcome, schedule
from tests.factories import a_report
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.room_steps import a_rooms_vote, put, version_of
from tests.pipeline.steps import HOUR, MINUTE, RIVAL, SOLO, SYMBOL
from tests.web.conftest import Room

Make = Callable[..., Room]
NASTY = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def cells(page: str) -> dict[str, str]:
    """What stands in the month's table on which day."""
    table = page.partition("<table")[2].partition("</table>")[0]
    return dict(re.findall(r'<time datetime="([0-9-]+)">\d+</time>(.*?)</td>', table, re.DOTALL))


def the_month(room: Room, month: str = "") -> str:
    answer = room.enter(Role.VIEWER).get(reverse("calendar"), {"month": month} if month else {})
    assert answer.status_code == 200
    return answer.content.decode()


def the_list(room: Room, **asked: str) -> str:
    answer = room.enter(Role.VIEWER).get(reverse("votes"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


# ── the month ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_stands_on_its_day_in_new_york_and_not_on_the_servers(make_room: Make) -> None:
    """At ten in the evening of the last of October in New York it is November everywhere east of it."""
    room = make_room(a_vote_entry(hour="2016-10-31 22:00 America/New_York"), campaign=SOLO)
    october, november = cells(the_month(room, "2016-10")), cells(the_month(room, "2016-11"))
    assert SYMBOL in october["2016-10-31"]
    assert "22:00" in october["2016-10-31"]
    assert not [day for day, inside in november.items() if SYMBOL in inside]


def test_the_month_is_this_one_where_none_is_asked_for_and_today_is_marked(make_room: Make) -> None:
    page = the_month(make_room(a_vote_entry(), campaign=SOLO))
    assert "<caption>The votes of October 2016" in page
    assert re.search(r'aria-current="date"><time datetime="2016-10-04"', page)
    assert SYMBOL in cells(page)["2016-10-08"]


def test_a_month_leads_to_the_ones_before_and_after_it(make_room: Make) -> None:
    page = the_month(make_room(campaign=SOLO), "2016-12")
    assert re.findall(r'href="\?month=([0-9-]+)"', page) == ["2016-11", "2016-10", "2017-01"]
    assert "No vote is in the calendar for this month" in page


def test_a_phone_gets_the_same_votes_in_a_list(make_room: Make) -> None:
    page = the_month(make_room(a_vote_entry(), campaign=SOLO))
    days = page.partition('<div class="days">')[2]
    assert "Saturday 8 October" in days
    assert reverse("vote", args=[SYMBOL]) in days


@pytest.mark.parametrize("month", ["2016-13", "2016", "0001-01", "9999-12", "soon", "٢٠١٦-١٠", NASTY])
def test_what_is_no_month_is_refused_in_plain_words(make_room: Make, month: str) -> None:
    answer = make_room(campaign=SOLO).enter().get(reverse("calendar"), {"month": month})
    assert answer.status_code == 422
    assert "is no month of the Council" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_votes_ahead_stand_before_those_past_the_soonest_first(make_room: Make) -> None:
    days = {"S/2016/1": "09-01", "S/2016/2": "10-20", "S/2016/3": "10-10", "S/2016/4": "08-01"}
    room = make_room(
        *(a_vote_entry(symbol, hour=f"2016-{day} 15:00 America/New_York") for symbol, day in days.items()), campaign=SOLO
    )
    page = the_list(room)
    assert re.findall(r"<strong>(S/2016/\d)</strong>", page) == ["S/2016/3", "S/2016/2", "S/2016/1", "S/2016/4"]
    assert page.index("Ahead</h2>") < page.index("S/2016/2<") < page.index("Past</h2>") < page.index("S/2016/1<")


def test_a_long_list_is_turned_page_by_page_and_shows_each_vote_once(make_room: Make) -> None:
    ahead = [
        a_vote_entry(f"S/2016/{number}", hour=f"2016-10-{number - 90:02} 15:00 America/New_York") for number in range(100, 120)
    ]
    past = [
        a_vote_entry(f"S/2016/{number}", hour=f"2016-08-{number - 190:02} 15:00 America/New_York") for number in range(200, 220)
    ]
    room = make_room(*ahead, *past, campaign=SOLO)
    pages = [re.findall(r"<strong>(S/2016/\d+)</strong>", the_list(room, page=number)) for number in ("1", "2")]
    assert [len(page) for page in pages] == [25, 15]
    assert pages[0][:20] == [f"S/2016/{number}" for number in range(100, 120)]
    assert [*pages[0][20:], *pages[1]] == [f"S/2016/{number}" for number in range(219, 199, -1)]


@pytest.mark.parametrize(
    ("words", "found"),
    [("846", [SYMBOL]), ("alep", [SYMBOL, RIVAL]), ("bombardment", [RIVAL]), ("Álép", [RIVAL]), ("nothing", [])],
)
def test_votes_are_looked_for_by_symbol_and_subject(make_room: Make, words: str, found: list[str]) -> None:
    room = make_room(a_vote_entry(SYMBOL), a_vote_entry(RIVAL, subject="{en: Aleppo bombardment, fr: Bombardement d’Álép}"))
    assert re.findall(r"<strong>(S/2016/\d+)</strong>", the_list(room, words=words)) == found


def test_a_list_tells_how_each_vote_stands(make_room: Make) -> None:
    room = make_room(
        a_vote_entry(), a_vote_entry(RIVAL, assessed=""), a_vote_entry("S/2016/848", withdrawn="true"), campaign=SOLO
    )
    put(room.at_work.house, a_rooms_vote("S/2016/849"))
    schedule.take_out(room.at_work.house, "S/2016/849", ANA, version_of("S/2016/849"), "a drill")
    page = the_list(room)
    told = dict(re.findall(r"<strong>(S/2016/\d+)</strong>.*?</span> <span>(.*?)</span></p>", page, re.DOTALL))
    assert told == {
        SYMBOL: "assessed by 2 of 2 · 1 post waits",
        RIVAL: "assessed by 0 of 2",
        "S/2016/848": "assessed by 2 of 2 · withdrawn",
        "S/2016/849": "assessed by 0 of 2 · taken out of the calendar",
    }
    room.at_work.clock.set(HOUR + MINUTE)
    outcome.enter(room.at_work.house, SYMBOL, a_report(), ANA)
    outcome.confirm(room.at_work.house, SYMBOL, BEN)
    assert "<span>vetoed · " in the_list(room, words=SYMBOL)


def test_no_script_gets_in_by_a_subject_or_by_what_is_looked_for(make_room: Make) -> None:
    quoted = NASTY.replace("'", "")
    room = make_room(a_vote_entry(subject=f"'{quoted}'", situation=f"'{quoted}'"), campaign=SOLO)
    for page in (the_month(room), the_list(room), the_list(room, words='"><script>alert(1)</script>')):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


# ── how much it asks ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("route", ["calendar", "votes"])
def test_queries_do_not_grow_with_votes(
    make_room: Make, route: str, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    client = room.enter()
    few = django_queries(lambda: client.get(reverse(route)))
    room.at_work.edit_calendar(*(a_vote_entry(f"S/2016/{number}") for number in range(846, 866)))
    assert len(re.findall(r"S/2016/\d+/\"", client.get(reverse(route)).content.decode())) >= 20
    assert django_queries(lambda: client.get(reverse(route))) <= few
