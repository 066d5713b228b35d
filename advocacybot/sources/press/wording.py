"""How the UN's press, and its meeting records, word a vote, in English and French; all in folded letters."""

import re
from collections.abc import Iterable, Mapping

from advocacybot.council.outcomes import Ballot

_ENGLISH = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_FRENCH = "un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
_NOTHING = "no|none|nil|zero|aucun|aucune"
NUMBERS: Mapping[str, int] = (
    {word: number for words in (_ENGLISH, _FRENCH) for number, word in enumerate(words.split("|"), start=1)}
    | dict.fromkeys(_NOTHING.split("|"), 0)
    | {"une": 1}
)


def number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def ballot(match: re.Match[str]) -> Ballot:
    """The ballot that a match of :func:`_any_of` is about."""
    return next(one for one in Ballot if match[one.name] is not None)


def _any_of(kinds: Mapping[Ballot, str]) -> str:
    return "|".join(f"(?P<{one.name}>{words})" for one, words in kinds.items())


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _compiled(pattern: str) -> re.Pattern[str]:
    """Each space in the pattern is a space or a line break in the text; no class of signs may hold one."""
    return re.compile(pattern.replace(" ", r"[ \n]"))


# ── a count, and what is counted ────────────────────────────────────────────────────────────────────────────────────

_NUMBER = rf"(?<![\w/.,'-])(?P<number>\d{{1,4}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?![\w/]|[.,]\d)"
_WHO = r"(?:(?:council )?(?:members?|states|countries|delegations|membres|etats) )?"
_TEXT = "(?:resolution|text|amendment|draft|projet|texte)"
_SYMBOL = r"(?: (?:contained in )?(?:document )?s/\d{4}/\d{1,4}(?:/\w{3,5}\.\d{1,2})?)?"
_WHAT = rf"(?: (?:of |du |de |le )?(?:the |this |that |its |la |a )?(?:draft |projet de )?{_TEXT}{_SYMBOL})?"
_CAST = "(?:votes?|voting|voted)? ?"

COUNTED = _compiled(
    rf"{_NUMBER} (?:"
    + _any_of(
        {
            Ballot.IN_FAVOUR: rf"(?:(?:affirmative|positive) votes?|{_WHO}{_CAST}in favou?r|voix (?:pour|en faveur)){_WHAT}",
            Ballot.AGAINST: rf"(?:negative votes?|{_WHO}{_CAST}against|opposed|(?:(?:voix|votes?) )?contre){_WHAT}",
            Ballot.ABSTAINED: rf"(?:abstentions?|{_WHO}(?:abstaining|abstained))",
            Ballot.NOT_VOTING: rf"{_WHO}(?:not (?:voting|participating)(?: in the vote)?|absent)",
        }
    )
    + r")(?![\w-])(?! ?:)"
)
"""*11 votes in favour of the draft resolution*, *two abstentions*, *none against*."""

SUPPORTED = _compiled(rf"(?<!\w)support(?:ed)? (?:from|of|by) {_NUMBER} (?:council )?(?:members|states)(?!\w)")
"""*Garnered support from 13 Council members*."""

_BEFORE_NO_COUNT = (
    "for|in favou?r|against|abstaining|abstained|abstentions?|voting|participating|absent|total|yes|pour|contre",
    "at (?:least|most)|(?:minimum|maximum)(?: of)?|(?:more|fewer|less) than|short of|up to|under|over|nearly|about|some|between",
    "the|these|those|any|no|not|each|every|or|if|unless|les|si|au moins|(?:moins|plus) de",
    "hundred(?: and)?|thousand(?: and)?|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|cent|vingt|trente|quarante",
    r"(?:fail\w*|unable|not|never|cannot|without) (?:to )?(?:\w+ )?(?:the )?",
    r"(?:need|requir|expect|seek|want|hope|likely|necessar|lack|majorit|threshold|fall|faut|faud)\w*(?: [^\s,.;:]{1,20}){0,2}",
    r"(?:need|requir|necessar|majorit|threshold)\w*(?: [^\s,.;:(]{1,20}){0,2} ?\(",
    r"(?:if|unless)(?: [^\s,.;:]{1,20}){0,3}",
    r"(?:would|could|should|might|may|must|will)(?: (?:have|be|get|receive|obtain|need|win|secure)\w{0,3}){0,3}",
)
NO_COUNT_BEHIND = _compiled(
    rf"(?:(?<![\w-]){_one_of(_BEFORE_NO_COUNT)}(?: |-)?|"
    rf"(?<![\w/])(?:\d{{1,4}}|{_ENGLISH}) (?:to|or|and|of(?: the)?|out of(?: the)?|a|ou|et|sur) |[$€£])$"
)
"""Behind such words a number is asked for, supposed, part of another, or another's in a table: *the nine*, *would have 13*, *one
hundred and nine*, *In favour 13 Against 0*."""

