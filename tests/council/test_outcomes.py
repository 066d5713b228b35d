import datetime as dt
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advocacybot.council.members import Member
from advocacybot.council.outcomes import Ballot, Outcome, Report, Result, RollCall, Tally, Trust, decide, votes_needed
from advocacybot.council.votes import Procedure
from advocacybot.errors import BallotMissing, DidNotSit
from tests.factories import (
    ALEPPO,
    ELECTED_2016,
    MEMBERS_1965,
    MEMBERS_2016,
    PERMANENT,
    a_report,
    a_roll_call,
    a_roll_call_of,
    a_source,
    the_council_of_1965,
    the_members,
    without_a_vote,
)

IN_1965 = dt.date(1965, 12, 31)


def outcome(roll_call: RollCall, procedure: Procedure = Procedure.SUBSTANTIVE) -> Outcome:
    return decide(a_report(roll_call), the_members(), ALEPPO, procedure)


def outcome_in_1965(roll_call: RollCall) -> Outcome:
    return decide(a_report(roll_call), the_council_of_1965().members_on(IN_1965), IN_1965)


# ── nine affirmative votes ──────────────────────────────────────────────────────────────────────────────────────────


def test_nine_in_favour_are_enough() -> None:
    adopted = outcome(a_roll_call(against="", abstained=" ".join(ELECTED_2016[:6])))
    assert (adopted.result, str(adopted.tally)) == (Result.ADOPTED, "9-0-6")


def test_eight_in_favour_are_too_few() -> None:
    failed = outcome(a_roll_call(against="", abstained=" ".join(ELECTED_2016[:7])))
    assert (failed.result, str(failed.tally)) == (Result.FAILED, "8-0-7")


def test_a_draft_that_nobody_is_in_favour_of_failed() -> None:
    failed = outcome(a_roll_call(against=" ".join(MEMBERS_2016), abstained=""))
    assert (failed.result, str(failed.tally)) == (Result.FAILED, "0-15-0")


# ── the veto ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", ["CHN", "FRA", "GBR", "RUS", "USA"])
def test_any_permanent_member_can_veto_alone(state: str) -> None:
    vetoed = outcome(a_roll_call(against=state, abstained=""))
    assert (vetoed.result, vetoed.vetoed_by) == (Result.VETOED, (state,))


@pytest.mark.parametrize("state", ELECTED_2016)
def test_no_elected_member_can_veto(state: str) -> None:
    adopted = outcome(a_roll_call(against=state, abstained=""))
    assert (adopted.result, adopted.vetoed_by) == (Result.ADOPTED, ())


def test_a_negative_vote_is_a_veto_at_nine_in_favour_and_none_at_eight() -> None:
    nine = outcome(a_roll_call(against="RUS", abstained="AGO EGY ESP JPN MYS"))
    eight = outcome(a_roll_call(against="RUS", abstained="AGO EGY ESP JPN MYS NZL"))
    assert (nine.result, nine.vetoed_by) == (Result.VETOED, ("RUS",))
    assert (eight.result, eight.vetoed_by) == (Result.FAILED, ())


def test_a_negative_vote_of_a_permanent_member_is_no_veto_where_the_draft_would_have_failed_anyway() -> None:
    failed = outcome(a_roll_call(against="RUS VEN EGY", abstained="AGO CHN ESP FRA GBR JPN MYS NZL SEN UKR USA"))
    assert str(failed.tally) == "1-3-11"
    assert (failed.result, failed.vetoed_by) == (Result.FAILED, ())


def test_several_vetoes_are_told_by_code() -> None:
    vetoed = outcome(a_roll_call(against="USA RUS GBR FRA CHN", abstained=""))
    assert (vetoed.result, vetoed.vetoed_by) == (Result.VETOED, ("CHN", "FRA", "GBR", "RUS", "USA"))


def test_an_abstention_of_a_permanent_member_is_no_veto() -> None:
    assert outcome(a_roll_call(against="", abstained="CHN FRA GBR RUS USA")).result is Result.ADOPTED


def test_an_absence_of_a_permanent_member_is_no_veto() -> None:
    adopted = outcome(a_roll_call(against="", abstained="", not_voting="CHN RUS"))
    assert (adopted.result, str(adopted.tally)) == (Result.ADOPTED, "13-0-0 (2 not voting)")


