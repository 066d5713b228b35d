import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.accounts import Posting
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.earned import CORRECTIONS, READ_FIRST, Message, Slot, Story, approvals_needed, earned, next_look
from advocacybot.council.outcomes import Report
from tests.factories import (
    ALEPPO_AT_THREE,
    ALEPPO_TOLD,
    a_campaign,
    a_report,
    a_roll_call,
    a_story,
    a_vote,
    an_account,
    an_assessed_vote,
    an_assessment,
    without_a_vote,
)

HOUR = dt.timedelta(hours=1)
MOMENT = dt.timedelta(microseconds=1)
A_WEEK_BEFORE = ALEPPO_AT_THREE - 168 * HOUR
TWO_ACCOUNTS = a_campaign(an_account("act-x"), an_account("act-fr", language="fr"))


def keys(slots: tuple[Slot, ...]) -> list[str]:
    return [slot.key.split(" before")[0] for slot in slots]


def after_the_vote(report: Report, *, said: dict[str, str] | None = None) -> tuple[Slot, ...]:
    """What is earned when the report stands, just then."""
    return earned(a_story(report=report, said=said), a_campaign(), ALEPPO_AT_THREE)


# ── reminders ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_that_draws_near_earns_every_reminder_on_every_account() -> None:
    slots = earned(a_story(), TWO_ACCOUNTS, A_WEEK_BEFORE)
    assert [(slot.account, slot.message) for slot in slots] == [
        (name, Message.REMINDER) for name in ("act-x", "act-fr") for _ in range(3)
    ]
    assert keys(slots) == ["72 h", "24 h", "2 h"] * 2


def test_a_reminder_says_the_hour_and_knows_when_it_is_due_and_too_late() -> None:
    first = earned(a_story(), a_campaign(), A_WEEK_BEFORE)[0]
    assert first.due == ALEPPO_AT_THREE - 72 * HOUR
    assert first.lapses_at == ALEPPO_AT_THREE - 48 * HOUR
    assert (first.symbol, first.says) == ("S/2016/846", ALEPPO_TOLD)


def test_a_reminder_is_drafted_as_long_before_it_is_due_as_the_campaign_wishes() -> None:
    campaign = a_campaign(draft_ahead="24 h")
    first_draft = ALEPPO_AT_THREE - 96 * HOUR
    assert earned(a_story(), campaign, first_draft - MOMENT) == ()
    assert keys(earned(a_story(), campaign, first_draft)) == ["72 h"]
    assert keys(earned(a_story(), campaign, first_draft + 48 * HOUR)) == ["24 h"]


def test_a_reminder_that_is_too_late_is_not_drafted() -> None:
    too_late = ALEPPO_AT_THREE - 48 * HOUR
    assert keys(earned(a_story(), a_campaign(), too_late - MOMENT)) == ["72 h", "24 h", "2 h"]
    assert keys(earned(a_story(), a_campaign(), too_late)) == ["24 h", "2 h"]


def test_once_the_vote_is_due_to_begin_no_reminder_is_earned() -> None:
    campaign = a_campaign(reminders=[{"before": "2 h", "late_by": "7 d"}])
    assert keys(earned(a_story(), campaign, ALEPPO_AT_THREE - MOMENT)) == ["2 h"]
    assert earned(a_story(), campaign, ALEPPO_AT_THREE) == ()


def test_a_reminder_that_would_come_at_night_is_due_when_quiet_hours_end() -> None:
    campaign = a_campaign(quiet_hours={"starts": "14:00", "ends": "16:00", "zone": "America/New_York"})
    due = [slot.due for slot in earned(a_story(), campaign, A_WEEK_BEFORE)]
    assert due == [ALEPPO_AT_THREE - 71 * HOUR, ALEPPO_AT_THREE - 23 * HOUR, ALEPPO_AT_THREE - 2 * HOUR]


