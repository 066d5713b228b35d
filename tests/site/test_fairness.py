"""What the pages say of a member, and what they never say."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from advocacybot.council.conduct import Conduct
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.values import Source
from advocacybot.site.site import Site
from advocacybot.wording.card_facts.labels import conducts
from tests.factories import a_report, a_roll_call, an_assessment
from tests.site.publications import ALEPPO, a_vote, published, record
from tests.site.reading import Read, every_page, read

VOTE = "en/votes/S-2016-846/index.html"


def the_page_of(vote: JudgedVote, path: str = VOTE) -> Read:
    return read(Site(published(vote), ("en",)), path)


def said_of(state: str, page: Read) -> str:
    """The line of a table that begins with that name."""
    (line,) = [line for line in page.text("tbody tr") if line.startswith(state)]
    return line


def everything(page: Read) -> str:
    return " ".join(page.text("html"))


def test_the_shipped_record_as_nobody_assessed_it_says_nothing_of_anybodys_conduct() -> None:
    site = Site(published(*record(lambda _: False)), ("en",))
    told = conducts("en")
    for page in every_page(site):
        if "/method/" not in page.path:
            assert told[Conduct.BROKE] not in page.html, page.path
            assert told[Conduct.KEPT] not in page.html, page.path


def test_a_vote_that_nobody_assessed_tells_ballots_and_neither_support_nor_conduct() -> None:
    page = the_page_of(a_vote(assessed=False))
    assert said_of("New Zealand", page) == "New Zealand In favour"
    assert "It is not decided whether" in everything(page)
    assert "counts for nobody" in everything(page)


def test_who_decided_that_a_vote_counts_when_why_and_by_what_stands_on_its_page() -> None:
    page = the_page_of(a_vote())
    for said in (
        "Ana (7 October 2016)",
        "Ben (7 October 2016)",
        "It asks to end the bombardment of Aleppo.",
        "Letter to the Council",
    ):
        assert said in everything(page)


def test_why_a_draft_is_held_not_to_be_credible_stands_on_its_page_and_marks_nobody() -> None:
    rejected = replace(a_vote(assessed=False), assessment=an_assessment(credible=False, reasons=["It is a rival draft."]))
    page = the_page_of(rejected)
    assert "It is a rival draft." in everything(page)
    assert "The vote counts for nobody" in everything(page)
    assert said_of("New Zealand", page) == "New Zealand In favour"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("New Zealand", "New Zealand In favour Kept the pledge Supporter on the day"),
        ("France", "France permanent member In favour Not scored Listed later, on 15 May 2017; support on the day not known"),
        ("Angola", "Angola Abstained No pledge to keep Not listed as a supporter"),
        ("Russian Federation", "Russian Federation permanent member Against Veto No pledge to keep Not listed as a supporter"),
    ],
)
def test_each_member_stands_there_with_its_ballot_its_support_on_the_day_and_its_conduct(state: str, said: str) -> None:
    assert said_of(state, the_page_of(a_vote())) == said


def test_a_supporter_by_list_alone_is_one_as_of_that_list() -> None:
    page = the_page_of(a_vote("S/2018/321"), "en/votes/S-2018-321/index.html")
    assert "Listed supporter as of 15 May 2017" in said_of("France", page)


def test_before_the_code_was_open_nobody_had_a_pledge() -> None:
    page = the_page_of(a_vote("S/2012/77"), "en/votes/S-2012-77/index.html")
    assert said_of("Germany", page).endswith("No pledge to keep The Code was not yet open for support")


def test_abstaining_and_not_taking_part_are_neither_broken_nor_kept() -> None:
    told = Site(published(*record(lambda vote: vote.symbol == "S/2023/773")), ("en",))
    (numbers,) = [read(told, "en/index.html").text("dl.numbers")]
    assert len(numbers[0].split("pledge")) == 3
    words = conducts("en")
    assert [label for label in words.values() if label in numbers[0]] == list(words.values())


def test_a_preliminary_outcome_is_marked_wherever_the_vote_is_told() -> None:
    vote = replace(a_vote(), report=a_report(a_roll_call(), source=Source(title="Press release SC/12545")))
    site = Site(published(vote), ("en",))
    for path in (VOTE, "en/index.html", "en/votes/index.html", "en/years/2016/index.html", "en/members/NZL/index.html"):
        assert "Preliminary" in everything(read(site, path)), path
    assert "Press release SC/12545" in everything(read(site, VOTE))


def test_an_official_outcome_names_its_source_and_is_not_called_preliminary() -> None:
    page = the_page_of(a_vote())
    assert "BD-UNSC data set" in everything(page)
    assert "Official" in everything(page)
    assert "Preliminary" not in everything(page)


def test_what_people_wrote_is_shown_and_never_run() -> None:
    hostile = "</title><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} %(name)s"
    vote = replace(
        a_vote(),
        subject={"en": hostile},
        situation={"en": f'"{hostile}', "fr": "'><svg onload=alert(1)>"},
        assessment=an_assessment(reasons=[hostile], sources=[{"title": hostile, "date": "2016-10-01"}]),
        report=a_report(source=Source(title=hostile)),
    )
    pages = list(every_page(Site(published(vote, campaign=hostile, address="https://example.org"), ("en", "fr"))))
    for page in pages:
        assert page.all("script") == page.all("main svg") == []
        assert [name for one in page.all("*") for name in one if name.startswith("on")] == []
        assert [link for link in page.links if link.startswith("javascript:")] == []
    assert all(hostile in text for page in pages if page.path == VOTE for text in page.text("h1"))


def test_an_address_that_is_no_web_address_is_no_source() -> None:
    with pytest.raises(ValidationError):
        Source(title="A trap", url="javascript:alert(1)//example.org")


def test_words_in_another_language_say_which() -> None:
    page = read(Site(published(a_vote(subject={"en": "Aleppo"})), ("ar",)), VOTE.replace("en/", "ar/"))
    assert [one["lang"] for one in page.all("h1 span")] == ["en"]
    assert ALEPPO in page.text("bdi")
