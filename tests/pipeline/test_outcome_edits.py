"""What an edit of the files does to an outcome that is known."""

from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import outcome
from tests.houses import ANA, MakeHouse, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL, Make, edit_campaign, the_bot_looks, told, waiting
from tests.pipeline.test_outcome import ONE_PERSON, VETOED


def reported(make: Make) -> MakeHouse:
    """A house whose report of the veto is out."""
    at_work = make(a_vote_entry(), campaign=ONE_PERSON)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    at_work.approve_all()
    the_bot_looks(at_work)
    assert [post.slot.message for post in at_work.posts(PostState.PUBLISHED)] == ["vetoed"]
    return at_work


def test_another_subject_is_no_other_outcome(make_house: Make) -> None:
    at_work = reported(make_house)
    at_work.edit_calendar(a_vote_entry(subject="An end to the bombardment"))
    assert waiting() == []


def test_an_outcome_that_is_another_by_another_rule_is_corrected(make_house: Make) -> None:
    """In procedural matters no member can veto: what was reported as vetoed was adopted."""
    at_work = reported(make_house)
    at_work.edit_calendar(a_vote_entry(procedure="procedural"))
    assert waiting() == [("corrected", "queued")]


def test_an_outcome_that_is_held_to_be_of_no_credible_draft_is_taken_back(make_house: Make) -> None:
    at_work = reported(make_house)
    at_work.edit_calendar(a_vote_entry(assessed=""))
    assert waiting() == [("retracted", "queued")]


def test_an_outcome_that_was_taken_back_and_holds_after_all_is_told_again(make_house: Make) -> None:
    at_work = reported(make_house)
    for minute, assessed in enumerate(({"assessed": ""}, {}), start=2):
        at_work.clock.set(HOUR + minute * MINUTE)
        at_work.edit_calendar(a_vote_entry(**assessed))
        at_work.approve_all()
        the_bot_looks(at_work)
    assert [post.slot.message for post in at_work.posts(PostState.PUBLISHED)][1:] == ["retracted", "vetoed"]


def test_an_outcome_that_took_effect_stays_when_the_campaign_asks_for_two_people_from_now_on(make_house: Make) -> None:
    at_work = reported(make_house)
    edit_campaign(at_work, SOLO)
    at_work.edit_calendar(a_vote_entry(meeting="7785th meeting"))
    the_bot_looks(at_work)
    assert waiting() == []
    assert "not drafted" not in told(SYMBOL)


def test_what_nobody_confirmed_does_not_take_effect_by_an_edit_of_the_campaign(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    edit_campaign(at_work, ONE_PERSON)
    at_work.edit_calendar(a_vote_entry(meeting="7785th meeting"))
    the_bot_looks(at_work)
    assert waiting() == []
    assert "outcome recorded" not in told(SYMBOL)
