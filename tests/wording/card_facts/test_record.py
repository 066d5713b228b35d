"""A member's card: its conduct where it had pledged, its ballots where not, and what is known of its support."""

from dataclasses import replace

import pytest

from advocacybot.council.conduct import SCORED, Conduct
from advocacybot.council.outcomes import Ballot, Trust
from advocacybot.council.scorecard import JudgedVote, member_record
from advocacybot.council.supporters import Standing
from advocacybot.wording.card_facts import record_card
from advocacybot.wording.cards import Mark, RecordCard
from advocacybot.wording.phrases import LANGUAGES
from tests.factories import a_list, supporters_by_lists
from tests.wording.card_facts.judged import (
    CAMPAIGN,
    LATER,
    LISTED,
    NOT_LISTED,
    SUPPORTER,
    a_vote_of,
    as_if_assessed,
    as_shipped,
    reference,
)


def a_card(state: str, *votes: JudgedVote, language: str = "en") -> RecordCard:
    return record_card(member_record(state, votes), reference(), CAMPAIGN, language)


def a_ballot(
    ballot: Ballot, standing: Standing, day: str = "2018-04-10", *, state: str = "NZL", credible: bool = True
) -> JudgedVote:
    return a_vote_of({state: (ballot, standing)}, day=day, credible=credible)


def spaced(words: str) -> str:
    return words.replace("\u00a0", " ")


def told(card: RecordCard) -> dict[str, int]:
    return {count.label: count.number for count in card.counts}


def every_member() -> list[str]:
    return sorted({one.member.state for vote in as_if_assessed() for one in vote.judgements})


# ── counts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_supporters_conduct_is_counted_and_its_ballots_are_not_told_as_conduct() -> None:
    card = a_card(
        "NZL",
        a_ballot(Ballot.IN_FAVOUR, LISTED),
        a_ballot(Ballot.AGAINST, LISTED),
        a_ballot(Ballot.ABSTAINED, LISTED),
        a_ballot(Ballot.ABSTAINED, LISTED),
        a_ballot(Ballot.NOT_VOTING, LISTED),
    )
    assert told(card) == {"Kept the pledge": 1, "Broke the pledge": 1, "Abstained": 2, "Did not take part": 1}
    assert [count.kind for count in card.counts] == list(SCORED)


def test_a_member_that_never_pledged_has_ballots_and_vetoes_and_no_conduct() -> None:
    for state in ("RUS", "CHN", "USA"):
        card = a_card(state, *as_if_assessed())
        votes = [vote for vote in as_if_assessed() if any(one.member.state == state for one in vote.judgements)]
        cast = [one.ballot for vote in votes for one in vote.judgements if one.member.state == state]
        assert [(count.kind, count.number) for count in card.counts] == [
            (Ballot.IN_FAVOUR, cast.count(Ballot.IN_FAVOUR)),
            (Ballot.AGAINST, cast.count(Ballot.AGAINST)),
            (Ballot.ABSTAINED, cast.count(Ballot.ABSTAINED)),
            (Mark.VETO, sum(state in vote.outcome.vetoed_by for vote in votes)),
        ]
        assert {line.conduct_in_words for line in card.lines} == {""}
        assert {mark for line in card.lines for mark in line.marks} == {Mark.VETO}


def test_not_taking_part_is_counted_apart_for_who_never_pledged_too() -> None:
    card = a_card("MYS", a_ballot(Ballot.NOT_VOTING, NOT_LISTED, state="MYS"))
    assert told(card) == {"In favour": 0, "Against": 0, "Abstained": 0, "Did not take part": 1}


def test_every_count_of_every_member_is_what_counting_by_hand_gives() -> None:
    for state in every_member():
        mine = [one for vote in as_if_assessed() for one in vote.judgements if one.member.state == state]
        card = a_card(state, *as_if_assessed())
        for count in card.counts:
            if isinstance(count.kind, Conduct):
                assert count.number == sum(one.conduct is count.kind for one in mine), (state, count)
        assert len(card.lines) == len(mine)
        assert any(one.conduct in SCORED for one in mine) == any(isinstance(count.kind, Conduct) for count in card.counts), state


def test_only_a_permanent_member_has_vetoes_counted_also_where_there_were_none() -> None:
    assert told(a_card("FRA", *as_if_assessed()))["Veto"] == 0
    assert "Veto" not in told(a_card("JPN", *as_if_assessed()))


def test_votes_that_nobody_assessed_are_in_no_record() -> None:
    card = a_card("FRA", *as_shipped())
    assert (card.lines, card.period) == ((), "Assessed votes in the Security Council: 0")
    assert {count.number for count in card.counts} == {0}


