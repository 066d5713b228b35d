"""``scorecard``: who kept the pledge, who broke it, who abstained."""

import datetime as dt
from pathlib import Path

import click

from advocacybot.cli.common import json_option, open_house, say, say_json, screen, table
from advocacybot.council.scorecard import Scorecard
from advocacybot.pipeline import score
from advocacybot.pipeline.house import House

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--situation", metavar="NAME", help="Votes on this situation only, such as Syria.")
@click.option("--from", "first", type=DAY, help="Votes from this day on.")
@click.option("--to", "last", type=DAY, help="Votes up to this day.")
@click.option("--tweet", "account", metavar="ACCOUNT", help="Print it as a post of that account.")
@json_option
@click.pass_obj
def scorecard(
    home: Path, situation: str | None, first: dt.datetime | None, last: dt.datetime | None, account: str | None, as_json: bool
) -> None:
    """How the Code's supporters on the Council voted. Only votes that people assessed as credible count."""
    house = open_house(home)
    card = score.over(house, situation, first.date() if first else None, last.date() if last else None)
    if as_json:
        say_json(_as_json(card))
    elif account:
        click.echo("\n\n".join(score.in_words(house, card, account)))
    else:
        show(house, card)


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
    screen.print(shown)


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
