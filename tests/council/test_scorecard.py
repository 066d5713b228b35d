from dataclasses import FrozenInstanceError

import pytest

from advocacybot.council.conduct import SCORED, Conduct
from advocacybot.council.scorecard import Score, scorecard
from tests.factories import a_judged_vote

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
