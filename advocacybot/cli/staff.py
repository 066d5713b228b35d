"""``user``: who may come into the staff room, and as whom."""

import sys
from pathlib import Path

import click
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from advocacybot.campaign.roles import Role
from advocacybot.cli.common import open_house, say, screen, table
from advocacybot.errors import BadInput, NoSuchThing
from advocacybot.store import journal
from advocacybot.store.journal import Entry
from advocacybot.web.models import Staff

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
    house.campaign.check_person(person)
    if Staff.objects.filter(username=name).exists():
        raise BadInput(what=f"there is a user {name!r} already", mend="choose another name, or give that one another role")
    password = _password(password_stdin, Staff(username=name, person=person))
    with transaction.atomic():
        Staff.objects.create_user(name, person, Role(role), password)
        journal.write([Entry("user added", f"user {name}", facts={"person": person, "role": role})], house.clock.now())
    say(f"{name} may come in as {person}, {role}.")


@user.command("list")
@click.pass_obj
def list_(home: Path) -> None:
    """Who may come in."""
    open_house(home)
    shown = table("user", "person", "role", "may come in", "last here")
    for one in Staff.objects.order_by("username"):
        last = f"{one.last_login:%Y-%m-%d %H:%M} UTC" if one.last_login else "never"
        shown.add_row(one.username, one.person, one.role, "yes" if one.is_active else "no", last)
    screen.print(shown)


@user.command()
@click.argument("name")
@click.option("--role", type=_ROLES, help="Give another role.")
@click.option("--in/--out", "lets_in", default=None, help="Let in, or shut out.")
@click.option("--password", is_flag=True, help="Give another password.")
@click.option("--password-stdin", is_flag=True, help="Give another password, read from stdin.")
@click.pass_obj
def change(home: Path, name: str, role: str | None, lets_in: bool | None, password: bool, password_stdin: bool) -> None:
    """Give NAME another role or password, or shut them out."""
    house = open_house(home)
    found = Staff.objects.filter(username=name).first()
    if found is None:
        raise NoSuchThing(kind="user", name=name, known=", ".join(Staff.objects.values_list("username", flat=True)))
    found.role = role or found.role
    found.is_active = found.is_active if lets_in is None else lets_in
    if password or password_stdin:
        found.set_password(_password(password_stdin, found))
    facts = {"role": found.role, "may come in": found.is_active, "new password": password or password_stdin}
    with transaction.atomic():
        found.save()
        journal.write([Entry("user changed", f"user {name}", facts=facts)], house.clock.now())
    say(f"{name}: {found.role}, {'may come in' if found.is_active else 'shut out'}.")


def _asked() -> str:
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer


def _password(from_stdin: bool, whose: Staff) -> str:
    """A password that will do.

    Raises:
        BadInput: it will not.
    """
    given: str = sys.stdin.readline().rstrip("\n") if from_stdin else _asked()
    try:
        validate_password(given, whose)
    except ValidationError as error:
        raise BadInput(what=" ".join(error.messages), mend="choose another") from None
    return given
