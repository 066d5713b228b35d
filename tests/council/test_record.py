import pytest

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Result, Trust
from advocacybot.council.record import Record, RecordedVote
from advocacybot.council.votes import Procedure
from advocacybot.errors import BallotMissing, DidNotSit, MembersNotKnown, RecordDisagrees
from tests.factories import (
    MEMBERS_2016,
    a_council,
    a_list,
    a_recorded_vote,
    a_roll_call,
    an_assessment,
    supporters_by_lists,
)

# ── the record agrees with the rule ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("symbol", "against", "abstained", "recorded", "vetoed_by", "tally"),
    [
        ("S/2016/846", "RUS VEN", "AGO CHN", "vetoed", ["RUS"], "11-2-2"),
        ("S/2016/847", "ESP FRA GBR JPN MYS NZL SEN UKR USA", "AGO URY", "failed", [], "4-9-2"),
        ("S/2016/1026", "CHN RUS VEN", "AGO", "vetoed", ["CHN", "RUS"], "11-3-1"),
        ("S/2016/1085", "", "AGO CHN EGY JPN MYS RUS SEN VEN", "failed", [], "7-0-8"),
    ],
)
def test_the_votes_of_autumn_2016_come_out_as_they_are_recorded(
    symbol: str, against: str, abstained: str, recorded: str, vetoed_by: list[str], tally: str
) -> None:
    vote = a_recorded_vote(symbol, a_roll_call(against, abstained), recorded=recorded, vetoed_by=vetoed_by)
    outcome = vote.outcome(a_council())
    assert (outcome.result, list(outcome.vetoed_by), str(outcome.tally)) == (recorded, vetoed_by, tally)


def test_the_order_in_which_vetoes_are_recorded_says_nothing() -> None:
    vote = a_recorded_vote("S/2016/1026", a_roll_call("CHN RUS VEN", "AGO"), vetoed_by=["RUS", "CHN"])
    assert vote.outcome(a_council()).vetoed_by == ("CHN", "RUS")


def test_a_record_of_a_procedural_vote_is_held_against_the_procedural_rule() -> None:
    vote = a_recorded_vote("S/2016/846", procedure="procedural", recorded="adopted", vetoed_by=[])
    assert vote.outcome(a_council()).result is Result.ADOPTED


# ── the record disagrees with the rule ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("recorded", "vetoed_by", "told"),
    [
        ("adopted", [], "adopted"),
        ("failed", [], "failed"),
        ("withdrawn", [], "withdrawn"),
        ("adopted without a vote", [], "adopted without a vote"),
        ("vetoed", [], "vetoed"),
        ("vetoed", ["CHN"], r"vetoed \(by CHN\)"),
        ("vetoed", ["RUS", "CHN"], r"vetoed \(by CHN, RUS\)"),
    ],
)
def test_a_record_that_disagrees_with_the_rule_is_refused(recorded: str, vetoed_by: list[str], told: str) -> None:
    vote = a_recorded_vote(recorded=recorded, vetoed_by=vetoed_by)
    what = rf"^S/2016/846 is recorded as {told}, but .* Article 27 its ballots make it vetoed \(by RUS\); check"
    with pytest.raises(RecordDisagrees, match=what):
        vote.outcome(a_council())


def test_a_negative_vote_of_a_permanent_member_that_is_recorded_as_a_veto_of_a_failed_draft_is_refused() -> None:
    failed = a_roll_call("RUS VEN EGY", "AGO CHN ESP FRA GBR JPN MYS NZL SEN UKR USA")
    with pytest.raises(RecordDisagrees, match=r"recorded as vetoed \(by RUS\), .* make it failed;"):
        a_recorded_vote(roll_call=failed).outcome(a_council())


def test_a_record_whose_totals_disagree_with_its_roll_call_is_refused() -> None:
    with pytest.raises(ValueError, match="The totals say 12-2-1, the roll call says 11-2-2"):
        a_recorded_vote(totals={"in_favour": 12, "against": 2, "abstained": 1})


def test_a_record_that_gives_a_state_two_ballots_is_refused() -> None:
    with pytest.raises(ValueError, match="RUS is given more than one ballot"):
        a_recorded_vote(abstained=["RUS", "CHN"])


def test_a_record_with_a_ballot_of_a_state_that_did_not_sit_is_refused() -> None:
    with pytest.raises(DidNotSit, match="DEU did not sit on the Council on 2016-10-08"):
        a_recorded_vote(roll_call=a_roll_call(members=(*MEMBERS_2016, "DEU"))).outcome(a_council())


def test_a_record_without_the_ballot_of_a_member_is_refused() -> None:
    with pytest.raises(BallotMissing, match="VEN"):
        a_recorded_vote(roll_call=a_roll_call("RUS", members=MEMBERS_2016[:-1])).outcome(a_council())


def test_a_record_of_a_day_whose_members_are_not_known_has_no_outcome() -> None:
    with pytest.raises(MembersNotKnown, match="2028-01-01"):
        a_recorded_vote("S/2028/1", date="2028-01-01").outcome(a_council())


def test_a_record_with_ballots_and_no_totals_is_refused() -> None:
    with pytest.raises(ValueError, match="`totals` is missing; add `totals: …`"):
        a_recorded_vote(totals=None)


