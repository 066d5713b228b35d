"""The staff's list: what an administrator does to it in the room, and whoever has the terminal there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pydantic import TypeAdapter
from pydantic import ValidationError as NotOfThatForm

from advocacybot.campaign.roles import Role
from advocacybot.council.values import Line
from advocacybot.errors import BadInput, NoSuchThing, Refusal
from advocacybot.pipeline.house import House
from advocacybot.store import journal
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.web import second_factor, tokens
from advocacybot.web.models import Authenticator, Staff

LONGEST_NAME = 60
_LINE = TypeAdapter[str](Line)


@dataclass(frozen=True)
class Change:
    """What is to be another way; ``None``: it stays."""

    role: Role | None = None
    lets_in: bool | None = None
    password: str | None = None
    without_second_factor: bool = False


def add(house: House, name: str, person: str, role: Role, password: str, by: Staff | None = None) -> Staff:
    """Let somebody in, who acts as one of the campaign's people. ``by``: who does it, where it is not done at the terminal.

    Raises:
        NotAPerson: the campaign knows no such person.
        BadInput: the name is taken or is none, or the password will not do.
    """
    name = Staff.normalize_username(_name(name))
    house.campaign.check_person(person)
    _check(password, Staff(username=name, person=person))
    with alone():
        if Staff.objects.filter(username=name).exists():
            raise BadInput(what=f"there is a user {name!r} already", mend="choose another name, or give that one another role")
        made = Staff.objects.create_user(name, person, role, password)
        _tell(house, "user added", name, by, {"person": person, "role": role})
    return made


def change(house: House, name: str, wanted: Change, by: Staff | None = None) -> Staff:
    """Change what somebody may, or what signs them in.

    Raises:
        NoSuchThing: there is no such user.
        BadInput: the password will not do.
        Refusal: they would shut themselves out, or nobody would be left to keep the list.
    """
    with alone():
        found = find(name)
        if wanted.password is not None:
            _check(wanted.password, found)
            found.set_password(wanted.password)
        found.role = wanted.role or found.role
        found.is_active = found.is_active if wanted.lets_in is None else wanted.lets_in
        _somebody_stays(found, by)
        if wanted.without_second_factor:
            second_factor.forget(found)
        if not found.is_active:
            tokens.forget(found)
        found.save()
        _tell(house, "user changed", found.username, by, _facts(found, wanted))
    return found


def tell_of_own_password(house: House, who: Staff) -> None:
    """Note that somebody gave themselves another password, within the caller's transaction."""
    _tell(house, "user changed", who.username, who, {"new password": True})


def with_second_factor(people: Iterable[Staff]) -> frozenset[int]:
    """Whose sign-in asks for a code."""
    users = [one.pk for one in people]
    return frozenset(Authenticator.objects.filter(user__in=users, confirmed=True).values_list("user", flat=True))


def find(name: str) -> Staff:
    """Whoever signs in under that name.

    Raises:
        NoSuchThing: nobody does.
    """
    found = Staff.objects.filter(username=name).first()
    if found is None:
        raise NoSuchThing(kind="user", name=name, known=", ".join(Staff.objects.values_list("username", flat=True)))
    return found


def _somebody_stays(changed: Staff, by: Staff | None) -> None:
    keeps = changed.role == Role.ADMINISTRATOR and changed.is_active
    if keeps:
        return
    if by is not None and by.pk == changed.pk:
        what = "nobody takes their own role of administrator, or shuts themselves out"
        raise Refusal(what=what, mend="ask another administrator")
    before = Staff.objects.get(pk=changed.pk)
    others = Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=changed.pk)
    if before.role == Role.ADMINISTRATOR and before.is_active and not others.exists():
        what = f"{changed.username!r} is the last administrator"
        raise Refusal(what=what, mend="make somebody else an administrator first")


def _facts(changed: Staff, wanted: Change) -> dict[str, object]:
    facts: dict[str, object] = {"role": changed.role, "may come in": changed.is_active}
    facts["new password"] = wanted.password is not None
    return facts | {"second factor": "taken away"} if wanted.without_second_factor else facts


def _tell(house: House, kind: str, name: str, by: Staff | None, facts: dict[str, object]) -> None:
    who = by.person if by else journal.BOT
    journal.write([Entry(kind, f"user {name}", by=who, facts=facts)], house.clock.now())


def _name(typed: str) -> str:
    try:
        name = _LINE.validate_python(typed)
    except NotOfThatForm:
        name = ""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(what="that is no name to sign in with", mend=f"write one of at most {LONGEST_NAME} letters on one line")
    return name


def _check(password: str, whose: Staff) -> None:
    """Refuse a password that will not do.

    Raises:
        BadInput: it will not.
    """
    try:
        validate_password(password, whose)
    except ValidationError as error:
        raise BadInput(what=" ".join(error.messages), mend="choose another") from None
