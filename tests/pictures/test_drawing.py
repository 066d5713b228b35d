"""Cards drawn: of every kind, in every shape, language and theme."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import product

import pytest
from PIL import Image

from advocacybot.council.outcomes import Ballot
from advocacybot.pictures.drawing import Drawing, draw
from advocacybot.pictures.marks import sign_of
from advocacybot.pictures.scene import Scene, SetText
from advocacybot.pictures.setting import ELLIPSIS
from advocacybot.pictures.shapes import SIZES, Shape, Theme
from advocacybot.wording.cards import Card, Column, Mark, Text
from advocacybot.wording.phrases import LANGUAGES
from tests.pictures.facts import (
    a_growth_card,
    a_record_card,
    a_scores_card,
    a_vote_card,
    longest_names,
    words,
    worst_cards,
)
from tests.pictures.places import check_places

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_shape = pytest.mark.parametrize("shape", Shape)

ELSEWHERE = product((Shape.X, Shape.MASTODON), ("ar", "fr", "zh"))
"""The two shapes between the flattest and the tallest, in the languages with the largest leading, long names, and no spaces."""


def every_kind(language: str = "en") -> Iterator[Card]:
    yield from (a_vote_card(language), a_record_card(language), a_scores_card(language), a_growth_card(language))


def told(drawing: Drawing) -> list[str]:
    return [text.words for text in drawing.scene.texts]


# ── text stays in its place ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("shape", "language"), [*product((Shape.LINK, Shape.BLUESKY), LANGUAGES), *ELSEWHERE])
def test_no_text_leaves_its_box_nor_lies_on_another_or_on_a_bar(shape: Shape, language: str) -> None:
    for card in worst_cards(language):
        check_places(draw(card, shape).scene, type(card).__name__)


@every_language
@pytest.mark.parametrize("shape", [Shape.LINK, Shape.BLUESKY])
def test_no_member_is_left_out_and_no_name_is_cut(language: str, shape: Shape) -> None:
    names = longest_names(language)
    for parts in ((15, 0, 0), (5, 4, 3, 3)):
        shown = told(draw(a_vote_card(language, parts), shape))
        assert sorted(name for name in names if name in shown) == sorted(names)
    assert names[0] in told(draw(a_record_card(language), shape))


@every_shape
def test_of_a_long_subject_as_much_is_shown_as_has_room(shape: Shape) -> None:
    (shown,) = (one for one in told(draw(a_vote_card(subject=Text(words("en", 900), "en")), shape)) if one.endswith(ELLIPSIS))
    assert len(shown) > 40
    assert words("en", 900).startswith(shown.rstrip(ELLIPSIS))


def test_lines_without_room_are_counted() -> None:
    shown = told(draw(a_record_card(lines=12), Shape.X))
    (left_out,) = (one for one in shown if one.startswith("+ "))
    assert sum(one == "2016-10-08" for one in shown) + int(left_out[2:]) == 12


def test_a_record_explains_the_marks_that_are_seen_and_no_others() -> None:
    card = a_record_card(lines=12, counts=())
    said = {entry.mark: entry.words for entry in card.legend}
    kept, vetoed, _, not_known = card.lines[:4]
    for lines, explained in (((kept,), set()), ((kept, vetoed), {Mark.VETO}), ((kept, not_known), {Mark.NOT_KNOWN})):
        shown = told(draw(replace(card, lines=lines), Shape.LINK))
        assert {mark for mark, words in said.items() if words in shown} == explained


def test_rows_without_room_are_counted() -> None:
    card = a_scores_card(rows=60)
    shown = told(draw(card, Shape.BLUESKY))
    (left_out,) = (one for one in shown if one.startswith("+ "))
    names = [row.name for row in card.rows]
    rows = [name for name in names if name in shown]
    assert rows == names[: 60 - int(left_out[2:])]


# ── what a picture says ─────────────────────────────────────────────────────────────────────────────────────────────


@every_shape
def test_a_vote_shows_its_verdict_its_rule_its_numbers_and_what_must_be_said_with_it(shape: Shape) -> None:
    card = a_vote_card(parts=(11, 2, 2), notes=("Preliminary", "Not assessed"), verdict="Vetoed: Russian Federation")
    shown = told(draw(card, shape))
    assert {"Vetoed: Russian Federation", card.rule, "Preliminary", "Not assessed", card.source, card.campaign} <= set(shown)
    assert [one for one in shown if one.isdigit()] == ["11", "2", "2"]
    assert {entry.words for entry in card.legend} <= set(shown)


@every_language
def test_the_names_are_readable_on_a_phone(language: str) -> None:
    """At least 7½ of a phone's pixels where it shows the card 360 of them wide, and the names are no longer than usual."""
    usual = sorted(longest_names(language, 250), key=len)[60:75]
    columns = with_names(a_vote_card(language).columns, usual)
    for shape in Shape:
        scene = draw(a_vote_card(language, columns=columns, legend=a_vote_card().legend[:2]), shape).scene
        sizes = [text.size for text in scene.texts if text.words in usual]
        assert len(sizes) == 15
        assert min(sizes) * 360 / scene.width >= 7.5


