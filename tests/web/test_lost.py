"""Whoever comes to a page that there is not, sends a form that is too old, or meets a fault of ours."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string

from tests.houses import a_vote_entry
from tests.web.conftest import Room, a_browser

Make = Callable[..., Room]


@pytest.mark.parametrize("address", ["/nowhere", "/votes/S/2016/846/nowhere", "/posts/0x1/", "/pictures/x/y"])
def test_an_address_that_is_none_is_told_within_the_room(make_room: Make, address: str) -> None:
    room = make_room(a_vote_entry())
    answer = room.enter().get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "There is no such page" in page
    assert room.at_work.house.campaign.name in page


def test_a_stranger_learns_nothing_from_it(make_room: Make) -> None:
    make_room(a_vote_entry())
    page = a_browser().get("/nowhere").content.decode()
    assert "There is no such page" in page
    assert "Sign out" not in page


def test_a_form_without_its_token_is_told_so_in_plain_words(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    strict = a_browser(enforce_csrf_checks=True)
    strict.cookies = room.enter().cookies
    answer = strict.post("/approve", {})
    assert (answer.status_code, "This form is out of date" in answer.content.decode()) == (403, True)


def test_a_fault_of_ours_needs_nothing_to_be_told() -> None:
    assert "Something went wrong here" in render_to_string("500.html")
