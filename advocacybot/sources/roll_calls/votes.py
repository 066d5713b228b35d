"""The lines of one vote → the vote, or every reason why they do not add up. Reading never guesses."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from advocacybot.council.members import Council
from advocacybot.council.outcomes import Ballot, Outcome, Result, RollCall, Tally, Trust, count, votes_needed
from advocacybot.council.record import RecordedVote
from advocacybot.council.states import States
from advocacybot.council.values import Source
from advocacybot.council.votes import Procedure
from advocacybot.errors import (
    AdvocacyBotError,
    BadInput,
    BallotMissing,
    DidNotSit,
    MembersNotKnown,
    NotADate,
    TotalsDisagree,
    TwoBallots,
    UnknownState,
)
from advocacybot.sources.roll_calls import words
from advocacybot.sources.roll_calls.forms import BALLOTS, FORMER_CODES, Column
from advocacybot.sources.roll_calls.lines import Line

_OF_THE_MEMBER = frozenset({Column.STATE, Column.BALLOT})


@dataclass(frozen=True)
class Grounds:
    """What a file is held against, and where it says that its facts come from.

    Attributes:
        today: New York's day; no vote was held after it.
        source: where the file is published; the Digital Library's own links go before.
        trust: how far what it says can be relied on.
        procedural: the symbols of votes that are known to have been on procedural matters, where the file does not say.
    """

    states: States
    council: Council
    today: dt.date
    file: str
    source: Source
    trust: Trust
    procedural: frozenset[str]


@dataclass
class Gathered:
    """The lines of one vote as they are met. The first tells of the vote, and the others have to agree with it."""

    first: Line
    ballots: list[tuple[int, str, str]] = field(default_factory=list)
    wrong: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def take(self, line: Line) -> None:
        if line.wrong:
            self.wrong[line.wrong].append(line.number)
        self.ballots.append((line.number, line.cells.get(Column.STATE, ""), line.cells.get(Column.BALLOT, "")))
        if line.cells.keys() - _OF_THE_MEMBER and not self._agrees(line):
            self._tell_apart(line)

    def _agrees(self, line: Line) -> bool:
        first = self.first.cells
        return all(cell == first.get(column) for column, cell in line.cells.items() if column not in _OF_THE_MEMBER)

    def _tell_apart(self, line: Line) -> None:
        for column, cell in line.cells.items():
            there = self.first.cells.get(column, "")
            if column not in _OF_THE_MEMBER and cell != there:
                what = f"the {column} is {words.quoted(cell)}, and {words.quoted(there)} in line {self.first.number}"
                self.wrong[what, "let the lines of one vote agree"].append(line.number)


@dataclass(frozen=True)
class Read:
    """A vote that adds up, and the lines of its ballots by State."""

    vote: RecordedVote
    lines: Mapping[str, int]

    @property
    def span(self) -> str:
        """The numbers of its lines: ``3–17``."""
        return words.spans(sorted(self.lines.values()))

    def place(self, file: str, state: str | None = None) -> str:
        """Where its lines stand, or that State's: ``votes.csv, line 14 (S/2016/846)``."""
        return place(file, [self.lines[state]] if state else self.lines.values(), self.vote.symbol)


def place(file: str, lines: Iterable[int], symbol: str) -> str:
    """``votes.csv, lines 3–17 (S/2016/846)``."""
    told = sorted(set(lines))
    about = f" ({words.shortened(symbol)})" if symbol else ""
    return f"{file}, line{'s' if len(told) > 1 else ''} {words.spans(told)}{about}"


