"""The public pages as anybody gets them: no session, cacheable, and gone at once when their vote is."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from advocacybot.pipeline import outcome
from advocacybot.web.pages import public
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL
from tests.web.conftest import Room, a_browser

Make = Callable[..., Room]

ROOT = "/scorecard/"
VOTE = f"{ROOT}en/votes/S-2016-846/"
KINDS = {
    "": "text/html; charset=utf-8",
    "en/": "text/html; charset=utf-8",
    "en/votes/S-2016-846/": "text/html; charset=utf-8",
    "en/votes/S-2016-846/card.svg": "image/svg+xml",
    "en/votes/S-2016-846/card.png": "image/png",
    "site.css": "text/css; charset=utf-8",
    "data/votes.json": "application/json",
    "data/schema.json": "application/schema+json",
    "data/ballots.csv": "text/csv; charset=utf-8; header=present",
    "calendar.ics": "text/calendar; charset=utf-8",
    "en/feed.atom": "application/atom+xml; charset=utf-8",
}


def reported(make: Make, *entries: str) -> Room:
    """The room of a vote that was held, and of which an outcome was entered."""
    room = make(*(entries or (a_vote_entry(),)), campaign=SOLO + "outcome_people_needed: 1\n", lean=True)
    room.at_work.clock.set(HOUR + MINUTE)
    outcome.enter(room.at_work.house, SYMBOL, a_report(a_roll_call()), ANA)
    return room


def asked(path: str = VOTE, **headers: str) -> HttpResponse:
    answer = a_browser(headers=headers).get(path)
    assert isinstance(answer, HttpResponse)
    return answer


def test_anybody_gets_every_kind_of_page_so_that_any_cache_may_keep_it(make_room: Make) -> None:
    reported(make_room)
    for path, kind in KINDS.items():
        answer = asked(ROOT + path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind), path
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert int(answer.headers["Content-Length"]) == len(answer.content)
        assert "Vary" not in answer.headers
        assert answer.cookies == {}


def test_whoever_is_signed_in_gets_the_same_and_their_session_is_not_touched(
    make_room: Make, django_queries: Callable[..., int]
) -> None:
    room = reported(make_room)
    inside = room.enter()
    stranger = asked()
    answer = inside.get(VOTE, headers={"Accept-Language": "fr"})
    assert (answer.content, dict(answer.headers)) == (stranger.content, dict(stranger.headers))
    assert django_queries(lambda: inside.get(VOTE)) == 2  # whether anything was written since


def test_whoever_has_it_already_is_told_so(make_room: Make) -> None:
    reported(make_room)
    answer = asked()
    again = asked(**{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Content-Security-Policy"] == answer.headers["Content-Security-Policy"]
    assert asked(**{"If-Modified-Since": answer.headers["Last-Modified"]}).status_code == 304
    assert not answer.headers["ETag"].startswith("W/")
    assert asked(f"{ROOT}en/").headers["ETag"] != answer.headers["ETag"]


def test_a_page_that_stays_the_same_keeps_its_tag_whatever_else_happens(make_room: Make) -> None:
    room = reported(make_room)
    tag = asked(f"{ROOT}en/method/").headers["ETag"]
    room.at_work.edit_calendar(a_vote_entry(), a_vote_entry("S/2026/999", "2026-12-01 15:00 UTC"))
    assert asked(f"{ROOT}en/method/").headers["ETag"] == tag
    assert "S/2026/999" in asked(f"{ROOT}en/").content.decode()


def test_a_vote_that_is_taken_back_is_gone_at_the_next_request(make_room: Make) -> None:
    room = reported(make_room)
    tag = asked().headers["ETag"]
    assert "Kept the pledge" in asked().content.decode()
    room.at_work.edit_calendar(a_vote_entry(assessed=""))
    after = asked(**{"If-None-Match": tag})
    assert after.status_code == 200
    assert "Kept the pledge" not in after.content.decode()


def test_a_vote_ahead_is_ahead_until_its_hour_though_nothing_else_happens(make_room: Make) -> None:
    room = make_room(a_vote_entry(), lean=True)
    assert "votes ahead</h2>" in asked(f"{ROOT}en/").content.decode()
    room.at_work.clock.set(HOUR)
    assert "votes ahead</h2>" not in asked(f"{ROOT}en/").content.decode()


def test_the_files_as_they_now_are_hold_at_the_next_request(make_room: Make) -> None:
    room = make_room(a_vote_entry(), lean=True)
    asked(f"{ROOT}en/")
    file = room.at_work.folder / "config" / "campaign.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("name: A campaign", "name: Another one"), encoding="utf-8")
    room.at_work.edit_calendar(a_vote_entry())
    assert "Another one" in asked(f"{ROOT}en/").content.decode()


def test_no_page_runs_a_script_or_is_framed_but_the_one_that_is_made_for_it(make_room: Make) -> None:
    reported(make_room)
    strict = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
    page, embedded = asked().headers, asked(f"{VOTE}embed/").headers
    assert (page["Content-Security-Policy"], page["X-Frame-Options"]) == (f"{strict}'none'", "DENY")
    assert embedded["Content-Security-Policy"] == f"{strict}*"
    assert "X-Frame-Options" not in embedded
    assert page["X-Content-Type-Options"] == embedded["X-Content-Type-Options"] == "nosniff"


def test_data_may_be_fetched_from_any_page_and_pages_may_not(make_room: Make) -> None:
    reported(make_room)
    assert asked(f"{ROOT}data/votes.json").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in asked().headers


def test_nothing_is_done_there(make_room: Make) -> None:
    make_room(lean=True)
    for path in ("", "en/", "data/votes.json", "nothing"):
        for method in ("post", "put", "delete", "patch"):
            assert getattr(a_browser(), method)(ROOT + path).status_code == 405, (method, path)


def test_a_head_is_asked_for_like_a_page(make_room: Make) -> None:
    reported(make_room)
    answer = a_browser().head(VOTE)
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (200, b"", asked().headers["ETag"])


def test_where_nothing_stands_a_page_says_so_to_everybody_alike(make_room: Make) -> None:
    reported(make_room)
    for path in ("xx/", "en/votes/S-1999-1/", "../healthz", "en/%0a", "%00", "data/votes/", "en/votes/S-2016-846/card.gif"):
        answer = asked(ROOT + path)
        assert answer.status_code == 404, path
        assert "Nothing stands under this address" in answer.content.decode()
        assert "Vary" not in answer.headers


def test_a_slash_that_was_left_out_is_put_there(make_room: Make) -> None:
    reported(make_room)
    assert asked(VOTE.removesuffix("/")).headers["Location"] == VOTE
    assert asked(ROOT.removesuffix("/")).headers["Location"] == ROOT


def test_a_shared_link_names_the_rooms_address_or_the_one_that_the_campaign_names(make_room: Make) -> None:
    with override_settings(PUBLIC_ADDRESS="https://room.example.org/scorecard"):
        reported(make_room)
        assert 'content="https://room.example.org/scorecard/en/votes/S-2016-846/card.png"' in asked().content.decode()


def test_a_page_is_drawn_once_and_no_more_are_kept_than_there_is_room_for(
    make_room: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "_PAGES_KEPT", 2)
    house = reported(make_room).at_work.house
    first = asked()
    page = public._press.edition(house).page
    assert page("en/votes/S-2016-846/").content is page("en/votes/S-2016-846/").content
    for language in ("en", "fr", "es"):
        asked(f"{ROOT}{language}/method/")
    assert page.cache_info().currsize == 2  # type: ignore[attr-defined]
    assert asked().content == first.content


def test_the_room_leads_there(make_room: Make) -> None:
    assert f'href="{reverse("scorecard")}"' in make_room(lean=True).enter().get(reverse("queue")).content.decode()
