"""The accounts: how each stands by what we know; and, where somebody asks for it, by what its platform says."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import Deed
from advocacybot.pipeline import accounts as stage
from advocacybot.pipeline.accounts import State
from advocacybot.store import pauses, spending, tallies, waits
from advocacybot.store.pauses import Pause
from advocacybot.store.tallies import Tally
from advocacybot.store.waits import Wait
from advocacybot.web.house import for_deed, house, staff
from advocacybot.web.models import Staff
from advocacybot.web.shown import Hour, hour

TELLING = (PostState.QUEUED, PostState.HELD, PostState.APPROVED, PostState.DOUBTFUL, PostState.FAILED)


@dataclass(frozen=True)
class Card:
    """An account as its card shows it. ``answer``: what its platform said just now, where it was asked."""

    account: Account
    pause: Pause | None
    paused_since: Hour | None
    wait: Wait | None
    waits_until: Hour | None
    spent: Decimal
    counts: tuple[tuple[PostState, int], ...]
    last_out: Hour | None
    answer: State | None = None
    signed_in_until: Hour | None = None


@require_GET
@for_deed(Deed.LOOK)
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accounts.html", {"cards": cards(house().campaign.accounts, staff(request))})


@require_POST
@for_deed(Deed.ASK_PLATFORM)
def ask(request: HttpRequest, name: str) -> HttpResponse:
    """What the account's platform says of it now: its card alone where a script asked for it, else all of them."""
    state = stage.state(house(), house().campaign.account(name))
    asked_alone = bool(getattr(request, "htmx", False))
    wanted = (state.account,) if asked_alone else house().campaign.accounts
    seen = {"cards": cards(wanted, staff(request), state)}
    if asked_alone:
        return render(request, "web/_account.html", {"card": seen["cards"][0], "asked": True})
    return render(request, "web/accounts.html", seen)


def cards(accounts: Iterable[Account], reader: Staff, answer: State | None = None) -> list[Card]:
    """Their cards, by the same few queries however many accounts and posts there are."""
    now = house().clock.now()
    paused = {one.account: one for one in pauses.standing()}
    waiting = {one.account: one for one in waits.standing(now)}
    spent, posts = spending.of_month(now), tallies.by_account()
    return [
        _card(
            one,
            reader,
            paused.get(one.name),
            waiting.get(one.name),
            spent.get(one.name, spending.NOTHING),
            posts.get(one.name, Tally()),
            answer if answer and answer.account.name == one.name else None,
        )
        for one in accounts
    ]


def _card(
    account: Account, reader: Staff, pause: Pause | None, wait: Wait | None, spent: Decimal, posts: Tally, answer: State | None
) -> Card:
    def on_both_clocks(when: dt.datetime | None) -> Hour | None:
        return hour(when, house(), reader) if when else None

    return Card(
        account=account,
        pause=pause,
        paused_since=on_both_clocks(pause.since if pause else None),
        wait=wait,
        waits_until=on_both_clocks(wait.until if wait else None),
        spent=spent,
        counts=tuple((state, posts[state]) for state in TELLING),
        last_out=on_both_clocks(posts.last_out),
        answer=answer,
        signed_in_until=on_both_clocks(answer.standing.signed_in_until if answer and answer.standing else None),
    )
