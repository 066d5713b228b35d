"""Alt texts say all that a card shows, in every language, within what platforms take."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.council.outcomes import Ballot, Result, RollCall
from advocacybot.council.scorecard import JudgedVote, member_record
from advocacybot.council.supporters import Standing
from advocacybot.errors import BadInput
from advocacybot.wording.card_facts import alt_of, growth_card, record_card, situation_card, vote_card, year_card
from advocacybot.wording.card_facts.alt import shortened
from advocacybot.wording.card_facts.labels import counted, labelled
from advocacybot.wording.cards import Card, Column, Mark, RecordCard, VoteCard
from advocacybot.wording.languages import enumerated
from advocacybot.wording.phrases import LANGUAGES, phrases
from tests.catalogues import ids, messages
from tests.wording.card_facts.judged import (
    CAMPAIGN,
    LATER,
    LISTED,
    NOT_LISTED,
    SUPPORTER,
    a_vote_of,
    an_outcome,
    as_if_assessed,
    as_shipped,
    every_text,
    reference,
    the_vote,
)
from tests.wording.catalogues import SCORECARD

every_language = pytest.mark.parametrize("language", LANGUAGES)
MOST_ON_X = 1000


def a_card(vote: JudgedVote, language: str = "en") -> VoteCard:
    return vote_card(vote, reference(), CAMPAIGN, language)


def told_of(column: Column, card: VoteCard, alt: str) -> str:
    """What the alt text says of one ballot: from its label up to the next one's, or to the notes."""
    (_before, after) = alt.split(counted(column.label, len(column.members), card.language), 1)
    ends = [counted(other.label, len(other.members), card.language) for other in card.columns if other is not column]
    ends += [*card.notes, card.source[:5]]
    return after[: min(after.index(end) for end in ends if end in after)]


def tells_every_ballot(card: VoteCard, alt: str) -> bool:
    """Whether every member stands under its ballot, after what its marks mean."""
    means = {one.mark: one.words for one in card.legend} | {Mark.NOT_KNOWN: phrases(card.language).gettext("Listed later")}
    for column in card.columns:
        told = told_of(column, card, alt)
        for member in column.members:
            alike = enumerated((one.name for one in column.members if one.marks == member.marks), card.language)
            meaning = enumerated((means[mark] for mark in member.marks), card.language)
            if member.name not in alike or (labelled(meaning, alike, card.language) if meaning else alike) not in told:
                return False
    return True


# ── a vote ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@every_language
def test_the_alt_text_of_every_shipped_vote_is_whole_and_fits_on_x(language: str) -> None:
    for vote in (*as_if_assessed(), *as_shipped()):
        card = a_card(vote, language)
        assert len(card.alt) <= MOST_ON_X, (vote.symbol, len(card.alt))
        assert alt_of(card, MOST_ON_X) == card.alt
        assert tells_every_ballot(card, card.alt), vote.symbol
        for words in (card.day, card.symbol, card.situation.words, card.subject.words, card.verdict, card.rule, card.campaign):
            assert words in card.alt, (vote.symbol, words)
        for words in (*card.notes, card.source, *(one.words for one in card.legend)):
            assert words in card.alt, (vote.symbol, words)


def the_longest_named(language: str) -> list[str]:
    """The codes of fifteen Members with the longest short names."""
    states = reference().states.by_code.values()
    return [one.code for one in sorted(states, key=lambda one: len(one.short_name(language)), reverse=True)][:15]


def a_vote_of_the_longest_names(language: str) -> JudgedVote:
    """Every mark that there is, the longest subject of the record, and a list that has to name its States."""
    standings: list[Standing] = [SUPPORTER, LISTED, LATER, NOT_LISTED]
    cast = [(ballot, standing) for ballot in (Ballot.IN_FAVOUR, Ballot.AGAINST, Ballot.ABSTAINED) for standing in standings]
    cast += [(Ballot.NOT_VOTING, standing) for standing in (SUPPORTER, LATER, NOT_LISTED)]
    names = the_longest_named(language)
    parts = dict(zip(names, cast, strict=True))
    longest = max(as_shipped(), key=lambda vote: len(vote.subject[language]))
    against = RollCall(against=tuple(state for state, (ballot, _) in parts.items() if ballot is Ballot.AGAINST))
    outcome = an_outcome(Result.VETOED, against, *against.against[:1])
    return a_vote_of(parts, subject=longest.subject, situation=longest.situation, outcome=outcome)


