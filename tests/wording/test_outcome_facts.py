"""What outcomes may say."""

import pytest

from advocacybot.campaign.accounts import Addressing
from advocacybot.campaign.earned import Message
from advocacybot.council.outcomes import Ballot
from advocacybot.wording.facts import OutcomeFacts, StateFact
from tests.factories import (
    a_handle,
    a_list,
    a_report,
    a_roll_call,
    a_source,
    an_account,
    an_assessed_vote,
    supporters_by_lists,
    without_a_vote,
)
from tests.wording.facing import an_outcome, codes

ADOPTED = a_roll_call(against="VEN", abstained="RUS CHN")
BY_THE_LIST = "15 May 2017"


def every_conduct() -> OutcomeFacts:
    """Of the four documented supporters one votes in favour, one against, one abstains, and one does not take part."""
    return an_outcome(report=a_report(a_roll_call(against="RUS ESP", abstained="AGO CHN UKR", not_voting="URY")))


def in_order(states: tuple[StateFact, ...]) -> str:
    return " ".join(state.code for state in states)


# ── the result ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_outcome_tells_the_tally_and_what_was_needed() -> None:
    facts = an_outcome(report=a_report())
    assert facts.tally == a_roll_call().tally
    assert facts.votes_needed == 9


def test_an_outcome_tells_who_vetoed_and_not_who_merely_voted_against() -> None:
    facts = an_outcome(report=a_report())
    assert in_order(facts.vetoed_by) == "RUS"
    assert in_order(facts.against) == "RUS VEN"


def test_an_adopted_text_was_vetoed_by_nobody() -> None:
    assert an_outcome(Message.ADOPTED, report=a_report(ADOPTED)).vetoed_by == ()


def test_in_a_procedural_vote_nobody_vetoes() -> None:
    procedural = an_assessed_vote(procedure="procedural")
    assert an_outcome(Message.ADOPTED, report=a_report(), vote=procedural).vetoed_by == ()


def test_every_ballot_is_told_in_the_order_of_the_names() -> None:
    facts = every_conduct()
    assert in_order(facts.in_favour) == "EGY FRA JPN MYS NZL SEN GBR USA VEN"
    assert in_order(facts.against) == "RUS ESP"
    assert in_order(facts.abstained) == "AGO CHN UKR"
    assert in_order(facts.not_voting) == "URY"


def test_a_text_adopted_without_a_vote_has_neither_tally_nor_ballots_nor_conduct() -> None:
    facts = an_outcome(Message.ADOPTED_WITHOUT_A_VOTE, report=without_a_vote())
    assert facts.tally is None
    assert (facts.in_favour, facts.kept, facts.broke, facts.not_known) == ((), (), (), ())


# ── conduct ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_keeping_breaking_abstaining_and_not_taking_part_are_four_things() -> None:
    facts = every_conduct()
    assert codes(facts.kept) == [(None, "NZL")]
    assert codes(facts.broke) == [(None, "ESP")]
    assert codes(facts.supporters_abstained) == [(None, "UKR")]
    assert codes(facts.supporters_absent) == [(None, "URY")]


def test_on_8_october_2016_the_four_documented_supporters_kept_their_pledge() -> None:
    facts = an_outcome(report=a_report())
    assert codes(facts.kept) == [(None, "NZL ESP UKR URY")]
    assert (facts.broke, facts.supporters_abstained, facts.supporters_absent) == ((), (), ())


def test_whose_support_on_the_day_is_not_known_is_told_apart_by_ballot() -> None:
    report = a_report(a_roll_call(against="RUS GBR", abstained="JPN", not_voting="MYS"))
    groups = an_outcome(report=report).not_known
    assert [(group.ballot, *codes((group,))) for group in groups] == [
        (Ballot.IN_FAVOUR, (BY_THE_LIST, "FRA")),
        (Ballot.AGAINST, (BY_THE_LIST, "GBR")),
        (Ballot.ABSTAINED, (BY_THE_LIST, "JPN")),
        (Ballot.NOT_VOTING, (BY_THE_LIST, "MYS")),
    ]