@pytest.mark.parametrize("hours_before", [1, 24, 100])
@pytest.mark.parametrize(
    "assessment",
    [None, an_assessment("Ana"), an_assessment(credible=False)],
    ids=["not assessed", "assessed by one", "not credible"],
)
def test_a_vote_that_too_few_hold_to_be_credible_earns_nothing(assessment: object, hours_before: int) -> None:
    story = a_story(a_vote(assessment=assessment))
    assert earned(story, a_campaign(), ALEPPO_AT_THREE - hours_before * HOUR) == ()


def test_the_outcome_of_a_vote_that_nobody_assessed_earns_nothing() -> None:
    assert earned(a_story(a_vote(), a_report()), a_campaign(), ALEPPO_AT_THREE) == ()


def test_a_reminder_of_another_hour_is_another_reminder() -> None:
    moved = a_story(an_assessed_vote(hour=ALEPPO_AT_THREE + HOUR))
    before, after = (earned(story, a_campaign(), A_WEEK_BEFORE) for story in (a_story(), moved))
    assert {slot.identity for slot in before}.isdisjoint(slot.identity for slot in after)


# ── outcomes ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("report", "message"),
    [
        (a_report(a_roll_call(against="")), Message.ADOPTED),
        (without_a_vote(), Message.ADOPTED_WITHOUT_A_VOTE),
        (a_report(), Message.VETOED),
        (a_report(a_roll_call(against="VEN", abstained="AGO CHN EGY MYS SEN URY")), Message.FAILED),
    ],
    ids=lambda told: str(told) if isinstance(told, Message) else "",
)
def test_an_outcome_is_told_in_the_message_of_its_result(report: Report, message: Message) -> None:
    assert [slot.message for slot in after_the_vote(report)] == [message]


def test_an_outcome_is_due_at_once_and_is_no_news_a_day_later() -> None:
    (outcome,) = after_the_vote(a_report())
    assert (outcome.due, outcome.lapses_at) == (ALEPPO_AT_THREE, ALEPPO_AT_THREE + 24 * HOUR)
    assert outcome.says == outcome.key == a_story(report=a_report()).truth


def test_an_outcome_that_is_no_news_any_more_is_not_drafted() -> None:
    story = a_story(report=a_report())
    assert len(earned(story, a_campaign(), ALEPPO_AT_THREE + 24 * HOUR - MOMENT)) == 1
    assert earned(story, a_campaign(), ALEPPO_AT_THREE + 24 * HOUR) == ()


def test_an_account_that_announced_the_vote_earns_its_outcome_not_a_correction() -> None:
    assert [slot.message for slot in after_the_vote(a_report(), said={"act-x": ALEPPO_TOLD})] == [Message.VETOED]


def test_an_account_that_told_the_outcome_earns_nothing_more() -> None:
    assert after_the_vote(a_report(), said={"act-x": a_story(report=a_report()).truth}) == ()


def test_an_outcome_ends_the_reminders_even_of_a_vote_that_came_early() -> None:
    early = ALEPPO_AT_THREE - 3 * HOUR
    slots = earned(a_story(report=a_report(), since=early), a_campaign(), early)
    assert [slot.message for slot in slots] == [Message.VETOED]


# ── nothing twice ───────────────────────────────────────────────────────────────────────────────────────────────────

STORIES = st.builds(
    a_story,
    st.builds(
        an_assessed_vote,
        hour=st.sampled_from([ALEPPO_AT_THREE, ALEPPO_AT_THREE + 30 * HOUR]),
        withdrawn=st.booleans(),
        assessment=st.sampled_from([None, an_assessment()]),
    ),
    st.sampled_from([None, a_report(), a_report(a_roll_call(against="VEN")), without_a_vote()]),
    said=st.dictionaries(
        st.sampled_from(["act-x", "act-fr"]),
        st.sampled_from([ALEPPO_TOLD, "withdrawn", "retracted", a_story(report=a_report()).truth]),
    ),
    taken_back=st.booleans(),
)
MOMENTS = st.integers(-9 * 24 * 60, 3 * 24 * 60).map(lambda minutes: ALEPPO_AT_THREE + dt.timedelta(minutes=minutes))


