"""Django's settings. It reads no configuration of its own: see :mod:`advocacybot.settings`."""

from pathlib import Path
from typing import Any

import dj_database_url

from advocacybot.settings import Settings

_SETTINGS = Settings()


def _in_a_file(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A transaction takes the write lock when it begins, so none fails in its middle; others wait for it.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # A commit is on the disk before it is believed: a receipt must not be lost to a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _shared(url: str) -> dict[str, Any]:
    """PostgreSQL. A connection lives as long as its thread, and is looked at before it is used again."""
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
    # A machine that is gone is known to be gone within seconds, and a session that nobody speaks in holds no lock for ever.
    patient = {"connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
    found["OPTIONS"] = {"application_name": "advocacybot", **patient, **found.get("OPTIONS", {})}
    return found


INSTALLED_APPS = ["advocacybot.store.apps.StoreConfig"]
DATABASES = {"default": _shared(_SETTINGS.database_url) if _SETTINGS.database_url else _in_a_file(_SETTINGS.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
