"""Scenes as SVG."""

from xml.etree import ElementTree

import pytest

from advocacybot.pictures.drawing import draw
from advocacybot.pictures.shapes import Shape
from tests.pictures.facts import a_vote_card

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {SVG + name for name in ("svg", "title", "desc", "defs", "path", "rect", "g", "use")}


@pytest.fixture(scope="module")
def drawn() -> ElementTree.Element:
    return ElementTree.fromstring(draw(a_vote_card("ar"), Shape.LINK).svg())  # noqa: S314 – it is our own


def test_it_is_a_picture_with_a_title_and_all_that_it_says(drawn: ElementTree.Element) -> None:
    card = a_vote_card("ar")
    assert drawn.get("role") == "img"
    assert (drawn.get("width"), drawn.get("height"), drawn.get("viewBox")) == ("1200", "630", "0 0 1200 630")
    assert [drawn.findtext(SVG + name) for name in ("title", "desc")] == [card.verdict, card.alt]
    labels = (drawn.get("aria-labelledby") or "").split()
    assert labels == [element.get("id") for name in ("title", "desc") for element in drawn.iter(SVG + name)]


def test_it_says_its_language_and_direction(drawn: ElementTree.Element) -> None:
    assert (drawn.get("lang"), drawn.get("direction")) == ("ar", "rtl")
    english = draw(a_vote_card("en"), Shape.LINK).svg()
    assert b'lang="en" direction="ltr"' in english


def test_it_takes_nothing_from_elsewhere_and_runs_nothing(drawn: ElementTree.Element) -> None:
    assert {element.tag for element in drawn.iter()} == ALLOWED
    attributes = {(name, value) for element in drawn.iter() for name, value in element.items()}
    assert not any(name.startswith("on") or "://" in value for name, value in attributes)
    assert all(value.startswith("#") for name, value in attributes if name.endswith("href"))


def test_every_outline_that_is_used_is_there_once(drawn: ElementTree.Element) -> None:
    there = [element.get("id") for element in drawn.iter(SVG + "path")]
    used = {(element.get("href") or "")[1:] for element in drawn.iter(SVG + "use")}
    assert len(there) == len(set(there))
    assert used == set(there)


def test_a_control_character_in_what_it_says_does_not_break_it() -> None:
    file = draw(a_vote_card(alt="one\x00 two\x0b & <three>"), Shape.LINK).svg()
    assert ElementTree.fromstring(file).findtext(SVG + "desc") == "one two & <three>"  # noqa: S314 – it is our own
