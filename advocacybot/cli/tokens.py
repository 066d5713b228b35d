"""``tokens``: which programs of others read, in whose name."""

from pathlib import Path

import click

from advocacybot.cli.common import json_option, open_house, say, say_json, screen, table
from advocacybot.web import tokens as stage
from advocacybot.web.models import Token
from advocacybot.web.people import find
from advocacybot.web.tokens import LONGEST_DAYS, Scope

_SCOPES = click.Choice([scope.value for scope in Scope])


@click.group()
def tokens() -> None:
    """Access for programs, which read /api/v1/, and for calendars: give it, list it, take it back."""


@tokens.command()
@click.argument("user")
@click.option("--for", "name", required=True, metavar="WORDS", help="What it is for, such as the partner's name.")
@click.option(
    "--scope", "scopes", type=_SCOPES, multiple=True, required=True, help="What it may read; several times for several."
)
@click.option("--days", type=click.IntRange(1, LONGEST_DAYS), default=90, show_default=True, help="For how long.")
@click.pass_obj
def add(home: Path, user: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Let a program read in the name of USER, who signs in to the staff room. Its token is shown this once.

    By agenda:read, which stands alone, calendars subscribe to when posts go out and until when people may agree to them: what is
    shown is the address that they ask for.
    """
    house = open_house(home)
    made = stage.make(house, find(user), name, scopes, days)
    say(f"Token {made.token.pk}, for {made.token.name}, good until {made.token.until:%Y-%m-%d %H:%M} UTC:", markup=False)
    click.echo(made.address or made.secret)


@tokens.command("list")
@json_option
@click.pass_obj
def list_(home: Path, as_json: bool) -> None:
    """Which programs have access."""
    open_house(home)
    if as_json:
        say_json([_as_json(one) for one in stage.every()])
        return
    shown = table("token", "user", "for", "begins", "may read", "until", "last used")
    for one in stage.every():
        used = f"{one.used_at:%Y-%m-%d %H:%M} UTC" if one.used_at else "never"
        until = f"{one.until:%Y-%m-%d %H:%M} UTC"
        shown.add_row(str(one.pk), one.user.username, one.name, one.shown, one.scopes.replace(",", " "), until, used)
    screen().print(shown)


@tokens.command()
@click.argument("number", type=int)
@click.pass_obj
def revoke(home: Path, number: int) -> None:
    """Have token NUMBER be good for nothing, at once."""
    one = stage.take_back(open_house(home), number)
    say(f"{one.name} reads nothing any more.", markup=False)


def _as_json(one: Token) -> dict[str, object]:
    return {
        "token": one.pk,
        "user": one.user.username,
        "for": one.name,
        "begins": one.shown,
        "scopes": one.scopes.split(","),
        "until": one.until,
        "last_used": one.used_at,
    }
