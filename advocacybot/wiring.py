"""The one place where the parts are joined."""

from pathlib import Path

from advocacybot.clock import Clock, SystemClock
from advocacybot.pipeline.house import House
from advocacybot.platforms.registry import Platforms
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.settings import Settings
from advocacybot.sources.configuration import Folder
from advocacybot.store.opening import migrate, set_up


def house(settings: Settings, clock: Clock | None = None) -> House:
    """A campaign's house, its files read and its database open.

    Raises:
        BadInput: the folder is no campaign's, or something in its files is wrong.
    """
    clock = clock or SystemClock()
    folder = Folder(settings.home)
    configuration = folder.load()
    set_up(settings)
    migrate()
    return House(folder, configuration, Platforms(rehearsal(settings, clock)), clock)


def rehearsal(settings: Settings, clock: Clock) -> Rehearsal:
    return Rehearsal(settings.feeds, clock)


def shipped() -> Path:
    """The folder with the default ``config/`` and ``message_templates/``: in the package, or in a checkout beside it."""
    packaged = Path(__file__).parent / "shipped"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent
