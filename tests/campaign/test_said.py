"""What an account has to answer for, of all that it told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.earned import AFTER_THE_VOTE, CORRECTIONS, Message
from advocacybot.campaign.said import Said, corrections, word
from advocacybot.campaign.truth import RETRACTED, WITHDRAWN

THREE, FOUR, FIVE = "vote at 2016-10-08T19:00Z", "vote at 2016-10-08T20:00Z", "vote at 2016-10-08T21:00Z"
OUTCOME, OTHER_OUTCOME = "outcome 0123456789abcdef", "outcome fedcba9876543210"


def reminded(told: str) -> Said:
    return Said(Message.REMINDER, told)


def moved(told: str) -> Said:
    return Said(Message.MOVED, told)


def test_an_account_that_told_nothing_has_nothing_to_answer_for() -> None:
    assert word([], THREE) is None


def test_an_account_answers_for_its_last_word() -> None:
    assert word([reminded(THREE)], THREE) == THREE
    assert word([reminded(THREE)], FOUR) == THREE


def test_a_reminder_of_the_new_hour_does_not_settle_the_one_of_the_old() -> None:
    assert word([reminded(THREE), reminded(FOUR)], FOUR) == THREE


def test_of_several_hours_that_are_not_so_it_answers_for_the_last() -> None:
    assert word([reminded(THREE), reminded(FOUR), reminded(FIVE)], FIVE) == FOUR


@pytest.mark.parametrize(
    "settling",
    [moved(FOUR), Said(Message.WITHDRAWN, WITHDRAWN), Said(Message.RETRACTED, RETRACTED), Said(Message.VETOED, OUTCOME)],
    ids=lambda said: str(said.message),
)
def test_a_correction_or_an_outcome_settles_what_was_told_before(settling: Said) -> None:
    assert word([reminded(THREE), settling], settling.told) == settling.told


def test_what_was_settled_and_changed_again_is_answered_for_as_it_was_settled() -> None:
    assert word([reminded(THREE), moved(FOUR)], FIVE) == FOUR
    assert word([reminded(THREE), moved(FOUR)], THREE) == FOUR


def test_a_reminder_after_a_correction_is_answered_for_as_any_other() -> None:
    assert word([reminded(THREE), moved(FOUR), reminded(FOUR)], FIVE) == FOUR


def test_a_corrected_outcome_is_answered_for_in_place_of_the_first() -> None:
    history = [Said(Message.VETOED, OUTCOME), Said(Message.CORRECTED, OTHER_OUTCOME)]
    assert word(history, OTHER_OUTCOME) == word(history, OUTCOME) == OTHER_OUTCOME


further = pytest.mark.parametrize("message", sorted(AFTER_THE_VOTE))


@further
def test_what_follows_an_outcome_is_no_word_on_it(message: Message) -> None:
    assert word([Said(message, OUTCOME)], OUTCOME) is None
    assert word([reminded(THREE), Said(message, OUTCOME)], OUTCOME) == THREE


@further
def test_what_follows_an_outcome_is_answered_for_once_it_is_not_so(message: Message) -> None:
    assert word([Said(message, OUTCOME)], OTHER_OUTCOME) == OUTCOME
    assert word([reminded(THREE), Said(message, OUTCOME)], OTHER_OUTCOME) == OUTCOME
    assert word([Said(Message.VETOED, OUTCOME), Said(message, OUTCOME)], RETRACTED) == OUTCOME


@further
def test_what_followed_an_outcome_is_settled_by_its_correction(message: Message) -> None:
    history = [Said(Message.VETOED, OUTCOME), Said(message, OUTCOME), Said(Message.CORRECTED, OTHER_OUTCOME)]
    assert word(history, OTHER_OUTCOME) == OTHER_OUTCOME


@further
def test_what_proves_to_have_gone_out_behind_the_correction_is_answered_for_again(message: Message) -> None:
    history = [Said(Message.VETOED, OUTCOME), Said(Message.CORRECTED, OTHER_OUTCOME), Said(message, OUTCOME)]
    assert word(history, OTHER_OUTCOME) == OUTCOME


def test_corrections_are_counted_and_nothing_else_is() -> None:
    history = [reminded(THREE), moved(FOUR), Said(Message.VETOED, OUTCOME), Said(Message.RETRACTED, RETRACTED)]
    assert corrections(history) == 2
    assert corrections([]) == 0


HISTORIES = st.lists(
    st.builds(Said, st.sampled_from(list(Message)), st.sampled_from([THREE, FOUR, FIVE, OUTCOME, WITHDRAWN, RETRACTED])),
    max_size=6,
)
TRUTHS = st.sampled_from([THREE, FOUR, OUTCOME, RETRACTED])


@given(HISTORIES, TRUTHS)
@settings(deadline=None)
def test_an_account_answers_only_for_what_it_told(history: list[Said], truth: str) -> None:
    assert word(history, truth) in {None, *(said.told for said in history)}
    only_followed = all(said.message in AFTER_THE_VOTE and said.told == truth for said in history)
    assert (word(history, truth) is None) is only_followed


@given(HISTORIES, TRUTHS, st.sampled_from(sorted(CORRECTIONS)))
@settings(deadline=None)
def test_once_the_correction_is_made_there_is_nothing_left_to_answer_for(
    history: list[Said], truth: str, correction: Message
) -> None:
    assert word([*history, Said(correction, truth)], truth) == truth


@given(HISTORIES, TRUTHS)
@settings(deadline=None)
def test_another_reminder_of_what_is_so_changes_nothing_of_what_is_owed(history: list[Said], truth: str) -> None:
    owed = word(history, truth)
    assert word([*history, reminded(truth)], truth) == (truth if owed is None else owed)
