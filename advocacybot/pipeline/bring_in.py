"""Roll calls from a file into the record: what adds up and agrees with what is known. The same file again changes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from advocacybot.council.hours import new_york_day
from advocacybot.council.known import Known, resolutions
from advocacybot.council.record import RecordedVote
from advocacybot.council.values import Source
from advocacybot.council.votes import Procedure
from advocacybot.errors import AdvocacyBotError, BadInput, NoSuchThing
from advocacybot.pipeline import announce
from advocacybot.pipeline.compare import Holder, Standing, differences, holders, of_record
from advocacybot.pipeline.house import House
from advocacybot.sources.roll_calls import LeftOut, Read, Reading, read
from advocacybot.store import journal, recorded
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.store.recorded import Imported


@dataclass(frozen=True)
class BroughtIn:
    """What an import did, or would do, by symbol.

    ``known``: were imported before, with the same facts; ``outranked``: are kept too, but config/record or people's own entry of
    them go before; ``unnamed``: the file does not say what they were about.
    """

    reading: Reading
    fresh: tuple[str, ...]
    replaced: tuple[str, ...]
    known: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    outranked: tuple[str, ...]
    unnamed: tuple[str, ...]


def bring_in(
    house: House,
    path: Path,
    by: str,
    *,
    source: Source | None = None,
    official: bool = False,
    replace: bool = False,
    keep: bool = True,
    passed: Callable[[int], object] = lambda _: None,
) -> BroughtIn:
    """Keep the votes of the file that add up. ``replace``: also over other facts that were imported before; without ``keep``
    nothing is changed.

    Raises:
        NotAPerson: the campaign knows no such person.
        BadInput: the file cannot be read as roll calls at all.
    """
    house.campaign.check_person(by)
    now, reference = house.clock.now(), house.configuration.reference
    reading = read(
        path,
        reference.states,
        reference.council,
        new_york_day(now),
        source=source,
        official=official,
        procedural=_procedural(house),
        passed=passed,
    )
    with alone():
        plan = _planned(house, path.name, reading, replace=replace)
        done = plan.done(reading)
        if keep and plan.kept:
            recorded.drop(plan.dropped)
            recorded.put(Imported(one.vote, path.name[:200], one.span[:200], by, now) for one in plan.kept.values())
            announce.of_record(house, (one.vote for one in plan.kept.values()), now)
            journal.write([Entry("roll calls imported", path.name[:80], by=by, facts=_facts(done))], now)
    return done


def take_out(house: House, symbols: Iterable[str], by: str, why: str) -> None:
    """Keep those imported votes no more.

    Raises:
        NotAPerson: the campaign knows no such person.
        NoSuchThing: one of them was not imported.
    """
    house.campaign.check_person(by)
    wanted, now = sorted(set(symbols)), house.clock.now()
    with alone():
        there = {one.vote.symbol: one.vote for one in recorded.every()}
        missing = next((symbol for symbol in wanted if symbol not in there), None)
        if missing:
            raise NoSuchThing(kind="imported vote", name=missing, known="those that `advocacybot record list` shows")
        recorded.drop(wanted)
        announce.of_record(house, (there[symbol] for symbol in wanted), now)
        subject = wanted[0] if len(wanted) == 1 else f"{len(wanted)} imported votes"
        journal.write([Entry("roll calls taken out", subject, by=by, facts={"why": why, "votes": wanted})], now)


def _procedural(house: House) -> Iterator[str]:
    """The symbols of the votes that the record in files tells to have been on procedural matters."""
    told = (vote for vote in house.configuration.record.votes if vote.procedure is Procedure.PROCEDURAL)
    return (symbol for vote in told for symbol in vote.symbols)


def _planned(house: House, file: str, reading: Reading, *, replace: bool) -> "_Plan":
    plan = _Plan(file, replace)
    for holder in holders(house):
        plan.hold(holder)
    for one in reading.votes:
        plan.take(one)
    return plan


def _facts(done: BroughtIn) -> dict[str, object]:
    return {
        "sha256": done.reading.sha256,
        "form": done.reading.form,
        "lines": done.reading.lines,
        "brought_in": len(done.fresh),
        "replaced": list(done.replaced),
        "known": len(done.known),
        "left_out": len(done.left_out),
    }


@dataclass
class _Plan:
    """What becomes of each vote of a file, held against everything that is known: the file's own earlier votes among it."""

    file: str
    replace: bool
    kept: dict[str, Read] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    fresh: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    outranked: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known = Known()
        self._holders: defaultdict[str, list[Holder]] = defaultdict(list)

    def hold(self, holder: Holder) -> None:
        """From now on that is known."""
        self._known.add(holder.trace)
        for symbol in holder.symbols:
            self._holders[symbol].append(holder)

    def take(self, one: Read) -> None:
        """Decide about the file's next vote."""
        before = self._holders_of(one.vote)
        reasons = tuple(self._reasons(one, before))
        if reasons:
            self.left_out.append(LeftOut(one.vote.symbol, reasons))
            return
        if any(holder.standing is Standing.GOES_BEFORE for holder in before):
            self.outranked.append(one.vote.symbol)
        self._decide(one, [holder for holder in before if holder.standing is not Standing.GOES_BEFORE])

    def done(self, reading: Reading) -> BroughtIn:
        return BroughtIn(
            reading,
            fresh=tuple(self.fresh),
            replaced=tuple(self.replaced),
            known=tuple(self.same),
            left_out=(*reading.left_out, *self.left_out),
            outranked=tuple(self.outranked),
            unnamed=tuple(one.vote.symbol for one in reading.votes if one.vote.subject["en"] == one.vote.symbol),
        )

    def _holders_of(self, vote: RecordedVote) -> list[Holder]:
        found = (holder for symbol in self._known.every_symbol(vote.symbols) for holder in self._holders[symbol])
        return list({id(holder): holder for holder in found}.values())

    def _reasons(self, one: Read, before: list[Holder]) -> Iterator[AdvocacyBotError]:
        """Why the vote is left out, where it is."""
        adopted = resolutions(self._known.every_symbol(one.vote.symbols))
        if len(adopted) > 1:
            what = f"one draft cannot have become both {' and '.join(sorted(adopted))}"
            yield BadInput(where=one.place(self.file), what=what, mend="mend the draft of the one that has the wrong one")
            return
        vote = of_record(one.vote, one.place(self.file), Standing.OF_THIS_FILE)
        perhaps = () if before else sorted(self._known.perhaps_met(vote.trace))
        if perhaps:
            what = f"{one.vote.symbol} may be {' and '.join(perhaps)}: the same day, the same ballots, and no source names both"
            yield BadInput(where=vote.where, what=what, mend="name the draft beside its resolution, in a column `draft`")
        for holder in before:
            if holder.standing is not Standing.BEFORE or not self.replace:
                yield from differences(self.file, one, holder)

    def _decide(self, one: Read, before: list[Holder]) -> None:
        if any(self._says_it_all(holder, one.vote) for holder in before):
            self.same.append(one.vote.symbol)
            return
        vote = _under_every_symbol(one.vote, before)
        (self.replaced if before else self.fresh).append(vote.symbol)
        for symbol in {holder.vote.symbol for holder in before if holder.vote} - {vote.symbol}:
            self.dropped.add(symbol)
            self.kept.pop(symbol, None)
        self.kept[vote.symbol] = Read(vote, one.lines)
        self.hold(of_record(vote, one.place(self.file), Standing.OF_THIS_FILE))

    def _says_it_all(self, holder: Holder, vote: RecordedVote) -> bool:
        """Whether nothing would be learned: by ``replace``, not even other words."""
        replacing = self.replace and holder.standing is Standing.BEFORE
        return holder.vote == vote if replacing else vote.symbols <= holder.symbols


def _under_every_symbol(vote: RecordedVote, before: Iterable[Holder]) -> RecordedVote:
    """The vote under the resolution's symbol where there is one, as the record has it, with the draft's beside.

    The Library gives drafts from 1998 on alone, and sometimes several: a resolution has one symbol, and always has it.
    """
    symbols = vote.symbols.union(*(holder.symbols for holder in before))
    symbol = next(iter(resolutions(symbols)), vote.symbol)
    return vote.model_copy(update={"symbol": symbol, "drafts": tuple(sorted(symbols - {symbol}))})
