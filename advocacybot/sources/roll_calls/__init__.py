"""Roll calls as researchers publish them, read from CSV: votes that add up, and why the others do not."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from advocacybot.council.members import Council
from advocacybot.council.outcomes import Trust
from advocacybot.council.states import States
from advocacybot.council.values import Source
from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.sources.roll_calls.forms import UN_DIGITAL_LIBRARY, Column
from advocacybot.sources.roll_calls.lines import Line, Lines
from advocacybot.sources.roll_calls.votes import Gathered, Grounds, Read, Vote

__all__ = ["LeftOut", "Read", "Reading", "read"]

LIBRARY = Source(title="UN Digital Library, Security Council Voting Data", url="https://digitallibrary.un.org/record/4055387")


@dataclass(frozen=True)
class LeftOut:
    """A vote that is not taken over, and every reason, each with its line and its mend."""

    symbol: str
    reasons: tuple[AdvocacyBotError, ...]


@dataclass(frozen=True)
class Reading:
    """What a file says. ``lines``: how many it has, the header apart."""

    form: str
    sha256: str
    lines: int
    votes: tuple[Read, ...]
    left_out: tuple[LeftOut, ...]


def read(
    path: Path,
    states: States,
    council: Council,
    today: dt.date,
    *,
    source: Source | None = None,
    official: bool = False,
    procedural: Iterable[str] = (),
    passed: Callable[[int], object] = lambda _: None,
) -> Reading:
    """The votes in a file of either form. All lines of a vote hang together: what does not add up is left out as a whole.

    ``source``: where the file is published, if not where its form says; ``official``: it is made from the meeting records, as the
    Digital Library's is; ``procedural``: the symbols of votes that are known to have been on procedural matters, which no file of
    the Library's says. ``passed`` is told how many bytes were read.

    Raises:
        BadInput: it cannot be read, is no text in UTF-8, is of no known form, or has nothing in it.
    """
    try:
        with path.open("rb") as file:
            lines = Lines(file, path.name, passed)
            grounds = Grounds(
                states, council, today, path.name, *_published(lines, source, official=official), frozenset(procedural)
            )
            return _reading(lines, list(_gathered(lines)), grounds)
    except OSError as error:
        what = f"this cannot be read ({error.strerror})"
        raise BadInput(where=path.name, what=what, mend="name a file that you may read") from None


def _published(lines: Lines, source: Source | None, *, official: bool) -> tuple[Source, Trust]:
    by_the_library = lines.form is UN_DIGITAL_LIBRARY
    published = source or (LIBRARY if by_the_library else Source(title=lines.name))
    return published, Trust.OFFICIAL if official or by_the_library else Trust.PRELIMINARY


def _gathered(lines: Lines) -> Iterator[Gathered]:
    """The lines of each vote, in the order in which the votes are met, whatever stands between its lines."""
    votes: dict[str, Gathered] = {}
    for line in lines:
        votes.setdefault(_key(line), Gathered(line)).take(line)
    yield from votes.values()


def _key(line: Line) -> str:
    """What the lines of one vote have in common. A line that cannot be read hangs together with none."""
    if not line.cells:
        return f"line {line.number}"
    return line.cells.get(Column.SYMBOL) or line.cells.get(Column.DRAFT, "")


def _reading(lines: Lines, gathered: list[Gathered], grounds: Grounds) -> Reading:
    votes, left_out = [], []
    for one in gathered:
        vote = Vote(one, grounds)
        read = vote.read()
        if read:
            votes.append(read)
        else:
            left_out.append(LeftOut(vote.symbol, tuple(vote.wrong)))
    if not gathered:
        raise BadInput(where=lines.name, what="nothing stands below the header", mend="give a file with a line for each ballot")
    return Reading(lines.form.name, lines.sha256, sum(len(one.ballots) for one in gathered), tuple(votes), tuple(left_out))
