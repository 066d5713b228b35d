"""What an item of a feed may be about: words that are configured, found in it, with the passage in which they stand.

A hint is a suggestion to people and nothing else. It does not know whether *a vote* was held, asked for, put off or denied, and
nothing acts on it.
"""

import datetime as dt
import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Literal

from advocacybot.campaign.feeds import Feeds, Words
from advocacybot.campaign.warnings import Crime

LONGEST_SENTENCE = 300
_MOST_SYMBOLS = 20

Part = Literal["title", "text"]


@dataclass(frozen=True)
class Item:
    """An item of a feed, as plain text.

    ``id``: what tells it from the others of its feed. ``document``: the number of the document that its address is of, such as
    ``SC/16444`` or ``S/2026/900``. ``published``: when, or else when it was last changed, in UTC; nothing where its feed does not
    say so. ``language``: where the feed says one.
    """

    id: str
    title: str
    address: str | None
    published: dt.datetime | None
    text: str
    language: str | None = None
    document: str | None = None

    @property
    def key(self) -> str:
        """By which the same news is known again, at another address or in another feed."""
        return self.document or self.id


class HintKind(StrEnum):
    """What words may mean."""

    VOTE_AHEAD = "vote ahead"
    OUTCOME = "outcome"
    ATROCITY_WARNING = "atrocity warning"


@dataclass(frozen=True)
class Hint:
    """Why an item may be worth a look.

    ``part``, ``start`` and ``end``: where ``passage`` stands in the item. ``sentence``: what is around it, on one line.
    ``language``: that of the words. ``symbols`` and ``situations``: what the item names anywhere, in order.
    """

    kind: HintKind
    item: Item
    part: Part
    start: int
    end: int
    passage: str
    sentence: str
    language: str
    symbols: tuple[str, ...]
    situations: tuple[str, ...]


def hints(item: Item, feeds: Feeds) -> tuple[Hint, ...]:
    """At most one hint of each kind: the first passage, in the title before the text.

    The words are those of the item's language; all languages are tried where it says none.
    """
    languages = [item.language] if item.language else sorted(feeds.words)
    parts: tuple[tuple[Part, _Folded], ...] = (("title", _Folded(item.title)), ("text", _Folded(item.text)))
    found = list(_found(languages, feeds.words, parts))
    if not found:
        return ()
    symbols, situations = symbols_in(f"{item.title}\n{item.text}"), _situations(parts, feeds.situations)
    return tuple(
        Hint(
            kind=kind,
            item=item,
            part=part,
            start=start,
            end=end,
            passage=" ".join(words.text[start:end].split()),
            sentence=_sentence(words.text, start, end),
            language=language,
            symbols=symbols,
            situations=situations,
        )
        for kind, language, part, words, (start, end) in found
    )


_SYMBOL = re.compile(
    r"(?<![\w/-])S/(?:(?P<draft>\d{4}/\d{1,4}(?:/(?:Rev|Corr|Amend)\.\d{1,2})?)"
    r"|RES/(?P<number>\d{1,5}) ?\((?P<year>\d{4})\))(?![\w/])"
)


def symbols_in(text: str) -> tuple[str, ...]:
    """The symbols of drafts and resolutions that it names, as the calendar writes them, each once, in order."""
    named = (f"S/{one['draft']}" if one["draft"] else f"S/RES/{one['number']}({one['year']})" for one in _SYMBOL.finditer(text))
    return tuple(dict.fromkeys(named))[:_MOST_SYMBOLS]


_CRIMES: Mapping[Crime, tuple[str, ...]] = {
    Crime.GENOCIDE: ("genocide", "genocides", "génocide", "génocides", "genocidio", "genocidios"),
    Crime.CRIMES_AGAINST_HUMANITY: (
        "crime against humanity",
        "crimes against humanity",
        "crime contre l'humanité",
        "crimes contre l'humanité",
        "crimen de lesa humanidad",
        "crímenes de lesa humanidad",
        "crimen contra la humanidad",
        "crímenes contra la humanidad",
    ),
    Crime.WAR_CRIMES: (
        "war crime",
        "war crimes",
        "crime de guerre",
        "crimes de guerre",
        "crimen de guerra",
        "crímenes de guerra",
    ),
}


def crimes_in(text: str) -> tuple[Crime, ...]:
    """The crimes that it names, in English, French or Spanish."""
    folded = _Folded(text).folded
    return tuple(crime for crime, names in _CRIMES.items() if _pattern(names).search(folded))


# ── words found ─────────────────────────────────────────────────────────────────────────────────────────────────────