@every_language
def test_the_longest_names_with_every_mark_fit_on_x_by_name_or_at_last_by_code(language: str) -> None:
    card = a_card(a_vote_of_the_longest_names(language), language)
    assert len({member.marks for column in card.columns for member in column.members}) == 7
    assert tells_every_ballot(card, card.alt)
    assert tells_every_ballot(card, alt_of(card, 1500))
    alt = alt_of(card, MOST_ON_X)
    assert len(alt) <= MOST_ON_X
    assert tells_every_ballot(card, alt) or tells_every_ballot(by_code(card), alt)
    assert all(words in alt for words in (card.verdict, card.rule, *card.notes, card.campaign))


def by_code(card: VoteCard) -> VoteCard:
    columns = (replace(one, members=tuple(replace(member, name=member.state) for member in one.members)) for one in card.columns)
    return replace(card, columns=tuple(columns))


def test_what_is_too_long_loses_the_end_of_its_subject_at_a_word_and_nothing_else() -> None:
    vote = the_vote("S/2016/846")
    card = a_card(replace(vote, subject={"en": "A long subject " * 20}))
    alt = alt_of(card, 700)
    assert 680 < len(alt) <= 700 < len(card.alt)
    assert re.search(r"Syria: (A long subject )+A long…\. Vetoed", alt) or re.search(r"Syria: (A long subject ?)+…\. Vetoed", alt)
    assert tells_every_ballot(card, alt)
    assert all(words in alt for words in (card.verdict, card.rule, card.source, card.campaign))


def test_where_the_subject_is_not_enough_the_source_is_cut_too() -> None:
    vote = the_vote("S/2016/846")
    source = vote.report.source.model_copy(update={"title": "A source of so many words " * 11})
    card = a_card(replace(vote, report=vote.report.model_copy(update={"source": source})))
    alt = alt_of(card, 610)
    assert len(alt) <= 610
    assert "Syria: …. Vetoed" in alt
    assert re.search(r"Source: A source [A-Za-z ]+…\. #ACT", alt)
    assert tells_every_ballot(card, alt)


def test_without_a_limit_an_alt_text_is_whole() -> None:
    card = a_card(replace(the_vote("S/2016/846"), subject={"en": "word " * 300}))
    assert alt_of(card, None) == card.alt


def test_members_are_never_left_out_so_a_limit_below_them_is_refused() -> None:
    with pytest.raises(BadInput, match="does not fit into 200 signs"):
        alt_of(a_card(the_vote("S/2016/846")), 200)


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=300)


@given(words, words, words, st.sampled_from(LANGUAGES), st.sampled_from([1000, 1500]))
@settings(deadline=None, max_examples=60)
def test_whatever_a_vote_is_called_its_members_stand_in_an_alt_text_that_fits(
    situation: str, subject: str, source: str, language: str, most: int
) -> None:
    vote = the_vote("S/2018/321")
    report = vote.report.model_copy(update={"source": vote.report.source.model_copy(update={"title": source})})
    card = a_card(replace(vote, situation={language: situation}, subject={language: subject}, report=report), language)
    alt = alt_of(card, most)
    assert len(alt) <= most
    for column in card.columns:
        for member in column.members:
            assert member.name in alt


@given(st.text(max_size=80), st.integers(1, 80))
def test_a_shortened_text_is_the_text_or_a_beginning_of_it_with_an_ellipsis(text: str, most: int) -> None:
    kept = shortened(text, most)
    assert len(kept) <= most
    assert kept == text or (kept.endswith("…") and text.startswith(kept[:-1]))


def test_a_text_without_spaces_is_cut_anywhere() -> None:
    assert shortened("停止对阿勒颇的空中轰炸", 6) == "停止对阿勒…"
    assert shortened("one two three", 8) == "one two…"
    assert shortened("one two, three", 9) == "one two…"


# ── records, scores ─────────────────────────────────────────────────────────────────────────────────────────────────


def every_record(language: str) -> Iterator[RecordCard]:
    members = sorted({one.member.state for vote in as_if_assessed() for one in vote.judgements})
    return (record_card(member_record(state, as_if_assessed()), reference(), CAMPAIGN, language) for state in members)


