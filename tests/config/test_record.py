"""The shipped record: what the Council's members did in 111 votes, and that nobody is scored for it."""

import datetime as dt
import re
from collections import Counter

import pytest

from advocacybot.council.conduct import SCORED, Conduct
from advocacybot.council.outcomes import Result
from advocacybot.council.record import RecordedVote
from advocacybot.council.scorecard import scorecard
from tests.config.record_facts import FACTS, RecordedFact
from tests.config.shipped import the_shipped_files

every_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.symbol)


def recorded(symbol: str) -> RecordedVote:
    vote = the_shipped_files().record.find(symbol)
    assert vote is not None
    return vote


def every_vote() -> tuple[RecordedVote, ...]:
    return the_shipped_files().record.votes


def test_the_record_holds_these_111_votes_and_no_other() -> None:
    assert len(FACTS) == 111
    assert Counter(vote.symbol for vote in every_vote()) == Counter(fact.symbol for fact in FACTS)


@every_fact
def test_a_recorded_vote_comes_out_by_the_rule_as_it_was_recorded(fact: RecordedFact) -> None:
    vote, council = recorded(fact.symbol), the_shipped_files().reference.council
    outcome = vote.outcome(council)
    assert outcome.result == vote.recorded == Result(fact.result)
    assert set(outcome.vetoed_by) == set(vote.vetoed_by) == fact.vetoed_by
    assert outcome.votes_needed == 9


@every_fact
def test_a_recorded_vote_has_the_day_and_the_ballots_of_its_source(fact: RecordedFact) -> None:
    vote = recorded(fact.symbol)
    assert vote.day == fact.day
    assert set(vote.against) == fact.against
    assert set(vote.abstained) == fact.abstained
    assert set(vote.not_voting) == fact.not_voting
    tally = vote.totals
    assert tally is not None
    assert (tally.in_favour, tally.against, tally.abstained, tally.not_voting) == fact.tally


def test_each_vote_has_a_ballot_of_every_member_of_its_day_and_of_nobody_else() -> None:
    council = the_shipped_files().reference.council
    for vote in every_vote():
        ballots = vote.in_favour + vote.against + vote.abstained + vote.not_voting
        assert sorted(ballots) == sorted(member.state for member in council.members_on(vote.day)), vote.symbol


def test_fifty_votes_were_vetoed_thirty_failed_and_thirty_one_adopted() -> None:
    assert Counter(vote.recorded for vote in every_vote()) == {Result.VETOED: 50, Result.FAILED: 30, Result.ADOPTED: 31}


def test_only_permanent_members_vetoed() -> None:
    assert {state for vote in every_vote() for state in vote.vetoed_by} == {"CHN", "RUS", "USA"}


def test_each_vote_stands_in_the_file_of_its_year() -> None:
    days = [vote.day for vote in every_vote()]
    assert [day.year for day in days] == sorted(day.year for day in days)
    assert (min(days), max(days)) == (dt.date(2007, 1, 12), max(fact.day for fact in FACTS))


# ── nobody is scored ────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_vote_of_the_record_is_assessed_as_shipped() -> None:
    assert [vote.symbol for vote in every_vote() if vote.assessment is not None] == []


@pytest.mark.parametrize("people_needed", [1, 2])
def test_no_member_is_scored_for_any_vote_of_the_record_as_shipped(people_needed: int) -> None:
    reference = the_shipped_files().reference
    conducts = {
        judgement.conduct
        for vote in every_vote()
        for judgement in vote.judgements(reference.council, reference.supporters, people_needed)
    }
    assert conducts == {Conduct.NOT_ASSESSED}
    assert not conducts & set(SCORED)


def test_the_scorecard_of_the_record_as_shipped_is_empty_and_says_how_many_votes_wait() -> None:
    reference = the_shipped_files().reference
    told = scorecard(vote.judged(reference.council, reference.supporters, people_needed=2) for vote in every_vote())
    assert (told.votes, told.scores, told.not_assessed) == ((), (), 111)


def test_what_the_editors_propose_of_a_vote_says_on_what_basis() -> None:
    proposals = [vote.proposal for vote in every_vote()]
    assert [vote.symbol for vote in every_vote() if vote.proposal is None or not vote.proposal.basis.strip()] == []
    assert len(proposals) == 111


# ── sources ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_vote_names_its_number_in_the_data_set() -> None:
    titles = [vote.source.title for vote in every_vote()]
    assert [title for title in titles if not re.fullmatch(r"BD-UNSC data set, vote \d{4}", title)] == []


def test_no_two_votes_of_the_record_have_one_number_in_their_source() -> None:
    titles = Counter(vote.source.title for vote in every_vote())
    assert [title for title, count in titles.items() if count > 1] == []
