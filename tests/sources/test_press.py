"""What is understood of press wording, and above all what is not."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.members import Member
from advocacybot.council.outcomes import Ballot, Trust
from advocacybot.council.states import States
from advocacybot.errors import BadInput
from advocacybot.sources import press
from advocacybot.sources.press import PressVote, Reading
from advocacybot.sources.press.told import MOST_VOTES
from tests.config.shipped import the_shipped_files
from tests.examples import examples
from tests.sources.press_cases import (
    ALEPPO,
    FIRST_OF_TWO,
    GENERAL_ASSEMBLY,
    HAND_MADE,
    NOT_READ,
    REAL,
    TABLES,
    Case,
    doubled,
)

COUNTED = (Ballot.IN_FAVOUR, Ballot.AGAINST, Ballot.ABSTAINED)


def members(day: dt.date) -> tuple[Member, ...]:
    return the_shipped_files().reference.council.members_on(day)


def states() -> States:
    return the_shipped_files().reference.states


def read(text: str, day: dt.date = ALEPPO) -> Reading:
    return press.read(text, members(day), states())


def only(text: str, day: dt.date = ALEPPO) -> PressVote:
    (vote,) = read(text, day).votes
    return vote


# ── what is understood ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", [*REAL, *HAND_MADE], ids=lambda case: case.text[:60])
def test_a_sentence_is_understood(case: Case) -> None:
    vote = only(case.text, case.day)
    said = {ballot: total for ballot, total in zip(COUNTED, case.totals, strict=True) if total is not None}
    others = [member.state for member in members(case.day) if member.state not in case.named]
    assert vote.problems == ()
    assert {ballot: total for ballot, total in vote.totals.items() if ballot in COUNTED} == said
    assert vote.ballots == case.named
    assert vote.inferred == (dict.fromkeys(others, case.filled) if case.filled else {})
    assert vote.symbols == case.symbols


def test_nobody_is_filled_in_where_the_totals_leave_a_choice() -> None:
    vote = only("By a vote of 11 in favour to 3 against, with 1 abstention (Angola), the Council rejected it.")
    assert vote.ballots == {"AGO": Ballot.ABSTAINED}
    assert vote.inferred == {}


def test_nobody_is_filled_in_where_a_member_may_not_have_voted() -> None:
    assert only("By 11 votes in favour to 2 against (Russian Federation, Venezuela).").inferred == {}


def test_a_member_that_is_named_without_its_ballot_is_told() -> None:
    vote = only(
        "By 11 votes in favour, 2 against (Russian Federation, Venezuela) and 2 abstentions, Angola among them, it failed."
    )
    assert vote.also_named == ("AGO",)
    assert vote.inferred == {}


def test_a_state_in_prose_that_is_no_voter_casts_no_ballot() -> None:
    vote = only(
        "By 11 votes in favour to 2 against (Russian Federation, Venezuela), with 2 abstentions (Angola, China), the Council "
        "rejected a text on Syria, submitted by France and Spain and praised by Germany and Japan."
    )
    assert vote.also_named == ("FRA", "ESP", "JPN")
    assert set(vote.ballots) == {"RUS", "VEN", "AGO", "CHN"}


def test_a_text_with_several_votes_gives_all_of_them_in_order_each_with_its_symbol() -> None:
    first, second = read(doubled(FIRST_OF_TWO)).votes
    assert (first.symbols, second.symbols) == (("S/2016/846",), ("S/2016/847",))
    assert (first.ballots["RUS"], second.ballots["RUS"]) == (Ballot.AGAINST, Ballot.IN_FAVOUR)
    assert [vote.totals[Ballot.IN_FAVOUR] for vote in (first, second)] == [11, 4]


def test_two_votes_in_one_sentence_are_two() -> None:
    votes = read(
        "While the first text had 4 votes in favour to 9 against, with 2 abstentions, the second had 11 votes in favour, 2 "
        "against (Russian Federation, Venezuela) and 2 abstentions (Angola, China)."
    ).votes
    assert [vote.totals[Ballot.IN_FAVOUR] for vote in votes] == [4, 11]
    assert votes[0].ballots == votes[0].inferred == {}


def test_what_stands_between_two_counts_may_make_them_two_votes() -> None:
    votes = read("The first amendment had 4 votes in favour; the second amendment had 9 against.").votes
    assert [dict(vote.totals) for vote in votes] == [{Ballot.IN_FAVOUR: 4}, {Ballot.AGAINST: 9}]


def test_symbols_are_read_as_the_calendar_writes_them() -> None:
    text = "Drafts s/2016/846, S/2016/847/REV.1 and S/RES/2328 (2016); resolutions 2268 (2016); A/70/621-S/2015/978 is none."
    assert read(text).symbols == ("S/2016/846", "S/2016/847/Rev.1", "S/RES/2328(2016)", "S/RES/2268(2016)")


def test_the_symbol_beside_one_vote_is_not_taken_for_anothers() -> None:
    text = "S/2016/847 got 4 votes in favour to 9 against. It fell. Another text got 11 votes in favour to 2 against."
    first, second = read(text).votes
    assert (first.symbols, second.symbols) == (("S/2016/847",), ())


@pytest.mark.parametrize("marks", [("“", "”"), ("«", "»"), ('"', '"')], ids="".join)
def test_a_vote_in_quotation_marks_is_marked_so(marks: tuple[str, str]) -> None:
    opens, closes = marks
    quotation = f"He recalled: {opens}By 13 votes in favour to none against, with 2 abstentions, it was adopted{closes}."
    assert only(quotation).quoted
    assert not only(f"{opens}Indeed.{closes} By 13 votes in favour to none against, with 2 abstentions, it passed.").quoted


# ── what is not ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_never_read_with_the_numbers_of_its_neighbours(table: str) -> None:
    told = {ballot: total for vote in read(table).votes for ballot, total in vote.totals.items()}
    assert told.items() <= {Ballot.IN_FAVOUR: 11, Ballot.AGAINST: 2, Ballot.ABSTAINED: 2}.items()


@pytest.mark.parametrize("text", NOT_READ)
def test_what_reports_no_vote_is_read_as_none(text: str) -> None:
    assert read(text).votes == ()


def test_what_speaks_of_voting_and_is_not_understood_is_told() -> None:
    text = "The meeting began at 3 p.m. China abstained, and the Russian Federation voted against. Rain fell."
    assert read(text).not_understood == ("China abstained, and the Russian Federation voted against.",)


def test_a_list_that_is_not_understood_whole_names_nobody() -> None:
    reading = read(
        "By 11 votes in favour to 2 against (Russian Federation, Ruritania), with 2 abstentions (Angola, China), it fell."
    )
    (vote,) = reading.votes
    assert vote.ballots == {"AGO": Ballot.ABSTAINED, "CHN": Ballot.ABSTAINED}
    assert vote.inferred == {}
    assert vote.also_named == ("RUS",)
    assert reading.not_understood == ("Russian Federation, Ruritania",)


def test_a_record_whose_line_goes_on_otherwise_is_not_understood() -> None:
    assert read("Against: the Russian Federation said that it was not consulted.").votes == ()


def test_a_ballot_on_something_else_is_not_taken_for_one_on_this() -> None:
    vote = only("By 13 votes in favour, with 2 abstentions, with China voting against an earlier draft, the text was adopted.")
    assert vote.ballots == {}
    assert vote.also_named == ("CHN",)


def test_a_comparison_is_no_ballot() -> None:
    vote = only("With 13 votes in favour and 2 abstentions it passed, and in contrast with France, China and Angola abstained.")
    assert "FRA" not in vote.ballots


def test_a_long_list_of_names_keeps_those_that_hold_another() -> None:
    vote = only("12 in favour, 3 against (Equatorial Guinea, Netherlands, Russian Federation).", dt.date(2018, 6, 1))
    assert set(vote.ballots) - set(vote.inferred) == {"GNQ", "NLD", "RUS"}


WRONG = {
    "more named than counted": (
        "11 in favour, 1 against (Russian Federation, Venezuela), 3 abstentions.",
        "counts 1 against, and names 2",
    ),
    "fewer named than counted": (
        "11 in favour, 3 against (Russian Federation, Venezuela), 1 abstention.",
        "counts 3 against, and names 2",
    ),
    "too many in all": ("12 in favour, 3 against, with 2 abstentions.", "come to 17, and the Council has 15"),
    "a State with two ballots": (
        "11 in favour, 2 against (China, Venezuela), 2 abstentions (Angola, China).",
        "names CHN with more than one ballot",
    ),
    "a State that did not sit": ("13 in favour, 2 abstentions (Angola, Germany).", "names DEU, which did not sit"),
    "a State named twice for two": ("13 in favour, 2 abstentions (Angola, Angola).", "counts 2 abstained, and names 1"),
    "the Congo that did not sit": ("14 in favour, 1 abstention (Democratic Republic of the Congo).", "names COD"),
    "everybody named, and one more counted": (
        "In favour (12): Egypt, France, Japan, Malaysia, New Zealand, Senegal, Spain, Ukraine, United Kingdom, "
        "United States, Uruguay\n"
        "Against (2): Russia, Venezuela\nAbstaining (2): Angola, China",
        "counts 12 in favour, and names 11",
    ),
}


@pytest.mark.parametrize(("text", "problem"), WRONG.values(), ids=WRONG)
def test_what_does_not_add_up_is_told_and_nothing_is_filled_in(text: str, problem: str) -> None:
    vote = only(text)
    assert any(problem in one for one in vote.problems)
    assert vote.ballots == vote.inferred == {}


def test_a_text_of_the_general_assembly_is_refused_in_plain_words() -> None:
    with pytest.raises(BadInput, match="reports 100 ballots, and the Council has 15 members; this is the General Assembly"):
        read(GENERAL_ASSEMBLY)


def test_a_vote_of_the_general_assembly_beside_one_of_the_council_is_told_and_not_taken() -> None:
    reading = read(f"{FIRST_OF_TWO} {GENERAL_ASSEMBLY}.")
    assert len(reading.votes) == 1
    assert any("39 in favour" in passage for passage in reading.not_understood)


def test_a_text_with_more_votes_than_anybody_holds_is_refused() -> None:
    text = "The draft got 9 against. "
    assert len(read(text * MOST_VOTES).votes) == MOST_VOTES
    with pytest.raises(BadInput, match="reports 101 votes; paste the part about the vote"):
        read(text * (MOST_VOTES + 1))


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(BadInput, match="200001 characters"):
        read("x" * (press.MOST + 1))


# ── meeting records ─────────────────────────────────────────────────────────────────────────────────────────────────

LISTS = (
    "In favour:\nAngola, China, Egypt, France, Japan, Malaysia, New Zealand, Senegal, Spain, Ukraine, United Kingdom, "
    "United States, Uruguay\nAgainst:\nRussian Federation, Venezuela (Bolivarian Republic of)\nAbstaining:\nNone\n"
)
RECORDED = {"AGO CHN EGY FRA JPN MYS NZL SEN ESP UKR GBR USA URY": Ballot.IN_FAVOUR, "RUS VEN": Ballot.AGAINST}


def test_the_count_that_the_president_reads_out_belongs_to_the_lists_before_it() -> None:
    vote = only(f"{LISTS}\nThe President (spoke in Russian): The draft resolution received 13 votes in favour and 2 against.")
    assert vote.ballots == {code: ballot for codes, ballot in RECORDED.items() for code in codes.split()}
    assert vote.totals == {Ballot.IN_FAVOUR: 13, Ballot.AGAINST: 2, Ballot.ABSTAINED: 0}
    assert vote.trust is Trust.OFFICIAL


@pytest.mark.parametrize(
    ("tally", "problem"),
    {
        "12 votes in favour and 2 against": "counts 12 in favour, and names 13",
        "13 votes in favour, 2 against and one abstention": "counts 0 abstained, and then 1",
    }.items(),
)
def test_a_president_who_counts_otherwise_than_the_lists_makes_them_nothing(tally: str, problem: str) -> None:
    vote = only(f"{LISTS}\nThe President: There were {tally}.")
    assert any(problem in one for one in vote.problems)
    assert vote.ballots == vote.inferred == {}
    assert vote.trust is Trust.PRELIMINARY


def test_a_count_far_behind_the_lists_is_another_vote() -> None:
    speech = "The representative of Egypt spoke of the situation of civilians. " * 8
    assert (
        len(read(f"{LISTS}\n{speech}By 4 votes in favour to 9 against, with 2 abstentions, the Council rejected it.").votes) == 2
    )


def test_lists_that_name_not_all_members_are_no_more_than_preliminary() -> None:
    vote = only(LISTS.replace("Angola, ", ""))
    assert vote.problems == ()
    assert vote.trust is Trust.PRELIMINARY


def test_a_record_that_counts_and_does_not_name_is_no_more_than_preliminary() -> None:
    vote = only("In favour: 11\nAgainst: 2 (Russian Federation, Venezuela)\nAbstaining: 2 (Angola, China)")
    assert len(vote.inferred) == 11
    assert vote.trust is Trust.PRELIMINARY


# ── what may be another vote ────────────────────────────────────────────────────────────────────────────────────────

DOUBTED = {
    "The amendment received 5 votes in favour, 1 against (United States) and 9 abstentions.": ("amendment",),
    "First, an amendment. It received 5 votes in favour, 1 against (United States) and 9 abstentions.": ("amendment",),
    "The General Assembly adopted it by 12 votes in favour to 2 against.": ("Assembly",),
    "Two years ago it was adopted by 13 votes in favour.": ("years ago",),
    "Un amendement a recueilli 5 voix pour.": ("amendement",),
    "En mars 2015, le Conseil avait rejeté le texte par 4 voix pour et 9 voix contre.": ("En mars", "avait rejeté"),
}


@pytest.mark.parametrize(("text", "words"), DOUBTED.items(), ids=DOUBTED)
def test_words_that_may_make_it_another_vote_are_told(text: str, words: tuple[str, ...]) -> None:
    assert only(text).doubts == words


def test_an_amendment_before_leaves_the_draft_after_it_without_doubt() -> None:
    amendment, draft = read(
        "The amendment received 5 votes in favour, 1 against and 9 abstentions. The draft resolution received 13 votes in favour."
    ).votes
    assert amendment.doubts == ("amendment",)
    assert draft.doubts == ()


def test_what_is_passed_over_within_a_vote_is_told_and_how_it_came_out_is_no_such_thing() -> None:
    reading = read("By 13 votes in favour, with Angola’s abstention, it fell, owing to the negative vote of a permanent member.")
    assert reading.not_understood == ("with Angola’s abstention, it fell, owing to the negative vote of a permanent member",)
    assert read("By 13 votes in favour, it fell, owing to the negative vote of a permanent member.").not_understood == ()


# ── whatever is pasted ──────────────────────────────────────────────────────────────────────────────────────────────


def never_contradicts_itself(text: str, day: dt.date = ALEPPO) -> None:
    try:
        reading = read(text, day)
    except BadInput:
        return
    sitting = {member.state for member in members(day)}
    for vote in reading.votes:
        ballots = {**vote.ballots, **vote.inferred}
        assert not set(vote.ballots) & set(vote.inferred)
        assert set(ballots) <= sitting
        counts = {ballot: sum(one is ballot for one in ballots.values()) for ballot in Ballot}
        assert all(counts[ballot] <= total for ballot, total in vote.totals.items()) or not ballots
        if len(ballots) == len(sitting):
            assert all(counts[ballot] == total for ballot, total in vote.totals.items())
        assert not (vote.problems and ballots)
        assert vote.trust is Trust.PRELIMINARY or set(vote.ballots) == sitting


PIECES = st.sampled_from(
    [
        *(
            "11 ",
            "13",
            "two ",
            "none ",
            "no ",
            "nine ",
            "in favour",
            "against",
            "abstaining",
            "abstentions",
            "negative votes",
            "votes ",
        ),
        *(
            "to ",
            "with ",
            "and ",
            ", ",
            ": ",
            "(",
            ")",
            ". ",
            "\n",
            "\n\n",
            "“",
            "unanimously adopted ",
            "voix pour",
            "voting against",
        ),
        *(
            "China",
            "Angola",
            "the Russian Federation",
            "Venezuela (Bolivarian Republic of)",
            "Guinea",
            "United Kingdom",
            "S/2016/846",
        ),
        *(
            " including a permanent member ",
            "required",
            "would have ",
            "In favour:",
            "Against: ",
            "Abstaining: ",
            "İ",
            "ß",
            "\u00ad",
            "Votent pour : ",
            "S’abstiennent : ",
            "une voix contre ",
            "la Chine s’abstenant",
            "l’Angola ",
            "à l’unanimité ",
            "amendement ",
            "votes to ",
            "had voted ",
        ),
    ]
)
GOOD = st.sampled_from([*(case.text for case in (*REAL, *HAND_MADE)), GENERAL_ASSEMBLY, doubled(FIRST_OF_TWO)])


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=examples(120))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    never_contradicts_itself(text)


@given(st.lists(PIECES, max_size=60))
@settings(deadline=None, max_examples=examples(150))
def test_any_jumble_of_the_words_of_votes_contradicts_itself_nowhere(pieces: list[str]) -> None:
    never_contradicts_itself("".join(pieces))


@given(GOOD, st.data())
@settings(deadline=None, max_examples=examples(150))
def test_a_sentence_that_was_cut_up_contradicts_itself_nowhere(text: str, data: st.DataObject) -> None:
    """Pieces are cut out, doubled, put elsewhere, or something else is put in."""
    places = st.integers(0, len(text))
    for _ in range(data.draw(st.integers(1, 4))):
        first, last = sorted((data.draw(places), data.draw(places)))
        cut, put = text[first:last], data.draw(PIECES | st.just(""))
        text = data.draw(
            st.sampled_from([text[:first] + put + text[last:], text[:last] + cut + text[last:], text[last:] + text[:first]])
        )
    never_contradicts_itself(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1 against. ",
        "(",
        "11 in favour (",
        "adopted a ",
        "in favour: China ",
        "China and ",
        "if not ",
        "\n",
        "“1 in favour “",
        " ",
        "adopteadopte",
        "needneed",
        "S/2016/846 1 against ",
        "avec l’abstention de la Chine ",
        "vote contre : la Chine ",
        "1 against (1 against (",
    ],
)
def test_the_longest_text_of_one_piece_is_read_to_its_end(piece: str) -> None:
    """The suite's time limit is what would stop a pattern that runs wild."""
    never_contradicts_itself(piece * (press.MOST // len(piece)))
