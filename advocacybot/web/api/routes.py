"""What there is to read: one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import offer
from advocacybot.pipeline.house import House
from advocacybot.pipeline.offered import CalendarPage, OutcomePage, QueuePage, ScorecardPage
from advocacybot.site.documents import Public, VoteEntry
from advocacybot.web.api.queries import CalendarQuery, NoQuery, OutcomesQuery, QueueQuery, ScorecardsQuery
from advocacybot.web.pages.public import told
from advocacybot.web.tokens import Scope

WAITING = (
    PostState.QUEUED,
    PostState.HELD,
    PostState.APPROVED,
    PostState.SENDING,
    PostState.DOUBTFUL,
    PostState.FAILED,
)


@dataclass(frozen=True)
class Route:
    """``path``: below ``/api/v1/``; ``name``: what the last part of it names, where it names one thing; ``read``: what is there
    for a query and that name, or nothing."""

    path: str
    title: str
    scope: Scope
    query: type[Public]
    answer: type[Public]
    read: Callable[[House, Any, str], Public | None]
    name: str = ""


def _calendar(house: House, asked: CalendarQuery, _: str) -> CalendarPage:
    return offer.calendar(house, asked.hours(house.clock.now()), asked.after, asked.limit)


def _outcomes(house: House, asked: OutcomesQuery, _: str) -> OutcomePage:
    return offer.outcomes(told(house), asked.days, asked.assessed, asked.after, asked.limit)


def _outcome(house: House, _: NoQuery, name: str) -> VoteEntry | None:
    return offer.outcome(told(house), name)


def _scorecards(house: House, asked: ScorecardsQuery, _: str) -> ScorecardPage:
    return offer.scorecards(told(house), asked.days, asked.situation, asked.after, asked.limit)


def _queue(_: House, asked: QueueQuery, __: str) -> QueuePage:
    states = (PostState(asked.state),) if asked.state else WAITING
    return offer.queue(states, asked.account, asked.symbol, asked.after, asked.limit)


ROUTES = (
    Route("calendar", "Assessed votes ahead", Scope.CALENDAR, CalendarQuery, CalendarPage, _calendar),
    Route("outcomes", "Votes that have an outcome", Scope.OUTCOMES, OutcomesQuery, OutcomePage, _outcomes),
    Route("outcomes", "One vote that has an outcome", Scope.OUTCOMES, NoQuery, VoteEntry, _outcome, name="symbol"),
    Route("scorecards", "Each State's conduct", Scope.SCORECARDS, ScorecardsQuery, ScorecardPage, _scorecards),
    Route("queue", "Posts that wait", Scope.QUEUE, QueueQuery, QueuePage, _queue),
)


def find(path: str) -> tuple[Route, str] | None:
    """The route of a path below ``/api/v1/``, and what it names; nothing where nothing is."""
    head, slash, name = path.partition("/")
    if "/" in name or (slash and not name):
        return None
    route = next((one for one in ROUTES if one.path == head and bool(one.name) == bool(name)), None)
    return (route, name) if route else None
