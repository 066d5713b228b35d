"""Opens the database: sets Django up, and brings the tables up to date."""

import os

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from advocacybot.settings import Settings
from advocacybot.store.locks import Lock, one_after_another


def set_up(settings: Settings, *, web: bool = False) -> None:
    """Tell Django which database this campaign's is. Once in a process, before anything of the store is imported.

    ``web``: with everything that the staff room takes, which a command that only looks need not load.
    """
    os.environ["ADVOCACYBOT_HOME"] = str(settings.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"advocacybot.{'web' if web else 'store'}.django_settings")
    django.setup()


def open_tables(settings: Settings) -> None:
    """Bring the tables up to date, where they are not: one process does it, and whoever comes meanwhile waits for it."""
    settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _behind():
        return
    with one_after_another(Lock.OPENING, settings.data_folder):
        if _behind():
            call_command("migrate", interactive=False, verbosity=0)


def _behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
