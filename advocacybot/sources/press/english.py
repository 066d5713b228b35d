"""How the UN's press, its meeting records and newspapers word a vote in English; all in folded letters."""

from advocacybot.council.outcomes import Ballot
from advocacybot.sources.press.tongue import Tongue

_ONE_TO_FIFTEEN = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBERS = {word: number for number, word in enumerate(_ONE_TO_FIFTEEN.split(), start=1)}
_NUMBERS |= dict.fromkeys(("no", "none", "nil", "zero"), 0)

_OF_ALL = "(?:out )?of (?:the |its |all )?(?:(?:security )?council's )?"
_MEMBERS = r"(?:members?|states|countries|nations|delegations)(?: of the (?:security )?council)?"
_WHO = rf"(?:(?:{_OF_ALL}(?:15|fifteen) )?(?:security )?(?:council )?{_MEMBERS} )?"
_CAST = "(?:votes?|voting|voted)? ?"
_SYMBOL = r"(?: (?:contained in )?(?:document )?s/\d{4}/\d{1,4}(?:/\w{3,5}\.\d{1,2})?)?"
_WHAT = (
    r"(?: of (?:(?:the|this|that|its|a) )?(?:[^\s,.;:()]{1,25} ){0,2}?(?:draft )?(?:resolution|text|amendment|draft|proposal)"
    rf"{_SYMBOL})?"
)
_PARTICIPLES = {
    Ballot.IN_FAVOUR: "(?:voting|voted) in favou?r",
    Ballot.AGAINST: "(?:voting|voted) against",
    Ballot.ABSTAINED: "abstaining|abstained",
    Ballot.NOT_VOTING: "(?:not (?:voting|participating)|did not (?:vote|participate))(?: in the vote)?",
}
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_VETO = r"(?:the|a) (?:negative vote|veto) (?:of|by|cast by) (?:a|one) permanent member(?: of the (?:security )?council)?"

ENGLISH = Tongue(
    numbers=_NUMBERS,
    tens="hundred(?: and)?|thousand(?: and)?|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety",
    counted={
        Ballot.IN_FAVOUR: rf"(?:(?:affirmative|positive) votes?|{_WHO}{_CAST}in favou?r){_WHAT}",
        Ballot.AGAINST: rf"(?:negative votes?|{_WHO}{_CAST}against|opposed){_WHAT}",
        Ballot.ABSTAINED: rf"(?:abstentions?|{_WHO}(?:abstaining|abstained))",
        Ballot.NOT_VOTING: rf"{_WHO}(?:(?:not|did not) (?:vote|voting|participat(?:e|ing))(?: in the vote)?|absent)",
    },
    against_which="votes? to",
    lost=r"reject\w{0,4}|defeat\w{0,4}|fail\w{0,4}|lost|los(?:es|ing)|vetoed|not (?:\w{1,10} )?(?:adopted|approved|pass(?:ed)?)",
    supported=("support(?:ed)? (?:from|of|by)", "(?:council )?(?:members|states)"),
    deeds=_PARTICIPLES,
    begins="with|while|whereas|and|but|to|by",
    noun={
        Ballot.AGAINST: "with (?:the )?negative votes? (?:of|by|from)",
        Ballot.ABSTAINED: "with (?:the )?abstentions? (?:of|by|from)",
    },
    labels={
        Ballot.IN_FAVOUR: "(?:voting |voted |votes? )?(?:in favou?r)",
        Ballot.AGAINST: "(?:voting |voted |votes? )?against",
        Ballot.ABSTAINED: "abstaining|abstained|abstentions?",
        Ballot.NOT_VOTING: (
            "(?:present and )?(?:not (?:voting|participating)|did not (?:vote|participate))(?: in the vote)?|absent"
        ),
    },
    no_count_behind=(
        "for|in favou?r|against|abstaining|abstained|abstentions?|voting|participating|absent|total|yes",
        "at (?:least|most)|(?:minimum|maximum)(?: of)?|(?:more|fewer|less) than|short of|up to|under|over|nearly|about|some",
        "the|these|those|any|no|not|each|every|or|if|unless|between",
        r"(?:fail\w{0,3}|unable|not|never|cannot|without) (?:to )?(?:\w{1,20} )?(?:the )?",
        r"(?:need|requir|expect|seek|want|hope|likely|necessar|lack|majorit|threshold|fall)\w{0,6}(?: [^\s,.;:]{1,20}){0,2}",
        r"(?:need|requir|necessar|majorit|threshold)\w{0,6}(?: [^\s,.;:(]{1,20}){0,2} ?\(",
        r"(?:if|unless)(?: [^\s,.;:]{1,20}){0,3}",
        "to (?:receive|get|have|win|obtain|secure|draw|garner|muster|gather|attract)|(?:count|rely|reli)(?:s|ed|es|ing)? on",
        r"(?:would|could|should|might|must|will|cannot)(?: [^\s,.;:]{1,20}){0,4}",
        r"may(?: (?:have|be|get|receive|obtain|need|win|secure)\w{0,3}){1,3}",
    ),
    no_count_before=(
        "(?:which |that )?(?:are |is |was |were |being )?(?:required|needed|necessary|to pass|to be adopted)|and no veto"
    ),
    of_all=rf"to |or |and |{_OF_ALL}",
    goes_on="and|to|with|while|whereas|but|due|owing|because|as|thereby|versus",
    links="and to with by but while whereas as well versus there were was another one two three permanent member members council",
    aside="including (?:a |the |one |two |three |four |five )?(?:of the (?:five )?)?permanent members?(?: of the council)?",
    unanimous=(
        r"unanimously (?:adopt|approv|pass|endors|extend|renew)(?:s|es|ed|ing)|unanimous adoption|"
        r"(?:adopted|adopting|adopts|adoption)(?: [^\s.;:,]{1,40}){0,6},? unanimously|(?:in |by )(?:a )?unanimous vote"
    ),
    not_unanimous=(
        r"not|never|had|would|could|should|may|might|must|if|almost|nearly|near|fail\w{0,3}|unable|hope\w{0,3}|urge\w{0,3}|until|"
        r"without|assembly|human rights council|committee|commission|parliament|senate"
    ),
    no_text="statements?|agenda|report",
    another=(
        r"amendments?|procedural|agenda|(?:operative|preambular) (?:sub-?)?paragraphs?|motion|separate votes?|straw polls?|"
        r"ballot|paragraph by paragraph"
    ),
    body=(
        r"assembly|human rights council|peace and security council|economic and social council|committee|parliament|senate|"
        r"recorded vote"
    ),
    past=(
        r"had (?:\w{1,20} ){0,2}(?:voted|abstained|adopted|rejected|vetoed|failed|received|obtained|garnered|been)|"
        r"had (?:the|it|this|that|they)|(?:claim|alleg|predict|forecast|expect|hop)(?:e?s|ed|ing)|recall(?:s|ed|ing)?|"
        r"last (?:year|month|week|time|spring|summer|autumn|winter|session)|"
        r"(?:years?|months?|weeks?|days?) (?:ago|earlier|before)|previous(?:ly)?|earlier|in the past|"
        rf"(?:last|in|on|of|since) (?:\d{{1,2}} )?(?:{_MONTHS})|(?:in|since) (?:19|20)\d\d"
    ),
    speaks=(
        r"abstain\w{0,5}|abstentions?|(?:negative|affirmative|recorded) votes?|veto(?:ed|es|ing)?|in favou?r|unanimous(?:ly)?|"
        r"vot(?:e|es|ed|ing) (?:in favou?r|against|of)|votes? to|against ?:|\d{1,2}-\d{1,2}-\d{1,2}"
    ),
    result=rf"(?:recorded )?vote of(?: $|$)|(?:owing to|due to|because of) {_VETO}",
)
