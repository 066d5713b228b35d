"""The names of States as the press writes them, and lists of them. The "and" within a name is part of the name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from advocacybot.council.states import State, States
from advocacybot.sources.press.text import fold

_LANGUAGES = ("en", "fr")
_ALSO = {
    "ARE": ("UAE",),
    "CIV": ("Ivory Coast",),
    "COD": ("DR Congo", "Democratic Republic of Congo", "Zaire"),
    "COG": ("Republic of the Congo", "République du Congo"),
    "CPV": ("Cape Verde",),
    "CZE": ("Czech Republic",),
    "GBR": ("UK", "Great Britain", "Grande-Bretagne"),
    "KOR": ("South Korea", "Corée du Sud"),
    "LBY": ("Libyan Arab Jamahiriya", "Jamahiriya arabe libyenne"),
    "NLD": ("Kingdom of the Netherlands", "Royaume des Pays-Bas"),
    "RUS": ("Russia", "Russie", "Fédération russe", "Union of Soviet Socialist Republics"),
    "SWZ": ("Swaziland",),
    "TUR": ("Turkey", "Turquie"),
    "USA": ("USA",),
    "VNM": ("Vietnam",),
}
"""What newspapers, and the UN in earlier years, write beside the UN's names of today."""

_BETWEEN = re.compile(r"[ \n]?(?:[,;&/][ \n]?(?:(?:and|et)(?!\w))?|(?:and|et)(?!\w))[ \n]?")
_ARTICLES = r"the[ \n]|(?:de[ \n])?la[ \n]|(?:de[ \n])?l'|les?[ \n]|d'|du[ \n]|des?[ \n]"
_MARK = r"(?:[ \n]\((?:permanent members?|membres? permanents?)\))?"


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    code: str


class Names:
    """Finds the States' names in folded text.

    ``spelled``: every name, with its State's code. Where two States have the same, it is the later one's.
    """

    def __init__(self, spelled: tuple[tuple[str, str], ...]) -> None:
        self._codes = {_one_line(fold(name)): code for name, code in spelled}
        longest_first = sorted(self._codes, key=len, reverse=True)
        one = "|".join(re.escape(name).replace(r"\ ", r"[ \n]") for name in longest_first)
        self._one = re.compile(rf"(?<![\w-])(?:{_ARTICLES})?(?P<name>{one})(?![\w-])(?!'s){_MARK}")

    def mentions(self, folded: str) -> tuple[Mention, ...]:
        """Every State that is named, in order."""
        return tuple(self._mention(match) for match in self._one.finditer(folded))

    def listed(self, folded: str, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """The States that are listed from there on, no further than ``end``, and where the list ends: before any sign that
        belongs to no list."""
        found: list[Mention] = []
        place = start
        while match := self._one.match(folded, place, end):
            found.append(self._mention(match))
            between = _BETWEEN.match(folded, match.end(), end)
            if between is None:
                break
            place = between.end()
        return tuple(found), found[-1].end if found else start

    def _mention(self, match: re.Match[str]) -> Mention:
        return Mention(match.start(), match.end(), self._codes[_one_line(match["name"])])


def names_of(states: States) -> Names:
    """What finds those States. It takes a moment to prepare, so the last ones are kept."""
    return _prepared(tuple((name, state.code) for state in states.by_code.values() for name in _names(state)))


@lru_cache(maxsize=2)
def _prepared(spelled: tuple[tuple[str, str], ...]) -> Names:
    return Names(spelled)


def runs(mentions: tuple[Mention, ...], folded: str) -> Iterator[tuple[Mention, ...]]:
    """The mentions, those together that nothing but a comma or an *and* parts."""
    run: list[Mention] = []
    for mention in mentions:
        if run and not _BETWEEN.fullmatch(folded, run[-1].end, mention.start):
            yield tuple(run)
            run = []
        run.append(mention)
    if run:
        yield tuple(run)


def _names(state: State) -> Iterator[str]:
    for language in _LANGUAGES:
        yield from (state.name(language), state.short_name(language))
    yield from _ALSO.get(state.code, ())


def _one_line(name: str) -> str:
    return name.replace("\n", " ")
