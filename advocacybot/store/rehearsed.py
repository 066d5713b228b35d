"""The feeds of accounts that rehearse, for every machine to read. See ``platforms.rehearsal.Feed``."""

from django.db import Error, transaction

from advocacybot.campaign.rehearsed import Rehearsed
from advocacybot.errors import Doubtful, NotSent
from advocacybot.store.models import RehearsedRow


def add(account: str, entry: Rehearsed) -> str:
    """Put it at the end of a feed, by a transaction of its own: whoever waits for the receipt holds none meanwhile.

    Raises:
        NotSent: it was not written.
        Doubtful: nobody knows, as the answer to the commit is lost.
    """
    written = False
    try:
        with transaction.atomic(durable=True):
            row = RehearsedRow.objects.create(
                account=account,
                at=entry.at,
                text=entry.text,
                language=entry.language,
                key=entry.key,
                answers=entry.answers or "",
                thread=entry.thread or "",
                pictures=list(entry.pictures),
            )
            written = True
    except Error as error:
        if written:
            raise Doubtful(cause=f"the feed is written, but perhaps not kept ({_said(error)})") from error
        raise NotSent(cause=f"the feed cannot be written ({_said(error)})") from error
    return _id(row)


def read(account: str) -> list[Rehearsed]:
    """What stands in an account's feed, oldest first."""
    return [_entry(row) for row in RehearsedRow.objects.filter(account=account).order_by("pk")]


def find(account: str, key: str) -> Rehearsed | None:
    """The first part with that key.

    Raises:
        Doubtful: the feed cannot be read.
    """
    try:
        row = RehearsedRow.objects.filter(account=account, key=key).order_by("pk").first()
    except Error as error:
        raise Doubtful(cause=f"the feed cannot be read ({_said(error)})") from error
    return _entry(row) if row else None


def at(account: str, remote_id: str) -> Rehearsed | None:
    """The part with that id."""
    row = RehearsedRow.objects.filter(account=account, pk=_number(account, remote_id)).first()
    return _entry(row) if row else None


def cut(account: str, remote_id: str) -> None:
    """Take a part out; that it is gone already is no error.

    Raises:
        NotSent: it is not known to be gone.
    """
    try:
        RehearsedRow.objects.filter(account=account, pk=_number(account, remote_id)).delete()
    except Error as error:
        raise NotSent(cause=f"the feed cannot be written ({_said(error)})") from error


def _id(row: RehearsedRow) -> str:
    return f"{row.account}-{row.pk}"


def _number(account: str, remote_id: str) -> int:
    """The row's number; one that no row has where it is no id of that feed."""
    number = remote_id.removeprefix(f"{account}-")
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS else 0


_MOST_DIGITS = 18


def _entry(row: RehearsedRow) -> Rehearsed:
    answers, thread = row.answers or None, row.thread or None
    return Rehearsed(row.at, row.text, row.language, row.key, answers, thread, tuple(row.pictures), _id(row))


def _said(error: Error) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
