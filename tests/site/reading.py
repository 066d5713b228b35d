"""Pages as a strict reader of HTML has them: a page with an error in its HTML is not read at all."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from justhtml import JustHTML

from advocacybot.site.places import INDEX
from advocacybot.site.site import Site

_LINKS = (("a", "href"), ("link", "href"), ("img", "src"), ("iframe", "src"))


@dataclass(frozen=True)
class Read:
    """A page that was read, and where it stands."""

    path: str
    html: str

    @cached_property
    def tree(self) -> JustHTML:
        return JustHTML(self.html, strict=True, sanitize=False)

    def all(self, selector: str) -> list[dict[str, str]]:
        """The attributes of every element that is meant."""
        return [{name: value or "" for name, value in (node.attrs or {}).items()} for node in self.tree.query(selector)]

    def text(self, selector: str = "body") -> list[str]:
        """The words in each element that is meant."""
        return [" ".join(node.to_text(separator="", strip=False).split()) for node in self.tree.query(selector)]

    @property
    def links(self) -> Iterator[str]:
        """Every address on the page, as it is written."""
        for tag, attribute in _LINKS:
            yield from (one[attribute] for one in self.all(tag) if attribute in one)
        for one in self.all("source"):
            yield from (choice.split()[0] for choice in one["srcset"].split(","))

    @property
    def within(self) -> Iterator[str]:
        """Where the links lead that stay within the site, from its root."""
        for link in self.links:
            there = urlsplit(link)
            if not there.scheme and not there.netloc and there.path:
                yield posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(there.path)))


def read(site: Site, path: str) -> Read:
    """The page that stands there."""
    found = site.page(path)
    assert found.media_type == "text/html; charset=utf-8"
    return Read(path, found.content.decode())


def every_page(site: Site) -> Iterator[Read]:
    """All that is HTML."""
    return (read(site, path) for path in site.paths() if posixpath.basename(path) == INDEX)
