"""What the staff should be told of as things stand: each kind of notice, and its words."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from advocacybot.campaign.posts import PostState
from advocacybot.council.hours import NEW_YORK, new_york_day
from advocacybot.pipeline.accounts import SHUT_OUT, SIGNED_IN_UNTIL
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import asleep_for
from advocacybot.store import feeds, suggestions, troubles, webhooks
from advocacybot.store.notices import Notice

AHEAD = dt.timedelta(hours=2)
"""So long before posts are due, people are told that they wait for them."""
EVENING = dt.time(20)
"""In New York: by then the outcome of a vote should be known. Of one that is held later, two hours after it."""
EXPIRES_IN = dt.timedelta(days=3)
SILENT_AFTER = dt.timedelta(seconds=60)
CURRENT = dt.timedelta(days=3)
"""What was due longer ago is no news to anybody."""
IN_A_ROW = 3
"""A feed that fails so often is not only out of order for a moment."""
MOST_SUGGESTED = 50
"""So many suggestions are told of, those first of which something was seen last."""

A_MOMENT = dt.timedelta(seconds=10)
A_WHILE = dt.timedelta(minutes=2)


class Kind(StrEnum):
    DOUBTFUL = "post doubtful"
    FAILED = "post failed"
    UNAPPROVED = "approval due"
    NO_OUTCOME = "outcome missing"
    SIGN_IN = "sign-in expires"
    SHUT_OUT = "account cannot post"
    SUGGESTED = "suggestion waits"
    FEED_FAILS = "feed fails"
    SILENT = "worker silent"
    WEBHOOK_ENDED = "webhook ended"
    NOBODY_PLANS = "nobody plans"


@dataclass(frozen=True)
class Telling:
    """How a kind is told: what several at once are called, where a person acts on it, and how long it has to stand first: what
    comes meanwhile is told with it, and what settles itself is not told at all."""

    several: str
    page: str
    stands: dt.timedelta = A_MOMENT


TELLING: Mapping[Kind, Telling] = {
    Kind.DOUBTFUL: Telling("posts are doubtful", "/", A_WHILE),
    Kind.FAILED: Telling("posts failed", "/"),
    Kind.UNAPPROVED: Telling("groups of posts wait for approval", "/", A_WHILE),
    Kind.NO_OUTCOME: Telling("votes have no outcome yet", "/calendar/list"),
    Kind.SIGN_IN: Telling("sign-ins are about to expire", "/accounts/"),
    Kind.SHUT_OUT: Telling("accounts cannot post", "/accounts/"),
    Kind.SUGGESTED: Telling("suggestions are to be decided", "/suggestions/", A_WHILE),
    Kind.FEED_FAILS: Telling("feeds cannot be read", "/suggestions/"),
    Kind.SILENT: Telling("processes are silent", "/health/"),
    Kind.WEBHOOK_ENDED: Telling("webhooks were ended", "/health/"),
    Kind.NOBODY_PLANS: Telling("", "/health/", dt.timedelta(seconds=30)),
}


def noticed(house: House) -> list[Notice]:
    """Everything that stands now, but for whether somebody plans: whoever plans is the one who looks."""
    return [notice for look in _LOOKS for notice in look(house, house.clock.now())]


def nobody_plans(house: House) -> list[Notice]:
    """That nobody has looked around for too long: for the processes that do not plan to ask."""
    asleep = asleep_for(house)
    if asleep is None or asleep < SILENT_AFTER:
        return []
    body = "Nothing is drafted or handed out until a process does again: start `advocacybot worker`, or see why it does not plan."
    return [Notice(f"{Kind.NOBODY_PLANS}", Kind.NOBODY_PLANS, "Nobody plans: no process has looked around for a minute", body)]


def _posts(state: PostState, kind: Kind, told: str, body: str, now: dt.datetime) -> Iterator[Notice]:
    for one in troubles.stuck(state, now - CURRENT):
        title = f"Post {one.id} on {one.account}, about {one.symbol}, {told}"
        yield Notice(f"{kind}: {one.id}", kind, title, f"{one.why}\n{body}")


def _doubtful(_: House, now: dt.datetime) -> Iterator[Notice]:
    body = "Nobody knows whether it is out. It is looked for; where that does not help, a person looks, and says so on its page."
    return _posts(PostState.DOUBTFUL, Kind.DOUBTFUL, "is doubtful", body, now)


def _failed(_: House, now: dt.datetime) -> Iterator[Notice]:
    return _posts(PostState.FAILED, Kind.FAILED, "failed", "It is not tried again. Its page tells what became of it.", now)


def _unapproved(_: House, now: dt.datetime) -> Iterator[Notice]:
    for one in troubles.unapproved(now + AHEAD, now):
        posts = f"Post {one.first}" if one.count == 1 else f"{one.count} posts"
        waits = "waits" if one.count == 1 else "wait"
        title = f"{posts} about {one.symbol}, due {_hour(one.due)}, {waits} for approval"
        body = "What is not agreed to in time does not go out."
        yield Notice(f"{Kind.UNAPPROVED}: {one.symbol} {one.due.isoformat()}", Kind.UNAPPROVED, title, body)


def _without_outcome(_: House, now: dt.datetime) -> Iterator[Notice]:
    for symbol, hour in troubles.votes_without_outcome(now - CURRENT, now):
        evening = dt.datetime.combine(new_york_day(hour), EVENING, NEW_YORK)
        if now >= max(evening, hour + AHEAD):
            title = f"No outcome of {symbol} is entered"
            body = f"The vote was to be held on {_hour(hour)}. Enter its outcome, or say that it was put off or withdrawn."
            yield Notice(f"{Kind.NO_OUTCOME}: {symbol} {hour.isoformat()}", Kind.NO_OUTCOME, title, body)


def _expiring(house: House, now: dt.datetime) -> Iterator[Notice]:
    for account, value in troubles.remembered(SIGNED_IN_UNTIL, _for_real(house)).items():
        until = dt.datetime.fromisoformat(value)
        if until - EXPIRES_IN <= now:
            title = f"The sign-in of {account} ends on {_hour(until)}"
            body = "After that nothing goes out there. Sign in anew with `advocacybot accounts connect`."
            yield Notice(f"{Kind.SIGN_IN}: {account} {value}", Kind.SIGN_IN, title, body)


def _shut_out(house: House, _: dt.datetime) -> Iterator[Notice]:
    for account, why in troubles.kept_from(_for_real(house), SHUT_OUT):
        body = f"{why}\nIts posts wait, and go out by themselves once it works again, as far as it is not too late for them then."
        yield Notice(f"{Kind.SHUT_OUT}: {account}", Kind.SHUT_OUT, f"{account} cannot post", body)


def _suggested(_: House, now: dt.datetime) -> Iterator[Notice]:
    for one in suggestions.listed(most=MOST_SUGGESTED):
        it, last = one.suggestion, one.suggestion.sightings[-1]
        if one.opened_at >= now - CURRENT:
            title = f"Suggestion {it.number}: {it.kind}" + (f" ({it.told.symbol})" if it.told.symbol else "")
            body = f"{last.title} ({last.feed})\nNothing follows from it before somebody accepts it."
            yield Notice(f"{Kind.SUGGESTED}: {it.number}", Kind.SUGGESTED, title, body)


def _feeds(house: House, _: dt.datetime) -> Iterator[Notice]:
    for one in feeds.failing([feed.name for feed in house.configuration.feeds.feeds], IN_A_ROW):
        since = f" It was read last on {_hour(one.worked_at)}." if one.worked_at else ""
        body = f"{one.why}\nIt is tried again, ever less often.{since} Nothing is withdrawn because of it."
        yield Notice(f"{Kind.FEED_FAILS}: {one.name}", Kind.FEED_FAILS, f"The feed {one.name} cannot be read", body)


def _silent(_: House, now: dt.datetime) -> Iterator[Notice]:
    known = troubles.processes()
    alive = {doing for one in known if now - one.seen_at < SILENT_AFTER for doing in one.doing.split(",")}
    for one in known:
        if now - one.seen_at < SILENT_AFTER:
            continue
        missing = [what for what in one.doing.split(",") if what not in alive]
        others = f"Nobody does its work now: {', '.join(missing)}." if missing else "Others do its work meanwhile."
        title = f"Process {one.name} has been silent for a minute"
        body = f"It did not stop in good order, and was last seen on {_hour(one.seen_at)}. {others}"
        yield Notice(f"{Kind.SILENT}: {one.name}", Kind.SILENT, title, body)


def _ended_webhooks(_: House, now: dt.datetime) -> Iterator[Notice]:
    for one in webhooks.ended_since(now - CURRENT):
        title = f"Webhook {one.number} at {one.host} is told nothing more"
        body = f"{one.why_ended}\nAsk whoever keeps it; then `advocacybot webhooks remove` it, and add it anew if it is wanted."
        yield Notice(f"{Kind.WEBHOOK_ENDED}: {one.number}", Kind.WEBHOOK_ENDED, title, body)


_LOOKS: tuple[Callable[[House, dt.datetime], Iterator[Notice]], ...] = (
    _doubtful,
    _failed,
    _unapproved,
    _without_outcome,
    _expiring,
    _shut_out,
    _suggested,
    _feeds,
    _silent,
    _ended_webhooks,
)


def _for_real(house: House) -> list[str]:
    return [account.name for account in house.campaign.accounts if not account.rehearsal]


def _hour(when: dt.datetime) -> str:
    there = when.astimezone(NEW_YORK)
    return f"{there:%a} {there.day} {there:%b %Y %H:%M} New York"
