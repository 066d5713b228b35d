"""Every page that an administrator may open, at a desk and on a phone: the watch looks at each."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from advocacybot.web.urls import urlpatterns
from tests.browser import outcomes
from tests.browser.calendars import OURS, adds_the_vote, assesses_it
from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person
from tests.browser.rooms import ALEPPO, PASSWORD, TODAY
from tests.fakes.suggesting import suggests
from tests.web.test_doors import FOR_PROGRAMS, address

SitsDown = Callable[..., Person]

PAGES: dict[str, tuple[str, ...]] = {
    "queue": ("/", "/?show=doubt", "/?show=out", "/?show=over"),
    "post": ("/posts/1/",),
    "edit": ("/posts/1/edit",),
    "calendar": ("/calendar/",),
    "votes": ("/calendar/list",),
    "vote-new": ("/calendar/new",),
    "vote": (f"/votes/{TODAY}/", f"/votes/{ALEPPO}/", f"/votes/{OURS}/"),
    "vote-edit": (f"/votes/{OURS}/edit",),
    "vote-withdraw": (f"/votes/{OURS}/withdraw",),
    "vote-take-out": (f"/votes/{OURS}/take-out",),
    "assess": (f"/votes/{OURS}/assess",),
    "assessment-agree": (f"/votes/{OURS}/assess/agree",),
    "assessment-take-back": (f"/votes/{OURS}/assess/take-back",),
    "outcome": (f"/votes/{ALEPPO}/outcome",),
    "letter": (f"/votes/{ALEPPO}/letters/ESP?language=fr",),
    "wording": ("/wording/",),
    "template": ("/wording/en/reminder/", "/wording/en/_supporters/"),
    "template-compare": ("/wording/en/moved/compare?first=1&second=2",),
    "suggestions": ("/suggestions/", "/suggestions/?show=accepted", "/suggestions/?show=over"),
    "suggestion": ("/suggestions/1/", "/calendar/new?suggestion=1"),
    "warnings": ("/warnings/",),
    "handles": ("/handles/",),
    "accounts": ("/accounts/",),
    "journal": ("/journal/",),
    "people": ("/people/",),
    "person-add": ("/people/add",),
    "person": ("/people/1/",),
    "myself": ("/myself/",),
    "programs": ("/myself/programs/",),
    "password": ("/myself/password",),
    "second-factor": ("/myself/second-factor",),
    "health": ("/health/",),
}
ON_THE_WAY_IN = {"login", "code"}
"""Pages for whoever is not signed in; ``test_people`` comes to both."""

OF_A_WARNING = {"warning", "warning-accept", "warning-take-back"}
"""``test_warnings`` comes to all of them."""

FOR_EVERYBODY = {"scorecard", "scorecard-page"}
"""``test_public`` looks at them."""

NO_PAGES = {"picture", "queue-news", "journal-download", "healthz", "metrics", "language"} | FOR_PROGRAMS
"""What is fetched by a page, by a monitor, by a program, or as a file; and a choice that leads back to where it was made."""


@pytest.mark.timeout(360)  # fifty pages, each looked at by axe-core
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_no_page_does_what_no_page_may(sits_down: SitsDown, screen: Screen) -> None:
    ana, cy = sits_down("ana"), sits_down("cy", screen)
    ana.signs_in()
    adds_the_vote(ana)
    assesses_it(ana)
    cy.signs_in()
    keeps_another_wording(cy)
    begins_a_second_factor(cy)
    outcomes.enters_that_spain_voted_against(ana)
    outcomes.confirms(cy)
    suggests(ana.room.home)
    for page in (page for pages in PAGES.values() for page in pages):
        cy.goes_to(page)
        expect(cy.page).to_have_url(cy.room.url + page)
        expect(cy.page).not_to_have_title(re.compile("That did not work|Not Found|Sign in"))
        cy.photographs_it("page" + re.sub(r"[/?=&]+", "-", page).rstrip("-"))


def keeps_another_wording(who: Person) -> None:
    who.goes_to("/wording/en/moved/")
    who.page.get_by_label("Its text", exact=True).fill("{{ vote.symbol }} has moved to {{ vote.day }}.\n")
    who.presses("Keep this wording")


def begins_a_second_factor(who: Person) -> None:
    who.goes_to("/myself/")
    who.fills("Your password", PASSWORD)
    who.presses("Set up a second factor")


def test_every_address_is_known_as_a_page_or_answers_no_get(sits_down: SitsDown) -> None:
    """Whoever adds a page lists it above."""
    cy = sits_down("cy")
    cy.signs_in()
    for route in {str(one.name) for one in urlpatterns} - PAGES.keys() - ON_THE_WAY_IN - OF_A_WARNING - FOR_EVERYBODY - NO_PAGES:
        assert cy.page.request.get(cy.room.url + address(route)).status == 405, f"{route} is a page that no journey opens"
