"""Votes read from an iCalendar file (RFC 5545): the one that we publish, or events with a Council symbol in their summary.

An event is used whole or not at all, and one that cannot be used is named with its line. Two readers stand here: ``read`` for a
file whose votes are put into the calendar, each at one hour; and ``read_all`` for a calendar that others keep, with what recurs,
is cancelled or has no hour yet. Neither opens anything: bytes in, values out.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated

from icalendar.parser import split_on_unescaped_comma
from pydantic import StringConstraints

from advocacybot.council.hours import Hour
from advocacybot.council.values import Day, Iso3, Line, Translated, Value
from advocacybot.council.votes import Document, Procedure, Symbol, Vote
from advocacybot.errors import AdvocacyBotError, BadInput, DuplicateSymbol, NamesNoText
from advocacybot.site import ics
from advocacybot.sources.calendars.events import RECURS, USED, Event, Instance, taking_place, that_hold
from advocacybot.sources.calendars.lines import Component, Properties, Property, calendars, first, properties, uid
from advocacybot.sources.calendars.recurrence import Allowance
from advocacybot.sources.calendars.times import WHOLE_DAY, Window, around
from advocacybot.sources.models import in_a_line

__all__ = ["FoundVote", "VotesFile", "Window", "read", "read_all"]

_SYMBOL = re.compile(r"(?<![\w/-])S/(RES/\d{1,5}\(\d{4}\)|\d{4}/\d{1,4}(/(Rev|Corr|Amend)\.\d{1,2})?)(?![\w/])")
_AROUND = " \t\n\u00a0:;,.–—-()[]"
_OUR_OWN = frozenset({ics.SYMBOL, ics.SUBJECT, ics.SITUATION, ics.MEETING, ics.PROCEDURE, ics.PENHOLDER, ics.DOCUMENT})
_WANTED = USED | WHOLE_DAY | _OUR_OWN | {ics.POST, "SUMMARY", "CATEGORIES"}

Uid = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class FoundVote(Value):
    """A vote as far as its event tells it. Nobody has assessed it: what people hold of a draft is taken over from no file.

    ``hour``: none where the event names a ``day`` alone. ``uid``: the event's, where it has one; ``recurrence``: which instance
    it is of an event that recurs, as RECURRENCE-ID names it in UTC. ``withdrawn``: the event is cancelled.
    """

    symbol: Symbol
    hour: Hour | None
    day: Day | None = None
    uid: Uid | None = None
    recurrence: Line | None = None
    subject: Translated | None = None
    situation: Translated | None = None
    meeting: Line | None = None
    procedure: Procedure = Procedure.SUBSTANTIVE
    penholders: tuple[Iso3, ...] = ()
    documents: tuple[Document, ...] = ()
    withdrawn: bool = False

    @property
    def identity(self) -> str:
        """The same for one event, however it is moved and whatever it comes to say; its symbol where it has no UID."""
        return f"{self.uid or self.symbol} {self.recurrence or ''}".rstrip()

    def vote(self) -> Vote:
        """The vote.

        Raises:
            BadInput: the event does not say at which hour it is, or what about, which a vote in the calendar must.
        """
        if self.hour is None:
            raise _no_hour(self)
        missing = [name for name, words in (("subject", self.subject), ("situation", self.situation)) if not words]
        if missing:
            what = f"the event of {self.symbol} says no {' and no '.join(missing)}"
            mend = "write the subject after the symbol in its summary, and the situation as its category"
            raise BadInput(what=what, mend=mend)
        with in_a_line():
            return Vote.model_validate(self.model_dump(exclude={"day", "uid", "recurrence"}))


@dataclass(frozen=True)
class VotesFile:
    """The votes of a file in their order, and what was wrong with each event that could not be used.

    ``unread``: the UIDs of the latter, as far as they are known: what they stood for is not gone.
    """

    votes: tuple[FoundVote, ...]
    problems: tuple[AdvocacyBotError, ...]
    unread: frozenset[str] = frozenset()


def read(data: bytes, name: str) -> VotesFile:
    """The votes in a file of that name, each text once and at one hour. What recurs, or has a day alone, is a problem.

    Raises:
        BadInput: it is no iCalendar file, or not a whole one.
    """
    reading = _Reading(name, None, None)
    reading.read(data)
    return reading.told()


def read_all(data: bytes, name: str, window: Window, charset: str | None = None) -> VotesFile:
    """The votes in a calendar that others keep: also cancelled ones, those on a day alone, and each instance in the window of
    what recurs. One text may stand in several events, and is told apart by its ``identity``.

    ``charset``: in what it is written, as whoever sent it says; it counts where that is not UTF-8.

    Raises:
        BadInput: it is no iCalendar file, or not a whole one.
    """
    reading = _Reading(name, window, charset)
    reading.read(data)
    return reading.told()


@dataclass
class _Reading:
    """A file while it is read: what was found so far, and what was wrong, each with the line of its event."""

    name: str
    window: Window | None
    charset: str | None
    votes: dict[str, tuple[int, FoundVote]] = field(default_factory=dict)
    problems: list[tuple[int, AdvocacyBotError]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def read(self, data: bytes) -> None:
        allowance = Allowance()
        events = [event for one in calendars(data, self.name) for event in self._events(one, allowance)]
        groups, problems = that_hold(event for event in events if event.uid is None or event.uid not in self.unread)
        for event, error in problems:
            self._refuse(event, error)
        for group in groups:
            self._take(group)

    def told(self) -> VotesFile:
        votes = sorted(self.votes.values(), key=lambda one: one[0])
        problems = sorted(self.problems, key=lambda one: one[0])
        return VotesFile(tuple(vote for _, vote in votes), tuple(error for _, error in problems), frozenset(self.unread))

    def _events(self, calendar: Component, allowance: Allowance) -> Iterator[Event]:
        try:
            about = around(calendar, allowance)
        except AdvocacyBotError as error:
            where = f"{self.name}, line {calendar.line}"
            raise error.at(where) from None
        for component in calendar.of_kind("VEVENT"):
            try:
                yield Event(component, properties(component, _WANTED, self.charset), about)
            except AdvocacyBotError as error:
                self._note(component.line, error)
                self.unread.update(filter(None, [uid(component)]))

    def _take(self, group: list[Event]) -> None:
        """The votes of the events of one UID. What recurs is only worked out where it names a text."""
        head, *rest = group
        events = group if self._names_a_text(head) else rest
        for found in taking_place(events, self.window) if events else ():
            if not isinstance(found, Instance):
                self._refuse(*found)
                continue
            try:
                self._keep(found.event, _vote(found, strictly=self.window is None))
            except AdvocacyBotError as error:
                self._refuse(found.event, error)

    def _names_a_text(self, event: Event) -> bool:
        try:
            _facts(event.told)
        except AdvocacyBotError as error:
            self._refuse(event, error)
            return False
        return True

    def _keep(self, event: Event, vote: FoundVote) -> None:
        key = vote.symbol if self.window is None else vote.identity
        if key in self.votes:
            raise DuplicateSymbol(symbol=vote.symbol, also=" in the file")
        self.votes[key] = (event.line, vote)

    def _refuse(self, event: Event, error: AdvocacyBotError) -> None:
        self._note(event.line, error)
        if event.uid and not isinstance(error, NamesNoText):
            self.unread.add(event.uid)

    def _note(self, line: int, error: AdvocacyBotError) -> None:
        self.problems.append((line, error.at(f"{self.name}, line {line}")))


# ── what an event says ──────────────────────────────────────────────────────────────────────────────────────────────


def _vote(found: Instance, *, strictly: bool) -> FoundVote:
    told = found.event.told
    recurs = sorted(RECURS & told.keys()) if strictly else []
    if recurs:
        what = f"the event recurs ({', '.join(recurs)}), and a vote is taken once"
        raise BadInput(what=what, mend="make a single event of it")
    hour = found.when if isinstance(found.when, dt.datetime) else None
    at = {"hour": hour, "day": None if hour else found.when, "uid": found.event.uid, "recurrence": found.recurrence}
    with in_a_line():
        vote = FoundVote.model_validate({**at, "withdrawn": found.cancelled, **_facts(told)})
    if strictly and vote.hour is None:
        raise _no_hour(vote)
    return vote


def _no_hour(vote: FoundVote) -> BadInput:
    what = f"the event of {vote.symbol} begins at '{vote.day:%Y%m%d}', which is no day and hour"
    return BadInput(what=what, mend="give it the hour of the vote, not the day alone")


def _facts(told: Properties) -> dict[str, object]:
    """What the event says of a vote.

    Raises:
        NamesNoText: it is about none.
        BadInput: it is about several.
    """
    if ics.POST in told:
        what = f"the event is about post {told[ics.POST][0].value[:20]} of a queue, and no vote"
        raise NamesNoText(what=what, mend="read the calendar of votes, calendar.ics of the public pages")
    return _our_own(told) if ics.SYMBOL in told else _plain(told)


def _our_own(told: Properties) -> dict[str, object]:
    """What :mod:`advocacybot.site.ics` wrote into properties of our own. Only what is there, so that defaults hold."""
    single = {"symbol": ics.SYMBOL, "meeting": ics.MEETING, "procedure": ics.PROCEDURE}
    facts: dict[str, object] = {name: told[key][0].value for name, key in single.items() if key in told}
    return facts | {
        "subject": _by_language(told.get(ics.SUBJECT, ())) or None,
        "situation": _by_language(told.get(ics.SITUATION, ())) or None,
        "penholders": tuple(one.value for one in told.get(ics.PENHOLDER, ())),
        "documents": tuple(_document(one.value) for one in told.get(ics.DOCUMENT, ())),
    }


def _plain(told: Properties) -> dict[str, object]:
    """What an event of anybody's says: the symbol in its summary, the subject beside it, the situation as its category.

    Raises:
        NamesNoText: there is no symbol in it.
        BadInput: there are several.
    """
    summary, category = first(told, "SUMMARY"), first(told, "CATEGORIES")
    words = summary.value if summary else ""
    symbols = {found[0] for found in _SYMBOL.finditer(words)}
    if len(symbols) != 1:
        what = f"the event {words[:80]!r} names {'several texts' if symbols else 'no text of the Council'} in its summary"
        raise (BadInput if symbols else NamesNoText)(what=what, mend="write one symbol such as S/2016/846 into it")
    (symbol,) = symbols
    before, _, after = words.partition(symbol)
    subject = after.strip(_AROUND) or before.strip(_AROUND)
    situation = split_on_unescaped_comma(category.raw)[0].strip() if category else ""
    return {
        "symbol": symbol,
        "subject": {_language(summary): " ".join(subject.split())} if subject else None,
        "situation": {_language(category): situation} if situation else None,
    }


def _by_language(found: Iterable[Property]) -> dict[str, str]:
    return {_language(one): one.value for one in found}


def _language(one: Property | None) -> str:
    """``fr`` of ``fr-CH``; English where it says none."""
    return (one.parameters.get("LANGUAGE", "") if one else "")[:2].lower() or "en"


def _document(words: str) -> dict[str, str]:
    url, _, title = words.partition(" ")
    return {"url": url, "title": title}