def test_where_it_had_pledged_in_some_of_the_votes_only_the_card_says_in_how_many() -> None:
    some = a_card("NZL", a_ballot(Ballot.IN_FAVOUR, LISTED), a_ballot(Ballot.AGAINST, LATER))
    assert some.notes == ("Votes in which it is known to have pledged: 1 of 2",)
    assert told(some) == {"Kept the pledge": 1, "Broke the pledge": 0, "Abstained": 0, "Did not take part": 0}
    assert a_card("NZL", a_ballot(Ballot.IN_FAVOUR, LISTED)).notes == ()
    assert a_card("NZL", a_ballot(Ballot.IN_FAVOUR, NOT_LISTED)).notes == ()


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_latest_vote_stands_first_with_ballot_conduct_and_marks() -> None:
    card = a_card(
        "NZL",
        a_ballot(Ballot.ABSTAINED, LISTED, "2018-04-10"),
        a_ballot(Ballot.IN_FAVOUR, SUPPORTER, "2018-06-01"),
        a_ballot(Ballot.AGAINST, LATER, "2017-01-01"),
    )
    assert [(spaced(line.day), line.ballot_in_words, line.conduct_in_words, line.marks) for line in card.lines] == [
        ("1 June 2018", "In favour", "Kept the pledge", (Mark.KEPT,)),
        ("10 April 2018", "Abstained", "Abstained", (Mark.ABSTAINED,)),
        ("1 January 2017", "Against", "", (Mark.NOT_KNOWN,)),
    ]
    assert [one.mark for one in card.legend] == [Mark.KEPT, Mark.ABSTAINED, Mark.NOT_KNOWN]
    assert spaced(card.period) == "Assessed votes in the Security Council: 3 (1 January 2017 – 1 June 2018)"


def test_a_record_of_one_day_names_it_once() -> None:
    assert (
        spaced(a_card("NZL", a_ballot(Ballot.IN_FAVOUR, LISTED)).period)
        == "Assessed votes in the Security Council: 1 (10 April 2018)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_members_own_broken_pledge_is_told_in_every_language(language: str) -> None:
    card = a_card("NZL", a_ballot(Ballot.AGAINST, SUPPORTER), language=language)
    (line,) = card.lines
    assert line.marks == (Mark.BROKE,)
    assert line.conduct_in_words == next(count.label for count in card.counts if count.kind is Conduct.BROKE)


# ── what is known of its support ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("state", "day", "standing"),
    [
        ("NZL", "2016-10-08", "Supporter of the Code of Conduct, documented for 8 October 2016"),
        ("NZL", "2018-04-10", "Listed supporter of the Code of Conduct as of 15 May 2017"),
        ("FRA", "2016-10-08", "Listed supporter of the Code of Conduct as of 15 May 2017; support on 8 October 2016 not known"),
        ("RWA", "2016-10-08", "Support for the Code of Conduct on 8 October 2016 not known"),
        ("RUS", "2018-04-10", "Not listed as a supporter of the Code of Conduct as of 15 May 2017"),
        ("NZL", "2015-08-31", "Not a supporter of the Code of Conduct on 31 August 2015"),
    ],
)
def test_what_is_known_of_its_support_is_told_for_the_day_of_its_latest_vote(state: str, day: str, standing: str) -> None:
    earlier = a_ballot(Ballot.IN_FAVOUR, NOT_LISTED, "2007-01-12", state=state)
    latest = a_ballot(Ballot.IN_FAVOUR, NOT_LISTED, day, state=state)
    assert spaced(a_card(state, earlier, latest).standing) == standing


def test_without_a_vote_its_support_is_told_by_the_latest_list() -> None:
    assert spaced(a_card("NZL").standing) == "Supporter of the Code of Conduct, documented for 15 May 2017"
    without_lists = replace(reference(), supporters=supporters_by_lists(a_list("2015-10-23", "FRA", whole=False)))
    card = record_card(member_record("NZL", ()), without_lists, CAMPAIGN, "en")
    assert spaced(card.standing) == "Not a supporter of the Code of Conduct on 23 October 2015"


# ── preliminary ─────────────────────────────────────────────────────────────────────────────────────────────────────


def preliminary(vote: JudgedVote, symbol: str) -> JudgedVote:
    return replace(vote, symbol=symbol, report=vote.report.model_copy(update={"trust": Trust.PRELIMINARY}))


def test_preliminary_results_are_told_by_symbol_and_many_of_them_by_number() -> None:
    votes = [preliminary(a_ballot(Ballot.IN_FAVOUR, LISTED), f"S/2018/{number}") for number in range(1, 5)]
    assert a_card("NZL", *votes[:2]).notes == ("Preliminary results: S/2018/1, S/2018/2",)
    assert a_card("NZL", *votes).notes == ("Preliminary results: 4",)