def test_a_procedural_matter_knows_no_veto() -> None:
    adopted = outcome(a_roll_call(against="CHN RUS VEN", abstained="AGO"), Procedure.PROCEDURAL)
    assert (adopted.result, adopted.vetoed_by) == (Result.ADOPTED, ())


def test_a_procedural_matter_needs_nine_in_favour_too() -> None:
    failed = outcome(a_roll_call(against="", abstained=" ".join(ELECTED_2016[:7])), Procedure.PROCEDURAL)
    assert (failed.result, failed.votes_needed) == (Result.FAILED, 9)


# ── seven of eleven ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_seven_votes_were_needed_until_the_end_of_1965_and_nine_from_1966() -> None:
    assert votes_needed(dt.date(1965, 12, 31)) == 7
    assert votes_needed(dt.date(1966, 1, 1)) == 9


def test_seven_of_eleven_were_enough_in_1965() -> None:
    adopted = outcome_in_1965(a_roll_call(against="", abstained="BOL CIV JOR MYS", members=MEMBERS_1965))
    assert adopted == Outcome(Result.ADOPTED, Tally(in_favour=7, against=0, abstained=4), 7)


def test_six_of_eleven_were_too_few_in_1965() -> None:
    failed = outcome_in_1965(a_roll_call(against="", abstained="BOL CIV JOR MYS NLD", members=MEMBERS_1965))
    assert failed.result is Result.FAILED


def test_a_permanent_member_could_veto_in_1965() -> None:
    vetoed = outcome_in_1965(a_roll_call(against="RUS BOL", abstained="CIV JOR", members=MEMBERS_1965))
    assert (vetoed.result, vetoed.vetoed_by) == (Result.VETOED, ("RUS",))


# ── reports ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_can_be_adopted_without_a_vote() -> None:
    adopted = decide(without_a_vote(), the_members(), ALEPPO)
    assert adopted == Outcome(Result.ADOPTED_WITHOUT_A_VOTE, None, 9)


def test_a_report_that_says_neither_a_roll_call_nor_that_no_vote_was_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="must say either the roll call, or that the text was adopted without a vote"):
        Report(source=a_source())


def test_a_report_that_says_both_a_roll_call_and_that_no_vote_was_taken_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must say either the roll call.*; give one of the two"):
        a_report(adopted_without_a_vote=True)


def test_a_report_is_preliminary_unless_it_is_said_otherwise() -> None:
    assert a_report().trust is Trust.PRELIMINARY


def test_totals_that_agree_with_the_roll_call_are_taken() -> None:
    totals = Tally(in_favour=11, against=2, abstained=2)
    assert a_report(totals=totals).totals == totals


@pytest.mark.parametrize(
    ("said", "told"),
    [((12, 2, 1, 0), "12-2-1"), ((11, 2, 1, 0), "11-2-1"), ((11, 2, 2, 1), r"11-2-2 \(1 not voting\)")],
)
def test_totals_that_disagree_with_the_roll_call_are_refused(said: tuple[int, int, int, int], told: str) -> None:
    totals = dict(zip(("in_favour", "against", "abstained", "not_voting"), said, strict=True))
    with pytest.raises(ValueError, match=rf"The totals say {told}, the roll call says 11-2-2; check both against"):
        a_report(totals=totals)


def test_a_tally_counts_no_fewer_than_nobody() -> None:
    with pytest.raises(ValueError, match=r"\nagainst\n"):
        Tally(in_favour=16, against=-1, abstained=0)


# ── ballots that cannot be ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_sixteenth_ballot_is_refused() -> None:
    with pytest.raises(DidNotSit, match="DEU did not sit on the Council on 2016-10-08; leave out the ballot"):
        outcome(a_roll_call(members=(*MEMBERS_2016, "DEU")))


def test_a_ballot_of_a_state_that_is_no_member_is_refused_even_among_fifteen() -> None:
    with pytest.raises(DidNotSit, match="DEU, IND did not sit"):
        outcome(a_roll_call(members=(*MEMBERS_2016[:-4], "IND", "DEU", "URY", "VEN")))


def test_a_members_ballot_that_is_missing_is_refused_by_name() -> None:
    with pytest.raises(BallotMissing, match="No ballot is given for SEN, UKR; enter each member's ballot"):
        outcome(a_roll_call(members=(*MEMBERS_2016[:-4], "URY", "VEN")))