class Vote:
    """One vote's lines, held against what is known of its day."""

    def __init__(self, gathered: Gathered, grounds: Grounds) -> None:
        self._gathered, self._grounds = gathered, grounds
        self._cells = gathered.first.cells
        self._numbers = [number for number, _, _ in gathered.ballots]
        self._lines_of: dict[str, int] = {}
        self.wrong: list[AdvocacyBotError] = []
        self.symbol = words.symbol(self._cells.get(Column.SYMBOL, ""))
        self.drafts = words.drafts(self._cells.get(Column.DRAFT, ""))
        if not self.symbol and len(self.drafts) == 1:
            self.symbol, self.drafts = self.drafts[0], ()

    def read(self) -> Read | None:
        """The vote; nothing where something is ``wrong`` with it."""
        self._lines()
        if not self._cells:
            return None
        self._symbols()
        day = self._day()
        ballots = self._ballots()
        if day:
            self._members(day)
        if not day or self.wrong:
            return None
        roll_call = self._without_a_vote(ballots) or _roll_call(ballots)
        outcome = self._outcome(roll_call, day)
        if self.wrong:
            return None
        return Read(self._recorded(roll_call, outcome, day), self._lines_of)

    # ── what each line says by itself ───────────────────────────────────────────────────────────────────────────────

    def _lines(self) -> None:
        for (what, mend), numbers in self._gathered.wrong.items():
            self._wrong(BadInput(what=what, mend=mend), numbers)

    def _symbols(self) -> None:
        if not self.symbol:
            what = "no symbol is given" if not self.drafts else f"no resolution is given, and {len(self.drafts)} drafts"
            self._wrong(BadInput(what=what, mend="write the symbol of the text that was voted on, such as S/2016/846"))
        for symbol in filter(None, (self.symbol, *self.drafts)):
            if not words.is_symbol(symbol):
                what = f"{words.quoted(symbol)} is the symbol of no draft or resolution of the Council"
                self._wrong(BadInput(what=what, mend="write it as the Council does, such as S/2016/846 or S/RES/2118(2013)"))

    def _day(self) -> dt.date | None:
        written = self._cells.get(Column.DAY, "")
        try:
            day = words.day(written)
        except NotADate as error:
            self._wrong(error)
            return None
        if day > self._grounds.today:
            self._wrong(BadInput(what=f"{day} is still ahead", mend="mend the date: a vote is recorded once it was held"))
            return None
        for symbol in (self.symbol, *self.drafts):
            if words.is_symbol(symbol) and not words.can_be_of(symbol, day):
                self._wrong(BadInput(what=f"{symbol} cannot have been voted on on {day}", mend="mend the symbol or the date"))
        return day

    def _ballots(self) -> dict[str, Ballot]:
        """Each State's ballot; whatever line a State has is noted."""
        cast: dict[str, Ballot] = {}
        twice: dict[str, int] = {}
        for number, code, written in self._gathered.ballots:
            state, ballot = self._state(code, number), self._ballot(written, number)
            if state in self._lines_of:
                twice[state] = number
            elif state:
                self._lines_of[state] = number
            if state and ballot:
                cast[state] = ballot
        if twice:
            self._wrong(TwoBallots(states=", ".join(sorted(twice))), twice.values())
        return cast

    def _state(self, written: str, number: int) -> str | None:
        known, code = self._grounds.states.by_code, written.upper()
        code = code if code in known else FORMER_CODES.get(code, code)
        if code not in known:
            self._wrong(UnknownState(code=written[:40]), [number])
            return None
        return code

    def _ballot(self, written: str, number: int) -> Ballot | None:
        ballot = BALLOTS.get(written.casefold())
        if ballot is None:
            what = f"{words.quoted(written)} is no ballot" if written else "no ballot is given"
            self._wrong(BadInput(what=what, mend="write yes, no, abstain or absent, or Y, N, A or X"), [number])
        return ballot

    # ── what they say together ──────────────────────────────────────────────────────────────────────────────────────

    def _members(self, day: dt.date) -> None:
        try:
            sitting = {member.state for member in self._grounds.council.members_on(day)}
        except MembersNotKnown as error:
            self._wrong(error)
            return
        strangers, missing = sorted(self._lines_of.keys() - sitting), sorted(sitting - self._lines_of.keys())
        if strangers:
            self._wrong(DidNotSit(states=", ".join(strangers), day=day), [self._lines_of[state] for state in strangers])
        if missing:
            self._wrong(BallotMissing(states=", ".join(missing)))
        self._size(len(sitting), day)

    def _size(self, sitting: int, day: dt.date) -> None:
        said = self._total(Column.MEMBERS)
        if said is not None and said != sitting:
            what = f"by {Column.MEMBERS} {said} members sat, and by council.yaml {sitting} on {day}"
            self._wrong(BadInput(what=what, mend="mend the one that is wrong"))

    def _without_a_vote(self, ballots: Mapping[str, Ballot]) -> RollCall | None:
        """An empty roll call where the text was adopted without one: the Library then gives every member the same ballot."""
        modality = self._cells.get(Column.MODALITY, "").casefold()
        if modality in ("", "vote"):
            return None
        cast = set(ballots.values())
        if modality not in ("without vote", "without a vote"):
            self._wrong(BadInput(what=f"the modality {words.quoted(modality)} is not known", mend="write Vote or Without Vote"))
        elif cast not in ({Ballot.IN_FAVOUR}, {Ballot.NOT_VOTING}):
            mend = "mend the modality, or the ballots: without a vote they are all Y, or all X"
            self._wrong(BadInput(what=f"{self.symbol} was adopted without a vote, and yet ballots differ", mend=mend))
        return RollCall()

    def _outcome(self, roll_call: RollCall, day: dt.date) -> Outcome:
        """By the rule; whoever says otherwise is wrong."""
        if not any(roll_call.ballots()):
            return Outcome(Result.ADOPTED_WITHOUT_A_VOTE, None, votes_needed(day))
        self._totals(roll_call.tally)
        outcome = count(roll_call, self._grounds.council.members_on(day), day, self._procedure())
        if words.is_resolution(self.symbol) and outcome.result is not Result.ADOPTED:
            by = f" by {', '.join(outcome.vetoed_by)}" if outcome.vetoed_by else ""
            what = f"{self.symbol} is an adopted resolution, but by the rule of the Charter's Article 27 its ballots make it"
            mend = "check them; if the matter was procedural, put the vote into config/record, with `procedure: procedural`"
            self._wrong(BadInput(what=f"{what} {outcome.result}{by}", mend=mend))
        return outcome

    def _procedure(self) -> Procedure:
        known = Procedure.PROCEDURAL if self.symbol in self._grounds.procedural else Procedure.SUBSTANTIVE
        written = self._cells.get(Column.PROCEDURE, "").casefold() or known
        if written not in set(Procedure):
            what = f"the procedure {words.quoted(written)} is not known"
            self._wrong(BadInput(what=what, mend="write substantive or procedural"))
            return Procedure.SUBSTANTIVE
        return Procedure(written)

    def _totals(self, counted: Tally) -> None:
        """As far as the file gives them, they have to be those of the ballots."""
        said = {
            "in_favour": self._total(Column.YES),
            "against": self._total(Column.NO),
            "abstained": self._total(Column.ABSTENTIONS),
            "not_voting": self._total(Column.NON_VOTING),
        }
        there = counted.model_dump()
        if any(total is not None and total != there[name] for name, total in said.items()):
            told = Tally(**{name: there[name] if total is None else total for name, total in said.items()})
            self._wrong(TotalsDisagree(said=told, counted=counted))

    def _total(self, column: Column) -> int | None:
        written = self._cells.get(column, "")
        total = words.whole_number(written)
        if written and total is None:
            self._wrong(BadInput(what=f"{column}: {words.quoted(written)} is no whole number", mend="write how many"))
        return total

    def _recorded(self, roll_call: RollCall, outcome: Outcome, day: dt.date) -> RecordedVote:
        subject = words.subject(self._cells.get(Column.SUBJECT, ""))
        situation = words.situation(self._cells.get(Column.SITUATION, ""))
        return RecordedVote(
            symbol=self.symbol,
            drafts=self.drafts,
            date=day,
            situation={"en": situation or self.symbol},
            subject={"en": subject or self.symbol},
            procedure=self._procedure(),
            in_favour=roll_call.in_favour,
            against=roll_call.against,
            abstained=roll_call.abstained,
            not_voting=roll_call.not_voting,
            totals=outcome.tally,
            recorded=outcome.result,
            vetoed_by=outcome.vetoed_by,
            source=words.source(self._cells, self._grounds.source),
            trust=self._grounds.trust,
            meeting_record=words.line(self._cells.get(Column.MEETING, "")) or None,
        )

    def _wrong(self, error: AdvocacyBotError, numbers: Iterable[int] = ()) -> None:
        self.wrong.append(error.at(place(self._grounds.file, list(numbers) or self._numbers, self.symbol)))


def _roll_call(ballots: Mapping[str, Ballot]) -> RollCall:
    cast: defaultdict[Ballot, list[str]] = defaultdict(list)
    for state in sorted(ballots):
        cast[ballots[state]].append(state)
    return RollCall(
        in_favour=tuple(cast[Ballot.IN_FAVOUR]),
        against=tuple(cast[Ballot.AGAINST]),
        abstained=tuple(cast[Ballot.ABSTAINED]),
        not_voting=tuple(cast[Ballot.NOT_VOTING]),
    )
