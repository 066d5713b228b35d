"""What follows an outcome: to whom, how soon, how late, and never twice."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.after_the_vote import Further
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.earned import AFTER_THE_VOTE, CORRECTIONS, Message, Slot, Story, earned, next_look
from advocacybot.campaign.truth import RETRACTED, WITHDRAWN, Truth
from advocacybot.council.conduct import Conduct, Judgement
from advocacybot.council.outcomes import Ballot, Outcome, Report, Result, Tally
from advocacybot.errors import BadInput
from tests.factories import (
    ALEPPO_AT_THREE,
    ALEPPO_TOLD,
    a_campaign,
    a_day,
    a_judgement,
    a_report,
    a_roll_call,
    a_story,
    an_account,
    an_assessed_vote,
)

HOUR = dt.timedelta(hours=1)
DAY = 24 * HOUR
KNOWN = ALEPPO_AT_THREE + HOUR
"""When the outcome became known."""
ALL_OF_IT: list[dict[str, object]] = [
    {"message": "follow_up", "after": "1 h", "late_by": "3 d"},
    {"message": "thanks", "after": "2 h", "late_by": "2 d"},
    {"message": "abstentions", "after": "3 h", "late_by": "1 d"},
    {"message": "general_assembly", "after": "1 h"},
]
OUTCOME = a_story(report=a_report()).truth
OTHER_REPORT = a_report(a_roll_call(against="VEN RUS ESP"))
KEPT, BROKE, ABSTAINED = (
    a_judgement("NZL"),
    a_judgement("ESP", Conduct.BROKE, Ballot.AGAINST),
    a_judgement("URY", Conduct.ABSTAINED, Ballot.ABSTAINED),
)


def following(**changes: object) -> Campaign:
    return a_campaign(**{"after_the_vote": ALL_OF_IT} | changes)


def told(*judged: Judgement, report: Report | None = None, said: Truth | None = None, now: dt.datetime = KNOWN) -> list[Slot]:
    """What the outcome earns, just when it became known."""
    known = a_story(report=report or a_report(), judged=judged, said={"act-x": said} if said else None, since=KNOWN)
    return list(earned(known, following(), now))


def further(slots: list[Slot]) -> list[tuple[Message, str]]:
    return [(slot.message, slot.key) for slot in slots if slot.message in AFTER_THE_VOTE]


# ── to whom ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_campaign_that_asks_for_nothing_says_nothing_more() -> None:
    known = a_story(report=a_report(), judged=(KEPT, BROKE, ABSTAINED), since=KNOWN)
    assert [slot.message for slot in earned(known, a_campaign(), KNOWN)] == [Message.VETOED]


def test_whoever_voted_against_is_asked_in_a_post_of_its_own_and_the_others_are_spoken_of_together() -> None:
    broke_too = a_judgement("AGO", Conduct.BROKE, Ballot.AGAINST)
    assert further(told(BROKE, KEPT, ABSTAINED, broke_too, a_judgement("JPN"))) == [
        (Message.FOLLOW_UP, "AGO"),
        (Message.FOLLOW_UP, "ESP"),
        (Message.THANKS, "kept the pledge"),
        (Message.ABSTENTIONS, "abstained"),
    ]


def test_no_post_speaks_of_nobody() -> None:
    assert further(told()) == []
    assert further(told(KEPT)) == [(Message.THANKS, "kept the pledge")]


@pytest.mark.parametrize(
    "conduct",
    [Conduct.DID_NOT_TAKE_PART, Conduct.NOT_A_SUPPORTER, Conduct.SUPPORT_NOT_KNOWN, Conduct.NOT_ASSESSED],
)
@pytest.mark.parametrize("ballot", list(Ballot))
def test_nobody_is_asked_thanked_or_named_whose_conduct_is_none_of_those(conduct: Conduct, ballot: Ballot) -> None:
    assert further(told(a_judgement("ESP", conduct, ballot))) == []


def test_each_account_follows_up_for_itself() -> None:
    campaign = a_campaign(an_account("act-x"), an_account("act-fr"), after_the_vote=ALL_OF_IT[:1])
    known = a_story(report=a_report(), judged=(BROKE,), since=KNOWN)
    slots = [slot for slot in earned(known, campaign, KNOWN) if slot.message is Message.FOLLOW_UP]
    assert [slot.account for slot in slots] == ["act-x", "act-fr"]


# ── how soon and how late ───────────────────────────────────────────────────────────────────────────────────────────


def test_each_is_due_so_long_after_the_outcome_became_known_and_lapses_after_its_own_time() -> None:
    slots = {slot.message: slot for slot in told(KEPT, BROKE, ABSTAINED)}
    hours = [
        (slots[message].due - KNOWN, (slots[message].lapses_at or KNOWN) - slots[message].due)
        for message in (Message.FOLLOW_UP, Message.THANKS, Message.ABSTENTIONS)
    ]
    assert hours == [(HOUR, 3 * DAY), (2 * HOUR, 2 * DAY), (3 * HOUR, DAY)]
    assert all(slot.says == OUTCOME for slot in slots.values())


def test_what_is_too_late_is_not_drafted() -> None:
    late = [further(told(KEPT, BROKE, ABSTAINED, now=KNOWN + days * DAY + 3 * HOUR)) for days in (0, 1, 2, 3)]
    assert [len(one) for one in late] == [3, 2, 1, 0]


def test_it_is_drafted_no_sooner_than_the_campaign_wishes_and_that_is_when_the_vote_is_looked_at_again() -> None:
    campaign = following(draft_ahead="30 min")
    known = a_story(report=a_report(), judged=(BROKE,), said={"act-x": OUTCOME}, since=KNOWN)
    assert earned(known, campaign, KNOWN) == ()
    look = next_look(known, campaign, KNOWN)
    assert look == KNOWN + HOUR / 2
    assert [slot.message for slot in earned(known, campaign, look)] == [Message.FOLLOW_UP]


# ── the General Assembly ────────────────────────────────────────────────────────────────────────────────────────────

VETOED_NOW = Outcome(Result.VETOED, Tally(in_favour=9, against=1, abstained=5), 9, ("RUS",))
MONDAY = a_day("2026-11-23")
IN_NEW_YORK = dt.datetime(2026, 11, 23, 20, 0, tzinfo=dt.UTC)


def vetoed(outcome: Outcome = VETOED_NOW) -> Story:
    vote = an_assessed_vote("S/2026/900", hour="2026-11-23 15:00 America/New_York")
    return Story(vote, outcome, "outcome 0123", IN_NEW_YORK)


def asked(outcome: Outcome = VETOED_NOW, **changes: object) -> Slot | None:
    slots = earned(vetoed(outcome), following(**changes), IN_NEW_YORK)
    return next((slot for slot in slots if slot.message is Message.GENERAL_ASSEMBLY), None)


def test_after_a_veto_the_debate_is_asked_for_until_its_date_is_over_in_new_york() -> None:
    request = asked()
    assert request is not None
    assert request.due == IN_NEW_YORK + HOUR
    assert request.lapses_at == dt.datetime(2026, 12, 8, 5, 0, tzinfo=dt.UTC)  # the end of Monday, 7 December


def test_a_holiday_of_the_united_nations_puts_the_date_off() -> None:
    request = asked(holidays=["2026-11-26"])
    assert request is not None
    assert request.lapses_at == dt.datetime(2026, 12, 9, 5, 0, tzinfo=dt.UTC)


def test_the_request_may_lapse_sooner_and_never_later_than_the_date() -> None:
    ends = {}
    for late_by in ("1 d", "90 d"):
        request = asked(after_the_vote=[{"message": "general_assembly", "after": "1 h", "late_by": late_by}])
        assert request is not None
        ends[late_by] = request.lapses_at
    assert ends == {"1 d": IN_NEW_YORK + HOUR + DAY, "90 d": dt.datetime(2026, 12, 8, 5, 0, tzinfo=dt.UTC)}


@pytest.mark.parametrize("result", [Result.ADOPTED, Result.FAILED])
def test_no_debate_is_asked_for_where_nobody_vetoed(result: Result) -> None:
    assert asked(Outcome(result, VETOED_NOW.tally, 9)) is None


def test_of_a_veto_before_the_resolution_no_debate_is_asked_for() -> None:
    assert Message.GENERAL_ASSEMBLY not in {slot.message for slot in told(BROKE)}


# ── whatever was said before ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("said", [None, ALEPPO_TOLD, OUTCOME], ids=["nothing", "its hour", "its outcome"])
def test_whoever_told_nothing_else_of_the_outcome_may_go_on_from_it(said: Truth | None) -> None:
    assert further(told(BROKE, said=said)) == [(Message.FOLLOW_UP, "ESP")]


@pytest.mark.parametrize("said", [WITHDRAWN, RETRACTED, "outcome 0123456789abcdef"])
def test_whoever_told_otherwise_first_says_what_is_so(said: Truth) -> None:
    slots = told(BROKE, said=said)
    assert further(slots) == []
    assert [slot.says for slot in slots] == [OUTCOME]


@pytest.mark.parametrize(
    ("report", "taken_back", "message"),
    [(OTHER_REPORT, False, Message.CORRECTED), (a_report(), True, Message.RETRACTED), (None, False, Message.RETRACTED)],
    ids=["other ballots", "a vote that is spoken of no more", "no report stands"],
)
def test_a_follow_up_that_is_not_so_owes_one_correction_like_an_outcome(
    report: Report | None, taken_back: bool, message: Message
) -> None:
    known = a_story(report=report, judged=(BROKE,), said={"act-x": OUTCOME}, since=KNOWN, taken_back=taken_back)
    assert [slot.message for slot in earned(known, following(), KNOWN) if slot.message in CORRECTIONS] == [message]
    assert further(list(earned(known, following(), KNOWN))) == []


def test_what_is_said_of_a_state_keeps_its_place_whatever_else_is_corrected() -> None:
    """So nobody who voted against is asked twice about one vote, and nobody thanked twice."""
    before, after = (
        {slot.identity for slot in told(BROKE, KEPT, report=report) if slot.message in AFTER_THE_VOTE}
        for report in (a_report(), OTHER_REPORT)
    )
    assert before == after


def test_whoever_turns_out_to_have_voted_against_is_asked_then() -> None:
    before, after = (further(told(*judged)) for judged in ((KEPT,), (KEPT, BROKE)))
    assert set(after) - set(before) == {(Message.FOLLOW_UP, "ESP")}


# ── any vote ────────────────────────────────────────────────────────────────────────────────────────────────────────

JUDGED = st.lists(
    st.builds(a_judgement, st.sampled_from(["ESP", "NZL", "URY", "JPN"]), st.sampled_from(Conduct), st.sampled_from(Ballot)),
    unique_by=lambda one: one.member.state,
    max_size=4,
).map(tuple)
STORIES = st.builds(
    a_story,
    report=st.sampled_from([None, a_report(), OTHER_REPORT]),
    judged=JUDGED,
    said=st.dictionaries(st.just("act-x"), st.sampled_from([ALEPPO_TOLD, WITHDRAWN, RETRACTED, OUTCOME])),
    taken_back=st.booleans(),
)
MINUTES = st.integers(-100, 5 * 24 * 60).map(lambda minutes: ALEPPO_AT_THREE + dt.timedelta(minutes=minutes))


@given(STORIES, MINUTES)
@settings(deadline=None)
def test_what_follows_is_earned_beside_no_correction_each_once_and_of_those_alone_who_did_it(
    story: Story, now: dt.datetime
) -> None:
    slots = list(earned(story, following(), now))
    follows = [slot for slot in slots if slot.message in AFTER_THE_VOTE]
    assert not (follows and CORRECTIONS & {slot.message for slot in slots})
    assert len({slot.identity for slot in slots}) == len(slots)
    did = _did(story)
    assert {slot.key for slot in follows if slot.message is Message.FOLLOW_UP} <= did[Conduct.BROKE]
    assert not (Message.THANKS in {slot.message for slot in follows} and not did[Conduct.KEPT])
    assert all(slot.says == story.truth for slot in follows)


def _did(story: Story) -> Mapping[Conduct, set[str]]:
    return {conduct: {one.member.state for one in story.judged if one.conduct is conduct} for conduct in Conduct}


# ── as it is set ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ([{"message": "thanks", "after": "1 h"}], "nothing says how late thanks may be"),
        ([{"message": "follow_up", "after": "1 h", "late_by": "0 h"}], "could never go out"),
        ([{"message": "vetoed", "after": "1 h", "late_by": "1 d"}], "follow_up"),
        ([ALL_OF_IT[0], ALL_OF_IT[0]], "follow_up stands twice under after_the_vote"),
    ],
    ids=["no limit", "no time", "another message", "twice"],
)
def test_what_cannot_be_is_refused_with_the_mend(setting: list[dict[str, object]], fault: str) -> None:
    with pytest.raises((BadInput, ValueError), match=fault):
        a_campaign(after_the_vote=setting)


def test_a_campaign_is_asked_how_it_sends_a_message() -> None:
    thanks = following().further(Further.THANKS)
    assert thanks is not None
    assert thanks.after == 2 * HOUR
    assert a_campaign().further(Further.THANKS) is None
