"""Where pages stand, and how one leads to another."""

import pytest

from advocacybot.site.places import Place, slug

VOTE = "en/votes/S-2016-846/index.html"


@pytest.mark.parametrize(
    ("there", "link"),
    [
        (VOTE, "index.html"),
        ("en/votes/S-2016-846/card.svg", "card.svg"),
        ("en/votes/index.html", "../index.html"),
        ("en/index.html", "../../index.html"),
        ("fr/votes/S-2016-846/index.html", "../../../fr/votes/S-2016-846/index.html"),
        ("site.css", "../../../site.css"),
    ],
)
def test_a_link_leads_from_one_page_to_another_in_whatever_folder_they_lie(there: str, link: str) -> None:
    assert Place(VOTE, None).link(there) == link


def test_from_the_root_a_link_is_the_path() -> None:
    assert Place("index.html", None).link(VOTE) == VOTE


@pytest.mark.parametrize(("there", "link"), [(VOTE, "./"), ("en/index.html", "../../"), ("en/feed.atom", "../../feed.atom")])
def test_for_a_server_a_folder_is_link_enough(there: str, link: str) -> None:
    assert Place(VOTE, None, index="").link(there) == link


def test_what_an_address_cannot_hold_is_written_as_it_can() -> None:
    there = 'en/situations/سوريا "x"/index.html'
    assert Place("index.html", None).link(there) == "en/situations/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7%20%22x%22/index.html"
    assert (
        Place(there, "https://example.org").permanent
        == "https://example.org/en/situations/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7%20%22x%22/"
    )


def test_a_page_has_an_address_of_its_own_where_the_sites_is_known() -> None:
    assert Place(VOTE, "https://example.org/scorecard").permanent == "https://example.org/scorecard/en/votes/S-2016-846/"
    assert Place(VOTE, None).permanent is None


def test_the_same_page_in_another_language() -> None:
    assert Place(VOTE, None).in_language("zh") == "zh/votes/S-2016-846/index.html"


@pytest.mark.parametrize(
    ("situation", "told"),
    [
        ({"en": "Syria", "fr": "Syrie"}, "syria"),
        ({"en": "Palestine/Israel"}, "palestine-israel"),
        ({"en": "Côte d'Ivoire"}, "cote-d-ivoire"),
        ({"en": "../../etc/passwd"}, "etc-passwd"),
        ({"ar": "سوريا"}, "سوريا"),
        ({"en": "..."}, "situation"),
    ],
)
def test_a_situation_in_an_address_goes_by_its_english_name(situation: dict[str, str], told: str) -> None:
    assert slug(situation) == told
