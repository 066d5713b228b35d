"""A vote's card: whose ballot was what, what supporters did, what became of the draft and by which rule."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Outcome, Result, RollCall, Trust
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.supporters import Standing, Support
from advocacybot.council.votes import Procedure
from advocacybot.wording.card_facts import vote_card
from advocacybot.wording.cards import Mark, Text, VoteCard
from advocacybot.wording.languages import alphabetical, day
from advocacybot.wording.phrases import LANGUAGES
from tests.config.record_facts import FACTS, RecordedFact
from tests.factories import MEMBERS_2016, an_assessment
from tests.wording.card_facts.judged import (
    CAMPAIGN,
    LATER,
    LEFT,
    LISTED,
    NOT_LISTED,
    SUPPORTER,
    a_vote_of,
    an_outcome,
    as_if_assessed,
    as_shipped,
    ballots,
    marks,
    reference,
    the_vote,
)

every_language = pytest.mark.parametrize("language", LANGUAGES)


def a_card(vote: JudgedVote, language: str = "en") -> VoteCard:
    return vote_card(vote, reference(), CAMPAIGN, language)


def with_facts() -> list[tuple[RecordedFact, JudgedVote]]:
    """Every shipped vote, beside what its source says of it."""
    facts = {fact.symbol: fact for fact in FACTS}
    assert set(facts) == {vote.symbol for vote in as_shipped()}
    return [(facts[vote.symbol], vote) for vote in as_shipped()]


def spaced(words: str) -> str:
    return words.replace("\u00a0", " ")


# ── ballots ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@every_language
def test_every_shipped_vote_shows_the_ballots_of_its_source_in_every_language(language: str) -> None:
    for fact, vote in with_facts():
        shown = ballots(a_card(vote, language))
        others = fact.against | fact.abstained | fact.not_voting
        sitting = {member.state for member in reference().council.members_on(vote.day)}
        assert shown[Ballot.IN_FAVOUR] == sitting - others
        assert shown[Ballot.AGAINST] == fact.against
        assert shown[Ballot.ABSTAINED] == fact.abstained
        assert shown.get(Ballot.NOT_VOTING, set()) == fact.not_voting


@every_language
def test_members_are_called_by_their_short_names_in_the_order_of_the_language(language: str) -> None:
    for vote in as_shipped():
        for column in a_card(vote, language).columns:
            names = [member.name for member in column.members]
            assert names == [reference().states.find(member.state).short_name(language) for member in column.members]
            assert names == sorted(names, key=alphabetical)


def test_who_did_not_take_part_has_a_column_only_where_somebody_did_not() -> None:
    everybody = a_vote_of({"NZL": (Ballot.IN_FAVOUR, SUPPORTER)})
    not_everybody = a_vote_of({"NZL": (Ballot.IN_FAVOUR, SUPPORTER), "MYS": (Ballot.NOT_VOTING, SUPPORTER)})
    assert [column.label for column in a_card(everybody).columns] == ["In favour", "Against", "Abstained"]
    assert [column.label for column in a_card(not_everybody).columns][-1] == "Did not take part"


def test_what_was_adopted_without_a_vote_has_no_ballots() -> None:
    vote = replace(a_vote_of({}), outcome=Outcome(Result.ADOPTED_WITHOUT_A_VOTE, None, 9))
    card = a_card(vote)
    assert (card.columns, card.legend) == ((), ())
    assert (card.verdict, card.rule) == ("Adopted without a vote", "No vote was taken")


# ── marks ───────────────────────────────────────────────────────────────────────────────────────────────────────────

EXPECTED = {
    Conduct.KEPT: [Mark.KEPT],
    Conduct.BROKE: [Mark.BROKE],
    Conduct.ABSTAINED: [Mark.ABSTAINED],
    Conduct.DID_NOT_TAKE_PART: [Mark.ABSENT],
    Conduct.NOT_A_SUPPORTER: [],
}


@every_language
def test_every_assessed_vote_marks_what_its_judgements_say_in_every_language(language: str) -> None:
    for vote in as_if_assessed():
        shown = marks(a_card(vote, language))
        for one in vote.judgements:
            veto = [Mark.VETO] if one.member.state in vote.outcome.vetoed_by else []
            known = EXPECTED.get(one.conduct, [Mark.NOT_KNOWN] if one.standing.listed_as_of else [])
            assert list(shown[one.member.state]) == veto + known, (vote.symbol, one.member.state)


def test_a_vote_that_nobody_assessed_marks_nobody_but_who_vetoed() -> None:
    for fact, vote in with_facts():
        card = a_card(vote)
        marked = {state for state, shown in marks(card).items() if shown}
        assert marked == fact.vetoed_by
        assert {mark for shown in marks(card).values() for mark in shown} <= {Mark.VETO}
        assert not card.assessed
        assert card.notes == ("Not assessed under the Code of Conduct: it counts for nobody",)


def test_what_people_hold_not_to_be_credible_marks_nobody_and_says_so() -> None:
    vote = a_vote_of({"NZL": (Ballot.AGAINST, SUPPORTER)}, credible=False, assessment=an_assessment(credible=False))
    card = a_card(vote)
    assert marks(card) == {"NZL": ()}
    assert card.notes == ("Not held to be a credible draft under the Code of Conduct: it counts for nobody",)


def test_judgements_of_a_vote_that_is_not_credible_mark_nobody_whatever_they_say() -> None:
    vote = replace(a_vote_of({"NZL": (Ballot.AGAINST, SUPPORTER), "MYS": (Ballot.AGAINST, LATER)}), credible=False)
    assert marks(a_card(vote)) == {"NZL": (), "MYS": ()}


def test_a_supporter_that_vetoes_bears_both_marks() -> None:
    vote = a_vote_of({"FRA": (Ballot.AGAINST, SUPPORTER)})
    vetoed = replace(vote, outcome=an_outcome(Result.VETOED, RollCall(against=("FRA",)), "FRA"))
    assert marks(a_card(vetoed)) == {"FRA": (Mark.VETO, Mark.BROKE)}


def test_only_who_was_listed_later_is_marked_as_not_known() -> None:
    vote = a_vote_of({"FRA": (Ballot.AGAINST, LATER), "RWA": (Ballot.AGAINST, LEFT)})
    card = a_card(vote)
    assert marks(card) == {"FRA": (Mark.NOT_KNOWN,), "RWA": ()}
    assert [one.words for one in card.legend] == ["Listed as a supporter later, support on the day not known"]


@every_language
def test_the_legend_explains_the_marks_that_are_shown_and_no_other(language: str) -> None:
    for vote in (*as_if_assessed(), *as_shipped()):
        card = a_card(vote, language)
        shown = {mark for one in marks(card).values() for mark in one}
        assert [one.mark for one in card.legend] == [mark for mark in Mark if mark in shown]
        assert all(one.words for one in card.legend)


standings = st.builds(
    Standing,
    st.sampled_from(Support),
    listed_as_of=st.none() | st.dates(max_value=NOT_LISTED.listed_as_of),  # type: ignore[arg-type]
)
parts = st.dictionaries(st.sampled_from(MEMBERS_2016), st.tuples(st.sampled_from(Ballot), standings), max_size=15)


@given(parts, st.booleans(), st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=60)
def test_a_mark_that_holds_something_against_a_state_takes_a_pledge_a_ballot_and_an_assessment(
    cast: dict[str, tuple[Ballot, Standing]], credible: bool, language: str
) -> None:
    shown = marks(a_card(a_vote_of(cast, credible=credible), language))
    for mark, ballot in (
        (Mark.KEPT, Ballot.IN_FAVOUR),
        (Mark.BROKE, Ballot.AGAINST),
        (Mark.ABSTAINED, Ballot.ABSTAINED),
        (Mark.ABSENT, Ballot.NOT_VOTING),
    ):
        expected = {state for state, (cast_ballot, standing) in cast.items() if cast_ballot is ballot and standing.pledged}
        assert {state for state in shown if mark in shown[state]} == (expected if credible else set())


# ── what became of the draft ────────────────────────────────────────────────────────────────────────────────────────

NINE = "9 affirmative votes were needed"
BLOCKED = f"{NINE}; a permanent member's negative vote blocks it (UN Charter, Art. 27 (3))"


@pytest.mark.parametrize(
    ("symbol", "verdict", "rule"),
    [
        ("S/2016/846", "Vetoed: Russian Federation", BLOCKED),
        ("S/2014/348", "Vetoed: China, Russian Federation", BLOCKED),
        ("S/2016/847", "Not adopted", f"{NINE}; there were 4 (UN Charter, Art. 27 (3))"),
        ("S/RES/2118(2013)", "Adopted", f"{NINE}, and no negative vote of a permanent member (UN Charter, Art. 27 (3))"),
    ],
)
def test_a_card_says_what_became_of_the_draft_and_by_which_rule(symbol: str, verdict: str, rule: str) -> None:
    card = a_card(the_vote(symbol))
    assert (card.verdict, card.rule) == (verdict, rule)


@every_language
def test_the_verdict_of_every_shipped_vote_names_who_vetoed_and_nobody_else(language: str) -> None:
    states = reference().states
    for fact, vote in with_facts():
        card = a_card(vote, language)
        names = {one.member.state: states.find(one.member.state).short_name(language) for one in vote.judgements}
        assert {state for state, name in names.items() if name in card.verdict} == fact.vetoed_by, vote.symbol
        assert card.result == fact.result
        assert "9" in card.rule


def test_in_a_procedural_matter_there_is_no_veto_and_the_card_says_by_which_paragraph() -> None:
    against = a_vote_of({"RUS": (Ballot.AGAINST, NOT_LISTED)}, procedure=Procedure.PROCEDURAL)
    assert a_card(against).rule == f"{NINE}; a procedural matter knows no veto (UN Charter, Art. 27 (2))"
    failed = replace(against, outcome=an_outcome(Result.FAILED, RollCall(against=("RUS",))))
    assert a_card(failed).rule == f"{NINE}; there were 0 (UN Charter, Art. 27 (2))"


def test_until_1965_seven_votes_were_needed() -> None:
    vote = a_vote_of({"RUS": (Ballot.AGAINST, NOT_LISTED)}, outcome=an_outcome(Result.FAILED, RollCall(), needed=7))
    assert a_card(vote).rule == "7 affirmative votes were needed; there were 0 (UN Charter, Art. 27 (3))"


# ── on what ground ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_listed_supporters_are_named_as_such_with_the_day_of_the_list() -> None:
    vote = a_vote_of({"FRA": (Ballot.IN_FAVOUR, LISTED), "ESP": (Ballot.ABSTAINED, LISTED), "NZL": (Ballot.IN_FAVOUR, SUPPORTER)})
    assert [spaced(note) for note in a_card(vote).notes] == ["Listed supporters as of 15 May 2017: France, Spain"]


def test_where_all_supporters_are_listed_only_their_names_need_not_be_told_again() -> None:
    assert [spaced(note) for note in a_card(the_vote("S/2018/321")).notes] == [
        "All supporters here: listed supporters as of 15 May 2017"
    ]


def test_where_support_is_documented_no_list_is_named() -> None:
    assert a_card(the_vote("S/2016/846")).notes == ()


@every_language
def test_every_assessed_vote_tells_the_day_of_the_list_that_its_supporters_rest_on(language: str) -> None:
    for vote in as_if_assessed():
        days = {one.standing.listed_as_of for one in vote.judgements if one.standing.by_list_alone}
        notes = " ".join(a_card(vote, language).notes)
        assert all(as_of and day(as_of, language) in notes for as_of in days), vote.symbol
        assert bool(notes) == bool(days), vote.symbol


def test_a_preliminary_result_is_marked_and_names_its_source() -> None:
    vote = the_vote("S/2016/846")
    told = vote.report.model_copy(update={"trust": Trust.PRELIMINARY, "meeting_record": "S/PV.7785"})
    card = a_card(replace(vote, report=told))
    assert card.notes == ("Preliminary: not yet confirmed by the meeting record",)
    assert card.source == "Source: S/PV.7785, BD-UNSC data set, vote 2638"


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_that_nobody_gave_in_the_language_are_english_and_say_so() -> None:
    card = a_card(a_vote_of({}), "ru")
    assert (card.situation, card.subject) == (Text("Syria", "en"), Text("Chemical weapons", "en"))
    assert a_card(a_vote_of({}), "fr").subject == Text("Armes chimiques", "fr")


def test_words_that_nobody_gave_in_english_either_say_in_which_language_they_are() -> None:
    assert a_card(a_vote_of({}, subject={"de": "Chemische Waffen"}), "ru").subject == Text("Chemische Waffen", "de")


def test_an_oral_amendment_is_called_so_in_every_language() -> None:
    vote = the_vote("oral amendment 2023-12-22")
    assert a_card(vote).symbol == "oral amendment 2023-12-22"
    assert a_card(vote, "ru").symbol == "устная поправка 2023-12-22"


def test_a_language_beyond_the_six_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        a_card(the_vote("S/2016/846"), "de")
