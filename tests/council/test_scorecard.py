from dataclasses import FrozenInstanceError, replace

import pytest

from advocacybot.council.conduct import SCORED, Conduct
from advocacybot.council.outcomes import Ballot
from advocacybot.council.scorecard import JudgedVote, Score, member_record, scorecard
from tests.factories import a_judged_vote, a_judgement

KEPT, BROKE, ABSTAINED, ABSENT = Conduct.KEPT, Conduct.BROKE, Conduct.ABSTAINED, Conduct.DID_NOT_TAKE_PART


def test_each_kind_of_conduct_is_counted_apart() -> None:
    votes = [
        a_judged_vote("S/2016/846", NZL=KEPT, UKR=KEPT),
        a_judged_vote("S/2016/1026", NZL=KEPT, UKR=BROKE),
        a_judged_vote("S/2016/1085", NZL=ABSTAINED, UKR=ABSENT),
        a_judged_vote("S/2017/172", NZL=ABSENT, UKR=BROKE),
    ]
    assert scorecard(votes).scores == (
        Score("NZL", kept=2, abstained=1, did_not_take_part=1),
        Score("UKR", kept=1, broke=2, did_not_take_part=1),
    )


@pytest.mark.parametrize(("conduct", "score"), [
    (KEPT, Score("NZL", kept=1)),
    (BROKE, Score("NZL", broke=1)),
    (ABSTAINED, Score("NZL", abstained=1)),
    (ABSENT, Score("NZL", did_not_take_part=1)),
])  # fmt: skip
def test_one_conduct_is_counted_once_and_under_its_own_name(conduct: Conduct, score: Score) -> None:
    assert scorecard([a_judged_vote(NZL=conduct)]).scores == (score,)


@pytest.mark.parametrize("conduct", [conduct for conduct in Conduct if conduct not in SCORED])
def test_whoever_had_not_pledged_has_no_score(conduct: Conduct) -> None:
    assert scorecard([a_judged_vote(NZL=KEPT, RUS=conduct)]).scores == (Score("NZL", kept=1),)


def test_a_state_is_scored_only_over_the_votes_in_which_it_had_pledged() -> None:
    before, after = a_judged_vote("S/2016/846", SEN=Conduct.SUPPORT_NOT_KNOWN), a_judged_vote("S/2017/970", SEN=KEPT)
    (senegal,) = scorecard([before, after]).scores
    assert (senegal.votes, senegal.kept) == (1, 1)


def test_the_votes_of_a_score_are_all_that_count_for_it() -> None:
    assert Score("NZL", kept=4, broke=3, abstained=2, did_not_take_part=1).votes == 10


def test_scores_stand_by_code() -> None:
    vote = a_judged_vote(UKR=KEPT, ESP=KEPT, NZL=KEPT)
    assert [score.state for score in scorecard([vote]).scores] == ["ESP", "NZL", "UKR"]


def test_votes_stand_in_the_order_of_their_days_then_of_their_symbols() -> None:
    votes = [
        a_judged_vote("S/2017/172", day="2017-02-28"),
        a_judged_vote("S/2016/847"),
        a_judged_vote("S/2016/846"),
    ]
    assert [vote.symbol for vote in scorecard(votes).votes] == ["S/2016/846", "S/2016/847", "S/2017/172"]


def test_votes_that_were_not_assessed_are_told_by_their_number_and_scored_by_nobody() -> None:
    told = scorecard(iter([a_judged_vote(NZL=KEPT), *(a_judged_vote(f"S/2016/{n}", credible=False) for n in (1, 2))]))
    assert told.not_assessed == 2
    assert [vote.symbol for vote in told.votes] == ["S/2016/846"]


def test_even_a_conduct_in_a_vote_that_was_not_assessed_is_not_counted() -> None:
    assert scorecard([a_judged_vote(credible=False, NZL=BROKE)]).scores == ()


def test_no_votes_make_an_empty_scorecard() -> None:
    told = scorecard([])
    assert (told.votes, told.scores, told.not_assessed) == ((), (), 0)


