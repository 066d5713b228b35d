import datetime as dt

import pytest
from pydantic import ValidationError

from advocacybot.campaign.accounts import Posting
from advocacybot.campaign.earned import Message, Slot, Warned, approvals_needed, earned, next_look
from advocacybot.campaign.truth import RETRACTED, WARNED, truth_of
from advocacybot.campaign.warnings import Crime, is_name, number_in, until
from tests.factories import ALEPPO_AT_THREE, a_campaign, a_source, a_warning, a_warnings_story, an_account

HOUR = dt.timedelta(hours=1)
DAY = 24 * HOUR
MOMENT = dt.timedelta(microseconds=1)
A_WEEK = {"late_by": "7 d"}


def at_once(story: Warned, **campaign: object) -> tuple[Slot, ...]:
    """What is earned just when it is accepted, or taken back."""
    return earned(story, a_campaign(**{"warnings": A_WEEK} | campaign), ALEPPO_AT_THREE)


# ── the warning ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_warning_is_known_by_the_number_of_its_suggestion_and_by_no_symbol() -> None:
    assert a_warning(7).name == "warning 7"
    assert number_in("warning 7") == 7
    assert is_name("warning 7")
    assert not is_name("S/2016/846")


@pytest.mark.parametrize("missing", ["crimes", "sources"])
def test_no_warning_speaks_of_no_crime_or_rests_on_no_report(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        a_warning(**{missing: []})


def test_no_warning_names_more_reports_than_a_post_can_or_a_crime_twice() -> None:
    with pytest.raises(ValidationError, match="sources"):
        a_warning(sources=[a_source(str(number)) for number in range(4)])
    with pytest.raises(ValidationError, match="war crimes is named twice"):
        a_warning(crimes=[Crime.WAR_CRIMES, Crime.WAR_CRIMES])


def test_a_warning_that_was_taken_back_is_retracted() -> None:
    assert truth_of(a_warning()) == WARNED
    assert truth_of(a_warning(taken_back=True)) == RETRACTED


def test_its_posts_are_too_late_after_as_long_as_the_campaign_wishes() -> None:
    assert until(a_warning(), 7 * DAY) == ALEPPO_AT_THREE + 7 * DAY


def test_they_are_too_late_at_the_latest_when_the_year_ends_in_new_york_as_others_are_on_the_council_then() -> None:
    late = a_warning(at="2016-12-30 15:00 America/New_York")
    assert until(late, 7 * DAY) == dt.datetime(2017, 1, 1, 5, tzinfo=dt.UTC)
    assert late.day == dt.date(2016, 12, 30)


@pytest.mark.parametrize("late_by", ["0 h", "0 d"])
def test_posts_of_warnings_may_be_late_at_all(late_by: str) -> None:
    with pytest.raises(ValidationError, match="could never go out"):
        a_campaign(warnings={"late_by": late_by})


# ── what it earns ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_warning_earns_a_reminder_to_the_supporters_and_the_invitation_to_the_secretary_general_on_every_account() -> None:
    two = (an_account("act-x"), an_account("act-fr", language="fr"))
    slots = earned(a_warnings_story(), a_campaign(*two, warnings=A_WEEK), ALEPPO_AT_THREE)
    assert [(slot.account, slot.message) for slot in slots] == [
        (name, message) for name in ("act-x", "act-fr") for message in (Message.INVITATION, Message.WARNING)
    ]
    assert {(slot.symbol, slot.says, slot.due, slot.lapses_at) for slot in slots} == {
        ("warning 7", WARNED, ALEPPO_AT_THREE, ALEPPO_AT_THREE + 7 * DAY)
    }


def test_it_earns_them_until_they_are_too_late_and_looks_for_no_hour_at_which_more_are_due() -> None:
    campaign = a_campaign(warnings=A_WEEK)
    assert len(earned(a_warnings_story(), campaign, ALEPPO_AT_THREE + 7 * DAY - MOMENT)) == 2
    assert earned(a_warnings_story(), campaign, ALEPPO_AT_THREE + 7 * DAY) == ()
    assert next_look(a_warnings_story(), campaign, ALEPPO_AT_THREE) is None


def test_a_campaign_that_speaks_of_no_warnings_earns_none() -> None:
    assert at_once(a_warnings_story(), warnings=None) == ()


@pytest.mark.parametrize("message", [Message.WARNING, Message.INVITATION, Message.WARNING_TAKEN_BACK])
@pytest.mark.parametrize("posting", Posting)
def test_a_person_reads_them_first_on_every_account(message: Message, posting: Posting) -> None:
    assert approvals_needed(an_account(posting=posting), message) >= 1


def test_two_warnings_of_one_account_have_places_of_their_own() -> None:
    places = {slot.identity for number in (7, 8) for slot in at_once(Warned(a_warning(number), WARNED, ALEPPO_AT_THREE))}
    assert len(places) == 4


# ── taken back ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_that_is_taken_back_earns_a_correction_where_it_was_spoken_of_and_nothing_elsewhere() -> None:
    two = (an_account("act-x"), an_account("act-fr", language="fr"))
    story = a_warnings_story(said={"act-x": WARNED}, taken_back=True)
    (slot,) = earned(story, a_campaign(*two, warnings=A_WEEK), ALEPPO_AT_THREE)
    assert (slot.account, slot.message, slot.says) == ("act-x", Message.WARNING_TAKEN_BACK, RETRACTED)
    assert slot.lapses_at is None


def test_the_correction_is_owed_even_where_the_campaign_speaks_of_warnings_no_more() -> None:
    story = a_warnings_story(said={"act-x": WARNED}, taken_back=True)
    assert [slot.message for slot in at_once(story, warnings=None)] == [Message.WARNING_TAKEN_BACK]


def test_once_it_is_corrected_nothing_more_is_owed() -> None:
    assert at_once(a_warnings_story(said={"act-x": RETRACTED}, taken_back=True)) == ()
