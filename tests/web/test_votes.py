"""A vote's pages: its story, the forms, and what they never lose."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import Role
from advocacybot.council.hours import parse_hour
from advocacybot.pipeline import assess, outcome, schedule
from advocacybot.store import desk, votes
from advocacybot.store.models import PartRow
from tests.factories import a_report
from tests.houses import ANA, BEN, CY, a_vote_entry
from tests.pipeline.room_steps import (
    a_rooms_vote,
    agreed_to_by_ben,
    assessment_version,
    put,
    version_of,
)
from tests.pipeline.steps import (
    A_DAY_LATER,
    HOUR,
    MINUTE,
    RIVAL,
    SOLO,
    SYMBOL,
    a_campaign,
    an_account,
    before,
    everything,
    the_bot_looks,
)
from tests.store.rows import a_receipt
from tests.web.forms import Make, a_room, do, mark, step, text, the_page

NASTY = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
TYPED: dict[str, Any] = {
    "symbol": SYMBOL,
    "subject.en": "Aleppo",
    "situation.en": "Syria",
    "day": "2016-10-08",
    "time": "15:00",
    "procedure": "substantive",
    "meeting": "",
    "penholder": ["france", "ESP", ""],
    "document": ["Draft resolution", ""],
    "url": ["https://undocs.org/S/2016/846", ""],
}
# ── its story ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_tells_the_whole_story_of_a_vote(make_room: Make) -> None:
    room = make_room(
        a_vote_entry(penholders="[FRA, ESP]", documents="[{title: The draft, url: https://undocs.org/S/2016/846}]"),
        campaign=SOLO,
    )
    at_work = room.at_work
    at_work.approve_all()
    the_bot_looks(at_work, at=before("24 h"))
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(), ANA)
    outcome.confirm(at_work.house, SYMBOL, BEN)
    page = the_page(room)
    for told in (
        "Sat 8 Oct 2016 15:00 New York (Sat 19:00 UTC)",
        "France, Spain",
        "This vote stands in calendar.yaml, line 2, which owns it",
        "Ana Approver (3 Oct 2016), Ben Bystander (3 Oct 2016)",
        "It demands an end to the bombardment of civilians.",
        "New Zealand named by lists before and after that day, or of it",
        "Japan support on that day not known; listed as of 15 May 2017",
        "vetoed, 11-2-2",
        "Russian Federation, Venezuela",
        "New Zealand (kept the pledge)",
        "published",
        "vote scheduled – calendar.yaml",
        "outcome recorded – Ben Bystander",
    ):
        assert told in text(page)
    assert 'href="https://undocs.org/S/2016/846"' in page.content.decode()
    assert reverse("outcome", args=[SYMBOL]) in page.content.decode()


def test_receipts_are_linked_where_the_platform_gave_an_address(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    room.at_work.approve_all()
    the_bot_looks(room.at_work, at=before("24 h"))
    PartRow.objects.update(url=a_receipt().url)
    assert f'href="{a_receipt().url}"' in the_page(room).content.decode()


def test_a_vote_of_the_room_says_who_keeps_it_and_may_be_changed_there_alone(make_room: Make) -> None:
    room = make_room(a_vote_entry(RIVAL), campaign=SOLO)
    put(room.at_work.house, a_rooms_vote(), BEN)
    assert "The staff room keeps this vote; Ben Bystander wrote it last" in text(the_page(room))
    edits = {symbol: reverse("vote-edit", args=[symbol]) for symbol in (SYMBOL, RIVAL)}
    assert edits[SYMBOL] in the_page(room).content.decode()
    assert edits[RIVAL] not in the_page(room, RIVAL).content.decode()


def test_a_vote_that_is_nowhere_is_not_found(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    for route in ("vote", "vote-edit", "assess"):
        assert room.enter().get(reverse(route, args=["S/2016/9"])).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_forms_are_offered_to_those_alone_who_may(make_room: Make, role: Role) -> None:
    room = a_room(make_room)
    page = the_page(room, role=role, person=CY).content.decode()
    routes = ("vote-edit", "vote-withdraw", "vote-take-out", "assess", "assessment-agree", "assessment-take-back")
    offered = [reverse(route, args=[SYMBOL]) in page for route in routes]
    assert offered == [role is not Role.VIEWER] * len(routes)


def test_queries_do_not_grow_with_posts_and_entries(
    make_room: Make, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    client = room.enter()
    few = django_queries(lambda: client.get(reverse("vote", args=[SYMBOL])))
    for day in range(9, 29):
        room.at_work.edit_calendar(a_vote_entry(hour=f"2016-10-{day:02} 15:00 America/New_York"))
        room.at_work.edit_calendar(a_vote_entry())
    assert len(room.at_work.posts()) > 20
    assert django_queries(lambda: client.get(reverse("vote", args=[SYMBOL]))) <= few


def test_posts_of_an_account_that_the_campaign_has_no_more_are_still_told(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    (room.at_work.folder / "config" / "campaign.yaml").write_text(a_campaign(an_account("other")), encoding="utf-8")
    room.at_work.edit_calendar(a_vote_entry())
    assert "solo" in text(the_page(room))


# ── added ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_is_added_once_its_effect_was_shown(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    client, was = room.enter(Role.OPERATOR), everything()
    shown = client.post(reverse("vote-new"), TYPED)
    assert everything() == was
    assert "Nothing may be said of this vote then" in text(shown)
    done = client.post(reverse("vote-new"), TYPED | {"do": mark(shown)})
    assert (done.status_code, done.headers["Location"]) == (302, reverse("vote", args=[SYMBOL]))
    kept = desk.votes()[SYMBOL]
    assert (kept.by, kept.vote.hour, kept.vote.penholders) == (ANA, HOUR, ("FRA", "ESP"))
    assert [one.title for one in kept.vote.documents] == ["Draft resolution"]


def test_what_was_not_shown_is_not_done(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    client = room.enter(Role.OPERATOR)
    seen, was = mark(client.post(reverse("vote-new"), TYPED)), everything()
    answer = client.post(reverse("vote-new"), TYPED | {"do": seen, "time": "16:00"})
    assert "What this does has changed since it was shown" in text(answer)
    assert everything() == was


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("symbol", "846", "symbol: '846' is not written as it should be; write the symbol of a draft, such as S/2016/846"),
        ("symbol", "", "this is empty; write it"),
        ("subject.en", "", "this is empty; write it"),
        ("time", "", "this is empty; write it"),
        ("day", "2016-13-01", "is not a date and hour"),
        ("day", "2040-10-08", "Of the 15 members of the Council on 2040-10-08"),
        ("penholder", ["FRA", "Atlantis"], "'Atlantis' is not a State that states.yaml knows"),
        ("penholder", ["FRA", "France"], "FRA is named twice as penholder"),
        ("url", ["javascript:alert(1)"], "write a whole address"),
        ("url", [""], "this is empty; write it"),
        ("document", [""], "this is empty; write it"),
        ("meeting", "x" * 301, "`meeting` has 301 characters; shorten it to 300"),
        ("procedure", "another", "procedure: 'another' is not known"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    make_room: Make, field: str, value: Any, problem: str
) -> None:
    room = make_room(campaign=SOLO)
    was = everything()
    answer = room.enter(Role.OPERATOR).post(reverse("vote-new"), TYPED | {field: value})
    assert answer.status_code == 422
    assert problem in text(answer)
    for typed in [one for name, one in (TYPED | {field: value}).items() if isinstance(one, str) and name != "procedure"]:
        assert f'value="{typed}"' in answer.content.decode()
    assert everything() == was


@pytest.mark.parametrize(
    ("day", "time", "problem"),
    [
        ("2017-03-12", "02:30", "does not exist: the clocks go forward over it"),
        ("2016-11-06", "01:30", "comes twice: the clocks go back over it"),
    ],
)
def test_an_hour_that_new_yorks_clocks_skip_or_show_twice_is_refused_with_its_mend(
    make_room: Make, day: str, time: str, problem: str
) -> None:
    room = make_room(campaign=SOLO)
    answer = room.enter(Role.OPERATOR).post(reverse("vote-new"), TYPED | {"day": day, "time": time})
    assert answer.status_code == 422
    assert problem in text(answer)
    assert ('name="offset"' in answer.content.decode()) is ("twice" in problem)


@pytest.mark.parametrize(("offset", "hour"), [("-04:00", "2016-11-06T05:30Z"), ("-05:00", "2016-11-06T06:30Z")])
def test_of_an_hour_that_comes_twice_one_can_be_said(make_room: Make, offset: str, hour: str) -> None:
    room = make_room(campaign=SOLO)
    client, typed = room.enter(Role.OPERATOR), TYPED | {"day": "2016-11-06", "time": "01:30", "offset": offset}
    do(client, reverse("vote-new"), typed)
    assert desk.votes()[SYMBOL].vote.hour == parse_hour(hour)
    page = client.get(reverse("vote-edit", args=[SYMBOL])).content.decode()
    assert f'<option value="{offset}" selected>' in page


def test_more_rows_come_without_a_script_and_keep_what_was_typed(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    client, was = room.enter(Role.OPERATOR), everything()
    filled = TYPED | {"penholder": ["FRA", "ESP", "GBR"], "more": "1", "subject.en": ""}
    page = client.post(reverse("vote-new"), filled)
    assert (page.status_code, page.content.decode().count('name="penholder"')) == (200, 6)
    assert "not right yet" not in text(page)
    assert everything() == was


def test_a_vote_that_stands_already_is_not_added_over_it(make_room: Make) -> None:
    room = make_room(a_vote_entry(RIVAL), campaign=SOLO)
    put(room.at_work.house, a_rooms_vote(meeting="S/PV.7785"), BEN)
    client, was = room.enter(Role.OPERATOR), everything()
    answers = [client.post(reverse("vote-new"), TYPED | {"symbol": symbol}) for symbol in (SYMBOL, RIVAL)]
    assert [one.status_code for one in answers] == [409, 409]
    assert "it is in the calendar already; change it on its own page" in text(answers[0])
    assert "S/PV.7785" in text(answers[0])
    assert "S/2016/847 stands in calendar.yaml, line 2, which owns it" in text(answers[1])
    assert everything() == was


# ── moved ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_typed(**changes: Any) -> dict[str, Any]:
    """The form of the room's vote as it is, with those changes."""
    return TYPED | {"penholder": [""], "document": [""], "url": [""], "version": str(version_of())} | changes


