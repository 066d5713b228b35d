"""The symbols of drafts and resolutions that a text names, and which of them stand beside a vote."""

import re
from dataclasses import dataclass
from itertools import chain

from advocacybot.sources.press.text import Text
from advocacybot.sources.press.told import Told

_DRAFT = re.compile(r"(?<![\w/-])s/(\d{4})/(\d{1,4})(?:/(rev|corr|amend)\.(\d{1,2}))?(?![\w/])")
_RESOLUTION = re.compile(r"(?<![\w/])(?:s/res/|(?:resolutions? ))(\d{1,5})[ \n]?\((\d{4})\)")


@dataclass(frozen=True)
class Named:
    """A symbol as the calendar writes it, and the number of the sentence that names it."""

    symbol: str
    sentence: int


def all_named(text: Text) -> list[Named]:
    """Every symbol, in order: drafts (S/2016/846) and resolutions (S/RES/2118(2013))."""
    found = chain(_DRAFT.finditer(text.folded), _RESOLUTION.finditer(text.folded))
    return [Named(_symbol(match), text.sentence_at(match.start())) for match in sorted(found, key=lambda match: match.start())]


def near(found: list[Told], named: list[Named]) -> list[tuple[str, ...]]:
    """For each vote the symbols in its own sentences; where they have none, in the sentences before and after, unless another
    vote stands there."""
    by_sentence: dict[int, list[str]] = {}
    for name in named:
        by_sentence.setdefault(name.sentence, []).append(name.symbol)
    taken = {number for one in found for number in one.sentences}
    return [_near(one, by_sentence, taken) for one in found]


def _near(one: Told, by_sentence: dict[int, list[str]], taken: set[int]) -> tuple[str, ...]:
    own = [symbol for number in one.sentences for symbol in by_sentence.get(number, ())]
    beside = {one.sentences.start - 1, one.sentences.stop} - taken
    return tuple(dict.fromkeys(own or [symbol for number in sorted(beside) for symbol in by_sentence.get(number, ())]))


def _symbol(match: re.Match[str]) -> str:
    if match.re is _RESOLUTION:
        return f"S/RES/{match[1]}({match[2]})"
    return f"S/{match[1]}/{match[2]}" + (f"/{match[3].capitalize()}.{match[4]}" if match[3] else "")
