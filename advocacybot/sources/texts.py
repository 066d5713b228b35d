"""Where the texts of a campaign's files come from: its folder, or what was kept of them when they took effect.

A file's name is its path below the campaign's folder, such as ``config/calendar.yaml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from advocacybot.errors import BadInput

Texts = Mapping[str, str]
"""Texts by the names of their files."""

_NUL = "\0"
"""The one character that no database of ours keeps."""


class Source(Protocol):
    """Where texts are read."""

    def matching(self, pattern: str) -> list[str]:
        """The names, sorted, that are of that pattern, such as ``config/record/*.yaml``."""

    def text(self, name: str) -> str:
        """The file's text.

        Raises:
            BadInput: there is no such file, or it is no text in UTF-8.
        """


@dataclass(frozen=True)
class OnDisk:
    """The files in a folder."""

    path: Path

    def matching(self, pattern: str) -> list[str]:
        return sorted(file.relative_to(self.path).as_posix() for file in self.path.glob(pattern))

    def text(self, name: str) -> str:
        try:
            text = (self.path / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise _missing(name) from None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            where = f"{as_told(name)}, line {line}"
            raise BadInput(where=where, what="this is not UTF-8", mend="save the file as UTF-8") from None
        except OSError as error:
            what = f"this cannot be read ({error.strerror})"
            raise BadInput(where=as_told(name), what=what, mend="put the file there, and let the bot read it") from None
        return _of_letters(name, text)


@dataclass(frozen=True)
class AsKept:
    """The files as they took effect."""

    texts: Texts

    def matching(self, pattern: str) -> list[str]:
        return sorted(name for name in self.texts if PurePosixPath(name).match(pattern))

    def text(self, name: str) -> str:
        try:
            return self.texts[name]
        except KeyError:
            raise _missing(name) from None


def as_told(name: str) -> str:
    """The file as messages name it: below config/, else below the folder."""
    return name.removeprefix("config/")


def _missing(name: str) -> BadInput:
    return BadInput(where=as_told(name), what="the file is missing", mend="`advocacybot init` lays out a whole folder")


def _of_letters(name: str, text: str) -> str:
    if _NUL not in text:
        return text
    line = text[: text.index(_NUL)].count("\n") + 1
    raise BadInput(where=f"{as_told(name)}, line {line}", what="there is a control character here", mend="take it out")