NO_COUNT_BEFORE = _compiled(
    r",? ?(?:which |that )?(?:are |is |was |were |being )?(?:required|needed|necessary|requis\w*|to pass|to be adopted)"
)
"""*Nine votes in favour are required.*"""

_GOES_ON = "and|to|with|while|whereas|but|due|owing|because|as|thereby|versus|et|avec|contre|en"
ENDS = _compiled(rf"$|\n| ?[,.;:()\[\]!?\"”»-]| (?:{_GOES_ON})(?!\w)")
"""What may follow a piece that says all it has to: not *against an earlier draft*."""

# ── who, before what they did ───────────────────────────────────────────────────────────────────────────────────────

_PARTICIPLES = {
    Ballot.IN_FAVOUR: "(?:voting|voted) in favou?r",
    Ballot.AGAINST: "(?:voting|voted) against",
    Ballot.ABSTAINED: "abstaining|abstained",
    Ballot.NOT_VOTING: "(?:not (?:voting|participating)|did not (?:vote|participate))(?: in the vote)?",
}
DEED = _compiled(rf"[),]? (?:(?:both|all) )?(?:{_any_of(_PARTICIPLES)})(?![\w-])")
"""What stands behind the names: *China and the Russian Federation* **abstaining**."""
BEGINS = _compiled(r"(?:^|[(,;.\n]|(?<!\w)(?:with|while|whereas|and|but|to|by)) ?$")
"""What may stand before the names."""

# ── a meeting record's lines ────────────────────────────────────────────────────────────────────────────────────────

_LABELS = {
    Ballot.IN_FAVOUR: "(?:voting |voted |votes? )?(?:in favou?r)|(?:votent |ont vote )?pour",
    Ballot.AGAINST: "(?:voting |voted |votes? )?against|(?:votent |ont vote )?contre",
    Ballot.ABSTAINED: "abstaining|abstained|abstentions?|s'abstiennent|se sont abstenus",
    Ballot.NOT_VOTING: "not (?:voting|participating)|absent",
}
LABELLED = _compiled(rf"(?<![\w-])(?:{_any_of(_LABELS)}) ?(?:\((?P<some>\d{{1,2}})\))? ?: ?(?:{_NUMBER})?")
"""**In favour:** *Angola, Egypt, …*; **Against:** *None*."""
LABEL_ENDS = _compiled(rf"$| ?[.;](?!\w)|\n|\)| (?:{_any_of(_LABELS)}) ?(?:\(\d{{1,2}}\))? ?:")

# ── some of those counted, or all of them ───────────────────────────────────────────────────────────────────────────

_SOME = "(?:a |the |one |two |three |four |five )?(?:of the (?:five )?)?"
ASIDE = _compiled(rf",? including {_SOME}permanent members?(?: of the council)? ?(?=\()")
"""*Including a permanent member (…)*."""

_ADOPT = "(?:adopted|adopting|adopts|adoption)"
UNANIMOUS = _compiled(
    rf"unanimously {_ADOPT}|{_ADOPT}(?: [^\s.;]{{1,40}}){{0,12}} unanimously|"
    r"(?:in |by )(?:a )?unanimous vote|adopte\w*(?: [^\s.;]{1,40}){0,12} a l'unanimite"
)
NOT_UNANIMOUS_BEHIND = _compiled(
    r"(?<!\w)(?:not|never|had|would|could|should|may|might|must|if|almost|nearly|near|fail\w*|unable|hope\w*|urge\w*|until|pas|si)(?!\w)"
    r"[^.;\n]{0,60}$"
)

# ── what speaks of voting, understood or not ────────────────────────────────────────────────────────────────────────

SPEAKS_OF_VOTING = _compiled(
    r"(?<!\w)(?:abstain\w*|abstentions?|(?:negative|affirmative|recorded) vote\w*|veto(?:ed|es|ing)?|in favou?r|unanimous(?:ly)?|"
    r"vot(?:e|es|ed|ing) (?:in favou?r|against|of)|against ?:|voix|unanimite|\d{1,2}-\d{1,2}-\d{1,2})(?!\w)"
)
A_NUMBER = re.compile(rf"(?<!\w)(?:\d{{1,3}}|{_ENGLISH})(?!\w)")
_LINKS = "and to with by but while whereas as well versus there were was et avec a en"
_MEMBERS = "another one two three permanent member members council 1 2 3"
MAY_STAND_BETWEEN = frozenset(f"{_LINKS} {_MEMBERS}".split())
"""Words between two pieces about one vote. Where anything else stands there, the second may be about another vote."""