def test_members_that_no_list_names_are_told_in_no_conduct() -> None:
    facts = an_outcome(report=a_report())
    told = (facts.kept, facts.broke, facts.supporters_abstained, facts.supporters_absent, facts.not_known)
    assert {"RUS", "VEN", "CHN", "USA"}.isdisjoint(state.code for groups in told for group in groups for state in group.states)


def test_a_member_that_lists_show_to_have_left_is_neither_judged_nor_spoken_of() -> None:
    left = supporters_by_lists(a_list("2015-10-23", "NZL ESP"), a_list("2017-05-15", "NZL"))
    facts = an_outcome(report=a_report(), supporters=left)
    assert codes(facts.kept) == [(None, "NZL")]
    assert facts.not_known == ()


def test_in_2026_conduct_rests_on_the_last_list_and_says_so() -> None:
    members = ("CHN", "FRA", "GBR", "RUS", "USA", "BHR", "COD", "COL", "DNK", "GRC", "LBR", "LVA", "PAK", "PAN", "SOM")
    report = a_report(a_roll_call(against="USA GRC", abstained="RUS LVA", members=members))
    facts = an_outcome(report=report, vote=an_assessed_vote("S/2026/100", hour="2026-09-30 15:00 America/New_York"))
    assert codes(facts.kept) == [(BY_THE_LIST, "BHR COL COD DNK FRA PAN SOM GBR")]
    assert codes(facts.broke) == [(BY_THE_LIST, "GRC")]
    assert codes(facts.supporters_abstained) == [(BY_THE_LIST, "LVA")]
    assert facts.not_known == ()


def test_membership_and_support_are_read_on_new_yorks_day_of_the_vote() -> None:
    """At half past ten in New York on 31 December 2016 it is 2017 in London: New Zealand still sits."""
    new_years_eve = an_assessed_vote("S/2016/1026", hour="2016-12-31 22:30 America/New_York")
    assert codes(an_outcome(report=a_report(), vote=new_years_eve).kept) == [(None, "NZL ESP UKR URY")]


def test_supporters_are_tagged_in_outcomes_as_in_reminders() -> None:
    tagging = an_account(addressing=Addressing.TAG)
    kept = an_outcome(report=a_report(), account=tagging, handles=(a_handle(),)).kept[0].states
    assert [state.mention.replace("\u00a0", " ") for state in kept] == ["@NZUN", "Spain", "Ukraine", "Uruguay"]


# ── where it comes from ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("trust", "preliminary"), [("preliminary", True), ("official", False)])
def test_what_the_press_reports_is_preliminary_and_the_record_is_not(trust: str, preliminary: bool) -> None:
    assert an_outcome(report=a_report(trust=trust)).preliminary is preliminary


def test_a_report_is_preliminary_unless_it_says_otherwise() -> None:
    assert an_outcome(report=a_report()).preliminary


def test_an_outcome_carries_its_source_and_its_meeting_record() -> None:
    facts = an_outcome(report=a_report(source=a_source("SC/12545"), meeting_record="S/PV.7785"))
    assert (facts.source.title, facts.source.url) == ("SC/12545", "https://undocs.org/S/PV.7785")
    assert facts.meeting_record == "S/PV.7785"


def test_a_source_that_is_not_on_the_web_has_no_address() -> None:
    assert an_outcome(report=a_report(source=a_source(url=None))).source.url is None


# ── a corrected outcome ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_corrected_outcome_tells_the_ballots_as_they_are() -> None:
    facts = an_outcome(Message.CORRECTED, report=a_report(ADOPTED), said="outcome 0123456789abcdef")
    assert facts.tally == ADOPTED.tally
    assert in_order(facts.against) == "VEN"
