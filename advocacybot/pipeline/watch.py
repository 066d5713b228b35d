"""The operators' files, as they change: an edit takes effect as a whole, or changes nothing."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from advocacybot.council.calendar import Calendar, compare
from advocacybot.council.events import (
    CalendarEvent,
    VoteChanged,
    VoteMoved,
    VoteRemoved,
    VoteScheduled,
    VoteWithdrawn,
)
from advocacybot.council.votes import Vote
from advocacybot.pipeline import announce, desk, draft, folders, review
from advocacybot.pipeline.draft import Foreseen
from advocacybot.pipeline.folders import Choice
from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import CALENDAR_FILE, Configuration
from advocacybot.store import journal, marks, matters, votes
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.store.votes import KeptVote
from advocacybot.wording.samples import try_templates

_KIND = {
    VoteScheduled: "vote scheduled",
    VoteMoved: "vote moved",
    VoteChanged: "vote changed",
    VoteWithdrawn: "vote withdrawn",
    VoteRemoved: "vote taken out of the calendar",
}


def kind(event: CalendarEvent) -> str:
    """What happened, in the journal's words."""
    return _KIND[type(event)]


def symbol(event: CalendarEvent) -> str:
    return _vote(event).symbol


def reread(house: House) -> tuple[CalendarEvent, ...]:
    """Read the folder's files again, and let what was changed in them take effect, below what the staff room keeps.

    Raises:
        BadInput: something in them is wrong; everything stays as it was.
    """
    before, now = house.own, folders.own(house)
    return take(house) if now.digest == before else take_own(house)


def take_own(house: House) -> tuple[CalendarEvent, ...]:
    """Let the folder's files take effect, whatever took effect last: the events that the calendar's comparison gave.

    Raises:
        BadInput: they, or the wording in them, do not work, or a post cannot be worded; nothing has taken effect then.
    """
    return _until_taken(house, lambda: Choice(folders.own(house), marks.get(marks.FILES)))


def take(house: House) -> tuple[CalendarEvent, ...]:
    """The same when the bot starts, and when it becomes this process's turn to plan: but not of files that are broken, or that
    another folder's took the place of, here or on another machine. There, what took effect last goes on to hold.

    Raises:
        BadInput: the wording does not work, or a post cannot be worded; nothing has taken effect then.
    """
    return _until_taken(house, lambda: folders.to_take(house))


def _until_taken(house: House, choose: Callable[[], Choice]) -> tuple[CalendarEvent, ...]:
    taken = None
    while taken is None:
        taken = _take(house, choose())
    return taken


def _take(house: House, choice: Choice) -> tuple[CalendarEvent, ...] | None:
    """Nothing where others took effect since the choice. Until these have, nobody works by them."""
    trial = replace(house, files=choice.files)
    desk.lay_over(trial)
    if marks.get(marks.DRAWN_FROM) != trial.configuration.version:
        check_wording(house, trial.configuration)
    now = house.clock.now()
    with alone():
        files, room = marks.both(marks.FILES, marks.DESK)
        if files != choice.over:
            return None
        if room != trial.desk:
            desk.lay_over(trial)
        take_version(trial, trial.configuration.version, now)
        events = compare(_as_it_stands(house), trial.configuration.calendar)
        keep(events, now)
        announce.of_calendar(trial, events, now)
        draft.plan(trial, [symbol(event) for event in events], now)
        mark = _marked(events)
        trial.accepted = folders.keep(choice, house.folder, now)
    house.work_by(trial)
    house.taken = (mark, house.configuration.calendar) if mark else None
    return events


def _as_it_stands(house: House) -> Calendar:
    """The calendar that took effect last, by this process or another."""
    if house.taken and marks.get(marks.CALENDAR) == house.taken[0]:
        return house.taken[1]
    return votes.calendar()


def _marked(events: tuple[CalendarEvent, ...]) -> str | None:
    """The mark of the calendar as it now is: another one whenever something happened to it."""
    if events:
        marks.put(marks.CALENDAR, secrets.token_hex(16))
    return marks.get(marks.CALENDAR)