@every_language
def test_a_record_that_is_too_long_tells_the_latest_votes_and_counts_the_others(language: str) -> None:
    not_told = phrases(language).gettext("Earlier votes, not told here")
    for card in every_record(language):
        alt = alt_of(card, MOST_ON_X)
        told = [line for line in card.lines if line.symbol in alt]
        left_out = len(card.lines) - len(told)
        assert len(alt) <= MOST_ON_X
        assert told == list(card.lines[: len(told)])
        assert (labelled(not_told, str(left_out), language) in alt) == (left_out > 0) == (alt != card.alt)


@every_language
def test_the_scores_of_every_year_and_situation_fit_with_who_broke_the_pledge_first(language: str) -> None:
    years = (year_card(year, as_if_assessed(), reference(), CAMPAIGN, language) for year in range(2007, 2026))
    situations = {vote.situation["en"]: vote.situation for vote in as_if_assessed()}.values()
    cards = [*years, *(situation_card(one, as_if_assessed(), reference(), CAMPAIGN, language) for one in situations)]
    for card in cards:
        alt = alt_of(card, MOST_ON_X)
        assert len(alt) <= MOST_ON_X
        told = [row for row in card.rows if row.name in alt]
        assert told == list(card.rows[: len(told)])
        assert all(one in alt for one in card.vetoes)
        assert all(labelled(one.label, str(one.number), language) in alt for one in card.results)


def test_a_record_says_of_each_vote_what_the_card_shows() -> None:
    votes = [
        a_vote_of({"NZL": (Ballot.ABSTAINED, SUPPORTER)}, symbol="S/2018/2"),
        a_vote_of({"NZL": (Ballot.AGAINST, LATER)}, symbol="S/2018/1"),
    ]
    card = record_card(member_record("NZL", votes), reference(), CAMPAIGN, "en")
    told = card.alt.replace("\u00a0", " ")
    assert "10 April 2018, S/2018/2, Syria: Abstained; Supporter that abstained." in told
    assert "10 April 2018, S/2018/1, Syria: Against; Listed as a supporter later, support on the day not known." in told
    assert "Kept the pledge: 0; Broke the pledge: 0; Abstained: 1; Did not take part: 0." in told


def test_growing_support_that_is_too_long_counts_the_first_numbers() -> None:
    card = growth_card(reference().supporters, CAMPAIGN, "en")
    alt = alt_of(card, len(card.alt) - 20)
    left_out = sum(len(one.points) for one in card.series) - alt.split("Earlier numbers")[0].count("\u00a020")
    assert f"Earlier numbers, not told here: {left_out}." in alt
    assert all(one.latest in alt for one in card.series)
    with pytest.raises(BadInput):
        alt_of(card, 50)


# ── no other language ───────────────────────────────────────────────────────────────────────────────────────────────

SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}
GIVEN = ("symbol", "language", "campaign", "source", "alt", "state", "more")
"""What is told elsewhere (alt), is nobody's to translate, or is a pattern without words."""
LATIN_EVERYWHERE = re.compile(r"\b(MH17|UNITAD|VII|S(/RES)?/[\w/().]+)\b", re.ASCII)


def every_card(language: str) -> Iterable[Card]:
    yield from (a_card(vote, language) for vote in (*as_if_assessed(), *as_shipped()))
    yield from every_record(language)
    yield year_card(2016, as_if_assessed(), reference(), CAMPAIGN, language)
    yield growth_card(reference().supporters, CAMPAIGN, language)


@pytest.mark.parametrize("language", SCRIPTS)
def test_no_word_of_a_card_is_in_another_script(language: str) -> None:
    said = {words for card in every_card(language) for name, words in every_text(card) if name not in GIVEN}
    strange = {sign for words in said for sign in LATIN_EVERYWHERE.sub("", words) if sign.isalpha()}
    assert {sign for sign in strange if not unicodedata.name(sign).startswith(SCRIPTS[language])} == set()


@pytest.mark.parametrize("language", ["es", "fr"])
def test_no_phrase_of_a_card_is_in_english(language: str) -> None:
    english = {
        one for message in messages(SCORECARD.read(language)) for one in ids(message) if one.count(" ") > 1 and "%" not in one
    }
    said = {words for card in every_card(language) for name, words in every_text(card) if name not in GIVEN}
    assert len(english) > 20
    assert {phrase for phrase in english for words in said if phrase in words} == set()
