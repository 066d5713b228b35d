"""Access for programs: tokens by which a program reads what its person may, as far as its scopes go.

A token is shown once. What is kept of it, its SHA-256, tells nobody the token: it is 32 random bytes, which nobody guesses, so it
takes no slower digest. It is good until its day, while its person may come in and may have programs.

A program shows its token in a header, but for one scope: calendars ask by an address alone, and addresses end up in the logs of
others. So the scope that is read by an address stands in no token beside another.
"""

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from advocacybot.campaign.roles import Deed
from advocacybot.errors import BadInput, NoSuchThing
from advocacybot.pipeline.house import House
from advocacybot.store import journal
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.web.models import Staff, Token

PREFIX = "abt_"
"""By which anybody who finds one, or looks for such, knows what it is."""
SHOWN = 12
"""So many signs of a token tell it from others."""
LONGEST_DAYS = 366
LONGEST_NAME = 60
MOST = 20
"""So many may one person have."""

_FORM = re.compile(r"abt_[A-Za-z0-9_-]{43}")
_NOTED_EVERY = dt.timedelta(minutes=1)


class Scope(StrEnum):
    CALENDAR = "calendar:read"
    OUTCOMES = "outcomes:read"
    SCORECARDS = "scorecards:read"
    QUEUE = "queue:read"
    """What is not public: words of posts that are not out."""
    AGENDA = "agenda:read"
    """When posts go out and until when to agree, as a calendar, by its address alone."""


TOGETHER = tuple(scope for scope in Scope if scope is not Scope.AGENDA)
"""What one token may read of at once."""


@dataclass(frozen=True)
class Made:
    """``secret``: the token itself, which is nowhere else."""

    token: Token
    secret: str

    @property
    def address(self) -> str | None:
        """Where calendars ask for the queue's, where the token is for that: a secret, as the token stands in it."""
        if not self.token.may_read(Scope.AGENDA):
            return None
        return settings.ROOM_ADDRESS + reverse("agenda-page", args=[f"{self.secret}.ics"])


def make(house: House, whose: Staff, name: str, scopes: Iterable[str], days: int, by: Staff | None = None) -> Made:
    """Let a program read what its scopes say for so many days. ``by``: who does it, where it is not done at the terminal.

    Raises:
        BadInput: it has no name, no scope or scopes that do not go together, or is to last too long; or there are too many.
    """
    wanted, now = _scopes(scopes), house.clock.now()
    _check(name, days)
    secret = PREFIX + secrets.token_urlsafe(32)
    with alone():
        if Token.objects.filter(user=whose).count() >= MOST:
            raise BadInput(what=f"there are {MOST} of them already", mend="take back one that is not needed any more")
        made = Token.objects.create(
            user=whose,
            name=name.strip(),
            shown=secret[:SHOWN],
            sha256=_digest(secret),
            scopes=",".join(wanted),
            made_at=now,
            until=now + dt.timedelta(days=days),
        )
        facts: dict[str, object] = {"for": made.name, "scopes": list(wanted), "until": made.until.isoformat()}
        _tell(house, "access for a program given", whose, by, facts)
    return Made(made, secret)


def of(who: Staff) -> list[Token]:
    """The tokens that somebody may see: their own, or, where they keep the list of people, everybody's."""
    rows = Token.objects.select_related("user").order_by("user__username", "pk")
    return list(rows if who.may(Deed.KEEP_PEOPLE) else rows.filter(user=who))


def every() -> list[Token]:
    return list(Token.objects.select_related("user").order_by("user__username", "pk"))


def take_back(house: House, number: int, by: Staff | None = None) -> Token:
    """Have a token be good for nothing from now on; of the others' only whoever keeps the list of people.

    Raises:
        NoSuchThing: there is none, or none that they may see.
    """
    with alone():
        found = next((one for one in (every() if by is None else of(by)) if one.pk == number), None)
        if found is None:
            raise NoSuchThing(kind="access for a program", name=number, known="those that the page shows")
        Token.objects.filter(pk=number).delete()
        _tell(house, "access for a program taken back", found.user, by, {"for": found.name})
    return found


def forget(whose: Staff) -> None:
    """Take all of somebody's tokens away, within the caller's transaction: they are gone with the person."""
    Token.objects.filter(user=whose).delete()


def found_by(secret: str, now: dt.datetime) -> Token | None:
    """The token that a program shows, where it is good now. That it was used is noted, once a minute at most."""
    if not _FORM.fullmatch(secret):
        return None
    token = Token.objects.select_related("user").filter(sha256=_digest(secret), until__gt=now).first()
    if token is None or not token.user.is_active or not token.user.may(Deed.HAVE_PROGRAMS):
        return None
    _note_use(token, now)
    return token


def _note_use(token: Token, now: dt.datetime) -> None:
    if token.used_at is None or token.used_at <= now - _NOTED_EVERY:
        lately = Q(used_at__isnull=True) | Q(used_at__lte=now - _NOTED_EVERY)
        Token.objects.filter(lately, pk=token.pk).update(used_at=now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _scopes(wanted: Iterable[str]) -> Sequence[Scope]:
    given = set(wanted)
    if not given or given - set(Scope):
        raise BadInput(what="it is not said what the program may read", mend=f"choose some of {', '.join(Scope)}")
    if Scope.AGENDA in given and len(given) > 1:
        what = f"{Scope.AGENDA} stands in an address, so its token reads nothing else"
        raise BadInput(what=what, mend="give access for the rest by itself")
    return [scope for scope in Scope if scope in given]


def _check(name: str, days: int) -> None:
    if not name.strip() or len(name.strip()) > LONGEST_NAME or not name.isprintable():
        raise BadInput(what="it is not said what for", mend=f"write it in at most {LONGEST_NAME} letters on one line")
    if not 0 < days <= LONGEST_DAYS:
        raise BadInput(what="that is too long, or no time at all", mend=f"choose 1 to {LONGEST_DAYS} days")


def _tell(house: House, kind: str, whose: Staff, by: Staff | None, facts: dict[str, object]) -> None:
    who = by.person if by else journal.BOT
    journal.write([Entry(kind, f"user {whose.username}", by=who, facts=facts)], house.clock.now())