def take_version(house: House, version: str, now: dt.datetime) -> bool:
    """Have everything that waits looked at again where what words are drawn from is another now."""
    if marks.get(marks.DRAWN_FROM) == version:
        return False
    matters.plan_all_live(now)
    review.ask_again(house)
    marks.put(marks.DRAWN_FROM, version)
    return True


def check_wording(house: House, configuration: Configuration) -> int:
    """Try every template on the worst of facts for every account; how many texts were drawn.

    Raises:
        Problems: with each template that does not work.
    """
    return try_templates(
        configuration.templates,
        configuration.campaign,
        configuration.reference,
        {account.name: house.platforms.of(account).limits(account) for account in configuration.campaign.accounts},
    )


@dataclass(frozen=True)
class Change:
    """What the staff room makes of one vote: how it is to stand in the calendar, or that it leaves it."""

    symbol: str
    vote: Vote | None

    def event(self) -> CalendarEvent | None:
        """What happens to the vote as it is kept; nothing where it stands so already."""
        kept = votes.find([self.symbol]).get(self.symbol)
        was = (kept.vote,) if kept and kept.listed else ()
        return next(iter(compare(_calendar(*was), _calendar(*(() if self.vote is None else (self.vote,))))), None)


def _calendar(*those: Vote) -> Calendar:
    return Calendar.model_construct(votes=those)


def take_from_room(house: House, change: Change, now: dt.datetime, by: str, why: str = "") -> None:
    """Let what the room says of one vote take effect, in the caller's transaction; ``desk.lay_over`` is to follow it.

    Raises:
        BadInput: a post cannot be worded.
    """
    event = change.event()
    marks.put(marks.DESK, secrets.token_hex(16))
    events = (event,) if event else ()
    keep(events, now, by, why)
    announce.of_calendar(house, events, now)
    draft.plan(house, [symbol(one) for one in events], now)
    _marked(events)


def foresee(house: House, change: Change) -> Foreseen | None:
    """What :func:`take_from_room` would do to the queue now; nothing where nothing would happen to the vote.

    Raises:
        BadInput: a post cannot be worded.
    """
    event, now = change.event(), house.clock.now()
    if event is None:
        return None
    return draft.foresee(house, _after(event, votes.find([change.symbol]).get(change.symbol), now), now)


def keep(events: tuple[CalendarEvent, ...], now: dt.datetime, by: str = CALENDAR_FILE, why: str = "") -> None:
    """Keep what happened to votes, in the caller's transaction; ``by``: the file or the person that said so."""
    kept = votes.find([symbol(event) for event in events])
    rows = [_after(event, kept.get(symbol(event)), now) for event in events]
    votes.save(rows, {symbol(event): now for event in events})
    journal.write([_entry(event, by, why) for event in events], now)


def _after(event: CalendarEvent, kept: KeptVote | None, now: dt.datetime) -> KeptVote:
    """The vote after the event. One that is over may leave the calendar: what was said of it stands."""
    vote = _vote(event)
    report = kept.report if kept else None
    over = report is not None or vote.hour <= now or vote.withdrawn
    leaves = isinstance(event, VoteRemoved)
    truth, since = (kept.truth, kept.since) if kept else ("", now)
    return KeptVote(vote, not leaves, leaves and not over, truth, since, report)


def _vote(event: CalendarEvent) -> Vote:
    return event.was if isinstance(event, VoteRemoved) else event.vote


def _entry(event: CalendarEvent, by: str, why: str) -> Entry:
    vote = _vote(event)
    facts: dict[str, object] = {"vote": vote.model_dump(mode="json", by_alias=True)} | ({"why": why} if why else {})
    if isinstance(event, VoteMoved):
        facts["was at"] = event.was.hour.isoformat()
    return Entry(kind(event), vote.symbol, by=by, facts=facts)
