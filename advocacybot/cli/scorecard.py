"""``scorecard``: who kept the pledge, who broke it, who abstained; as a table, as public pages, as a picture."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click
from rich.progress import Progress

from advocacybot.cli.common import json_option, open_house, say, say_json, screen, table, watching
from advocacybot.council.scorecard import Scorecard
from advocacybot.errors import BadInput
from advocacybot.pictures.drawing import draw
from advocacybot.pictures.shapes import Shape, Theme
from advocacybot.pipeline import export, present, score
from advocacybot.pipeline.house import House
from advocacybot.site.published import Published
from advocacybot.site.site import Site
from advocacybot.wording.phrases import LANGUAGES

DAY = click.DateTime(["%Y-%m-%d"])


@click.group(invoke_without_command=True)
@click.option("--situation", metavar="NAME", help="Votes on this situation only, such as Syria.")
@click.option("--from", "first", type=DAY, help="Votes from this day on.")
@click.option("--to", "last", type=DAY, help="Votes up to this day.")
@click.option("--tweet", "account", metavar="ACCOUNT", help="Print it as a post of that account.")
@json_option
@click.pass_context
def scorecard(
    context: click.Context,
    situation: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    account: str | None,
    as_json: bool,
) -> None:
    """How the Code's supporters on the Council voted. Only votes that people assessed as credible count."""
    if context.invoked_subcommand is not None:
        return
    house = open_house(context.obj)
    card = score.over(house, situation, first.date() if first else None, last.date() if last else None)
    if as_json:
        say_json(_as_json(card))
    elif account:
        click.echo("\n\n".join(score.in_words(house, card, account)))
    else:
        show(house, card)


@scorecard.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path, resolve_path=True))
@click.option(
    "--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="In this language only; may be repeated."
)
@click.option("--address", metavar="URL", help="Where the pages will be read; else `links: scorecard` of campaign.yaml says so.")
@click.pass_obj
def export_(home: Path, folder: Path, languages: tuple[str, ...], address: str | None) -> None:
    """Write the public pages into FOLDER, for any server, or to be opened as they lie."""
    site = Site(_published(home, address), languages or LANGUAGES)
    with Progress(console=watching(), transient=True, disable=not watching().is_terminal) as progress:
        task = progress.add_task("Drawing pages", total=sum(1 for _ in site.paths()))
        done = export.export(site, folder, lambda _: progress.advance(task))
    say(f"{done.written} pages written, {done.unchanged} as they were, {done.removed} taken away: {folder}", markup=False)


@scorecard.command()
@click.argument("what", metavar="SYMBOL|ISO3|YEAR|SITUATION")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A .png or .svg file.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--shape", type=click.Choice([shape.value for shape in Shape]), default=Shape.X.value, show_default=True)
@click.option("--theme", type=click.Choice([theme.value for theme in Theme]), default=Theme.LIGHT.value, show_default=True)
@click.pass_obj
def card(home: Path, what: str, out: Path, language: str, shape: str, theme: str) -> None:
    """Draw the card of a vote, a member, a year or a situation, and print what it says to whoever cannot see it."""
    if out.suffix not in (".png", ".svg"):
        raise BadInput(what=f"{out} is neither a .png nor an .svg file", mend="name the file with one of the two endings")
    drawing = draw(Site(_published(home)).card(what, language), Shape(shape), Theme(theme))
    out.write_bytes(drawing.svg() if out.suffix == ".svg" else drawing.png())
    click.echo(drawing.alt)


def _published(home: Path, address: str | None = None) -> Published:
    """What is public; an address that is given goes before the campaign's."""
    if address and not address.startswith(("https://", "http://")):
        raise BadInput(what=f"{address} is no address of the web", mend="write it with https:// before it")
    found = present.published(open_house(home))
    return replace(found, address=address.rstrip("/")) if address else found


def show(house: House, card: Scorecard) -> None:
    """Print the scorecard as a table."""
    say(f"{len(card.votes)} assessed votes; {card.not_assessed} that nobody has assessed do not count.")
    if not card.votes:
        say("A vote counts once two people add an `assessment` to it, in calendar.yaml or in config/record.", markup=False)
        return
    shown = table("supporter", "kept", "broke", "abstained", "did not take part", "votes")
    for one in card.scores:
        name = house.configuration.reference.states.find(one.state).short_name("en")
        counts = (one.kept, one.broke, one.abstained, one.did_not_take_part, one.votes)
        shown.add_row(name, *(str(count) if count else "·" for count in counts))
    screen().print(shown)


def _as_json(card: Scorecard) -> dict[str, object]:
    return {
        "votes": [
            {
                "symbol": vote.symbol,
                "date": vote.day,
                "result": vote.outcome.result,
                "vetoed_by": vote.outcome.vetoed_by,
                "conduct": {one.member.state: one.conduct for one in vote.judgements},
            }
            for vote in card.votes
        ],
        "scores": {
            one.state: {
                "kept": one.kept,
                "broke": one.broke,
                "abstained": one.abstained,
                "did_not_take_part": one.did_not_take_part,
            }
            for one in card.scores
        },
        "not_assessed": card.not_assessed,
    }
