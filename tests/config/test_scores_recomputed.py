"""The scores of the shipped record, held against a script that works them out anew and shares nothing with the product.

Nobody has assessed the shipped votes. So the votes that the editors propose as core are taken for assessed, and then all of them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest

from advocacybot.council.outcomes import Ballot
from advocacybot.council.scorecard import JudgedVote, MemberRecord, Score, member_record, scorecard
from tests.config import naive_scores as naive
from tests.site.publications import record


@dataclass(frozen=True)
class Group:
    """The votes of a year, on a situation, or both; all where it says neither."""

    year: int | None = None
    situation: str | None = None

    def holds(self, year: int, situation: str) -> bool:
        return self.year in (None, year) and self.situation in (None, situation)


BALLOTS = {
    Ballot.IN_FAVOUR: "ballots in_favour",
    Ballot.AGAINST: "ballots against",
    Ballot.ABSTAINED: "ballots abstained",
    Ballot.NOT_VOTING: "ballots not_voting",
}


@cache
def ours(which: str) -> tuple[JudgedVote, ...]:
    return record(lambda vote: which == "all" or (vote.proposal is not None and vote.proposal.relevance == "core"))


def theirs(which: str) -> list[Any]:
    return [vote for vote in naive.VOTES if which == "all" or naive.core(vote)]


def groups() -> Iterator[Group]:
    """The whole record, each year, each situation, and each situation in each year."""
    kinds = {(naive.year(vote), naive.english(vote["situation"])) for vote in naive.VOTES}
    yield Group()
    yield from (Group(year) for year in sorted({year for year, _ in kinds}))
    yield from (Group(None, situation) for situation in sorted({situation for _, situation in kinds}))
    yield from (Group(year, situation) for year, situation in sorted(kinds))


def of_group(votes: tuple[JudgedVote, ...], group: Group) -> list[JudgedVote]:
    return [vote for vote in votes if group.holds(vote.day.year, vote.situation["en"])]


def naively(votes: list[Any], group: Group) -> dict[str, naive.Tally]:
    return naive.scores([vote for vote in votes if group.holds(naive.year(vote), naive.english(vote["situation"]))])


def counted(told: MemberRecord) -> naive.Tally:
    """A member's record as the script tells one: whatever never happened is left out."""
    numbers = {
        "kept": told.score.kept,
        "broke": told.score.broke,
        "abstained": told.score.abstained,
        "did_not_take_part": told.score.did_not_take_part,
        "vetoes": told.vetoes,
        **{name: told.ballots(ballot) for ballot, name in BALLOTS.items()},
    }
    return {name: number for name, number in numbers.items() if number}


def score_alone(tally: naive.Tally, state: str) -> Score:
    return Score(state, *(tally.get(name, 0) for name in ("kept", "broke", "abstained", "did_not_take_part")))


every_which = pytest.mark.parametrize("which", ["core", "all"])


@every_which
def test_every_members_record_agrees_in_every_year_and_situation(which: str) -> None:
    wrong = [
        (group, state)
        for group in groups()
        for state, tally in naively(theirs(which), group).items()
        if counted(member_record(state, of_group(ours(which), group))) != tally
    ]
    assert wrong == []


@every_which
def test_every_scorecard_agrees_in_every_year_and_situation(which: str) -> None:
    for group in groups():
        scores = {state: score_alone(tally, state) for state, tally in naively(theirs(which), group).items()}
        told = scorecard(of_group(ours(which), group))
        assert told.scores == tuple(score for _, score in sorted(scores.items()) if score.votes), group


@every_which
def test_every_outcome_agrees_and_so_does_who_blocked_it(which: str) -> None:
    told = {vote.symbol: (vote.outcome.result, list(vote.outcome.vetoed_by)) for vote in scorecard(ours(which)).votes}
    assert told == {vote["symbol"]: (naive.outcome(vote), naive.blocked_by(vote)) for vote in theirs(which)}


def test_the_script_finds_what_is_known_of_the_record() -> None:
    """That two agree says little if neither counts. No supporter opposed a core draft; some opposed 16 contested ones."""
    everything, core = naive.scores(theirs("all")), naive.scores(theirs("core"))
    opposed = Counter(vote["proposal"]["relevance"] for vote in naive.VOTES if any(map(pledged_against(vote), vote["against"])))
    vetoes = {state: tally["vetoes"] for state, tally in everything.items() if "vetoes" in tally}
    assert len(list(groups())) > 50
    assert (opposed["core"], opposed["contested"]) == (0, 16)
    assert vetoes == {"CHN": 16, "RUS": 38, "USA": 12}
    assert core["KAZ"] == {"ballots in_favour": 8, "ballots abstained": 4, "kept": 8, "abstained": 2}
    assert Counter(map(naive.outcome, naive.VOTES)) == {"vetoed": 50, "failed": 30, "adopted": 31}


def pledged_against(vote: Any) -> Callable[[str], bool]:
    return lambda state: naive.pledged(state, str(vote["date"]))


def test_a_vote_whose_assessment_is_taken_back_takes_exactly_its_own_conduct_out_of_the_scores() -> None:
    everything, unassessed = ours("all"), record(lambda _: False)
    before = {one.state: one for one in scorecard(everything).scores}
    for number, (vote, taken_back) in enumerate(zip(everything, unassessed, strict=True)):
        told = scorecard([*everything[:number], taken_back, *everything[number + 1 :]])
        after = {one.state: one for one in told.scores}
        alone = {one.state: one for one in scorecard([vote]).scores}
        assert told.not_assessed == 1
        assert {state: added(after.get(state, Score(state)), alone.get(state, Score(state))) for state in before} == before


def added(one: Score, other: Score) -> Score:
    return replace(
        one,
        kept=one.kept + other.kept,
        broke=one.broke + other.broke,
        abstained=one.abstained + other.abstained,
        did_not_take_part=one.did_not_take_part + other.did_not_take_part,
    )
