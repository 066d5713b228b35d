"""Tells partner campaigns what happened: a message for each subscription that asked, in the transaction that makes it true.

Of a vote they hear once as many people as the campaign asks for hold its draft to be credible, and while it is ahead; of outcomes
as the public pages tell them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advocacybot.council.events import CalendarEvent, VoteRemoved, VoteScheduled
from advocacybot.council.record import RecordedVote
from advocacybot.council.votes import Vote, is_credible
from advocacybot.pipeline import judge, offered
from advocacybot.pipeline.house import House
from advocacybot.pipeline.offer import calendar_entry, is_announced, outcome_entry
from advocacybot.pipeline.offered import Event, WithdrawnBecause
from advocacybot.settings import Settings
from advocacybot.store import marks, votes, webhooks


def of_calendar(house: House, events: Iterable[CalendarEvent], now: dt.datetime) -> None:
    """Tell what happened to votes, in the caller's transaction. ``house``: by the files that take effect in it."""
    if not webhooks.anybody():
        return
    changes = list(_changes(house, events))
    for one in changes:
        for told in _of_vote(one, now):
            _put(told, now)
    for symbol in _scored_otherwise(changes):
        _put(offered.ScorecardPublished(timestamp=now, data=offered.ScorecardTold(symbol=symbol)), now)


def of_outcome(house: House, symbol: str, now: dt.datetime, *, corrected: bool) -> None:
    """Tell what became of a vote, in the caller's transaction, in which the report took effect."""
    if not webhooks.anybody():
        return
    judged = judge.judged(house, votes.find([symbol])[symbol])
    kind = offered.OutcomeCorrected if corrected else offered.OutcomeConfirmed
    _put(kind(timestamp=now, data=offered.OutcomeTold(outcome=outcome_entry(judged, public_address(house)))), now)
    if judged.credible:
        _put(offered.ScorecardPublished(timestamp=now, data=offered.ScorecardTold(symbol=symbol)), now)


def of_record(house: House, imported: Iterable[RecordedVote], now: dt.datetime) -> None:
    """Tell whose scores are others, as those votes came into the record or left it, in the caller's transaction."""
    if not webhooks.anybody():
        return
    needed, texts = house.campaign.assessors_needed, house.configuration.record.assessments
    assessed = {text.symbol for text in texts if is_credible(text.assessment, needed)}
    for vote in imported:
        if not assessed.isdisjoint(vote.symbols):
            _put(offered.ScorecardPublished(timestamp=now, data=offered.ScorecardTold(symbol=vote.symbol)), now)


def public_address(house: House) -> str:
    """Where the public pages are read."""
    return (house.campaign.links.scorecard or f"{Settings().web_url}/scorecard").rstrip("/")


@dataclass(frozen=True)
class _Change:
    """How a vote stood and stands in the calendar, and whether others are told of it as it did and does."""

    was: Vote | None
    now: Vote | None
    told: bool
    to_tell: bool

    @property
    def symbol(self) -> str:
        vote = self.now or self.was
        assert vote is not None  # noqa: S101 – one of them there is
        return vote.symbol


def _changes(house: House, events: Iterable[CalendarEvent]) -> Iterator[_Change]:
    """Of the votes that something happened to; and of all others, where another number of assessors is asked for than others were
    told by."""
    needed = house.campaign.assessors_needed
    before = int(marks.get(marks.ASSESSORS) or needed)
    happened = {one.symbol: one for one in (_change(event, before, needed) for event in events)}
    yield from happened.values()
    if before != needed:
        marks.put(marks.ASSESSORS, str(needed))
        for vote in votes.calendar().votes:
            if vote.symbol not in happened:
                yield _Change(vote, vote, is_announced(vote, before), is_announced(vote, needed))


def _change(event: CalendarEvent, before: int, needed: int) -> _Change:
    was = None if isinstance(event, VoteScheduled) else event.was
    now = None if isinstance(event, VoteRemoved) else event.vote
    told, to_tell = was is not None and is_announced(was, before), now is not None and is_announced(now, needed)
    return _Change(was, now, told, to_tell)


def _of_vote(change: _Change, now: dt.datetime) -> Iterator[Event]:
    """What is told of it. A vote that is over is told of by its outcome, but that its sponsors had withdrawn it."""
    ahead = any(vote is not None and vote.hour > now for vote in (change.was, change.now))
    if change.told and not change.to_tell and (ahead or _is_withdrawn(change.now)):
        yield _withdrawn(change, now)
    elif change.to_tell and ahead:
        yield from _scheduled_or_changed(change, now)


def _scheduled_or_changed(change: _Change, now: dt.datetime) -> Iterator[Event]:
    assert change.now is not None  # noqa: S101 – it is to be told
    entry = calendar_entry(change.now)
    if not change.told or change.was is None:
        yield offered.VoteScheduled(timestamp=now, data=offered.ScheduledVote(vote=entry))
    elif entry != calendar_entry(change.was):
        yield offered.VoteChanged(timestamp=now, data=offered.ChangedVote(vote=entry, previous=calendar_entry(change.was)))


def _withdrawn(change: _Change, now: dt.datetime) -> Event:
    assert change.was is not None  # noqa: S101 – it was told
    data = offered.WithdrawnVote(vote=calendar_entry(change.was), reason=_reason(change))
    return offered.VoteWithdrawn(timestamp=now, data=data)


def _reason(change: _Change) -> WithdrawnBecause:
    if change.now is None:
        return "taken out of the calendar"
    return "withdrawn by its sponsors" if change.now.withdrawn else "not assessed as credible any more"


def _is_withdrawn(vote: Vote | None) -> bool:
    return vote is not None and vote.withdrawn


def _scored_otherwise(changes: Iterable[_Change]) -> list[str]:
    """The votes that have an outcome, and count now where they did not, or did where they do not."""
    turned = [one.symbol for one in changes if one.told != one.to_tell and one.now is not None]
    return [symbol for symbol, kept in sorted(votes.find(turned).items()) if kept.report] if turned else []


def _put(event: Event, now: dt.datetime) -> None:
    webhooks.put(event.type, event.model_dump_json(by_alias=True), now)
