"""A proxy before a server, in a process of its own, that loses something once."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from threading import Event

from benchmarks.faults.children import Child, WentWrong, start
from benchmarks.faults.site import Site
from benchmarks.faults.subjects import Asked
from tests.servers.between import Between, Fault
from tests.servers.faults import Holds, Late

_PATIENCE = 30  # seconds for what should take none


@dataclass(frozen=True)
class Loss:
    """What befalls the n-th request of a kind. It is made where it happens."""

    request: Asked
    nth: int
    fault: Callable[[], Fault]


@dataclass(frozen=True)
class Lossy:
    """The proxy, and the site as it is reached through it."""

    child: Child
    site: Site

    @property
    def befell(self) -> bool:
        """Whether something was lost."""
        return bool(self.child.ask("befell"))

    def until_held(self) -> None:
        """Wait until a request, or its answer, is held."""
        if not self.child.ask("held"):
            raise WentWrong("nothing was ever held")  # noqa: EM101

    def release(self) -> None:
        """Let what is held go on, and wait until the server has acted."""
        self.child.ask("release")


@contextmanager
def lossy(site: Site, *losses: Loss) -> Iterator[Lossy]:
    """A proxy before the site's server."""
    child = start(_Proxy(site.home.url, losses))
    yield Lossy(child, replace(site, through=child.hear()))
    child.line.send("end")
    child.ended()


@dataclass(frozen=True)
class _Proxy:
    upstream: str
    losses: Sequence[Loss]

    def __call__(self, line: Connection) -> None:
        befell, faults = Event(), [loss.fault() for loss in self.losses]
        with Between(self.upstream) as between:
            for loss, fault in zip(self.losses, faults, strict=True):
                between.on(*loss.request, fault, skip=loss.nth - 1)
            last = self.losses[-1]
            between.when(*last.request, "before", befell.set, skip=last.nth - 1)
            line.send(between.url)
            for question in _questions(line):
                line.send(_answer(question, befell, faults[-1]))


def _answer(question: str, befell: Event, fault: Fault) -> object:
    if question == "held" and isinstance(fault, Holds | Late):
        return fault.held.wait(_PATIENCE)
    if question == "release" and isinstance(fault, Holds | Late):
        fault.release()
    return befell.is_set()


def _questions(line: Connection) -> Iterator[str]:
    """Until the end; also until whoever asks is dead."""
    parent = os.getppid()
    with suppress(EOFError, ConnectionError):
        while os.getppid() == parent:
            if line.poll(1):
                question = line.recv()
                if question == "end":
                    return
                yield question
