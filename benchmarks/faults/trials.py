"""Many runs: each on a site of its own, shared out among processes."""

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from statistics import median
from typing import cast

from benchmarks.faults.children import Child, WentWrong, start
from benchmarks.faults.counting import Count
from benchmarks.faults.grounds import Grounds
from benchmarks.faults.moments import Moment
from benchmarks.faults.site import Site
from benchmarks.faults.subjects import Subject

_LESSONS = 3
"""So many times publishing is watched while nothing goes wrong, in each lane."""


@dataclass(frozen=True)
class Trial:
    """One run that is to be done."""

    subject: Subject
    moment: Moment
    number: int

    @property
    def lot(self) -> Random:
        """The same for the same run, whatever runs before it."""
        return Random(f"{self.subject.name}, {self.moment.name}, {self.number}")  # noqa: S311 – it guards nothing


@dataclass(frozen=True)
class Row:
    """What came of the runs of a moment on a platform."""

    runs: int = 0
    killed: int = 0
    count: Count = field(default_factory=Count)

    def __add__(self, other: "Row") -> "Row":
        return Row(self.runs + other.runs, self.killed + other.killed, self.count + other.count)


Rows = dict[tuple[str, str], Row]
"""By platform and moment, in their order."""


@dataclass(frozen=True)
class Range:
    """Where runs are done. ``usual``: how many seconds publishing takes while nothing goes wrong."""

    grounds: Grounds
    path: Path
    usual: float

    def run(self, trial: Trial) -> Row:
        lot = trial.lot
        path = self.path / f"{trial.subject.name}-{trial.moment.name}-{trial.number}"
        site = _site(self.grounds, trial.subject, path, lot)
        killed = trial.moment.strike(site, lot, self.usual)
        found = _recovered(site, trial.moment)
        shutil.rmtree(path)
        return Row(1, killed, found)

    def run_all(self, trials: Sequence[Trial], lanes: int) -> Iterator[tuple[Trial, Row]]:
        """What comes of each, as it comes."""
        children = [self._lane(range(lane, len(trials), lanes), trials) for lane in range(lanes)]
        for number, row in _said(children):
            yield trials[number], row

    def _lane(self, numbers: Iterable[int], trials: Sequence[Trial]) -> Child:
        def work(line: Connection) -> None:
            for number in numbers:
                line.send((number, self.run(trials[number])))

        return start(work)


def learnt(grounds: Grounds, subject: Subject, path: Path, lanes: int) -> Range:
    """A range that knows how long publishing usually takes while so many are at it, each on a site of its own.

    Raises:
        WentWrong: something is doubled, lost or out of order, or given to a person, though nothing was done to it.
    """
    took: list[float] = []
    for first in range(0, lanes * _LESSONS, lanes):
        numbers = range(first, first + lanes)
        sites = [_site(grounds, subject, path / f"{subject.name}-{number}", Random(number)) for number in numbers]  # noqa: S311
        took += [child.ended().said[-1] for child in [site.worker() for site in sites]]
        if any(_recovered(site) != Count() for site in sites):
            raise WentWrong("it goes wrong by itself")  # noqa: EM101
    return Range(grounds, path, median(took))


def _site(grounds: Grounds, subject: Subject, path: Path, lot: Random) -> Site:
    threads = lot.choice(sorted(grounds.databases))
    site = Site(grounds, subject, path, threads)
    path.mkdir()
    shutil.copyfile(grounds.databases[threads], site.database)
    return site


def _recovered(site: Site, moment: Moment | None = None) -> Count:
    ended = site.recovery(moment.recovers).ended() if moment else site.recovery().ended()
    count: Count = ended.said[-1]
    return count


def _said(children: Iterable[Child]) -> Iterator[tuple[int, Row]]:
    """What any of them says, until all have ended."""
    talking = {child.line: child for child in children}
    while talking:
        for line in wait(list(talking)):
            child = talking[cast("Connection", line)]
            try:
                yield child.hear()
            except EOFError:
                talking.pop(child.line).ended()


def measured(
    grounds: Grounds,
    folder: Path,
    subjects: Sequence[Subject],
    moments: Sequence[Moment],
    runs: int,
    lanes: int,
    done: Callable[[Trial], None] = lambda _: None,
) -> Rows:
    """The table, of so many runs for each moment; ``done`` is told of each."""
    rows: Rows = {(subject.name, moment.name): Row() for subject in subjects for moment in moments}
    gc.freeze()  # else each child's garbage collection would copy what it shares with its parent
    for subject in subjects:
        trials = [Trial(subject, moment, number) for moment in moments for number in range(runs)]
        for trial, row in learnt(grounds, subject, folder, lanes).run_all(trials, lanes):
            rows[subject.name, trial.moment.name] += row
            done(trial)
    gc.unfreeze()
    return rows
