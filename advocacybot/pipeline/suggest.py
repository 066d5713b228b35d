"""Suggestions: kept as feeds and calendars bring them, and decided by people. Nothing here changes a vote or the queue by itself;
whoever accepts one does so by the desk's own way, in one transaction with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from advocacybot.campaign.suggestions import OPEN, Kind, Move, Seen, Suggestion, Told, weigh
from advocacybot.pipeline.house import House
from advocacybot.store import journal, votes
from advocacybot.store import suggestions as kept_here
from advocacybot.store.journal import BOT, Entry
from advocacybot.store.locks import alone
from advocacybot.store.votes import KeptVote


def keep(house: House, seen: Iterable[Seen]) -> tuple[Suggestion, ...]:
    """Keep what was seen, as far as it is news and does not hold already; the suggestions that are new by it."""
    found = _news(tuple(seen))
    if not found:
        return ()
    now = house.clock.now()
    with alone():
        before = {one.number: one for one in kept_here.known(found)}
        weighed = weigh(list(before.values()), found)
        touched = kept_here.save([one for one in weighed if one != before.get(one.number)], now)
        journal.write([_told(one, before) for one in touched], now)
    return tuple(one for one in touched if one.number not in before)


def _told(one: Suggestion, before: Mapping[int, Suggestion]) -> Entry:
    last = one.sightings[-1]
    facts = {"suggested": one.kind, "about": one.about, "feed": last.feed, "title": last.title, "address": last.address}
    return Entry("suggestion seen again" if one.number in before else "suggested", _subject(one.number), facts=facts)


# ── decided by people ───────────────────────────────────────────────────────────────────────────────────────────────


def dismiss(house: House, number: int, by: str, why: str, version: int | None = None) -> None:
    """Nothing is to come of it, nor of the items that it was seen in. ``version``: what was looked at, where that matters.

    Raises:
        NotAPerson, NoSuchThing: the campaign knows no such person, or there is no such suggestion.
        DecidedAlready, OutdatedEntry: it is decided, or more was seen of it, since it was looked at.
    """
    _decide(house, number, Move.DISMISS, by, why, version)


def accept(house: House, number: int, by: str, by_what: str, version: int | None = None) -> None:
    """Accept it. ``by_what``: the vote, or the warning, that came of it, in the same transaction; or what somebody did.

    Raises:
        NotAPerson, NoSuchThing, DecidedAlready, OutdatedEntry: as for :func:`dismiss`.
    """
    _decide(house, number, Move.ACCEPT, by, by_what, version)


def change(house: House, number: int, told: Told, by: str, version: int) -> Suggestion:
    """Say that it is about something else than what was read.

    Raises:
        NotAPerson, NoSuchThing, DecidedAlready, OutdatedEntry: as for :func:`dismiss`.
        BadInput: another one is open about that.
    """
    house.campaign.check_person(by)
    with alone():
        changed = kept_here.change(number, told, version)
        said = told.model_dump(mode="json", exclude_defaults=True)
        journal.write([Entry("suggestion changed", _subject(number), by=by, facts=said)], house.clock.now())
    return changed


@contextmanager
def accepting(house: House, number: int | None, by: str, by_what: str) -> Iterator[None]:
    """Accept the suggestion by what is done inside: both hold, or neither does. With no number, there is nothing to accept.

    ``by_what``: the symbol of the vote that is put into the calendar, changed, or whose outcome is entered.

    Raises:
        NotAPerson, NoSuchThing, DecidedAlready: as for :func:`dismiss`; and whatever is raised inside.
    """
    if number is None:
        yield
        return
    with alone():
        accept(house, number, by, by_what)
        yield


def _decide(house: House, number: int, move: Move, by: str, why: str, version: int | None = None) -> None:
    house.campaign.check_person(by)
    now = house.clock.now()
    kind = {Move.ACCEPT: "suggestion accepted", Move.DISMISS: "suggestion dismissed"}[move]
    with alone():
        kept_here.decide(number, move, by, why, now, version)
        journal.write([Entry(kind, _subject(number), by=by, facts={"why": why})], now)


def _subject(number: int) -> str:
    return f"suggestion {number}"


# ── what holds already ──────────────────────────────────────────────────────────────────────────────────────────────


def overtake(house: House) -> int:
    """Close what is open and holds by now, such as a vote that somebody put into the calendar by themselves; how many."""
    found = [one.suggestion for one in kept_here.listed(OPEN)]
    standing = votes.find({one.told.symbol for one in found if one.told.symbol}) if found else {}
    over = [one for one in found if _holds(one.kind, one.told, standing)]
    now = house.clock.now()
    for one in over:
        with alone():
            kept_here.decide(one.number, Move.OVERTAKE, BOT, "", now)
            journal.write([Entry("suggestion overtaken", _subject(one.number))], now)
    return len(over)


def _news(seen: Collection[Seen]) -> list[Seen]:
    """What does not hold already. A vote that moved, and that the calendar never knew, is one that may be coming."""
    standing = votes.find({one.sighting.told.symbol for one in seen if one.sighting.told.symbol})
    return [one for one in seen if not _holds(one.kind, one.sighting.told, standing)]


def _holds(kind: Kind, told: Told, standing: Mapping[str, KeptVote]) -> bool:
    kept = standing.get(told.symbol or "")
    listed = kept is not None and kept.listed
    if kind is Kind.VOTE_AHEAD:
        return listed
    if kind is Kind.MOVED:
        return kept is not None and (kept.vote.hour == told.hour or kept.vote.withdrawn)
    if kind is Kind.CALLED_OFF:
        return kept is None or not listed or kept.vote.withdrawn
    return kind is Kind.OUTCOME and kept is not None and votes.last_report(kept.vote.symbol) is not None
