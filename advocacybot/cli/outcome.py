"""``outcome``: what became of a vote, entered by one person and confirmed by another."""

from pathlib import Path

import click

from advocacybot.cli.common import by_option, json_option, open_house, say, say_json
from advocacybot.council.outcomes import Ballot, Outcome, Report, Result, RollCall, Tally, Trust
from advocacybot.council.values import Source
from advocacybot.errors import BadInput
from advocacybot.pipeline import letter as write
from advocacybot.pipeline import outcome as stage
from advocacybot.sources.models import in_a_line
from advocacybot.store import votes


@click.group()
def outcome() -> None:
    """What became of a vote: enter it, confirm it, show it, write to whoever voted against."""


def _states(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(value.replace(",", " ").upper().split()) if value else ()


def _tally(_: click.Context, __: click.Parameter, value: str | None) -> Tally | None:
    if value is None:
        return None
    counts = value.split("-")
    if len(counts) not in (3, 4) or not all(count.isdigit() for count in counts):
        raise BadInput(what=f"{value!r} is no tally", mend="write in favour-against-abstained, such as 11-2-2")
    names = ("in_favour", "against", "abstained", "not_voting")
    return Tally(**dict(zip(names, map(int, counts), strict=False)))


@outcome.command()
@click.argument("symbol")
@click.option("--in-favour", callback=_states, metavar="CODES", help="Who voted in favour: ISO codes with commas.")
@click.option("--against", callback=_states, metavar="CODES", help="Who voted against.")
@click.option("--abstained", callback=_states, metavar="CODES", help="Who abstained.")
@click.option("--not-voting", callback=_states, metavar="CODES", help="Who was absent or did not participate.")
@click.option("--totals", callback=_tally, metavar="11-2-2", help="The totals as published, to be checked.")
@click.option("--without-a-vote", is_flag=True, help="The text was adopted without a vote.")
@click.option("--source", required=True, metavar="TITLE", help="Where this is published, such as SC/12545.")
@click.option("--url", metavar="ADDRESS", help="The source's address.")
@click.option("--official", is_flag=True, help="It is from the meeting record; else it is marked preliminary.")
@click.option("--record", metavar="SYMBOL", help="The meeting record, such as S/PV.7785.")
@by_option
@click.pass_obj
def enter(
    home: Path,
    symbol: str,
    in_favour: tuple[str, ...],
    against: tuple[str, ...],
    abstained: tuple[str, ...],
    not_voting: tuple[str, ...],
    totals: Tally | None,
    without_a_vote: bool,
    source: str,
    url: str | None,
    official: bool,
    record: str | None,
    by: str,
) -> None:
    """Enter what became of SYMBOL. The rule of Art. 27 says what the ballots make of it."""
    house = open_house(home)
    voted = any((in_favour, against, abstained, not_voting))
    with in_a_line():
        roll_call = RollCall(in_favour=in_favour, against=against, abstained=abstained, not_voting=not_voting)
        report = Report(
            roll_call=roll_call if voted else None,
            totals=totals,
            adopted_without_a_vote=without_a_vote,
            trust=Trust.OFFICIAL if official else Trust.PRELIMINARY,
            source=Source(title=source, url=url),
            meeting_record=record,
        )
    _say(symbol, stage.enter(house, symbol, report, by))
    if house.campaign.outcome_people_needed > 1:
        say(f"A second person now confirms it: advocacybot outcome confirm {symbol} --by NAME", markup=False)


@outcome.command()
@click.argument("symbol")
@click.option("--revision", type=int, help="Refuse if another was entered since; `outcome show` tells the number.")
@by_option
@click.pass_obj
def confirm(home: Path, symbol: str, revision: int | None, by: str) -> None:
    """Stand behind what somebody else entered for SYMBOL, after comparing it with the source (`outcome show`)."""
    _say(symbol, stage.confirm(open_house(home), symbol, by, revision))
    say("Its posts are in the queue: advocacybot queue list")


@outcome.command()
@click.argument("symbol")
@json_option
@click.pass_obj
def show(home: Path, symbol: str, as_json: bool) -> None:
    """What was entered for SYMBOL last, and who stands behind it."""
    house = open_house(home)
    entered = votes.last_report(symbol)
    if entered is None:
        raise BadInput(what=f"no outcome of {symbol} was entered", mend="enter it with `advocacybot outcome enter`")
    if as_json:
        say_json(entered.report.model_dump(mode="json", by_alias=True) | {"revision": entered.revision})
        return
    states = house.configuration.reference.states
    for ballot in Ballot:
        names = [states.find(state).short_name("en") for state, cast in _ballots(entered.report) if cast is ballot]
        if names:
            say(f"{ballot:>12}: {len(names):>2}  {', '.join(names)}")
    say(f"{entered.report.trust}, {entered.report.source.title} {entered.report.source.url or ''}")
    confirmed = f"confirmed by {entered.confirmed_by}" if entered.confirmed_by else "not confirmed yet"
    say(f"revision {entered.revision}, entered by {entered.entered_by}, {confirmed}")


@outcome.command()
@click.argument("symbol")
@click.argument("state")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="The language of the letter.")
@click.pass_obj
def letter(home: Path, symbol: str, state: str, language: str) -> None:
    """Draft a letter to STATE (its ISO code), a supporter that voted against SYMBOL. You sign and send it; the bot never does."""
    say(write.letter(open_house(home), symbol, state.upper(), language), markup=False)


def _ballots(report: Report) -> list[tuple[str, Ballot]]:
    return list(report.roll_call.ballots()) if report.roll_call else []


def _say(symbol: str, decided: Outcome) -> None:
    tally = f" {decided.tally}" if decided.tally else ""
    needed = f"; {decided.votes_needed} votes in favour were needed" if decided.result is Result.FAILED else ""
    vetoed = f" by {', '.join(decided.vetoed_by)}" if decided.vetoed_by else ""
    say(f"[bold]{symbol}[/bold]:{tally}, {decided.result}{vetoed}{needed}.")
