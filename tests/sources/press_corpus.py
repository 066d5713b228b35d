"""The corpus of sentences about votes (``press_corpus.yaml``), and how what was read of one stands to what it means."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field

from advocacybot.council.outcomes import Ballot
from advocacybot.council.values import Value
from advocacybot.sources.press import PressVote, Reading

ALEPPO = dt.date(2016, 10, 8)


class Read(StrEnum):
    """How far a sentence was read; the file says what each means. ``DOUBTED``: whole, and taken for what may be another vote."""

    WHOLE = "whole"
    DOUBTED = "doubted"
    PARTLY = "partly"
    NOT = "not"
    SILENT = "silent"
    REFUSED = "refused"


class Meant(Value):
    """A vote as somebody understands it who reads with care."""

    totals: str = "?-?-?"
    in_favour: str = ""
    against: str = ""
    abstained: str = ""
    not_voting: str = ""
    others: Ballot | None = None
    another: bool = False

    @property
    def counts(self) -> dict[Ballot, int]:
        told = self.totals.split("-")
        return {ballot: int(count) for ballot, count in zip(Ballot, told, strict=False) if count != "?"}

    @property
    def named(self) -> dict[str, Ballot]:
        lists = (self.in_favour, self.against, self.abstained, self.not_voting)
        return {code: ballot for codes, ballot in zip(lists, Ballot, strict=True) for code in codes.split()}

    def rest(self, sitting: tuple[str, ...]) -> dict[str, Ballot]:
        return {state: self.others for state in sitting if self.others and state not in self.named}


class Sentence(Value):
    text: str
    day: dt.date = ALEPPO
    source: str = "made by hand"
    votes: tuple[Meant, ...] = Field(description="what it means")
    read: Read

    @property
    def real(self) -> bool:
        return "made by hand" not in self.source


@cache
def corpus() -> tuple[Sentence, ...]:
    entries = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return tuple(Sentence.model_validate(entry) for entry in entries)


def wrong(sentence: Sentence, reading: Reading, sitting: tuple[str, ...]) -> Iterator[str]:
    """Whatever was read that the sentence does not mean. What does not add up is read as nothing."""
    taken = [vote for vote in reading.votes if not vote.problems]
    if len(taken) > len(sentence.votes):
        yield f"{len(taken)} votes are read, and it tells {len(sentence.votes)}"
    for vote, meant in zip(taken, sentence.votes, strict=False):
        if not vote.totals.items() <= meant.counts.items():
            yield f"totals {dict(vote.totals)} are read"
        ballots = {**vote.ballots, **vote.inferred}
        if not ballots.items() <= {**meant.named, **meant.rest(sitting)}.items():
            yield f"ballots {ballots} are read"
        if meant.another and not _in_doubt(vote):
            yield "it is taken for the vote on a draft that was just held"


def how_far(sentence: Sentence, reading: Reading, sitting: tuple[str, ...]) -> Read:
    """How far it was read, where nothing of it was read wrongly."""
    if any(vote.problems for vote in reading.votes):
        return Read.REFUSED
    if not reading.votes:
        return Read.NOT if reading.not_understood else Read.SILENT
    pairs = zip(reading.votes, sentence.votes, strict=False)
    if len(reading.votes) < len(sentence.votes) or not all(_whole(vote, meant, sitting) for vote, meant in pairs):
        return Read.PARTLY
    doubted = [_in_doubt(vote) and not meant.another for vote, meant in zip(reading.votes, sentence.votes, strict=False)]
    return Read.DOUBTED if any(doubted) else Read.WHOLE


def _whole(vote: PressVote, meant: Meant, sitting: tuple[str, ...]) -> bool:
    alike = (vote.totals == meant.counts, vote.ballots == meant.named, vote.inferred == meant.rest(sitting))
    return all(alike)


def _in_doubt(vote: PressVote) -> bool:
    return vote.quoted or bool(vote.doubts)
