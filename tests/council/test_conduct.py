from dataclasses import FrozenInstanceError

import pytest

from advocacybot.council.conduct import Conduct, Judgement, conduct, judge
from advocacybot.council.outcomes import Ballot, RollCall
from advocacybot.council.supporters import Standing, Support, Supporters
from advocacybot.errors import BallotMissing, DidNotSit
from tests.factories import ALEPPO, MEMBERS_2016, a_day, a_list, a_roll_call, supporters_by_lists, the_members

SUPPORTER, LISTED = Standing(Support.SUPPORTER), Standing(Support.LISTED)
NOT_KNOWN, NOT_LISTED = Standing(Support.NOT_KNOWN), Standing(Support.NOT_LISTED)

# ── one ballot ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_supporter_in_favour_of_a_credible_draft_kept_the_pledge() -> None:
    assert conduct(Ballot.IN_FAVOUR, SUPPORTER, credible=True) is Conduct.KEPT


def test_a_supporter_against_a_credible_draft_broke_the_pledge() -> None:
    assert conduct(Ballot.AGAINST, SUPPORTER, credible=True) is Conduct.BROKE


def test_a_supporter_that_abstained_neither_kept_nor_broke_the_pledge() -> None:
    assert conduct(Ballot.ABSTAINED, SUPPORTER, credible=True) is Conduct.ABSTAINED


def test_a_supporter_that_did_not_vote_did_not_take_part() -> None:
    assert conduct(Ballot.NOT_VOTING, SUPPORTER, credible=True) is Conduct.DID_NOT_TAKE_PART


@pytest.mark.parametrize("ballot", Ballot)
def test_a_listed_supporter_is_held_to_the_pledge_like_any_supporter(ballot: Ballot) -> None:
    assert conduct(ballot, LISTED, credible=True) is conduct(ballot, SUPPORTER, credible=True)


@pytest.mark.parametrize("ballot", Ballot)
def test_whoever_is_not_listed_is_no_supporter_however_it_voted(ballot: Ballot) -> None:
    assert conduct(ballot, NOT_LISTED, credible=True) is Conduct.NOT_A_SUPPORTER


@pytest.mark.parametrize("ballot", Ballot)
def test_nobody_is_judged_whose_support_on_the_day_is_not_known(ballot: Ballot) -> None:
    assert conduct(ballot, NOT_KNOWN, credible=True) is Conduct.SUPPORT_NOT_KNOWN


@pytest.mark.parametrize("ballot", Ballot)
@pytest.mark.parametrize("standing", [SUPPORTER, LISTED, NOT_KNOWN, NOT_LISTED])
def test_that_a_vote_was_not_assessed_goes_before_everything_else(ballot: Ballot, standing: Standing) -> None:
    assert conduct(ballot, standing, credible=False) is Conduct.NOT_ASSESSED


# ── a roll call ─────────────────────────────────────────────────────────────────────────────────────────────────────

BOTH_LISTS = "ESP FRA GBR JPN NZL UKR URY VEN AGO"
"""Chosen so that every conduct occurs: not the supporters of 2016."""


def supporters() -> Supporters:
    return supporters_by_lists(a_list("2015-10-23", f"{BOTH_LISTS} RWA"), a_list("2017-05-15", f"{BOTH_LISTS} SEN"))


def judged(roll_call: RollCall, credible: bool = True) -> dict[str, Judgement]:
    return {one.member.state: one for one in judge(roll_call, the_members(), supporters(), ALEPPO, credible)}


def test_every_member_is_judged_by_its_own_ballot_and_standing() -> None:
    told = judged(a_roll_call(against="RUS VEN", abstained="AGO CHN", not_voting="URY"))
    assert {state: one.conduct for state, one in told.items()} == {
        "CHN": Conduct.NOT_A_SUPPORTER,
        "FRA": Conduct.KEPT,
        "GBR": Conduct.KEPT,
        "RUS": Conduct.NOT_A_SUPPORTER,
        "USA": Conduct.NOT_A_SUPPORTER,
        "AGO": Conduct.ABSTAINED,
        "EGY": Conduct.NOT_A_SUPPORTER,
        "ESP": Conduct.KEPT,
        "JPN": Conduct.KEPT,
        "MYS": Conduct.NOT_A_SUPPORTER,
        "NZL": Conduct.KEPT,
        "SEN": Conduct.SUPPORT_NOT_KNOWN,
        "UKR": Conduct.KEPT,
        "URY": Conduct.DID_NOT_TAKE_PART,
        "VEN": Conduct.BROKE,
    }


def test_a_judgement_tells_the_ballot_and_the_standing_that_it_rests_on() -> None:
    told = judged(a_roll_call())
    assert (told["VEN"].ballot, told["VEN"].standing.support) == (Ballot.AGAINST, Support.SUPPORTER)
    assert (told["SEN"].ballot, told["SEN"].standing.support) == (Ballot.IN_FAVOUR, Support.NOT_KNOWN)


def test_members_are_judged_in_the_order_in_which_they_sit() -> None:
    assert tuple(judged(a_roll_call())) == tuple(member.state for member in the_members())


def test_support_is_read_on_the_day_of_the_vote() -> None:
    day = a_day("2017-05-15")
    members = [member for member in the_members() if member.state == "SEN"]
    (senegal,) = judge(a_roll_call("", "", members=["SEN"]), members, supporters(), day, credible=True)
    assert senegal.conduct is Conduct.KEPT


def test_in_a_vote_that_was_not_assessed_nobody_is_judged() -> None:
    assert {one.conduct for one in judged(a_roll_call(), credible=False).values()} == {Conduct.NOT_ASSESSED}


def test_where_no_vote_was_taken_there_is_no_conduct() -> None:
    assert judge(None, the_members(), supporters(), ALEPPO, credible=True) == ()


def test_a_roll_call_without_a_members_ballot_is_refused_not_judged() -> None:
    without_new_zealand = a_roll_call(members=(state for state in MEMBERS_2016 if state != "NZL"))
    with pytest.raises(BallotMissing, match="NZL"):
        judged(without_new_zealand)


def test_a_roll_call_with_a_ballot_of_no_member_is_refused_not_judged() -> None:
    with pytest.raises(DidNotSit, match="DEU"):
        judged(a_roll_call(members=(*MEMBERS_2016, "DEU")))


def test_a_judgement_is_never_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        judged(a_roll_call())["VEN"].conduct = Conduct.KEPT  # type: ignore[misc]
