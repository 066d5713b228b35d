"""What programs of others read: calendar, queue, outcomes and scorecards, as :mod:`advocacybot.pipeline.offered` has them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.warnings import is_name as is_warning
from advocacybot.campaign.warnings import number_in
from advocacybot.council.scorecard import JudgedVote, scorecard
from advocacybot.council.votes import Vote, is_credible
from advocacybot.pipeline.house import House
from advocacybot.pipeline.offered import (
    CalendarEntry,
    CalendarPage,
    OutcomePage,
    QueuedPart,
    QueueEntry,
    QueuePage,
    ScorecardPage,
)
from advocacybot.site import places
from advocacybot.site.data import assessment_entry, score_entries, vote_entry, vote_place
from advocacybot.site.documents import NOTICE, Document, VoteEntry, VoteLinks
from advocacybot.site.places import INDEX, Place
from advocacybot.site.published import Published, in_path
from advocacybot.store import offered as kept
from advocacybot.store.posts import Queued

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_FIRST, _LAST = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Days:
    """Days in New York from one on, until another, both among them; nothing: without an end."""

    first: dt.date | None = None
    last: dt.date | None = None

    def hold(self, day: dt.date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


# ── where a page begins ─────────────────────────────────────────────────────────────────────────────────────────────


def place(at: dt.datetime | dt.date, name: object) -> str:
    """What a page can begin after: the instant, in microseconds since 1970, or the day's number; and the name of what stands
    there."""
    number = (at - _EPOCH) // _MICROSECOND if isinstance(at, dt.datetime) else at.toordinal()
    return f"{number}.{name}"


def _hour_and_name(after: str) -> tuple[dt.datetime, str]:
    """The instant and name of a place. An instant that no clock shows is the first or last that one does."""
    number, _, name = after.partition(".")
    try:
        return _EPOCH + int(number) * _MICROSECOND, name
    except OverflowError:
        return (_FIRST if number.startswith("-") else _LAST), name


# ── the lists ───────────────────────────────────────────────────────────────────────────────────────────────────────


def calendar(house: House, hours: tuple[dt.datetime | None, dt.datetime | None], after: str | None, most: int) -> CalendarPage:
    """Assessed votes that stand in the calendar; ``hours``: the first one, and the end."""
    found = kept.votes(*hours, _hour_and_name(after) if after else None)
    needed = house.campaign.assessors_needed
    some = list(islice((vote for vote in found if is_announced(vote, needed)), most + 1))
    return CalendarPage(
        data=tuple(map(calendar_entry, some[:most])),
        next=place(some[most - 1].hour, some[most - 1].symbol) if len(some) > most else None,
    )


def queue(states: Iterable[PostState], account: str | None, symbol: str | None, after: str | None, most: int) -> QueuePage:
    """Posts in those states, on that account or all, about that vote or any."""
    hour, number = _hour_and_name(after) if after else (None, "")
    begins = (hour, int(number)) if hour else None
    some = kept.posts(states, account, symbol, begins, most + 1)
    last = some[most - 1].post if len(some) > most else None
    return QueuePage(data=tuple(map(_queued, some[:most])), next=place(last.slot.due, last.id) if last else None)


def outcomes(told: Published, days: Days, assessed: bool | None, after: str | None, most: int) -> OutcomePage:
    """Votes that have an outcome, of those days."""
    number, _, symbol = (after or "").partition(".")
    begins = (int(number), symbol) if after else (0, "")
    wanted = (one for one in told.votes if days.hold(one.day) and assessed in (None, one.credible))
    ordered = sorted(wanted, key=lambda vote: (vote.day, vote.symbol))
    some = [one for one in ordered if (one.day.toordinal(), one.symbol) > begins][: most + 1]
    return OutcomePage(
        data=tuple(outcome_entry(one, told.address) for one in some[:most]),
        next=place(some[most - 1].day, some[most - 1].symbol) if len(some) > most else None,
        as_of=told.changed,
        notice=NOTICE,
    )


def outcome(told: Published, name: str) -> VoteEntry | None:
    """The vote of that symbol, as addresses have it (``S-2016-846``); nothing where no outcome of such a one is told."""
    found = next((one for one in told.votes if in_path(one.symbol) == name), None)
    return outcome_entry(found, told.address) if found else None


def scorecards(told: Published, days: Days, situation: str | None, after: str | None, most: int) -> ScorecardPage:
    """The scores over the votes of those days, in a situation (in any language) or in all."""
    card = scorecard(one for one in told.votes if days.hold(one.day) and _is_of(one, situation))
    some = [one for one in score_entries(card) if one.iso3 > (after or "")][: most + 1]
    return ScorecardPage(
        data=tuple(some[:most]),
        next=some[most - 1].iso3 if len(some) > most else None,
        as_of=told.changed,
        notice=NOTICE,
        votes=tuple(one.symbol for one in card.votes),
        not_assessed=card.not_assessed,
    )


def _is_of(vote: JudgedVote, situation: str | None) -> bool:
    return situation is None or situation.casefold() in {name.casefold() for name in vote.situation.values()}


# ── what stands in them ─────────────────────────────────────────────────────────────────────────────────────────────


def is_announced(vote: Vote, people_needed: int) -> bool:
    """Whether others are told of a vote of the calendar: as many people as are asked for hold its draft to be credible."""
    return is_credible(vote.assessment, people_needed) and not vote.withdrawn


def calendar_entry(vote: Vote) -> CalendarEntry:
    return CalendarEntry(
        symbol=vote.symbol,
        situation=dict(sorted(vote.situation.items())),
        subject=dict(sorted(vote.subject.items())),
        hour=vote.hour.astimezone(dt.UTC),
        date=vote.day,
        meeting=vote.meeting,
        procedure=vote.procedure,
        penholders=vote.penholders,
        documents=tuple(Document(title=one.title, url=one.url) for one in vote.documents),
        assessment=assessment_entry(vote.assessment),
    )


def outcome_entry(vote: JudgedVote, address: str | None) -> VoteEntry:
    """The vote in the form of the public data; ``address``: of the public pages, for its links."""
    told = vote_entry(vote, Place(places.VOTES_JSON, address))
    page, data = f"en/votes/{in_path(vote.symbol)}/{INDEX}", vote_place(vote.symbol)
    links = VoteLinks(page=f"{address}/{page}", data=f"{address}/{data}") if address else told.links
    return told.model_copy(update={"links": links})


def _queued(one: Queued) -> QueueEntry:
    post, about = one.post, one.post.slot.symbol
    return QueueEntry(
        id=post.id,
        version=post.version,
        symbol=None if is_warning(about) else about,
        warning=number_in(about) if is_warning(about) else None,
        account=post.slot.account,
        message=post.slot.message,
        state=post.state,
        due=post.slot.due.astimezone(dt.UTC),
        lapses_at=post.slot.lapses_at.astimezone(dt.UTC) if post.slot.lapses_at else None,
        language=post.words.language,
        parts=tuple(QueuedPart(text=part.text, url=part.receipt.url if part.receipt else None) for part in post.parts),
        pictures=tuple(picture.alt for picture in post.words.pictures),
        approvals=sum(given.content_hash == post.content_hash for given in one.approvals),
    )
