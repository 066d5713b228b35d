"""Where each page stands, and how one leads to another. Every link is relative, so that the site may lie in any folder."""

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import quote

from advocacybot.council.values import in_language

INDEX = "index.html"
"""What a folder shows. As files it is named in every link, as a browser that reads a folder looks for none; a server finds it."""

STYLE = "site.css"
MARK = "mark.svg"
VOTES_JSON = "data/votes.json"
SCHEMA = "data/schema.json"
BALLOTS_CSV = "data/ballots.csv"
SCORES_CSV = "data/scores.csv"
CALENDAR = "calendar.ics"
FEED = "feed.atom"
"""Of each language, in its folder."""

_SAFE = "/()'!*,;:@&=+$~.-_"
_NO_WORD = re.compile(r"[\W_]+")


def slug(situation: Mapping[str, str]) -> str:
    """A situation as part of an address, by its English name: ``Palestine/Israel`` → ``palestine-israel``."""
    plain = unicodedata.normalize("NFKD", in_language(situation, "en"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return _NO_WORD.sub("-", letters).strip("-") or "situation"


@dataclass(frozen=True)
class Place:
    """The page at ``path``, from the site's root: ``en/votes/S-2016-846/index.html``.

    ``address``: of the root, without a slash at the end, where that is known. ``index``: how links name a folder's own page.
    """

    path: str
    address: str | None
    index: str = INDEX

    def link(self, path: str) -> str:
        """From this page to that one, as an ``href`` has it."""
        there = _from_to(self.path.split("/")[:-1], path.split("/"))
        return quote(there if self.index else without_index(there) or "./", safe=_SAFE)

    def in_language(self, language: str) -> str:
        """The same page in another language: its path."""
        return f"{language}/{self.path.partition('/')[2]}"

    def absolute(self, path: str) -> str | None:
        """The whole address of a page, as others keep it."""
        return self.address and f"{self.address}/{quote(without_index(path), safe=_SAFE)}"

    def beside(self, name: str) -> str:
        """The path of a file in this page's folder."""
        return posixpath.join(posixpath.dirname(self.path), name)

    @property
    def permanent(self) -> str | None:
        """This page's own whole address."""
        return self.absolute(self.path)


def without_index(path: str) -> str:
    """The path of the folder, where the path is that of its own page."""
    return path.removesuffix(INDEX) if posixpath.basename(path) == INDEX else path


def _from_to(folder: list[str], path: list[str]) -> str:
    """The way from a folder to a file, both from the root."""
    pairs = zip(folder, path[:-1], strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return "/".join([".."] * (len(folder) - shared) + path[shared:])
