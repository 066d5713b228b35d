import datetime as dt

import pytest

from advocacybot.council.values import DatedSource, in_language
from advocacybot.council.votes import Document, Procedure, decided, is_credible
from tests.factories import a_dated_source, a_vote, an_assessment

# ── symbols ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "symbol",
    [
        "S/2016/846",
        "S/2016/1026",
        "S/2017/31/Rev.1",
        "S/2016/846/Corr.1",
        "S/2024/1/Amend.12",
        "S/RES/2118(2013)",
        "oral amendment 2024-03-25",
    ],
)
def test_a_vote_is_bound_to_the_symbol_of_its_text(symbol: str) -> None:
    assert a_vote(symbol).symbol == symbol


@pytest.mark.parametrize(
    "symbol",
    ["", "846", "s/2016/846", "S/16/846", "S/2016/", "S/2016/84600", "S/2016/846/Add.1", "S/2016/846 and more",
     " S/2016/846", "S/2016/846\n", "A/70/621", "S/RES/2118", "oral amendment"],
)  # fmt: skip
def test_what_is_no_symbol_of_the_council_is_refused(symbol: str) -> None:
    with pytest.raises(ValueError, match=r"\nsymbol\n"):
        a_vote(symbol)


def test_one_draft_cannot_be_written_with_two_kinds_of_figures() -> None:
    with pytest.raises(ValueError, match=r"\nsymbol\n"):
        a_vote("S/٢٠١٦/٨٤٦")


# ── the other facts of a vote ───────────────────────────────────────────────────────────────────────────────────────


def test_plain_words_are_english() -> None:
    assert a_vote(subject="Aleppo").subject == {"en": "Aleppo"}


def test_words_are_read_in_the_language_asked_for_else_in_english_else_in_whichever_there_is() -> None:
    assert in_language({"en": "Aleppo", "fr": "Alep"}, "fr") == "Alep"
    assert in_language({"en": "Aleppo", "fr": "Alep"}, "es") == "Aleppo"
    assert in_language({"fr": "Alep"}, "es") == "Alep"


@pytest.mark.parametrize("length", [1, 300])
def test_a_subject_is_as_short_as_a_letter_and_as_long_as_three_hundred(length: int) -> None:
    assert a_vote(subject="a" * length).subject == {"en": "a" * length}


@pytest.mark.parametrize("subject", ["a" * 301, {}, "", "   ", "one line\nand another", {"english": "Aleppo"}, {"en": ""}])
def test_a_subject_without_words_on_one_line_in_a_known_language_is_refused(subject: object) -> None:
    with pytest.raises(ValueError, match=r"\nsubject"):
        a_vote(subject=subject)


def test_a_vote_is_substantive_unless_it_is_said_otherwise() -> None:
    assert a_vote().procedure is Procedure.SUBSTANTIVE
    assert a_vote(procedure="procedural").procedure is Procedure.PROCEDURAL


def test_a_vote_is_linked_by_the_first_of_its_documents() -> None:
    draft = Document(title="The draft", url="https://undocs.org/S/2016/846")
    letter = Document(title="The letter", url="https://undocs.org/S/2016/847")
    assert a_vote(documents=[draft, letter]).link == "https://undocs.org/S/2016/846"
    assert a_vote(documents=[]).link is None


@pytest.mark.parametrize(
    "url", ["undocs.org/S/2016/846", "javascript:alert(1)", "https://un docs.org", "https://un", f"https://un.org/{'a' * 500}"]
)
def test_a_document_that_no_browser_could_open_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"\ndocuments\.0\.url\n"):
        a_vote(documents=[{"title": "The draft", "url": url}])


def test_a_fact_that_a_vote_does_not_have_is_never_silently_dropped() -> None:
    with pytest.raises(ValueError, match=r"\ncredible\n"):
        a_vote(credible=True)


@pytest.mark.parametrize("penholder", ["France", "fra", "FR"])
def test_a_penholder_is_written_by_its_code(penholder: str) -> None:
    with pytest.raises(ValueError, match=r"\npenholders\.0\n"):
        a_vote(penholders=[penholder])


# ── credibility, which people assess ────────────────────────────────────────────────────────────────────────────────


def test_a_draft_that_nobody_assessed_is_not_credible() -> None:
    assert not is_credible(None, people_needed=1)


def test_one_person_is_enough_where_one_is_asked_for() -> None:
    assert is_credible(an_assessment("Ana"), people_needed=1)


def test_one_person_is_too_few_where_two_are_asked_for() -> None:
    assert not is_credible(an_assessment("Ana"), people_needed=2)


def test_two_people_are_enough_where_two_are_asked_for() -> None:
    assert is_credible(an_assessment("Ana", "Ben"), people_needed=2)


def test_more_people_than_are_asked_for_do_no_harm() -> None:
    assert is_credible(an_assessment("Ana", "Ben"), people_needed=1)


@pytest.mark.parametrize("people_needed", [1, 2])
def test_a_draft_that_people_hold_not_to_be_credible_is_not(people_needed: int) -> None:
    assert not is_credible(an_assessment("Ana", "Ben", credible=False), people_needed)


@pytest.mark.parametrize("names", [("Ana", "Ana"), ("Ana", "Ben", "Ana"), ("Ana", " Ana ")])
def test_one_person_never_counts_as_two(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"an assessor is named twice among .*; name each person once"):
        an_assessment(*names)


@pytest.mark.parametrize("what", ["assessors", "reasons", "sources"])
def test_an_assessment_needs_its_people_its_reasons_and_its_sources(what: str) -> None:
    with pytest.raises(ValueError, match=rf"\n{what}\n"):
        an_assessment(**{what: []})


def test_an_assessment_may_rest_on_no_source_without_a_date() -> None:
    with pytest.raises(ValueError, match=r"\nsources\.0\.date\n"):
        an_assessment(sources=[{"title": "Letter to the Council", "url": "https://undocs.org/S/2016/846"}])


def test_the_date_of_a_source_is_read_as_its_day() -> None:
    assert a_dated_source(date="2016-10-08").day.isoformat() == "2016-10-08"
    assert DatedSource(title="Letter", day=dt.date(2016, 10, 8)).day.isoformat() == "2016-10-08"


def test_an_assessor_says_on_which_day_they_assessed() -> None:
    with pytest.raises(ValueError, match=r"\nassessors\.0\.on\n"):
        an_assessment(assessors=[{"name": "Ana"}])


@pytest.mark.parametrize("credible", [True, False])
def test_what_one_of_two_people_holds_is_not_decided(credible: bool) -> None:
    alone = an_assessment("Ana", credible=credible)
    assert (decided(alone, 2), decided(alone, 1), decided(None, 1)) == (None, alone, None)


def test_what_as_many_people_as_are_asked_for_hold_is_decided_either_way() -> None:
    rejected = an_assessment("Ana", "Ben", credible=False)
    assert decided(rejected, 2) == rejected
