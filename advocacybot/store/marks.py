"""Small things to remember between runs."""

from typing import Any

from advocacybot.store.models import MarkRow
from advocacybot.store.statements import Given, Select

DRAWN_FROM = "files that the queue was drawn from"
FILES = "files that took effect last"
CALENDAR = "calendar that took effect last"
DESK = "what the staff room keeps over the files"
AWAKE = "when the bot was last awake"
MOVED = "where the data were moved to"
ASSESSORS = "how many assessors others are told by"
SECRET_KEY = "secret key of the staff room"  # noqa: S105 – its name


def get(name: str) -> str | None:
    return MarkRow.objects.filter(pk=name).values_list("value", flat=True).first()


def both(first: str, second: str) -> tuple[str | None, str | None]:
    """The same of two, by one look."""
    found: dict[str, str] = dict(_BOTH(first=first, second=second))
    return found.get(first), found.get(second)


def put(name: str, value: str) -> None:
    MarkRow.objects.update_or_create(pk=name, defaults={"value": value})


def take_away(name: str) -> None:
    MarkRow.objects.filter(pk=name).delete()


_EITHER: list[Any] = [Given(MarkRow, "name", "first"), Given(MarkRow, "name", "second")]
_BOTH = Select(lambda: MarkRow.objects.filter(pk__in=_EITHER).values_list("name", "value"))
