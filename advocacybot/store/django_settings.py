"""Django's settings. It reads no configuration of its own: see :mod:`advocacybot.settings`."""

from pathlib import Path
from typing import Any

from advocacybot.settings import Settings
from advocacybot.store.address import shared

_SETTINGS = Settings()


def in_a_file(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # A connection lives as long as its thread: to open one costs more than what is mostly asked of it.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction takes the write lock when it begins, so none fails in its middle; others wait for it.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # A commit is on the disk before it is believed: a receipt must not be lost to a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


INSTALLED_APPS = ["advocacybot.store.apps.StoreConfig"]
DATABASES = {"default": shared(_SETTINGS.database_url) if _SETTINGS.database_url else in_a_file(_SETTINGS.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