def test_a_vote_tells_whose_conduct_was_which_by_code() -> None:
    vote = a_judged_vote(UKR=KEPT, NZL=KEPT, RUS=Conduct.NOT_A_SUPPORTER)
    assert vote.states(KEPT) == ("NZL", "UKR")
    assert vote.states(BROKE) == ()


def test_a_scorecard_its_scores_and_its_votes_are_never_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        scorecard([]).not_assessed = 1  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Score("NZL", kept=1).kept = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        a_judged_vote(credible=False).credible = True  # type: ignore[misc]


# ── a member's record ───────────────────────────────────────────────────────────────────────────────────────────────


def a_vote_of(state: str, conduct: Conduct, ballot: Ballot, symbol: str = "S/2016/846", day: str = "2016-10-08") -> JudgedVote:
    """A vote in which that State cast that ballot; the Russian Federation vetoed it, as all votes here."""
    return replace(a_judged_vote(symbol, day=day), judgements=(a_judgement(state, conduct, ballot), a_judgement("RUS")))


def test_a_members_record_holds_its_votes_in_the_order_of_their_days_and_nobody_elses() -> None:
    votes = [a_judged_vote("S/2017/172", day="2017-02-28", NZL=KEPT), a_judged_vote("S/2016/846", NZL=BROKE, UKR=KEPT)]
    told = member_record("NZL", [*votes, a_judged_vote("S/2016/1026", UKR=KEPT)])
    assert [(cast.vote.symbol, cast.judgement.conduct) for cast in told.casts] == [("S/2016/846", BROKE), ("S/2017/172", KEPT)]
    assert {cast.judgement.member.state for cast in told.casts} == {told.state} == {"NZL"}


def test_a_vote_that_was_not_assessed_is_in_nobodys_record() -> None:
    told = member_record("NZL", [a_judged_vote(credible=False, NZL=BROKE), a_judged_vote("S/2016/1026", NZL=KEPT)])
    assert [cast.vote.symbol for cast in told.casts] == ["S/2016/1026"]
    assert told.score == Score("NZL", kept=1)


@pytest.mark.parametrize("ballot", Ballot)
def test_each_ballot_is_counted_apart_whether_or_not_the_member_had_pledged(ballot: Ballot) -> None:
    told = member_record("VEN", [a_vote_of("VEN", Conduct.NOT_A_SUPPORTER, ballot)])
    assert {one: told.ballots(one) for one in Ballot} == {one: int(one is ballot) for one in Ballot}
    assert told.score == Score("VEN")


def test_a_members_score_is_the_one_of_the_scorecard_over_the_same_votes() -> None:
    votes = [
        a_judged_vote("S/2016/846", SEN=Conduct.SUPPORT_NOT_KNOWN, NZL=KEPT),
        a_judged_vote("S/2017/172", SEN=ABSTAINED),
        a_judged_vote("S/2017/315", SEN=ABSENT),
    ]
    (senegal,) = [score for score in scorecard(votes).scores if score.state == "SEN"]
    assert member_record("SEN", votes).score == senegal == Score("SEN", abstained=1, did_not_take_part=1)
    assert len(member_record("SEN", votes).casts) == 3


def test_only_a_negative_vote_that_blocked_the_draft_is_a_veto() -> None:
    failed = a_judged_vote("S/2016/1085", day="2016-12-23", RUS=Conduct.NOT_A_SUPPORTER)
    failed = replace(failed, outcome=replace(failed.outcome, vetoed_by=()))
    votes = [a_vote_of("VEN", Conduct.NOT_A_SUPPORTER, Ballot.AGAINST), failed]
    assert member_record("RUS", votes).vetoes == 1
    assert [cast.vetoed for cast in member_record("RUS", votes).casts] == [True, False]
    assert member_record("VEN", votes).vetoes == 0


def test_whoever_sat_in_none_of_the_votes_has_an_empty_record() -> None:
    told = member_record("DEU", [a_judged_vote(NZL=KEPT)])
    assert (told.state, told.casts, told.score, told.vetoes) == ("DEU", (), Score("DEU"), 0)