def test_a_move_shows_what_leaves_the_queue_and_what_is_drawn_and_writes_nothing(make_room: Make) -> None:
    room = a_room(make_room)
    (post,), was = room.at_work.queue(), everything()
    shown = room.enter(Role.OPERATOR).post(reverse("vote-edit", args=[SYMBOL]), as_typed(day="2016-10-09"))
    assert everything() == was
    assert "moves from Sat 8 Oct 2016 15:00 New York (Sat 19:00 UTC) to Sun 9 Oct 2016 15:00 New York" in text(shown)
    assert f"1 post leaves the queue Post {post.id}: reminder · solo" in text(shown)
    assert "1 post is drawn reminder · solo" in text(shown)
    assert "9 October 2016" in text(shown)


def test_a_move_shows_the_corrections_that_accounts_would_owe(make_room: Make) -> None:
    room = a_room(make_room)
    room.at_work.approve_all()
    the_bot_looks(room.at_work, at=before("24 h"))
    shown = room.enter(Role.OPERATOR).post(reverse("vote-edit", args=[SYMBOL]), as_typed(day="2016-10-09"))
    assert "1 account has told its readers otherwise, and owes them a correction" in text(shown)


def test_a_move_is_done_as_it_was_shown(make_room: Make) -> None:
    room = a_room(make_room)
    do(room.enter(Role.OPERATOR), reverse("vote-edit", args=[SYMBOL]), as_typed(day="2016-10-09"))
    assert votes.find([SYMBOL])[SYMBOL].vote.hour == parse_hour(A_DAY_LATER)
    assert [post.state for post in room.at_work.posts()].count(PostState.LAPSED) == 1


