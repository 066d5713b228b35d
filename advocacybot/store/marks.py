"""Small things to remember between runs."""

from advocacybot.store.models import MarkRow

DRAWN_FROM = "files that the queue was drawn from"
CALENDAR = "calendar that took effect last"
DESK = "what the staff room keeps over the files"
AWAKE = "when the bot was last awake"


def get(name: str) -> str | None:
    return MarkRow.objects.filter(pk=name).values_list("value", flat=True).first()


def put(name: str, value: str) -> None:
    MarkRow.objects.update_or_create(pk=name, defaults={"value": value})
