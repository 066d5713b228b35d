"""What signs the staff's sessions, and seals their second factors: the same for every machine that shares the database."""

import secrets

from advocacybot.settings import Settings, make_once
from advocacybot.store import marks
from advocacybot.store.models import MarkRow


def secret_key(settings: Settings) -> str:
    """The key that was given, else one that is made once: kept beside SQLite's file, and within PostgreSQL."""
    return settings.secret_key_given or (_in_database() if settings.database_url else _in_file(settings))


def _in_database() -> str:
    """Whoever is first makes it; whoever comes in the same moment finds that one."""
    row, _ = MarkRow.objects.get_or_create(pk=marks.SECRET_KEY, defaults={"value": _new()})
    return row.value


def _in_file(settings: Settings) -> str:
    if not settings.key_file.exists():
        make_once(settings.key_file, _new())
    return settings.key_file.read_text(encoding="utf-8").strip()


def _new() -> str:
    return secrets.token_urlsafe(64)
