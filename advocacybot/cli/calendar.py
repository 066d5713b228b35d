"""``calendar``: the votes that the bot knows, and one vote's whole story."""

from pathlib import Path

import click

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.truth import RETRACTED, WITHDRAWN
from advocacybot.cli.common import hour, json_option, open_house, say, say_json, screen, settings, short, table
from advocacybot.council.values import in_language
from advocacybot.errors import BadInput, NoSuchThing
from advocacybot.store import journal, posts, votes


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def calendar(context: click.Context, as_json: bool) -> None:
    """The votes ahead and behind, as the running bot knows them, the soonest first."""
    if context.invoked_subcommand is None:
        open_house(context.obj)
        _list(as_json)


@calendar.command()
@click.argument("symbol")
@click.pass_obj
def show(home: Path, symbol: str) -> None:
    """One vote's whole story: assessment, posts, outcome, and what the journal tells of it."""
    open_house(home)
    kept = votes.find([symbol]).get(symbol)
    if kept is None:
        raise NoSuchThing(kind="vote", name=symbol, known="the symbols that `advocacybot calendar` shows")
    vote = kept.vote
    say(f"[bold]{vote.symbol}[/bold]  {in_language(vote.situation, 'en')}: {in_language(vote.subject, 'en')}")
    say(f"  {hour(vote.hour)}   {_standing(kept.truth)}")
    if vote.assessment:
        people = ", ".join(f"{one.name} ({one.on})" for one in vote.assessment.assessors)
        say(f"  assessed as {'' if vote.assessment.credible else 'not '}credible by {people}")
        for reason in vote.assessment.reasons:
            say(f"    – {reason}", markup=False)
    for post in posts.of_matters([symbol]).get(symbol, []):
        say(f"  post {post.id}: {post.slot.message} on {post.slot.account}, {post.state}, due {hour(post.slot.due)}")
    for entry in journal.read(subject=symbol):
        say(f"  {hour(entry.at)}  {entry.kind} ({entry.by})", markup=False)


@calendar.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(home: Path, file: Path) -> None:
    """Write into FILE (.ics) when posts go out, and until when people may agree to them, for the staff's own calendars.

    Written again it tells what changed: clients that subscribed to it move and cancel what they show. It is not for the public.
    The votes ahead, for everybody, are calendar.ics of the public pages.
    """
    from advocacybot.pipeline import agenda  # it loads what writes calendars: only where one is written

    if file.exists() and not file.read_bytes().startswith(b"BEGIN:VCALENDAR"):
        raise BadInput(what=f"{file} is something else than a calendar", mend="name another file")
    told = agenda.written(open_house(home), settings(home).web_url)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(told)
    fresh.replace(file)
    say(f"{told.count(b'BEGIN:VEVENT')} entries: {file}", markup=False)


def _list(as_json: bool) -> None:
    symbols = [vote.symbol for vote in votes.calendar().votes]
    kept = votes.find(symbols)
    queued = posts.of_matters(symbols)
    rows = sorted(kept.values(), key=lambda one: one.vote.hour)
    if as_json:
        say_json([one.vote.model_dump(mode="json", by_alias=True) | {"stands": one.truth} for one in rows])
        return
    if not rows:
        say("No vote is in the calendar. Put one into config/calendar.yaml; `advocacybot run` takes it up.")
        return
    shown = table("vote", "New York", "situation", "subject", "stands", "posts out")
    for one in rows:
        mine = queued.get(one.vote.symbol, [])
        out = sum(post.state is PostState.PUBLISHED for post in mine)
        shown.add_row(
            one.vote.symbol,
            short(one.vote.hour),
            in_language(one.vote.situation, "en"),
            in_language(one.vote.subject, "en"),
            _standing(one.truth),
            f"{out} of {len(mine)}",
        )
    screen().print(shown)


def _standing(truth: str) -> str:
    if truth == RETRACTED:
        return "not assessed"
    if truth == WITHDRAWN:
        return "withdrawn"
    return "outcome recorded" if truth.startswith("outcome") else "ahead"
