"""The patterns by which votes are found, made of what every language says of them; all over folded letters."""

import re
from collections.abc import Iterable, Mapping

from advocacybot.council.outcomes import Ballot
from advocacybot.sources.press.english import ENGLISH
from advocacybot.sources.press.french import FRENCH
from advocacybot.sources.press.tongue import Tongue, Words

TONGUES: tuple[Tongue, ...] = (ENGLISH, FRENCH)
"""They are looked for together: no phrase of one means something else in another, and a text may quote in another language."""

NUMBERS: Mapping[str, int] = {word: number for tongue in TONGUES for word, number in tongue.numbers.items()}


def number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def ballot(match: re.Match[str]) -> Ballot:
    """The ballot that a match of :func:`_any_of` is about."""
    return next(one for one in Ballot if match.groupdict().get(one.name) is not None)


def _any_of(*kinds: Words) -> str:
    """One group for each ballot, with what every language says of it."""
    said = {one: "|".join(words[one] for words in kinds if one in words) for one in Ballot}
    return "|".join(f"(?P<{one.name}>{words})" for one, words in said.items() if words)


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _whole(words: Iterable[str]) -> str:
    """One of those, where it is no part of a longer word."""
    return rf"(?<!\w){_one_of(words)}(?!\w)"


def _compiled(pattern: str) -> re.Pattern[str]:
    """Each space in the pattern is a space or a line break in the text; no class of signs may hold one."""
    return re.compile(pattern.replace(" ", r"[ \n]"))


# ── a count, and what is counted ────────────────────────────────────────────────────────────────────────────────────

_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_UP_TO_FIFTEEN = "|".join(word for word, value in NUMBERS.items() if value)
_FIGURE = rf"(?:\d{{1,4}}|{_WORDS})(?![\w/]|[.,]\d)"
_NUMBER = rf"(?<![\w/.,'-])(?P<number>{_FIGURE})"

COUNTED = _compiled(rf"{_NUMBER} (?:{_any_of(*(tongue.counted for tongue in TONGUES))})(?![\w-])(?! ?:)")
"""*11 votes in favour of the draft resolution*, *two abstentions*, *aucune voix contre*."""

PAIRED = _compiled(
    rf"(?<!from ){_NUMBER} {_one_of(tongue.against_which for tongue in TONGUES)} "
    rf"(?P<other>{_FIGURE})(?: (?:against|contre)(?!\w))?"
)
"""*13 votes to 1*, *13 voix contre une*."""
LOST = _compiled(_whole(tongue.lost for tongue in TONGUES))
"""Near such words a pair may name those against first: *rejected by 9 votes to 4*."""

SUPPORTED = _compiled(
    _one_of(
        rf"(?<!\w){before} (?P<number{place}>{_FIGURE}) {behind}(?!\w)"
        for place, (before, behind) in enumerate(tongue.supported for tongue in TONGUES)
    )
)
"""*Garnered support from 13 Council members*."""


def supporters(match: re.Match[str]) -> tuple[int, int]:
    """Where the number of a match of :data:`SUPPORTED` begins and ends."""
    return next(match.span(name) for name, said in match.groupdict().items() if said)


_BEHIND = _one_of(words for tongue in TONGUES for words in (*tongue.no_count_behind, tongue.tens))
_OF_ALL = _one_of(tongue.of_all for tongue in TONGUES)
NO_COUNT_BEHIND = _compiled(rf"(?:(?<![\w-]){_BEHIND}(?: |-)?|(?<![\w/])(?:\d{{1,4}}|{_UP_TO_FIFTEEN}) {_OF_ALL}|[$€£])$")
"""Behind such words a number is asked for, supposed, part of another, or another's in a table: *the nine*, *would have 13*, *one
hundred and nine*, *In favour 13 Against 0*."""

NO_COUNT_BEFORE = _compiled(rf",? ?{_one_of(tongue.no_count_before for tongue in TONGUES)}")
"""*Nine votes in favour are required.*"""

ENDS = _compiled(rf"$|\n| ?[,.;:()\[\]!?\"”»-]| {_one_of(tongue.goes_on for tongue in TONGUES)}(?!\w)")
"""What may follow a piece that says all it has to: not *against an earlier draft*."""

# ── who, before or behind what they did ─────────────────────────────────────────────────────────────────────────────

DEED = _compiled(
    r"[),]? (?:(?:both|all|tous|toutes|(?:tous|toutes) (?:les )?deux) )?"
    rf"(?:{_any_of(*(tongue.deeds for tongue in TONGUES))})(?![\w-])"
)
"""What stands behind the names: *China and the Russian Federation* **abstaining**."""
BEGINS = _compiled(rf"(?:^|[(,;.\n]|(?<!\w){_one_of(tongue.begins for tongue in TONGUES)}) ?$")
"""What may stand before the names."""
NOUN = _compiled(rf"(?<!\w)(?:{_any_of(*(tongue.noun for tongue in TONGUES))}) ")
"""*With the abstention of* **China**."""

# ── a meeting record's lines ────────────────────────────────────────────────────────────────────────────────────────

_LABELS = _any_of(*(tongue.labels for tongue in TONGUES))
LABELLED = _compiled(rf"(?<![\w-])(?:{_LABELS}) ?(?:\((?P<some>\d{{1,2}})\))? ?: ?(?:{_NUMBER})?")
"""**In favour:** *Angola, Egypt, …*; **Votent contre :** *Néant*."""
LABEL_ENDS = _compiled(rf"$| ?[.;](?!\w)|\n|\)| (?:{_LABELS}) ?(?:\(\d{{1,2}}\))? ?:")

# ── some of those counted, or all of them ───────────────────────────────────────────────────────────────────────────

ASIDE = _compiled(rf",? {_one_of(tongue.aside for tongue in TONGUES)} ?(?=\()")
"""*Including a permanent member (…)*."""
UNANIMOUS = _compiled(_whole(tongue.unanimous for tongue in TONGUES))
NOT_UNANIMOUS = _compiled(_whole(tongue.not_unanimous for tongue in TONGUES))
NOT_UNANIMOUS_BEHIND = _compiled(_whole(tongue.not_unanimous for tongue in TONGUES) + r"[^.;\n]{0,60}$")
NO_TEXT = _compiled(_whole(tongue.no_text for tongue in TONGUES))
"""*A presidential statement*, *the agenda*: the Council agrees to them without a vote."""

# ── what may make it another vote ───────────────────────────────────────────────────────────────────────────────────

ANOTHER = _compiled(_whole(tongue.another for tongue in TONGUES))
"""*An amendment*, *the agenda*: what was voted on is no draft."""
ELSEWHERE = _compiled(_whole(words for tongue in TONGUES for words in (tongue.another, tongue.body, tongue.past)))
"""These, and another body or day."""
A_DRAFT = _compiled(_whole(("draft", "resolution", "text", "texte", "projet")))

# ── what speaks of voting, understood or not ────────────────────────────────────────────────────────────────────────

SPEAKS_OF_VOTING = _compiled(_whole(tongue.speaks for tongue in TONGUES))
RESULT = _compiled(_whole(tongue.result for tongue in TONGUES))
A_NUMBER = re.compile(rf"(?<!\w)(?:\d{{1,3}}|{_UP_TO_FIFTEEN})(?!\w)")
MAY_STAND_BETWEEN = frozenset(f"{' '.join(tongue.links for tongue in TONGUES)} 1 2 3".split())
"""Words between two pieces about one vote. Where anything else stands there, the second may be about another vote."""
