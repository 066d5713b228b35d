"""Opens the database: sets Django up, and brings the tables up to date."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from advocacybot.errors import DatabaseTooNew, MovedAway
from advocacybot.settings import Settings
from advocacybot.store.address import GONE, failure
from advocacybot.store.locks import Lock, one_after_another

_OURS = {"store", "web"}


def set_up(settings: Settings, *, web: bool = False) -> None:
    """Tell Django which database this campaign's is. Once in a process, before anything of the store is imported.

    ``web``: with everything that the staff room takes, which a command that only looks need not load.
    """
    os.environ["ADVOCACYBOT_HOME"] = str(settings.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"advocacybot.{'web' if web else 'store'}.django_settings")
    django.setup()


def open_tables(settings: Settings) -> None:
    """Bring the tables up to date, where they are not: one process does it, and whoever comes meanwhile waits for it.

    Raises:
        DatabaseFails: it cannot be reached, or is too old.
        DatabaseTooNew: a newer version of ours was here.
        MovedAway: its data are elsewhere by now.
    """
    settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        if not _known_and_applied():
            _bring_up_to_date(settings)
        moved = _moved_to()
    except GONE as error:
        raise failure(error, connection) from error
    if moved:
        raise MovedAway(place=moved)


def _moved_to() -> str | None:
    from advocacybot.store import marks  # its tables take Django to be set up

    return marks.get(marks.MOVED)


@contextmanager
def another(database: dict[str, Any]) -> Iterator[None]:
    """Let this thread's database be another one until the block ends; what is open on its own stays open.

    Args:
        database: Django's settings for it.
    """
    own, settings = connections["default"], connections.databases["default"]
    connections.databases["default"] = ConnectionHandler({"default": database}).databases["default"]
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.databases["default"] = settings
        connections["default"] = own


def _known_and_applied() -> bool:
    """Whether of each app just those migrations are applied that lie in its folder. So it mostly is, and it takes one query to
    tell, where Django's own look loads them all."""
    known = {(app.label, file.stem) for app in apps.get_app_configs() for file in _migrations(Path(app.path))}
    if "django_migrations" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = {(app, name) for app, name in cursor.fetchall() if app in apps.app_configs}
    return applied == known


def _migrations(app: Path) -> Iterator[Path]:
    return (file for file in (app / "migrations").glob("*.py") if not file.name.startswith("_"))


def _bring_up_to_date(settings: Settings) -> None:
    from django.core.management import call_command  # takes a moment to load: only where there is something to do

    if _behind():
        with one_after_another(Lock.OPENING, settings.data_folder):
            if _behind():
                call_command("migrate", interactive=False, verbosity=0)


def _behind() -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    applied, known = executor.loader.applied_migrations, executor.loader.disk_migrations
    beyond = sorted(name for app, name in applied if app in executor.loader.migrated_apps & _OURS and (app, name) not in known)
    if beyond:
        raise DatabaseTooNew(migration=beyond[-1])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
