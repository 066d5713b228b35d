"""The feeds and words that are shipped."""

import pytest

from advocacybot.campaign.feeds import FeedKind
from advocacybot.campaign.hints import HintKind, Item, hints
from tests.config.shipped import the_shipped_files

FEEDS = the_shipped_files().feeds

every_language = pytest.mark.parametrize("language", ["en", "fr", "es"])


def kinds(language: str, words: str) -> set[HintKind]:
    item = Item(id="1", title=words, address=None, published=None, text="", language=language)
    return {hint.kind for hint in hints(item, FEEDS)}


def test_the_feeds_that_staff_read_are_watched() -> None:
    assert {one.name: one.kind for one in FEEDS.feeds} == {
        "un-press": FeedKind.PRESS,
        "un-press-french": FeedKind.PRESS,
        "whats-in-blue": FeedKind.FEED,
        "ohchr": FeedKind.FEED,
        "un-journal": FeedKind.JOURNAL,
    }


@every_language
def test_each_language_has_words_of_each_kind_and_each_once(language: str) -> None:
    words = FEEDS.words[language]
    for phrases in (words.vote_ahead, words.outcome, words.atrocity_warning):
        assert len(phrases) >= 15
        assert len({phrase.casefold() for phrase in phrases}) == len(phrases)


@pytest.mark.parametrize(
    ("language", "words", "kind"),
    [
        ("en", "Yemen: Vote on a Draft Resolution Renewing the Sanctions Regime", HintKind.VOTE_AHEAD),
        ("en", "Members are expected to vote tomorrow afternoon on a draft tabled by France", HintKind.VOTE_AHEAD),
        ("en", "The Council rejected a text by 11 votes in favour of the draft resolution to 3 against", HintKind.OUTCOME),
        ("en", "Negative Votes Block Action after 11 Vote in Favour, 3 against, with 1 Abstention", HintKind.OUTCOME),
        ("en", "received 11 affirmative votes, two abstentions (Angola and China), and two negative votes", HintKind.OUTCOME),
        ("en", "Security Council Fails to Adopt Resolution, Owing to Veto Cast by Permanent Member", HintKind.OUTCOME),
        ("en", "Experts warn that attacks on El Fasher may amount to crimes against humanity", HintKind.ATROCITY_WARNING),
        ("en", "Kenscoff Massacre Exposes Worsening Brutality", HintKind.ATROCITY_WARNING),
        ("fr", "Le Conseil doit se prononcer sur le projet de résolution S/2026/900", HintKind.VOTE_AHEAD),
        ("fr", "Le Conseil de sécurité adopte par 12 voix pour et 3 abstentions la résolution 2800", HintKind.OUTCOME),
        ("fr", "La Fédération de Russie oppose son veto", HintKind.OUTCOME),
        ("fr", "des actes pouvant constituer des crimes contre l’humanité", HintKind.ATROCITY_WARNING),
        ("es", "El Consejo tiene previsto votar mañana", HintKind.VOTE_AHEAD),
        ("es", "El Consejo de Seguridad aprueba por 12 votos a favor y 3 abstenciones", HintKind.OUTCOME),
        ("es", "podrían constituir crímenes de lesa humanidad", HintKind.ATROCITY_WARNING),
    ],
)
def test_sentences_as_they_are_written_raise_a_hint(language: str, words: str, kind: HintKind) -> None:
    assert kind in kinds(language, words)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Secretary-General Applauds Norwegian Monarch’s Commitment to Children’s Welfare"),
        ("en", "Daily Press Briefing by the Office of the Spokesperson for the Secretary-General"),
        ("en", "What’s in Blue: Monthly Forecast"),
        ("en", "Rule 37 allows non-Council members to join the discussion without voting"),
        ("fr", "Le Conseil de sécurité est informé de la situation humanitaire"),
        ("es", "El Secretario General felicita a los nuevos miembros"),
    ],
)
def test_everyday_news_raises_none(language: str, words: str) -> None:
    assert kinds(language, words) == set()


def test_situations_are_named_as_the_record_names_them() -> None:
    named = {vote.situation["en"] for vote in the_shipped_files().record.votes}
    for situation in ("Syria", "Ukraine", "Sudan", "South Sudan", "Yemen", "Myanmar", "Mali", "Libya", "Palestine/Israel"):
        assert situation in named
        assert situation in FEEDS.situations


def test_a_situation_is_found_by_its_places() -> None:
    item = Item(id="1", title="Genocide feared in El Fasher and Gaza", address=None, published=None, text="", language="en")
    (hint,) = hints(item, FEEDS)
    assert hint.situations == ("Sudan", "Palestine/Israel")
