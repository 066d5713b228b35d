"""Many runs: each on a site of its own, shared out among processes."""

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from statistics import median
from typing import cast

from advocacybot.clock import SystemClock
from advocacybot.platforms.wire import Network
from benchmarks.faults.children import Child, WentWrong, start
from benchmarks.faults.counting import Count
from benchmarks.faults.grounds import Grounds, prepare
from benchmarks.faults.hosts import Home, Host
from benchmarks.faults.moments import Moment
from benchmarks.faults.site import Site
from benchmarks.faults.subjects import Subject
from tests.fakes.memory import Remembered

_LESSONS = 3
"""So many times publishing is watched while nothing goes wrong, in each lane."""


@dataclass(frozen=True)
class Trial:
    """One run that is to be done."""

    subject: Subject
    moment: Moment
    number: int
    home: int
    """The number of its account: no other run has the same."""

    @property
    def lot(self) -> Random:
        """The same for the same run, whatever runs before it."""
        return Random(f"{self.subject.name}, {self.moment.name}, {self.number}")  # noqa: S311 – it guards nothing


@dataclass(frozen=True)
class Row:
    """What came of the runs of a moment on a platform."""

    runs: int = 0
    struck: int = 0
    count: Count = field(default_factory=Count)
    promised: bool = True

    def __add__(self, other: "Row") -> "Row":
        promised = self.promised and other.promised
        return Row(self.runs + other.runs, self.struck + other.struck, self.count + other.count, promised)

    @property
    def is_as_promised(self) -> bool:
        return self.count.keeps_the_promise or not self.promised


Rows = dict[tuple[str, str], Row]
"""By platform and moment, in their order."""


@dataclass(frozen=True)
class Range:
    """Where runs are done. ``usual``: how many seconds publishing takes while nothing goes wrong."""

    grounds: Grounds
    subject: Subject
    host: Host
    path: Path
    usual: float = 0.0

    def run(self, trial: Trial) -> Row:
        lot = trial.lot
        site = self.site(trial.home, lot)
        struck = trial.moment.strike(site, lot, self.usual)
        found = _recovered(site, trial.moment)
        shutil.rmtree(site.path)
        return Row(1, struck, found)

    def run_all(self, trials: Sequence[Trial], lanes: int) -> Iterator[tuple[Trial, Row]]:
        """What comes of each, as it comes."""
        children = [self._lane(range(lane, len(trials), lanes), trials) for lane in range(lanes)]
        for number, row in _said(children):
            yield trials[number], row

    def learnt(self, lanes: int) -> "Range":
        """The same, knowing how long publishing usually takes while so many are at it, each on a site of its own.

        Raises:
            WentWrong: something is doubled, lost or out of order, or given to a person, though nothing was done to it.
        """
        took: list[float] = []
        for first in range(1, 1 + lanes * _LESSONS, lanes):
            sites = [self.site(number, Random(number)) for number in range(first, first + lanes)]  # noqa: S311 – guards nothing
            took += [child.ended().said[-1] for child in [site.worker() for site in sites]]
            if any(_recovered(site) != Count() for site in sites):
                raise WentWrong("it goes wrong by itself")  # noqa: EM101
        return replace(self, usual=median(took))

    def site(self, home: int, lot: Random) -> Site:
        """A place that nobody was at before."""
        path = self.path / f"run-{home}"
        path.mkdir()
        site = Site(self.grounds, self.subject, path, lot.choice(sorted(self.grounds.databases)), self.host.home(home, path))
        site.lay()
        return site

    def _lane(self, numbers: Iterable[int], trials: Sequence[Trial]) -> Child:
        def work(line: Connection) -> None:
            for number in numbers:
                line.send((number, self.run(trials[number])))

        return start(work)


def _recovered(site: Site, moment: Moment | None = None) -> Count:
    ended = site.recovery(moment.recovers).ended() if moment else site.recovery().ended()
    count: Count = ended.said[-1]
    return count


def _said(children: Iterable[Child]) -> Iterator[tuple[int, Row]]:
    """What any of them says, until all have ended. Where one fails, the others end with it."""
    talking = {child.line: child for child in children}
    try:
        while talking:
            for line in wait(list(talking)):
                child = talking[cast("Connection", line)]
                try:
                    yield child.hear()
                except EOFError:
                    talking.pop(child.line).ended()
    finally:
        for child in talking.values():
            child.kill()


def _warm(home: Home, grounds: Grounds) -> None:
    """Let the client's library do once what it would do in every process: it builds its models when they are first used."""
    home.platform(Network(), Remembered(), SystemClock()).standing(grounds.account_at(home.handle, home.url))


def measured(
    folder: Path,
    moments: Iterable[tuple[Subject, Sequence[Moment]]],
    runs: int,
    lanes: int,
    done: Callable[[Trial], None] = lambda _: None,
    ways: int = 6,
) -> Rows:
    """The table, of so many runs for each of a subject's moments; ``done`` is told of each. The threads are of so many shapes."""
    rows: Rows = {}
    for subject, its in moments:
        rows |= {(subject.name, moment.name): Row(promised=moment.is_promised(subject)) for moment in its}
        lessons = 1 + lanes * _LESSONS
        numbers = [(moment, number) for moment in its for number in range(runs)]
        trials = [Trial(subject, moment, number, home) for home, (moment, number) in enumerate(numbers, start=lessons)]
        with subject.host(lessons + len(trials)) as host:
            grounds = prepare(folder / subject.name, subject, ways)
            _warm(host.home(0, folder / subject.name), grounds)
            gc.freeze()  # else each child's garbage collection would copy what it shares with its parent
            for trial, row in Range(grounds, subject, host, folder / subject.name).learnt(lanes).run_all(trials, lanes):
                rows[subject.name, trial.moment.name] += row
                done(trial)
            gc.unfreeze()
    return rows
