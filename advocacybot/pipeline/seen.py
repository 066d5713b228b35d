"""What one feed or calendar says, as things seen: words of an item that raise a suggestion, and what a calendar says of votes
otherwise than ours does."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from advocacybot.campaign.feeds import WatchedFeed
from advocacybot.campaign.hints import Hint, HintKind, Item, hints
from advocacybot.campaign.suggestions import Kind, Seen, Sighting, Told, item_at, short
from advocacybot.council.hours import new_york_day
from advocacybot.council.values import Url, in_language
from advocacybot.council.votes import Vote
from advocacybot.errors import BadInput
from advocacybot.pipeline.house import House

if TYPE_CHECKING:
    from advocacybot.sources.fetching import Fetched
    from advocacybot.sources.icalendar_file import FoundVote
    from advocacybot.sources.journal_feed import CouncilMeeting
    from advocacybot.sources.press import PressVote

MOST_SYMBOLS = 5
"""Of one item: one that names more is a list."""
MOST_UNREAD = 20
"""Of a calendar's entries that cannot be read so many are told."""
_A_DAY, _A_YEAR = dt.timedelta(days=1), dt.timedelta(days=366)
"""How far back and ahead a calendar is read."""
_OLDEST = dt.datetime(1946, 1, 17, tzinfo=dt.UTC)
"""The day on which the Council met for the first time."""

_KINDS = {HintKind.VOTE_AHEAD: Kind.VOTE_AHEAD, HintKind.OUTCOME: Kind.OUTCOME, HintKind.ATROCITY_WARNING: Kind.WARNING}
_URL = TypeAdapter[str](Url)


def of_feed(house: House, feed: WatchedFeed, fetched: "Fetched") -> list[Seen]:
    """What the items of a feed may be about, the oldest first: what joins a suggestion later is what was published later.

    Raises:
        BadInput: it is no feed, or not a whole one.
    """
    from advocacybot.sources import feeds

    read = feeds.read(fetched.content, feed.name, address=fetched.address, charset=fetched.charset)
    return list(of_items(house, feed, sorted(read.items, key=lambda one: _at(house, one))))


def _at(house: House, item: Item) -> dt.datetime:
    """When it was published; now, where it does not say so, or says what cannot be."""
    now, said = house.clock.now(), item.published
    return said if said and _OLDEST < said < now + _A_DAY else now


def of_items(house: House, feed: WatchedFeed, items: Iterable[Item]) -> Iterator[Seen]:
    """What the items may be about. Those that say no language are in their feed's."""
    for item in items:
        for hint in hints(replace(item, language=item.language or feed.language), house.configuration.feeds):
            yield from _of_hint(house, feed, hint)


def _of_hint(house: House, feed: WatchedFeed, hint: Hint) -> Iterator[Seen]:
    if hint.kind is HintKind.OUTCOME:
        told = list(_outcomes(house, hint))
    elif hint.kind is HintKind.VOTE_AHEAD:
        told = [Told(symbol=one, situation=_situation(house, hint)) for one in hint.symbols[:MOST_SYMBOLS]]
    else:
        told = [Told(situation=_situation(house, hint))]
    for one in told or [Told(situation=_situation(house, hint))]:
        yield Seen(_KINDS[hint.kind], _sighting(house, feed, hint, one))


def _sighting(house: House, feed: WatchedFeed, hint: Hint, told: Told) -> Sighting:
    item = hint.item
    address = _address(item.address)
    return Sighting(
        feed=feed.name,
        item=short(item.document or (item_at(address) if address else f"{feed.name} {item.id}")),
        address=address,
        title=item.title or item.id,
        language=hint.language,
        passage=hint.passage,
        sentence=hint.sentence,
        at=_at(house, item),
        told=told,
    )


def _address(address: str | None) -> str | None:
    """The address, where it is one that may be linked to."""
    try:
        return _URL.validate_python(address) if address else None
    except ValidationError:
        return None


def _situation(house: House, hint: Hint) -> dict[str, str] | None:
    """The first situation that the item names, in all languages in which the calendar names it, else the record."""
    if not hint.situations:
        return None
    name = hint.situations[0]
    calendar, record = house.configuration.calendar, house.configuration.record
    named = chain((vote.situation for vote in calendar.votes), (vote.situation for vote in record.votes))
    return next((one for one in named if one.get("en") == name), {"en": name})


# ── calendars ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Said:
    """``remembered``: what a calendar said, to compare with next time, and what of it cannot be read; ``suspect``: why what it
    lacks is not to be believed, and then nothing is seen of that."""

    seen: tuple[Seen, ...]
    remembered: Mapping[str, Any]
    suspect: str


def of_calendar(house: House, feed: WatchedFeed, fetched: "Fetched", before: Mapping[str, Any]) -> Said:
    """What a calendar says of votes ahead that ours does not have, or has otherwise; and those that it named and names no more.

    Args:
        house: the campaign's.
        feed: which calendar.
        fetched: its file.
        before: what was to be remembered when it was read last.

    Raises:
        BadInput: it is no calendar, or not a whole one.
    """
    from advocacybot.sources import calendar_changes, icalendar_file

    now = house.clock.now()
    window = icalendar_file.Window(now - _A_DAY, now + _A_YEAR)
    file = icalendar_file.read_all(fetched.content, feed.name, window, fetched.charset)
    last = [icalendar_file.FoundVote.model_validate(one) for one in before.get("votes", ())]
    compared = calendar_changes.compare(last, file, now)
    ours = {vote.symbol: vote for vote in house.configuration.calendar.votes}
    ahead = [one for one in file.votes if (one.hour > now if one.hour else one.day and one.day >= new_york_day(now))]
    agreed = {one.symbol for one in ahead if one.symbol in ours and one.hour == ours[one.symbol].hour and not one.withdrawn}
    named = [_of_event(house, feed, one, ours) for one in ahead if one.symbol not in agreed]
    stands = {one.symbol for one in ahead}
    missing = () if compared.suspect else [one for one in compared.missing if one.symbol in ours and one.symbol not in stands]
    gone = [_of_missing(house, feed, one, ours[one.symbol]) for one in missing]
    remembered = {
        "votes": [one.model_dump(mode="json", exclude_defaults=True) for one in compared.seen],
        "unread": [str(one) for one in file.problems[:MOST_UNREAD]],
    }
    return Said((*named, *gone), remembered, str(compared.suspect or ""))


