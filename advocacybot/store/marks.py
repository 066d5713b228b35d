"""Small things to remember between runs."""

from advocacybot.store.models import MarkRow

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


def several(*names: str) -> tuple[str | None, ...]:
    """The same of several, by one look."""
    found = dict(MarkRow.objects.filter(pk__in=names).values_list("name", "value"))
    return tuple(found.get(name) for name in names)


def put(name: str, value: str) -> None:
    MarkRow.objects.update_or_create(pk=name, defaults={"value": value})


def take_away(name: str) -> None:
    MarkRow.objects.filter(pk=name).delete()
