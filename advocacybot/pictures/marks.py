"""The signs beside names and numbers: glyphs of our own typeface, told by their outline alone.

Squares are ballots, the octagon is a veto, rounds and the diamond are conduct.
"""

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result
from advocacybot.pictures.colours import Kind
from advocacybot.wording.cards import Mark

_ORDER = ("in_favour", "against", "abstained", "not_voting", "veto", "kept", "broke", "supporter_abstained", "absent",
          "not_known", "dot")  # fmt: skip
"""The typeface's glyphs, as they follow upon each other in Unicode's area for private use, from U+E001 on."""
_SIGNS = {name: chr(0xE001 + place) for place, name in enumerate(_ORDER)}
DOT = _SIGNS["dot"]

_NAMED: dict[tuple[type, str], str] = {
    (type(kind), kind): name
    for name, kinds in {
        "in_favour": (Ballot.IN_FAVOUR, Result.ADOPTED, Result.ADOPTED_WITHOUT_A_VOTE),
        "against": (Ballot.AGAINST, Result.FAILED),
        "abstained": (Ballot.ABSTAINED,),
        "not_voting": (Ballot.NOT_VOTING,),
        "veto": (Mark.VETO, Result.VETOED),
        "kept": (Mark.KEPT, Conduct.KEPT),
        "broke": (Mark.BROKE, Conduct.BROKE),
        "supporter_abstained": (Mark.ABSTAINED, Conduct.ABSTAINED),
        "absent": (Mark.ABSENT, Conduct.DID_NOT_TAKE_PART),
        "not_known": (Mark.NOT_KNOWN, Conduct.SUPPORT_NOT_KNOWN),
    }.items()
    for kind in kinds
}
"""By type too: a ballot and a conduct of one name are equal as strings."""


def sign_of(kind: Kind) -> str:
    """The sign of a ballot, a conduct, a mark or a result; a dot where it has none of its own."""
    return _SIGNS[_NAMED.get((type(kind), kind), "dot")]
