"""What an account owes that said something else before."""

import datetime as dt

import pytest

from advocacybot.campaign.earned import CORRECTIONS, Message, Slot, Story, earned
from advocacybot.campaign.truth import RETRACTED, WITHDRAWN
from advocacybot.council.outcomes import Report
from advocacybot.council.votes import Vote
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
)

HOUR = dt.timedelta(hours=1)
A_DAY_BEFORE = ALEPPO_AT_THREE - 24 * HOUR
FOUR = an_assessed_vote(hour=ALEPPO_AT_THREE + HOUR)
GONE = an_assessed_vote(withdrawn=True)
OUTCOME = a_story(report=a_report()).truth
OTHER_REPORT = a_report(a_roll_call(against="VEN"))


def now_that(
    vote: Vote | None = None, report: Report | None = None, *, said: str | None = ALEPPO_TOLD, taken_back: bool = False
) -> tuple[Slot, ...]:
    """What the one account owes that said that, reminders apart, when the vote has just come to stand so."""
    story: Story = a_story(
        vote,
        report,
        said={"act-x": said} if said else {},
        since=A_DAY_BEFORE,
        taken_back=taken_back,
    )
    return tuple(slot for slot in earned(story, a_campaign(), A_DAY_BEFORE) if slot.message is not Message.REMINDER)


@pytest.mark.parametrize(
    ("said", "vote", "report", "message"),
    [
        (ALEPPO_TOLD, FOUR, None, Message.MOVED),
        (ALEPPO_TOLD, GONE, None, Message.WITHDRAWN),
        (ALEPPO_TOLD, a_vote(), None, Message.RETRACTED),
        (WITHDRAWN, None, None, Message.MOVED),
        (WITHDRAWN, a_vote(), None, Message.RETRACTED),
        (RETRACTED, None, None, Message.MOVED),
        (RETRACTED, GONE, None, Message.WITHDRAWN),
        (OUTCOME, None, OTHER_REPORT, Message.CORRECTED),
        (OUTCOME, a_vote(), a_report(), Message.RETRACTED),
    ],
    ids=[
        "it moved",
        "it was withdrawn",
        "it is credible no more",
        "it takes place after all",
        "withdrawn, then credible no more",
        "it is spoken of again",
        "it is spoken of again, as withdrawn",
        "other ballots",
        "its outcome is credible no more",
    ],
)
def test_an_account_that_said_something_else_owes_a_correction(
    said: str, vote: Vote | None, report: Report | None, message: Message
) -> None:
    assert [slot.message for slot in now_that(vote, report, said=said)] == [message]


def test_a_vote_that_left_the_calendar_is_taken_back_where_it_was_announced() -> None:
    assert [slot.message for slot in now_that(taken_back=True)] == [Message.RETRACTED]


@pytest.mark.parametrize("said", [WITHDRAWN, RETRACTED, ALEPPO_TOLD])
def test_an_outcome_is_news_to_whoever_has_told_none_whatever_they_said_before(said: str) -> None:
    assert [slot.message for slot in now_that(report=a_report(), said=said)] == [Message.VETOED]


@pytest.mark.parametrize(
    ("vote", "report"),
    [(None, None), (FOUR, None), (GONE, None), (a_vote(), None)],
    ids=["ahead", "moved", "withdrawn", "doubted"],
)
def test_an_account_that_said_nothing_owes_nothing(vote: Vote | None, report: Report | None) -> None:
    assert now_that(vote, report, said=None) == ()


@pytest.mark.parametrize(
    ("said", "vote", "report"),
    [(ALEPPO_TOLD, None, None), (WITHDRAWN, GONE, None), (RETRACTED, a_vote(), None), (OUTCOME, None, a_report())],
    ids=["its hour", "withdrawn", "taken back", "its outcome"],
)
def test_an_account_whose_last_word_is_true_owes_nothing(said: str, vote: Vote | None, report: Report | None) -> None:
    assert now_that(vote, report, said=said) == ()


def test_only_the_account_that_said_something_else_owes_the_correction() -> None:
    campaign = a_campaign(an_account("act-x"), an_account("act-fr"), an_account("act-es"))
    story = a_story(GONE, said={"act-x": ALEPPO_TOLD, "act-es": WITHDRAWN})
    assert [(slot.account, slot.message) for slot in earned(story, campaign, A_DAY_BEFORE)] == [("act-x", Message.WITHDRAWN)]


