"""The calendar as it changes."""

import pytest

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.truth import RETRACTED
from advocacybot.pipeline import outcome, watch
from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import Folder
from advocacybot.store import journal
from advocacybot.store.models import MatterRow
from tests.factories import a_report
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    A_DAY_LATER,
    HOUR,
    MINUTE,
    RIVAL,
    SOLO,
    SYMBOL,
    Make,
    before,
    edit_campaign,
    everything,
    the_bot_looks,
    told,
    waiting,
)

BY_ONE = f"""assessment:
  assessors: [{{name: {ANA}, on: 2016-10-03}}]
  reasons: [It demands an end to the bombardment of civilians.]
  sources: [{{title: Briefing of the Under-Secretary-General, date: 2016-09-29}}]
"""
BY_TWO = BY_ONE.replace("2016-10-03}", f"2016-10-03}}, {{name: {BEN}, on: 2016-10-04}}")
NOT_CREDIBLE = BY_TWO.replace("assessment:\n", "assessment:\n  credible: false\n")


def published(at_work: MakeHouse) -> None:
    """Let the reminder of a day before go out."""
    at_work.approve_all()
    the_bot_looks(at_work, at=before("24 h"))
    assert [post.state for post in at_work.posts()] == [PostState.PUBLISHED]


# ── scheduled, moved, changed ───────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_that_is_scheduled_queues_its_reminders_and_is_told(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    at_work.edit_calendar(a_vote_entry())
    (post,) = at_work.queue()
    assert (post.slot.symbol, post.slot.due, post.slot.lapses_at) == (SYMBOL, before("24 h"), before("12 h"))
    assert told(SYMBOL) == ["vote scheduled"]
    assert told(f"post {post.id}") == ["post drafted"]
    (entry,) = journal.read(SYMBOL)
    assert (entry.by, entry.facts["vote"]["symbol"]) == ("calendar.yaml", SYMBOL)


def test_the_same_calendar_again_changes_nothing(make_house: Make) -> None:
    at_work = make_house(a_vote_entry())
    before_it = everything()
    assert watch.reread(at_work.house) == ()
    assert everything() == before_it
    at_work.edit_calendar("# a comment\n", a_vote_entry())
    of_the_files = {"AcceptedRow", "MarkRow"}
    assert {name for name, rows in everything().items() if rows != before_it[name]} == of_the_files


def test_a_house_that_is_built_again_on_the_same_files_changes_nothing(make_house: Make) -> None:
    first = make_house(a_vote_entry()).house
    before_it = everything()
    again = House(first.folder, first.folder.load(), first.platforms, first.clock)
    assert watch.take(again) == ()
    assert everything() == before_it


