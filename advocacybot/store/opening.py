"""Opens the database: sets Django up, and brings the tables up to date."""

import os

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from advocacybot.settings import Settings


def set_up(settings: Settings, *, web: bool = False) -> None:
    """Tell Django which database this campaign's is. Once in a process, before anything of the store is imported.

    ``web``: with everything that the staff room takes, which a command that only looks need not load.
    """
    os.environ["ADVOCACYBOT_HOME"] = str(settings.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"advocacybot.{'web' if web else 'store'}.django_settings")
    django.setup()


def open_tables(settings: Settings) -> None:
    """Bring the tables up to date, where they are not."""
    settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
