"""Django's settings. It reads no configuration of its own: see :mod:`advocacybot.settings`."""

from advocacybot.settings import Settings

_SETTINGS = Settings()

INSTALLED_APPS = ["advocacybot.store.apps.StoreConfig"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(_SETTINGS.database),
        "OPTIONS": {
            # A transaction takes the write lock when it begins, so none fails in its middle; others wait for it.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # A commit is on the disk before it is believed: a receipt must not be lost to a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
