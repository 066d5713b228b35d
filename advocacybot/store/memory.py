"""What platforms remember of accounts between runs: limits, numbers, sessions that are sealed. See ``platforms.base.Memory``."""

from advocacybot.store.models import MemoryRow
from advocacybot.store.statements import Given, Select

_KEPT = Select(
    lambda: MemoryRow.objects.filter(account=Given(MemoryRow, "account"), what=Given(MemoryRow, "what")).values_list("value")
)


def recall(account: str, what: str) -> str | None:
    return next((value for (value,) in _KEPT(account=account, what=what)), None)


def remember(account: str, what: str, value: str) -> None:
    if recall(account, what) != value:  # mostly it is what was remembered before, and nobody need wait to write it
        MemoryRow.objects.update_or_create(account=account, what=what, defaults={"value": value})


def forget(account: str) -> None:
    """Be as new to that account."""
    MemoryRow.objects.filter(account=account).delete()
