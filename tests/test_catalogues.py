"""Every catalogue: nothing that its part of the house says is forgotten, and nothing is said that it does not mean."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from jinja2 import Environment

from tests.catalogues import Domain, forms, holes, ids, messages
from tests.visible import Visible
from tests.web.catalogues import ROOM
from tests.wording import catalogues
from tests.wording.catalogues import SCORECARD

EVERY_CATALOGUE = [(domain, language) for domain in (ROOM, SCORECARD) for language in domain.languages]
every_catalogue = pytest.mark.parametrize(
    ("domain", "language"), EVERY_CATALOGUE, ids=[f"{domain.name}-{language}" for domain, language in EVERY_CATALOGUE]
)


@cache
def said(domain: Domain) -> dict[tuple[object, str | None], object]:
    """What is said, with its plural where it has one. A string is one message, with or without a plural."""
    found: dict[tuple[object, str | None], object] = {}
    for _place, words, context in domain.said():
        key = (words if isinstance(words, str) else words[0], context)
        found[key] = words if not isinstance(words, str) else found.get(key, words)
    return found


@every_catalogue
def test_the_catalogue_says_what_its_part_of_the_house_says_and_nothing_else(domain: Domain, language: str) -> None:
    there = {
        (one.id[0] if one.pluralizable else one.id, one.context): tuple(one.id) if one.pluralizable else one.id
        for one in messages(domain.read(language))
    }
    assert there == said(domain), "draw the catalogues anew with `make words`, and translate what is missing"


@every_catalogue
def test_every_string_is_translated_with_each_plural_of_the_language_and_what_it_leaves_open(
    domain: Domain, language: str
) -> None:
    catalogue = domain.read(language)
    for one in messages(catalogue):
        assert all(forms(one)), one.id
        assert len(forms(one)) == (catalogue.num_plurals if one.pluralizable else 1), one.id
        assert not one.fuzzy, one.id
        assert {str(holes(words)) for words in forms(one)} <= {str(holes(words)) for words in ids(one)}, one.id


def test_the_plurals_are_those_of_the_languages() -> None:
    assert {language: SCORECARD.read(language).num_plurals for language in SCORECARD.languages} == {
        "ar": 6,
        "es": 2,
        "fr": 2,
        "ru": 3,
        "zh": 1,
    }


@every_catalogue
def test_what_is_compiled_is_what_is_written(domain: Domain, language: str) -> None:
    with domain.path(language).open("rb") as text, domain.path(language, "mo").open("rb") as compiled:
        written, made = read_po(text, locale=language), read_mo(compiled)
    assert by_singular(made) == by_singular(written)


def by_singular(catalogue: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    """What stands for each string. A compiled catalogue knows a plural by its singular alone, and a context by its bytes."""
    return {(ids(one)[0], as_words(one.context)): forms(one) for one in messages(catalogue)}


def as_words(context: object) -> str:
    return context.decode() if isinstance(context, bytes) else str(context)


# ── cards and public pages ──────────────────────────────────────────────────────────────────────────────────────────

LATIN_EVERYWHERE = re.compile(r"\b(JSON|CSV|Atom|iCalendar|PNG|SVG)\b", re.ASCII)
"""What stands in Latin letters within every script."""


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_a_translation_into_another_script_holds_no_english(language: str) -> None:
    said_so = [
        re.sub(r"%\(\w+\)s|<[^>]*>|https?://\S+", "", words) for one in messages(SCORECARD.read(language)) for words in forms(one)
    ]
    assert [words for words in said_so if re.search("[A-Za-z]{2}", LATIN_EVERYWHERE.sub("", words))] == []


@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_translation_is_no_copy(language: str) -> None:
    """But for words that French writes as English does."""
    same = {words for one in messages(SCORECARD.read(language)) for words in forms(one) if words in ids(one)}
    assert {words for words in same if re.search(r"[A-Za-z]{2}.* .*[A-Za-z]{2}", re.sub(r"%\(\w+\)s", "", words))} <= {
        "scores (CSV)"
    }


def handed_on(file: Path) -> Iterator[str]:
    """Where ``gettext`` or its kin are not called but given another name, by the name."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute) and node.value.attr.endswith("gettext"):
            yield ast.unparse(node.targets[0])


def test_no_other_name_for_gettext_hides_words_from_the_catalogue() -> None:
    named = {name for file in catalogues.code() for name in handed_on(file)}
    assert named <= set(catalogues.ALIASES)


def in_no_call(file: Path) -> Iterator[str]:
    """The template's own words that no translation holds."""
    left, inside = [], False
    for _line, kind, words in Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).lex(file.read_text()):  # noqa: S701
        inside = words in ("trans", "pluralize") if kind == "name" and words in ("trans", "pluralize", "endtrans") else inside
        if not inside:
            left.append(words if kind == "data" else " ¤ ")
    page = Visible()
    page.feed(re.sub(r"(?s)<textarea.*?</textarea>", "", "".join(left)))  # code to be copied
    return (words.strip() for words in page.words if re.search(r"[^\W\d_]{2}", words))


SAME_EVERYWHERE = {"JSON"}
"""What a page says alike in every language."""


@pytest.mark.parametrize("file", catalogues.templates(), ids=lambda file: file.name)
def test_no_visible_word_of_a_page_stands_outside_of_its_translation(file: Path) -> None:
    assert set(in_no_call(file)) - SAME_EVERYWHERE == set()