def test_what_changed_while_nobody_looked_takes_effect_when_the_house_is_built_again(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.write_calendar(a_vote_entry(hour=A_DAY_LATER))
    first = at_work.house
    watch.take(House(first.folder, first.folder.load(), first.platforms, first.clock))
    assert told(SYMBOL) == ["vote scheduled", "vote moved"]


def test_a_vote_that_moves_lapses_what_waits_and_draws_it_anew(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    (first,) = at_work.queue()
    at_work.approve_all()
    at_work.edit_calendar(a_vote_entry(hour=A_DAY_LATER))
    (again,) = at_work.queue()
    assert [post.state for post in at_work.posts()] == [PostState.LAPSED, PostState.QUEUED]
    assert again.slot.due == first.slot.due + 24 * 60 * MINUTE
    assert told(f"post {first.id}")[-1] == "post lapsed"
    assert journal.read(SYMBOL)[-1].facts["was at"] == HOUR.isoformat()


def test_a_vote_of_which_another_fact_changes_is_worded_anew_and_agreed_to_no_more(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    at_work.edit_calendar(a_vote_entry(subject="An end to the bombardment"))
    (post,) = at_work.queue()
    assert post.state is PostState.QUEUED
    assert "An end to the bombardment" in " ".join(post.words.parts)
    assert told(SYMBOL)[-1] == "vote changed"


def test_an_edit_that_changes_no_word_leaves_what_was_agreed_to(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    at_work.edit_calendar(a_vote_entry(meeting="7785th meeting"))
    assert waiting() == [("reminder", "approved")]
    assert told(SYMBOL)[-1] == "vote changed"


def test_of_two_houses_on_one_database_each_knows_what_the_other_took(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    first = at_work.house
    folder = Folder(first.folder.path)
    second = House(folder, folder.load(), first.platforms, first.clock)
    assert watch.take(second) == ()
    at_work.edit_calendar()
    at_work.write_calendar(a_vote_entry(hour=A_DAY_LATER))
    assert [watch.kind(event) for event in watch.reread(second)] == ["vote scheduled"]
    assert watch.reread(first) == ()
    assert waiting() == [("reminder", "queued")]


# ── withdrawn, taken out, and back ──────────────────────────────────────────────────────────────────────────────────


def test_a_vote_that_is_withdrawn_leaves_nothing_in_the_queue(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.edit_calendar(a_vote_entry(withdrawn="true"))
    (post,) = at_work.posts()
    assert (post.state, post.why) == (PostState.WITHDRAWN, "the draft resolution was withdrawn")
    assert told(SYMBOL)[-1] == "vote withdrawn"
    assert told(f"post {post.id}")[-1] == "post withdrawn"


def test_a_vote_that_leaves_the_calendar_leaves_nothing_in_the_queue(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), a_vote_entry(RIVAL), campaign=SOLO)
    at_work.edit_calendar(a_vote_entry(RIVAL))
    assert [(post.slot.symbol, post.state) for post in at_work.posts()] == [
        (SYMBOL, PostState.WITHDRAWN),
        (RIVAL, PostState.QUEUED),
    ]
    assert told(SYMBOL)[-1] == "vote taken out of the calendar"


def test_a_vote_that_comes_back_queues_its_reminders_again(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.edit_calendar()
    at_work.edit_calendar(a_vote_entry())
    assert [post.state for post in at_work.posts()] == [PostState.WITHDRAWN, PostState.QUEUED]
    assert told(SYMBOL) == ["vote scheduled", "vote taken out of the calendar", "vote scheduled"]


def test_a_vote_that_leaves_the_calendar_after_it_was_announced_is_taken_back(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    published(at_work)
    at_work.edit_calendar()
    assert waiting() == [("retracted", "queued")]


def test_a_vote_that_is_over_may_leave_the_calendar_and_nothing_is_taken_back(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    published(at_work)
    at_work.clock.set(HOUR)
    at_work.edit_calendar()
    the_bot_looks(at_work)
    assert [post.state for post in at_work.posts()] == [PostState.PUBLISHED]
    row = MatterRow.objects.get(pk=SYMBOL)
    assert (row.listed, row.taken_back, row.truth) == (False, False, "vote at 2016-10-08T19:00Z")


def test_a_vote_whose_outcome_is_out_may_leave_the_calendar_and_nothing_is_taken_back(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO + "outcome_people_needed: 1\n")
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(), ANA)
    at_work.approve_all()
    the_bot_looks(at_work)
    at_work.edit_calendar()
    the_bot_looks(at_work)
    assert [post.slot.message for post in at_work.posts(PostState.PUBLISHED)] == ["vetoed"]
    assert waiting() == []


def test_a_withdrawn_draft_may_leave_the_calendar_and_its_correction_stays(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    published(at_work)
    at_work.edit_calendar(a_vote_entry(withdrawn="true"))
    assert waiting() == [("withdrawn", "queued")]
    at_work.edit_calendar()
    assert waiting() == [("withdrawn", "queued")]


# ── assessed ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_queues_nothing_until_a_second_person_holds_it_to_be_credible(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(assessed=""), campaign=SOLO)
    assert at_work.queue() == []
    assert MatterRow.objects.get(pk=SYMBOL).truth == RETRACTED
    at_work.edit_calendar(a_vote_entry(assessed=BY_ONE))
    assert at_work.queue() == []
    at_work.edit_calendar(a_vote_entry(assessed=BY_TWO))
    assert waiting() == [("reminder", "queued")]


@pytest.mark.parametrize("assessed", [NOT_CREDIBLE, BY_ONE, ""], ids=["not credible", "by one person", "no more"])
def test_a_vote_that_is_held_to_be_credible_no_more_leaves_nothing_in_the_queue(make_house: Make, assessed: str) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    at_work.edit_calendar(a_vote_entry(assessed=assessed))
    (post,) = at_work.posts()
    assert (post.state, post.why) == (PostState.WITHDRAWN, "the vote is no longer one that the campaign speaks of")


def test_a_vote_that_is_spoken_of_no_more_since_the_campaign_changed_is_told_under_its_symbol(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    entries = told(SYMBOL)
    edit_campaign(at_work, SOLO + "assessors_needed: 3\n")
    the_bot_looks(at_work)
    assert MatterRow.objects.get(pk=SYMBOL).truth == RETRACTED
    assert len(told(SYMBOL)) > len(entries)