def test_a_queue_that_changed_since_it_was_shown_is_shown_again(make_room: Make) -> None:
    room = a_room(make_room)
    client, where = room.enter(Role.OPERATOR), reverse("vote-edit", args=[SYMBOL])
    typed = as_typed(day="2016-10-09")
    seen = mark(client.post(where, typed))
    room.at_work.approve_all()
    the_bot_looks(room.at_work, at=before("24 h"))
    was = everything()
    answer = client.post(where, typed | {"do": seen})
    assert "What this does has changed since it was shown" in text(answer)
    assert "owes them a correction" in text(answer)
    assert everything() == was


def test_another_windows_change_is_told_with_both_versions(make_room: Make) -> None:
    room = a_room(make_room)
    typed = as_typed(meeting="S/PV.1111")
    put(room.at_work.house, a_rooms_vote(meeting="S/PV.2222"), BEN)
    client, where, was = room.enter(Role.OPERATOR), reverse("vote-edit", args=[SYMBOL]), everything()
    answer = client.post(where, typed)
    assert answer.status_code == 409
    assert "Somebody changed S/2016/846 since you looked at it (version 1, now 2)" in text(answer)
    assert "S/PV.2222" in text(answer)
    assert 'value="S/PV.1111"' in answer.content.decode()
    assert everything() == was
    do(client, where, as_typed(meeting="S/PV.1111"))
    assert desk.votes()[SYMBOL].vote.meeting == "S/PV.1111"