def with_names(columns: tuple[Column, ...], names: list[str]) -> tuple[Column, ...]:
    """Those columns with other members, each with one mark at most."""
    left = iter(names)
    return tuple(
        replace(column, members=tuple(replace(one, name=next(left), marks=one.marks[:1]) for one in column.members))
        for column in columns
    )


def test_a_veto_is_drawn_as_no_other_vote_against() -> None:
    vetoed = a_vote_card()
    plain = [replace(column, members=tuple(replace(one, marks=()) for one in column.members)) for column in vetoed.columns]
    shown = told(draw(vetoed, Shape.X))
    assert shown.count(sign_of(Mark.VETO)) == 5  # above the column, beside the names, in the legend
    assert sign_of(Ballot.AGAINST) not in shown
    shown = told(draw(replace(vetoed, columns=tuple(plain), legend=()), Shape.X))
    assert sign_of(Mark.VETO) not in shown
    assert shown.count(sign_of(Ballot.AGAINST)) == 2


def test_in_arabic_everything_is_seen_from_the_right() -> None:
    columns = with_names(a_vote_card().columns, [*"ABCDEFGHIJKLMNO"])
    arabic, english = (draw(a_vote_card(language, columns=columns), Shape.X).scene for language in ("ar", "en"))
    assert [text.words for text in across(arabic, "11", "A", "N")] == ["N", "11", "A"]
    assert [text.words for text in across(english, "11", "A", "N")] == ["11", "A", "N"]
    assert arabic.right_to_left
    assert not english.right_to_left


def across(scene: Scene, *words: str) -> list[SetText]:
    """Those texts from left to right."""
    return sorted((text for text in scene.texts if text.words in words), key=lambda text: text.inked.x)


@every_language
def test_growth_is_told_beside_its_lines_with_the_mark(language: str) -> None:
    card = a_growth_card(language)
    shown = told(draw(card, Shape.MASTODON))
    assert {"0", "129", "193", card.mark_in_words} <= set(shown)
    assert sum(one.endswith(card.series[0].latest) for one in shown) == 3


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@every_shape
def test_the_picture_has_the_size_of_its_shape_and_is_small(shape: Shape) -> None:
    for card in every_kind():
        drawing = draw(card, shape, Theme.DARK)
        file = drawing.png()
        with Image.open(BytesIO(file)) as picture:
            picture.load()
            assert picture.size == SIZES[shape] == (drawing.width, drawing.height)
            assert picture.format == "PNG"
        assert len(file) < 200_000
        assert drawing.alt == card.alt


IN_A_FRESH_PROCESS = """
import hashlib
from advocacybot.pictures.drawing import draw
from advocacybot.pictures.shapes import Shape
from tests.pictures.test_drawing import every_kind
for card in every_kind("ar"):
    drawing = draw(card, Shape.X)
    print(hashlib.sha256(drawing.svg() + drawing.png()).hexdigest())
"""


def test_the_same_facts_are_the_same_bytes_in_any_process() -> None:
    here = [draw(card, Shape.X) for card in every_kind("ar")]
    hashes = [hashlib.sha256(drawing.svg() + drawing.png()).hexdigest() for drawing in here]
    asked = [sys.executable, "-c", IN_A_FRESH_PROCESS]
    there = subprocess.run(asked, env={"PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=True)
    assert there.stdout.split() == hashes


def test_the_themes_differ() -> None:
    card = a_vote_card()
    assert draw(card, Shape.X, Theme.LIGHT).png() != draw(card, Shape.X, Theme.DARK).png()


def test_a_card_of_no_known_kind_is_an_error() -> None:
    with pytest.raises(TypeError, match="Card"):
        draw(Card(language="en", campaign="", notes=(), source="", alt=""), Shape.X)
