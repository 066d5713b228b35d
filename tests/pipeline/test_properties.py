"""Whatever happens, in whatever order."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacybot.campaign.posts import PostState
from advocacybot.pipeline.sweep import sweep
from advocacybot.store import journal, posts
from advocacybot.store.claims import LEASE
from tests.fakes.platforms import (
    Answer,
    Killed,
    Sight,
    breaks_after_taking,
    cannot_tell,
    dies_after_taking,
    dies_before_taking,
    dies_while_looking,
    is_busy,
    loses_the_receipt,
    never_hears_of_it,
    sees,
    takes,
)
from tests.houses import ASSESSED, BEN, MONDAY_NOON, MakeHouse, a_vote_entry
from tests.pipeline.steps import RIVAL, SOLO, SYMBOL, Make, a_campaign, a_thread, before, emptied, the_bot_looks, with_a_fake

THREE = a_campaign(reminders="{before: 72 h, late_by: 24 h}, {before: 24 h, late_by: 12 h}, {before: 2 h, late_by: 90 min}")
BY_ONE = ASSESSED.replace(f", {{name: {BEN}, on: 2016-10-03}}", "")
HOURS = ["2016-10-05 10:00", "2016-10-08 15:00", "2016-10-09 15:00", "2016-12-08 15:00"]

a_vote = st.fixed_dictionaries(
    {
        "hour": st.sampled_from([f"{hour} America/New_York" for hour in HOURS]),
        "subject": st.sampled_from(["Aleppo", "An end to the bombardment"]),
        "withdrawn": st.sampled_from(["false", "false", "true"]),
        "assessed": st.sampled_from([ASSESSED, ASSESSED, BY_ONE, ""]),
    }
)
a_calendar = st.dictionaries(st.sampled_from([SYMBOL, RIVAL, "S/2016/848"]), a_vote, max_size=3)
edits = st.lists(st.tuples(a_calendar, st.sampled_from([0, 0, 1, 20, 50])), min_size=1, max_size=6)
"""Calendars, each with how many hours go by before it is written."""

no_haste = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(at_work: MakeHouse, calendar: dict[str, dict[str, str]]) -> None:
    at_work.edit_calendar(*(a_vote_entry(symbol, **fields) for symbol, fields in calendar.items()))
    sweep(at_work.house)


def open_posts(at_work: MakeHouse) -> dict[str, tuple[object, ...]]:
    """What is open: words, hours and state, by slot."""
    return {post.slot.identity: (post.words, post.slot.due, post.slot.lapses_at, post.state) for post in at_work.queue()}


def test_any_edits_leave_the_queue_that_the_last_calendar_alone_makes(make_house: Make) -> None:
    at_work = make_house(campaign=THREE)

    @no_haste
    @given(edits)
    def holds(calendars: list[tuple[dict[str, dict[str, str]], int]]) -> None:
        emptied()
        at_work.clock.set(MONDAY_NOON)
        for calendar, hours in calendars:
            at_work.clock.set(at_work.clock.now() + dt.timedelta(hours=hours))
            write(at_work, calendar)
        after_all, last = open_posts(at_work), calendars[-1][0]
        journal.verify()
        emptied()
        write(at_work, last)
        assert after_all == open_posts(at_work)

    holds()


ANSWERS = [takes, is_busy, loses_the_receipt, never_hears_of_it, breaks_after_taking, dies_before_taking, dies_after_taking]
SIGHTS = [sees, cannot_tell, dies_while_looking]
PARTS = ("One. (1/3)", "Two. (2/3)", "Three. (3/3)")


def test_whatever_the_platform_does_each_part_is_out_once_and_in_order(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, campaign=SOLO)

    @no_haste
    @given(st.lists(st.sampled_from(ANSWERS), max_size=8), st.lists(st.sampled_from(SIGHTS), max_size=4))
    def holds(answers: list[Answer], sights: list[Sight]) -> None:
        emptied()
        platform.forget()
        at_work.clock.set(MONDAY_NOON)
        at_work.edit_calendar(a_vote_entry())
        post = a_thread(at_work, *PARTS)
        platform.will(*answers).will_see(*sights)
        at_work.clock.set(before("24 h"))
        while posts.get(post.id).post.state is not PostState.PUBLISHED:
            assert at_work.clock.now() < before("12 h")
            looks_and_may_be_killed(at_work)
            assert platform.texts() == list(PARTS[: len(platform.taken)])
            at_work.clock.set(at_work.clock.now() + LEASE + dt.timedelta(minutes=18))
        assert platform.texts() == list(PARTS)
        journal.verify()

    holds()


def looks_and_may_be_killed(at_work: MakeHouse) -> None:
    try:
        the_bot_looks(at_work)
    except Killed:
        return