def test_a_symbol_cannot_be_changed(make_room: Make) -> None:
    room = a_room(make_room)
    do(room.enter(Role.OPERATOR), reverse("vote-edit", args=[SYMBOL]), as_typed(symbol=RIVAL, meeting="S/PV.1"))
    assert [(symbol, one.vote.meeting) for symbol, one in desk.votes().items()] == [(SYMBOL, "S/PV.1")]


def test_what_stands_there_already_is_said_to_change_nothing(make_room: Make) -> None:
    room = a_room(make_room)
    answer = room.enter(Role.OPERATOR).post(reverse("vote-edit", args=[SYMBOL]), as_typed())
    assert "nothing changes" in text(answer)


def test_words_in_a_language_that_no_account_speaks_are_kept(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    put(room.at_work.house, a_rooms_vote(subject={"en": "Aleppo", "ru": "Алеппо"}))
    client, where = room.enter(Role.OPERATOR), reverse("vote-edit", args=[SYMBOL])
    assert "Алеппо" in client.get(where).content.decode()
    do(client, where, as_typed(**{"subject.ru": "Алеппо", "meeting": "S/PV.1"}))
    assert desk.votes()[SYMBOL].vote.subject == {"en": "Aleppo", "ru": "Алеппо"}


@pytest.mark.parametrize("route", ["vote-edit", "vote-withdraw", "vote-take-out", "assess", "assessment-agree"])
def test_what_a_file_owns_is_changed_there(make_room: Make, route: str) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    answer = room.enter(Role.OPERATOR).get(reverse(route, args=[SYMBOL]))
    assert (answer.status_code, "stands in calendar.yaml, line 2, which owns it" in text(answer)) == (409, True)


# ── withdrawn, and taken out ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("route", "state"), [("vote-withdraw", "withdrawn"), ("vote-take-out", "taken out of the calendar")])
def test_a_vote_is_ended_with_a_reason_as_it_was_shown(make_room: Make, route: str, state: str) -> None:
    room = a_room(make_room)
    client, was = room.enter(Role.OPERATOR), everything()
    (post,) = room.at_work.queue()
    page = client.get(reverse(route, args=[SYMBOL]))
    assert everything() == was
    assert f"1 post leaves the queue Post {post.id}: reminder · solo queued → withdrawn" in text(page)
    assert step(client, route, why="the sponsors said so").status_code == 302
    assert state in text(the_page(room))
    assert "Ana Approver: the sponsors said so" in text(the_page(room))
    assert room.at_work.queue() == []


@pytest.mark.parametrize("route", ["vote-withdraw", "vote-take-out", "assessment-take-back"])
def test_a_reason_is_asked_for(make_room: Make, route: str) -> None:
    room = a_room(make_room)
    client, was = room.enter(Role.OPERATOR), everything()
    answer = step(client, route, why=" ")
    assert (answer.status_code, "no reason is given" in text(answer)) == (422, True)
    assert everything() == was


@pytest.mark.parametrize("route", ["vote-withdraw", "vote-take-out", "assessment-take-back"])
def test_a_step_that_was_not_shown_so_is_shown_first_and_its_reason_kept(make_room: Make, route: str) -> None:
    room = a_room(make_room)
    client, where, was = room.enter(Role.OPERATOR), reverse(route, args=[SYMBOL]), everything()
    version = assessment_version() if route.startswith("assess") else version_of()
    answer = client.post(where, {"version": str(version), "why": "my reason", "do": "something else"})
    assert (answer.status_code, 'value="my reason"' in answer.content.decode()) == (409, True)
    assert everything() == was


@pytest.mark.parametrize("route", ["vote-withdraw", "vote-take-out", "assessment-take-back"])
def test_a_step_over_an_older_version_is_told(make_room: Make, route: str) -> None:
    room = a_room(make_room)
    client, where = room.enter(Role.OPERATOR), reverse(route, args=[SYMBOL])
    put(room.at_work.house, a_rooms_vote(meeting="S/PV.1"), BEN)
    assess.assess(room.at_work.house, SYMBOL, True, ["Other reasons."], [{"title": "T", "date": "2016-09-29"}], CY, 2)
    was = everything()
    answer = client.post(where, {"version": "1", "why": "my reason", "do": "x"})
    assert answer.status_code == 409
    assert "since you looked at it" in text(answer)
    assert 'value="my reason"' in answer.content.decode()
    assert everything() == was


def test_a_withdrawal_that_was_wrong_is_unticked(make_room: Make) -> None:
    room = a_room(make_room)
    schedule.withdraw(room.at_work.house, SYMBOL, BEN, version_of(), "a drill")
    client, where = room.enter(Role.OPERATOR), reverse("vote-edit", args=[SYMBOL])
    assert 'name="withdrawn" checked' in client.get(where).content.decode()
    do(client, where, as_typed())
    assert not votes.find([SYMBOL])[SYMBOL].vote.withdrawn


# ── what may be typed ───────────────────────────────────────────────────────────────────────────────────────────────


def test_no_script_gets_in_by_any_field(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    client = room.enter(Role.ADMINISTRATOR)
    nasty: dict[str, Any] = {name: [NASTY] if isinstance(value, list) else NASTY for name, value in TYPED.items()}
    kept = TYPED | {"subject.en": NASTY, "situation.en": NASTY, "meeting": NASTY, "document": [NASTY]}
    pages = [client.post(reverse("vote-new"), nasty), client.post(reverse("vote-new"), kept)]
    do(client, reverse("vote-new"), kept)
    where = reverse("assess", args=[SYMBOL])
    pages.append(client.post(where, {"version": "0", "reasons": NASTY, "title": [NASTY], "date": [NASTY], "url": [NASTY]}))
    do(client, where, {"version": "0", "reasons": NASTY, "title": [NASTY], "date": ["2016-09-29"], "url": [""]})
    agreed_to_by_ben(room.at_work.house)
    step(client, "vote-withdraw", why=NASTY)
    pages += [client.get(reverse(route, args=[SYMBOL])) for route in ("vote", "vote-edit", "vote-take-out", "assess")]
    pages += [client.get(reverse("assessment-take-back", args=[SYMBOL])), client.get(reverse("vote-new"))]
    for page in pages:
        assert page.status_code in (200, 422)
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert re.findall(r" on\w+=\"| style=", page.content.decode()) == []
    assert "&lt;script&gt;alert" in pages[3].content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 30])
@pytest.mark.parametrize("route", ["vote-edit", "vote-withdraw", "assess", "assessment-agree"])
def test_a_form_that_nobody_of_ours_made_changes_nothing(make_room: Make, route: str, version: str) -> None:
    room = a_room(make_room)
    was = everything()
    answer = room.enter(Role.OPERATOR, CY).post(reverse(route, args=[SYMBOL]), TYPED | {"version": version, "why": "a drill"})
    assert (answer.status_code, "does not say what was looked at" in text(answer)) == (422, True)
    assert everything() == was


def test_control_characters_are_no_words(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    do(room.enter(Role.OPERATOR), reverse("vote-new"), TYPED | {"meeting": "S/PV.1\x00\r\n2"})
    assert desk.votes()[SYMBOL].vote.meeting == "S/PV.1 2"