def test_a_vote_that_moved_earns_the_correction_and_reminders_of_its_new_hour() -> None:
    story = a_story(FOUR, said={"act-x": ALEPPO_TOLD}, since=A_DAY_BEFORE)
    slots = earned(story, a_campaign(), A_DAY_BEFORE)
    assert [slot.message for slot in slots] == [Message.MOVED, Message.REMINDER, Message.REMINDER]
    assert all("2016-10-08T20:00Z" in slot.key for slot in slots)


def test_a_correction_is_due_at_once_and_never_too_late() -> None:
    story = a_story(GONE, said={"act-x": ALEPPO_TOLD}, since=A_DAY_BEFORE)
    for later in (0 * HOUR, 24 * HOUR, 10_000 * HOUR):
        (correction,) = earned(story, a_campaign(), A_DAY_BEFORE + later)
        assert (correction.due, correction.lapses_at) == (A_DAY_BEFORE, None)


def test_a_correction_carries_what_was_said_and_what_is_true() -> None:
    (correction,) = now_that(GONE)
    assert correction.key.startswith(f"{ALEPPO_TOLD} → {WITHDRAWN}")
    assert correction.says == WITHDRAWN


@pytest.mark.parametrize("said", [ALEPPO_TOLD, WITHDRAWN, RETRACTED, OUTCOME])
@pytest.mark.parametrize(
    "stands",
    [a_story(FOUR), a_story(GONE), a_story(a_vote()), a_story(report=OTHER_REPORT)],
    ids=lambda story: story.truth.split()[0],
)
def test_whatever_was_said_and_is_so_no_more_earns_a_post_that_says_what_is_so(said: str, stands: Story) -> None:
    story = Story(stands.vote, stands.outcome, stands.truth, A_DAY_BEFORE, {"act-x": said})
    slots = [slot for slot in earned(story, a_campaign(), A_DAY_BEFORE) if slot.message is not Message.REMINDER]
    assert [slot.says for slot in slots] == ([] if said == story.truth else [story.truth])


@pytest.mark.parametrize("vote", [None, GONE], ids=["ahead", "withdrawn"])
def test_an_outcome_that_no_report_tells_any_more_is_taken_back(vote: Vote | None) -> None:
    """A report can fall away where the campaign comes to ask two people for it. There is no result then to correct it by."""
    assert [slot.message for slot in now_that(vote, said=OUTCOME)] == [Message.RETRACTED]


def test_an_outcome_is_taken_back_however_long_its_hour_is_past() -> None:
    """Only that a vote is now due at an hour is no news any more once that hour has come."""
    story = a_story(said={"act-x": OUTCOME}, since=A_DAY_BEFORE)
    (retraction,) = (slot for slot in earned(story, a_campaign(), story.vote.hour + 24 * HOUR))
    assert (retraction.message, retraction.lapses_at) == (Message.RETRACTED, None)


def test_a_vote_that_moves_there_and_back_and_there_again_owes_three_corrections() -> None:
    """Told three, corrected to four, corrected to three: now it is four again, and the account still says three."""
    there = a_story(FOUR, said={"act-x": ALEPPO_TOLD}, since=A_DAY_BEFORE)
    and_there_again = a_story(FOUR, said={"act-x": ALEPPO_TOLD}, corrected={"act-x": 2}, since=A_DAY_BEFORE)
    identities = {
        slot.identity
        for story in (there, and_there_again)
        for slot in earned(story, a_campaign(), A_DAY_BEFORE)
        if slot.message in CORRECTIONS
    }
    assert len(identities) == 2


def test_an_outcome_that_was_taken_back_and_holds_after_all_is_told_again() -> None:
    first = a_story(report=a_report(), since=A_DAY_BEFORE)
    again = a_story(report=a_report(), said={"act-x": RETRACTED}, corrected={"act-x": 1}, since=A_DAY_BEFORE + 2 * HOUR)
    identities = {slot.identity for story in (first, again) for slot in earned(story, a_campaign(), A_DAY_BEFORE + 3 * HOUR)}
    assert len(identities) == 2


def test_the_correction_of_an_hour_is_too_late_once_that_hour_has_come() -> None:
    story = a_story(FOUR, said={"act-x": ALEPPO_TOLD}, since=A_DAY_BEFORE)
    assert earned(story, a_campaign(), FOUR.hour) == ()