def test_a_roll_call_of_the_next_years_council_is_refused() -> None:
    with pytest.raises(DidNotSit, match="AGO, ESP, MYS, NZL, VEN did not sit on the Council on 2017-02-28"):
        decide(a_report(), the_members(dt.date(2017, 2, 28)), dt.date(2017, 2, 28))


@pytest.mark.parametrize(
    "ballots",
    [
        {"in_favour": ["RUS"], "against": ["RUS"]},
        {"abstained": ["RUS", "RUS"]},
        {"against": ["RUS"], "not_voting": ["RUS"]},
    ],
)
def test_a_state_that_is_given_two_ballots_is_refused(ballots: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="RUS is given more than one ballot; enter each member once"):
        RollCall.model_validate(ballots)


def test_several_states_that_are_given_two_ballots_are_told_by_code() -> None:
    with pytest.raises(ValueError, match="CHN, ESP, FRA, JPN, NZL, RUS is given more than one ballot"):
        a_roll_call(against="RUS NZL FRA JPN ESP CHN", abstained="NZL RUS JPN FRA ESP CHN")


# ── any ballots of fifteen members ──────────────────────────────────────────────────────────────────────────────────

BALLOTS = st.sampled_from([Ballot.IN_FAVOUR] * 5 + [Ballot.AGAINST, Ballot.ABSTAINED, Ballot.NOT_VOTING])
"""Weighted, so that about half of the drafts obtain nine votes in favour."""
VOTES = st.fixed_dictionaries(dict.fromkeys(MEMBERS_2016, BALLOTS))


def by_article_27(ballots: dict[str, Ballot]) -> tuple[Result, set[str]]:
    """Art. 27 (3), said once more: nine affirmative votes, and no permanent member that does not concur."""
    nine_affirmative_votes = list(ballots.values()).count(Ballot.IN_FAVOUR) in range(9, 16)
    do_not_concur = {state for state in ("CHN", "FRA", "GBR", "RUS", "USA") if ballots[state] is Ballot.AGAINST}
    if not nine_affirmative_votes:
        return Result.FAILED, set()
    return (Result.VETOED, do_not_concur) if do_not_concur else (Result.ADOPTED, set())


@given(VOTES)
@settings(deadline=None)
def test_any_vote_comes_out_as_article_27_says(ballots: dict[str, Ballot]) -> None:
    decided = outcome(a_roll_call_of(ballots))
    assert (decided.result, set(decided.vetoed_by)) == by_article_27(ballots)


@given(VOTES, st.permutations(MEMBERS_2016), st.permutations(the_members()))
@settings(deadline=None)
def test_the_order_of_ballots_and_members_says_nothing(
    ballots: dict[str, Ballot], order: list[str], members: list[Member]
) -> None:
    shuffled = a_roll_call_of({state: ballots[state] for state in order})
    assert decide(a_report(shuffled), members, ALEPPO) == outcome(a_roll_call_of(ballots))


@given(VOTES, st.data())
@settings(deadline=None)
def test_an_abstention_turned_into_a_vote_in_favour_never_fells_an_adopted_draft(
    ballots: dict[str, Ballot], data: st.DataObject
) -> None:
    abstained = [state for state, ballot in ballots.items() if ballot is Ballot.ABSTAINED]
    assume(abstained and outcome(a_roll_call_of(ballots)).result is Result.ADOPTED)
    turned = ballots | {data.draw(st.sampled_from(abstained)): Ballot.IN_FAVOUR}
    assert outcome(a_roll_call_of(turned)).result is Result.ADOPTED


@given(VOTES)
@settings(deadline=None)
def test_a_vetoed_draft_had_nine_votes_and_permanent_members_against_it(ballots: dict[str, Ballot]) -> None:
    decided = outcome(a_roll_call_of(ballots))
    assume(decided.result is Result.VETOED)
    assert list(ballots.values()).count(Ballot.IN_FAVOUR) >= 9
    assert set() < set(decided.vetoed_by) <= set(PERMANENT)
    assert {ballots[state] for state in decided.vetoed_by} == {Ballot.AGAINST}


def test_an_outcome_is_never_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        outcome(a_roll_call()).result = Result.ADOPTED  # type: ignore[misc]
