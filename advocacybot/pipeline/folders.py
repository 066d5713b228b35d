"""Which files a house works by: those in its own folder, or those that took effect last, here or on another machine.

A folder's files hold as soon as they took effect. Where those of another folder took their place since, they are older: they
never come back by themselves, so two machines whose files differ do not take turns.
"""

import datetime as dt
import logging
import socket
from dataclasses import dataclass

from advocacybot.errors import BadInput, NotConfigured
from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import Configuration, Folder
from advocacybot.store import accepted
from advocacybot.store.accepted import Accepted

logger = logging.getLogger("advocacybot")


@dataclass(frozen=True)
class Choice:
    """The files to work by. ``over``: the mark of those that held then. ``why``: why they are not the folder's own."""

    files: Configuration
    over: str | None
    why: str = ""


def read(folder: Folder) -> Configuration | BadInput:
    """The folder's files, or why there are none to work by."""
    try:
        return folder.load()
    except BadInput as error:
        return error


def own(house: House) -> Configuration:
    """The folder's files as they are now.

    Raises:
        BadInput: something in them is wrong.
    """
    with house.laying:
        files = house.folder.load()
    house.own = files.digest
    return files


def to_begin_with(folder: Folder, files: Configuration | BadInput) -> Choice:
    """What a process works by until it has caught up: its folder's files where the last that took effect came from there, so that
    an edit is known before a bot runs again; else those that hold.

    Raises:
        BadInput: the folder's files are broken, and none ever took effect.
    """
    holds = accepted.last()
    return _choice(folder, files, holds, goes_on=holds is None or holds.origin == origin(folder))


def to_take(house: House) -> Choice:
    """What is to take effect when this process begins to plan.

    Raises:
        BadInput: the folder's files are broken, and none ever took effect.
    """
    with house.laying:
        files = read(house.folder)
        house.own = None if isinstance(files, BadInput) else files.digest
        choice = _choice(house.folder, files, accepted.last(), goes_on=not _older(house.folder, files))
    say(house, choice.why)
    return choice


def keep(choice: Choice, folder: Folder, now: dt.datetime) -> str:
    """Let the files be those that hold, within the caller's transaction; the mark by which they are known."""
    holds = accepted.last()
    if holds and holds.version == choice.files.digest:
        return holds.mark
    return accepted.keep(choice.files.texts, choice.files.digest, origin(folder), now)


def say(house: House, why: str) -> None:
    """Say why the house does not work by its own folder's files, where that was not said already."""
    for line in why.splitlines() if why != house.said else ():
        logger.warning("advocacybot: %s", line)
    house.said = why


def until_mended(error: BadInput) -> str:
    """What is said while files are broken: a line for each problem."""
    return "\n".join(f"until this is mended, the files hold as they were: {line}" for line in str(error).splitlines())


def origin(folder: Folder) -> str:
    """On which machine a folder lies, and where."""
    return f"{socket.gethostname()}:{folder.path.resolve()}"[:500]


def _choice(folder: Folder, files: Configuration | BadInput, holds: Accepted | None, *, goes_on: bool) -> Choice:
    if holds is None:
        if isinstance(files, BadInput):
            raise files
        return Choice(files, None)
    if isinstance(files, Configuration) and (files.digest == holds.version or goes_on):
        return Choice(files, holds.mark)
    return Choice(folder.load_kept(accepted.texts(holds.mark)), holds.mark, _why(folder, files, holds))


def _older(folder: Folder, files: Configuration | BadInput) -> bool:
    """Whether another folder's files took the place of these."""
    after = None if isinstance(files, BadInput) else accepted.replaced_by(files.digest)
    return after is not None and after.origin != origin(folder)


def _why(folder: Folder, files: Configuration | BadInput, holds: Accepted) -> str:
    if isinstance(files, NotConfigured):
        return ""
    if isinstance(files, BadInput):
        return until_mended(files)
    return (
        f"the files of {origin(folder)} do not hold: those of {holds.origin} took effect on {holds.at:%Y-%m-%d at %H:%M} UTC. "
        "Copy those here, or let these take effect with `advocacybot check --take`"
    )
