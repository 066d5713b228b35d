"""The letter to a supporter that voted against, as shipped."""

from dataclasses import replace

import pytest

from advocacybot.campaign.accounts import Addressing
from advocacybot.council.outcomes import Report, decide
from advocacybot.council.votes import Vote
from advocacybot.errors import NoTemplate
from advocacybot.wording.letters import LetterFacts, in_words, letter_facts
from tests.factories import (
    a_campaign,
    a_day,
    a_report,
    a_roll_call,
    a_source,
    a_story,
    an_account,
    an_assessed_vote,
    an_assessment,
)
from tests.wording.reference import reference, templates

TODAY = a_day("2016-10-10")
REPORT = a_report(
    a_roll_call(against="RUS ESP", abstained="CHN AGO"), source=a_source("SC/12545", url="https://press.un.org/12545")
)
LANGUAGES = ("en", "fr", "es")


def facts(language: str = "en", *, vote: Vote | None = None, report: Report = REPORT, state: str = "ESP") -> LetterFacts:
    campaign = a_campaign(an_account(addressing=Addressing.TAG), name="A coalition", links={"code": "https://example.org/code"})
    vote = vote or an_assessed_vote()
    outcome = decide(report, reference().council.members_on(vote.day), vote.day)
    story = replace(a_story(vote), outcome=outcome)
    return letter_facts(story, report, state, language, TODAY, campaign, reference())


def letter(language: str = "en", **wishes: object) -> str:
    return in_words(templates(), facts(language, **wishes))  # type: ignore[arg-type]


def test_a_letter_tells_who_writes_to_whom_on_which_day_and_why() -> None:
    told = letter()
    for words in (
        "10 October 2016\n",
        "To the Permanent Representative to the United Nations\nSpain\nNew York\n",
        "\nExcellency,\n",
        "On 8 October 2016 the Security Council voted on draft resolution S/2016/846",
        "Votes in favour: 11; against: 2; abstentions: 2; veto: Russian Federation. Your delegation voted against the draft.",
        "This account is preliminary, by SC/12545 (https://press.un.org/12545).",
        "Your Government is a supporter of the Code of Conduct",
        "– It asks to end the bombardment of Aleppo.",
        "respectfully ask your Government to keep the pledge",
        "The text of the Code: https://example.org/code",
    ):
        assert words in told
    assert told.endswith("\n______________________________\nA coalition")


def test_the_pledge_is_quoted_in_the_words_of_the_code() -> None:
    assert (
        "pledge “not to vote against a credible draft resolution before the Security Council on timely and decisive action to "
        "end the commission of genocide, crimes against humanity or war crimes, or to prevent such crimes”"
    ) in letter()


@pytest.mark.parametrize(("language", "says"), [("fr", "(traduction de l’anglais)"), ("es", "(traducción del inglés)")])
def test_a_translation_of_the_pledge_says_that_it_is_one(language: str, says: str) -> None:
    assert says in letter(language)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "listed supporter as of 15 May 2017"), ("fr", "la liste du 15 mai 2017"), ("es", "la lista del 15 de mayo de 2017")],
)
def test_whose_support_rests_on_a_list_alone_is_written_to_so(language: str, words: str) -> None:
    members = ("CHN", "FRA", "GBR", "RUS", "USA", "BHR", "COD", "COL", "DNK", "GRC", "LBR", "LVA", "PAK", "PAN", "SOM")
    vote = an_assessed_vote("S/2026/100", hour="2026-11-23 15:00 America/New_York")
    report = a_report(a_roll_call(against="GRC", abstained="RUS", members=members))
    assert words in letter(language, vote=vote, report=report, state="GRC")
    assert words not in letter(language)


@pytest.mark.parametrize(("language", "word"), [("en", "preliminary"), ("fr", "provisoire"), ("es", "preliminar")])
def test_a_letter_says_that_an_account_is_preliminary_until_the_record_confirms_it(language: str, word: str) -> None:
    official = REPORT.model_copy(update={"trust": a_report(trust="official").trust})
    assert (word in letter(language), word in letter(language, report=official)) == (True, False)


def test_every_reason_of_those_who_assessed_the_draft_stands_in_the_letter() -> None:
    vote = an_assessed_vote(assessment=an_assessment(reasons=["It asks for a ceasefire.", "It asks for access."]))
    assert "reasons:\n– It asks for a ceasefire.\n– It asks for access.\n" in letter(vote=vote)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_shows_nothing_of_how_it_was_made(language: str) -> None:
    told = letter(language)
    assert not [sign for sign in ("{{", "{%", "None", "\u00a0", "  ", "\n\n\n", "@", "#") if sign in told]


def test_a_language_in_which_no_letter_is_worded_is_refused() -> None:
    with pytest.raises(NoTemplate, match="There is no template letter in ru"):
        letter("ru")
