"""What a language must say for votes to be read in it. :mod:`english` and :mod:`french` are two such tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from advocacybot.council.outcomes import Ballot

Words = Mapping[Ballot, str]
"""By ballot, the patterns of what is said of it."""


@dataclass(frozen=True)
class Tongue:
    """The words of one language about votes, as patterns over folded letters. A space stands for a space or a line break.

    No pattern repeats anything without a bound, so that a text twice as long takes twice as long to read, whatever it says.

    ``numbers``: words for whole numbers; ``tens``: those that make a number after them part of a larger one.
    ``counted``: behind a number (*in favour*). ``against_which``: between two (*13* votes to *1*); ``lost``: near these, such a
    pair does not say which of the two is in favour. ``supported``: before and behind a number of those in favour.
    ``deeds``: behind States (*abstaining*); ``begins``: what may stand before those States; ``noun``: before States.
    ``labels``: a meeting record's (*In favour:*).
    ``no_count_behind``: behind such words a number is asked for, supposed or part of another; ``no_count_before``: so before.
    ``of_all``: between a number and that of all members (*12* of the Council's *15 members*), or two that are no count (*10* to
    *12*). ``goes_on``: what may follow a piece that says all it has to. ``links``: words that may stand between two pieces.
    ``aside``: before States that were counted already.
    ``unanimous``: all in favour; ``not_unanimous``: what undoes that; ``no_text``: what is agreed to without a vote.
    ``another``: what is voted on, where it is no draft; ``body``: who votes, where it is not the Council; ``past``: or not today,
    or not at all. ``speaks``: of voting, understood or not. ``result``: phrases of how it came out, which tell no ballots.
    """

    numbers: Mapping[str, int]
    tens: str
    counted: Words
    against_which: str
    lost: str
    supported: tuple[str, str]
    deeds: Words
    begins: str
    noun: Words
    labels: Words
    no_count_behind: tuple[str, ...]
    no_count_before: str
    of_all: str
    goes_on: str
    links: str
    aside: str
    unanimous: str
    not_unanimous: str
    no_text: str
    another: str
    body: str
    past: str
    speaks: str
    result: str
