"""The cards of situations and years: every number is what counting by hand gives."""

from collections import Counter
from dataclasses import replace

import pytest

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.supporters import Standing, Support
from advocacybot.wording.card_facts import situation_card, year_card
from advocacybot.wording.cards import ScoresCard, Text
from advocacybot.wording.phrases import LANGUAGES
from tests.factories import a_day
from tests.wording.card_facts.judged import (
    CAMPAIGN,
    LISTED,
    NOT_LISTED,
    SUPPORTER,
    a_vote_of,
    as_if_assessed,
    as_shipped,
    reference,
)

SYRIA = {"en": "Syria", "fr": "Syrie"}
YEARS = sorted({vote.day.year for vote in as_if_assessed()})
SITUATIONS = {vote.situation["en"]: vote.situation for vote in as_if_assessed()}


def of_year(year: int, *votes: JudgedVote, language: str = "en") -> ScoresCard:
    return year_card(year, votes, reference(), CAMPAIGN, language)


def of_situation(*votes: JudgedVote, language: str = "en") -> ScoresCard:
    return situation_card(SYRIA, votes, reference(), CAMPAIGN, language)


def check_by_hand(card: ScoresCard, votes: list[JudgedVote]) -> None:
    did = Counter((one.member.state, one.conduct) for vote in votes for one in vote.judgements)
    rows = {(row.state, row.kept, row.broke, row.abstained, row.absent) for row in card.rows}
    scored = (Conduct.KEPT, Conduct.BROKE, Conduct.ABSTAINED, Conduct.DID_NOT_TAKE_PART)
    states = {state for state, conduct in did if conduct in scored}
    assert rows == {(state, *(did[state, conduct] for conduct in scored)) for state in states}
    assert {count.kind: count.number for count in card.results} == {
        Result.ADOPTED: 0,
        Result.VETOED: 0,
        Result.FAILED: 0,
    } | Counter(vote.outcome.result for vote in votes)
    vetoes = Counter(state for vote in votes for state in vote.outcome.vetoed_by)
    assert len(card.vetoes) == len(vetoes)
    for state, number in vetoes.items():
        assert f"{reference().states.find(state).short_name('en')}: {number}" in card.vetoes


@pytest.mark.parametrize("year", YEARS)
def test_every_years_card_is_what_counting_by_hand_gives(year: int) -> None:
    check_by_hand(of_year(year, *as_if_assessed()), [vote for vote in as_if_assessed() if vote.day.year == year])


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_every_situations_card_is_what_counting_by_hand_gives(name: str) -> None:
    card = situation_card(SITUATIONS[name], as_if_assessed(), reference(), CAMPAIGN, "en")
    check_by_hand(card, [vote for vote in as_if_assessed() if vote.situation["en"] == name])


def test_votes_that_nobody_assessed_count_for_nobody_and_the_card_says_how_many() -> None:
    card = of_year(2016, *as_shipped())
    assert (card.rows, card.vetoes, card.period) == ((), (), "Assessed votes in the Security Council: 0")
    assert {count.number for count in card.results} == {0}
    assert card.notes == ("Votes not assessed, which count for nobody: 5",)


def test_a_situation_is_the_same_in_whichever_language_it_is_told() -> None:
    vote = a_vote_of({"NZL": (Ballot.IN_FAVOUR, SUPPORTER)})
    in_french, elsewhere = replace(vote, situation={"fr": "Syrie"}), replace(vote, situation={"en": "Yemen", "fr": "Yémen"})
    assert [row.votes for row in of_situation(vote, in_french, elsewhere).rows] == [2]


def test_a_title_is_in_the_language_where_any_of_the_votes_has_it() -> None:
    assert of_situation(a_vote_of({}), language="ru").title == Text("Syria", "en")
    assert of_situation(a_vote_of({}, situation=SYRIA | {"ru": "Сирия"}), language="ru").title == Text("Сирия", "ru")
    assert of_year(2016, language="ar").title == Text("2016", "ar")


def test_who_broke_the_pledge_stands_first_then_who_abstained_then_who_was_absent() -> None:
    parts = {
        "ESP": (Ballot.IN_FAVOUR, SUPPORTER),
        "MYS": (Ballot.NOT_VOTING, SUPPORTER),
        "JPN": (Ballot.ABSTAINED, SUPPORTER),
        "UKR": (Ballot.AGAINST, SUPPORTER),
        "FRA": (Ballot.IN_FAVOUR, SUPPORTER),
        "RUS": (Ballot.AGAINST, NOT_LISTED),
    }
    assert [row.state for row in of_situation(a_vote_of(parts)).rows] == ["UKR", "JPN", "MYS", "FRA", "ESP"]


def test_the_columns_are_the_four_conducts_in_every_language() -> None:
    assert of_year(2016).columns == ("Kept the pledge", "Broke the pledge", "Abstained", "Did not take part")
    for language in LANGUAGES:
        assert len(set(of_year(2016, language=language).columns)) == 4


def test_where_support_rests_on_one_list_the_card_says_from_which_day_on() -> None:
    vote = a_vote_of({"FRA": (Ballot.IN_FAVOUR, LISTED), "NZL": (Ballot.IN_FAVOUR, SUPPORTER)})
    (note,) = of_situation(vote).notes
    assert note.replace("\u00a0", " ") == "In votes after 15 May 2017: listed supporters as of that day"
    assert of_situation(a_vote_of({"NZL": (Ballot.IN_FAVOUR, SUPPORTER)})).notes == ()


def test_where_support_rests_on_several_lists_each_names_its_states() -> None:
    newer = Standing(Support.LISTED, listed_as_of=a_day("2018-01-01"))
    vote = a_vote_of({"FRA": (Ballot.IN_FAVOUR, LISTED), "NZL": (Ballot.IN_FAVOUR, newer)})
    assert [note.replace("\u00a0", " ") for note in of_situation(vote).notes] == [
        "Listed supporters as of 15 May 2017: France",
        "Listed supporters as of 1 January 2018: New Zealand",
    ]