def without_a_vote(**changes: object) -> RecordedVote:
    """A text that was adopted without a vote: there are no ballots, and no totals."""
    nobody = {"in_favour": (), "against": (), "abstained": (), "not_voting": (), "totals": None}
    facts = nobody | {"recorded": "adopted without a vote", "vetoed_by": ()} | changes
    return a_recorded_vote("S/2016/846", None, **facts)


def test_a_text_that_was_adopted_without_a_vote_has_no_roll_call_and_is_judged_of_nobody() -> None:
    vote = without_a_vote(assessment=an_assessment())
    assert (vote.roll_call, vote.report.adopted_without_a_vote, vote.adopted) == (None, True, True)
    judged = vote.judged(a_council(), SUPPORTERS, 2)
    assert (judged.outcome.result, judged.judgements, judged.credible) == (Result.ADOPTED_WITHOUT_A_VOTE, (), True)


def test_a_vote_without_ballots_that_was_not_adopted_without_one_lacks_every_ballot() -> None:
    totals = {"in_favour": 0, "against": 0, "abstained": 0}
    with pytest.raises(BallotMissing, match="AGO, CHN, EGY"):
        without_a_vote(recorded="adopted", totals=totals).outcome(a_council())


def test_a_vote_is_known_by_its_drafts_too() -> None:
    vote = a_recorded_vote("S/RES/2328(2016)", drafts=["S/2016/1063"])
    assert vote.symbols == {"S/RES/2328(2016)", "S/2016/1063"}
    assert not vote.adopted


@pytest.mark.parametrize("symbol", ["S/4321", "S/12119", "S/3287/Rev.1", "S/13911/Add.1"])
def test_the_record_goes_back_to_the_years_in_which_documents_were_numbered_through(symbol: str) -> None:
    assert a_recorded_vote(symbol).symbol == symbol


def test_a_record_says_how_far_it_can_be_relied_on_and_where_the_meeting_is_recorded() -> None:
    report = a_recorded_vote(trust="preliminary", meeting_record="S/PV.7785").report
    assert (report.trust, report.meeting_record) == (Trust.PRELIMINARY, "S/PV.7785")


def test_what_a_record_reports_is_official() -> None:
    report = a_recorded_vote().report
    assert report.trust is Trust.OFFICIAL
    assert report.roll_call == a_roll_call()


# ── conduct in a recorded vote ──────────────────────────────────────────────────────────────────────────────────────

SUPPORTERS = supporters_by_lists(a_list("2015-10-23", "FRA NZL"), a_list("2017-05-15", "FRA NZL"))


def conducts(vote: RecordedVote, people_needed: int) -> set[tuple[str, Conduct]]:
    return {(one.member.state, one.conduct) for one in vote.judgements(a_council(), SUPPORTERS, people_needed)}


def test_a_recorded_vote_that_enough_people_assessed_is_judged() -> None:
    told = conducts(a_recorded_vote(assessment=an_assessment("Ana", "Ben")), people_needed=2)
    assert {("FRA", Conduct.KEPT), ("NZL", Conduct.KEPT), ("RUS", Conduct.NOT_A_SUPPORTER)} <= told
    assert len(told) == 15


@pytest.mark.parametrize(
    "assessment",
    [None, an_assessment("Ana"), an_assessment("Ana", "Ben", credible=False)],
    ids=["none", "one", "not credible"],
)
def test_a_recorded_vote_that_too_few_hold_to_be_credible_is_not_assessed(assessment: object) -> None:
    told = conducts(a_recorded_vote(assessment=assessment), people_needed=2)
    assert {conduct for _, conduct in told} == {Conduct.NOT_ASSESSED}


def test_what_the_editors_propose_assesses_nothing() -> None:
    vote = a_recorded_vote(proposal={"relevance": "core", "basis": "It asks to end the bombardment of Aleppo."})
    assert {conduct for _, conduct in conducts(vote, people_needed=1)} == {Conduct.NOT_ASSESSED}


def test_a_judged_vote_tells_by_which_procedure_it_was_decided() -> None:
    vote = a_recorded_vote(procedure=Procedure.PROCEDURAL, recorded="adopted", vetoed_by=[])
    lists = supporters_by_lists(a_list("2015-10-23", "NZL"))
    judged = vote.judged(a_council(), lists, 2)
    assert (judged.procedure, judged.outcome.result) == (Procedure.PROCEDURAL, Result.ADOPTED)
    assert a_recorded_vote().judged(a_council(), lists, 2).procedure is Procedure.SUBSTANTIVE


# ── the whole record ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_is_found_in_the_record_by_its_symbol() -> None:
    record = Record(votes=(a_recorded_vote("S/2016/846"), a_recorded_vote("S/2016/1026")))
    assert record.find("S/2016/1026") == record.votes[1]
    assert record.find("S/2016/847") is None


def test_a_symbol_that_stands_twice_in_the_record_is_refused() -> None:
    with pytest.raises(ValueError, match=r"S/2016/846 stands twice in the record; .* keep one entry for it"):
        Record(votes=(a_recorded_vote("S/2016/846"), a_recorded_vote("S/2016/1026"), a_recorded_vote("S/2016/846")))
