"""The queue in a browser: a newcomer reads it, and agrees, edits, holds, rejects."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, DESK_AT_NIGHT, PHONE, PHONE_AT_NIGHT, Screen
from tests.browser.people import Person, Waiting
from tests.browser.rooms import LATER, PASSWORD, TODAY, Room
from tests.houses import ANA, BEN

SitsDown = Callable[..., Person]

DUE = Waiting(TODAY, "asks-one")
"""A reminder that goes out as soon as somebody agrees to it."""
FAR = Waiting(LATER, "asks-one")
ASKS_TWO = Waiting(LATER, "asks-two")


@pytest.mark.parametrize("screen", [DESK, DESK_AT_NIGHT, PHONE, PHONE_AT_NIGHT], ids=lambda screen: screen.name)
def test_a_newcomer_signs_in_reads_the_queue_and_has_a_post_published(sits_down: SitsDown, room: Room, screen: Screen) -> None:
    ana = sits_down("ana", screen)
    ana.opens_the_queue()
    ana.is_at("Sign in")
    ana.photographs_it("sign-in")
    ana.signs_in()
    ana.is_at("Queue")
    ana.reads(TODAY, LATER, "New York", "0 of 1 agreed", "0 of 2 agreed")
    ana.photographs_it("queue")
    ana.opens(DUE)
    ana.reads("@one", "#ACTcodeofconduct", "/ 500", "0 of 1 agreed", "Briefing of the Under-Secretary-General")
    ana.photographs_it("post")
    ana.presses("Agree to these words")
    ana.reads(f"1 of 1 agreed: {ANA}")
    ana.reads_in_the_end("published")
    assert TODAY in room.feed("asks-one")
    ana.signs_out()
    ana.is_at("Sign in")
    ana.opens_the_queue()
    ana.is_at("Sign in")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_whoever_edited_a_post_is_refused_approving_it_where_two_are_asked_for(sits_down: SitsDown, screen: Screen) -> None:
    ana, ben = sits_down("ana", screen), sits_down("ben", screen)
    ana.signs_in()
    ben.signs_in()
    ana.agrees_to(ASKS_TWO)
    ana.reads(f"1 of 2 agreed: {ANA}")
    ben.begins_to_edit(ASKS_TWO)
    ben.photographs_it("edit")
    ben.writes("We count on your vote in favour.")
    ben.reads("0 of 2 agreed", f"edited by {BEN}", "We count on your vote in favour.", "What changed since it was agreed to")
    ben.photographs_it("edited")
    ben.presses("Agree to these words")
    ben.is_at("That did not work")
    ben.photographs_it("refused")
    ana.agrees_to(ASKS_TWO)
    ana.reads(f"1 of 2 agreed: {ANA}")
    cy = sits_down("cy", screen)
    cy.signs_in()
    cy.agrees_to(ASKS_TWO)
    cy.reads("2 of 2 agreed", "approved")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_several_posts_are_agreed_to_at_once(sits_down: SitsDown, screen: Screen) -> None:
    ana = sits_down("ana", screen)
    ana.signs_in()
    ana.ticks(FAR, ASKS_TWO)
    ana.agrees_to_those_ticked()
    ana.is_at("Queue")
    expect(ana.row_of(FAR)).to_contain_text("1 of 1 agreed")
    expect(ana.row_of(ASKS_TWO)).to_contain_text("1 of 2 agreed")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_a_post_is_held_released_and_rejected_with_reasons(sits_down: SitsDown, screen: Screen) -> None:
    ana = sits_down("ana", screen)
    ana.signs_in()
    ana.holds(FAR, because="is the hour right?")
    ana.reads("held", "is the hour right?")
    ana.releases(FAR)
    ana.reads("queued")
    ana.rejects(FAR, because="the draft is another by now")
    ana.is_at("Queue")
    expect(ana.link_to(FAR)).to_have_count(0)


def test_what_is_typed_in_a_second_window_over_an_older_version_is_not_lost(sits_down: SitsDown) -> None:
    ana = sits_down("ana")
    ana.signs_in()
    ana.begins_to_edit(FAR)
    second = ana.opens_another_window()
    second.edits(FAR, "Words of the second window.")
    ana.writes("Words of the first window.")
    ana.reads("has changed since you looked at it", "Words of the second window.")
    expect(ana.page.get_by_role("textbox", name="Words")).to_have_value("Words of the first window.")
    ana.photographs_it("outdated")
    ana.presses("Keep these words")
    ana.reads("Words of the first window.")


def test_nobody_agrees_to_words_that_changed_under_their_eyes(sits_down: SitsDown) -> None:
    ana = sits_down("ana")
    ana.signs_in()
    ana.opens(FAR)
    ana.opens_another_window().edits(FAR, "Words of the second window.")
    ana.presses("Agree to these words")
    ana.reads("has changed since you looked at it")
    ana.opens(FAR)
    ana.reads("Words of the second window.", "0 of 1 agreed")


def test_a_whole_approval_by_the_keyboard_alone(sits_down: SitsDown) -> None:
    ana = sits_down("ana")
    ana.opens_the_queue()
    ana.tabs_to(ana.page.get_by_label("Name"))
    ana.types("ana")
    ana.strikes("Tab")
    ana.types(PASSWORD)
    ana.strikes("Enter")
    ana.is_at("Queue")
    ana.strikes("Tab")
    expect(ana.page.get_by_role("link", name="To the content")).to_be_focused()
    ana.strikes("Enter")
    ana.tabs_to(ana.row_of(ASKS_TWO).get_by_role("checkbox"))
    ana.strikes("Space")
    expect(ana.row_of(ASKS_TWO).get_by_role("checkbox")).to_be_checked()
    ana.tabs_to(ana.page.get_by_role("button", name="Agree to those that are ticked"))
    ana.strikes("Space")
    expect(ana.row_of(ASKS_TWO)).to_contain_text("1 of 2 agreed")
    ana.tabs_to(ana.link_to(FAR))
    ana.strikes("Enter")
    ana.is_at("Post")
    ana.tabs_to(ana.page.get_by_role("button", name="Agree to these words"))
    ana.strikes("Enter")
    ana.reads(f"1 of 1 agreed: {ANA}")
    ana.looks()


def test_without_javascript_everything_works_as_well(sits_down: SitsDown, room: Room) -> None:
    ana = sits_down("ana", scripts=False)
    ana.signs_in()
    ana.ticks(FAR)
    ana.agrees_to_those_ticked()
    expect(ana.row_of(FAR)).to_contain_text("1 of 1 agreed")
    ana.edits(FAR, "Other words.")
    ana.holds(FAR, because="is the hour right?")
    ana.releases(FAR)
    ana.agrees_to(DUE)
    ana.reads_in_the_end("published")
    assert TODAY in room.feed("asks-one")
    ana.signs_out()


def test_a_viewer_reads_everything_and_finds_nothing_to_press(sits_down: SitsDown) -> None:
    vic = sits_down("vic")
    vic.signs_in()
    vic.sees_no_button("Agree to those that are ticked")
    vic.opens(FAR)
    vic.reads("0 of 1 agreed")
    vic.sees_no_button("Agree to these words")
