"""People in a browser: an administrator lets a newcomer in, who makes the room their own."""

import time
from base64 import b32decode
from collections.abc import Callable

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.people import Person
from tests.browser.rooms import PASSWORD
from tests.houses import BEN

SitsDown = Callable[..., Person]


def code_of(key: str, later: int = 0) -> str:
    """What an authenticator app with that key shows so many half minutes from now; a code is good for one sign-in."""
    app = TOTP(b32decode(key.replace(" ", "")))
    app.time = time.time() + 30 * later
    return f"{app.token():06d}"


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_a_newcomer_is_let_in_reads_french_and_signs_in_with_a_code(sits_down: SitsDown, screen: Screen) -> None:
    cy = sits_down("cy", screen)
    cy.signs_in()
    cy.follows("People")
    cy.follows("Let somebody in")
    cy.fills("Name to sign in with", "newcomer")
    cy.chooses("Who they are", BEN)
    cy.chooses("Role", "approver")
    cy.fills("First password", PASSWORD)
    cy.presses("Let them in")
    cy.reads("newcomer may come in.")
    cy.photographs_it("people")

    newcomer = sits_down("newcomer", screen)
    newcomer.signs_in()
    newcomer.goes_to("/myself/")
    newcomer.fills("Your password", PASSWORD)
    newcomer.presses("Set up a second factor")
    newcomer.photographs_it("second-factor")
    key = newcomer.page.locator("code.key").inner_text()
    newcomer.fills("The six figures", code_of(key))
    newcomer.presses("Ask for a code from now on")
    newcomer.reads("Your recovery codes")
    newcomer.follows("I have kept them")
    newcomer.chooses("Your clock", "Africa/Nairobi")
    newcomer.chooses("Language", "fr")
    newcomer.page.get_by_role("button", name="Keep", exact=True).click()
    expect(newcomer.page.locator("html")).to_have_attribute("lang", "fr")
    newcomer.looks()
    newcomer.opens_the_queue()
    newcomer.reads("File d’attente", "EAT")
    newcomer.photographs_it("queue-fr")
    newcomer.page.locator("header button.quiet").first.click()
    newcomer.page.wait_for_url("**/sign-in*")

    newcomer.signs_in()
    newcomer.is_at("The code")
    newcomer.fills("The six figures", code_of(key, later=1))
    newcomer.presses("Sign in")
    expect(newcomer.page.locator("html")).to_have_attribute("lang", "fr")
    expect(newcomer.page).to_have_url(f"{newcomer.room.url}/")