@given(STORIES, MOMENTS)
@settings(deadline=None)
def test_no_place_is_earned_twice(story: Story, now: dt.datetime) -> None:
    identities = [slot.identity for slot in earned(story, TWO_ACCOUNTS, now)]
    assert len(set(identities)) == len(identities)


@given(STORIES, MOMENTS)
@settings(deadline=None)
def test_whatever_is_earned_says_what_is_true_and_is_not_too_late(story: Story, now: dt.datetime) -> None:
    for slot in earned(story, TWO_ACCOUNTS, now):
        assert slot.says == story.truth
        assert slot.lapses_at is None or slot.lapses_at > now


@given(STORIES, MOMENTS)
@settings(deadline=None)
def test_an_account_that_said_nothing_owes_no_correction(story: Story, now: dt.datetime) -> None:
    owing = {slot.account for slot in earned(story, TWO_ACCOUNTS, now) if slot.message in CORRECTIONS}
    assert owing <= story.said.keys()


QUIET = st.none() | st.builds(
    lambda starts, length: {
        "starts": dt.time(starts),
        "ends": dt.time((starts + length) % 24),
        "zone": "America/New_York",
    },
    st.integers(0, 23),
    st.integers(1, 23),
)


def test_the_next_look_is_when_the_next_reminder_may_be_drafted() -> None:
    campaign = a_campaign(draft_ahead="24 h")
    first, second, third = (ALEPPO_AT_THREE - hours * HOUR for hours in (96, 48, 26))
    looks = [next_look(a_story(), campaign, now) for now in (first - HOUR, first, second, third)]
    assert looks == [first, second, third, None]


@given(QUIET, STORIES, st.integers(-9 * 24 * 60, 0))
@settings(deadline=None)
def test_nothing_more_is_earned_before_the_next_look(quiet_hours: dict[str, object] | None, story: Story, minutes: int) -> None:
    campaign: Campaign = a_campaign(an_account("act-x"), an_account("act-fr"), quiet_hours=quiet_hours, draft_ahead="12 h")
    now = ALEPPO_AT_THREE + dt.timedelta(minutes=minutes)
    look = next_look(story, campaign, now)
    until = look or ALEPPO_AT_THREE + 60 * HOUR
    known = {slot.identity for slot in earned(story, campaign, now)}
    for part in range(4):
        assert {slot.identity for slot in earned(story, campaign, now + (until - now) * part / 4)} <= known
    if look:
        assert now < look
        assert {slot.identity for slot in _slots(story, campaign, look)} - known


def _slots(story: Story, campaign: Campaign, now: dt.datetime) -> list[Slot]:
    """What is drafted just then, too late or not."""
    return [slot for slot in earned(story, campaign, now) if slot.due - campaign.draft_ahead == now]


# ── who must agree ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("message", [message for message in Message if message not in READ_FIRST])
def test_on_an_automatic_account_nobody_is_asked_before_a_post_goes_out(message: Message) -> None:
    assert approvals_needed(an_account(posting=Posting.AUTOMATIC), message) == 0


@pytest.mark.parametrize("message", sorted(READ_FIRST))
def test_a_correction_or_what_speaks_of_conduct_waits_for_a_person_on_an_automatic_account_too(message: Message) -> None:
    assert approvals_needed(an_account(posting=Posting.AUTOMATIC), message) == 1


@pytest.mark.parametrize("needed", [1, 2])
@pytest.mark.parametrize("message", list(Message))
def test_on_any_other_account_as_many_people_as_it_asks_for_must_agree(message: Message, needed: int) -> None:
    assert approvals_needed(an_account(posting=Posting.APPROVAL, approvals_needed=needed), message) == needed
