"""The one place where the parts are joined."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from advocacybot.clock import Clock, SystemClock
from advocacybot.errors import BadInput, Problems
from advocacybot.pipeline.house import House
from advocacybot.platforms.base import ReadOnly
from advocacybot.platforms.credentials import Credentials, OnPaper
from advocacybot.platforms.registry import Adapters, Platforms, on_paper
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.platforms.wire import Network, Way
from advocacybot.settings import Settings
from advocacybot.sources.configuration import Configuration, Folder
from advocacybot.store.opening import open_tables, set_up

if TYPE_CHECKING:
    from advocacybot.pipeline.rehearse import DryRun

logger = logging.getLogger("advocacybot")


def house(settings: Settings, clock: Clock | None = None) -> House:
    """A campaign's house, its files read and its database open. While the files are broken, it is as they last took effect.

    Raises:
        BadInput: the folder is no campaign's, or something in its files is wrong and they never took effect before.
    """
    clock = clock or SystemClock()
    folder = Folder(settings.home)
    files = _read(folder, settings)
    set_up(settings)
    open_tables(settings)
    made = House(folder, settings.accepted, files, platforms(settings, clock, Network()), clock)
    _lay_over(made, settings)
    return made


def _read(folder: Folder, settings: Settings) -> Configuration:
    try:
        return folder.load()
    except Problems as error:
        accepted = _accepted(settings)
        if accepted is None:
            raise
        return _as_accepted(accepted, error)


def _lay_over(house: House, settings: Settings) -> None:
    """The room's word over the files; where the two do not go together, the files hold as they did when they last went."""
    from advocacybot.pipeline import desk

    try:
        desk.lay_over(house)
    except BadInput as error:
        accepted = _accepted(settings)
        if accepted is None:
            raise
        house.files = _as_accepted(accepted, error)
        desk.lay_over(house)


def _as_accepted(accepted: Path, error: BadInput) -> Configuration:
    for problem in str(error).splitlines():
        logger.warning("advocacybot: until this is mended, the files hold as they were: %s", problem)
    return Folder(accepted).load()


def _accepted(settings: Settings) -> Path | None:
    """The files as they last took effect; under their old name where the copying was cut short between two renamings."""
    copies = (settings.accepted, settings.accepted.with_name(f"{settings.accepted.name}.old"))
    return next((copy for copy in copies if copy.is_dir()), None)


def dry_run(settings: Settings, house: House) -> "DryRun":
    """The same house, with platforms whose requests go onto paper. What is remembered is looked at, and nothing new is."""
    from advocacybot.pipeline.rehearse import DryRun
    from advocacybot.platforms.paper import Paper
    from advocacybot.store import memory

    credentials = OnPaper()
    paper = Paper(on_paper(), credentials.scrub)
    adapters = Adapters(paper, credentials, ReadOnly(memory), house.clock)
    return DryRun(house, Platforms(rehearsal(settings, house.clock), adapters), paper)


def platforms(settings: Settings, clock: Clock, way: Way) -> Platforms:
    """Every platform, its requests leaving by that way."""
    from advocacybot.store import memory

    return Platforms(rehearsal(settings, clock), Adapters(way, Credentials(), memory, clock))


def rehearsal(settings: Settings, clock: Clock) -> Rehearsal:
    return Rehearsal(settings.feeds, clock)


def shipped() -> Path:
    """The folder with the default ``config/`` and ``message_templates/``: in the package, or in a checkout beside it."""
    packaged = Path(__file__).parent / "shipped"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent
