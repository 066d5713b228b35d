"""The one place where the parts are joined."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from advocacybot.clock import Clock, SystemClock
from advocacybot.errors import BadInput
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import ReadOnly
from advocacybot.platforms.credentials import Credentials, OnPaper
from advocacybot.platforms.registry import Adapters, Platforms, on_paper
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.settings import Settings
from advocacybot.sources.configuration import Folder
from advocacybot.store.opening import open_tables, set_up

if TYPE_CHECKING:
    from advocacybot.pipeline.rehearse import DryRun

logger = logging.getLogger("advocacybot")


def house(settings: Settings, clock: Clock | None = None) -> House:
    """A campaign's house, its files read and its database open. Where its folder's files are broken, or there are none, it is as
    they last took effect, here or on another machine.

    Raises:
        BadInput: the folder is no campaign's, or something in its files is wrong, and none ever took effect.
    """
    clock = clock or SystemClock()
    folder = Folder(settings.home)
    _check_begun(folder, settings)
    set_up(settings)
    open_tables(settings)
    return _begun(folder, platforms(clock), clock)


def _check_begun(folder: Folder, settings: Settings) -> None:
    """See that a folder that is no campaign's is left alone, where no database says what may have taken effect."""
    if settings.database_url is None and not settings.database.exists():
        folder.load()


def _begun(folder: Folder, at: Platforms, clock: Clock) -> House:
    """The house by its files with the room's word over them; where the two do not go together, by those that hold."""
    from advocacybot.pipeline import desk, folders

    choice = folders.to_begin_with(folder, folders.read(folder))
    made = House(folder, choice.files, at, clock)
    folders.say(made, choice.why)
    try:
        desk.lay_over(made)
    except BadInput as error:
        if choice.over is None:
            raise
        folders.say(made, folders.until_mended(error))
        desk.catch_up(made)
    return made


def dry_run(house: House) -> "DryRun":
    """The same house, with platforms whose requests go onto paper. What is remembered is looked at, and nothing new is."""
    from advocacybot.pipeline.rehearse import DryRun
    from advocacybot.platforms.paper import Paper
    from advocacybot.store import memory

    credentials = OnPaper()
    paper = Paper(on_paper(), credentials.scrub)
    adapters = Adapters(paper, credentials, ReadOnly(memory), house.clock)
    return DryRun(house, Platforms(rehearsal(house.clock), adapters), paper)


def platforms(clock: Clock) -> Platforms:
    """Every platform, its requests leaving by the network."""
    from advocacybot.store import memory

    return Platforms(rehearsal(clock), Adapters(None, Credentials(), memory, clock))


def rehearsal(clock: Clock) -> Rehearsal:
    from advocacybot.store import rehearsed

    return Rehearsal(rehearsed, clock)


def shipped() -> Path:
    """The folder with the default ``config/`` and ``message_templates/``: in the package, or in a checkout beside it."""
    packaged = Path(__file__).parent / "shipped"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent
