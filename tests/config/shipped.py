"""The files as they are shipped, read once for all the tests of this folder."""

from functools import cache

from advocacybot.sources.configuration import Configuration, Folder
from advocacybot.wiring import shipped


@cache
def the_shipped_files() -> Configuration:
    return Folder(shipped()).load()
