"""Every page that an administrator may open, at a desk and on a phone: the watch looks at each."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person
from tests.browser.rooms import ALEPPO, TODAY

PAGES = (
    "/",
    "/?show=doubt",
    "/?show=out",
    "/?show=over",
    "/posts/1/",
    "/posts/1/edit",
    "/calendar/",
    "/calendar/list",
    "/calendar/new",
    f"/votes/{TODAY}/",
    f"/votes/{ALEPPO}/",
    f"/votes/{ALEPPO}/outcome",
    "/wording/",
    "/wording/en/reminder/",
    "/handles/",
    "/accounts/",
    "/journal/",
    "/people/",
    "/people/add",
    "/people/1/",
    "/myself/",
    "/myself/password",
    "/health/",
)


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_no_page_does_what_no_page_may(sits_down: Callable[..., Person], screen: Screen) -> None:
    cy = sits_down("cy", screen)
    cy.signs_in()
    for page in PAGES:
        cy.goes_to(page)
        expect(cy.page).not_to_have_title(re.compile("That did not work|Not Found|Sign in"))
        cy.photographs_it("page" + page.replace("/", "-").rstrip("-"))
