"""``suggestions``: what feeds and calendars brought, and what people decide about it."""

from pathlib import Path
from typing import Any

import click

from advocacybot.campaign.suggestions import OPEN, State
from advocacybot.cli.common import by_option, hour, json_option, open_house, say, say_json, why_option
from advocacybot.council.values import in_language
from advocacybot.errors import NoSuchThing
from advocacybot.pipeline import lookout, suggest
from advocacybot.pipeline.house import House
from advocacybot.store import feeds
from advocacybot.store import suggestions as kept_here
from advocacybot.store.suggestions import Kept


@click.group()
def suggestions() -> None:
    """What feeds and calendars brought: list, dismiss, and look at the feeds now. It is accepted in the staff room."""


@suggestions.command("list")
@click.option("--all", "every", is_flag=True, help="Those that are decided too.")
@json_option
@click.pass_obj
def list_(home: Path, every: bool, as_json: bool) -> None:
    """What is to be decided, the latest first."""
    house = open_house(home)
    found = kept_here.listed(State if every else OPEN)
    if as_json:
        say_json([_as_json(one) for one in found])
        return
    for one in found:
        _say(one)
    if not found:
        say("Nothing is to be decided.")
    _say_failing(house)


@suggestions.command()
@click.argument("number", type=int)
@by_option
@why_option
@click.pass_obj
def dismiss(home: Path, number: int, by: str, why: str) -> None:
    """Let nothing come of suggestion NUMBER, nor of the items that it was seen in."""
    suggest.dismiss(open_house(home), number, by, why)
    say(f"Suggestion {number} is dismissed.")


@suggestions.command()
@click.argument("names", metavar="[FEEDS]...", nargs=-1)
@click.pass_obj
def look(home: Path, names: tuple[str, ...]) -> None:
    """Ask FEEDS, or all of them, now, due or not."""
    house = open_house(home)
    known = [one.name for one in house.configuration.feeds.feeds]
    for name in names:
        if name not in known:
            raise NoSuchThing(kind="feed", name=name, known=", ".join(known) or "those that config/feeds.yaml names")
    if not known:
        say("No feed is watched. Put some into config/feeds.yaml.")
        return
    new = lookout.look(house, names or known)
    say(f"{new} new {'suggestion' if new == 1 else 'suggestions'}; {kept_here.count()} to be decided.")
    _say_failing(house)


def _say(one: Kept) -> None:
    it, told = one.suggestion, one.suggestion.told
    about = told.symbol or (in_language(told.situation, "en") if told.situation else "")
    say(f"[bold]{it.number}[/bold]  {it.kind}{f': {about}' if about else ''} ({it.state})")
    if told.hour:
        say(f"    at {hour(told.hour)}")
    for sighting in it.sightings:
        say(f"    {sighting.title} ({sighting.language}, {sighting.feed}, {hour(sighting.at)})", markup=False)
        if sighting.sentence:
            say(f"      “{sighting.sentence}”", markup=False)
        if sighting.address:
            say(f"      {sighting.address}", markup=False)


def _say_failing(house: House) -> None:
    for one in feeds.failing([feed.name for feed in house.configuration.feeds.feeds], 1):
        say(f"{one.name} cannot be read ({one.failures} in a row): {one.why}", markup=False)
    for one in feeds.states(feed.name for feed in house.configuration.feeds.feeds).values():
        for entry in one.unread:
            say(f"An entry cannot be read: {entry}", markup=False)


def _as_json(one: Kept) -> dict[str, Any]:
    it = one.suggestion
    return {
        "number": it.number,
        "kind": it.kind,
        "state": it.state,
        "opened_at": one.opened_at,
        "told": it.told.model_dump(mode="json", exclude_defaults=True),
        "sources": [sighting.model_dump(mode="json", exclude={"told"}) for sighting in it.sightings],
        "decided_by": one.decided_by or None,
        "why": one.why or None,
    }
