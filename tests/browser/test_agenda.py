"""Somebody lets their own calendar follow the queue, by an address that they get in the room."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person
from tests.browser.rooms import PASSWORD, TODAY

SitsDown = Callable[..., Person]


def subscribes(who: Person, what_for: str) -> str:
    """The path of the address that they are shown."""
    who.goes_to("/myself/programs/")
    form = who.page.get_by_role("region", name="The queue in your own calendar")
    form.get_by_label("What for").fill(what_for)
    form.get_by_label("Your password").fill(PASSWORD)
    who.photographs_it("agenda-asked-for")
    who.presses("Make an address")
    who.photographs_it("agenda-address")
    shown = who.page.get_by_role("main").locator("code").inner_text()
    return shown.partition("/agenda/")[2]


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_a_calendar_follows_the_queue_until_its_address_is_taken_back(sits_down: SitsDown, screen: Screen) -> None:
    ana = sits_down("ana", screen)
    ana.signs_in()
    address = f"{ana.room.url}/agenda/{subscribes(ana, 'my phone')}"
    told = httpx.get(address)
    assert (told.status_code, TODAY in told.text) == (200, True)
    ana.follows("I have kept it")
    expect(ana.page.get_by_role("listitem").filter(has_text="my phone")).to_contain_text("agenda:read")
    ana.presses("Take back: my phone")
    assert httpx.get(address).status_code == 404
