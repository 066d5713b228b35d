"""The two forms in which roll calls are published as CSV, a line for each member and vote. Its header tells which one a file has.

*The UN Digital Library's* "Security Council Voting Data" (https://digitallibrary.un.org/record/4055387; its data dictionary of
21 July 2025): adopted resolutions alone, from 1946 on. ``ms_vote`` is Y, N, A, or X for non-voting; ``modality`` says "Vote" or
"Without Vote", and then the ballots are all Y, or all X; ``draft`` is complete from 1998 on, and may name several, between bars;
totals may be written as 15.0.

*A plain one*: ``symbol, date, iso3, vote``, with ``draft``, ``procedure``, ``situation`` and ``subject`` where there are any.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from advocacybot.council.outcomes import Ballot


class Column(StrEnum):
    """What a column says, whatever it is called. All but the first two are about the vote, and the same on each of its lines."""

    STATE = "State"
    BALLOT = "ballot"
    SYMBOL = "symbol"
    DRAFT = "draft"
    DAY = "date"
    SITUATION = "situation"
    SUBJECT = "subject"
    PROCEDURE = "procedure"
    MODALITY = "modality"
    MEETING = "meeting"
    YES = "total_yes"
    NO = "total_no"
    ABSTENTIONS = "total_abstentions"
    NON_VOTING = "total_non_voting"
    MEMBERS = "total_ms"
    ID = "undl_id"
    LINK = "undl_link"


@dataclass(frozen=True)
class Form:
    """One form. ``columns``: what its columns say; ``needed``: those without which it is not that form."""

    name: str
    columns: Mapping[str, Column]
    needed: frozenset[str]

    def header(self) -> str:
        """What its header has to name, for people."""
        return ", ".join(name for name in self.columns if name in self.needed)


UN_DIGITAL_LIBRARY = Form(
    "the UN Digital Library's Security Council voting data",
    {
        "undl_id": Column.ID,
        "ms_code": Column.STATE,
        "ms_vote": Column.BALLOT,
        "date": Column.DAY,
        "resolution": Column.SYMBOL,
        "draft": Column.DRAFT,
        "meeting": Column.MEETING,
        "description": Column.SUBJECT,
        "agenda": Column.SITUATION,
        "modality": Column.MODALITY,
        "total_yes": Column.YES,
        "total_no": Column.NO,
        "total_abstentions": Column.ABSTENTIONS,
        "total_non_voting": Column.NON_VOTING,
        "total_ms": Column.MEMBERS,
        "undl_link": Column.LINK,
    },
    frozenset({"ms_code", "ms_vote", "date", "resolution"}),
)
PLAIN = Form(
    "plain roll calls",
    {
        "symbol": Column.SYMBOL,
        "date": Column.DAY,
        "iso3": Column.STATE,
        "vote": Column.BALLOT,
        "draft": Column.DRAFT,
        "procedure": Column.PROCEDURE,
        "situation": Column.SITUATION,
        "subject": Column.SUBJECT,
    },
    frozenset({"symbol", "date", "iso3", "vote"}),
)
FORMS = (UN_DIGITAL_LIBRARY, PLAIN)

BALLOTS: Mapping[str, Ballot] = {
    "y": Ballot.IN_FAVOUR,
    "yes": Ballot.IN_FAVOUR,
    "in favour": Ballot.IN_FAVOUR,
    "n": Ballot.AGAINST,
    "no": Ballot.AGAINST,
    "against": Ballot.AGAINST,
    "a": Ballot.ABSTAINED,
    "abstain": Ballot.ABSTAINED,
    "abstained": Ballot.ABSTAINED,
    "abstention": Ballot.ABSTAINED,
    "x": Ballot.NOT_VOTING,
    "absent": Ballot.NOT_VOTING,
    "not voting": Ballot.NOT_VOTING,
}

FORMER_CODES: Mapping[str, str] = {
    "BUR": "MMR",
    "BYS": "BLR",
    "DHY": "BEN",
    "GER": "DEU",
    "HVO": "BFA",
    "ROM": "ROU",
    "SUN": "RUS",
    "YMD": "YEM",
    "ZAR": "COD",
}
"""Codes that were withdrawn when a State changed its name (ISO 3166-3), and the UN's own of the Federal Republic of Germany until
1990: council.yaml keeps a State under its present code also where it sat under an earlier name."""