_SAME = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("‐‑−", "-") | dict.fromkeys("–—―", " "))
_LEFT_OUT = {"Mn", "Cf", "Cc"}


@lru_cache(maxsize=4096)
def _fold(sign: str) -> str:
    """A sign without case, accent or curl; nothing for one that is not seen."""
    if sign.isspace():
        return " "
    bare = (one for one in unicodedata.normalize("NFKD", sign.translate(_SAME)) if unicodedata.category(one) not in _LEFT_OUT)
    return "".join(bare).casefold()


@dataclass(frozen=True)
class _Folded:
    """A text, and the same without case, accents and curls."""

    text: str

    @cached_property
    def _both(self) -> tuple[str, "array[int]"]:
        """The folded text, and for each of its signs the place in the text; one place more for the end."""
        signs: list[str] = []
        places: array[int] = array("L")
        after_space = True
        for place, sign in enumerate(self.text):
            for one in _fold(sign):
                if one == " " and after_space:
                    continue
                after_space = one == " "
                signs.append(one)
                places.append(place)
        places.append(len(self.text))
        return "".join(signs), places

    @property
    def folded(self) -> str:
        return self._both[0]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text those signs of the folded one stand, with the accents that belong to the last of them."""
        places = self._both[1]
        return places[start], max(places[end], places[end - 1] + 1)


@lru_cache(maxsize=1024)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words: not within a word, nor as a part of one that is joined by hyphens."""
    folded = sorted({_Folded(phrase).folded.strip() for phrase in phrases} - {""}, key=lambda one: (-len(one), one))
    any_of = "|".join(map(re.escape, folded)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{any_of})(?!\w)(?!-\w)")


def _by_kind(words: Words) -> Iterator[tuple[HintKind, tuple[str, ...]]]:
    yield HintKind.VOTE_AHEAD, words.vote_ahead
    yield HintKind.OUTCOME, words.outcome
    yield HintKind.ATROCITY_WARNING, words.atrocity_warning


_Found = tuple[HintKind, str, Part, _Folded, tuple[int, int]]


def _found(languages: list[str], words: Mapping[str, Words], parts: tuple[tuple[Part, _Folded], ...]) -> Iterator[_Found]:
    """The first passage of each kind."""
    seen: set[HintKind] = set()
    for language in (one for one in languages if one in words):
        for kind, phrases in _by_kind(words[language]):
            first = _first(phrases, parts) if phrases and kind not in seen else None
            if first:
                seen.add(kind)
                yield kind, language, *first


def _first(phrases: tuple[str, ...], parts: tuple[tuple[Part, _Folded], ...]) -> tuple[Part, _Folded, tuple[int, int]] | None:
    for part, words in parts:
        match = _pattern(phrases).search(words.folded)
        if match:
            return part, words, words.place(*match.span())
    return None


def _situations(parts: tuple[tuple[Part, _Folded], ...], situations: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All situations that are named, in order. All words are looked for at once, so *South Sudan* is not *Sudan*."""
    meant: dict[str, list[str]] = {}
    for name, phrases in situations.items():
        for phrase in phrases:
            meant.setdefault(_Folded(phrase).folded.strip(), []).append(name)
    pattern = _pattern(tuple(meant))
    words = (one[0] for _, part in parts for one in pattern.finditer(part.folded))
    return tuple(dict.fromkeys(name for one in words for name in meant[one]))


# ── what is around them ─────────────────────────────────────────────────────────────────────────────────────────────

_ENDS = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|\n")


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a passage, on one line; cut off with an ellipsis where it is too long, but never within the passage."""
    reach = LONGEST_SENTENCE * 2
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    begins = max((one.end() for one in _ENDS.finditer(before)), default=0)
    stops = next((one.start() for one in _ENDS.finditer(after)), len(after))
    head, passage, tail = (" ".join(piece.split()) for piece in (before[begins:], text[start:end], after[:stops]))
    head = f"{head} " if head and text[start - 1].isspace() else head
    tail = f" {tail}" if tail and text[end].isspace() else tail
    room = max(LONGEST_SENTENCE - len(passage), 0)
    behind = min(len(tail), max(room - len(head), room // 2))
    ahead = min(len(head), room - behind)
    return _from_end(head, ahead) + passage[:LONGEST_SENTENCE] + _from_start(tail, behind)


def _from_start(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: max(length - 1, 0)]}…"[:length]


def _from_end(text: str, length: int) -> str:
    return text if len(text) <= length else f"…{text[len(text) - max(length - 1, 0) :]}"[:length]
