"""Votes of the Council's record as they were imported, each with the file and the lines that it comes from."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from advocacybot.council.record import RecordedVote
from advocacybot.store.models import RecordedVoteRow

_AT_ONCE = 500
"""SQLite takes so many values in a statement, and a few rows more do not make it faster."""


@dataclass(frozen=True)
class Imported:
    """A vote, the file's name and the numbers of its lines, who imported it, and when."""

    vote: RecordedVote
    file: str
    lines: str
    by: str
    at: dt.datetime


def every() -> list[Imported]:
    """All that was imported, in the order of the days."""
    rows = RecordedVoteRow.objects.order_by("day", "symbol")
    return [Imported(RecordedVote.model_validate(row.facts), row.file, row.lines, row.by, row.at) for row in rows]


def votes() -> list[RecordedVote]:
    """The same votes alone."""
    rows = RecordedVoteRow.objects.order_by("day", "symbol").values_list("facts", flat=True)
    return [RecordedVote.model_validate(facts) for facts in rows]


def put(votes: Iterable[Imported]) -> None:
    """Keep the votes; each in place of what was kept under its symbol."""
    rows = [
        RecordedVoteRow(
            symbol=one.vote.symbol,
            day=one.vote.day,
            facts=one.vote.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            file=one.file,
            lines=one.lines,
            by=one.by,
            at=one.at,
        )
        for one in votes
    ]
    changing = ["day", "facts", "file", "lines", "by", "at"]
    RecordedVoteRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["symbol"], update_fields=changing, batch_size=_AT_ONCE
    )


def drop(symbols: Iterable[str]) -> None:
    """Keep the votes of those symbols no more."""
    wanted = list(symbols)
    for first in range(0, len(wanted), _AT_ONCE):
        RecordedVoteRow.objects.filter(symbol__in=wanted[first : first + _AT_ONCE]).delete()
