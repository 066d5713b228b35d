"""A text twice as long takes twice the steps to read, whatever it says: by how the patterns are made, and by counting."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from advocacybot.errors import BadInput
from advocacybot.sources import press
from advocacybot.sources.press.names import names_of
from tests.config.shipped import the_shipped_files
from tests.sources.press_cases import ALEPPO

parser: Any = importlib.import_module("re._parser")
ENDLESS = parser.MAXREPEAT
FARTHEST = 1_000
"""Signs that any pattern may look at from where it begins."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the reader holds, and that of the States' names."""
    for module in pkgutil.iter_modules(press.__path__, f"{press.__name__}."):
        held = vars(importlib.import_module(module.name)).items()
        yield from ((f"{module.name}.{name}", value) for name, value in held if isinstance(value, re.Pattern))
    finder = names_of(the_shipped_files().reference.states)
    yield from ((name, value) for name, value in vars(finder).items() if isinstance(value, re.Pattern))


def repeats(tree: Any) -> Iterator[int]:
    """The most times that each repeated part of a parsed pattern may stand."""
    if isinstance(tree, parser.SubPattern | list):
        for part in tree:
            yield from repeats(part)
    elif isinstance(tree, tuple):
        if tree and str(tree[0]) in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield int(tree[1][1])
        for part in tree:
            yield from repeats(part)


def test_there_are_patterns_and_a_boundless_one_would_be_seen() -> None:
    assert len(list(patterns())) > 20
    assert list(repeats(parser.parse(r"a(?:b(?=x\w*)|c{2,5}?)"))) == [ENDLESS, 5]
    assert max(repeats(parser.parse("(?=(?:ab)+)"))) == ENDLESS


@pytest.mark.parametrize("pattern", [pattern for _, pattern in patterns()], ids=[name for name, _ in patterns()])
def test_no_pattern_looks_further_than_a_fixed_number_of_signs(pattern: re.Pattern[str]) -> None:
    """So from any place it takes no more than a fixed number of steps, and there are as many places as the text has signs."""
    tree = parser.parse(pattern.pattern)
    assert ENDLESS not in set(repeats(tree))
    assert tree.getwidth()[1] < FARTHEST


PIECES = (
    "1 against. ",
    "1 against (1 against (",
    "11 in favour (China, ",
    "11 votes to 3 ",
    "adopted a ",
    "adopteadopte",
    "unanimously ",
    "in favour: China ",
    "China abstaining, ",
    "la Chine et la Chine s’abstenant, ",
    "China and ",
    "avec l’abstention de la Chine ",
    "if not ",
    "S/2016/846 1 against ",
    "resolution 2328 (2016) ",
    "amendment. ",
    "\n",
    "\n\u00a0",
    "“1 in favour “",
    " ",
    "needneed",
    "vote contre : ",
)


def steps(text: str) -> int:
    """Calls, of our functions and of those in C, and steps of generators, that reading the text takes."""
    counted = 0
    reference = the_shipped_files().reference
    members = reference.council.members_on(ALEPPO)

    def count(_frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal counted
        counted += 1

    press.read("", members, reference.states)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        press.read(text, members, reference.states)
    except BadInput:
        pass
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("times", [25, 150], ids=["with as many votes as are read", "with more"])
@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_takes_twice_the_steps(piece: str, times: int) -> None:
    few, twice, again = (steps(piece * many) for many in (times, 2 * times, 4 * times))
    assert again - twice <= 2.2 * max(twice - few, 500)
