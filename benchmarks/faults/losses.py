"""What a request loses on its way, where no process dies: the rows of the table that take a server."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from benchmarks.faults import traps
from benchmarks.faults.lossy import Loss, lossy
from benchmarks.faults.site import Site
from benchmarks.faults.traps import WhatIsAsked
from tests.servers.between import Fault, nowhere
from tests.servers.faults import (
    EMPTY,
    MALFORMED,
    PAGE,
    Answers,
    Holds,
    HoldsAnswer,
    Late,
    Loses,
    reset_after,
    reset_before,
    truncated,
)

MakeFault = Callable[[Random], Callable[[], Fault]]
"""By lot, which; and then, in the proxy's process, it itself."""

_JSON = {"Content-Type": "application/json"}


def _always(fault: Fault) -> MakeFault:
    return lambda _: lambda: fault


def _made(kind: Callable[[], Fault]) -> MakeFault:
    return lambda _: kind


def _one_of(*faults: Fault) -> MakeFault:
    def choose(lot: Random) -> Callable[[], Fault]:
        chosen = lot.choice(faults)
        return lambda: chosen

    return choose


def _says(status: int, error: str, **headers: str) -> Answers:
    body = json.dumps({"error": error, "title": error, "status": status}).encode()
    return Answers(status, _JSON | {name.replace("_", "-"): value for name, value in headers.items()}, body)


_BROKEN = (500, 502, 503)

POSTING: dict[str, MakeFault] = {
    "reset, not taken": _always(reset_before),
    "reset, taken": _always(reset_after),
    "5xx, not taken": _one_of(*map(Answers, _BROKEN)),
    "5xx, taken": _one_of(*map(Loses, _BROKEN)),
    "no answer, not taken": _made(Holds),
    "no answer, taken": _made(HoldsAnswer),
    "answer makes no sense": _one_of(MALFORMED, EMPTY, PAGE),
    "answer truncated": _always(truncated),
    "429": _always(_says(429, "Too Many Requests", retry_after="60")),
    "401 once": _always(_says(401, "Unauthorized")),
}
ASKING: dict[str, MakeFault] = {
    "reset": _always(reset_before),
    "5xx": _one_of(*map(Answers, _BROKEN)),
    "no answer": _made(Holds),
    "answer makes no sense": _one_of(MALFORMED, EMPTY, PAGE),
    "answer truncated": _always(truncated),
    "429": _always(_says(429, "Too Many Requests", retry_after="60")),
    "401 once": _always(_says(401, "Unauthorized")),
}


def a_part(site: Site, lot: Random) -> int:
    return lot.randint(1, sum(site.threads))


# ── what happens ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class WhilePosting:
    """It befalls the request that posts a part."""

    fault: MakeFault

    def __call__(self, site: Site, lot: Random, _: float) -> int:
        with lossy(site, Loss(site.requests.post, a_part(site, lot), self.fault(lot))) as line:
            line.site.worker().ended()
            return int(line.befell)


@dataclass(frozen=True)
class WhileLooking:
    """An answer was lost, and it befalls the request that looks for the part."""

    fault: MakeFault

    def __call__(self, site: Site, lot: Random, _: float) -> int:
        first = Loss(site.requests.post, a_part(site, lot), lambda: reset_after)
        with lossy(site, first, Loss(site.requests.find, 1, self.fault(lot))) as line:
            line.site.worker().ended()
            line.site.recovery().ended()
            return int(line.befell)


@dataclass(frozen=True)
class WhileAskingWho:
    """It befalls the request that asks who the account is."""

    fault: MakeFault

    def __call__(self, site: Site, lot: Random, _: float) -> int:
        with lossy(site, Loss(site.requests.who, 1, self.fault(lot))) as line:
            line.site.worker().ended()
            return int(line.befell)


@dataclass(frozen=True)
class NobodyListens:
    """No connection comes about: while posting a part, while looking for one, or while asking who the account is."""

    step: WhatIsAsked

    def __call__(self, site: Site, lot: Random, _: float) -> int:
        nth = a_part(site, lot)
        with nowhere() as url:
            if self.step != "looking":
                site.worker(partial(traps.nobody_listens, self.step, url, nth if self.step == "before" else 1)).ended()
                return 1
            site.worker(partial(traps.an_answer_lost, nth)).ended()
            site.recovery(partial(traps.nobody_listens, self.step, url, 1)).ended()
            return 1


@dataclass(frozen=True)
class ArrivesLate:
    """The request arrives when its sender has given up. ``in_time``: before another process looks for the part."""

    in_time: bool

    def __call__(self, site: Site, lot: Random, _: float) -> int:
        with lossy(site, Loss(site.requests.post, a_part(site, lot), Late)) as line:
            line.site.worker().ended()
            if not self.in_time:
                site.recovery().ended()
            line.release()
        return 1


@dataclass(frozen=True)
class KilledOnTheWire:
    """Killed while it waits for an answer. ``taken``: the server had acted; else the request arrives after its sender's death."""

    taken: bool

    def __call__(self, site: Site, lot: Random, _: float) -> int:
        with lossy(site, Loss(site.requests.post, a_part(site, lot), HoldsAnswer if self.taken else Late)) as line:
            worker = line.site.worker()
            line.until_held()
            worker.kill()
            killed = worker.ended().killed
            line.release()
        return int(killed)
