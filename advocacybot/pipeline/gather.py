"""Every vote that has an outcome, each once: what people entered before the record in files, that before what was imported."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from advocacybot.council.known import Known, Trace
from advocacybot.council.record import RecordedVote
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.votes import Assessment
from advocacybot.pipeline import judge
from advocacybot.pipeline.house import House
from advocacybot.store import recorded, votes


def gather(house: House) -> list[JudgedVote]:
    """The votes. One that people took back is not among them, whoever else knows it, under whichever of its symbols."""
    with _no_collecting():
        return _gathered(house)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Thousands of votes are a hundred thousand values and no garbage: looking for it takes longer than making them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _gathered(house: House) -> list[JudgedVote]:
    told = [*house.configuration.record.votes, *recorded.votes()]
    known = Known()
    for vote in told:
        known.link(vote.symbols)
    known.add_symbols(frozenset(votes.taken_back()))
    return [*_entered(house, known), *_recorded(house, told, known)]


def _entered(house: House, known: Known) -> Iterator[JudgedVote]:
    for kept in votes.with_reports():
        if kept.taken_back:
            continue
        vote = judge.judged(house, kept)
        known.add(Trace(frozenset({vote.symbol}), vote.day, vote.report.roll_call, vote.outcome.adopted))
        yield vote


def _recorded(house: House, told: Iterable[RecordedVote], known: Known) -> Iterator[JudgedVote]:
    reference, needed = house.configuration.reference, house.campaign.assessors_needed
    assessments = {text.symbol: text.assessment for text in house.configuration.record.assessments}
    for vote in told:
        one = Trace(vote.symbols, vote.day, vote, vote.adopted)
        if known.met(one) or known.perhaps_met(one):
            continue
        known.add(one)
        held = _held(known.every_symbol(vote.symbols), assessments)
        yield vote.judged(reference.council, reference.supporters, needed, held)


def _held(symbols: frozenset[str], assessments: Mapping[str, Assessment]) -> Assessment | None:
    """What the record's files hold of a vote under whichever of its symbols; of two, that it is not credible."""
    found = [assessments[symbol] for symbol in sorted(symbols) if symbol in assessments]
    return min(found, key=lambda assessment: assessment.credible, default=None)