def _of_event(house: House, feed: WatchedFeed, one: "FoundVote", ours: Mapping[str, Vote]) -> Seen:
    facts = {name: getattr(one, name) for name in ("subject", "situation", "meeting", "penholders", "documents")}
    known, day_alone = ours.get(one.symbol), f"{one.day}" if one.hour is None else ""
    kind = Kind.CALLED_OFF if one.withdrawn else Kind.VOTE_AHEAD
    if known and not one.withdrawn and (one.hour or one.day != known.day):
        kind = Kind.MOVED
    words = in_language(one.subject, feed.language) if one.subject else ""
    title = " ".join(filter(None, (one.symbol, words, day_alone)))
    told = Told(symbol=one.symbol, hour=None if one.withdrawn else one.hour, **facts)
    return Seen(kind, _entry(house, feed, short(f"{feed.name} {one.identity} {day_alone}".rstrip()), title, told))


def _of_missing(house: House, feed: WatchedFeed, one: "FoundVote", vote: Vote) -> Seen:
    told = Told(symbol=vote.symbol, subject=vote.subject, situation=vote.situation)
    title = f"{vote.symbol} stood in the calendar, and does not any more"
    return Seen(
        Kind.CALLED_OFF, _entry(house, feed, short(f"{feed.name} {one.identity} gone {one.hour or one.day}"), title, told)
    )


# ── the Journal ─────────────────────────────────────────────────────────────────────────────────────────────────────


def of_journal(house: House, feed: WatchedFeed, fetched: "Fetched", day: dt.date) -> list[Seen]:
    """Meetings at which a vote of the calendar is to be taken, by its record's number, and which the Journal has at another hour
    or as cancelled. Of any other meeting nothing says that it votes.

    Raises:
        BadInput: it is no day of the Journal.
    """
    from advocacybot.sources import journal_feed

    meetings = journal_feed.read_day(fetched.content, feed.name, day, fetched.charset).meetings
    votes = {vote.meeting: vote for vote in house.configuration.calendar.votes if vote.meeting and not vote.withdrawn}
    meant = ((votes[f"S/PV.{one.number}"], one) for one in meetings if f"S/PV.{one.number}" in votes)
    return [found for vote, meeting in meant for found in _of_meeting(house, feed, vote, meeting)]


def _of_meeting(house: House, feed: WatchedFeed, vote: Vote, meeting: "CouncilMeeting") -> Iterator[Seen]:
    kind = Kind.CALLED_OFF if meeting.cancelled else Kind.MOVED
    hour = None if meeting.cancelled else meeting.begins
    if meeting.cancelled or (hour and hour != vote.hour):
        told = Told(symbol=vote.symbol, hour=hour, situation=vote.situation, subject=vote.subject, meeting=vote.meeting)
        yield Seen(kind, _entry(house, feed, short(meeting.id), meeting.title, told, _address(meeting.address)))


def _entry(house: House, feed: WatchedFeed, item: str, title: str, told: Told, address: str | None = None) -> Sighting:
    """An entry of a calendar or the Journal, which says by its facts alone what it says."""
    return Sighting(
        feed=feed.name, item=item, address=address, title=title, language=feed.language, at=house.clock.now(), told=told
    )


# ── outcomes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _outcomes(house: House, hint: Hint) -> Iterator[Told]:
    """The votes that the item reports, each with its roll call as far as it was read; without one, the symbols that it names. Of
    several votes that name no symbol nobody can tell here which is which."""
    text, situation = f"{hint.item.title}\n\n{hint.item.text}", _situation(house, hint)
    read = _read(house, hint, text)
    for vote in read:
        symbol = _bound_to(house, vote.symbols or (hint.symbols if len(read) == 1 else ()))
        roll_call = {"ballots": vote.ballots, "inferred": vote.inferred, "totals": vote.totals}
        named = {"symbol": symbol, "situation": situation, "text": text}
        yield Told.model_validate(named | roll_call if symbol or len(read) == 1 else named)
    if not read:
        yield from (Told(symbol=one, situation=situation, text=text) for one in hint.symbols[:MOST_SYMBOLS])


def _read(house: House, hint: Hint, text: str) -> "list[PressVote]":
    """The votes of the Council that were understood, contradict themselves in nothing, and may be no other."""
    from advocacybot.sources import press  # its patterns take a moment to prepare: only where a text is read

    reference = house.configuration.reference
    try:
        members = reference.council.members_on(new_york_day(_at(house, hint.item)))
        reading = press.read(text[: press.MOST], members, reference.states)
    except BadInput:
        return []
    return [one for one in reading.votes if not (one.problems or one.quoted or one.doubts)]


def _bound_to(house: House, symbols: tuple[str, ...]) -> str | None:
    """Of the symbols beside a vote the one that the calendar has, else the first."""
    listed = {vote.symbol for vote in house.configuration.calendar.votes}
    return next((one for one in symbols if one in listed), symbols[0] if symbols else None)
