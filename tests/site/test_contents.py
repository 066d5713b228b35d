"""What there are pages of."""

from collections.abc import Callable

import pytest

from advocacybot.council.conduct import Conduct
from advocacybot.council.scorecard import JudgedVote
from advocacybot.errors import NoSuchThing
from advocacybot.site.contents import Contents
from advocacybot.site.site import Site
from tests.factories import a_judged_vote
from tests.site.publications import a_vote, published
from tests.site.reading import read

SYRIA = {"en": "Syria", "fr": "Syrie"}


def several(count: int) -> tuple[JudgedVote, ...]:
    """So many votes that nobody assessed."""
    return tuple(a_vote_like(f"S/2016/{number}") for number in range(1, count + 1))


def a_vote_like(symbol: str) -> JudgedVote:
    return a_judged_vote(symbol, credible=False, NZL=Conduct.NOT_ASSESSED)


def test_the_latest_vote_comes_first() -> None:
    contents = Contents(published(a_judged_vote("S/2016/1", day="2016-01-01"), a_judged_vote("S/2017/1", day="2017-01-01")))
    assert list(contents.votes) == ["S-2017-1", "S-2016-1"]
    assert list(contents.years) == ["2017", "2016"]


def test_only_members_of_the_day_of_a_vote_have_a_page() -> None:
    assert Contents(published(a_judged_vote(NZL=Conduct.KEPT, ESP=Conduct.KEPT))).members == ("ESP", "NZL")


def test_votes_on_a_situation_stand_together_by_its_english_name_and_keep_its_fullest() -> None:
    first, second = a_vote(situation={"en": "Syria"}), a_vote("S/2012/77", situation=SYRIA)
    (situation,) = Contents(published(first, second)).situations.values()
    assert (situation.slug, situation.name) == ("syria", SYRIA)
    assert [vote.symbol for vote in situation.votes] == ["S/2016/846", "S/2012/77"]


@pytest.mark.parametrize(
    ("what", "folder"),
    [
        ("S/2016/846", "votes/S-2016-846/"),
        ("nzl", "members/NZL/"),
        ("2016", "years/2016/"),
        ("SYRIE", "situations/syria/"),
        ("syria", "situations/syria/"),
    ],
)
def test_what_somebody_asks_for_is_found(what: str, folder: str) -> None:
    assert Contents(published(a_vote(situation=SYRIA))).folder_of(what) == folder


def test_what_is_not_published_is_told_with_what_is() -> None:
    with pytest.raises(NoSuchThing, match="no vote, member, year or situation 'Atlantis'; write one of syria"):
        Contents(published(a_vote(situation=SYRIA))).folder_of("Atlantis")


@pytest.mark.parametrize(
    ("count", "leads"), [(3, lambda links: "#y2016" in links), (501, lambda links: "../years/2016/index.html" in links)]
)
def test_of_more_votes_than_a_page_holds_the_years_pages_tell(count: int, leads: Callable[[list[str]], bool]) -> None:
    page = read(Site(published(*several(count)), ("en",)), "en/votes/index.html")
    assert leads(list(page.links))
    assert len(page.all("ol.votes li")) == (count if count == 3 else 0)


def test_a_members_page_tells_so_many_ballots_that_do_not_count_and_how_many_more_there_are() -> None:
    page = read(Site(published(*several(103)), ("en",)), "en/members/NZL/index.html")
    assert len(page.all("tbody tr")) == 100
    assert "3 more stand in the data" in page.text("main")[0]
