"""What an item may be about (advocacybot.campaign.hints)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.feeds import Feeds, Words
from advocacybot.campaign.hints import LONGEST_SENTENCE, Hint, HintKind, Item, crimes_in, hints, symbols_in
from advocacybot.campaign.warnings import Crime
from tests.examples import examples

FEEDS = Feeds(
    words={
        "en": Words(
            vote_ahead=("vote", "expected to vote", "put to a vote"),
            outcome=("adopts", "votes in favour", "voted"),
            atrocity_warning=("genocide", "crimes against humanity"),
        ),
        "fr": Words(
            vote_ahead=("mettre aux voix",), outcome=("l'adoption",), atrocity_warning=("génocide", "crimes contre l'humanité")
        ),
    },
    situations={"Sudan": ("Sudan", "Darfur"), "South Sudan": ("South Sudan", "Juba"), "Syria": ("Syria", "Alep")},
)


def an_item(title: str = "", text: str = "", language: str | None = "en") -> Item:
    return Item(id="1", title=title, address=None, published=None, text=text, language=language)


def found(title: str = "", text: str = "", language: str | None = "en") -> dict[HintKind, Hint]:
    every = hints(an_item(title, text, language), FEEDS)
    by_kind = {one.kind: one for one in every}
    assert len(by_kind) == len(every)
    return by_kind


def kinds(title: str = "", text: str = "", language: str | None = "en") -> set[HintKind]:
    return set(found(title, text, language))


def test_words_raise_a_hint_of_their_kind_with_the_passage_and_where_it_stands() -> None:
    item = an_item("Syria: a draft", "It was tabled today. The Council is expected to vote on it, S/2016/846. More follows.")
    (hint,) = hints(item, FEEDS)
    assert (hint.kind, hint.part, hint.language, hint.item) == (HintKind.VOTE_AHEAD, "text", "en", item)
    assert item.text[hint.start : hint.end] == hint.passage == "expected to vote"
    assert hint.sentence == "The Council is expected to vote on it, S/2016/846."
    assert (hint.symbols, hint.situations) == (("S/2016/846",), ("Syria",))


def test_an_item_may_be_about_several_things_and_each_is_told_once() -> None:
    every = hints(an_item("Council votes in favour", "Genocide. Genocide. It will vote again; it voted before."), FEEDS)
    assert [(one.kind, one.part, one.passage) for one in every] == [
        (HintKind.VOTE_AHEAD, "text", "vote"),
        (HintKind.OUTCOME, "title", "votes in favour"),
        (HintKind.ATROCITY_WARNING, "text", "Genocide"),
    ]


def test_a_longer_phrase_is_shown_rather_than_a_shorter_one_that_begins_where_it_does() -> None:
    feeds = Feeds(words={"en": Words(outcome=("in favour", "in favour of the draft"))})
    (hint,) = hints(an_item("Nine were in favour of the draft"), feeds)
    assert hint.passage == "in favour of the draft"


@pytest.mark.parametrize(
    "text",
    [
        "had voted",
        "called for a vote to be postponed",
        "no vote",
        "“vote”",
        "vote?",
        "(vote)",
        "the draft—vote—ahead",
        "vote\nahead",
    ],
)
def test_what_the_words_mean_there_is_left_to_people(text: str) -> None:
    assert kinds(text=text) != set()


@pytest.mark.parametrize(
    "text", ["voters", "devoted", "re-vote", "vote-winning", "_vote", "vote2", "votes", "Genocides", "no-vote"]
)
def test_words_are_never_found_within_others(text: str) -> None:
    assert kinds(text=text) == set()


@pytest.mark.parametrize("text", ["GENOCIDE", "Génocide", "ge\u0301nocide", "genocide's", "geno\u00adcide", "ｇｅｎｏｃｉｄｅ"])
def test_case_accents_and_signs_that_nobody_sees_do_not_matter(text: str) -> None:
    assert kinds(text=f"It was {text}, they said.") == {HintKind.ATROCITY_WARNING}


@pytest.mark.parametrize("text", ["crimes against humanity", "Crimes  against\nhumanity", "crimes\u00a0against humanity"])
def test_white_space_between_words_may_be_any(text: str) -> None:
    hint = found(text=f"Of {text}.")[HintKind.ATROCITY_WARNING]
    assert hint.passage.casefold() == "crimes against humanity"


@pytest.mark.parametrize(
    "text", ["crimes contre l'humanité", "crimes contre l’humanité", "CRIMES CONTRE L’HUMANITE", "crimes contre l’humanite\u0301"]
)
def test_apostrophes_and_capitals_without_accents_are_the_same_words(text: str) -> None:
    hint = found(text=f"Des {text} !", language="fr")[HintKind.ATROCITY_WARNING]
    assert hint.passage == text


def test_words_are_those_of_the_items_language() -> None:
    assert kinds("Génocide et genocide", language="es") == set()
    assert kinds("Avant de mettre aux voix", language="en") == set()
    assert found("Avant de mettre aux voix", language="fr")[HintKind.VOTE_AHEAD].language == "fr"


def test_every_language_is_tried_where_an_item_says_none() -> None:
    assert kinds("Avant de mettre aux voix", "Council adopts", language=None) == {HintKind.VOTE_AHEAD, HintKind.OUTCOME}


def test_an_item_without_any_of_the_words_raises_nothing() -> None:
    assert hints(an_item("Syria: S/2016/846", "A briefing."), FEEDS) == ()
    assert hints(an_item("vote"), Feeds()) == ()


def test_situations_are_named_in_order_and_the_longer_name_is_the_one_that_is_meant() -> None:
    assert found("A vote on South Sudan")[HintKind.VOTE_AHEAD].situations == ("South Sudan",)
    assert found("A vote on Sudan and South Sudan, Alep")[HintKind.VOTE_AHEAD].situations == ("Sudan", "South Sudan", "Syria")


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("S/2016/846 and S/2016/847", ("S/2016/846", "S/2016/847")),
        ("S/2016/846/Rev.1, again S/2016/846/Rev.1", ("S/2016/846/Rev.1",)),
        ("S/RES/2118(2013) and S/RES/2118 (2013)", ("S/RES/2118(2013)",)),
        ("A/RES/60/1, S/PV.7785, XS/2016/846, S/2016/84612, /S/2016/846", ()),
    ],
)
def test_the_texts_that_an_item_names_are_given_as_the_calendar_writes_them(text: str, symbols: tuple[str, ...]) -> None:
    assert symbols_in(text) == symbols


@pytest.mark.parametrize(
    ("text", "crimes"),
    [
        ("It may amount to WAR CRIMES and crimes against humanity.", (Crime.CRIMES_AGAINST_HUMANITY, Crime.WAR_CRIMES)),
        ("un crime contre l’humanité, sinon un génocide", (Crime.GENOCIDE, Crime.CRIMES_AGAINST_HUMANITY)),
        ("posibles crímenes de lesa humanidad", (Crime.CRIMES_AGAINST_HUMANITY,)),
        ("un crimen de guerra", (Crime.WAR_CRIMES,)),
        ("a massacre, and genocidal speech", ()),
        ("", ()),
    ],
)
def test_the_crimes_that_a_text_names_are_known_in_three_languages(text: str, crimes: tuple[Crime, ...]) -> None:
    assert crimes_in(text) == crimes


def test_a_sentence_that_is_too_long_is_cut_off_around_the_passage() -> None:
    sentence = found(text="word " * 200 + "then they vote at last " + "word " * 200)[HintKind.VOTE_AHEAD].sentence
    assert len(sentence) <= LONGEST_SENTENCE
    assert sentence.startswith("…")
    assert sentence.endswith("…")
    assert " then they vote at last " in sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("vote", "vote"),
        ("They vote.", "They vote."),
        ("First. They vote!  Then?", "They vote!"),
        ("A heading\nThey vote\nMore", "They vote"),
        ("“Enough.” They vote… so", "They vote…"),
        ("(vote)", "(vote)"),
    ],
)
def test_the_sentence_is_the_one_around_the_passage(text: str, sentence: str) -> None:
    assert found(text=text)[HintKind.VOTE_AHEAD].sentence == sentence


def test_an_item_of_the_greatest_length_is_looked_through() -> None:
    item = an_item("x" * 500, "the voters " * 4_500 + "vote")
    (hint,) = hints(item, FEEDS)
    assert item.text[hint.start : hint.end] == "vote"


_TEXTS = st.lists(
    st.sampled_from(
        ["vote", "Genocide", "l’adoption", "e\u0301", "ß", "ﬁ", " ", "\n", ". ", "-", "’", "\u00ad", "S/2016/846", "ﷺ"]
    )
    | st.text(max_size=4),
    max_size=30,
).map("".join)


@given(_TEXTS, _TEXTS, st.sampled_from(["en", "fr", None]))
@settings(max_examples=examples(300), deadline=None)
def test_a_passage_is_always_what_stands_there_and_stands_in_its_sentence(title: str, text: str, language: str | None) -> None:
    for hint in hints(an_item(title, text, language), FEEDS):
        there = {"title": title, "text": text}[hint.part][hint.start : hint.end]
        assert " ".join(there.split()) == hint.passage
        assert hint.passage in hint.sentence
        assert len(hint.sentence) <= LONGEST_SENTENCE
        assert "\n" not in hint.sentence


@given(st.text(max_size=40), st.text(max_size=12).filter(lambda phrase: any(sign.isalnum() for sign in phrase)))
@settings(max_examples=examples(300), deadline=None)
def test_any_phrase_may_be_looked_for_in_any_text(text: str, phrase: str) -> None:
    feeds = Feeds.model_construct(words={"en": Words.model_construct(outcome=(phrase,))}, situations={})
    hints(an_item(text, f"{phrase} {text}"), feeds)
