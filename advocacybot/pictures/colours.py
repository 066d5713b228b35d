"""The colours of both themes. Four tones stand for the four ballots and conducts alike; wherever one tells something, a sign or
words tell it too. Blue, vermilion and amber are those of the palette of Okabe and Ito (https://jfly.uni-koeln.de/color/), in the
depth that words need on the ground."""

from dataclasses import dataclass

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result
from advocacybot.pictures.shapes import Theme
from advocacybot.wording.cards import Mark


@dataclass(frozen=True)
class Colours:
    """Each as ``#rrggbb``. ``quiet``: words of the second rank; ``rule``: thin lines, which say nothing."""

    ground: str
    ink: str
    quiet: str
    rule: str
    favour: str
    against: str
    abstained: str
    absent: str
    veto: str

    def of(self, kind: "Kind") -> str:
        """The tone of a ballot, a conduct, a mark or a result."""
        return str(getattr(self, _TONES.get((type(kind), kind), "quiet")))


OF: dict[Theme, Colours] = {
    Theme.LIGHT: Colours(
        ground="#fcfbf8",
        ink="#14202b",
        quiet="#465360",
        rule="#d3d7da",
        favour="#0063a8",
        against="#b8400e",
        abstained="#8a5d00",
        absent="#616c77",
        veto="#96192f",
    ),
    Theme.DARK: Colours(
        ground="#101923",
        ink="#f4f2ed",
        quiet="#aab5c0",
        rule="#354250",
        favour="#67b8f7",
        against="#ff8c5f",
        abstained="#f0be46",
        absent="#9ea9b5",
        veto="#ff6f80",
    ),
}

Kind = Ballot | Conduct | Mark | Result

_TONES: dict[tuple[type, str], str] = {
    (type(kind), kind): tone
    for tone, kinds in {
        "favour": (Ballot.IN_FAVOUR, Conduct.KEPT, Mark.KEPT, Result.ADOPTED, Result.ADOPTED_WITHOUT_A_VOTE),
        "against": (Ballot.AGAINST, Conduct.BROKE, Mark.BROKE),
        "abstained": (Ballot.ABSTAINED, Conduct.ABSTAINED, Mark.ABSTAINED, Result.FAILED),
        "absent": (Ballot.NOT_VOTING, Conduct.DID_NOT_TAKE_PART, Mark.ABSENT),
        "veto": (Mark.VETO, Result.VETOED),
    }.items()
    for kind in kinds
}
"""By type too: a ballot and a conduct of one name are equal as strings."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
