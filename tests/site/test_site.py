"""The pages as a whole: valid, without a dead end, and the same wherever they lie."""

from collections import Counter
from functools import cache

import pytest

from advocacybot.errors import BadInput, NoSuchThing
from advocacybot.site.site import Site
from advocacybot.wording.phrases import LANGUAGES, RIGHT_TO_LEFT
from tests.factories import an_assessed_vote
from tests.site.publications import ALEPPO, a_vote, published
from tests.site.reading import Read, every_page, read

ADDRESS = "https://example.org/scorecard"
VOTE = "votes/S-2016-846/index.html"


@cache
def the_site() -> Site:
    """An assessed vote, one that nobody assessed, and one ahead."""
    ahead = (an_assessed_vote("S/2026/999"),)
    return Site(published(a_vote(), a_vote("S/2012/77", assessed=False), ahead=ahead, address=ADDRESS))


@cache
def the_pages() -> tuple[Read, ...]:
    """Every page of it, as a strict reader has it."""
    return tuple(every_page(the_site()))


def pages_in(language: str) -> list[Read]:
    return [page for page in the_pages() if page.path.startswith(f"{language}/")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_valid_html_with_one_heading_and_ids_of_its_own(language: str) -> None:
    for page in pages_in(language):
        assert page.tree.errors == []
        assert len(page.all("h1")) == 1, page.path
        assert [one for one, count in Counter(one["id"] for one in page.all("[id]")).items() if count > 1] == [], page.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_its_language_and_its_direction(language: str) -> None:
    for page in pages_in(language):
        (html,) = page.all("html")
        assert (html["lang"], html["dir"]) == (language, "rtl" if language in RIGHT_TO_LEFT else "ltr")


def test_every_link_leads_to_a_page_that_is_there() -> None:
    there = set(the_site().paths())
    for page in the_pages():
        assert set(page.within) <= there, page.path


def test_every_fragment_leads_to_an_id_of_its_page() -> None:
    for page in the_pages():
        ids = {one["id"] for one in page.all("[id]")}
        assert {link[1:] for link in page.links if link.startswith("#")} <= ids, page.path


def test_every_path_is_named_once_and_stands() -> None:
    paths = list(the_site().paths())
    assert [path for path, count in Counter(paths).items() if count > 1] == []
    assert all(the_site().page(path).content for path in paths if not path.endswith((".png", ".svg")))


def test_pictures_lie_beside_what_has_a_card() -> None:
    assert the_site().page("en/votes/S-2016-846/card.svg").media_type == "image/svg+xml"
    assert the_site().page("en/votes/S-2016-846/card.png").content.startswith(b"\x89PNG")
    assert the_site().page("en/votes/S-2016-846/card.svg") != the_site().page("en/votes/S-2016-846/card-dark.svg")


def test_no_page_loads_anything_from_elsewhere_or_runs_a_script() -> None:
    for page in the_pages():
        assert page.all("script") == []
        assert [name for one in page.all("*") for name in one if name.startswith("on") or name == "style"] == []
        loaded = [one["src"] for one in page.all("img")] + [one["href"] for one in page.all("link[rel=stylesheet]")]
        assert [link for link in loaded if "//" in link] == []


def test_a_page_tells_others_what_to_show_of_it() -> None:
    page = read(the_site(), f"fr/{VOTE}")
    told = {one["property"]: one["content"] for one in page.all("meta[property]")}
    assert told["og:url"] == f"{ADDRESS}/fr/votes/S-2016-846/"
    assert told["og:image"] == f"{ADDRESS}/fr/votes/S-2016-846/card.png"
    assert "S/2016/846" in told["og:title"]
    assert told["og:image:alt"]
    assert [one["href"] for one in page.all("link[rel=canonical]")] == [f"{ADDRESS}/fr/votes/S-2016-846/"]
    assert {one["hreflang"] for one in page.all("link[hreflang]")} == {*LANGUAGES, "x-default"}


def test_every_picture_that_others_are_to_show_is_there() -> None:
    there, shown = set(the_site().paths()), 0
    for page in the_pages():
        for image in page.all("meta[property='og:image']"):
            assert image["content"].removeprefix(f"{ADDRESS}/") in there, page.path
            shown += 1
    assert shown > len(LANGUAGES)


def test_where_the_address_is_not_known_nothing_absolute_is_said_of_the_site() -> None:
    page = read(Site(published(a_vote())), f"en/{VOTE}")
    assert page.all("link[rel=canonical]") == page.all("textarea") == []
    assert [link for link in page.links if "example.org" in link] == []


def test_the_page_to_embed_leads_to_the_vote_and_says_nothing_else() -> None:
    page = read(the_site(), "en/votes/S-2016-846/embed/index.html")
    assert [one["href"] for one in page.all("a")] == ["../index.html"]
    assert page.all("header") == page.all("nav") == []
    (snippet,) = read(the_site(), f"en/{VOTE}").text("textarea")
    assert f'src="{ADDRESS}/en/votes/S-2016-846/embed/"' in snippet


def test_a_server_needs_no_index_in_its_links() -> None:
    site = Site(published(a_vote()), ("en",), index="")
    assert [link for page in every_page(site) for link in page.links if "index.html" in link] == []
    assert site.page("en/votes/S-2016-846/") == site.page(f"en/{VOTE}")


def test_in_one_language_no_page_leads_to_another() -> None:
    site = Site(published(a_vote()), ("fr",))
    there = set(site.paths())
    assert all(set(page.within) <= there for page in every_page(site))
    assert {path.partition("/")[0] for path in there} == {
        "fr", "data", "index.html", "site.css", "mark.svg", "calendar.ics",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["en", "xx/", "en/votes/S-2016-847/", "en/../index.html", "en/votes/S-2016-846/embed/card.svg", "data/"]
)
def test_what_is_not_published_is_no_page(path: str) -> None:
    with pytest.raises(NoSuchThing):
        the_site().page(path)


@pytest.mark.parametrize(
    ("path", "language", "home"), [("ar/votes/x/", "ar", "../../../ar/index.html"), ("x", "en", "en/index.html")]
)
def test_from_where_nothing_stands_there_is_a_way_back(path: str, language: str, home: str) -> None:
    page = Read(path, the_site().missing(path).content.decode())
    assert page.all("html")[0]["lang"] == language
    assert home in page.links


@pytest.mark.parametrize(
    ("what", "said"), [(ALEPPO, "S/2016/846"), ("esp", "Spain"), ("2016", "2016"), ("siria", "Syria"), ("syria", "Syria")]
)
def test_a_card_is_found_by_what_it_is_about(what: str, said: str) -> None:
    assert said in the_site().card(what, "en").alt


def test_what_nobody_assessed_has_no_scores_to_draw() -> None:
    with pytest.raises(BadInput, match="none was assessed"):
        the_site().card("2012", "en")
    with pytest.raises(NoSuchThing):
        the_site().card("Atlantis", "en")
