"""``user``: who may come into the staff room, and as whom."""

import sys
from pathlib import Path

import click

from advocacybot.campaign.roles import Role
from advocacybot.cli.common import open_house, say, screen, table
from advocacybot.web import people
from advocacybot.web.models import Staff
from advocacybot.web.people import Change

_ROLES = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """The staff: add, list, give another role or password, shut out."""


@user.command()
@click.argument("name")
@click.option("--person", required=True, metavar="NAME", help="Under which name they act, as campaign.yaml names them.")
@click.option("--role", type=_ROLES, default=Role.VIEWER.value, show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from stdin in place of asking.")
@click.pass_obj
def add(home: Path, name: str, person: str, role: str, password_stdin: bool) -> None:
    """Let NAME in, who acts as one of the campaign's people."""
    house = open_house(home)
    made = people.add(house, name, person, Role(role), _password(password_stdin))
    say(f"{made.username} may come in as {made.person}, {made.role}.", markup=False)


@user.command("list")
@click.pass_obj
def list_(home: Path) -> None:
    """Who may come in."""
    open_house(home)
    staff = list(Staff.objects.order_by("username"))
    coded = people.with_second_factor(staff)
    shown = table("user", "person", "role", "may come in", "second factor", "last here")
    for one in staff:
        last = f"{one.last_login:%Y-%m-%d %H:%M} UTC" if one.last_login else "never"
        yes = ("yes" if so else "no" for so in (one.is_active, one.pk in coded))
        shown.add_row(one.username, one.person, one.role, *yes, last)
    screen().print(shown)


@user.command()
@click.argument("name")
@click.option("--role", type=_ROLES, help="Give another role.")
@click.option("--in/--out", "lets_in", default=None, help="Let in, or shut out.")
@click.option("--password", is_flag=True, help="Give another password.")
@click.option("--password-stdin", is_flag=True, help="Give another password, read from stdin.")
@click.option("--no-second-factor", is_flag=True, help="Take a lost second factor away: the password alone signs them in.")
@click.pass_obj
def change(
    home: Path, name: str, role: str | None, lets_in: bool | None, password: bool, password_stdin: bool, no_second_factor: bool
) -> None:
    """Give NAME another role or password, take a lost second factor away, or shut them out."""
    house = open_house(home)
    given = _password(password_stdin) if password or password_stdin else None
    found = people.change(house, name, Change(Role(role) if role else None, lets_in, given, no_second_factor))
    say(f"{name}: {found.role}, {'may come in' if found.is_active else 'shut out'}.", markup=False)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer
