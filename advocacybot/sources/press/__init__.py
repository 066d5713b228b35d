"""What a text says of recorded votes of the Security Council: what was understood, what follows from it, and what was not.

It is read in English and French, in the words of the UN's press, of newspapers and of the meeting record (S/PV.…), whichever it
speaks. Pure: text in, values out. It never guesses. What is not surely understood is given back as a passage, for a person to
read. Where a text reports several votes, as on rival drafts, all are given, in order, each with the symbols that stand beside it.

    >>> reading = read(text, council.members_on(day), states)
    >>> reading.votes[0].ballots, reading.votes[0].inferred, reading.not_understood
"""

from collections.abc import Mapping
from dataclasses import dataclass

from advocacybot.council.members import Member
from advocacybot.council.outcomes import Ballot, Trust
from advocacybot.council.states import States
from advocacybot.errors import BadInput
from advocacybot.sources.press.items import find
from advocacybot.sources.press.names import names_of
from advocacybot.sources.press.symbols import all_named, near
from advocacybot.sources.press.tally import added_up
from advocacybot.sources.press.text import read_text
from advocacybot.sources.press.told import Told, leftovers, told

MOST = 200_000
"""Characters that are read of a text, which is far more than the longest press release has."""


@dataclass(frozen=True)
class PressVote:
    """A vote as the press or the meeting record reports it.

    ``passage``: the words that it was read from. ``totals``: as they are told. ``ballots``: of those who are named; ``inferred``:
    of those who are not named, and whom the totals leave no other. ``symbols``: of the texts named beside it. ``also_named``:
    members named in the passage of whom it was not understood how they voted. ``problems``: where it contradicts itself, and then
    no ballot is given. ``quoted``: it stands in quotation marks, so somebody may be speaking of another vote. ``doubts``: words
    that say it may be another: an amendment's, another body's, one of the past. ``trust``: official where a meeting record's own
    lines name every member; else preliminary.
    """

    passage: str
    totals: Mapping[Ballot, int]
    ballots: Mapping[str, Ballot]
    inferred: Mapping[str, Ballot]
    symbols: tuple[str, ...]
    also_named: tuple[str, ...]
    problems: tuple[str, ...]
    quoted: bool
    doubts: tuple[str, ...]
    trust: Trust


@dataclass(frozen=True)
class Reading:
    """``votes``: in the order of the text. ``symbols``: all that it names. ``not_understood``: passages that speak of voting."""

    votes: tuple[PressVote, ...]
    symbols: tuple[str, ...]
    not_understood: tuple[str, ...]


def read(pasted: str, members: tuple[Member, ...], states: States) -> Reading:
    """The votes that the text reports, among those members of the Council.

    Raises:
        BadInput: it is too long, reports too many votes, or all of them are of a larger body, such as the General Assembly.
    """
    if len(pasted) > MOST:
        raise BadInput(what=f"the text has {len(pasted)} characters", mend=f"paste the part about the vote ({MOST} at most)")
    text, names = read_text(pasted), names_of(states)
    mentions = names.mentions(text.folded)
    sitting = tuple(member.state for member in members)
    found = told(text, find(text, names, mentions, len(sitting)), mentions)
    if found and all(_larger(one, len(sitting)) for one in found):
        largest = max(count for one in found for count in one.totals.values())
        what = f"the text reports {largest} ballots, and the Council has {len(sitting)} members"
        raise BadInput(what=what, mend="this is the General Assembly, or another body: paste what the Council did")
    symbols = all_named(text)
    beside = zip(found, near(found, symbols), strict=True)
    votes = tuple(_vote(one, sitting, its) for one, its in beside if not _larger(one, len(sitting)))
    larger = tuple(one.passage for one in found if _larger(one, len(sitting)))
    return Reading(votes, tuple(dict.fromkeys(one.symbol for one in symbols)), (*larger, *leftovers(text, found, mentions)))


def _larger(one: Told, size: int) -> bool:
    return any(count > size for count in one.totals.values())


def _vote(one: Told, sitting: tuple[str, ...], symbols: tuple[str, ...]) -> PressVote:
    ballots, inferred, problems = added_up(one, sitting)
    return PressVote(
        passage=one.passage,
        totals=one.totals,
        ballots=ballots,
        inferred=inferred,
        symbols=symbols,
        also_named=tuple(code for code in sitting if code in one.also_named),
        problems=problems,
        quoted=one.quoted,
        doubts=one.doubts,
        trust=Trust.OFFICIAL if one.in_a_record and set(ballots) == set(sitting) else Trust.PRELIMINARY,
    )
